"""Ids of what users deleted, so that a late retry brings nothing back.

The collection `deletions` is declared beside the meals, which need it most; weights use it too.
"""

from datetime import timedelta

from nutritrack.mongo.documents import Db, Id, now
from nutritrack.mongo.transactions import Session

REMEMBER = timedelta(days=30)


async def remember(db: Db, user_id: Id, deleted_id: Id, session: Session) -> None:
    """In the transaction of the deletion itself."""
    # Two collections may have held the same id. Then it is spent already.
    if not await is_spent(db, deleted_id, session):
        document = {"_id": deleted_id, "userId": user_id, "at": now()}
        await db.deletions.insert_one(document, session=session)


async def is_spent(db: Db, some_id: Id, session: Session) -> bool:
    """Whether anybody deleted something of this id, so that nothing new may have it."""
    return await db.deletions.find_one({"_id": some_id}, session=session) is not None


async def was_deleted(db: Db, user_id: Id, some_id: Id) -> bool:
    """Whether this user deleted something of this id."""
    return await db.deletions.find_one({"_id": some_id, "userId": user_id}) is not None
