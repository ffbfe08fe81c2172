"""How users prove who they are, in MongoDB: hashes only, apart from the profile."""

from datetime import timedelta
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from nutritrack.crypto.tokens import hash_code
from nutritrack.mongo.documents import Db, Document, Id, now
from nutritrack.mongo.schema import DATE, OBJECT_ID, collection

MAILED_CODE_LIFE = timedelta(minutes=10)
MAILED_CODE_TRIES = 5

CREDENTIALS = collection(
    "credentials",
    owner="_id",
    indexes=[
        IndexModel(
            [("googleId", ASCENDING)],
            unique=True,
            partialFilterExpression={"googleId": {"$type": "string"}},
        )
    ],
    properties={
        "_id": OBJECT_ID,
        "passwordHash": {"bsonType": "string"},
        "recoveryCodes": {"bsonType": "array", "items": {"bsonType": "string"}},
        "googleId": {"bsonType": "string"},
        "emailProvenAt": DATE,
        "mailedCode": {"bsonType": "object", "required": ["hash", "expiresAt", "triesLeft"]},
    },
)


class GoogleIsTaken(Exception):
    """Another account is linked to this Google account."""


async def add(
    db: Db,
    user_id: Id,
    password_hash: str | None,
    recovery_codes: list[str],
    proofs: Document,
    **options: Any,
) -> None:
    codes = _hashes(user_id, recovery_codes)
    document: Document = {"_id": user_id, "recoveryCodes": codes, **proofs}
    if password_hash:
        document["passwordHash"] = password_hash
    await db.credentials.insert_one(document, **options)


async def get(db: Db, user_id: Id) -> Document:
    return await db.credentials.find_one({"_id": user_id}) or {}


async def set_password(db: Db, user_id: Id, password_hash: str) -> None:
    await _set(db, user_id, {"passwordHash": password_hash})


async def set_recovery_codes(db: Db, user_id: Id, codes: list[str]) -> None:
    await _set(db, user_id, {"recoveryCodes": _hashes(user_id, codes)})


async def set_mailed_code(db: Db, user_id: Id, code: str) -> None:
    hashed = hash_code(str(user_id), code)
    expires = now() + MAILED_CODE_LIFE
    kept = {"hash": hashed, "expiresAt": expires, "triesLeft": MAILED_CODE_TRIES}
    await _set(db, user_id, {"mailedCode": kept})


async def use_code(db: Db, user_id: Id, code: str) -> bool:
    """Whether this is a code of this user. It is used up by asking: two at once cannot both win."""
    hashed = hash_code(str(user_id), code)
    recovery = await db.credentials.update_one(
        {"_id": user_id, "recoveryCodes": hashed}, {"$pull": {"recoveryCodes": hashed}}
    )
    if recovery.modified_count:
        return True
    alive = {"mailedCode.expiresAt": {"$gt": now()}, "mailedCode.triesLeft": {"$gt": 0}}
    mailed = await db.credentials.update_one(
        {"_id": user_id, "mailedCode.hash": hashed, **alive},
        {"$unset": {"mailedCode": ""}, "$set": {"emailProvenAt": now()}},
    )
    if mailed.modified_count:
        return True
    await db.credentials.update_one(
        {"_id": user_id, "mailedCode": {"$exists": True}}, {"$inc": {"mailedCode.triesLeft": -1}}
    )
    return False


async def find_google(db: Db, google_id: str) -> Id | None:
    """Who signs in with this Google account."""
    found = await db.credentials.find_one({"googleId": google_id}, {"_id": 1})
    return found["_id"] if found else None


async def set_google(db: Db, user_id: Id, google_id: str) -> None:
    """Raises GoogleIsTaken."""
    try:
        await _set(db, user_id, {"googleId": google_id})
    except DuplicateKeyError:
        raise GoogleIsTaken from None


async def unset_google(db: Db, user_id: Id) -> None:
    await db.credentials.update_one({"_id": user_id}, {"$unset": {"googleId": ""}})


async def prove_email(db: Db, user_id: Id) -> None:
    """Note that the e-mail of this account is its owner's."""
    await _set(db, user_id, {"emailProvenAt": now()})


async def forget(db: Db, user_id: Id) -> None:
    await db.credentials.delete_one({"_id": user_id})


async def _set(db: Db, user_id: Id, fields: Document) -> None:
    """Upserts, because an account that another client made has no credentials yet."""
    await db.credentials.update_one({"_id": user_id}, {"$set": fields}, upsert=True)


def _hashes(user_id: Id, codes: list[str]) -> list[str]:
    return [hash_code(str(user_id), code) for code in codes]
