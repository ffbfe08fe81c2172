"""What happens when someone steps on a scale."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from nutritrack.errors import Conflict, Gone, NotFound, PreconditionFailed, Unauthorized
from nutritrack.mongo.deletions import was_deleted
from nutritrack.mongo.documents import Db, Id, now
from nutritrack.users.models import Account
from nutritrack.weights import store
from nutritrack.weights.models import LogWeight, PutWeight, Weight

MILLISECOND = timedelta(milliseconds=1)

# Whether a weighing's `updatedAt` is the one the client had seen.
Seen = Callable[[datetime], bool]


class WeightNotFound(NotFound):
    detail = "There is no weighing with the id {weight_id}."


class WeightExists(Conflict):
    detail = "Another weighing has this id. To change it, send If-Match with its updatedAt."


class WeightDeleted(Gone):
    detail = "This weighing was deleted. Log it again under a new id."


class WeightChanged(PreconditionFailed):
    detail = "This weighing changed meanwhile. Read it again, then decide."


async def log_weight(db: Db, user: Account, request: LogWeight) -> Weight:
    """Store a weighing under a fresh id."""
    weight = _weight(user, request)
    await store.add(db, weight)
    return weight


async def get_weight(db: Db, user: Account, weight_id: Id) -> Weight:
    weight = await store.get(db, user.id, weight_id)
    if weight is None:
        raise WeightNotFound(weight_id=weight_id)
    return weight


async def put_weight(
    db: Db, user: Account, weight_id: Id, request: PutWeight, seen: Seen | None
) -> tuple[Weight, bool]:
    """Store a weighing under an id of the client's. Also says whether it is new.

    A retry is safe: what already says the same is left alone, whatever the client had seen.
    """
    weight = _weight(user, request, id=weight_id)
    stored = await store.get(db, user.id, weight_id)
    if stored is None and seen is None:
        try:
            await store.add(db, weight)
            return weight, True
        except store.WeightWasDeleted:
            raise WeightDeleted from None
        except store.IdIsTaken:  # by the same request sent twice at once, or by somebody else
            stored = await store.get(db, user.id, weight_id)
    if stored is None:
        if await was_deleted(db, user.id, weight_id):
            raise WeightDeleted
        raise WeightChanged if seen else WeightExists
    if stored.says_the_same(weight):
        return stored, False
    if seen is None:
        raise WeightExists
    if not seen(stored.updated_at):
        raise WeightChanged
    return await _replace(db, stored, weight), False


async def _replace(db: Db, stored: Weight, weight: Weight) -> Weight:
    """The new content in the place of the old, unless somebody was faster."""
    kept = {
        "created_at": stored.created_at,
        "updated_at": max(now(), stored.updated_at + MILLISECOND),
        "day": stored.day if weight.at == stored.at else weight.day,
    }
    changed = weight.model_copy(update=kept)
    if not await store.replace(db, changed, stored.updated_at):
        raise WeightChanged
    return changed


async def delete_weight(db: Db, user: Account, weight_id: Id, seen: Seen | None) -> None:
    if not await store.delete(db, user.id, weight_id, seen):
        raise WeightChanged


async def weighings_of(
    db: Db, user_id: Id, first: date, last: date
) -> dict[date, list[tuple[datetime, float]]]:
    """When, and how many kilograms, by the day that each counts to; in order."""
    found: dict[date, list[tuple[datetime, float]]] = {}
    for day, at, kilograms in await store.of_days(db, user_id, first, last):
        found.setdefault(day, []).append((at, kilograms))
    return found


def _weight(user: Account, request: LogWeight, **fields: Id) -> Weight:
    if request.user_id not in (None, user.id):
        raise Unauthorized
    at = request.at or now()
    return Weight.new(
        user_id=user.id,
        at=at,
        day=user.calendar.day_of(at),
        weight=request.amount,
        unit=request.unit,
        kilograms=request.mass,
        **fields,
    )
