"""How often something may happen: counted in MongoDB, so that all processes count together."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from pymongo import ASCENDING, IndexModel, ReturnDocument

from nutritrack.crypto.tokens import hash_token
from nutritrack.errors import TooManyRequests
from nutritrack.mongo.documents import Db, now
from nutritrack.mongo.schema import collection

LIMITS = collection(
    "limits",
    owner=None,
    indexes=[IndexModel([("expiresAt", ASCENDING)], expireAfterSeconds=0, name="expiresAt_1")],
)


@dataclass(frozen=True)
class Limit:
    """At most `count` times in any `window`."""

    name: str
    count: int
    window: timedelta

    def key(self, subject: str) -> str:
        """Subjects are e-mails and addresses: only their hash is kept."""
        return f"{self.name}:{hash_token(subject)[:32]}"


async def take(db: Db, limit: Limit, subject: str) -> None:
    """Count one attempt, or raise TooManyRequests. One atomic write, so that races count too."""
    at = now()
    recent = {
        "$filter": {
            "input": {"$ifNull": ["$at", []]},
            "cond": {"$gt": ["$$this", at - limit.window]},
        }
    }
    room = {"$lt": [{"$size": "$at"}, limit.count]}
    document = await db.limits.find_one_and_update(
        {"_id": limit.key(subject)},
        [
            {"$set": {"at": recent}},
            {"$set": {"taken": room}},
            {"$set": {"at": {"$cond": ["$taken", {"$concatArrays": ["$at", [at]]}, "$at"]}}},
            {"$set": {"expiresAt": at + limit.window}},
        ],
        upsert=True,
        return_document=ReturnDocument.AFTER,
    )
    assert document is not None  # an upsert always answers
    if not document["taken"]:
        wait = min(document["at"]) + limit.window - at
        raise TooManyRequests(max(1, ceil(wait.total_seconds())))


async def forget(db: Db, limit: Limit, subject: str) -> None:
    """Start counting anew, after a success."""
    await db.limits.delete_one({"_id": limit.key(subject)})
