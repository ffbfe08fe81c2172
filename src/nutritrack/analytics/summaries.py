"""What each day adds up to, kept beside the meals so that long stretches need not read them all.

A summary is never a second truth. It carries the stamp of the meals it was made from: how many, the
sum of their times of change, and of their energy. The stamp of the meals as they are now is read
from an index alone, and a summary counts only where both agree; any other day is added up anew. So
a write of a meal has nothing to keep up, also one of another client. Why: docs/decisions/0013.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from pymongo import ASCENDING, IndexModel
from pymongo.errors import PyMongoError

from nutritrack.analytics.daysums import NO_STAMP, DaySums, Stamp, merged, read, stamp_of
from nutritrack.analytics.models import Known, Sums
from nutritrack.days import Calendar
from nutritrack.foods.nutrients import BY_ID, MAIN
from nutritrack.meals.filters import BY_DAY, without_day
from nutritrack.mongo.documents import Db, Document, Id, now
from nutritrack.mongo.schema import DATE, OBJECT_ID, collection
from nutritrack.mongo.transactions import Session

NUMBER: Document = {"bsonType": ["int", "long", "double"], "minimum": 0}
COUNT: Document = {"bsonType": ["int", "long"], "minimum": 0}
KNOWN: Document = {
    "bsonType": "object",
    "required": ["amount", "energy", "foods"],
    "properties": {"amount": NUMBER, "energy": NUMBER, "foods": COUNT},
}
AT_ONCE = 100  # days that are added up in one answer of MongoDB
MERGE = {"into": "dailysummaries", "on": ["userId", "day"], "whenMatched": "replace"}
FEW = 10  # days that are added up while somebody waits; more are done after the answer
STAMP_FIELDS = ("day", "mealCount", "totalCalories", "changed")
BATCH = 2000  # documents in an answer of MongoDB: all of them at once

DAILYSUMMARIES = collection(
    "dailysummaries",
    owner="userId",
    indexes=[IndexModel([("userId", ASCENDING), ("day", ASCENDING)], unique=True)],
    required=["userId", "day", "mealCount", "totalCalories", "changed", "known"],
    properties={
        "userId": OBJECT_ID,
        "day": {"bsonType": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "mealCount": COUNT,
        "totalCalories": NUMBER,
        "changed": {"bsonType": ["int", "long"]},  # milliseconds: the times of change, added
        "known": {
            "bsonType": "object",
            "additionalProperties": False,
            "properties": dict.fromkeys(BY_ID, KNOWN),
        },
        "updatedAt": DATE,
    },
)


# Does something after the answer was sent.
Later: TypeAlias = Callable[..., None]


def never(*_: object) -> None:
    """For who cannot wait: summaries that are missing stay missing."""


@dataclass(frozen=True)
class Course:
    """Days as they are now: those that a summary vouches for, and those added up just now."""

    kept: list[Document]
    fresh: dict[date, DaySums]


async def days(
    db: Db,
    user_id: Id,
    first: date,
    last: date,
    calendar: Calendar,
    wanted: Sequence[str],
    later: Later = never,
) -> dict[date, DaySums] | None:
    """Each day that has a meal, with the wanted nutrients. None where most of it is not summed yet.

    Then the meals have to be asked; the summaries are made later.
    """
    asked = list(dict.fromkeys(("calories", *wanted)))
    course = await _course(db, user_id, first, last, calendar, asked, later)
    if course is None:
        return None
    kept = {date.fromisoformat(row["day"]): read(row) for row in course.kept}
    return merged(kept, course.fresh)


async def sums(
    db: Db, user_id: Id, first: date, last: date, calendar: Calendar, later: Later = never
) -> dict[date, Sums] | None:
    """The same of the fields that every food has, in the form of a day's sums."""
    wanted = [f"{name}.amount" for name in MAIN[1:]]
    course = await _course(db, user_id, first, last, calendar, wanted, later)
    if course is None:
        return None
    found = {date.fromisoformat(row["day"]): _sums(row) for row in course.kept}
    for day, fresh in course.fresh.items():
        found[day] = Sums.of([found[day], fresh.sums]) if day in found else fresh.sums
    return found


