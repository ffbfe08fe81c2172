"""Diaries of people whose expenditure is known, because their weight follows from it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from nutritrack.expenditure.models import Day, Weighing
from nutritrack.marks.models import Mark
from nutritrack.targets.models import Body
from nutritrack.users.models import Sex

FIRST = date(2026, 3, 2)
MAN = Body(age=35, weight=85.0, height=180.0, sex=Sex.MALE)  # the equation says 2,790 kcal
# What a kilogram of change holds in MAN, who has some 22 kg of fat, by the rule of Forbes.
KCAL_PER_KG = 7000
WOMAN = Body(age=35, weight=65.0, height=166.0, sex=Sex.FEMALE)


def diary(
    days: int,
    *,
    eaten: float = 2800,
    spent: float = 2800,
    weight: float = 85.0,
    noise: float = 0.3,
    seed: int = 1,
) -> list[Day]:
    """Weighed and logged whole every day, with noise that is forgotten from a day to the next."""
    random = Random(seed)
    course = []
    for day in range(days):
        energy = eaten * random.gauss(1, 0.08)
        shown = weight + random.gauss(0, noise)
        course.append(
            Day(
                day=FIRST + timedelta(days=day),
                weighings=(Weighing(round(shown, 2), 7.0),),
                energy=round(energy),
                meals=4,
            )
        )
        weight += (energy - spent) / KCAL_PER_KG
    return course


def without_weights(course: Sequence[Day], days: range) -> list[Day]:
    return [replace(d, weighings=()) if n in days else d for n, d in enumerate(course)]


def without_logs(course: Sequence[Day], days: Sequence[int]) -> list[Day]:
    return [replace(d, energy=None, meals=None) if n in days else d for n, d in enumerate(course)]


def halved(course: Sequence[Day], days: Sequence[int], mark: Mark | None = None) -> list[Day]:
    return [
        replace(d, energy=(d.energy or 0) / 2, mark=mark) if n in days else d
        for n, d in enumerate(course)
    ]
