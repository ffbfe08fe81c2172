"""What a text claims: its numbers with their units, and which nutrients it calls low or high.

Written anew, so that a mistake of the coach's own checks shows.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from eval.coach.names import mentioned

UNITS = {
    "kcal": "kcal calories calorie kalorien kalorie",
    "g": "g gram grams gramm",
    "mg": "mg milligram milligrams milligramm",
    "ug": "µg μg ug mcg microgram micrograms mikrogramm",
    "%": "% percent prozent",
    "kg": "kg kilogram kilograms kilo kilos kilogramm",
    "lb": "lb lbs pound pounds pfund",
    "ml": "ml",
    "l": "l litre litres liter",
    "day": "day days tag tage tagen",
    "minute": "minute minutes min minuten",
    "meal": "meal meals mahlzeit mahlzeiten",
    "time": "time times mal",
    "week": "week weeks woche wochen",
    "hour": "hour hours stunde stunden",
    "unit": "unit units einheit einheiten",
}
UNIT = {word: unit for unit, words in UNITS.items() for word in words.split()}
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
EINS = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ZEHNER = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
SPELLED = {
    **{word: number for words in (ONES, EINS) for number, word in enumerate(words)},
    **{word: 10 * ten for words in (TENS, ZEHNER) for ten, word in enumerate(words, 2)},
}
POWERS = {"hundred": 100, "hundert": 100, "thousand": 1000, "tausend": 1000}
ARTICLES = frozenset({"one", "eins"})  # "one day like that" counts nothing
DIGITS = re.compile(
    r"(?<![\w.,])(?<!\w-)(?P<number>\d+(?:[.,\u00a0\u202f']\d+)*)(?P<thousand>k\b)?"
    r"(?:[\s\u00a0\u202f-]*(?P<unit>%|[^\W\d_]+))?"
)
WORDS = re.compile(r"[^\W\d_]+|%")
MARKS = {"en": (",", "."), "de": (".", ",")}  # of thousands, and of decimals


class Number(NamedTuple):
    """`value` is None where the digits are none of this language's; `half` is half a last digit."""

    text: str
    value: float | None
    half: float
    unit: str | None  # one of UNITS; None where none of them stands beside it


def numbers(text: str, language: str) -> Iterator[Number]:
    """Every number of a text in digits, and those in words that have a unit."""
    for match in DIGITS.finditer(text):
        value, half = _read(match["number"], language)
        if match["thousand"] and value is not None:
            value, half = value * 1000, half * 1000
        unit = UNIT.get((match["unit"] or "").lower())
        yield Number(match[0].strip(), value, half, unit)
    yield from _spelled(text)


def _read(digits: str, language: str) -> tuple[float | None, float]:
    thousands, decimal = MARKS[language]
    plain = re.sub(r"[\u00a0\u202f']", "", digits)
    whole, mark, part = plain.partition(decimal)
    groups = whole.split(thousands)
    is_grouped = len(groups) == 1 or (
        len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    )
    if not is_grouped or (mark and not part.isdigit()):
        return None, 0.0
    value = float("".join(groups) + (f".{part}" if part else ""))
    return value, 0.5 * 10.0 ** -len(part)


def _spelled(text: str) -> Iterator[Number]:
    value, read = 0, list[str]()
    for word in WORDS.findall(text.lower()):
        if word in SPELLED or (word in POWERS and read):
            part = SPELLED.get(word)
            value = value + part if part is not None else _times(value, POWERS[word])
            read.append(word)
            continue
        if read and not ARTICLES.issuperset(read) and word in UNIT:
            yield Number(" ".join([*read, word]), float(value), 0.5, UNIT[word])
        value, read = 0, []


def _times(value: int, power: int) -> int:
    """two thousand three hundred: the hundred multiplies the three alone."""
    rest = value % power if power < 1000 else value
    return value - rest + (rest or 1) * power


GERMAN = re.compile(
    r"\b(?:und|ist|sind|der|die|das|dem|von|nicht|ich|du|dir|für|mit|es|enthält|aus|kam|hast|dein\w*"
    r"|kein\w*|heute|gestern|zu|auf|bleiben|habe|hier|gern)\b",
    re.IGNORECASE,
)
ENGLISH = re.compile(
    r"\b(?:and|is|are|the|of|not|i|you|your|for|with|it|that|to|a|holds|from|came|have|no|today"
    r"|yesterday|on|left|here|what|as|welcome)\b",
    re.IGNORECASE,
)


def language_of(text: str, names: list[str]) -> str | None:
    """Which of the two languages a text is in, by its small words; None where that is open."""
    text = _without(text, names)
    german, english = len(GERMAN.findall(text)), len(ENGLISH.findall(text))
    return None if german == english else "de" if german > english else "en"


def _without(text: str, names: list[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "…")
    return text


SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+|;\s")
NOTHING = re.compile(
    r"\b(?:cannot judge|can't judge|kann ich .*nicht beurteilen|never measured|nie gemessen)\b",
    re.IGNORECASE,
)
DENIED_LOW = re.compile(r"\b(?:not|nicht|never)\s+(?:too\s+|zu\s+)?(?:low|wenig)\b", re.IGNORECASE)
DENIED_HIGH = re.compile(
    r"\b(?:not|nicht|never)\s+(?:too\s+|zu\s+)?(?:high|much|viel|hoch)\b", re.IGNORECASE
)
DENIED_OK = re.compile(
    r"\b(?:not|isn't|nicht)\s+(?:fine|ok|okay|enough|genug|in ordnung)\b", re.IGNORECASE
)
LOW = re.compile(
    r"\b(?:low|(?<!look )lower|lacking|too little|short of|insufficient|below (?:the|your) "
    r"(?:target|mark|range)|(?<!wie )(?<!so )wenig|niedrig|zu knapp)\b",
    re.IGNORECASE,
)
OK = re.compile(
    r"\b(?:fine|on target|on track|sufficient|adequate|plenty|good|in ordnung|guter|das passt|"
    r"(?<!not )enough|(?<!nicht )genug|genügen|ausreichend)\b",
    re.IGNORECASE,
)
HIGH = re.compile(
    r"\b(?:high|higher|too much|excessive|(?<!wie )(?<!so )viel|hoch)\b", re.IGNORECASE
)


class Called(NamedTuple):
    """A sentence that calls a nutrient something: low, ok or high; several where it may be any."""

    nutrient: str
    verdicts: frozenset[str]
    text: str


def called(text: str, names: list[str]) -> Iterator[Called]:
    """What a text calls the nutrients that it names. `names` of foods say nothing."""
    for sentence in SENTENCE.split(_without(text, names)):
        verdicts = _verdicts(sentence)
        if verdicts:
            for nutrient in dict.fromkeys(mentioned(sentence)):
                yield Called(nutrient, verdicts, sentence.strip())


def _verdicts(sentence: str) -> frozenset[str]:
    if NOTHING.search(sentence):
        return frozenset()
    if DENIED_LOW.search(sentence):
        return frozenset({"ok", "high"})
    if DENIED_HIGH.search(sentence):
        return frozenset({"ok", "low"})
    if DENIED_OK.search(sentence):
        return frozenset({"low", "high"})
    for verdict, pattern in (("low", LOW), ("high", HIGH), ("ok", OK)):
        if pattern.search(sentence):
            return frozenset({verdict})
    return frozenset()
