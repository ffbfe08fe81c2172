"""The made-up people in the real application: on a mongod of its own, over its HTTP API."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI

from eval.coach.diaries import diary, weighings
from eval.coach.people import Person
from nutritrack.app import create_app
from nutritrack.config import Settings
from nutritrack.mongo.client import connect
from nutritrack.mongo.documents import Db
from nutritrack.prepare import prepare

# Written by the conversation itself, by signing in, or by a deletion that we ask for.
APART = {"chatmessages", "sessions", "limits", "migrations", "deletions", "credentials"}
PAGE = 200


class Client(httpx2.AsyncClient):
    """Somebody who has signed in."""

    id: str = ""


@asynccontextmanager
async def application(**settings: Any) -> AsyncIterator[tuple[FastAPI, Db]]:
    """The app with its database, in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="nt-eval-", ignore_cleanup_errors=True) as folder:
        made = Settings(data_dir=Path(folder) / "data", off_url="off", access_log=False, **settings)
        async with connect(made) as db:
            await prepare(db, made)
            yield create_app(made, db), db


@asynccontextmanager
async def clients(app: FastAPI, people: tuple[Person, ...]) -> AsyncIterator[dict[str, Client]]:
    """Each person, signed up and with a month of meals, by name."""
    async with AsyncExitStack() as stack:
        found = {}
        for person in people:
            transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
            client = Client(transport=transport, base_url="http://eval", timeout=300)
            await stack.enter_async_context(client)
            await _join(client, person)
            found[person.name] = client
        yield found


async def _join(client: Client, person: Person) -> None:
    sent = {"email": person.email, "name": person.name, **person.profile}
    reply = (await client.post("/api/auth/login", json=sent)).raise_for_status().json()
    client.cookies.clear()
    client.headers["Authorization"] = f"Bearer {reply['token']}"
    client.id = reply["user"]["_id"]
    for meal in diary(person):
        (await client.post("/api/meals", json=meal.body)).raise_for_status()
    for at, _, kilograms in weighings(person):
        sent = {"kilograms": kilograms, "at": at.isoformat()}
        (await client.post("/api/weights", json=sent)).raise_for_status()


async def state(db: Db) -> dict[tuple[str, str], Any]:
    """What is stored: when each document last changed."""
    names = sorted(set(await db.list_collection_names()) - APART)
    return {
        (name, str(document["_id"])): document.get("updatedAt")
        for name in names
        async for document in db[name].find({}, {"updatedAt": 1})
    }