def _sums(row: Document) -> Sums:
    amounts = {name: each["amount"] for name, each in row["known"].items()}
    return Sums(calories=row["totalCalories"], meals=row["mealCount"], **amounts)


async def total(
    db: Db, user_id: Id, first: date, last: date, calendar: Calendar, later: Later = never
) -> dict[str, Known] | None:
    """Each nutrient over all these days; None as above."""
    course = await _course(db, user_id, first, last, calendar, (), later)
    if course is None:
        return None
    kept = [row["day"] for row in course.kept]
    rows = await db.dailysummaries.aggregate(
        [
            {"$match": {"userId": user_id, "day": {"$in": kept}}},
            {"$project": {"known": {"$objectToArray": "$known"}}},
            {"$unwind": "$known"},
            {
                "$group": {
                    "_id": "$known.k",
                    **{
                        name: {"$sum": f"$known.v.{name}"} for name in ("amount", "energy", "foods")
                    },
                }
            },
        ]
    )
    found = {row.pop("_id"): Known(**row) async for row in rows}
    return dict(DaySums.of([DaySums(NO_STAMP, found), *course.fresh.values()]).known)


async def _course(
    db: Db,
    user_id: Id,
    first: date,
    last: date,
    calendar: Calendar,
    wanted: Sequence[str],
    later: Later,
) -> Course | None:
    between = {"$gte": first.isoformat(), "$lte": last.isoformat()}
    fields = [*STAMP_FIELDS, *(f"known.{name}" for name in wanted)]
    stamps = await read_stamps(db, {"userId": user_id, "day": between})
    stored = db.dailysummaries.find({"userId": user_id, "day": between}, fields, batch_size=BATCH)
    kept = [
        row
        async for row in stored
        if row["day"] in stamps and stamp_of(row).vouches_for(stamps[row["day"]])
    ]
    changed = sorted(set(stamps) - {row["day"] for row in kept})
    if len(changed) > FEW:
        later(build, db, user_id, changed, calendar)
        return None
    fresh = await add_up(db, user_id, changed)
    if changed:
        later(build, db, user_id, changed, calendar)
    strays = await _without_day(db, user_id, first, last, calendar)
    by_day = {date.fromisoformat(day): sums for day, sums in fresh.items()}
    return Course(kept, merged(by_day, strays))


async def build(db: Db, user_id: Id, wanted: Sequence[str], calendar: Calendar) -> None:
    """Make the summaries of some days that are over, in MongoDB, a part of them at a time.

    They only save time, so what goes wrong here is nobody's problem. The user is looked for, as the
    account may be erased meanwhile.
    """
    today = calendar.day_of(now()).isoformat()
    over = sorted(day for day in wanted if day < today)
    with suppress(PyMongoError):
        for part in _parts(over):
            if await db.users.find_one({"_id": user_id}, {"_id": 1}):
                await make(db, user_id, part)


async def make(db: Db, user_id: Id, wanted: Sequence[str]) -> None:
    """Make the summaries of these days. A meal that does not say when it changed has none."""
    for part in _parts(wanted):
        pipeline = [
            *_sums_of(user_id, {"day": {"$in": part}}, "$day"),
            {"$match": {"unsaid": 0}},
            {"$set": {"userId": user_id, "day": "$_id", "updatedAt": "$$NOW"}},
            {"$unset": ["_id", "unsaid"]},
            {
                "$merge": {
                    "into": DAILYSUMMARIES.name,
                    "on": ["userId", "day"],
                    "whenMatched": "replace",
                }
            },
        ]
        await db.meallogs.aggregate(pipeline, hint=BY_DAY)


