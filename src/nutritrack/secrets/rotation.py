"""New keys for everything, while the server goes on.

Every user gets a new key under a new master key, what was sealed is sealed anew, and then the old
keys are dropped. Between the steps there is a pause that is longer than any write takes, so that
what was sealed with an old key a moment ago is found too. Cut off, it is started again.
"""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import NamedTuple

from pymongo.errors import DuplicateKeyError

from nutritrack.config import Settings
from nutritrack.mongo.documents import Db, Document, Id, now
from nutritrack.secrets import masters
from nutritrack.secrets.keys import Key, Tampered
from nutritrack.secrets.vault import (
    IN_USE,
    SEALED,
    KeyDestroyed,
    MasterKeyMissing,
    Sealed,
    Vault,
    key_id_of,
    masters_of,
    unwrap,
    wrap,
)

# A database operation takes at most 10 seconds (`mongo/client.py`), and a seal no time.
GRACE_SECONDS = 15.0
ROTATION = "rotation"
LEASE = timedelta(minutes=10)


class Rotating(Exception):
    """Another rotation is under way."""


class Report(NamedTuple):
    users: int  # that have a new key
    texts: int  # that were sealed anew
    left: list[str]  # master keys that nothing needs any more, and that we may not remove


async def rotate(db: Db, settings: Settings, grace: float = GRACE_SECONDS) -> Report:
    """Raises Rotating, MasterKeyMissing, BadKeys."""
    await _begin(db)
    try:
        return await _rotate(db, settings, grace)
    finally:
        await db.masterkeys.delete_one({"_id": ROTATION})


async def _rotate(db: Db, settings: Settings, grace: float) -> Report:
    vault = Vault(db, settings)
    await vault.master()  # before anything is written: are these the keys of this database?
    ours = await masters.load(settings)
    if masters.file(settings):
        ours = (Key.new(), *ours)
        await masters.save(settings, ours)
    using = {"$set": {"keyId": ours[0].id, "at": now()}}
    await db.masterkeys.update_one({"_id": IN_USE}, using, upsert=True)
    users = await vault.place.users()
    for user_id in users:
        await _renew(vault, ours, user_id, new=True)
    await asyncio.sleep(grace)
    texts = 0
    for sealed in SEALED:
        texts += await _seal_anew(vault, sealed)
    for user_id in await vault.place.users():
        await _renew(vault, ours, user_id, new=False)
    old = [key.id for key in ours[1:]]
    if masters.file(settings):
        await masters.save(settings, ours[:1])
        old = []
    return Report(len(users), texts, old)


async def _begin(db: Db) -> None:
    at = now()
    mine: Document = {"_id": ROTATION, "until": at + LEASE}
    await db.masterkeys.delete_one({"_id": ROTATION, "until": {"$lt": at}})
    try:
        await db.masterkeys.insert_one(mine)
    except DuplicateKeyError:
        raise Rotating from None


async def _renew(vault: Vault, ours: tuple[Key, ...], user_id: Id, *, new: bool) -> None:
    """Put a new key in front, or drop all but the first; both under the master key in use."""
    await vault.db.masterkeys.update_one({"_id": ROTATION}, {"$set": {"until": now() + LEASE}})
    while (entry := await vault.place.read(user_id)) is not None:
        keys = unwrap(ours, user_id, entry)
        kept = [Key.new(), *keys] if new else keys[:1]
        if await vault.place.replace(user_id, entry, wrap(ours[0], user_id, *kept)):
            return


async def _seal_anew(vault: Vault, sealed: Sealed) -> int:
    """Seal every text of some fields with the present key of its user. Answers how many."""
    count = 0
    documents = vault.db[sealed.collection]
    some = {"$or": [{field: {"$type": "string"}} for field in sealed.fields]}
    async for found in documents.find(some, dict.fromkeys((sealed.owner, *sealed.fields), 1)):
        user_id = found[sealed.owner]
        for field in sealed.fields:
            box, place = found.get(field), f"{sealed.collection}.{field}"
            if not isinstance(box, str):
                continue
            try:
                text = await vault.open(user_id, place, box)
            except (KeyDestroyed, Tampered):
                continue  # nobody can read it, now or later; or it is newer than what we read
            anew = await vault.seal(user_id, place, text)
            if key_id_of(anew) != key_id_of(box):
                # Only if it is still the same: whoever wrote another used the present key.
                done = await documents.update_one(
                    {"_id": found["_id"], field: box}, {"$set": {field: anew}}
                )
                count += done.modified_count
    return count


class Status(NamedTuple):
    masters: list[str]  # ids that we have, the one in use first
    users: int
    by_master: dict[str, int]  # keys of users by the id of the master key that opens them


async def status(db: Db, settings: Settings) -> Status:
    vault = Vault(db, settings)
    count: Counter[str] = Counter()
    users = await vault.place.users()
    for user_id in users:
        count.update(masters_of(await vault.place.read(user_id) or ""))
    return Status([key.id for key in await masters.load(settings)], len(users), dict(count))


async def give_up(db: Db, settings: Settings) -> int:
    """Drop the keys of users that no master key of ours opens, and start with ours.

    For a server whose master keys are lost. Answers how many users have to connect again.
    """
    vault = Vault(db, settings)
    ours = await masters.load(settings)
    lost = 0
    for user_id in await vault.place.users():
        try:
            unwrap(ours, user_id, await vault.place.read(user_id) or "")
        except (MasterKeyMissing, Tampered):
            await vault.destroy(user_id)
            lost += 1
    using = {"$set": {"keyId": ours[0].id, "at": now()}}
    await db.masterkeys.update_one({"_id": IN_USE}, using, upsert=True)
    return lost
