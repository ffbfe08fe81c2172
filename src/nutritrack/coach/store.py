"""The chat with the coach, in MongoDB."""

from datetime import datetime

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from nutritrack.coach.models import ChatMessage, MessageType, Role
from nutritrack.mongo.documents import Db, Document, Id, dump, load
from nutritrack.mongo.schema import DATE, OBJECT_ID, collection

CHATMESSAGES = collection(
    "chatmessages",
    owner="userId",
    indexes=[
        IndexModel([("userId", ASCENDING), ("createdAt", DESCENDING)]),
        IndexModel([("createdAt", DESCENDING)]),
    ],
    required=["userId", "role", "content"],
    properties={
        "userId": OBJECT_ID,
        "role": {"enum": [role.value for role in Role]},
        "content": {"bsonType": "string"},
        "type": {"enum": [kind.value for kind in MessageType]},
        "createdAt": DATE,
        "updatedAt": DATE,
    },
)


class IdIsTaken(Exception):
    """Somebody else's message has this id."""


async def add_once(db: Db, message: ChatMessage) -> ChatMessage:
    """Store a message, unless one of the same id is there: that one is answered."""
    try:
        await db.chatmessages.insert_one(dump(message))
    except DuplicateKeyError:
        stored = await get(db, message.user_id, message.id)
        if stored is None:
            raise IdIsTaken from None
        return stored
    return message


async def get(db: Db, user_id: Id, message_id: Id) -> ChatMessage | None:
    document = await db.chatmessages.find_one({"_id": message_id, "userId": user_id})
    return load(ChatMessage, document) if document else None


async def latest(
    db: Db, user_id: Id, limit: int, before: tuple[datetime, Id] | None = None
) -> list[ChatMessage]:
    """The latest messages of a user, the earliest of them first."""
    query: Document = {"userId": user_id}
    if before:
        at, last = before
        query["createdAt"] = {"$lte": at}
        query["$or"] = [{"createdAt": {"$lt": at}}, {"_id": {"$lt": last}}]
    newest_first = [("createdAt", DESCENDING), ("_id", DESCENDING)]
    found = db.chatmessages.find(query).sort(newest_first).limit(limit)
    return [load(ChatMessage, document) async for document in found][::-1]


async def clear(db: Db, user_id: Id) -> None:
    await db.chatmessages.delete_many({"userId": user_id})
