"""What changes in one user's data, from MongoDB's change streams."""

from collections.abc import AsyncGenerator
from typing import NamedTuple

import pymongo
from pymongo.errors import OperationFailure

from nutritrack.mongo.documents import Db, Document, Id

CHANGES = ["insert", "update", "replace", "delete"]
WAIT_MS = 1000
# Where the owner is named: in the document, and for a deletion in what it was before.
PLACES = ("fullDocument", "fullDocumentBeforeChange")


class HistoryLost(Exception):
    """The stream cannot go on from there: the client must read everything again."""


class Change(NamedTuple):
    token: str  # where to go on after it
    collection: str
    id: Id
    document: Document | None  # None when it was deleted


async def follow(
    db: Db, collections: dict[str, str], user_id: Id, after: str | None
) -> AsyncGenerator[Change | str | None, None]:
    """Changes as they happen, in order. `collections` says which field names the owner in each.

    First comes the token to go on from; a None comes about once a second when nothing happens, so
    that the caller can look around. Raises HistoryLost.
    """
    resume = {"_data": after} if after else None
    with pymongo.timeout(None):  # the time limit of requests is not for streams
        try:
            stream = await db.watch(
                _pipeline(collections, user_id),
                full_document="updateLookup",
                full_document_before_change="whenAvailable",
                max_await_time_ms=WAIT_MS,
                resume_after=resume,
            )
            change = await stream.try_next()
        except OperationFailure as error:
            if after is None:
                raise
            raise HistoryLost from error  # it reaches not back that far, or never knew this place
        async with stream:
            if change is None and stream.resume_token:
                yield str(stream.resume_token["_data"])
            while stream.alive:
                yield _read(change) if change else None
                change = await stream.try_next()


def _pipeline(collections: dict[str, str], user_id: Id) -> list[Document]:
    mine: list[Document] = []
    for name, field in collections.items():
        if field == "_id":
            mine.append({"ns.coll": name, "documentKey._id": user_id})
        else:
            owned = [{f"{place}.{field}": user_id} for place in PLACES]
            mine.append({"ns.coll": name, "$or": owned})
    return [{"$match": {"operationType": {"$in": CHANGES}, "$or": mine}}]


def _read(change: Document) -> Change:
    return Change(
        token=change["_id"]["_data"],
        collection=change["ns"]["coll"],
        id=change["documentKey"]["_id"],
        document=change.get("fullDocument"),
    )
