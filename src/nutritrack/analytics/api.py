"""Analytics as JSON."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from nutritrack.analytics import service
from nutritrack.analytics.models import Daily, Macros, Point, Weekly
from nutritrack.errors import InvalidRequest
from nutritrack.http.errors import errors
from nutritrack.http.query import Day, EndsBeforeItStarts
from nutritrack.http.state import Database
from nutritrack.users.auth import Owner

MOST_DAYS = 1100

router = APIRouter(
    prefix="/api/analytics/{userId}", tags=["analytics"], responses=errors(401, 403, 422)
)


class TooManyDays(InvalidRequest):
    detail = f"At most {MOST_DAYS} days at once."
    path = "from"


@router.get("/daily")
async def daily(owner: Owner, db: Database, date: Day | None = None) -> Daily:
    """One day; today when none is named."""
    return await service.daily(db, owner, date or service.today(owner))


@router.get("/weekly")
async def weekly(owner: Owner, db: Database, to: Annotated[Day | None, Query()] = None) -> Weekly:
    """The seven days up to and including `to`."""
    return await service.weekly(db, owner, to or service.today(owner))


@router.get("/macros")
async def macros(
    owner: Owner, db: Database, days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 7
) -> Macros:
    """Where the energy of the last days came from."""
    last = service.today(owner)
    return await service.macros(db, owner, last - timedelta(days=days - 1), last)


@router.get("/progress")
async def progress(
    owner: Owner,
    db: Database,
    first: Annotated[Day | None, Query(alias="from")] = None,
    last: Annotated[Day | None, Query(alias="to")] = None,
) -> list[Point]:
    """One point a day; the last 30 days when none are named."""
    last = last or service.today(owner)
    first = first or last - timedelta(days=29)
    if first > last:
        raise EndsBeforeItStarts
    if (last - first).days >= MOST_DAYS:
        raise TooManyDays
    return list(await service.progress(db, owner, first, last))
