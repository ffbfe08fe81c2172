"""Analytics as JSON."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Query

from nutritrack.analytics import breakdown as breakdowns
from nutritrack.analytics import periods, service
from nutritrack.analytics.breakdown import MACROS, Breakdown, By
from nutritrack.analytics.models import Daily, Macros, Nutrients, Point, Weekly
from nutritrack.analytics.periods import Balance, Comparison, Consistency
from nutritrack.days import DAY, FIRST_DAY
from nutritrack.errors import InvalidRequest
from nutritrack.foods.nutrients import BY_ID
from nutritrack.http.errors import errors
from nutritrack.http.query import MOST_DAYS, From, To, last_days
from nutritrack.http.state import Database
from nutritrack.mongo.documents import Day
from nutritrack.users.auth import Owner
from nutritrack.users.models import Account

router = APIRouter(
    prefix="/api/analytics/{userId}", tags=["analytics"], responses=errors(401, 403, 422)
)


@router.get("/daily")
async def daily(
    owner: Owner, db: Database, day: Annotated[Day | None, Query(alias="date")] = None
) -> Daily:
    """One day; today when none is named."""
    return await service.daily(db, owner, day or service.today(owner))


@router.get("/weekly")
async def weekly(owner: Owner, db: Database, to: Day | None = None) -> Weekly:
    """The seven days up to and including `to`."""
    return await service.weekly(db, owner, to or service.today(owner))


@router.get("/macros")
async def macros(
    owner: Owner,
    db: Database,
    background: BackgroundTasks,
    days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 7,
) -> Macros:
    """Where the energy of the last days came from."""
    last = service.today(owner)
    first = last - timedelta(days=days - 1)
    return await service.macros(db, owner, first, last, background.add_task)


@router.get("/progress")
async def progress(
    owner: Owner,
    db: Database,
    background: BackgroundTasks,
    first: From = None,
    last: To = None,
) -> list[Point]:
    """One point a day; the last 30 days when none are named."""
    span = _days(owner, first, last, usually=30)
    return list(await service.progress(db, owner, *span, background.add_task))


@router.get("/nutrients")
async def nutrients(
    owner: Owner,
    db: Database,
    background: BackgroundTasks,
    first: From = None,
    last: To = None,
) -> Nutrients:
    """Every nutrient that is known, and of how much of the energy; today when no day is named."""
    span = _days(owner, first, last, usually=1)
    return await service.nutrients(db, owner, *span, background.add_task)


class UnknownNutrient(InvalidRequest):
    detail = "There is no nutrient with the id {id}."
    path = "nutrient"


@router.get("/breakdown")
async def breakdown(
    owner: Owner,
    db: Database,
    background: BackgroundTasks,
    by: By = By.DAY,
    nutrient: Annotated[list[str] | None, Query(max_length=len(BY_ID))] = None,
    first: From = None,
    last: To = None,
    limit: Annotated[int, Query(ge=1, le=200, description="foods")] = 20,
) -> Breakdown:
    """Where energy and nutrients come from; `nutrient` may be named several times.

    The last 30 days, energy and macronutrients when none are named.
    """
    span = _days(owner, first, last, usually=30)
    wanted = list(dict.fromkeys(nutrient or MACROS))
    for id in wanted:
        if id not in BY_ID:
            raise UnknownNutrient(id=id[:40])
    return await breakdowns.breakdown(db, owner, by, wanted, *span, limit, background.add_task)


@router.get("/consistency")
async def consistency(
    owner: Owner,
    db: Database,
    background: BackgroundTasks,
    first: From = None,
    last: To = None,
) -> Consistency:
    """How regularly meals were logged; the last 30 days when none are named."""
    span = _days(owner, first, last, usually=30)
    return await periods.consistency(db, owner, *span, background.add_task)


@router.get("/compare")
async def compare(
    owner: Owner,
    db: Database,
    background: BackgroundTasks,
    first: From = None,
    last: To = None,
    against_first: Annotated[Day | None, Query(alias="againstFrom")] = None,
    against_last: Annotated[Day | None, Query(alias="againstTo")] = None,
) -> Comparison:
    """Two stretches of days: the last 7, and as many before them, when none are named."""
    one = _days(owner, first, last, usually=7)
    days = (one[1] - one[0]).days + 1
    until = against_last or (one[0] - DAY if one[0] > FIRST_DAY else FIRST_DAY)
    other = _days(owner, against_first, until, usually=days)
    return await periods.compare(db, owner, one, other, background.add_task)


@router.get("/balance")
async def balance(
    owner: Owner,
    db: Database,
    background: BackgroundTasks,
    first: From = None,
    last: To = None,
) -> Balance:
    """Energy in beside weight, day by day; the last 30 days when none are named."""
    span = _days(owner, first, last, usually=30)
    return await periods.balance(db, owner, *span, background.add_task)


def _days(owner: Account, first: date | None, last: date | None, usually: int) -> tuple[date, date]:
    """The days that were named, or the last ones."""
    return last_days(first, last, today=service.today(owner), usually=usually)
