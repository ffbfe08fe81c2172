"""Signing in with Google, and which ways of signing in this server offers."""

import secrets
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Cookie, Query, Request
from fastapi.responses import RedirectResponse

from nutritrack import mail
from nutritrack.google import oauth
from nutritrack.http.errors import errors
from nutritrack.http.origin import is_secure
from nutritrack.http.state import Database, TheSettings
from nutritrack.users import credentials, google_signin, signin
from nutritrack.users.auth import CurrentUser, PossibleCaller, TheCaller, set_cookie
from nutritrack.users.signin_api import TheClient
from nutritrack.users.signin_models import Authorize, Methods, Proofs

router = APIRouter(prefix="/api/auth", tags=["sign-in"])

COOKIE = "nutritrack-google"  # a secret of the browser that went to Google
COOKIE_SECONDS = 600
COOKIE_PATH = "/api/auth/google"
REDIRECT: dict[int | str, dict[str, Any]] = {
    303: {"description": "To Google, or back to a page of the client"}
}
Said = Annotated[str, Query(max_length=2000)]


@router.get("/methods", responses=errors())
async def get_methods(settings: TheSettings) -> Methods:
    """Which ways of signing in this server offers, besides passwords and recovery codes."""
    return Methods(google=oauth.is_configured(settings), email_code=mail.configured(settings))


@router.get("/proofs", responses=errors(401))
async def get_proofs(user: CurrentUser, settings: TheSettings, db: Database) -> Proofs:
    """What lets the signed-in user in; so the client knows whether Google does."""
    return Proofs(methods=signin.methods(settings, await credentials.get(db, user.id)))


@router.get(
    "/google",
    status_code=303,
    response_class=RedirectResponse,
    responses=errors(409, 422, 429) | REDIRECT,
)
async def go_to_google(
    client: TheClient,
    settings: TheSettings,
    db: Database,
    request: Request,
    moved: Annotated[bool, Query()] = False,
) -> RedirectResponse:
    """Sign in with Google: for browsers, which are sent there and come back."""
    # Google sends people back to one address, and cookies of another would not be sent there.
    if not moved and request.headers.get("host") != urlsplit(settings.address).netloc:
        return RedirectResponse(f"{settings.address}{COOKIE_PATH}?moved=true", 303)
    browser = secrets.token_urlsafe(32)
    url = await google_signin.begin(db, settings, browser, client.address)
    answer = RedirectResponse(url, 303)
    answer.set_cookie(
        COOKIE,
        browser,
        max_age=COOKIE_SECONDS,
        path=COOKIE_PATH,
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )
    return answer


@router.post("/google", responses=errors(401, 409, 429))
async def link_google(caller: TheCaller, settings: TheSettings, db: Database) -> Authorize:
    """Where to go to link a Google account, which then signs in here."""
    url = await google_signin.begin_link(db, settings, caller.account.id, caller.session.id)
    return Authorize(authorize_url=url)


@router.delete("/google", status_code=204, responses=errors(401, 409))
async def unlink_google(user: CurrentUser, settings: TheSettings, db: Database) -> None:
    """End signing in with Google. Fitness data is another connection."""
    await google_signin.unlink(db, settings, user.id)


@router.get(
    "/google/callback",
    status_code=303,
    response_class=RedirectResponse,
    responses=errors(422, 429) | REDIRECT,
)
async def come_back(
    client: TheClient,
    caller: PossibleCaller,
    settings: TheSettings,
    db: Database,
    request: Request,
    browser: Annotated[str, Cookie(alias=COOKIE, max_length=200)] = "",
    state: Said = "",
    code: Said = "",
    error: Said = "",
) -> RedirectResponse:
    """Where Google sends people back to. A `state` works once, in the browser that began."""
    session = caller.session if caller else None
    result = await google_signin.finish(db, settings, client, browser, session, state, code, error)
    page = "/settings" if result.linking else "/sign-in"
    answer = RedirectResponse(f"{page}?google={result.outcome.value}", 303)
    if result.entry:
        answer = RedirectResponse("/", 303)
        set_cookie(request, answer, result.entry.token, result.entry.session.expires_at)
    answer.delete_cookie(COOKIE, path=COOKIE_PATH)
    return answer
