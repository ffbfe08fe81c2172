"""Days of moving in MongoDB. Every function takes the owner, and every filter uses it."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from pymongo import ASCENDING, DeleteOne, IndexModel, InsertOne, ReplaceOne
from pymongo.asynchronous.client_session import AsyncClientSession

from nutritrack.fitness.models import (
    MOST_KCAL,
    MOST_METRES,
    MOST_MINUTES,
    MOST_STEPS,
    MOST_WORKOUTS,
    ActivityDay,
    DailyActivity,
)
from nutritrack.mongo.documents import Db, Document, Id, load, now
from nutritrack.mongo.schema import DATE, OBJECT_ID, collection
from nutritrack.mongo.transactions import in_transaction

AT_ONCE = 100  # days in one transaction
MILLISECOND = timedelta(milliseconds=1)


def _number(most: float) -> Document:
    return {"bsonType": ["int", "long", "double"], "minimum": 0, "maximum": most}


KCAL, METRES = _number(MOST_KCAL), _number(MOST_METRES)
WORKOUT: Document = {
    "bsonType": "object",
    "required": ["start", "end", "kind"],
    "properties": {
        "start": DATE,
        "end": DATE,
        "kind": {"bsonType": "string", "minLength": 1, "maxLength": 60},
        "energy": KCAL,
        "distance": METRES,
    },
}

DAILY_ACTIVITIES = collection(
    "dailyactivities",
    owner="userId",
    # What several processes read at once is stored once.
    indexes=[
        IndexModel([("userId", ASCENDING), ("day", ASCENDING), ("source", ASCENDING)], unique=True)
    ],
    required=["userId", "day", "source", "workouts"],
    properties={
        "userId": OBJECT_ID,
        "day": {"bsonType": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "source": {"bsonType": "string", "minLength": 1, "maxLength": 40},
        "steps": _number(MOST_STEPS),
        "activeEnergy": KCAL,
        "totalEnergy": KCAL,
        "distance": METRES,
        "activeMinutes": _number(MOST_MINUTES),
        "workouts": {"bsonType": "array", "maxItems": MOST_WORKOUTS, "items": WORKOUT},
        "createdAt": DATE,
        "updatedAt": DATE,
    },
)

# Runs in the transaction of a write, and raises when whoever writes no longer may.
Fence: TypeAlias = Callable[[AsyncClientSession], Awaitable[None]]
Write: TypeAlias = InsertOne[Document] | ReplaceOne[Document] | DeleteOne


async def days(
    db: Db, user_id: Id, first: date, last: date, source: str | None = None
) -> list[ActivityDay]:
    """What is stored of these days, in order: one row a day and source."""
    query = {"userId": user_id, "day": _between(first, last)}
    if source is not None:
        query["source"] = source
    found = db.dailyactivities.find(query).sort([("day", ASCENDING), ("source", ASCENDING)])
    return [load(ActivityDay, document) async for document in found]


async def replace_days(
    db: Db,
    user_id: Id,
    source: str,
    first: date,
    last: date,
    read: Iterable[DailyActivity],
    fence: Fence | None = None,
) -> None:
    """Make the days from first to last of one source what was read now: all of them, or none.

    A day that was not read is unknown from now on: Google tells of no deletions. What stayed the
    same is not written again.
    """
    mine = {"userId": user_id, "source": source, "day": _between(first, last)}
    await _write(db, user_id, mine, list(read), fence, remove=True)


async def put_days(
    db: Db, user_id: Id, read: Iterable[DailyActivity], fence: Fence | None = None
) -> None:
    """Store days, each in the place of the same day of its source. Other days stay.

    Many days are written in several steps, each whole.
    """
    rows = list(read)
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        mine = {
            "userId": user_id,
            "source": {"$in": sorted({row.source for row in part})},
            "day": {"$in": [row.day.isoformat() for row in part]},
        }
        await _write(db, user_id, mine, part, fence, remove=False)


async def _write(
    db: Db,
    user_id: Id,
    mine: Document,
    read: list[DailyActivity],
    fence: Fence | None,
    *,
    remove: bool,
) -> None:
    async def write(session: AsyncClientSession) -> None:
        if fence is not None:
            await fence(session)
        found = db.dailyactivities.find(mine, session=session)
        stored = {(doc["day"], doc["source"]): doc async for doc in found}
        writes: list[Write] = []
        for row in read:
            document = stored.pop((row.day.isoformat(), row.source), None)
            writes += _change(user_id, row, document)
        if remove:
            writes += [DeleteOne({"_id": doc["_id"], "userId": user_id}) for doc in stored.values()]
        if writes:
            await db.dailyactivities.bulk_write(writes, session=session)

    await in_transaction(db, write)


def _change(user_id: Id, row: DailyActivity, stored: Document | None) -> list[Write]:
    fields = row.model_dump(exclude_none=True) | {"day": row.day.isoformat()}
    if stored is None:
        fresh = ActivityDay.new(user_id=user_id, **row.model_dump(by_alias=False))
        return [InsertOne(_dump(fresh))]
    kept: dict[str, Any] = {name: stored.pop(name) for name in ("_id", "userId", "createdAt")}
    before = stored.pop("updatedAt")
    if stored == fields:
        return []
    later: datetime = max(now(), before + MILLISECOND)
    changed = {**kept, **fields, "updatedAt": later}
    return [ReplaceOne({"_id": kept["_id"], "userId": user_id}, changed)]


def _dump(day: ActivityDay) -> Document:
    return day.model_dump(exclude_none=True) | {"day": day.day.isoformat()}


def _between(first: date, last: date) -> Document:
    return {"$gte": first.isoformat(), "$lte": last.isoformat()}
