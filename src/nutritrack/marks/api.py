"""Marks of days as JSON."""

from typing import Annotated

from fastapi import APIRouter, Path

from nutritrack.errors import NotFound, PreconditionFailed, Unauthorized
from nutritrack.http.body import JsonRoute
from nutritrack.http.errors import BODY, errors
from nutritrack.http.preconditions import IfMatch
from nutritrack.http.query import From, To, last_days
from nutritrack.http.state import Database
from nutritrack.marks import store
from nutritrack.marks.models import DayMark, PutMark
from nutritrack.mongo.documents import Day, now
from nutritrack.users.auth import Owner

USUAL_DAYS = 30

router = APIRouter(
    prefix="/api/days/{userId}",
    tags=["days"],
    route_class=JsonRoute,
    responses=errors(401, 403, 422),
)
OfDay = Annotated[Day, Path(alias="day")]


class NotMarked(NotFound):
    detail = "{day} is not marked."


class MarkChanged(PreconditionFailed):
    detail = "The mark of this day changed meanwhile. Read it again, then decide."


@router.get("")
async def list_marks(
    owner: Owner,
    db: Database,
    first: From = None,
    last: To = None,
) -> list[DayMark]:
    """The days that are marked, in order; of the last 30 when none are named."""
    today = owner.calendar.day_of(now())
    first, last = last_days(first, last, today=today, usually=USUAL_DAYS)
    return await store.of_days(db, owner.id, first, last)


@router.get("/{day}", responses=errors(404))
async def get_mark(owner: Owner, day: OfDay, db: Database) -> DayMark:
    """The mark of a day."""
    mark = await store.get(db, owner.id, day)
    if mark is None:
        raise NotMarked(day=day)
    return mark


@router.put("/{day}", responses=errors(*BODY, 412))
async def put_mark(owner: Owner, day: OfDay, body: PutMark, seen: IfMatch, db: Database) -> DayMark:
    """Say that the diary of a day is complete or partial, or that it was a fast.

    The last word counts, as it is one word; with `If-Match` only over the mark that was seen.
    """
    if body.user_id not in (None, owner.id):
        raise Unauthorized
    try:
        return await store.put(db, owner.id, day, body.mark, seen)
    except store.Changed:
        raise MarkChanged from None


@router.delete("/{day}", status_code=204, responses=errors(412))
async def delete_mark(owner: Owner, day: OfDay, seen: IfMatch, db: Database) -> None:
    """Unmark a day. Safe to retry."""
    try:
        await store.delete(db, owner.id, day, seen)
    except store.Changed:
        raise MarkChanged from None
