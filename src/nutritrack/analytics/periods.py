"""How regularly somebody logs, how two stretches of days compare, and energy beside weight."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from nutritrack.analytics import store
from nutritrack.analytics.models import Shares, Sums, energy_from, shares_of
from nutritrack.analytics.summaries import Later, never
from nutritrack.arithmetic import Total, fsum
from nutritrack.days import span
from nutritrack.marks.models import Mark
from nutritrack.marks.service import marks_of
from nutritrack.mongo.documents import CivilDay, Db, Model
from nutritrack.users.models import Account
from nutritrack.weights.service import weighings_of

DAYS_A_WEEK = 7


@dataclass(frozen=True)
class CourseDay:
    """All that is known of a day: what the estimate of expenditure starts from.

    `energy` is None where nothing was logged, which is not 0.
    """

    day: date
    energy: float | None  # kcal
    meals: int
    mark: Mark | None
    weighings: tuple[tuple[datetime, float], ...]  # when, kilograms
    calorie_goal: int

    @property
    def kilograms(self) -> float | None:
        """The mean of the day."""
        if not self.weighings:
            return None
        return fsum(kilograms for _, kilograms in self.weighings) / len(self.weighings)


async def course(
    db: Db, user: Account, first: date, last: date, later: Later = never
) -> list[CourseDay]:
    """Every day from first to last, in order."""
    sums, marks, weighings = await asyncio.gather(
        store.by_day(db, user.id, first, last, user.calendar, later),
        marks_of(db, user.id, first, last),
        weighings_of(db, user.id, first, last),
    )
    return [
        CourseDay(
            day=day,
            energy=sums[day].calories if day in sums else None,
            meals=sums[day].meals if day in sums else 0,
            mark=marks.get(day),
            weighings=tuple(weighings.get(day, ())),
            calorie_goal=user.calorie_goal_on(day),
        )
        for day in span(first, last)
    ]


class Weekday(Model):
    """How often a weekday was logged; 1 is Monday."""

    weekday: int
    days: int
    days_logged: int


class Consistency(Model):
    """How regularly somebody logged. No streaks: a missed day costs a day, not all before it."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    days: int
    days_logged: int
    share_logged: float
    days_weighed: int
    days_complete: int
    days_partial: int
    days_fasting: int
    meals_per_day: Total | None  # of the days that were logged
    weekdays: list[Weekday]


async def consistency(
    db: Db, user: Account, first: date, last: date, later: Later = never
) -> Consistency:
    days = await course(db, user, first, last, later)
    logged = [day for day in days if day.meals]
    marks = [day.mark for day in days]
    return Consistency(
        first=first,
        last=last,
        days=len(days),
        days_logged=len(logged),
        share_logged=len(logged) / len(days),
        days_weighed=sum(bool(day.weighings) for day in days),
        days_complete=marks.count(Mark.COMPLETE),
        days_partial=marks.count(Mark.PARTIAL),
        days_fasting=marks.count(Mark.FASTING),
        meals_per_day=sum(day.meals for day in logged) / len(logged) if logged else None,
        weekdays=[
            Weekday(
                weekday=number + 1,
                days=sum(day.day.weekday() == number for day in days),
                days_logged=sum(day.day.weekday() == number for day in logged),
            )
            for number in range(DAYS_A_WEEK)
        ],
    )


class Averages(Model):
    """Of a day that was logged, but `weight`: of a day with a weighing, in kg. Null is unknown."""

    total_calories: Total | None
    calorie_goal: Total | None
    protein: Total | None
    carbs: Total | None
    fat: Total | None
    weight: Total | None


class Period(Model):
    """A stretch of days."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    days: int
    days_logged: int
    total_meals: int
    averages: Averages
    share: Shares


class Comparison(Model):
    """Two stretches of days; `change` is the first less the second, null where one is unknown."""

    period: Period
    against: Period
    change: Averages


async def compare(
    db: Db,
    user: Account,
    one: tuple[date, date],
    other: tuple[date, date],
    later: Later = never,
) -> Comparison:
    period, against = await asyncio.gather(
        _period(db, user, *one, later), _period(db, user, *other, later)
    )
    return Comparison(
        period=period, against=against, change=_change(period.averages, against.averages)
    )


async def _period(db: Db, user: Account, first: date, last: date, later: Later) -> Period:
    sums, weighings = await asyncio.gather(
        store.by_day(db, user.id, first, last, user.calendar, later),
        weighings_of(db, user.id, first, last),
    )
    whole = Sums.of(list(sums.values()))
    weights = [fsum(kg for _, kg in some) / len(some) for some in weighings.values()]
    goals = [user.calorie_goal_on(day) for day in sums]

    def mean(total: float) -> float | None:
        return total / len(sums) if sums else None

    return Period(
        first=first,
        last=last,
        days=(last - first).days + 1,
        days_logged=len(sums),
        total_meals=whole.meals,
        averages=Averages(
            total_calories=mean(whole.calories),
            calorie_goal=mean(fsum(goals)),
            protein=mean(whole.protein),
            carbs=mean(whole.carbs),
            fat=mean(whole.fat),
            weight=fsum(weights) / len(weights) if weights else None,
        ),
        share=shares_of(energy_from(whole)),
    )


def _change(one: Averages, other: Averages) -> Averages:
    def less(name: str) -> float | None:
        here, there = getattr(one, name), getattr(other, name)
        return None if here is None or there is None else fsum((here, -there))

    return Averages(**{name: less(name) for name in Averages.model_fields})


class BalanceDay(Model):
    """One day: kcal eaten (null is unknown), its goal, its mark, and kg by the scale, its mean."""

    date: CivilDay
    total_calories: Total | None
    meal_count: int
    calorie_goal: int
    mark: Mark | None
    weight: Total | None


class Balance(Model):
    """Energy in beside what the scale said, day by day: facts, and no estimate.

    `averageCalories` and `averageGoal` are over the days that were logged and are not marked as
    partial; `weightChange` is between the first and the last day with a weighing.
    """

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    days_counted: int
    average_calories: Total | None
    average_goal: Total | None
    weight_change: Total | None
    days: list[BalanceDay]


async def balance(db: Db, user: Account, first: date, last: date, later: Later = never) -> Balance:
    days = await course(db, user, first, last, later)
    whole = [day for day in days if _eaten(day) is not None and day.mark is not Mark.PARTIAL]
    weights = [day.kilograms for day in days if day.kilograms is not None]
    return Balance(
        first=first,
        last=last,
        days_counted=len(whole),
        average_calories=fsum(_eaten(day) or 0 for day in whole) / len(whole) if whole else None,
        average_goal=fsum(day.calorie_goal for day in whole) / len(whole) if whole else None,
        weight_change=weights[-1] - weights[0] if len(weights) > 1 else None,
        days=[
            BalanceDay(
                date=day.day,
                total_calories=_eaten(day),
                meal_count=day.meals,
                calorie_goal=day.calorie_goal,
                mark=day.mark,
                weight=day.kilograms,
            )
            for day in days
        ],
    )


def _eaten(day: CourseDay) -> float | None:
    """A fast with nothing in the diary is 0, and not unknown."""
    if day.energy is None and day.mark is Mark.FASTING:
        return 0.0
    return day.energy
