"""Live changes as server-sent events."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from nutritrack.events.service import events
from nutritrack.http.apart import apart
from nutritrack.http.errors import errors
from nutritrack.http.state import Database
from nutritrack.users.auth import Owner, TheCaller

router = APIRouter(prefix="/api/events", tags=["events"], responses=errors(401, 403, 422))


@router.get("/{userId}", response_class=EventSourceResponse)
async def follow(
    owner: Owner,
    caller: TheCaller,
    db: Database,
    last_event_id: Annotated[str | None, Header(max_length=500)] = None,
) -> AsyncIterator[ServerSentEvent]:
    """One event a change of this user's data, in order; `Last-Event-ID` goes on after a break."""
    async with aclosing(apart(events(db, caller, last_event_id))) as found:
        async for event in found:
            if event.event is None:
                yield ServerSentEvent(id=event.id, comment="ready")
                continue
            data = event.data.model_dump_json(exclude_none=True) if event.data else "{}"
            yield ServerSentEvent(id=event.id, event=event.event, raw_data=data)
