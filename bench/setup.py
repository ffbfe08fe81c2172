"""A server with people and meals in it, and the bare driver beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import load
from bench.client import Connection
from bench.floor import Floor
from bench.people import People
from bench.server import Server, environment, serving
from nutritrack.config import load_settings
from nutritrack.mongo.client import connect


@dataclass(frozen=True)
class Setup:
    who: People
    server: Server
    floor: Floor
    mongod: str  # its version


@asynccontextmanager
async def setup(data_dir: Path, who: People) -> AsyncIterator[Setup]:
    async with serving(data_dir) as server:
        settings = load_settings(environment(data_dir))
        async with connect(settings) as db, Connection.to(server.port) as connection:
            models = await load.models(db, connection)
            await load.people(db, models, who)
            mongod = (await db.client.server_info())["version"]
        floor = Floor(settings, models)
        try:
            yield Setup(who, server, floor, mongod)
        finally:
            floor.stop()