async def read_stamps(db: Db, query: Document, session: Session | None = None) -> dict[str, Stamp]:
    """The stamp of the meals of each day that is stored with them, from the index alone."""
    rows = await db.meallogs.aggregate([{"$match": query}, STAMP], session=session)
    return {row["_id"]: stamp_of(row) async for row in rows if isinstance(row["_id"], str)}


STAMP: Document = {
    "$group": {
        "_id": "$day",
        "mealCount": {"$sum": 1},
        "totalCalories": {"$sum": "$totalCalories"},
        "changed": {"$sum": {"$toLong": "$updatedAt"}},
        "unsaid": {"$sum": {"$cond": [{"$eq": [{"$type": "$updatedAt"}, "date"]}, 0, 1]}},
    }
}


async def add_up(
    db: Db, user_id: Id, wanted: Sequence[str], session: Session | None = None
) -> dict[str, DaySums]:
    """The sums of some days that meals are stored with, from the meals, with their stamps."""
    found: dict[str, DaySums] = {}
    for part in _parts(wanted):
        rows = await db.meallogs.aggregate(
            _sums_of(user_id, {"day": {"$in": part}}, "$day"),
            hint=BY_DAY,
            batchSize=BATCH,
            session=session,
        )
        found |= {row["_id"]: read(row) async for row in rows}
    return found


async def _without_day(
    db: Db, user_id: Id, first: date, last: date, calendar: Calendar
) -> dict[date, DaySums]:
    """The sums of meals of other clients, which count by their instant."""
    pipeline = _sums_of(user_id, without_day(first, last, calendar), "$date")
    parts: dict[date, list[DaySums]] = {}
    async for row in await db.meallogs.aggregate(pipeline, hint=BY_DAY):
        parts.setdefault(calendar.day_of(row["_id"]), []).append(read(row))
    return {day: DaySums.of(some) for day, some in parts.items()}


def _parts(wanted: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(wanted), AT_ONCE):
        yield list(wanted[start : start + AT_ONCE])


def _sums_of(user_id: Id, query: Document, key: str) -> list[Document]:
    """One row a food and nutrient, so that every amount is added once; then one row a `key`.

    The stamp is that of what was added up: it is counted in the same rows, at the energy of the
    first food, which every meal has once.
    """
    own = [{"k": name, "v": f"$foods.{name}"} for name in MAIN]
    others = {"$objectToArray": {"$ifNull": ["$foods.nutrients", {}]}}
    a_meal = {"$and": [{"$eq": ["$place", 0]}, {"$eq": ["$known.k", "calories"]}]}
    said = {"$eq": [{"$type": "$updatedAt"}, "date"]}
    once = {
        "mealCount": 1,
        "totalCalories": "$totalCalories",
        "changed": {"$toLong": "$updatedAt"},
        "unsaid": {"$cond": [said, 0, 1]},
    }
    fields = dict.fromkeys(("place", "totalCalories", "updatedAt"), 1)
    return [
        {"$match": {"userId": user_id, **query}},
        {"$unwind": {"path": "$foods", "includeArrayIndex": "place"}},
        {
            "$project": {
                **fields,
                "key": key,
                "energy": "$foods.calories",
                "known": {"$concatArrays": [own, others]},
            }
        },
        {"$unwind": "$known"},
        {"$match": {"known.v": {"$type": "number"}, "known.k": {"$in": list(BY_ID)}}},
        {
            "$group": {
                "_id": {"key": "$key", "id": "$known.k"},
                "amount": {"$sum": "$known.v"},
                "energy": {"$sum": "$energy"},
                "foods": {"$sum": 1},
                **{name: {"$sum": {"$cond": [a_meal, each, 0]}} for name, each in once.items()},
            }
        },
        {
            "$group": {
                "_id": "$_id.key",
                "known": {
                    "$push": {
                        "k": "$_id.id",
                        "v": {"amount": "$amount", "energy": "$energy", "foods": "$foods"},
                    }
                },
                **{name: {"$sum": f"${name}"} for name in once},
            }
        },
        {"$set": {"known": {"$arrayToObject": "$known"}}},
    ]
