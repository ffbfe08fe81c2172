"""Sealing texts of users, and opening them again.

A sealed text is a string, `v1:<key id>:<nonce and AES-256-GCM in base64url>`. It opens for the user
and the field it was sealed for, with the key of that user, and nowhere else.
"""

from typing import NamedTuple

from nutritrack.config import Settings
from nutritrack.mongo.documents import Db, Document, Id, now
from nutritrack.mongo.schema import collection
from nutritrack.secrets import masters
from nutritrack.secrets.keys import Key, Tampered
from nutritrack.secrets.userkeys import Folder, InDatabase, Place

VERSION = "v1"
IN_USE = "inUse"

# Which master key this database is used with, so that a machine with other keys says so.
MASTER_KEYS = collection("masterkeys", owner=None, indexes=[])


class MasterKeyMissing(Exception):
    """The key exists, but this server does not have the master key that opens it."""


class KeyDestroyed(Exception):
    """The key of this text is gone for good, and the text with it."""


class Sealed(NamedTuple):
    """Where sealed texts are: fields of a collection whose documents name their owner."""

    collection: str
    owner: str
    fields: tuple[str, ...]


SEALED: list[Sealed] = []


def sealed_fields(name: str, owner: str, *fields: str) -> None:
    """Declare fields that hold sealed texts, so that a rotation finds them."""
    SEALED.append(Sealed(name, owner, fields))


class Vault:
    """The keys of one server. Holds no key in memory: what is destroyed is gone at once."""

    def __init__(self, db: Db, settings: Settings) -> None:
        self.db = db
        self.settings = settings
        apart = settings.keys_dir is not None or settings.mongodb_uri is None
        users = masters.folder(settings) / "users"
        self.place: Place = Folder(users) if apart else InDatabase(db)

    async def seal(self, user_id: Id, field: str, text: str) -> str:
        """Raises MasterKeyMissing, BadKeys. `field` is written `collection.field`."""
        key = (await self._keys(user_id, make=True))[0]
        return f"{VERSION}:{key.id}:{key.seal(text.encode(), _purpose(user_id, field))}"

    async def open(self, user_id: Id, field: str, box: str) -> str:
        """Raises KeyDestroyed, MasterKeyMissing, Tampered, BadKeys."""
        version, key_id, sealed = _parts(box)
        if version != VERSION:
            raise Tampered
        for key in await self._keys(user_id):
            if key.id == key_id:
                return key.open(sealed, _purpose(user_id, field)).decode()
        raise KeyDestroyed

    async def destroy(self, user_id: Id) -> None:
        """Destroy the key of a user. What it sealed is unreadable from now on, everywhere."""
        await self.place.delete(user_id)

    async def _keys(self, user_id: Id, *, make: bool = False) -> list[Key]:
        entry = await self.place.read(user_id)
        if entry is None and make:
            entry = await self.place.create(user_id, wrap(await self.master(), user_id, Key.new()))
        return unwrap(await masters.load(self.settings), user_id, entry) if entry else []

    async def master(self) -> Key:
        """The master key in use. Raises MasterKeyMissing where the database knows another one."""
        ours = await masters.load(self.settings)
        known = await self.db.masterkeys.find_one({"_id": IN_USE})
        if known is None:  # the first to use this database decides
            first: Document = {"keyId": ours[0].id, "at": now()}
            await self.db.masterkeys.update_one(
                {"_id": IN_USE}, {"$setOnInsert": first}, upsert=True
            )
            known = await self.db.masterkeys.find_one({"_id": IN_USE})
        if known and known["keyId"] not in {key.id for key in ours}:
            raise MasterKeyMissing(known["keyId"])
        return ours[0]


def wrap(master: Key, user_id: Id, *keys: Key) -> str:
    """The entry of a user."""
    lines = [f"{master.id}:{k.id}:{master.seal(k.secret, _wrapping(user_id, k.id))}" for k in keys]
    return "\n".join(lines)


def unwrap(ours: tuple[Key, ...], user_id: Id, entry: str) -> list[Key]:
    """The keys of an entry. Raises MasterKeyMissing, Tampered."""
    known = {key.id: key for key in ours}
    keys = []
    for line in entry.splitlines():
        master_id, key_id, sealed = _parts(line)
        if master_id not in known:
            raise MasterKeyMissing(master_id)
        keys.append(Key(key_id, known[master_id].open(sealed, _wrapping(user_id, key_id))))
    return keys


def key_id_of(box: str) -> str:
    """The id of the key that sealed a text."""
    return _parts(box)[1]


def masters_of(entry: str) -> set[str]:
    """The ids of the master keys that wrap an entry."""
    return {_parts(line)[0] for line in entry.splitlines()}


def _parts(text: str) -> tuple[str, str, str]:
    parts = text.split(":")
    if len(parts) != 3:
        raise Tampered
    return parts[0], parts[1], parts[2]


def _purpose(user_id: Id, field: str) -> str:
    return f"{VERSION}|{user_id}|{field}"


def _wrapping(user_id: Id, key_id: str) -> str:
    return f"user key|{user_id}|{key_id}"
