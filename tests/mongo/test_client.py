import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pymongo.errors
import pytest
from pydantic import SecretStr
from pymongo import AsyncMongoClient

from nutritrack.config import Settings
from nutritrack.mongo.client import DatabaseUnusable, connect, embedded
from nutritrack.mongo.documents import now
from nutritrack.mongo.server import EmbeddedMongo

Make = Callable[[Path], EmbeddedMongo]
PASSWORD = "p@ss/w:rd?#%&é"


def settings(uri: str) -> Settings:
    return Settings(mongodb_uri=SecretStr(uri))


async def refusal(uri: str) -> str:
    with pytest.raises(DatabaseUnusable) as caught:
        async with connect(settings(uri)):
            pass
    assert "NUTRITRACK_MONGODB_URI" in str(caught.value)
    return "".join(traceback.format_exception(caught.value)) + str(caught.value)


@pytest.fixture(scope="session")
async def uri(running: EmbeddedMongo) -> str:
    """Somebody's own replica set, as far as we can tell."""
    async with running.system_client() as client:
        roles = [{"role": role, "db": "food"} for role in ("readWrite", "dbAdmin")]
        roles.append({"role": "readWrite", "db": "nutritrack"})
        await client.admin.command("createUser", "me", pwd=PASSWORD, roles=roles)
    return running.uri("me", PASSWORD, "admin", "food")


@pytest.fixture
def bare(mongod: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A MongoDB that is no replica set."""
    folder = tmp_path_factory.mktemp("s")
    socket = folder / "mongodb-27017.sock"
    process = subprocess.Popen(
        [mongod, "--dbpath", folder, "--bind_ip", socket, "--unixSocketPrefix", folder],
        stdout=subprocess.DEVNULL,
    )
    while not socket.exists():
        assert process.poll() is None
        time.sleep(0.05)
    yield f"mongodb://{quote(str(socket), safe='')}/"
    process.kill()
    process.wait()


def seen(client: AsyncMongoClient[Any]) -> dict[str, Any]:
    """What code above can notice of a client's options."""
    options = client.options
    return {
        "timeout": options.timeout,
        "selection": options.server_selection_timeout,
        "retry": options.retry_writes,
        "concern": client.write_concern.document,
        "app": options.pool_options.appname,
        "codec": client.codec_options,
    }


async def test_embedded_and_uri_look_the_same(fresh: Path, uri: str) -> None:
    async with connect(Settings(data_dir=fresh)) as own, connect(settings(uri)) as other:
        assert (own.name, other.name) == ("nutritrack", "food")
        assert seen(own.client) == seen(other.client)
        assert own.write_concern.document == {"w": "majority", "j": True}
        assert own.client.options.timeout == 10
        for db in (own, other):
            at = now()
            async with db.client.start_session() as session, await session.start_transaction():
                await db.things.insert_one({"_id": 1, "at": at}, session=session)
                await db.others.insert_one({"_id": 1}, session=session)
            assert await db.things.find_one() == {"_id": 1, "at": at}
            await db.things.create_index("at")


async def test_the_database_is_ours_unless_the_uri_names_one(uri: str) -> None:
    async with connect(settings(uri.replace("/food?", "/?"))) as db:
        assert db.name == "nutritrack"


async def test_what_the_uri_says_wins(uri: str) -> None:
    uri += "&W=1&journal=false&timeoutms=3000&serverSelectionTimeoutMS=700"
    async with connect(settings(uri + "&appName=mine&retryWrites=false")) as db:
        assert seen(db.client) | {"codec": None} == {
            "timeout": 3,
            "selection": 0.7,
            "retry": False,
            "concern": {"w": 1, "j": False},
            "app": "mine",
            "codec": None,
        }
        assert db.codec_options.tz_aware


async def test_a_frozen_server_is_an_error_not_a_hang(make: Make, fresh: Path) -> None:
    async with (
        make(fresh) as mongo,
        connect(settings(mongo.app_uri + "&timeoutMS=500")) as db,
    ):
        await db.things.insert_one({})
        pid = int((mongo.dir / "db" / "mongod.lock").read_text())
        os.kill(pid, signal.SIGSTOP)
        try:
            async with asyncio.timeout(5):
                with pytest.raises(pymongo.errors.PyMongoError) as caught:
                    await db.things.insert_one({})
            assert caught.value.timeout
        finally:
            os.kill(pid, signal.SIGCONT)
        await db.things.insert_one({})


async def test_a_wrong_password_is_said_at_once(running: EmbeddedMongo, uri: str) -> None:
    text = await refusal(running.uri("me", "wrong-secret", "admin"))
    assert "password" in text
    assert "wrong-secret" not in text


async def test_a_login_that_is_missing_is_said_at_once(uri: str) -> None:
    assert "readWrite" in await refusal("mongodb://" + uri.rpartition("@")[2].partition("?")[0])


async def test_a_database_of_somebody_else_is_said_at_once(uri: str) -> None:
    assert "readWrite" in await refusal(uri.replace("/food?", "/elsewhere?"))


async def test_no_server_is_said_at_once() -> None:
    began = time.monotonic()
    text = await refusal("mongodb://me:secret@127.0.0.1:1/?serverSelectionTimeoutMS=300")
    assert time.monotonic() - began < 3
    assert "127.0.0.1:1" in text
    assert "secret" not in text


async def test_a_server_that_is_no_replica_set_is_said_at_once(bare: str) -> None:
    assert "rs.initiate()" in await refusal(bare)


@pytest.mark.parametrize(
    "uri",
    [
        "mongodb://me:se/cret@host/",
        "mongodb://me:sec@ret@host/",
        "mongodb://me:secret@host:port/",
        "mongodb://me:secret@host/?directConnection",
        "mongodb+srv://me:secret@host:1/",
        "http://me:secret@host/",
        "me:secret@host",
    ],
)
async def test_a_uri_that_is_wrong_never_shows_its_password(uri: str) -> None:
    assert "cret" not in await refusal(uri)


async def test_errors_inside_are_not_ours(uri: str) -> None:
    with pytest.raises(pymongo.errors.PyMongoError):
        async with connect(settings(uri)) as db:
            await db.command("nonsense")


def test_embedded_needs_a_mongod(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="NUTRITRACK_MONGOD"):
        embedded(Settings(data_dir=tmp_path, mongod=tmp_path / "nothing"))


def test_windows_is_told_to_name_a_database() -> None:
    script = """
import asyncio, sys
sys.modules["fcntl"] = None
from nutritrack.config import Settings
from nutritrack.mongo.client import connect
async def main():
    async with connect(Settings()):
        pass
asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "DatabaseUnusable" in done.stderr
    assert "Set NUTRITRACK_MONGODB_URI" in done.stderr


with contextlib.suppress(ImportError):
    import uvloop

    def test_it_runs_on_uvloop(fresh: Path) -> None:
        async def main() -> None:
            async with connect(Settings(data_dir=fresh)) as db:
                await db.things.insert_one({})

        uvloop.run(main())
