"""The real application on a real mongod, and the people who use it.

Alice owns the data, Bob is her friend, Charlie must see nothing.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
import time_machine
from fastapi import FastAPI
from pydantic import SecretStr
from pymongo import monitoring

from nutritrack.app import create_app
from nutritrack.config import Settings
from nutritrack.mongo.binary import find_mongod
from nutritrack.mongo.client import connect
from nutritrack.mongo.documents import Db
from nutritrack.mongo.server import EmbeddedMongo
from nutritrack.prepare import prepare
from nutritrack.users import sessions

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
KEPT = {"migrations"}
USER_EXISTS = 51003


class Person(httpx2.AsyncClient):
    """Somebody with a client of the API. `id` is theirs once they signed in."""

    id: str = ""
    token: str = ""


@pytest.fixture(scope="session")
async def mongo(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EmbeddedMongo]:
    """One mongod, which all xdist workers share."""
    base = tmp_path_factory.getbasetemp()
    shared = base if WORKER == "main" else base.parent
    quick_ttl = ["--setParameter", "ttlMonitorSleepSecs=1"]
    async with EmbeddedMongo(shared / "db", find_mongod(), extra_args=quick_ttl) as mongo:
        yield mongo


@pytest.fixture(scope="session")
async def settings(mongo: EmbeddedMongo) -> Settings:
    """One database a worker, and a user with the rights that the app has on its own."""
    name = f"nutritrack_{WORKER}"
    async with mongo.system_client() as system:
        users = await system.admin.command("usersInfo", name)
        if not users["users"]:
            roles = [{"role": role, "db": name} for role in ("readWrite", "dbAdmin")]
            await system.admin.command("createUser", name, pwd="secret", roles=roles)
    uri = SecretStr(mongo.uri(name, "secret", "admin", name))
    return Settings(mongodb_uri=uri, off_url="off")


@pytest.fixture(scope="session")
async def database(settings: Settings) -> AsyncIterator[Db]:
    async with connect(settings) as db:
        await prepare(db, settings)
        yield db


@pytest.fixture
async def db(database: Db) -> Db:
    """The database, empty. Emptying is fifteen times faster than dropping."""
    names = set(await database.list_collection_names()) - KEPT
    await asyncio.gather(*(database[name].delete_many({}) for name in names))
    sessions.forget_recent()
    return database


@pytest.fixture
def app(db: Db, settings: Settings) -> FastAPI:
    return create_app(settings, db)


Join = Callable[..., Awaitable[Person]]


@pytest.fixture
async def anybody(app: FastAPI) -> AsyncIterator[Callable[[], Person]]:
    """Makes clients that are not signed in. They stop at a bug of ours, as a browser would not."""
    made: list[Person] = []

    def make() -> Person:
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=True)
        made.append(Person(transport=transport, base_url="http://test"))
        return made[-1]

    yield make
    for person in made:
        await person.aclose()


@pytest.fixture
def stranger(anybody: Callable[[], Person]) -> Person:
    return anybody()


@pytest.fixture
def join(anybody: Callable[[], Person]) -> Join:
    """Makes people who have just signed up, with what they say of themselves."""

    async def sign_up(name: str, **profile: Any) -> Person:
        person = anybody()
        sent = {"email": f"{name.lower()}@example.com", "name": name, **profile}
        reply = await person.post("/api/auth/login", json=sent)
        assert reply.status_code == 201, reply.text
        person.cookies.clear()
        person.token = reply.json()["token"]
        person.headers["Authorization"] = f"Bearer {person.token}"
        person.id = reply.json()["user"]["_id"]
        return person

    return sign_up


@pytest.fixture
async def alice(join: Join) -> Person:
    return await join("Alice")


@pytest.fixture
async def bob(join: Join) -> Person:
    return await join("Bob")


@pytest.fixture
async def charlie(join: Join) -> Person:
    return await join("Charlie")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that goes on from now and can be moved. MongoDB's own is not moved."""
    with time_machine.travel(datetime.now(UTC), tick=True) as traveller:
        yield traveller


@pytest.fixture
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory of a server of one's own, with a path short enough for a socket."""
    return tmp_path_factory.mktemp("s") / "data"


class Commands(monitoring.CommandListener):
    """The commands that were sent to the database."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        self.names.append(event.command_name)

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        pass

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        pass


COMMANDS = Commands()
monitoring.register(COMMANDS)


@pytest.fixture
def count_commands() -> Callable[[Awaitable[Any]], Awaitable[int]]:
    """Counts the commands that a request costs somebody who was not here a moment ago."""

    async def count(request: Awaitable[Any]) -> int:
        sessions.forget_recent()
        COMMANDS.names.clear()
        await request
        return len(COMMANDS.names)

    return count
