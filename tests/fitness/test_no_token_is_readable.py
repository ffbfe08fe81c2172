"""The whole product, from consent to disconnecting, and then every byte that it left behind."""

import asyncio
import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import bson
import httpx2
import pytest
from bson import ObjectId

from fitness.google.server import World
from nutritrack.config import load_settings
from nutritrack.fitness.connection import GoogleTokens
from nutritrack.fitness.errors import NeedsReconnect
from nutritrack.mongo.client import connect, embedded
from nutritrack.mongo.documents import now
from serving import Server, free_port, start, stop

NAME = "Somebody-with-a-name-that-is-found"


def sign_up(server: Server) -> httpx2.Client:
    new = {"email": "found@example.com", "name": NAME, "password": "a good password"}
    answer = httpx2.post(server.url + "/api/auth/login", json=new).json()
    headers = {"Authorization": f"Bearer {answer['token']}"}
    person = httpx2.Client(base_url=server.url, headers=headers, timeout=30)
    person.id = answer["user"]["_id"]
    return person


def connect_google(person: httpx2.Client, seen: list[str]) -> str:
    asked = person.post(f"/api/fitness/connect/{person.id}")
    back = httpx2.get(asked.json()["authorizeUrl"])
    parts = urlsplit(back.headers["location"])
    reply = person.get(f"{parts.path}?{parts.query}")
    seen += [asked.text, str(reply.headers), reply.text]
    return reply.headers["location"]


def look_around(person: httpx2.Client, seen: list[str]) -> None:
    for path in (f"/api/fitness/{person.id}", f"/api/users/{person.id}", "/api/auth/session"):
        reply = person.get(path)
        assert reply.status_code == 200, reply.text
        seen += [reply.text, str(reply.headers)]


async def refresh(environ: dict[str, str], user_id: str, world: World) -> tuple[str, list[bytes]]:
    """Let the token expire, refresh it, lose it. Answers a sealed one, and a dump of it all."""
    settings = load_settings(environ)
    mine = {"_id": ObjectId(user_id)}
    async with connect(settings) as db:
        past = {"$set": {"googleTokenExpiry": now() - timedelta(hours=1)}}
        await db.users.update_one(mine, past)
        assert await GoogleTokens(db, settings, mine["_id"]).access_token() in world.access
        sealed = (await db.users.find_one(mine))["googleAccessToken"]
        await db.users.update_one(mine, past)
        world.revoke_all()
        with pytest.raises(NeedsReconnect):
            await GoogleTokens(db, settings, mine["_id"]).access_token()
        return sealed, await dump(settings, db)


async def dump(settings, db) -> list[bytes]:
    """Every document, the oplog and the last states that MongoDB keeps, as a backup holds them."""
    async with embedded(settings) as mongo, mongo.system_client() as system:
        places = [db[name] for name in await db.list_collection_names()]
        places = [system[db.name][place.name] for place in places]
        places += [system.local["oplog.rs"], system.config["system.preimages"]]
        return [bson.encode(found) for place in places async for found in place.find()]


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_no_token_is_readable_in_anything_we_keep_or_say(data_dir, world, google_url):
    port = free_port()
    env = {
        "NUTRITRACK_GOOGLE_CLIENT_ID": "client-id",
        "NUTRITRACK_GOOGLE_CLIENT_SECRET": "client-secret",
        "NUTRITRACK_GOOGLE_URL": google_url,
        "NUTRITRACK_LOG_LEVEL": "debug",
    }
    seen: list[str] = []
    server = start(data_dir, port=port, **env)
    try:
        person = sign_up(server)
        assert connect_google(person, seen) == "/settings?fitness=connected"
        look_around(person, seen)
        data = {"NUTRITRACK_DATA_DIR": str(data_dir), "NUTRITRACK_PORT": str(port)}
        sealed, dumped = asyncio.run(refresh(env | data, person.id, world))
        look_around(person, seen)
        world.client_secret = "wrong"
        assert connect_google(person, seen) == "/settings?fitness=misconfigured"
        world.client_secret = "client-secret"
        assert connect_google(person, seen) == "/settings?fitness=connected"
        reply = person.post(f"/api/fitness/disconnect/{person.id}")
        assert reply.json()["revoked"] is True
        seen.append(reply.text)
    finally:
        stop(server)
    found = files(data_dir)
    log = server.log.read_bytes()
    everything = {**found, "the log": log, "answers": "".join(seen).encode()}
    everything |= {f"document {number}": each for number, each in enumerate(dumped)}
    # The search finds what is there: a name, and tokens that are sealed, in files and in dumps.
    for known in (NAME.encode(), sealed[-60:].encode()):
        assert any(known in content for name, content in found.items() if name.startswith("db"))
        assert any(known in each for each in dumped)
    assert b"POST /api/fitness/connect" in log
    assert len(world.secrets) >= 10
    for secret in world.secrets:
        # Compression may cut a text into pieces, so every piece of it is looked for.
        pieces = [secret[at : at + 16].encode() for at in range(0, len(secret) - 16, 8)]
        for name, content in everything.items():
            for piece in pieces:
                if not piece.startswith(b"eyJhbGciOiAiUlMy"):  # the header of every id token
                    assert piece not in content, name
    for name, content in everything.items():
        if not name.startswith("document"):
            assert b"client-secret" not in content, name
    assert not any(os.fsencode(key) in log for key in _keys(data_dir))


def _keys(data_dir: Path) -> list[str]:
    return [line.partition(":")[2] for line in (data_dir / "keys" / "master").read_text().split()]
