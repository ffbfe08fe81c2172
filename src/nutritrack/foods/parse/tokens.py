"""A sentence as words, numbers and marks, each with its place in the text."""

import re
import unicodedata
from typing import NamedTuple

from nutritrack.foods.text import fold, stem

# Each character is looked at once: no alternative can begin where another one gave up.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\n|\S")
FRACTIONS = {c: unicodedata.numeric(c) for c in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
MOST_DIGITS = 9


class Token(NamedTuple):
    text: str
    start: int
    end: int
    word: str  # folded; empty for a number or a mark
    stem: str
    number: float | None = None  # None as well for digits that make no sense as an amount
    portions: tuple[tuple[str, float], ...] = ()  # what its measures weigh where it was written
    sure: float = 1.0  # that it means what it is read as
    is_whole: bool = False  # it is part of a food's whole name, which nothing else belongs to
    food: str | None = None  # the very food that it and the words from the same place name

    @property
    def is_digits(self) -> bool:
        return self.text[0].isdecimal()


def clean(text: str) -> str:
    """The text with control and direction characters made blanks, letter by letter."""
    text = unicodedata.normalize("NFC", text)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def tokens(text: str) -> list[Token]:
    return [_token(match) for match in _TOKEN.finditer(text)]


def _token(match: re.Match[str]) -> Token:
    text, start, end = match.group(), match.start(), match.end()
    if text[0].isdecimal():
        return Token(text, start, end, "", text, number(text))
    if text in FRACTIONS:
        return Token(text, start, end, "", text, FRACTIONS[text])
    if text[0].isalpha():
        word = fold(text)
        return Token(text, start, end, word, stem(word))
    return Token(text, start, end, "", text)


def number(digits: str) -> float | None:
    """ "1,000" is a thousand, "1,5" one and a half, "1,000.5" and "1.000,5" what they say."""
    if len(digits) > MOST_DIGITS + 3:
        return None
    commas, dots = digits.count(","), digits.count(".")
    if commas and dots:
        decimal = max(digits.rfind(","), digits.rfind("."))
        whole = digits[:decimal].replace(",", "").replace(".", "")
        return float(f"{whole}.{digits[decimal + 1 :]}")
    if commas:
        first, *groups = digits.split(",")
        if all(len(group) == 3 for group in groups) and len(first) <= 3 and first != "0":
            return float(digits.replace(",", ""))
        return float(digits.replace(",", ".")) if commas == 1 else None
    return float(digits) if dots <= 1 else None
