"""A message as words that can be compared: in one spelling, without case, accents and short forms.

"Wieviel EIWEISS hab i noch??" is wie viel eiweiss habe i noch ?
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from nutritrack.coach.understanding import numbers
from nutritrack.coach.understanding.tables import rows
from nutritrack.foods.text import fold

HEAD, TAIL = 1_500, 500  # characters that are read of a long message: people ask at its end
ENGLISH = frozenset(
    "the i a you my what how is to of me it do can have for on much many did and that this "
    "with was eat ate today some please am not dont why give show should want need left which "
    "are".split()
)
GERMAN = frozenset(
    "ich der die das und ist wie viel was mir mein meine habe hab noch ein eine einen nicht "
    "heute gestern mit fur für zu zum am wieso warum bitte kann soll hatte mal schon von bin "
    "war es gib mach zeig wieviel essen gegessen nen ne ohne woche kein auf den dem wo bei "
    "esse abendessen mittagessen frühstück fruhstuck fruehstueck minuten stunden tag tage morgen "
    "kalorien zucker salz eiweiß eiweiss fett abnehmen kilo jetzt oder nach wenn sehr ner nem nix "
    "eigentlich gerade grad gibts wieder geht planen plane welche welches welcher diät tagen "
    "wochen".split()
)
# What is one word to people, but not to a pattern of letters.
WRITTEN = (
    (re.compile(r"\bb\s?/\s?p\b"), "bingepurge"),
    (re.compile(r"\bc\s?/\s?s\b"), "chewspit"),
    (re.compile(r"\b(?:wont|won't) to\b"), "want to"),
    (re.compile(r"\bw/o\b"), "without "),
    (re.compile(r"\bw/"), "with "),
    (re.compile(r"\by\s?/\s?o\b"), "years old"),
    (re.compile(r"[\U0001F44D\U0001F44C\u2705\u2714]"), " thumbsup "),
    (re.compile(r"[\U0001F44E\u274C\u26D4]"), " thumbsdown "),
    (re.compile(r"[\u2018\u2019\u02BC\u0060\u00B4]"), "'"),
    (re.compile(r"\u00BD"), " half "),
)
TOKEN = re.compile(
    r"(?P<email>[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64})"
    r"|(?P<id>\b(?=[a-f]*\d)[0-9a-f]{24}\b)"
    r"|(?P<date>\b\d{4}-\d\d-\d\d\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*(?:k(?![^\W_]))?)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*'?)"
    r"|(?P<mark>\?)"
)
REPEATED = re.compile(r"(\w)\1{2,}")
BARCODES = (8, 12, 13, 14)  # how many digits they have


class Word(NamedTuple):
    text: str  # as it is compared; a number in digits
    said: str  # as it was written, in lower case; empty where a short form made more words
    number: float | None = None


def clip(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]} {text[-TAIL:]}"


def language_of(text: str, language: str) -> str:
    """en or de: the language of most words that only one of the two has, else the user's."""
    said = set(re.findall(r"[^\W\d_]+", clip(text).lower()))
    english, german = len(said & ENGLISH), len(said & GERMAN)
    if english == german:
        return "de" if language == "de" else "en"
    return "de" if german > english else "en"


def words(text: str, language: str) -> list[Word]:
    """The words of a message in this language, not yet spelled right."""
    text = unicodedata.normalize("NFC", clip(text)).lower()
    for pattern, plain in WRITTEN:
        text = pattern.sub(plain, text)
    found: list[Word] = []
    for match in TOKEN.finditer(text):
        said = match[0]
        if match["word"]:
            found += _written_out(said, language)
        elif match["number"]:
            found.append(_number(said))
        elif match["mark"]:
            found.append(Word("?", ""))
        else:
            found.append(Word(f"<{match.lastgroup}>", said))
    return _with_numbers(found)


def _number(said: str) -> Word:
    if said.isdigit() and len(said) in BARCODES:
        return Word("<barcode>", said)
    value = numbers.digits(said.removesuffix("k"))
    if value is not None and said.endswith("k"):
        value *= 1000
    return Word(f"{value:g}" if value is not None else said, said, value)


def _written_out(said: str, language: str) -> list[Word]:
    word = fold(said).replace("'", "")
    if len(word) > 3:
        word = REPEATED.sub(r"\1\1", word)
    elif len(set(word)) == 1 and len(word) == 3:
        word = word[:1]
    forms = short_forms()
    longer = forms.get((word, language)) or forms.get((word, ""))
    if longer is None:
        return [Word(word, said.strip("'"))]
    first, *more = longer.split()
    return [Word(first, said.strip("'")), *(Word(each, "") for each in more)]


@cache
def short_forms() -> dict[tuple[str, str], str]:
    """What short forms stand for, by word and language; no language: in both."""
    return {(row[0], row[2] if len(row) > 2 else ""): row[1] for row in rows("short_forms.tsv")}


def _with_numbers(found: list[Word]) -> list[Word]:
    """Number words as numbers: "eight hundred", "one hundred fifty", "1k", "2 000"."""
    done: list[Word] = []
    for word in found:
        value = word.number
        spelled = False
        if value is None:
            value, spelled = _spelled(word.text), True
        last = done[-1].number if done else None
        if value is None or last is None:
            done.append(word if value is None else word._replace(text=f"{value:g}", number=value))
            continue
        if not spelled and word.said == "000" and last < 1000:
            whole: float | None = last * 1000
        else:
            whole = numbers.joined(last, value) if spelled else None
        if whole is None:
            done.append(word._replace(text=f"{value:g}", number=value))
        else:
            done.append(_made(whole, f"{done.pop().said} {word.said}"))
    return done


def _spelled(text: str) -> float | None:
    if text in numbers.GROUPS:
        return float(numbers.GROUPS[text])
    value = numbers.word(text)
    return None if value is None else float(value)


def _made(value: float, said: str) -> Word:
    return Word(f"{value:g}", said, value)
