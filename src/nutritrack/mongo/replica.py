"""A replica set of one, and its user. What is right already stays untouched."""

import asyncio
import hashlib
import json
from typing import Any

from pymongo import AsyncMongoClient

from nutritrack.mongo.documents import Document
from nutritrack.mongo.locks import POLL_SECONDS


async def ensure_primary(client: AsyncMongoClient[Document], host: str) -> None:
    """Make the server the primary, and only member, of a replica set."""
    if (await client.admin.command("hello"))["isWritablePrimary"]:
        return
    config = await client.local["system.replset"].find_one()
    if config is None:
        members = [{"_id": 0, "host": host}]
        await client.admin.command("replSetInitiate", {"_id": "rs0", "members": members})
    elif config["members"][0]["host"] != host:  # the data directory has moved
        config["members"][0]["host"] = host
        config["version"] += 1
        config.pop("term", None)
        await client.admin.command("replSetReconfig", config, force=True)
    while True:
        if (await client.admin.command("hello"))["isWritablePrimary"]:
            return
        await asyncio.sleep(POLL_SECONDS)


async def ensure_user(
    client: AsyncMongoClient[Document], name: str, password: str, roles: list[dict[str, Any]]
) -> None:
    """Make the user, or give it this password and these roles."""
    # A new key file brings another password, a new release may bring other roles.
    digest = hashlib.sha256(json.dumps([password, roles]).encode()).hexdigest()
    users = (await client.admin.command("usersInfo", name))["users"]
    if users and users[0].get("customData") == {"digest": digest}:
        return
    await client.admin.command(
        "updateUser" if users else "createUser",
        name,
        pwd=password,
        mechanisms=["SCRAM-SHA-256"],
        roles=roles,
        customData={"digest": digest},
    )
