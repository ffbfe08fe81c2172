"""What somebody's goals speak of. Goals are free text: "lose_weight", "Muskeln aufbauen"."""

import re
from collections.abc import Iterable
from enum import StrEnum


class Wish(StrEnum):
    LOSE = "lose"
    MUSCLE = "muscle"


# English and German. A goal that says no to something ("nicht abnehmen") is not read at all: half
# understood, it would mean its opposite.
NEGATION = re.compile(r"\b(not|no|never|don'?t|without|nicht|kein\w*|ohne|nie)\b")
PATTERNS = {
    Wish.LOSE: re.compile(
        r"\b(los(e|ing)|reduc\w+|drop|shed|burn)\b.*\b(weight|fat|kilos?|kgs?|pounds?|lbs?)\b"
        r"|\b(weight|fat)[ -]?loss\b|\bslim(mer|ming)?\b|\bget lean\w*\b"
        r"|abnehm|abspeck|abzunehm|schlank"
        r"|(gewicht|fett|kilos?|kg|pfunde?)\w*\b.*(verlier|reduzier|reduktion|verlust|senken|loswerden)"
        r"|(gewichts|fett)(verlust|reduktion|abbau)"
    ),
    Wish.MUSCLE: re.compile(
        r"muscl|muscular|\bstrength|\bstrong|hypertroph|\bbulk|body ?building"
        r"|muskel|muskul|kraft(training|sport|aufbau)?\b|st(ä|ae)rker|kr(ä|ae)ftiger"
    ),
}


def wishes(goals: Iterable[str]) -> frozenset[Wish]:
    """The wishes that some goals name; what we cannot read is none."""
    texts = [re.sub(r"[_\s]+", " ", goal).casefold() for goal in goals]
    return frozenset(
        wish
        for wish, pattern in PATTERNS.items()
        for text in texts
        if not NEGATION.search(text) and pattern.search(text)
    )
