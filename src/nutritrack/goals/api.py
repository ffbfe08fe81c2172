"""Goals as JSON."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from nutritrack.goals import service
from nutritrack.goals.models import CurrentGoal, GoalVersion, PutGoal
from nutritrack.goals.suggestion import Goal, Suggested, suggested
from nutritrack.http.body import JsonRoute
from nutritrack.http.errors import BODY, errors
from nutritrack.http.preconditions import IfMatch
from nutritrack.http.state import Database
from nutritrack.mongo.documents import Day, now
from nutritrack.targets.models import Body
from nutritrack.users.auth import Owner

router = APIRouter(
    prefix="/api/goals/{userId}",
    tags=["goals"],
    route_class=JsonRoute,
    responses=errors(401, 403, 422),
)
From = Annotated[Day, Path(alias="day")]


@router.get("", response_model_exclude_none=True)
async def list_goals(owner: Owner, db: Database) -> list[GoalVersion]:
    """Every version, the newest first. Each holds from its day until the next one."""
    return await service.history(db, owner)


@router.get("/current")
async def current_goal(
    owner: Owner, db: Database, day: Annotated[Day | None, Query(alias="date")] = None
) -> CurrentGoal:
    """What holds on a day; today when none is named."""
    return await service.current(db, owner, day or owner.calendar.day_of(now()))


@router.get("/suggestion")
async def suggestion(
    owner: Owner,
    goal: Goal | None = None,
    rate: Annotated[float | None, Query(ge=-5, le=5, allow_inf_nan=False)] = None,
) -> Suggested:
    """What to eat in a day to lose, keep or gain weight, or why nobody should say. Sets nothing."""
    return suggested(Body.of(owner), goal, rate)


@router.get("/{day}", response_model_exclude_none=True, responses=errors(404))
async def get_goal(owner: Owner, day: From, db: Database) -> GoalVersion:
    """The version that begins on a day."""
    return await service.get_goal(db, owner, day)


@router.put(
    "/{day}",
    response_model_exclude_none=True,
    responses=errors(*BODY, 409, 412)
    | {201: {"model": GoalVersion, "description": "A new version"}},
)
async def put_goal(
    owner: Owner, day: From, body: PutGoal, seen: IfMatch, db: Database, response: Response
) -> GoalVersion:
    """Aim at something from a day on; with `If-Match` change what begins there. Safe to retry."""
    version, is_new = await service.put_goal(db, owner, day, body, seen)
    response.status_code = 201 if is_new else 200
    return version


@router.delete("/{day}", status_code=204, responses=errors(412))
async def delete_goal(owner: Owner, day: From, seen: IfMatch, db: Database) -> None:
    """Take a version back: the one before it holds on. Safe to retry."""
    await service.delete_goal(db, owner, day, seen)
