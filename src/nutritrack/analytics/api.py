"""Analytics as JSON."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from nutritrack.analytics import service
from nutritrack.analytics.models import Daily, Macros, Nutrients, Point, Weekly
from nutritrack.errors import InvalidRequest
from nutritrack.http.errors import errors
from nutritrack.http.query import EndsBeforeItStarts
from nutritrack.http.state import Database
from nutritrack.mongo.documents import Day
from nutritrack.users.auth import Owner
from nutritrack.users.models import Account

MOST_DAYS = 1100
From = Annotated[Day | None, Query(alias="from")]
To = Annotated[Day | None, Query(alias="to")]

router = APIRouter(
    prefix="/api/analytics/{userId}", tags=["analytics"], responses=errors(401, 403, 422)
)


class TooManyDays(InvalidRequest):
    detail = f"At most {MOST_DAYS} days at once."
    path = "from"


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
    owner: Owner, db: Database, days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 7
) -> Macros:
    """Where the energy of the last days came from."""
    last = service.today(owner)
    return await service.macros(db, owner, last - timedelta(days=days - 1), last)


@router.get("/progress")
async def progress(owner: Owner, db: Database, first: From = None, last: To = None) -> list[Point]:
    """One point a day; the last 30 days when none are named."""
    return list(await service.progress(db, owner, *_days(owner, first, last, usually=30)))


@router.get("/nutrients")
async def nutrients(owner: Owner, db: Database, first: From = None, last: To = None) -> Nutrients:
    """Every nutrient that is known, and of how much of the energy; today when no day is named."""
    return await service.nutrients(db, owner, *_days(owner, first, last, usually=1))


def _days(owner: Account, first: date | None, last: date | None, usually: int) -> tuple[date, date]:
    """The days that were named, or the last ones."""
    last = last or service.today(owner)
    first = first or last - timedelta(days=usually - 1)
    if first > last:
        raise EndsBeforeItStarts
    if (last - first).days >= MOST_DAYS:
        raise TooManyDays
    return first, last
