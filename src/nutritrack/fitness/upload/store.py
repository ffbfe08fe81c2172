"""Uploads in MongoDB: one a user, which whoever works on it keeps alive."""

from datetime import datetime, timedelta
from typing import Any

from pymongo import IndexModel
from pymongo.errors import DuplicateKeyError

from nutritrack.fitness.upload.models import UNDER_WAY, Job, State, UploadProblem
from nutritrack.mongo.documents import Db, Document, Id, dump, load, now
from nutritrack.mongo.schema import DATE, OBJECT_ID, collection

LEASE = timedelta(seconds=60)

UPLOADS = collection(
    "fitnessuploads",
    owner="userId",
    indexes=[IndexModel([("userId", 1)], unique=True)],
    required=["userId", "state", "leaseUntil"],
    properties={
        "userId": OBJECT_ID,
        "state": {"enum": [state.value for state in State]},
        "leaseUntil": DATE,
    },
)


async def begin(db: Db, user_id: Id) -> Job | None:
    """A new upload in place of the one before; None while that is still under way."""
    at = now()
    ended: Document = {"$or": [{"state": {"$nin": UNDER_WAY}}, {"leaseUntil": {"$lt": at}}]}
    await db.fitnessuploads.delete_one({"userId": user_id, **ended})
    job = Job.new(user_id=user_id, lease_until=at + LEASE)
    try:
        await db.fitnessuploads.insert_one(dump(job))
    except DuplicateKeyError:
        return None
    return job


async def latest(db: Db, user_id: Id) -> Job | None:
    document = await db.fitnessuploads.find_one({"userId": user_id})
    return load(Job, document) if document else None


async def change(db: Db, job: Job) -> bool:
    """Write how far it is, and stay alive. False when it was cancelled, or its user is gone."""
    fields = job.model_copy(update={"lease_until": now() + LEASE, "updated_at": now()})
    result = await db.fitnessuploads.update_one(
        {"_id": job.id, "userId": job.user_id, "state": {"$in": UNDER_WAY}},
        {"$set": {name: value for name, value in dump(fields).items() if name != "_id"}},
    )
    return result.matched_count == 1


async def is_alive(db: Db, job: Job, **options: Any) -> bool:
    """Stay alive. False when it was stopped."""
    result = await db.fitnessuploads.update_one(
        {"_id": job.id, "userId": job.user_id, "state": {"$in": UNDER_WAY}},
        {"$set": {"leaseUntil": now() + LEASE}},
        **options,
    )
    return result.matched_count == 1


async def cancel(db: Db, user_id: Id, at: datetime) -> None:
    """Stop it. Whoever works on it notices at the next step, and writes nothing more."""
    await db.fitnessuploads.update_one(
        {"userId": user_id, "state": {"$in": UNDER_WAY}},
        {"$set": {"state": State.CANCELLED, "updatedAt": at}},
    )


def interrupted(job: Job) -> Job:
    """What to show when whoever worked on it is gone."""
    if job.state not in UNDER_WAY or job.lease_until >= now():
        return job
    detail = "The server stopped before the file was read. Send it again."
    problem = UploadProblem(code="interrupted", detail=detail)
    return job.model_copy(update={"state": State.FAILED, "problem": problem})
