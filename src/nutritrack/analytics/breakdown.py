"""Where energy and nutrients come from: by day, week, month, type of meal or food."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from nutritrack.analytics import sources, store
from nutritrack.analytics.daysums import DaySums
from nutritrack.analytics.models import Known
from nutritrack.analytics.sources import Group, Groups
from nutritrack.analytics.summaries import Later, never
from nutritrack.arithmetic import Total
from nutritrack.foods.nutrients import BY_ID, Unit
from nutritrack.mongo.documents import Db, Id, Model
from nutritrack.users.models import Account

MACROS = ("calories", "protein", "carbs", "fat", "fiber", "sugar")


class By(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    MEAL_TYPE = "mealType"
    FOOD = "food"


class Amount(Model):
    """How much of a nutrient, as far as it is known; null where no food tells of it.

    `coverage` is the share of the energy whose foods tell: below 1 the amount is a lower bound.
    `share` is the part of the whole amount.
    """

    amount: Total | None
    coverage: Total
    share: float | None


class Slice(Model):
    """One group. Meals are counted where the groups are not of foods.

    `key` is the day, the Monday of a week, the first of a month, a type of meal, or the id of a
    food, else its name.
    """

    key: str | None
    name: str | None = None
    food_id: Id | None = None
    meal_count: int | None
    food_count: int
    total_calories: Total
    amounts: dict[str, Amount]


class Column(Model):
    """A nutrient of the answer, with the unit of its amounts."""

    id: str
    name: str
    unit: Unit


class Breakdown(Model):
    """The groups of some days: in order of time, else the largest by the first nutrient in front.

    Of more foods than were asked for the largest are listed; `groupCount` says how many there are.
    """

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    by: By
    nutrients: list[Column]
    total: Slice
    groups: list[Slice]
    group_count: int


async def breakdown(
    db: Db,
    user: Account,
    by: By,
    wanted: Sequence[str],
    first: date,
    last: date,
    limit: int,
    later: Later = never,
) -> Breakdown:
    """`wanted` are ids of nutrients, each of them one of ours."""
    span = (user.id, first, last, user.calendar)
    if by is By.FOOD:
        found = await sources.by_food(db, *span, wanted, limit)
    elif by is By.MEAL_TYPE:
        found = await sources.by_meal_type(db, *span, wanted)
    else:
        days = await store.known_by_day(db, *span, wanted, later)
        found = _of_days(days, STARTS[by], wanted)
    total = _slice(found.total, found.total)
    return Breakdown(
        first=first,
        last=last,
        by=by,
        nutrients=[Column(id=id, name=BY_ID[id].name, unit=BY_ID[id].unit) for id in wanted],
        total=total,
        groups=[_slice(group, found.total) for group in found.largest],
        group_count=found.count,
    )


STARTS: dict[By, Callable[[date], date]] = {
    By.DAY: lambda day: day,
    By.WEEK: lambda day: day - timedelta(days=day.weekday()),
    By.MONTH: lambda day: day.replace(day=1),
}


def _of_days(
    days: dict[date, DaySums], start: Callable[[date], date], wanted: Sequence[str]
) -> Groups:
    parts: dict[date, list[DaySums]] = {}
    for day in sorted(days):
        parts.setdefault(start(day), []).append(days[day])
    groups = [_group(key.isoformat(), DaySums.of(some), wanted) for key, some in parts.items()]
    whole = DaySums.of(list(days.values())) if days else DaySums.nothing()
    return Groups(groups, _group(None, whole, wanted), len(groups))


def _group(key: str | None, sums: DaySums, wanted: Sequence[str]) -> Group:
    nothing = Known(0, 0, 0)
    energy = sums.known.get("calories", nothing)
    return Group(
        key=key,
        name=None,
        food_id=None,
        meals=sums.stamp.meals,
        foods=energy.foods,
        calories=sums.stamp.calories,
        known={name: sums.known.get(name, nothing) for name in wanted},
    )


def _slice(group: Group, total: Group) -> Slice:
    return Slice(
        key=group.key,
        name=group.name,
        food_id=group.food_id,
        meal_count=group.meals,
        food_count=group.foods,
        total_calories=group.calories,
        amounts={
            name: _amount(known, group, total.known[name]) for name, known in group.known.items()
        },
    )


def _amount(known: Known, group: Group, whole: Known) -> Amount:
    if not known.foods:
        return Amount(amount=None, coverage=0, share=None)
    covered = known.energy / group.calories if group.calories else known.foods / group.foods
    share = known.amount / whole.amount if whole.amount else None
    # The total of a meal by another client may be a trifle below that of its foods.
    return Amount(amount=known.amount, coverage=min(covered, 1.0), share=share)
