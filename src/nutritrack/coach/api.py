"""The coach as JSON, and as a stream of words."""

import json
import re
from collections.abc import AsyncGenerator
from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, Header, Query, Request, Response
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event

from nutritrack.coach import coach, service, store
from nutritrack.coach.analysis import analyse
from nutritrack.coach.models import Ask, ChatMessage, Exchange
from nutritrack.config import Settings
from nutritrack.http.apart import apart
from nutritrack.http.body import JsonRoute
from nutritrack.http.errors import BODY, errors, told
from nutritrack.http.query import Before, link_next, read_cursor
from nutritrack.http.state import Database, TheSettings
from nutritrack.meals.api import MealId
from nutritrack.meals.models import Meal
from nutritrack.mongo.documents import Db
from nutritrack.users.auth import CurrentUser, Owner
from nutritrack.users.models import Account

router = APIRouter(
    prefix="/api/chat", tags=["coach"], route_class=JsonRoute, responses=errors(401, 403, 422)
)
meals = APIRouter(
    prefix="/api/meals", tags=["meals"], route_class=JsonRoute, responses=errors(401, 403, 422)
)
STREAM = "text/event-stream"
STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The same as events: `message`, `token`..., `reply`, `done`; or `error`",
        "content": {STREAM: {"schema": {"type": "string"}}},
    }
}
WORDS = re.compile(r"\S+\s*|\s+")


@router.post(
    "",
    status_code=201,
    response_model=Exchange,
    response_model_exclude_none=True,
    responses=errors(*BODY, 409) | STREAMED,
)
async def ask(
    user: CurrentUser,
    body: Ask,
    db: Database,
    settings: TheSettings,
    accept: Annotated[str, Header()] = "",
) -> Exchange | Response:
    """Ask the coach. With `Accept: text/event-stream` the reply comes word by word."""
    if STREAM not in accept:
        return await service.ask(db, settings, user, body)
    question = await service.keep_question(db, user, body)
    return StreamingResponse(apart(_stream(db, settings, user, question)), media_type=STREAM)


@router.get("/{userId}", response_model_exclude_none=True)
async def list_messages(
    owner: Owner,
    db: Database,
    request: Request,
    response: Response,
    tasks: BackgroundTasks,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    before: Before = None,
) -> list[ChatMessage]:
    """The latest messages, in the order of time. Earlier ones are in the `Link` header."""
    tasks.add_task(coach.warm)  # who reads the conversation may ask something next
    messages = await store.latest(db, owner.id, limit + 1, before=read_cursor(before))
    if len(messages) > limit:
        messages = messages[1:]
        link_next(request, response, messages[0].created_at, messages[0].id)
    return messages


@router.delete("/{userId}", status_code=204)
async def clear(owner: Owner, db: Database) -> None:
    """Delete the whole conversation."""
    await store.clear(db, owner.id)


@meals.post(
    "/{userId}/{mealId}/analysis",
    response_model_exclude_none=True,
    responses=errors(404, 412),
)
async def analyse_meal(owner: Owner, meal_id: MealId, db: Database) -> Meal:
    """Judge a meal against its day; `analysis` and the numbers behind it are stored on it."""
    return await analyse(db, owner, meal_id)


async def _stream(
    db: Db, settings: Settings, user: Account, question: ChatMessage
) -> AsyncGenerator[bytes, None]:
    """The reply is stored, and so checked, before its first word goes out."""
    yield _event("message", question.model_dump_json(exclude_none=True))
    try:
        reply = (await service.reply_to(db, settings, user, question)).reply
    except Exception as problem:
        yield _event("error", json.dumps(told(problem).body()))
        return
    for word in WORDS.findall(reply.content):
        yield _event("token", json.dumps({"text": word}))
    yield _event("reply", reply.model_dump_json(exclude_none=True))
    yield _event("done", "{}")


def _event(name: str, data: str) -> bytes:
    return format_sse_event(event=name, data_str=data)
