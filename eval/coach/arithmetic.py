"""Sums, targets and verdicts of a diary in plain Python: what the coach is held against.

Written anew from the rules, and from nothing that the coach computes with: only the reference
amounts themselves are those of `nutritrack.targets`.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from math import fsum
from typing import Any

from eval.coach.diaries import MAIN, diary, weight_now
from eval.coach.people import Person
from nutritrack.foods.nutrients import BY_ID
from nutritrack.targets.energy import expenditure
from nutritrack.targets.macros import macro_targets
from nutritrack.targets.models import Body, Target
from nutritrack.targets.references import reference
from nutritrack.users.models import ActivityLevel, Sex

ROOM = 0.05  # of a bound
HALF = 0.5  # of the energy has to be known
FLOORS = {"female": 1200, "male": 1500, "unspecified": 1500}  # kcal a day, AHA/ACC/TOS 2013


@dataclass(frozen=True)
class Average:
    """A day on average, over the days with a meal. `coverage` is by energy, 0 to 1."""

    amount: float
    coverage: float


@dataclass(frozen=True)
class Eaten:
    """What somebody ate on some days, with meals that came on top."""

    person: Person
    first: date
    last: date
    more: tuple[tuple[date, tuple[dict[str, Any], ...]], ...] = ()

    @property
    def meals(self) -> list[tuple[date, list[dict[str, Any]]]]:
        found = [(meal.day, meal.foods) for meal in diary(self.person)]
        found += [(day, list(foods)) for day, foods in self.more]
        return [(day, foods) for day, foods in found if self.first <= day <= self.last]

    @property
    def foods(self) -> list[dict[str, Any]]:
        return [food for _, foods in self.meals for food in foods]

    @property
    def days(self) -> int:
        return len({day for day, _ in self.meals})

    @property
    def calories(self) -> float:
        return fsum(food["calories"] for food in self.foods) / max(self.days, 1)

    def average(self, nutrient: str) -> Average | None:
        """None where no food tells of it."""
        told = [(held(food, nutrient), food["calories"]) for food in self.foods]
        known = [(amount, kcal) for amount, kcal in told if amount is not None]
        if not known:
            return None
        whole = fsum(kcal for _, kcal in told)
        part = fsum(kcal for _, kcal in known)
        coverage = part / whole if whole else len(known) / len(told)
        return Average(fsum(amount for amount, _ in known) / max(self.days, 1), coverage)


def held(food: dict[str, Any], nutrient: str) -> float | None:
    """How much of a nutrient a food of a meal holds; None where it does not say."""
    value = food.get(nutrient) if nutrient in MAIN else (food.get("nutrients") or {}).get(nutrient)
    return None if value is None else float(value)


def by_food(eaten: Eaten, nutrient: str, of: str | None = None) -> list[tuple[str, float]]:
    """The names of foods and the sums of what came from each; `of`: where it holds some of that."""
    sums: dict[str, tuple[str, list[float]]] = {}
    for food in eaten.foods:
        if of and not held(food, of):
            continue
        key = food.get("foodId") or food["name"].lower()
        sums.setdefault(key, (food["name"], []))[1].append(held(food, nutrient) or 0.0)
    return [(name, fsum(amounts)) for name, amounts in sums.values()]


def body(person: Person) -> Body:
    return Body(
        age=person.age,
        weight=weight_now(person),
        height=person.height,
        sex=Sex(person.sex),
        activity=ActivityLevel(person.activity),
        goals=person.goals,
    )


@cache
def targets(person: Person, kcal: float) -> dict[str, Target]:
    """What somebody's day of so much energy is held against, by nutrient."""
    who = body(person)
    found = {each: reference(each, who.sex, who.age) for each in BY_ID}
    amounts = {each: known.target for each, known in found.items() if known}
    return amounts | macro_targets(who, kcal)


def bounds(target: Target | None) -> list[float]:
    if target is None:
        return []
    return [each for each in (target.least, target.most, target.aim) if each is not None]


def verdict(average: Average | None, target: Target | None) -> str | None:
    """low, ok or high; None where nobody can tell.

    High needs no coverage. Otherwise what is unknown counts as much for its energy as what is
    known, if that is at least half. Where both the amount and that estimate say the same, it holds.
    """
    if target is None or (target.least is None and target.most is None) or average is None:
        return None
    amount, share = average.amount, min(average.coverage, 1.0)
    most = None if target.most is None else target.most * (1 + ROOM)
    least = None if target.least is None else target.least * (1 - ROOM)
    if most is not None and amount > most:
        return "high"
    estimate = amount / share if share >= HALF else None
    if least is not None and amount < least:
        is_low = estimate is not None and estimate < least and not target.undercounted
        return "low" if is_low else None
    is_below = most is None or (estimate is not None and estimate <= most)
    return "ok" if is_below else None


def safe_goal(person: Person, wanted: float | None) -> float:
    """kcal of a day's plan: never below the floor, and no deficit where that would be a danger."""
    least = float(FLOORS[person.sex])
    spent = expenditure(body(person))
    if spent and (person.minor or person.light):
        least = max(least, spent.kcal)
    return max(wanted or person.goal, least)
