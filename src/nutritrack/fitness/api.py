"""The connection to Google as JSON, and the page that Google sends people back to."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse

from nutritrack.errors import Conflict
from nutritrack.fitness import connection, status, syncs
from nutritrack.fitness.connection import Outcome
from nutritrack.fitness.jobs import wake
from nutritrack.fitness.status import Connect, Disconnected, Status
from nutritrack.http.body import JsonRoute
from nutritrack.http.errors import BODY, errors
from nutritrack.http.state import Database, TheSettings
from nutritrack.users.auth import Owner, TheCaller
from nutritrack.users.signin_models import Authorize

router = APIRouter(
    prefix="/api/fitness", tags=["fitness"], route_class=JsonRoute, responses=errors(401)
)
REDIRECT: dict[int | str, dict[str, Any]] = {
    303: {"description": "Back to the settings page, with how it ended in `fitness`"}
}
Said = Annotated[str, Query(max_length=2000)]


class WrongAddress(Conflict):
    title = "Wrong address"
    detail = (
        "Google sends you back to {address}, where this browser is not signed in. Open NutriTrack "
        "at that address and connect there; or set NUTRITRACK_PUBLIC_URL to the address you use."
    )


@router.get(
    "/callback", status_code=303, response_class=RedirectResponse, responses=errors(422) | REDIRECT
)
async def come_back(
    caller: TheCaller,
    settings: TheSettings,
    db: Database,
    request: Request,
    state: Said = "",
    code: Said = "",
    error: Said = "",
) -> RedirectResponse:
    """Where Google sends people back to. A `state` works once, for the sign-in that began."""
    outcome = await connection.finish(
        db, settings, caller.account.id, caller.session.id, state, code, error
    )
    if outcome in (Outcome.CONNECTED, Outcome.PARTIAL):
        await syncs.ask(db, caller.account.id, anew=True)
        wake(request.app.state)
    return RedirectResponse(f"/settings?{urlencode({'fitness': outcome.value})}", 303)


@router.get("/{userId}", responses=errors(403, 422))
async def get_status(owner: Owner, settings: TheSettings, db: Database) -> Status:
    """The connection: to what, what was granted, when it was last read, what went wrong."""
    return await status.status(db, settings, owner.id)


@router.post("/connect/{userId}", responses=errors(*BODY, 403, 409, 429))
async def connect(
    owner: Owner,
    caller: TheCaller,
    settings: TheSettings,
    db: Database,
    request: Request,
    body: Connect | None = None,
) -> Authorize:
    """Where to go to consent. Come back with the same sign-in within ten minutes."""
    # A browser, whose cookie is for one host. It says where it is with every unsafe request.
    if "authorization" not in request.headers and request.headers["origin"] != settings.address:
        raise WrongAddress(address=settings.address)
    chosen = (body or Connect()).provider
    url = await connection.begin(db, settings, owner.id, caller.session.id, chosen)
    return Authorize(authorize_url=url)


@router.post("/disconnect/{userId}", responses=errors(403, 422))
async def disconnect(owner: Owner, settings: TheSettings, db: Database) -> Disconnected:
    """Forget the tokens, whatever Google says to it. What was read stays."""
    revoked = await connection.disconnect(db, settings, owner.id)
    now = await status.status(db, settings, owner.id)
    return Disconnected(**now.model_dump(by_alias=False), revoked=revoked)
