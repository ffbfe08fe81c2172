"""The estimate of expenditure from a course of days: one at a time, beside the event loop.

It takes some 40 ms for 90 days and 400 ms for two years, nearly all of it in Python, so a second
thread would make nothing faster. What was worked out is kept under everything it was worked out
from: another meal is another question.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from nutritrack.analytics.periods import CourseDay
from nutritrack.expenditure.estimate import LONGEST, estimate
from nutritrack.expenditure.models import HEAVIEST, LIGHTEST, MOST_EATEN, Day, Estimate, Weighing
from nutritrack.marks.models import Mark
from nutritrack.targets.models import Body
from nutritrack.users.models import Account

MOST_WEIGHINGS = 8  # a day; more tell nothing new
KEPT = 32  # estimates, of up to 0.6 MB each

BESIDE = ThreadPoolExecutor(1, thread_name_prefix="expenditure")


async def estimated(user: Account, course: Sequence[CourseDay], today: date) -> Estimate | None:
    """The course to its last day, or to today. Today is taken as partial unless it is marked.

    None where no day has a meal, a weighing or a mark, or where no weight is known.
    """
    zone = ZoneInfo(user.timezone)
    days = [_day(each, zone, today) for each in course[-LONGEST:] if each.day <= today]
    # From the first day that says something: what was before only costs time.
    first = next((n for n, day in enumerate(days) if _says_something(day)), len(days))
    body = _body(user, days)
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(BESIDE, _estimate, body, tuple(days[first:]))


@lru_cache(KEPT)
def _estimate(body: Body, days: tuple[Day, ...]) -> Estimate | None:
    return estimate(body, days)


def _day(each: CourseDay, zone: ZoneInfo, today: date) -> Day:
    """A day as the estimate takes it. What no diary and no scale can hold is unknown."""
    told = each.energy is not None and each.energy <= MOST_EATEN
    weighings = [
        Weighing(kilograms, _hour(at.astimezone(zone)))
        for at, kilograms in each.weighings
        if LIGHTEST <= kilograms <= HEAVIEST
    ]
    return Day(
        day=each.day,
        weighings=tuple(weighings[:MOST_WEIGHINGS]),
        energy=each.energy if told else None,
        mark=each.mark or (Mark.PARTIAL if each.day == today and told else None),
        meals=each.meals if told else None,
    )


def _hour(wall: datetime) -> float:
    return wall.hour + wall.minute / 60


def _says_something(day: Day) -> bool:
    return bool(day.weighings) or day.energy is not None or day.mark is not None


def _body(user: Account, days: Sequence[Day]) -> Body:
    """With the weight that the days begin with: a weighing of today is no other body."""
    first = next((day.weighings[0].kilograms for day in days if day.weighings), user.weight)
    return replace(Body.of(user), weight=first, goals=())
