"""Progress as JSON."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Query

from nutritrack.days import FIRST_DAY
from nutritrack.errors import InvalidRequest
from nutritrack.http.errors import errors
from nutritrack.http.query import EndsBeforeItStarts
from nutritrack.http.state import Database
from nutritrack.mongo.documents import Day
from nutritrack.progress import proposing, service
from nutritrack.progress.models import ProgressCourse, ProgressProposal
from nutritrack.users.auth import Owner

MOST_DAYS = 1100
USUAL_DAYS = 90

router = APIRouter(
    prefix="/api/progress/{userId}", tags=["progress"], responses=errors(401, 403, 422)
)


class TooManyDays(InvalidRequest):
    detail = f"At most {MOST_DAYS} days at once."
    path = "from"


@router.get("")
async def progress(
    owner: Owner,
    db: Database,
    background: BackgroundTasks,
    first: Annotated[Day | None, Query(alias="from")] = None,
    last: Annotated[Day | None, Query(alias="to")] = None,
) -> ProgressCourse:
    """Weight with its trend, expenditure with its interval; the last 90 days when none are named.

    Estimated from up to 730 days before `to`. Today counts as partial unless it is marked.
    """
    last = last or service.today(owner)
    first = first or max(last - timedelta(days=USUAL_DAYS - 1), FIRST_DAY)
    if first > last:
        raise EndsBeforeItStarts
    if (last - first).days >= MOST_DAYS:
        raise TooManyDays
    return await service.progress(db, owner, first, last, background.add_task)


@router.get("/proposal")
async def proposal(owner: Owner, db: Database, background: BackgroundTasks) -> ProgressProposal:
    """The energy target of the week to come, with its reasons. It sets nothing."""
    return await proposing.proposal(db, owner, background.add_task)
