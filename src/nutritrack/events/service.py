"""The changes of one user's data as events, for as long as their sign-in lasts."""

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Literal, NamedTuple

from pydantic import BaseModel, Field

from nutritrack.coach.models import ChatMessage
from nutritrack.events import store
from nutritrack.fitness.models import ActivityDay
from nutritrack.fitness.upload.models import Upload
from nutritrack.foods.models import OwnFood
from nutritrack.goals.models import GoalVersion
from nutritrack.marks.models import DayMark
from nutritrack.meals.models import Meal
from nutritrack.mongo.documents import Db, Id, Model, load
from nutritrack.users import signin
from nutritrack.users.auth import Caller
from nutritrack.users.models import User
from nutritrack.weights.models import Weight

LOOK_SECONDS = 5  # how often the sign-in is looked at


class Kind(NamedTuple):
    """What a collection is called in events, and the shape of its documents there."""

    event: str
    model: type[BaseModel]
    owner: str


KINDS = {
    "users": Kind("user", User, "_id"),
    "meallogs": Kind("meal", Meal, "userId"),
    "foods": Kind("food", OwnFood, "userId"),
    "chatmessages": Kind("chat", ChatMessage, "userId"),
    "weights": Kind("weight", Weight, "userId"),
    "goals": Kind("goal", GoalVersion, "userId"),
    "daymarks": Kind("day", DayMark, "userId"),
    "dailyactivities": Kind("activity", ActivityDay, "userId"),
    "fitnessuploads": Kind("upload", Upload, "userId"),
}
OWNERS = {name: kind.owner for name, kind in KINDS.items()}


class Changed(Model):
    """One change: what it was, and the document as it is now."""

    op: Literal["put", "delete"]
    id: Id = Field(alias="_id")
    document: dict[str, object] | None = None


class Event(NamedTuple):
    id: str | None
    event: str | None
    data: Changed | None


async def events(db: Db, caller: Caller, after: str | None) -> AsyncGenerator[Event, None]:
    """Events until the sign-in ends. `resync` says that some may be missing: read all again."""
    try:
        async with aclosing(_events(db, caller, after)) as found:
            async for event in found:
                yield event
    except store.HistoryLost:
        yield Event(None, "resync", None)
        async with aclosing(_events(db, caller, None)) as found:
            async for event in found:
                yield event


async def _events(db: Db, caller: Caller, after: str | None) -> AsyncGenerator[Event, None]:
    looked = time.monotonic()
    async with aclosing(store.follow(db, OWNERS, caller.account.id, after)) as changes:
        async for change in changes:
            if isinstance(change, str):
                yield Event(change, None, None)
            elif change is not None:
                yield _event(change)
            if time.monotonic() - looked > LOOK_SECONDS:
                looked = time.monotonic()
                if not await signin.is_signed_in(db, caller.session):
                    return


def _event(change: store.Change) -> Event:
    kind = KINDS[change.collection]
    if change.document is None:
        return Event(change.token, kind.event, Changed(op="delete", id=change.id))
    shown = load(kind.model, change.document).model_dump(mode="json", exclude_none=True)
    return Event(change.token, kind.event, Changed(op="put", id=change.id, document=shown))
