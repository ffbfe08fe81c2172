"""Foods that users made, in MongoDB beside the imported ones. Every filter names the owner."""

from datetime import datetime

from nutritrack.foods.models import OwnFood
from nutritrack.mongo.documents import Db, Id, dump, load

MOST = 2000  # of one user, in search


async def add(db: Db, food: OwnFood) -> None:
    await db.foods.insert_one(dump(food))


async def get(db: Db, user_id: Id, food_id: Id) -> OwnFood | None:
    document = await db.foods.find_one({"_id": food_id, "userId": user_id})
    return load(OwnFood, document) if document else None


async def of_user(db: Db, user_id: Id) -> list[OwnFood]:
    """The foods of a user that are not archived, the newest first."""
    found = db.foods.find({"userId": user_id, "archived": False}).sort("_id", -1).limit(MOST)
    return [load(OwnFood, document) async for document in found]


async def by_barcode(db: Db, user_id: Id, barcode: str) -> OwnFood | None:
    wanted = {"userId": user_id, "barcode": barcode, "archived": False}
    document = await db.foods.find_one(wanted)
    return load(OwnFood, document) if document else None


async def replace(db: Db, food: OwnFood, seen: datetime) -> bool:
    """Replace a food, unless it changed since `seen`."""
    unchanged = {"_id": food.id, "userId": food.user_id, "updatedAt": seen}
    result = await db.foods.replace_one(unchanged, dump(food))
    return result.matched_count == 1
