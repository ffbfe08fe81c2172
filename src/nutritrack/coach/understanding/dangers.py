"""Dangers that a message speaks of, found by numbers and the signs in `data/danger_words.tsv`."""

import itertools
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from nutritrack.coach.understanding import bodies, energy
from nutritrack.coach.understanding.lexicon import mentions
from nutritrack.coach.understanding.models import Category, Understood
from nutritrack.coach.understanding.phrases import Phrases
from nutritrack.coach.understanding.tables import rows
from nutritrack.coach.understanding.words import Word

FLOOR = 1200.0  # kcal a day, where a person's own is not known
LONGEST_FAST = 36  # hours
LOW_SUGAR, HIGH_SUGAR = (1.5, 3.9, 20, 69), (250, 600)  # mmol/l and mg/dl; mg/dl
MANY_HOURS = 3  # of exercise a day
HOURS = frozenset({"hours", "hour"})


class Facts(NamedTuple):
    """What is known of the person who writes."""

    floor: float = FLOOR  # kcal a day
    young: bool = False
    light: bool = False  # underweight
    height: float | None = None  # cm


class Rule(NamedTuple):
    category: Category
    needs: frozenset[str]
    undone: frozenset[str]


@cache
def sign_words() -> Phrases:
    found = Phrases()
    for sign, phrases in rows("danger_words.tsv"):
        found.add(sign.replace(" ", "_"), "", phrases.split("; "))
    return found


@cache
def rules() -> tuple[Rule, ...]:
    made = []
    for row in rows("dangers.tsv"):
        category, needs, *undone = row
        away = frozenset(undone[0].split()) if undone else frozenset()
        made.append(Rule(Category(category), frozenset(needs.split()), away))
    return tuple(made)


def signs(said: Sequence[Word], facts: Facts, before: Understood | None) -> set[str]:
    """What the message holds of what dangers are made of."""
    found = {mention.kind for mention in sign_words().find(said)}
    found |= {"a_food"} if any(each.kind == "food" for each in mentions(said)) else set()
    body = bodies.body(said)
    numbers = {
        "young": facts.young or body.young(),
        "light": facts.light or body.light(facts.height),
        "light_said": body.light(facts.height),
        "fast_loss": bodies.hopes_to_lose_fast(said),
        "long_fast": _fasts_long(said),
        "low_kcal": energy.too_little(said, found, facts.floor, before),
        "low_bare": energy.bare_too_little(said, found, facts.floor),
        "many_hours": _hours(said) >= MANY_HOURS,
    }
    if _odd_sugar(said):
        numbers["sugar_number"] = True
    else:
        found.discard("sugar_value")
    return found | {name for name, holds in numbers.items() if holds}


def danger(said: Sequence[Word], facts: Facts, before: Understood | None) -> Category | None:
    """The most urgent danger that the message speaks of."""
    found = signs(said, facts, before)
    for rule in rules():
        if rule.needs <= found and not rule.undone & found:
            return rule.category
    return None


def _odd_sugar(said: Sequence[Word]) -> bool:
    """A blood sugar that is dangerous; a number with a unit of food is no blood sugar."""
    for at, word in enumerate(said):
        after = said[at + 1].text if at + 1 < len(said) else ""
        if word.number is None or after in ("g", "grams", "percent", "kcal", "days", "hours"):
            continue
        low, high, least, most = LOW_SUGAR
        value = word.number
        if low <= value <= high or least <= value <= most:
            return True
        if HIGH_SUGAR[0] <= value <= HIGH_SUGAR[1]:
            return True
    return False


def _hours(said: Sequence[Word]) -> float:
    """The most hours that are named."""
    named = [
        word.number
        for word, after in itertools.pairwise(said)
        if word.number is not None and after.text in HOURS
    ]
    return max(named, default=0.0)


def _fasts_long(said: Sequence[Word]) -> bool:
    """Fasting for more hours than a night and a day."""
    if not any(word.text.startswith(("fast", "nuchtern", "without", "ohne")) for word in said):
        return False
    return any(
        word.number is not None and word.number >= LONGEST_FAST and after.text in HOURS
        for word, after in itertools.pairwise(said)
    )
