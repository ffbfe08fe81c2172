"""Users in MongoDB."""

from datetime import date, datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument

from nutritrack.mongo.documents import Db, Document, Id, dump, load, now
from nutritrack.mongo.schema import DATE, collection
from nutritrack.mongo.transactions import Session
from nutritrack.secrets.vault import sealed_fields
from nutritrack.users.models import (
    EMAIL_PATTERN,
    MOST_VERSIONS,
    Account,
    ActivityLevel,
    ActivityMode,
    Sex,
    Units,
)

TEXT: Document = {"bsonType": "string"}
TOKEN: Document = {"bsonType": ["string", "null"]}

USERS = collection(
    "users",
    owner="_id",
    indexes=[
        IndexModel([("email", ASCENDING)], unique=True),
        IndexModel([("googleId", ASCENDING)]),
        IndexModel([("createdAt", DESCENDING)]),
    ],
    required=["name", "email"],
    properties={
        "name": TEXT | {"minLength": 1, "maxLength": 200},
        "email": TEXT | {"pattern": EMAIL_PATTERN, "maxLength": 254},
        "age": {"bsonType": "int", "minimum": 13, "maximum": 120},
        "weight": {"bsonType": "number", "minimum": 20, "maximum": 500},
        "height": {"bsonType": "number", "minimum": 50, "maximum": 300},
        "activityLevel": {"enum": [level.value for level in ActivityLevel]},
        "goals": {"bsonType": "array", "maxItems": 20, "items": TEXT | {"maxLength": 100}},
        "dailyCalorieGoal": {"bsonType": "int", "minimum": 1000, "maximum": 10000},
        "googleId": TEXT,
        "googleAccessToken": TOKEN,
        "googleRefreshToken": TOKEN,
        "googleTokenExpiry": {"bsonType": ["date", "null"]},
        "fitDataEnabled": {"bsonType": "bool"},
        "fitProvider": {"enum": ["google_health", "google_fit", "upload"]},
        "fitStatus": {"enum": ["connected", "needsReconnect", "notLinked", "disconnected"]},
        "fitGrantedScopes": {"bsonType": "array", "items": TEXT},
        "fitAccount": TEXT,
        "fitGrantEndsAt": DATE,
        "fitLastSyncAt": DATE,
        "fitLastError": {"bsonType": "object", "required": ["code", "at"]},
        "tokenVersion": {"bsonType": ["int", "long"]},
        "refreshLease": {"bsonType": "object", "required": ["until", "by"]},
        "refreshPause": {"bsonType": "object", "required": ["until", "count"]},
        "timezone": TEXT | {"maxLength": 64},
        "dayStartHour": {"bsonType": "int", "minimum": 0, "maximum": 6},
        "sex": {"enum": [sex.value for sex in Sex]},
        "units": {"enum": [units.value for units in Units]},
        "locale": TEXT | {"maxLength": 35},
        "activityMode": {"enum": [mode.value for mode in ActivityMode]},
        "pastCalorieGoals": {
            "bsonType": "array",
            "items": {
                "bsonType": "object",
                "required": ["until", "kcal"],
                "properties": {
                    "until": TEXT | {"pattern": r"^\d{4}-\d{2}-\d{2}$"},
                    "kcal": {"bsonType": "int"},
                },
            },
        },
        "goalVersions": {
            "bsonType": "array",
            "maxItems": MOST_VERSIONS,
            "items": {
                "bsonType": "object",
                "required": ["from", "week"],
                "properties": {
                    "from": TEXT | {"pattern": r"^\d{4}-\d{2}-\d{2}$"},
                    "week": {"bsonType": "array", "items": {"bsonType": "int"}},
                },
            },
        },
        "createdAt": DATE,
        "updatedAt": DATE,
    },
)

sealed_fields("users", "_id", "googleAccessToken", "googleRefreshToken")


async def add(db: Db, account: Account, **options: Any) -> None:
    """Raises DuplicateKeyError when the e-mail is taken."""
    await db.users.insert_one(dump(account), **options)


async def get(db: Db, user_id: Id) -> Account | None:
    document = await db.users.find_one({"_id": user_id})
    return load(Account, document) if document else None


async def get_by_email(db: Db, email: str) -> Account | None:
    document = await db.users.find_one({"email": email})
    return load(Account, document) if document else None


async def change(
    db: Db,
    user_id: Id,
    named: Document,
    removed: list[str],
    today: date | None,
    at: datetime,
    session: Session | None = None,
) -> Account | None:
    """Set and remove fields in one atomic write. `updatedAt` strictly increases.

    When the calorie goal changes, the one that held until yesterday is kept: `pastCalorieGoals` is
    in the order of `until`, and a second change on the same day adds nothing.
    """
    steps: list[Document] = []
    if "dailyCalorieGoal" in named and today is not None:
        past = {"$ifNull": ["$pastCalorieGoals", []]}
        held = {"until": today.isoformat(), "kcal": "$dailyCalorieGoal"}
        changes = {"$ne": ["$dailyCalorieGoal", named["dailyCalorieGoal"]]}
        first_today = {
            "$lt": [{"$ifNull": [{"$max": "$pastCalorieGoals.until"}, ""]}, held["until"]]
        }
        known = {"$eq": [{"$type": "$dailyCalorieGoal"}, "int"]}
        keep = {"$cond": [{"$and": [changes, first_today, known]}, [held], []]}
        steps.append({"$set": {"pastCalorieGoals": {"$concatArrays": [past, keep]}}})
    later = {"$max": [at, {"$add": [{"$ifNull": ["$updatedAt", at]}, 1]}]}
    values = {name: {"$literal": value} for name, value in named.items()}
    steps.append({"$set": {**values, "updatedAt": later}})
    if removed:
        steps.append({"$unset": removed})
    document = await db.users.find_one_and_update(
        {"_id": user_id}, steps, return_document=ReturnDocument.AFTER, session=session
    )
    return load(Account, document) if document else None


async def note_google(db: Db, user_id: Id, google_id: str) -> Account | None:
    """Name the Google account of a user, unless the one they read fitness data of is named."""
    reads = {"$eq": [{"$type": "$googleRefreshToken"}, "string"]}
    document = await db.users.find_one_and_update(
        {"_id": user_id},
        [
            {
                "$set": {
                    "googleId": {"$cond": [reads, "$googleId", {"$literal": google_id}]},
                    "updatedAt": now(),
                }
            }
        ],
        return_document=ReturnDocument.AFTER,
    )
    return load(Account, document) if document else None


async def erase(db: Db, collection_name: str, owner_field: str, user_id: Id) -> None:
    """Delete every document of a user from one collection."""
    await db[collection_name].delete_many({owner_field: user_id})
