"""Weighings in MongoDB. Every function takes the owner, and every filter uses it."""

from collections.abc import Callable
from datetime import date, datetime

from pymongo import DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from nutritrack.days import window
from nutritrack.mongo.deletions import is_spent, remember
from nutritrack.mongo.documents import Db, Document, Id, dump, load
from nutritrack.mongo.schema import DATE, OBJECT_ID, collection
from nutritrack.mongo.transactions import Session, in_transaction
from nutritrack.users.service import follow_weight
from nutritrack.weights.models import LEAST, MOST, Weight, WeightUnit

WEIGHTS = collection(
    "weights",
    owner="userId",
    indexes=[
        IndexModel([("userId", 1), ("at", DESCENDING)]),
        # Pages continue after a time and an id, so that weighings of one moment are never skipped.
        IndexModel([("userId", 1), ("at", DESCENDING), ("_id", DESCENDING)]),
    ],
    required=["userId", "at", "day", "kilograms", "unit"],
    properties={
        "userId": OBJECT_ID,
        "at": DATE,
        "day": {"bsonType": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "kilograms": {"bsonType": ["int", "long", "double"], "minimum": LEAST, "maximum": MOST},
        "weight": {"bsonType": ["int", "long", "double"], "minimum": 0, "maximum": 2000},
        "unit": {"enum": [unit.value for unit in WeightUnit]},
        "source": {"bsonType": "string", "minLength": 1, "maxLength": 40},
    },
)
NEWEST = [("at", DESCENDING), ("_id", DESCENDING)]


class WeightWasDeleted(Exception):
    """The id belongs to a weighing that was deleted not long ago."""


class IdIsTaken(Exception):
    """Another document has this id."""


async def add(db: Db, weight: Weight) -> None:
    """Store a weighing, with the profile following. Raises WeightWasDeleted or IdIsTaken."""

    async def insert(session: Session) -> None:
        if await is_spent(db, weight.id, session):
            raise WeightWasDeleted
        await db.weights.insert_one(document_of(weight), session=session)
        await follow(db, weight.user_id, session)

    try:
        await in_transaction(db, insert)
    except DuplicateKeyError:
        raise IdIsTaken from None


async def get(db: Db, user_id: Id, weight_id: Id) -> Weight | None:
    document = await db.weights.find_one({"_id": weight_id, "userId": user_id})
    return load(Weight, document) if document else None


async def page(
    db: Db,
    user_id: Id,
    limit: int,
    *,
    before: tuple[datetime, Id] | None = None,
    days: tuple[date, date] | None = None,
) -> list[Weight]:
    """The newest weighings of a user, newest first, after the one that `before` names."""
    conditions: list[Document] = [{"userId": user_id}]
    if days:
        conditions.append(_of_days(*days))
    if before:
        at, last = before
        conditions.append({"at": {"$lte": at}})
        conditions.append({"$or": [{"at": {"$lt": at}}, {"_id": {"$lt": last}}]})
    found = db.weights.find({"$and": conditions}).sort(NEWEST).limit(limit)
    return [load(Weight, document) async for document in found]


async def of_days(
    db: Db, user_id: Id, first: date, last: date
) -> list[tuple[date, datetime, float]]:
    """Every weighing of some days, in order: day, instant, kilograms."""
    query = {"userId": user_id, **_of_days(first, last)}
    found = db.weights.find(query, {"day": 1, "at": 1, "kilograms": 1}).sort("at", 1)
    return [(date.fromisoformat(row["day"]), row["at"], row["kilograms"]) async for row in found]


async def replace(db: Db, weight: Weight, seen: datetime) -> bool:
    """Replace a weighing, unless it changed since `seen`; the profile follows."""
    unchanged = {"_id": weight.id, "userId": weight.user_id, "updatedAt": {"$in": [seen, None]}}

    async def put(session: Session) -> bool:
        result = await db.weights.replace_one(unchanged, document_of(weight), session=session)
        if result.matched_count:
            await follow(db, weight.user_id, session)
        return result.matched_count == 1

    return await in_transaction(db, put)


async def delete(
    db: Db, user_id: Id, weight_id: Id, seen: Callable[[datetime], bool] | None
) -> bool:
    """Delete a weighing and remember that. False when `seen` does not know its `updatedAt`."""
    mine = {"_id": weight_id, "userId": user_id}

    async def remove(session: Session) -> bool:
        document = await db.weights.find_one(mine, session=session)
        if document is None:
            return True
        if seen is not None and not seen(load(Weight, document).updated_at):
            return False
        await db.weights.delete_one(mine, session=session)
        await remember(db, user_id, weight_id, session)
        await follow(db, user_id, session)
        return True

    return await in_transaction(db, remove)


async def follow(db: Db, user_id: Id, session: Session) -> None:
    """Let the profile say what the latest weighing said.

    It is written in any case, so that of two transactions of one user one has to wait and sees what
    the other one did.
    """
    found = db.weights.find({"userId": user_id}, {"kilograms": 1}, session=session)
    latest = await found.sort(NEWEST).limit(1).to_list()
    kilograms = latest[0]["kilograms"] if latest else None
    await follow_weight(db, user_id, kilograms, session)


def document_of(weight: Weight) -> Document:
    return dump(weight) | {"day": weight.day.isoformat()}


def _of_days(first: date, last: date) -> Document:
    earliest, latest = window(first, last)
    return {
        "at": {"$gte": earliest, "$lt": latest},
        "day": {"$gte": first.isoformat(), "$lte": last.isoformat()},
    }
