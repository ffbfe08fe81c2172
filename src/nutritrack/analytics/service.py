"""The one place where days are added up. Every surface shows what these functions say."""

import asyncio
from collections.abc import Iterable
from datetime import date, timedelta

from nutritrack.analytics import store
from nutritrack.analytics.models import (
    Budget,
    Contribution,
    Daily,
    Known,
    Macros,
    Nutrients,
    NutrientTotal,
    Point,
    Sums,
    Weekly,
    energy_from,
    shares_of,
)
from nutritrack.analytics.summaries import Later, never
from nutritrack.arithmetic import fsum
from nutritrack.days import span
from nutritrack.fitness.days import MergedDay, merged_days
from nutritrack.foods.nutrients import NUTRIENTS
from nutritrack.mongo.documents import Db, now
from nutritrack.users.models import Account, ActivityMode

NOTHING = Sums()


def today(user: Account) -> date:
    return user.calendar.day_of(now())


async def daily(db: Db, user: Account, day: date) -> Daily:
    sums, moved = await _in_and_out(db, user, day, day)
    return _daily(user, day, sums.get(day, NOTHING), moved.get(day))


async def weekly(db: Db, user: Account, last: date) -> Weekly:
    """The seven days up to and including `last`."""
    first = last - timedelta(days=6)
    sums, moved = await _in_and_out(db, user, first, last)
    week = Sums.of(list(sums.values()))
    return Weekly(
        first=first,
        last=last,
        total_calories=week.calories,
        average_daily_calories=week.calories / len(sums) if sums else 0,
        total_meals=week.meals,
        days_logged=len(sums),
        days=[
            _daily(user, day, sums.get(day, NOTHING), moved.get(day)) for day in span(first, last)
        ],
    )


async def _in_and_out(
    db: Db, user: Account, first: date, last: date
) -> tuple[dict[date, Sums], dict[date, MergedDay]]:
    """What was eaten, and what a body did, as far as its user wants to know."""
    eaten = store.by_day(db, user.id, first, last, user.calendar)
    if user.activity_mode is ActivityMode.IGNORE:
        return await eaten, {}
    return await asyncio.gather(eaten, merged_days(db, user.id, first, last))


async def macros(db: Db, user: Account, first: date, last: date, later: Later = never) -> Macros:
    sums = await store.by_day(db, user.id, first, last, user.calendar, later)
    whole = Sums.of(list(sums.values()))
    energy = energy_from(whole)
    return Macros(
        first=first,
        last=last,
        total_protein=whole.protein,
        total_carbs=whole.carbs,
        total_fat=whole.fat,
        calories_from=energy,
        share=shares_of(energy),
    )


async def progress(
    db: Db, user: Account, first: date, last: date, later: Later = never
) -> Iterable[Point]:
    sums = await store.by_day(db, user.id, first, last, user.calendar, later)
    return [_point(user, day, sums.get(day)) for day in span(first, last)]


async def nutrients(
    db: Db, user: Account, first: date, last: date, later: Later = never
) -> Nutrients:
    """Every nutrient with its coverage, in the order in which they are listed."""
    known = await store.by_nutrient(db, user.id, first, last, user.calendar, later)
    whole = known.get("calories", Known(0, 0, 0))
    totals = [
        NutrientTotal(
            id=nutrient.id,
            name=nutrient.name,
            unit=nutrient.unit,
            amount=known[nutrient.id].amount,
            coverage=coverage(known[nutrient.id], whole),
        )
        for nutrient in NUTRIENTS
        if nutrient.id in known
    ]
    return Nutrients(first=first, last=last, total_calories=whole.amount, nutrients=totals)


async def by_food(
    db: Db, user: Account, first: date, last: date, nutrient: str, limit: int
) -> list[Contribution]:
    """The foods that most of a nutrient came from, the largest first."""
    rows = await store.by_food(db, user.id, first, last, user.calendar, nutrient, limit)
    return [Contribution(**row) for row in rows]


def coverage(part: Known, whole: Known) -> float:
    """The share of the energy that is known; of the foods, where none has energy."""
    return part.energy / whole.energy if whole.energy else part.foods / whole.foods


def _daily(user: Account, day: date, sums: Sums, moved: MergedDay | None) -> Daily:
    start, end = user.calendar.bounds(day)
    goal = user.calorie_goal_on(day)
    budget = _budget(user, goal, sums, moved)
    return Daily(
        date=day,
        start=start,
        end=end,
        total_calories=sums.calories,
        meal_count=sums.meals,
        protein=sums.protein,
        carbs=sums.carbs,
        fat=sums.fat,
        fiber=sums.fiber,
        sugar=sums.sugar,
        calorie_goal=goal,
        remaining_calories=budget.remaining if budget else fsum((goal, -sums.calories)),
        activity_mode=user.activity_mode,
        active_energy=moved.active_energy if moved else None,
        total_energy_out=moved.total_energy if moved else None,
        budget=budget,
    )


def _budget(user: Account, goal: int, sums: Sums, moved: MergedDay | None) -> Budget | None:
    """None unless activity is to be added, and known."""
    if user.activity_mode is not ActivityMode.ADD or moved is None or moved.active_energy is None:
        return None
    added = moved.active_energy
    remaining = fsum((goal, added, -sums.calories))
    return Budget(goal=goal, added=added, eaten=sums.calories, remaining=remaining)


def _point(user: Account, day: date, sums: Sums | None) -> Point:
    return Point(
        date=day,
        total_calories=sums.calories if sums else None,
        protein=sums.protein if sums else None,
        carbs=sums.carbs if sums else None,
        fat=sums.fat if sums else None,
        meal_count=sums.meals if sums else 0,
        calorie_goal=user.calorie_goal_on(day),
    )
