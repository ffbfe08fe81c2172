"""A real mongod for every test here, in data directories of their own."""

import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from nutritrack.mongo.binary import find_mongod
from nutritrack.mongo.server import DATABASE, EmbeddedMongo

Make = Callable[[Path], EmbeddedMongo]


@pytest.fixture(scope="session")
def mongod() -> Path:
    return find_mongod()


@pytest.fixture(scope="session")
def make(mongod: Path) -> Make:
    return lambda data_dir: EmbeddedMongo(data_dir, mongod)


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that does not exist yet. Its path is short enough for a socket."""
    return tmp_path_factory.mktemp("d") / "data"


@pytest.fixture(scope="session")
async def template(tmp_path_factory: pytest.TempPathFactory, make: Make) -> Path:
    data_dir = tmp_path_factory.mktemp("t") / "data"
    async with make(data_dir) as mongo, mongo.system_client() as client:
        await client[DATABASE].kept.insert_one({"_id": "old"})
    return data_dir


@pytest.fixture
def used(template: Path, fresh: Path) -> Path:
    """A data directory that holds a document, and has moved since it was used."""
    shutil.copytree(template, fresh)
    return fresh


@pytest.fixture(scope="session")
async def running(
    tmp_path_factory: pytest.TempPathFactory, make: Make
) -> AsyncIterator[EmbeddedMongo]:
    """A mongod for tests that only look at it."""
    async with make(tmp_path_factory.mktemp("r") / "data") as mongo:
        yield mongo
