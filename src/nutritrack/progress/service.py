"""The course of weight and expenditure, from what somebody logged and weighed."""

from dataclasses import asdict
from datetime import date, timedelta

from nutritrack.analytics.periods import CourseDay, course
from nutritrack.analytics.service import today
from nutritrack.analytics.summaries import Later, never
from nutritrack.days import FIRST_DAY
from nutritrack.expenditure.estimate import LONGEST
from nutritrack.expenditure.models import DayEstimate, Estimate
from nutritrack.mongo.documents import Db
from nutritrack.progress.estimating import estimated
from nutritrack.progress.models import ProgressCourse, ProgressDay, ProgressDrivers
from nutritrack.users.models import Account


async def progress(
    db: Db, user: Account, first: date, last: date, later: Later = never
) -> ProgressCourse:
    """Every day from first to last, with what is estimated of it from up to 730 days."""
    days, found = await estimate(db, user, first, last, later)
    of_day = {each.day: each for each in found.days} if found else {}
    weighed = any(day.weighings for day in days)
    shown = [_day(day, of_day.get(day.day), weighed) for day in days if day.day >= first]
    known = [day for day in shown if day.state is not None]
    return ProgressCourse(
        first=first,
        last=last,
        days=shown,
        latest=known[-1] if known else None,
        drivers=ProgressDrivers(**asdict(found.drivers)) if found and known else None,
    )


async def estimate(
    db: Db, user: Account, first: date, last: date, later: Later = never
) -> tuple[list[CourseDay], Estimate | None]:
    """The days from `first`, or from 730 days before `last`, and the estimate from the latter."""
    earliest = max(last - timedelta(days=LONGEST - 1), FIRST_DAY)
    days = await course(db, user, min(first, earliest), last, later)
    return days, await estimated(user, days, today(user))


def _day(day: CourseDay, found: DayEstimate | None, weighed: bool) -> ProgressDay:
    """The trend of somebody who never weighed would be a guess, and is left out."""
    trend = found if weighed else None
    return ProgressDay(
        date=day.day,
        calories=day.energy,
        meals=day.meals,
        mark=day.mark,
        calorie_goal=day.calorie_goal,
        weight=day.kilograms,
        weighings=len(day.weighings),
        trend=trend.level if trend else None,
        trend_low=trend.trend_interval.low + trend.water if trend else None,
        trend_high=trend.trend_interval.high + trend.water if trend else None,
        rate=trend.rate if trend else None,
        expenditure=found.expenditure if found else None,
        expenditure_low=found.interval.low if found else None,
        expenditure_high=found.interval.high if found else None,
        state=found.state if found else None,
    )
