"""Meals in MongoDB. Every function takes the owner, and every filter uses it."""

from collections.abc import Callable
from datetime import date, datetime

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from nutritrack.days import Calendar
from nutritrack.meals.filters import of_days
from nutritrack.meals.models import Meal, MealType
from nutritrack.mongo.deletions import REMEMBER, is_spent, remember
from nutritrack.mongo.documents import Db, Document, Id, load
from nutritrack.mongo.schema import DATE, OBJECT_ID, collection
from nutritrack.mongo.transactions import Session, in_transaction

NUMBER = {"bsonType": ["int", "long", "double"], "minimum": 0}
KCAL = NUMBER | {"maximum": 20_000}
GRAMS = NUMBER | {"maximum": 5_000}
FOOD: Document = {
    "bsonType": "object",
    "required": ["name", "calories", "protein", "carbs", "fat", "quantity"],
    "properties": {
        "_id": OBJECT_ID,
        "foodId": OBJECT_ID,
        "name": {"bsonType": "string", "minLength": 1, "maxLength": 200},
        "calories": KCAL,
        "protein": GRAMS,
        "carbs": GRAMS,
        "fat": GRAMS,
        "fiber": GRAMS,
        "sugar": GRAMS,
        "quantity": {"bsonType": "string", "minLength": 1, "maxLength": 100},
        "grams": GRAMS,
        "nutrients": {"bsonType": "object", "additionalProperties": NUMBER},
        "source": {"bsonType": "string", "maxLength": 200},
    },
}
# The total is the sum of its foods, whoever wrote it.
SUMS_UP = {
    "$lte": [
        {"$abs": {"$subtract": ["$totalCalories", {"$sum": "$foods.calories"}]}},
        0.5,
    ]
}

MEALLOGS = collection(
    "meallogs",
    owner="userId",
    indexes=[
        IndexModel([("userId", ASCENDING), ("date", DESCENDING)]),
        IndexModel([("date", DESCENDING)]),
        IndexModel([("mealType", ASCENDING)]),
        # Whether the meals of a day are those that a summary was made of, without reading them.
        IndexModel(
            [
                ("userId", ASCENDING),
                ("day", ASCENDING),
                ("updatedAt", ASCENDING),
                ("totalCalories", ASCENDING),
            ]
        ),
        # Pages continue after a date and an id, so that meals of one moment are never skipped.
        IndexModel([("userId", ASCENDING), ("date", DESCENDING), ("_id", DESCENDING)]),
    ],
    required=["userId", "foods", "totalCalories", "mealType", "date"],
    properties={
        "userId": OBJECT_ID,
        "foods": {"bsonType": "array", "minItems": 1, "maxItems": 100, "items": FOOD},
        "totalCalories": NUMBER | {"maximum": 2_000_000},
        "mealType": {"enum": [each.value for each in MealType]},
        "date": DATE,
        "day": {"bsonType": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "imageUrl": {"bsonType": "string", "maxLength": 2000},
        "analysis": {"bsonType": "string", "maxLength": 4000},
        "createdAt": DATE,
        "updatedAt": DATE,
    },
    also={"$expr": SUMS_UP},
)


# Ids of what was deleted, so that a late retry does not bring it back.
DELETIONS = collection(
    "deletions",
    owner="userId",
    indexes=[
        IndexModel([("userId", ASCENDING)]),
        IndexModel([("at", ASCENDING)], expireAfterSeconds=int(REMEMBER.total_seconds())),
    ],
)


class MealWasDeleted(Exception):
    """The id belongs to a meal that was deleted not long ago."""


class IdIsTaken(Exception):
    """Another document has this id."""


async def add(db: Db, meal: Meal) -> None:
    """Store a meal under a fresh id."""
    await db.meallogs.insert_one(document_of(meal))


async def add_once(db: Db, meal: Meal) -> None:
    """Store a meal under an id of the client's. Raises MealWasDeleted or IdIsTaken."""

    async def insert(session: Session) -> None:
        if await is_spent(db, meal.id, session):
            raise MealWasDeleted
        await db.meallogs.insert_one(document_of(meal), session=session)

    try:
        await in_transaction(db, insert)
    except DuplicateKeyError:
        raise IdIsTaken from None


async def get(db: Db, user_id: Id, meal_id: Id) -> Meal | None:
    document = await db.meallogs.find_one({"_id": meal_id, "userId": user_id})
    return load(Meal, document) if document else None


async def page(
    db: Db,
    user_id: Id,
    limit: int,
    *,
    before: tuple[datetime, Id] | None = None,
    meal_type: MealType | None = None,
    days: tuple[date, date] | None = None,
    calendar: Calendar | None = None,
) -> list[Meal]:
    """The newest meals of a user, newest first, after the one that `before` names."""
    conditions: list[Document] = [{"userId": user_id}]
    if meal_type:
        conditions.append({"mealType": meal_type.value})
    if days and calendar:
        conditions.append(of_days(*days, calendar))
    if before:
        at, last = before
        conditions.append({"date": {"$lte": at}})
        conditions.append({"$or": [{"date": {"$lt": at}}, {"_id": {"$lt": last}}]})
    query = {"$and": conditions} if len(conditions) > 1 else conditions[0]
    found = db.meallogs.find(query).sort([("date", DESCENDING), ("_id", DESCENDING)]).limit(limit)
    return [load(Meal, document) async for document in found]


async def with_food(db: Db, user_id: Id, food_id: Id) -> list[Meal]:
    """The meals that a food was logged in, newest first."""
    query = {"userId": user_id, "foods.foodId": food_id}
    found = db.meallogs.find(query).sort("date", DESCENDING)
    return [load(Meal, document) async for document in found]


async def replace(db: Db, meal: Meal, seen: datetime) -> bool:
    """Replace a meal, unless it changed since `seen`.

    One atomic write, so that two open tabs never overwrite each other.
    """
    # Another client's document may have no time of its last change.
    unchanged = {"_id": meal.id, "userId": meal.user_id, "updatedAt": {"$in": [seen, None]}}
    result = await db.meallogs.replace_one(unchanged, document_of(meal))
    return result.matched_count == 1


async def delete(db: Db, user_id: Id, meal_id: Id, seen: Callable[[datetime], bool] | None) -> bool:
    """Delete a meal and remember that. False when `seen` does not know its `updatedAt`."""
    mine = {"_id": meal_id, "userId": user_id}

    async def remove(session: Session) -> bool:
        document = await db.meallogs.find_one(mine, session=session)
        if document is None:
            return True
        if seen is not None and not seen(load(Meal, document).updated_at):
            return False
        await db.meallogs.delete_one(mine, session=session)
        await remember(db, user_id, meal_id, session)
        return True

    return await in_transaction(db, remove)


def document_of(meal: Meal) -> Document:
    """A meal as it is stored: what was not said is absent, a default is not written down."""
    document = meal.model_dump(exclude_none=True, exclude_unset=True)
    if meal.day:
        document["day"] = meal.day.isoformat()
    return document
