"""What somebody wants of a plan beyond its energy: foods they dislike, and bounds of a good day."""

import re
from collections.abc import Iterator

from nutritrack.coach.models import Role
from nutritrack.coach.request import Request
from nutritrack.coach.tools import targets_of
from nutritrack.coach.understanding.lexicon import mentions
from nutritrack.coach.understanding.words import words
from nutritrack.coach.words import LANGUAGES

NO = re.compile(
    r"\b(?:no|without|hate|dislike|don'?t (?:like|want)|not|except|ohne|keine?n?|hasse|mag keine?n?"
    r"|außer)\s+((?:(?:,|and|or|nor|und|oder|no|any|keine?n?)?\s*[^\W\d_]{3,}\s*,?\s*){1,4})",
    re.IGNORECASE,
)
STOP = frozenset(
    "and or nor und oder the any more please bitte thanks danke too much viel mehr meat fleisch no "
    "plan make me my with for dinner lunch breakfast snack abendessen mittagessen tomorrow today "
    "heute morgen keine keinen kein not but aber spicy sure idea time zeit like want again over "
    "under above than longer about länger über unter als minute minutes minuten hour hours stunde "
    "stunden kcal calories kalorien grams gramm days tage".split()
)
WORDS = re.compile(r"[^\W\d_]{3,}")
MOST = 20
FOLLOWED = 6  # messages back that a plan may have been changed in
BOUNDS = {"fiber": "fiber_min", "sodium": "sodium_max", "saturatedFat": "saturated_max"}


def disliked(request: Request) -> tuple[str, ...]:
    """Words after "no" and the like, here and in the messages that led to this plan."""
    found = [word for text in _texts(request) for word in _disliked(text)]
    return tuple(dict.fromkeys(found))[:MOST]


async def bounds(request: Request, goal: float, kcal: float) -> dict[str, float]:
    """Fibre at least, sodium and saturated fat at most, for the planned part of a day."""
    targets = await targets_of(request.db, request.user, request.today, round(goal))
    found = {}
    for nutrient, field in BOUNDS.items():
        target = targets.get(nutrient)
        mark = (target.least if nutrient == "fiber" else target.most) if target else None
        if mark:
            found[field] = round(mark * min(kcal / goal, 1), 1)
    return found


def _texts(request: Request) -> Iterator[str]:
    yield request.text
    for message in reversed(request.history[-FOLLOWED:]):
        if message.role is Role.USER:
            yield message.content
        elif message.type != "meal_plan":
            return  # the talk was of something else


def _disliked(text: str) -> Iterator[str]:
    for match in NO.finditer(text):
        for word in WORDS.findall(match[1].lower()):
            if word not in STOP and not _is_understood(word):
                yield _singular(word)


def _is_understood(word: str) -> bool:
    """Allergens and diets are left out with more care than by their name; numbers are no foods."""
    said = [each for language in LANGUAGES for each in words(word, language)]
    if any(each.number is not None for each in said):
        return True
    return any(each.kind in ("avoid", "diet") for each in mentions(said))


def _singular(word: str) -> str:
    """Mushrooms are found in "Mushroom soup" too."""
    for ending, instead in (("ies", "y"), ("oes", "o"), ("s", "")):
        if word.endswith(ending) and not word.endswith("ss") and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + instead
    return word
