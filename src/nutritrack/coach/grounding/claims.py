"""The numbers that a text claims: digits of either language and number words, with their units."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from nutritrack.coach.understanding.lexicon import mentions
from nutritrack.coach.understanding.words import words
from nutritrack.foods.text import fold

UNITS = {
    **dict.fromkeys(
        (
            "kcal cal cals calorie calories kilocalorie kilocalories kalorie kalorien kilokalorien"
        ).split(),
        "kcal",
    ),
    **dict.fromkeys("g gram grams gramm gr".split(), "g"),
    **dict.fromkeys("mg milligram milligrams milligramm".split(), "mg"),
    **dict.fromkeys("ug µg mcg microgram micrograms mikrogramm".split(), "ug"),
    **dict.fromkeys("kg kilo kilos kilogram kilograms kilogramm".split(), "kg"),
    **dict.fromkeys("lb lbs pound pounds pfund".split(), "lb"),
    **dict.fromkeys("% percent prozent".split(), "%"),
    **dict.fromkeys("day days tag tage tagen".split(), "day"),
    **dict.fromkeys("minute minutes min mins minuten".split(), "minute"),
    **dict.fromkeys("meal meals mahlzeit mahlzeiten".split(), "meal"),
    **dict.fromkeys("time times mal".split(), "time"),
    "kj": "kj",
    "ml": "ml",
    "l": "l",
    "met": "MET",
}
# What may stand between a number and the unit that a later number brings: "62 of 120 g".
JOINERS = frozenset({"", "of", "and", "to", "out", "von", "und", "bis", "out of", "from"})
CLAUSE = re.compile(
    r"[;:!?\n()]|[.,](?!\d)|\b(?:but|while|whereas|and|aber|und|während|doch|however)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\w.,])(\d+(?:[.,\u00a0\u202f]\d+)*)(k\b)?\s*([^\W\d_]+|%)?")
GROUPED = {
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"),
    "de": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
}
OF = re.compile(r"\b(?:of|von|out of|der|deiner|your|the)\s*$", re.IGNORECASE)
# What only tells of a time: "over the last 7 days".
PERIOD = re.compile(r"\b(?:over|über)(?=\s+(?:the|die)\s+(?:last|past|letzten)\b)", re.IGNORECASE)
SPELLED_ONE = frozenset({"one", "ein", "eine", "einen", "eins", "einem", "einer"})


class Claim(NamedTuple):
    """A number of a text; `unit` is None where none stands beside it, "?" where we know none."""

    text: str
    value: float | None  # None where the digits cannot be read
    unit: str | None
    clause: str
    written: str  # the digits
    is_whole: bool  # what another number is held against: "62 of 120 g"


def clauses(text: str) -> list[str]:
    return [part.strip() for part in CLAUSE.split(text) if part.strip()]


def claims(text: str, language: str) -> Iterator[Claim]:
    """Every number that a text says."""
    for clause in clauses(text):
        for match in NUMBER.finditer(clause):
            value = read(match[1], language)
            if match[2] and value is not None:
                value *= 1000
            whole = bool(OF.search(clause[: match.start()]))
            yield Claim(match[0].strip(), value, _unit(match[3]), clause, match[1], whole)
        yield from _spelled(clause, language)


def read(digits: str, language: str) -> float | None:
    """1,460.5 in English and 1.460,5 in German; a decimal mark of the other one is understood."""
    plain = digits.replace("\u00a0", "").replace("\u202f", "")
    if GROUPED[language].fullmatch(plain):
        plain = plain.replace("." if language == "de" else ",", "")
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None


def nutrients(clause: str, language: str) -> set[str]:
    """The ids of the nutrients that a clause names."""
    found = mentions(words(clause, language))
    return {each.value for each in found if each.kind == "nutrient"}


def _unit(word: str | None) -> str | None:
    if word is None or word.lower() in JOINERS:
        return None
    known = UNITS.get(word.lower()) or UNITS.get(fold(word))
    return known or "?"


def _spelled(clause: str, language: str) -> Iterator[Claim]:
    """Two thousand kcal. A spelled "one" without a unit is an article."""
    said = words(clause, language)
    for at, word in enumerate(said):
        if word.number is None or any(letter.isdigit() for letter in word.said):
            continue
        after = said[at + 1].text if at + 1 < len(said) else ""
        unit = _unit(after or None)
        if word.said in SPELLED_ONE and unit in (None, "?"):
            continue
        yield Claim(word.said, word.number, unit, clause, word.text, is_whole=False)
