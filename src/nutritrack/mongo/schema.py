"""Collections as the code declares them, made so on the server.

A store declares its collection beside its queries with `collection(...)`. Declaring registers
it: `apply` creates it, `drift` compares it, and erasing a user finds every one that has an owner.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bson import SON
from pymongo import IndexModel
from pymongo.errors import CollectionInvalid, OperationFailure

from nutritrack.mongo.documents import Db, Document

NAMESPACE_EXISTS = 48
INDEX_CONFLICTS = {85, 86}  # the same keys or name with other options

DATE: Document = {"bsonType": "date"}
OBJECT_ID: Document = {"bsonType": "objectId"}


@dataclass(frozen=True)
class Collection:
    """What one collection must look like on the server."""

    name: str
    indexes: Sequence[IndexModel]
    validator: Document
    owner: str | None  # the field that holds the id of the user it belongs to


REGISTRY: dict[str, Collection] = {}


def collection(
    name: str,
    *,
    indexes: Sequence[IndexModel],
    owner: str | None,
    required: Sequence[str] = (),
    properties: Document | None = None,
    also: Document | None = None,
) -> Collection:
    """Declare a collection: its rules, its indexes, and whose documents it holds."""
    rules = {"bsonType": "object", "required": list(required), "properties": properties or {}}
    if not required:
        del rules["required"]
    validator = {"$jsonSchema": rules, **(also or {})}
    declared = Collection(name, indexes, validator, owner)
    assert REGISTRY.setdefault(name, declared) is declared, f"{name} is declared twice"
    return declared


def owned() -> dict[str, str]:
    """The collections that hold documents of users, and the field that names the user."""
    return {each.name: each.owner for each in REGISTRY.values() if each.owner}


async def apply(db: Db) -> None:
    """Make the server agree with the code. Safe to repeat, and to run in two processes at once."""
    infos = await _infos(db)
    for each in REGISTRY.values():
        if each.name not in infos:
            try:
                await db.create_collection(each.name, **_options_of(each))
            except (CollectionInvalid, OperationFailure) as error:  # another process was first
                if getattr(error, "code", NAMESPACE_EXISTS) not in (NAMESPACE_EXISTS, None):
                    raise
        elif _drifts(each, infos[each.name]):
            await db.command("collMod", each.name, **_options_of(each))
        await _apply_indexes(db, each)


async def _apply_indexes(db: Db, declared: Collection) -> None:
    if not declared.indexes:
        return
    try:
        await db[declared.name].create_indexes(list(declared.indexes))
    except OperationFailure as error:
        if error.code not in INDEX_CONFLICTS:
            raise
        # Somebody made an index of that name with other options. Ours replaces it.
        existing = await _indexes(db, declared.name)
        for index in declared.indexes:
            if _differs(index, existing):
                with suppress(OperationFailure):  # another process was first
                    await db[declared.name].drop_index(index.document["name"])
        await db[declared.name].create_indexes(list(declared.indexes))


async def drift(db: Db) -> list[str]:
    """How the server differs from the code, in sentences. Empty when it does not."""
    found = []
    infos = await _infos(db)
    for each in REGISTRY.values():
        if each.name not in infos:
            found.append(f"{each.name}: the collection is missing")
            continue
        if _drifts(each, infos[each.name]):
            found.append(f"{each.name}: the rules are not those of this version")
        existing = await _indexes(db, each.name)
        for index in each.indexes:
            name = index.document["name"]
            if name not in existing:
                found.append(f"{each.name}: the index {name} is missing")
            elif _differs(index, existing):
                found.append(f"{each.name}: the index {name} has other options")
        invalid = await db[each.name].count_documents({"$nor": [each.validator]})
        if invalid:
            found.append(f"{each.name}: {invalid} documents break the rules")
    return found


def _options_of(declared: Collection) -> Document:
    """Live changes must say whose document was deleted, so what users own keeps its last state."""
    images = {"changeStreamPreAndPostImages": {"enabled": True}} if declared.owner else {}
    return {"validator": declared.validator, **images}


def _drifts(declared: Collection, info: Document) -> bool:
    wanted = _options_of(declared)
    return any(info.get(name, {}) != value for name, value in wanted.items())


async def _infos(db: Db) -> dict[str, Document]:
    cursor = await db.list_collections(filter={"type": "collection"})
    return {info["name"]: info["options"] async for info in cursor}


async def _indexes(db: Db, name: str) -> dict[str, Document]:
    cursor = await db[name].list_indexes()
    return {index["name"]: dict(index) async for index in cursor}


def _differs(declared: IndexModel, existing: dict[str, Document]) -> bool:
    """Whether the index of this name on the server has other keys or options."""
    wanted = _options(declared.document)
    there = existing.get(wanted["name"])
    return there is not None and _options(there) != wanted


def _options(index: Any) -> Document:
    """The parts of an index that matter, in a form that compares."""
    options = {key: value for key, value in dict(index).items() if key not in ("v", "ns")}
    options["key"] = list(SON(options["key"]).items())
    return {key: value for key, value in options.items() if value is not False}
