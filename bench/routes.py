"""What is measured: each as a request, and as the same database commands by the bare driver."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bson import ObjectId
from pymongo import DESCENDING
from pymongo.asynchronous.client_session import AsyncClientSession

from bench import meals
from bench.client import request
from bench.load import Models
from bench.people import People
from nutritrack.analytics.store import _pipeline
from nutritrack.crypto.tokens import hash_token
from nutritrack.mongo.documents import Db

BODIES = meals.bodies()


@dataclass(frozen=True)
class Route:
    name: str
    request: Callable[[People, int], bytes]
    bare: Callable[[Db, Models, People, int], Awaitable[Any]]


def _daily(who: People, number: int) -> bytes:
    path = f"/api/analytics/{who.id(number)}/daily?date={who.day(number)}"
    return request("GET", path, who.token(number))


async def _bare_daily(db: Db, models: Models, who: People, number: int) -> None:
    await _bare_caller(db, who, number)
    day = who.day(number)
    cursor = await db.meallogs.aggregate(_pipeline(who.id(number), day, day))
    assert await cursor.to_list()


def _recent(who: People, number: int) -> bytes:
    return request("GET", f"/api/meals/{who.id(number)}?limit=10", who.token(number))


async def _bare_recent(db: Db, models: Models, who: People, number: int) -> None:
    await _bare_caller(db, who, number)
    newest = [("date", DESCENDING), ("_id", DESCENDING)]
    found = await db.meallogs.find({"userId": who.id(number)}).sort(newest).limit(11).to_list()
    assert len(found) == 11  # one more, to know whether there is a further page


def _log(who: People, number: int) -> bytes:
    return request("POST", "/api/meals", who.token(number), BODIES[number % len(BODIES)])


async def _bare_log(db: Db, models: Models, who: People, number: int) -> None:
    await _bare_caller(db, who, number)
    await db.meallogs.insert_one(models.meal(number, who.id(number), datetime.now(UTC)))


def _put(who: People, number: int) -> bytes:
    body = {**BODIES[number % len(BODIES)], "date": datetime.now(UTC).isoformat()}
    return request("PUT", f"/api/meals/{who.id(number)}/{ObjectId()}", who.token(number), body)


async def _bare_put(db: Db, models: Models, who: People, number: int) -> None:
    await _bare_caller(db, who, number)
    meal = models.meal(number, who.id(number), datetime.now(UTC))
    assert not await db.meallogs.find_one({"_id": meal["_id"], "userId": meal["userId"]})

    async def insert(session: AsyncClientSession) -> None:
        await db.deletions.find_one({"_id": meal["_id"]}, session=session)
        await db.meallogs.insert_one(meal, session=session)

    async with db.client.start_session() as session:
        await session.with_transaction(insert)


async def _bare_caller(db: Db, who: People, number: int) -> None:
    """What every request begins with: see users/auth.py."""
    assert await db.sessions.find_one({"tokenHash": hash_token(who.token(number))})
    assert await db.users.find_one({"_id": who.id(number)})


# The reads first, while there are just as many meals as were loaded.
ROUTES = (
    Route("daily", _daily, _bare_daily),
    Route("recent 10", _recent, _bare_recent),
    Route("log (POST)", _log, _bare_log),
    Route("log (PUT)", _put, _bare_put),
)
