"""Versions of goals in MongoDB. Every function takes the owner, and every filter uses it."""

from collections.abc import Callable
from datetime import date, datetime

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from nutritrack.goals.models import MOST_AMOUNT, GoalVersion
from nutritrack.mongo.documents import Db, Document, Id, load
from nutritrack.mongo.schema import DATE, OBJECT_ID, collection
from nutritrack.mongo.transactions import Session, in_transaction
from nutritrack.users.models import MOST_VERSIONS
from nutritrack.users.service import keep_goals

KCAL: Document = {"bsonType": "int", "minimum": 1000, "maximum": 10_000}
NUMBER: Document = {"bsonType": ["int", "long", "double"]}
AMOUNT = NUMBER | {"minimum": 0, "maximum": MOST_AMOUNT}

GOALS = collection(
    "goals",
    owner="userId",
    # A day begins one version.
    indexes=[IndexModel([("userId", ASCENDING), ("from", DESCENDING)], unique=True)],
    required=["userId", "from", "energy"],
    properties={
        "userId": OBJECT_ID,
        "from": {"bsonType": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "energy": {
            "bsonType": "object",
            "minProperties": 1,
            "properties": {
                "aim": KCAL,
                "min": KCAL,
                "max": KCAL,
                "week": {"bsonType": "array", "minItems": 7, "maxItems": 7, "items": KCAL},
            },
        },
        "nutrients": {
            "bsonType": "object",
            "additionalProperties": {
                "bsonType": "object",
                "minProperties": 1,
                "properties": {"min": AMOUNT, "max": AMOUNT},
            },
        },
        "rate": NUMBER | {"minimum": -5, "maximum": 5},
        "targetWeight": NUMBER | {"minimum": 20, "maximum": 500},
        "createdAt": DATE,
        "updatedAt": DATE,
    },
)


class TooMany(Exception):
    """More versions than an account may have."""


class Changed(Exception):
    """Another write was faster."""


class AccountGone(Exception):
    """Erased on another device meanwhile."""


async def history(db: Db, user_id: Id, limit: int = MOST_VERSIONS) -> list[GoalVersion]:
    """The newest first."""
    found = db.goals.find({"userId": user_id}).sort("from", DESCENDING).limit(limit)
    return [load(GoalVersion, document) async for document in found]


async def held_on(db: Db, user_id: Id, day: date) -> GoalVersion | None:
    query = {"userId": user_id, "from": {"$lte": day.isoformat()}}
    document = await db.goals.find_one(query, sort=[("from", DESCENDING)])
    return load(GoalVersion, document) if document else None


async def get(db: Db, user_id: Id, first: date) -> GoalVersion | None:
    document = await db.goals.find_one({"userId": user_id, "from": first.isoformat()})
    return load(GoalVersion, document) if document else None


async def add(db: Db, version: GoalVersion) -> None:
    """Raises Changed where the day has begun a version already, TooMany, AccountGone."""

    async def insert(session: Session) -> None:
        if (
            await db.goals.count_documents({"userId": version.user_id}, session=session)
            >= MOST_VERSIONS
        ):
            raise TooMany
        await db.goals.insert_one(_dump(version), session=session)
        await _project(db, version.user_id, session)

    try:
        await in_transaction(db, insert)
    except DuplicateKeyError:
        raise Changed from None


async def replace(db: Db, version: GoalVersion, seen: datetime) -> None:
    """Raises Changed where it is not as it was `seen`, AccountGone."""
    unchanged = {"_id": version.id, "userId": version.user_id, "updatedAt": seen}

    async def put(session: Session) -> None:
        result = await db.goals.replace_one(unchanged, _dump(version), session=session)
        if not result.matched_count:
            raise Changed
        await _project(db, version.user_id, session)

    await in_transaction(db, put)


async def delete(db: Db, user_id: Id, first: date, seen: Callable[[datetime], bool] | None) -> None:
    """Raises Changed when `seen` does not know its `updatedAt`. Nothing to delete is no error."""
    mine = {"userId": user_id, "from": first.isoformat()}

    async def remove(session: Session) -> None:
        document = await db.goals.find_one(mine, session=session)
        if document is None:
            return
        if seen is not None and not seen(document["updatedAt"]):
            raise Changed
        await db.goals.delete_one(mine, session=session)
        await _project(db, user_id, session)

    await in_transaction(db, remove)


async def _project(db: Db, user_id: Id, session: Session) -> None:
    """What every request of the user has to know of the versions, into the account."""
    found = db.goals.find({"userId": user_id}, session=session)
    versions = [load(GoalVersion, document).projected async for document in found]
    if not await keep_goals(db, user_id, versions, session):
        raise AccountGone


def _dump(version: GoalVersion) -> Document:
    document = version.model_dump(exclude_none=True, exclude={"warnings"})
    return document | {"from": version.first.isoformat()}
