"""Sums of meals, by day, computed in MongoDB over the index of user and date."""

from collections import defaultdict
from datetime import date

from nutritrack.analytics.models import Sums
from nutritrack.days import Calendar, window
from nutritrack.mongo.documents import Db, Document, Id

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
