"""Numbers as people write them: 1,000, 1.000, 1k, eight hundred, achthundert, twenty-five."""

import re

ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
GERMAN = (
    "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn "
    "funfzehn "
    "sechzehn siebzehn achtzehn neunzehn"
).split()
TENS = {
    **dict(
        zip(
            "twenty thirty forty fifty sixty seventy eighty ninety".split(),
            range(20, 99, 10),
            strict=False,
        )
    ),
    **dict(
        zip(
            "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig".split(),
            range(20, 99, 10),
            strict=False,
        )
    ),
}
UNITS = {word: at for words in (ENGLISH, GERMAN) for at, word in enumerate(words)}
SMALL = UNITS | TENS
GROUPS = {"hundred": 100, "hundert": 100, "thousand": 1000, "tausend": 1000}
THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
LONGEST = 40


def digits(text: str) -> float | None:
    """A number in digits. A dot or comma before three digits groups thousands."""
    if THOUSANDS.fullmatch(text):
        return float(re.sub(r"[.,]", "", text))
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def word(text: str) -> int | None:
    """A number in one folded word, of which German makes long ones: siebenhundertfunfzig."""
    if text in SMALL:
        return SMALL[text]
    if len(text) > LONGEST:
        return None
    for name, size in (("tausend", 1000), ("hundert", 100)):
        before, found, after = text.partition(name)
        if found:
            times = _below_hundred(before) if before else 1
            rest = (word(after.removeprefix("und")) if after else 0) if size != 1 else 0
            return None if times is None or rest is None else times * size + rest
    return _below_hundred(text) if "und" in text else None


def _below_hundred(text: str) -> int | None:
    if text in SMALL:
        return SMALL[text]
    if text == "ein":
        return 1
    unit, _, ten = text.partition("und")
    if ten in TENS and (unit == "ein" or unit in UNITS):
        return TENS[ten] + (1 if unit == "ein" else UNITS[unit])
    return None


def joined(one: float, other: float) -> float | None:
    """What two numbers in words beside each other make: eight, 100 is 800; 20, five is 25."""
    if other in (100, 1000) and one < other:
        return one * other
    if one >= 100 and one % 100 == 0 and other < 100:
        return one + other
    if one >= 1000 and one % 1000 == 0 and other < 1000:
        return one + other
    if 20 <= one < 100 and one % 10 == 0 and 0 < other < 10:
        return one + other
    return None
