"""Weighings in MongoDB."""

from datetime import date

from pymongo import DESCENDING, IndexModel

from nutritrack.mongo.documents import Db, Id, dump, load
from nutritrack.mongo.schema import DATE, OBJECT_ID, collection
from nutritrack.weights.models import Weight, WeightUnit

WEIGHTS = collection(
    "weights",
    owner="userId",
    indexes=[IndexModel([("userId", 1), ("at", DESCENDING)])],
    required=["userId", "at", "day", "kilograms", "unit"],
    properties={
        "userId": OBJECT_ID,
        "at": DATE,
        "day": {"bsonType": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "kilograms": {"bsonType": ["int", "long", "double"], "minimum": 20, "maximum": 500},
        "unit": {"enum": [unit.value for unit in WeightUnit]},
        "source": {"bsonType": "string", "minLength": 1, "maxLength": 40},
    },
)


async def add(db: Db, weight: Weight) -> None:
    await db.weights.insert_one(dump(weight) | {"day": weight.day.isoformat()})


async def between(db: Db, user_id: Id, first: date, last: date) -> list[Weight]:
    """What the scale said on some days, the earliest first."""
    days = {"$gte": first.isoformat(), "$lte": last.isoformat()}
    found = db.weights.find({"userId": user_id, "day": days}).sort("at", 1)
    return [load(Weight, document) async for document in found]
