"""Somebody's weight and expenditure, estimated from the generated diary itself, past the API.

How good the estimate is, is judged by `make eval-expenditure`; here a reply has to say the same.
"""

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from math import fsum
from typing import NamedTuple

from eval.coach.arithmetic import body
from eval.coach.diaries import diary, today, weighings
from eval.coach.people import Person
from nutritrack.expenditure.estimate import estimate
from nutritrack.expenditure.models import Day, Weighing
from nutritrack.marks.models import Mark


class Course(NamedTuple):
    """kg by day, the weighings, and kcal a day with both ends of the interval."""

    trend: list[tuple[date, float]]
    weighed: list[float]
    spent: list[float]


@cache
def course(person: Person) -> Course:
    eaten: dict[date, list[float]] = {}
    for meal in diary(person):
        eaten.setdefault(meal.day, []).append(fsum(food["calories"] for food in meal.foods))
    scale: dict[date, list[Weighing]] = {}
    for at, day, kilograms in weighings(person):
        scale.setdefault(day, []).append(Weighing(kilograms, _hour(at.astimezone(person.zone))))
    days = [
        Day(
            day=day,
            weighings=tuple(scale.get(day, ())),
            energy=fsum(eaten[day]) if day in eaten else None,
            mark=Mark.PARTIAL if day == today(person) and day in eaten else None,
            meals=len(eaten[day]) if day in eaten else None,
        )
        for day in sorted({*eaten, *scale, today(person)})
    ]
    weighed = [weighing.kilograms for day in days for weighing in day.weighings]
    who = replace(body(person), weight=weighed[0], goals=()) if weighed else body(person)
    found = estimate(who, days)
    if found is None:
        return Course([], weighed, [])
    latest = found.latest
    spent = [round(kcal) for kcal in (latest.expenditure, *latest.interval)]
    trend = [(each.day, each.level) for each in found.days] if weighed else []
    return Course(trend, weighed, [float(kcal) for kcal in spent])


def _hour(wall: datetime) -> float:
    return wall.hour + wall.minute / 60
