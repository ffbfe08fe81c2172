"""Weighings that a device or a file tells of, into the weights: each one once.

What was taken in is remembered by its instant, apart from the weight itself. So reading the same
weeks again, or the same weighing from a second source, adds nothing; and one that its user deleted
or changed stays deleted or changed.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeAlias

from pymongo import ASCENDING, IndexModel
from pymongo.asynchronous.client_session import AsyncClientSession

from nutritrack.days import Calendar
from nutritrack.mongo.documents import Db, Document, Id
from nutritrack.mongo.schema import DATE, OBJECT_ID, collection
from nutritrack.mongo.transactions import in_transaction
from nutritrack.weights.models import LEAST, MOST, Weight
from nutritrack.weights.store import document_of, follow

AT_ONCE = 500  # readings in one transaction
# Who types in what the scale shows does it about then: that entry stands, and the reading is left.
SAME_WEIGHING = timedelta(minutes=30)

TAKEN = collection(
    "weightreadings",
    owner="userId",
    indexes=[IndexModel([("userId", ASCENDING), ("at", ASCENDING)], unique=True)],
    required=["userId", "at"],
    properties={"userId": OBJECT_ID, "at": DATE},
)

Reading: TypeAlias = tuple[datetime, float]  # an instant in UTC, and kilograms
Fence: TypeAlias = Callable[[AsyncClientSession], Awaitable[None]]


async def take_in(
    db: Db,
    user_id: Id,
    calendar: Calendar,
    source: str,
    readings: Iterable[Reading],
    fence: Fence | None = None,
) -> int:
    """Store the readings that are new. Answers how many.

    Those under 20 or over 500 kg are left out: a bag, or a mistake. `fence` runs in each
    transaction and raises when whoever writes no longer may.
    """
    news = {
        at.replace(microsecond=0): round(kilograms, 3)
        for at, kilograms in readings
        if LEAST <= kilograms <= MOST
    }
    rows = sorted(news.items())
    added = 0
    for start in range(0, len(rows), AT_ONCE):
        added += await _take_in(db, user_id, calendar, source, rows[start : start + AT_ONCE], fence)
    return added


async def _take_in(
    db: Db,
    user_id: Id,
    calendar: Calendar,
    source: str,
    rows: list[Reading],
    fence: Fence | None,
) -> int:
    async def write(session: AsyncClientSession) -> int:
        if fence is not None:
            await fence(session)
        taken = db.weightreadings.find(
            {"userId": user_id, "at": {"$in": [at for at, _ in rows]}}, session=session
        )
        known = {document["at"] async for document in taken}
        fresh = [(at, kilograms) for at, kilograms in rows if at not in known]
        if not fresh:
            return 0
        typed = await _typed(db, user_id, fresh, session)
        # Those that the user had typed in are remembered too: who deletes such an entry means it.
        await db.weightreadings.insert_many(
            [{"userId": user_id, "at": at} for at, _ in fresh], session=session
        )
        weights = [
            _document(user_id, calendar, source, at, kilograms)
            for at, kilograms in fresh
            if not any(abs(at - other) <= SAME_WEIGHING for other in typed)
        ]
        if weights:
            await db.weights.insert_many(weights, session=session)
            await follow(db, user_id, session)
        return len(weights)

    return await in_transaction(db, write)


async def _typed(
    db: Db, user_id: Id, rows: list[Reading], session: AsyncClientSession
) -> list[datetime]:
    """When the user typed in a weight, about the time of these readings."""
    span = {"$gte": rows[0][0] - SAME_WEIGHING, "$lte": rows[-1][0] + SAME_WEIGHING}
    query = {"userId": user_id, "at": span, "source": {"$exists": False}}
    return [each["at"] async for each in db.weights.find(query, {"at": 1}, session=session)]


def _document(
    user_id: Id, calendar: Calendar, source: str, at: datetime, kilograms: float
) -> Document:
    return document_of(
        Weight.new(
            user_id=user_id,
            at=at,
            day=calendar.day_of(at),
            weight=kilograms,
            kilograms=kilograms,
            source=source,
        )
    )
