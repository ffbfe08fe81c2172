"""Fills the database with documents that the app itself has written, and copies of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from bson import ObjectId

from bench import meals
from bench.client import Connection, request
from bench.people import People
from nutritrack.crypto.tokens import hash_token
from nutritrack.mongo.documents import Db, Document, now

BATCH = 2000
PROFILE = {
    "age": 34,
    "weight": 71.5,
    "height": 172,
    "sex": "female",
    "activityLevel": "lightly_active",
    "goals": ["lose_weight"],
    "dailyCalorieGoal": 1900,
}


@dataclass(frozen=True)
class Models:
    """One document of each kind as the app stores it, and many meals."""

    user: Document
    sign_in: Document
    meals: list[Document]

    def meal(self, number: int, user_id: ObjectId, at: datetime) -> Document:
        like = self.meals[number % len(self.meals)]
        mine = {"_id": ObjectId(), "userId": user_id, "date": at, "day": f"{at:%F}"}
        return {**like, **mine, "createdAt": at, "updatedAt": at}


async def models(db: Db, connection: Connection) -> Models:
    """Sign in and log meals over HTTP, then read what was stored."""
    profile = {"email": "bench@example.org", "name": "Dana Bench", "password": "bench-bench"}
    status, body = await connection.send(request("POST", "/api/auth/login", body=profile | PROFILE))
    assert status in (200, 201), body
    token = json.loads(body)["token"]
    for meal in meals.bodies():
        status, body = await connection.send(request("POST", "/api/meals", token, meal))
        assert status == 201, body
    user, sign_in = await db.users.find_one(), await db.sessions.find_one()
    assert user is not None
    assert sign_in is not None
    logged = await db.meallogs.find().to_list()
    await db.meallogs.delete_many({})
    return Models(user, sign_in, logged)


async def people(db: Db, models: Models, who: People) -> None:
    """Their accounts, their sign-ins, and a meal a day each: day by day, users in turn."""
    users = (
        {**models.user, "_id": who.id(i), "email": f"{who.series}.{i}@example.org"}
        for i in range(who.count)
    )
    sign_ins = (
        {
            **models.sign_in,
            "_id": ObjectId(),
            "userId": who.id(i),
            "tokenHash": hash_token(who.token(i)),
            "lastUsedAt": now(),
        }
        for i in range(who.sign_ins)
    )
    await _insert(db, "users", users)
    await _insert(db, "sessions", sign_ins)
    await _insert(db, "meallogs", _meals(models, who))


def _meals(models: Models, who: People) -> Iterator[Document]:
    noon = datetime.combine(who.today, time(12), UTC)
    for ago in reversed(range(who.days)):
        for user in range(who.count):
            at = noon - timedelta(days=ago, seconds=who.count - user)
            yield models.meal(user + ago, who.id(user), at)


async def _insert(db: Db, collection: str, documents: Iterator[Document]) -> None:
    while batch := list(islice(documents, BATCH)):
        await db[collection].insert_many(batch, ordered=False)
