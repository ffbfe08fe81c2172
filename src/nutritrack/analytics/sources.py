"""Meals grouped by something other than a day, in MongoDB: by the type of meal, or by the food."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nutritrack.analytics.models import Known
from nutritrack.days import Calendar
from nutritrack.foods.nutrients import MAIN
from nutritrack.meals.filters import of_days
from nutritrack.mongo.documents import Db, Document, Id

KINDS = ("amount", "energy", "foods")


@dataclass(frozen=True)
class Group:
    """Some foods that were eaten. `meals` is None where foods are counted, not meals."""

    key: str | None
    name: str | None
    food_id: Id | None
    meals: int | None
    foods: int
    calories: float
    known: dict[str, Known]


@dataclass(frozen=True)
class Groups:
    """The largest groups, all of them together, and how many there are."""

    largest: list[Group]
    total: Group
    count: int


async def by_meal_type(
    db: Db, user_id: Id, first: date, last: date, calendar: Calendar, wanted: Sequence[str]
) -> Groups:
    first_food = {"$eq": ["$place", 0]}
    fields = {
        "calories": {"$sum": {"$cond": [first_food, "$totalCalories", 0]}},
        "meals": {"$sum": {"$cond": [first_food, 1, 0]}},
    }
    matched = {"userId": user_id, **of_days(first, last, calendar)}
    return await _groups(db, matched, "$mealType", fields, wanted, limit=10)


async def by_food(
    db: Db,
    user_id: Id,
    first: date,
    last: date,
    calendar: Calendar,
    wanted: Sequence[str],
    limit: int,
) -> Groups:
    """A food is its id where it has one, else its name in small letters. Named as it was last."""
    key = {"$ifNull": ["$foods.foodId", {"$toLower": "$foods.name"}]}
    fields = {
        "calories": {"$sum": "$foods.calories"},
        "last": {
            "$top": {
                "output": {"name": "$foods.name", "foodId": "$foods.foodId"},
                "sortBy": {"date": -1, "_id": -1},
            }
        },
    }
    matched = {"userId": user_id, **of_days(first, last, calendar)}
    return await _groups(db, matched, key, fields, wanted, limit)


async def _groups(
    db: Db, matched: Document, key: object, fields: Document, wanted: Sequence[str], limit: int
) -> Groups:
    """Largest by the first nutrient that is wanted."""
    added = {"calories": 1, "foods": 1} | ({"meals": 1} if "meals" in fields else {})
    added |= {f"{place}_{kind}": 1 for place in range(len(wanted)) for kind in KINDS}
    pipeline = [
        {"$match": matched},
        {"$unwind": {"path": "$foods", "includeArrayIndex": "place"}},
        {"$group": {"_id": key, "foods": {"$sum": 1}, **fields, **amounts(wanted)}},
        {
            "$facet": {
                "largest": [{"$sort": {"0_amount": -1, "_id": 1}}, {"$limit": limit}],
                "total": [
                    {
                        "$group": {
                            "_id": None,
                            "count": {"$sum": 1},
                            **{name: {"$sum": f"${name}"} for name in added},
                        }
                    }
                ],
            }
        },
    ]
    [answer] = await (await db.meallogs.aggregate(pipeline)).to_list()
    total: Document = answer["total"][0] if answer["total"] else {"_id": None, "count": 0}
    largest = [_group(row, wanted) for row in answer["largest"]]
    return Groups(largest, _group(total, wanted), total["count"])


def amounts(wanted: Sequence[str]) -> Document:
    """Sums of each nutrient over the foods that know it. The ids are ours, never the client's."""
    sums: Document = {}
    for place, name in enumerate(wanted):
        value = f"$foods.{name}" if name in MAIN else f"$foods.nutrients.{name}"
        known = {"$isNumber": value}
        sums[f"{place}_amount"] = {"$sum": value}
        sums[f"{place}_energy"] = {"$sum": {"$cond": [known, "$foods.calories", 0]}}
        sums[f"{place}_foods"] = {"$sum": {"$cond": [known, 1, 0]}}
    return sums


def known_of(row: Document, wanted: Sequence[str]) -> dict[str, Known]:
    """What `amounts` summed."""
    return {
        name: Known(*(row.get(f"{place}_{kind}", 0) for kind in KINDS))
        for place, name in enumerate(wanted)
    }


def _group(row: Document, wanted: Sequence[str]) -> Group:
    return Group(
        key=None if row["_id"] is None else str(row["_id"]),
        name=row.get("last", {}).get("name"),
        food_id=row.get("last", {}).get("foodId"),
        meals=row.get("meals"),
        foods=row.get("foods", 0),
        calories=row.get("calories", 0.0),
        known=known_of(row, wanted),
    )
