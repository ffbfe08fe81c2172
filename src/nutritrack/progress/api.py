"""Progress as JSON."""

from fastapi import APIRouter, BackgroundTasks

from nutritrack.analytics.service import today
from nutritrack.http.errors import errors
from nutritrack.http.query import From, To, last_days
from nutritrack.http.state import Database
from nutritrack.progress import proposing, service
from nutritrack.progress.models import ProgressCourse, ProgressProposal
from nutritrack.users.auth import Owner

USUAL_DAYS = 90

router = APIRouter(
    prefix="/api/progress/{userId}", tags=["progress"], responses=errors(401, 403, 422)
)


@router.get("")
async def progress(
    owner: Owner,
    db: Database,
    background: BackgroundTasks,
    first: From = None,
    last: To = None,
) -> ProgressCourse:
    """Weight with its trend, expenditure with its interval; the last 90 days when none are named.

    Estimated from up to 730 days before `to`. Today counts as partial unless it is marked.
    """
    span = last_days(first, last, today=today(owner), usually=USUAL_DAYS)
    return await service.progress(db, owner, *span, background.add_task)


@router.get("/proposal")
async def proposal(owner: Owner, db: Database, background: BackgroundTasks) -> ProgressProposal:
    """The energy target of the week to come, with its reasons. It sets nothing."""
    return await proposing.proposal(db, owner, background.add_task)
