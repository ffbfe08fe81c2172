"""Changes to stored data, oldest first. Append; never edit, rename or reorder a shipped one."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TypeAlias

from pymongo.errors import DuplicateKeyError

from nutritrack.mongo.documents import Db, now

Migration: TypeAlias = Callable[[Db], Awaitable[None]]
MIGRATIONS: list[Migration] = []


def migration(step: Migration) -> Migration:
    """Register a step. Two processes may run it at once and a kill may cut it off before it is
    noted, so each step must give the same result however often it runs.
    """
    MIGRATIONS.append(step)
    return step


async def migrate(db: Db, steps: Sequence[Migration] | None = None) -> list[str]:
    """Run what has not run yet, in order, and name what ran."""
    done = {document["_id"] async for document in db.migrations.find()}
    ran = []
    for step in MIGRATIONS if steps is None else steps:
        if step.__name__ in done:
            continue
        await step(db)
        try:
            await db.migrations.insert_one({"_id": step.__name__, "at": now()})
        except DuplicateKeyError:  # another process ran it at the same time
            continue
        ran.append(step.__name__)
    return ran


@migration
async def m0001_emails_in_lower_case(db: Db) -> None:
    """E-mails of databases that other clients filled are compared in lower case here.

    One that would collide with another account is left as it is: nothing is ever overwritten.
    """
    mixed = db.users.find({"email": {"$type": "string", "$regex": "[A-Z]"}}, {"email": 1})
    async for user in mixed:
        with suppress(DuplicateKeyError):
            await db.users.update_one(
                {"_id": user["_id"], "email": user["email"]},
                {"$set": {"email": user["email"].lower()}},
                bypass_document_validation=True,
            )
