"""A key for each user, wrapped by a master key, kept where backups of the database do not go.

Erasing an account destroys its key, and with it all that the key sealed, in every copy of the
database, however old. So the place matters (docs/decisions/0010-secrets-at-rest.md): a folder
beside the database, or the collection `userkeys` where machines share nothing else.

An entry is text, one key a line, the one in use first: `master id:key id:wrapped key`.
"""

from contextlib import suppress
from pathlib import Path
from typing import Protocol

from bson import ObjectId
from pymongo.errors import DuplicateKeyError

from nutritrack.mongo.documents import Db, Id
from nutritrack.mongo.files import private_dir
from nutritrack.mongo.locks import take_lock
from nutritrack.mongo.schema import collection
from nutritrack.secrets.masters import at_place, sync_folder, write_private

# Without an owner: MongoDB keeps the last state of what users own, and this must be gone at once.
USER_KEYS = collection(
    "userkeys",
    owner=None,
    indexes=[],
    required=["keys"],
    properties={"_id": {"bsonType": "objectId"}, "keys": {"bsonType": "string"}},
)


class Place(Protocol):
    """Where entries are kept."""

    async def read(self, user_id: Id) -> str | None: ...

    async def create(self, user_id: Id, entry: str) -> str:
        """Keep a first entry, and answer the one that is there then: of two at once, one wins.

        Raises BadKeys.
        """

    async def replace(self, user_id: Id, old: str, new: str) -> bool:
        """Whether the entry was still the old one."""

    async def delete(self, user_id: Id) -> None: ...

    async def users(self) -> list[Id]: ...


class Folder:
    """A file a user, named after the id. Small reads and writes, so no thread for them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def _file(self, user_id: Id) -> Path:
        return self.path / str(user_id)

    def _read(self, user_id: Id) -> str | None:
        with at_place(self.path), suppress(FileNotFoundError):
            return self._file(user_id).read_text()
        return None

    async def read(self, user_id: Id) -> str | None:
        return self._read(user_id)

    async def create(self, user_id: Id, entry: str) -> str:
        with at_place(self.path):
            private_dir(self.path.parent)
            private_dir(self.path)
            with await take_lock(self.path.parent / "lock"):
                there = self._read(user_id)
                if there is None:
                    write_private(self._file(user_id), entry)
                return there or entry

    async def replace(self, user_id: Id, old: str, new: str) -> bool:
        with await take_lock(self.path.parent / "lock"):
            if self._read(user_id) != old:
                return False
            write_private(self._file(user_id), new)
            return True

    async def delete(self, user_id: Id) -> None:
        if not self.path.exists():
            return
        with await take_lock(self.path.parent / "lock"):
            self._file(user_id).unlink(missing_ok=True)
            sync_folder(self.path)

    async def users(self) -> list[Id]:
        if not self.path.exists():
            return []
        names = [each.name for each in self.path.iterdir()]
        return [ObjectId(name) for name in names if ObjectId.is_valid(name)]


class InDatabase:
    """The collection `userkeys`, which a backup should leave out."""

    def __init__(self, db: Db) -> None:
        self.keys = db.userkeys

    async def read(self, user_id: Id) -> str | None:
        found = await self.keys.find_one({"_id": user_id})
        return found["keys"] if found else None

    async def create(self, user_id: Id, entry: str) -> str:
        try:
            await self.keys.insert_one({"_id": user_id, "keys": entry})
        except DuplicateKeyError:
            return await self.read(user_id) or await self.create(user_id, entry)
        return entry

    async def replace(self, user_id: Id, old: str, new: str) -> bool:
        done = await self.keys.update_one({"_id": user_id, "keys": old}, {"$set": {"keys": new}})
        return done.matched_count == 1

    async def delete(self, user_id: Id) -> None:
        await self.keys.delete_one({"_id": user_id})

    async def users(self) -> list[Id]:
        return [found["_id"] async for found in self.keys.find({}, {"_id": 1})]
