"""Which import of each source is the current one, and which is running.

One document a source holds both, so every step is one atomic write. A running import holds a
lease; one that was killed loses it, and the next import of the same file goes on where it stopped.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from nutritrack.errors import Conflict
from nutritrack.mongo.documents import Db, Document, Id, now
from nutritrack.mongo.schema import collection

LEASE = timedelta(seconds=20)

FOODSOURCES = collection("foodsources", owner=None, indexes=[])


class ImportIsRunning(Conflict):
    detail = (
        "Another import of {source} is running, or was stopped by force a moment ago. "
        "Try again in {seconds} seconds."
    )


class LeaseIsLost(Conflict):
    detail = "This import stood still, and another one took it over."


@dataclass(frozen=True)
class Run:
    """An import that we hold the lease of. `account` is how far it came before, if it did."""

    source: str
    import_id: Id
    token: Id
    account: Mapping[str, Any] | None


@dataclass(frozen=True)
class Release:
    """What is imported of a source."""

    source: str
    release: str
    foods: int
    imported_at: datetime
    fingerprint: str


async def current(db: Db) -> list[Id]:
    """The imports whose foods are seen."""
    found = db.foodsources.find({"importId": {"$exists": True}}, {"importId": 1})
    return [document["importId"] async for document in found]


async def listed(db: Db) -> list[Release]:
    """What is imported, for people."""
    found = db.foodsources.find({"importId": {"$exists": True}}).sort("_id", 1)
    return [_release(document) async for document in found]


async def of_source(db: Db, source: str) -> Release | None:
    document = await db.foodsources.find_one({"_id": source, "importId": {"$exists": True}})
    return _release(document) if document else None


def _release(document: Document) -> Release:
    return Release(
        document["_id"],
        document["release"],
        document["foods"],
        document["importedAt"],
        document["fingerprint"],
    )


async def begin(db: Db, source: str, release: str, fingerprint: str) -> Run:
    """Start an import, or go on with one of the same file that was cut off."""
    token, at = ObjectId(), now()
    fresh = {
        "importId": ObjectId(),
        "release": release,
        "fingerprint": fingerprint,
        "startedAt": at,
    }
    same = {
        "$and": [
            {"$eq": ["$running.fingerprint", {"$literal": fingerprint}]},
            {"$eq": ["$running.release", {"$literal": release}]},
        ]
    }
    lease = {"token": token, "aliveAt": at}
    try:
        document = await db.foodsources.find_one_and_update(
            {"_id": source, "$or": [{"running": None}, {"running.aliveAt": {"$lt": at - LEASE}}]},
            [
                {"$set": {"running": {"$cond": [same, "$running", {"$literal": fresh}]}}},
                {"$set": {"running": {"$mergeObjects": ["$running", lease]}}},
            ],
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
    except DuplicateKeyError:  # it is there, and its lease holds
        raise ImportIsRunning(source=source, seconds=int(LEASE.total_seconds())) from None
    assert document is not None  # an upsert always answers
    running = document["running"]
    return Run(source, running["importId"], token, running.get("account"))


async def still_here(db: Db, run: Run, account: Mapping[str, Any] | None = None) -> None:
    """Keep the lease and note how far we are. Raises LeaseIsLost."""
    done: Document = {"running.aliveAt": now()}
    if account is not None:
        done["running.account"] = dict(account)
    await _mine(db, run, {"$set": done})


async def pause(db: Db, run: Run) -> None:
    """Give the lease back, so that the next one can go on at once."""
    await _mine(db, run, {"$set": {"running.aliveAt": now() - 2 * LEASE}})


async def publish(db: Db, run: Run, foods: int) -> None:
    """Make an import the current one of its source, in place of the one before: one write."""
    await _mine(
        db,
        run,
        [
            {
                "$set": {
                    "importId": "$running.importId",
                    "release": "$running.release",
                    "fingerprint": "$running.fingerprint",
                    "foods": foods,
                    "importedAt": now(),
                }
            },
            {"$unset": "running"},
        ],
    )


async def give_up(db: Db, run: Run) -> None:
    """Leave an import that cannot be finished. Nothing of it was ever seen."""
    await _mine(db, run, {"$unset": {"running": ""}})


async def _mine(db: Db, run: Run, update: Any) -> None:
    mine = {"_id": run.source, "running.token": run.token}
    if not (await db.foodsources.update_one(mine, update)).matched_count:
        raise LeaseIsLost


async def in_use(db: Db) -> set[Id]:
    """The imports that are seen, or being made."""
    used: set[Id] = set()
    async for document in db.foodsources.find():
        used |= {document.get("importId"), document.get("running", {}).get("importId")} - {None}
    return used
