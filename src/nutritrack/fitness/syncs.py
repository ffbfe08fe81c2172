"""Whose data is to be read when, how far it is, and which process reads it.

One document a user. Every process claims with one conditional write, so one of them reads; a lease
that its holder no longer renews is free again. What was read is noted in the transaction that
stores it: a kill costs the part that was under way, and nothing else.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pydantic import Field
from pymongo import ASCENDING, IndexModel, ReturnDocument
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from nutritrack.mongo.documents import Db, Document, Id, Instant, Model, load, now
from nutritrack.mongo.schema import DATE, collection

LEASE = timedelta(seconds=20)
BEAT_SECONDS = 5.0

DAY: Document = {"bsonType": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
SYNCS = collection(
    "fitnesssyncs",
    owner="_id",
    indexes=[IndexModel([("dueAt", ASCENDING)])],
    properties={
        "dueAt": DATE,
        "pauseUntil": DATE,
        "leaseUntil": DATE,
        "holder": {"bsonType": "string"},
        "since": DAY,
        "readFrom": DAY,
        "readTo": DAY,
        "lastDay": DAY,
        "failures": {"bsonType": ["int", "long"]},
    },
)


class LeaseLost(Exception):
    """Somebody else reads for this user now, or the user is gone: stop, and write nothing."""


class Sync(Model):
    """How far reading is.

    A round reads from today backwards to `since`. All days from `readFrom` to `readTo` are read by
    now. `lastDay` is the last day of the last round that was finished.
    """

    id: Id = Field(alias="_id")
    due_at: Instant | None = None  # None: nothing to do until somebody asks
    pause_until: Instant | None = None  # Google asked us to wait: nobody can hurry that
    lease_until: Instant | None = None
    since: date | None = None
    read_from: date | None = None
    read_to: date | None = None
    last_day: date | None = None
    failures: int = 0  # in a row


@dataclass(frozen=True)
class Held:
    """A claim on one user's sync."""

    user_id: Id
    holder: str
    state: Sync


async def read(db: Db, user_id: Id) -> Sync | None:
    found = await db.fitnesssyncs.find_one({"_id": user_id})
    return load(Sync, found) if found else None


async def ask(db: Db, user_id: Id, *, anew: bool = False) -> None:
    """Read as soon as somebody is free. `anew` as for the first time: another account, perhaps."""
    steps: Document = {"$set": {"dueAt": now(), "failures": 0}}
    if anew:
        # Whoever reads just now reads for what was: it stops at its next write.
        gone = ["since", "readFrom", "readTo", "lastDay", "pauseUntil", "holder", "leaseUntil"]
        steps["$unset"] = dict.fromkeys(gone, "")
    try:
        await db.fitnesssyncs.update_one({"_id": user_id}, steps, upsert=True)
    except DuplicateKeyError:  # asked twice at once, the first time ever
        await db.fitnesssyncs.update_one({"_id": user_id}, steps)


async def claim(db: Db) -> Held | None:
    """The sync that is due for longest and that nobody is at, as ours until the lease ends."""
    at = now()
    holder = secrets.token_hex(8)
    found = await db.fitnesssyncs.find_one_and_update(
        {"dueAt": {"$lte": at}, **_over("leaseUntil", at), **_over("pauseUntil", at)},
        {"$set": {"holder": holder, "leaseUntil": at + LEASE}},
        sort=[("dueAt", ASCENDING)],
        return_document=ReturnDocument.AFTER,
    )
    return Held(found["_id"], holder, load(Sync, found)) if found else None


def _over(name: str, at: datetime) -> Document:
    return {name: {"$not": {"$gt": at}}}


async def hold(db: Db, held: Held, session: AsyncClientSession | None = None, **also: date) -> None:
    """Renew the lease, and note days along with it. Raises LeaseLost."""
    days = {name: day.isoformat() for name, day in also.items()}
    done = await db.fitnesssyncs.update_one(
        {"_id": held.user_id, "holder": held.holder},
        {"$set": {"leaseUntil": now() + LEASE, **days}},
        session=session,
    )
    if not done.matched_count:
        raise LeaseLost


async def reach(
    db: Db, held: Held, first: date, last: date, session: AsyncClientSession | None = None
) -> None:
    """Note that these days are read. They join what was read before, or replace it by a new start.

    Raises LeaseLost.
    """
    begin, end = first.isoformat(), last.isoformat()
    after = (last + timedelta(days=1)).isoformat()
    before = (first - timedelta(days=1)).isoformat()
    # A field that is not there compares lower than every text.
    joins = {
        "$and": [
            {"$lte": ["$readFrom", after]},
            {"$gte": ["$readTo", before]},
            {"$ne": [{"$type": "$readFrom"}, "missing"]},
        ]
    }
    done = await db.fitnesssyncs.update_one(
        {"_id": held.user_id, "holder": held.holder},
        [
            {
                "$set": {
                    "leaseUntil": now() + LEASE,
                    "readFrom": {"$cond": [joins, {"$min": ["$readFrom", begin]}, begin]},
                    "readTo": {"$cond": [joins, {"$max": ["$readTo", end]}, end]},
                }
            }
        ],
        session=session,
    )
    if not done.matched_count:
        raise LeaseLost


@asynccontextmanager
async def beating(db: Db, held: Held) -> AsyncIterator[None]:
    """Renews the lease for as long as the block takes. A lost one shows at the next write."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            await hold(db, held)

    task = asyncio.create_task(beat())
    try:
        yield
    finally:
        task.cancel()
        # A beat that failed is no news: the next write looks for itself.
        with suppress(asyncio.CancelledError, Exception):
            await task


async def finish(db: Db, held: Held, due_at: datetime, last_day: date) -> bool:
    """The round is done. False when the lease was lost."""
    fields = {"lastDay": last_day.isoformat(), "failures": 0}
    return await _release(db, held, due_at, fields, ["since", "readFrom", "readTo", "pauseUntil"])


async def give_back(
    db: Db, held: Held, due_at: datetime | None, *, failed: bool, pause_until: datetime | None
) -> bool:
    """Stop in the middle; what was read stays read. False when the lease was lost."""
    fields: Document = {"failures": held.state.failures + 1} if failed else {}
    if pause_until is not None:
        fields["pauseUntil"] = pause_until
    return await _release(db, held, due_at, fields, [])


async def _release(
    db: Db, held: Held, due_at: datetime | None, fields: Document, gone: list[str]
) -> bool:
    # Who asked meanwhile is not forgotten: then `dueAt` is not the one that was claimed.
    asked = {"$ne": ["$dueAt", held.state.due_at]}
    next_due = {"$cond": [asked, "$dueAt", due_at or "$$REMOVE"]}
    done = await db.fitnesssyncs.update_one(
        {"_id": held.user_id, "holder": held.holder},
        [{"$set": {**fields, "dueAt": next_due}}, {"$unset": ["holder", "leaseUntil", *gone]}],
    )
    return done.matched_count == 1
