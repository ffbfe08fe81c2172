"""Marks of days in MongoDB. Every function takes the owner, and every filter uses it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from nutritrack.marks.models import DayMark, Mark
from nutritrack.mongo.documents import Db, Document, Id, dump, load, now
from nutritrack.mongo.schema import DATE, OBJECT_ID, collection

MILLISECOND = timedelta(milliseconds=1)
TRIES = 5

DAYMARKS = collection(
    "daymarks",
    owner="userId",
    indexes=[IndexModel([("userId", ASCENDING), ("day", ASCENDING)], unique=True)],
    required=["userId", "day", "mark"],
    properties={
        "userId": OBJECT_ID,
        "day": {"bsonType": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "mark": {"enum": [mark.value for mark in Mark]},
        "createdAt": DATE,
        "updatedAt": DATE,
    },
)


class Changed(Exception):
    """It is not as the client had seen it."""


async def of_days(db: Db, user_id: Id, first: date, last: date) -> list[DayMark]:
    """The marked days, in order."""
    days = {"$gte": first.isoformat(), "$lte": last.isoformat()}
    found = db.daymarks.find({"userId": user_id, "day": days}).sort("day", ASCENDING)
    return [load(DayMark, document) async for document in found]


async def get(db: Db, user_id: Id, day: date) -> DayMark | None:
    document = await db.daymarks.find_one(_mine(user_id, day))
    return load(DayMark, document) if document else None


async def put(
    db: Db, user_id: Id, day: date, mark: Mark, seen: Callable[[datetime], bool] | None
) -> DayMark:
    """Mark a day; the last word counts, unless `seen` does not know the mark's `updatedAt`."""
    for _ in range(TRIES):
        stored = await get(db, user_id, day)
        if stored is not None and stored.mark is mark:
            return stored
        if seen is not None and (stored is None or not seen(stored.updated_at)):
            raise Changed
        if stored is None:
            made = DayMark.new(user_id=user_id, day=day, mark=mark)
            try:
                await db.daymarks.insert_one(dump(made) | {"day": day.isoformat()})
            except DuplicateKeyError:  # another device was faster
                continue
            return made
        at = max(now(), stored.updated_at + MILLISECOND)
        unchanged = {**_mine(user_id, day), "updatedAt": stored.updated_at}
        change = {"$set": {"mark": mark.value, "updatedAt": at}}
        if (await db.daymarks.update_one(unchanged, change)).matched_count:
            return stored.model_copy(update={"mark": mark, "updated_at": at})
    raise Changed


async def delete(db: Db, user_id: Id, day: date, seen: Callable[[datetime], bool] | None) -> None:
    stored = await get(db, user_id, day)
    if stored is None:
        return
    if seen is None:
        await db.daymarks.delete_one(_mine(user_id, day))
        return
    same = {**_mine(user_id, day), "updatedAt": stored.updated_at}
    gone = seen(stored.updated_at) and (await db.daymarks.delete_one(same)).deleted_count
    if not gone:
        raise Changed


def _mine(user_id: Id, day: date) -> Document:
    return {"userId": user_id, "day": day.isoformat()}
