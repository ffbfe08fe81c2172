"""Reading now, and the days that were read, as JSON."""

from datetime import timedelta

from fastapi import APIRouter, Request

from nutritrack.errors import Conflict
from nutritrack.fitness import errors as problems
from nutritrack.fitness import syncs, tokens
from nutritrack.fitness.days import MergedDay, merged_days
from nutritrack.fitness.jobs import wake
from nutritrack.fitness.progress import Progress, show
from nutritrack.fitness.tokens import FitStatus
from nutritrack.http.errors import errors
from nutritrack.http.query import From, To, last_days
from nutritrack.http.state import Database
from nutritrack.limits import Limit, take
from nutritrack.mongo.documents import now
from nutritrack.users.auth import Owner

USUAL_DAYS = 30
ASKED = Limit("sync", 20, timedelta(minutes=10))

router = APIRouter(prefix="/api/fitness", tags=["fitness"], responses=errors(401, 403, 422))


class NothingConnected(Conflict):
    title = "Not connected"
    detail = problems.NotConnected.words + " Connect one first."


class ConnectAgain(Conflict):
    title = "Connect again"
    detail = problems.NeedsReconnect.words


@router.post("/sync/{userId}", status_code=202, responses=errors(409, 429))
async def sync(owner: Owner, db: Database, request: Request) -> Progress:
    """Read from Google as soon as possible. Ask for the status to see how far it is."""
    connection = await tokens.read(db, owner.id)
    if connection is not None and connection.fit_status is FitStatus.NEEDS_RECONNECT:
        raise ConnectAgain
    if connection is None or not connection.fit_data_enabled:
        raise NothingConnected
    await take(db, ASKED, str(owner.id))
    await syncs.ask(db, owner.id)
    wake(request.app.state)
    return show(await syncs.read(db, owner.id))


@router.get("/{userId}/days")
async def days(
    owner: Owner,
    db: Database,
    first: From = None,
    last: To = None,
) -> list[MergedDay]:
    """The days that anything is known of, in order; of the last 30 when none are named."""
    today = owner.calendar.day_of(now())
    first, last = last_days(first, last, today=today, usually=USUAL_DAYS)
    return list((await merged_days(db, owner.id, first, last)).values())
