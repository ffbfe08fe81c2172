"""The database of the settings. Nothing above this file knows which of the two it is."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import unquote

import pymongo
from pymongo import AsyncMongoClient
from pymongo.errors import OperationFailure, PyMongoError

from nutritrack.config import Settings
from nutritrack.mongo import locks
from nutritrack.mongo.binary import DatabaseUnusable, find_mongod
from nutritrack.mongo.documents import Db, Document
from nutritrack.mongo.server import DATABASE, EmbeddedMongo

__all__ = ["DatabaseUnusable", "connect", "embedded"]

# A URI's own options win over these.
DEFAULTS: dict[str, Any] = {
    "w": "majority",
    "journal": True,
    "retryWrites": True,
    "serverSelectionTimeoutMS": 5_000,
    "timeoutMS": 10_000,  # of a whole operation, so that a frozen server is an error, not a hang
    "appname": "nutritrack",
    "uuidRepresentation": "standard",
}
WIRE_VERSION = 17  # of MongoDB 6.0
LOGIN_FAILED = (18, 8000)  # the second is Atlas's
UNAUTHORIZED = 13


@asynccontextmanager
async def connect(settings: Settings) -> AsyncIterator[Db]:
    """The database of these settings: the one of the URI, or our own embedded mongod."""
    async with AsyncExitStack() as stack:
        if settings.mongodb_uri is None:
            mongo = await asyncio.to_thread(embedded, settings)
            await stack.enter_async_context(mongo)
            client = await stack.enter_async_context(_client(mongo.app_uri))
        else:
            uri = settings.mongodb_uri.get_secret_value()
            try:
                client = await stack.enter_async_context(_client(uri))
                await _check(client.get_default_database(DATABASE))
            # ValueError: the driver does not wrap those of every option.
            except (PyMongoError, ValueError) as error:
                raise DatabaseUnusable(_explain(error, uri)) from None
        yield client.get_default_database(DATABASE)


def embedded(settings: Settings) -> EmbeddedMongo:
    """The embedded mongod of these settings, not started yet."""
    if not locks.AVAILABLE:
        raise DatabaseUnusable(
            "The embedded database runs on Linux and macOS only. "
            "Set NUTRITRACK_MONGODB_URI to a replica set."
        )
    return EmbeddedMongo(settings.data_dir, find_mongod(settings.mongod))


def _client(uri: str) -> AsyncMongoClient[Document]:
    given = {name.lower() for name in re.findall(r"[?&;](\w+)=", uri)}
    options = {name: value for name, value in DEFAULTS.items() if name.lower() not in given}
    return AsyncMongoClient(uri, tz_aware=True, **options)


async def _check(db: Db) -> None:
    """Raise unless this is a database we can work with, signed in."""
    # The driver forgets serverSelectionTimeoutMS where timeoutMS is set.
    with pymongo.timeout(db.client.options.server_selection_timeout):
        hello = await db.client.admin.command("hello")
    if "setName" not in hello and hello.get("msg") != "isdbgrid":
        raise DatabaseUnusable(
            "The MongoDB of NUTRITRACK_MONGODB_URI is not a replica set, which transactions need: "
            "start it with --replSet rs0, then run rs.initiate() in mongosh."
        )
    if not hello["isWritablePrimary"]:
        raise DatabaseUnusable(
            "The MongoDB of NUTRITRACK_MONGODB_URI takes no writes: it is not the primary. "
            "Name all members, and leave directConnection out."
        )
    if hello["maxWireVersion"] < WIRE_VERSION:
        raise DatabaseUnusable("MongoDB 6.0 or newer is needed at NUTRITRACK_MONGODB_URI.")
    await db.list_collection_names()


def _explain(error: Exception, uri: str) -> str:
    if isinstance(error, OperationFailure):
        if error.code in LOGIN_FAILED:
            return "MongoDB refuses the user name or the password of NUTRITRACK_MONGODB_URI."
        if error.code == UNAUTHORIZED:
            return (
                "The user of NUTRITRACK_MONGODB_URI needs the roles readWrite and dbAdmin on its "
                "database: " + _without_password(error, uri)
            )
    return "NUTRITRACK_MONGODB_URI does not lead to a database. " + _without_password(error, uri)


def _without_password(error: Exception, uri: str) -> str:
    """What the driver says, unless it repeats a part of the password."""
    details = error.details if isinstance(error, OperationFailure) else None
    text = str((details or {}).get("errmsg") or error)
    text = re.sub(r" ?\(configured timeouts[^)]*\)|, Timeout: .*", "", text)
    login = uri.rpartition("://")[2].partition("?")[0].rpartition("@")[0]
    password = login.partition(":")[2]
    parts = re.findall(r"\w{3,}", f"{password} {unquote(password)}")
    if any(part in text for part in parts):
        return "Are all special characters of its password percent-encoded?"
    return text
