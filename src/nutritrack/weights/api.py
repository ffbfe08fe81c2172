"""Weighings as JSON."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from nutritrack.http.body import JsonRoute
from nutritrack.http.errors import BODY, errors
from nutritrack.http.preconditions import IfMatch
from nutritrack.http.query import Before, From, To, days_between, link_next, read_cursor
from nutritrack.http.state import Database
from nutritrack.mongo.documents import Id
from nutritrack.users.auth import CurrentUser, Owner
from nutritrack.weights import service, store
from nutritrack.weights.models import LogWeight, PutWeight, Weight

MOST = 1000  # in one page: a chart of years needs few of them

router = APIRouter(
    prefix="/api/weights", tags=["weights"], route_class=JsonRoute, responses=errors(401, 403, 422)
)
WeightId = Annotated[Id, Path(alias="weightId")]


@router.post("", status_code=201, response_model_exclude_none=True, responses=errors(*BODY))
async def log_weight(user: CurrentUser, body: LogWeight, db: Database) -> Weight:
    """Log a weighing; now, unless `at` says when. The profile's `weight` follows the latest one."""
    return await service.log_weight(db, user, body)


@router.get("/{userId}", response_model_exclude_none=True)
async def list_weights(
    owner: Owner,
    db: Database,
    request: Request,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    first: From = None,
    last: To = None,
    before: Before = None,
) -> list[Weight]:
    """The weighings of a user, newest first. A further page is in the `Link` header."""
    days = days_between(first, last)
    found = await store.page(db, owner.id, limit + 1, before=read_cursor(before), days=days)
    if len(found) > limit:
        found.pop()
        link_next(request, response, found[-1].at, found[-1].id)
    return found


@router.get("/{userId}/{weightId}", response_model_exclude_none=True, responses=errors(404))
async def get_weight(owner: Owner, weight_id: WeightId, db: Database) -> Weight:
    """One weighing."""
    return await service.get_weight(db, owner, weight_id)


@router.put(
    "/{userId}/{weightId}",
    response_model_exclude_none=True,
    responses=errors(*BODY, 409, 410, 412)
    | {201: {"model": Weight, "description": "A new weighing"}},
)
async def put_weight(
    owner: Owner,
    weight_id: WeightId,
    body: PutWeight,
    seen: IfMatch,
    db: Database,
    response: Response,
) -> Weight:
    """Log under an id made by the client, or replace it with `If-Match`. Safe to retry."""
    weight, is_new = await service.put_weight(db, owner, weight_id, body, seen)
    response.status_code = 201 if is_new else 200
    return weight


@router.delete("/{userId}/{weightId}", status_code=204, responses=errors(412))
async def delete_weight(owner: Owner, weight_id: WeightId, seen: IfMatch, db: Database) -> None:
    """Delete a weighing. Safe to retry."""
    await service.delete_weight(db, owner, weight_id, seen)
