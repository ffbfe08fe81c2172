"""Sums of meals, by day, computed in MongoDB over the index of user and date."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from nutritrack.analytics.models import Sums
from nutritrack.days import Calendar, window
from nutritrack.meals.filters import of_days
from nutritrack.mongo.documents import Db, Document, Id

MACROS = ("calories", "protein", "carbs", "fat")
DEFAULTED = ("fiber", "sugar")  # stored only where they are known
AMOUNTS = ("protein", "carbs", "fat", "fiber", "sugar")


async def by_day(
    db: Db, user_id: Id, first: date, last: date, calendar: Calendar
) -> dict[date, Sums]:
    """The sums of each day that has a meal.

    A meal counts to the day it was logged for, which is stored with it. One that another client
    wrote has none: it is grouped by its instant, and the calendar says which day that is.
    """
    parts: dict[date, list[Sums]] = defaultdict(list)
    async for row in await db.meallogs.aggregate(_pipeline(user_id, first, last)):
        key = row.pop("_id")
        day = date.fromisoformat(key) if isinstance(key, str) else calendar.day_of(key)
        if first <= day <= last:
            parts[day].append(Sums(**row))
    return {day: Sums.of(rows) if len(rows) > 1 else rows[0] for day, rows in parts.items()}


def _pipeline(user_id: Id, first: date, last: date) -> list[Document]:
    earliest, latest = window(first, last)
    first_food = {"$eq": ["$place", 0]}
    return [
        {"$match": {"userId": user_id, "date": {"$gte": earliest, "$lt": latest}}},
        # One row a food, so that every amount is added once, by the one sum that loses nothing.
        {"$unwind": {"path": "$foods", "includeArrayIndex": "place"}},
        {
            "$group": {
                "_id": {"$ifNull": ["$day", "$date"]},
                "calories": {"$sum": {"$cond": [first_food, "$totalCalories", 0]}},
                **{name: {"$sum": f"$foods.{name}"} for name in AMOUNTS},
                "meals": {"$sum": {"$cond": [first_food, 1, 0]}},
            }
        },
    ]


@dataclass(frozen=True)
class Known:
    """The sum of a nutrient, and how much was eaten of the foods that tell of it."""

    amount: float
    energy: float
    foods: int


async def by_nutrient(
    db: Db, user_id: Id, first: date, last: date, calendar: Calendar
) -> dict[str, Known]:
    """The sums of each nutrient over the foods that know it. `calories` is known of every food."""
    rows = await db.meallogs.aggregate(_nutrient_pipeline(user_id, first, last, calendar))
    return {row.pop("_id"): Known(**row) async for row in rows}


def _nutrient_pipeline(user_id: Id, first: date, last: date, calendar: Calendar) -> list[Document]:
    fields = [{"k": name, "v": f"$foods.{name}"} for name in (*MACROS, *DEFAULTED)]
    others = {"$objectToArray": {"$ifNull": ["$foods.nutrients", {}]}}
    return [
        {"$match": {"userId": user_id, **of_days(first, last, calendar)}},
        {"$unwind": "$foods"},
        {"$project": {"energy": "$foods.calories", "known": {"$concatArrays": [fields, others]}}},
        {"$unwind": "$known"},
        {"$match": {"known.v": {"$type": "number"}}},
        {
            "$group": {
                "_id": "$known.k",
                "amount": {"$sum": "$known.v"},
                "energy": {"$sum": "$energy"},
                "foods": {"$sum": 1},
            }
        },
    ]


async def by_food(
    db: Db, user_id: Id, first: date, last: date, calendar: Calendar, nutrient: str, limit: int
) -> list[Document]:
    """The foods that most of a nutrient came from: name, amount, times and kcal of each."""
    main = nutrient in (*MACROS, *DEFAULTED)
    amount = f"$foods.{nutrient}" if main else f"$foods.nutrients.{nutrient}"
    rows = await db.meallogs.aggregate(
        [
            {"$match": {"userId": user_id, **of_days(first, last, calendar)}},
            {"$unwind": "$foods"},
            {"$set": {"amount": amount}},
            {"$match": {"amount": {"$gt": 0}}},
            {
                "$group": {
                    "_id": {"$ifNull": ["$foods.foodId", {"$toLower": "$foods.name"}]},
                    "name": {"$last": "$foods.name"},
                    "amount": {"$sum": "$amount"},
                    "calories": {"$sum": "$foods.calories"},
                    "times": {"$sum": 1},
                }
            },
            {"$sort": {"amount": -1, "_id": 1}},
            {"$limit": limit},
            {"$project": {"_id": 0}},
        ]
    )
    return [row async for row in rows]
