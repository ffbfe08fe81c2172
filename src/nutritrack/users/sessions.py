"""Sign-ins in MongoDB. Only the hash of a token is kept."""

import time
from datetime import timedelta
from typing import Any

from pymongo import ASCENDING, IndexModel

from nutritrack.crypto.tokens import hash_token
from nutritrack.mongo.documents import Db, Id, dump, load, now
from nutritrack.mongo.schema import DATE, OBJECT_ID, collection
from nutritrack.users.models import Session

IDLE = timedelta(days=14)
LIFETIME = timedelta(days=90)
TOUCH_AFTER = timedelta(hours=1)

SESSIONS = collection(
    "sessions",
    owner="userId",
    indexes=[
        IndexModel([("tokenHash", ASCENDING)], unique=True),
        IndexModel([("userId", ASCENDING)]),
        IndexModel([("expiresAt", ASCENDING)], expireAfterSeconds=0),
    ],
    required=["userId", "tokenHash", "expiresAt"],
    properties={"userId": OBJECT_ID, "tokenHash": {"bsonType": "string"}, "expiresAt": DATE},
)

# Sessions seen a moment ago, so that a busy client costs no look-up a request. A revoked one is
# dead here at once, and on the other processes when its moment is over.
REMEMBER_SECONDS = 0.5
REMEMBER_AT_MOST = 10_000
_recent: dict[str, tuple[float, Session]] = {}


def forget_recent() -> None:
    _recent.clear()


def new(user_id: Id, token: str, *, by_code: bool, user_agent: str) -> Session:
    """A sign-in that is not stored yet."""
    at = now()
    return Session.new(
        user_id=user_id,
        token_hash=hash_token(token),
        last_used_at=at,
        expires_at=at + IDLE,
        ends_at=at + LIFETIME,
        by_code=by_code,
        user_agent=user_agent[:200] or None,
    )


async def add(db: Db, begun: Session, **options: Any) -> None:
    await db.sessions.insert_one(dump(begun), **options)


async def find(db: Db, token: str) -> Session | None:
    """The live session of a token. The TTL index deletes late, so the time is checked here."""
    hashed = hash_token(token)
    seen, session = _recent.get(hashed, (0.0, None))
    if session is None or time.monotonic() - seen > REMEMBER_SECONDS:
        document = await db.sessions.find_one({"tokenHash": hashed})
        if document is None:
            _recent.pop(hashed, None)
            return None
        session = load(Session, document)
        if len(_recent) >= REMEMBER_AT_MOST:
            _recent.clear()
        _recent[hashed] = (time.monotonic(), session)
    at = now()
    if session.expires_at <= at:
        return None
    if at - session.last_used_at > TOUCH_AFTER:
        session = await _touch(db, session)
    return session


async def lives(db: Db, session_id: Id) -> bool:
    alive = {"_id": session_id, "expiresAt": {"$gt": now()}}
    return await db.sessions.find_one(alive, {"_id": 1}) is not None


async def _touch(db: Db, session: Session) -> Session:
    """Note that it is used. Once an hour is enough to keep it alive."""
    at = now()
    used = {"last_used_at": at, "expires_at": min(at + IDLE, session.ends_at)}
    await db.sessions.update_one(
        {"_id": session.id},
        {
            "$set": {
                "lastUsedAt": used["last_used_at"],
                "expiresAt": used["expires_at"],
                "updatedAt": at,
            }
        },
    )
    _recent.pop(session.token_hash, None)
    return session.model_copy(update=used)


async def of_user(db: Db, user_id: Id) -> list[Session]:
    """The live sign-ins of a user, the one used last first."""
    found = db.sessions.find({"userId": user_id, "expiresAt": {"$gt": now()}})
    return [load(Session, document) async for document in found.sort("lastUsedAt", -1)]


async def end(db: Db, user_id: Id, session_id: Id) -> bool:
    forget_recent()
    result = await db.sessions.delete_one({"_id": session_id, "userId": user_id})
    return result.deleted_count == 1


async def end_all(db: Db, user_id: Id, *, but: Id | None = None) -> None:
    forget_recent()
    await db.sessions.delete_many({"userId": user_id, "_id": {"$ne": but}})
