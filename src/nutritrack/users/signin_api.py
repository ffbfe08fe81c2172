"""Signing in and out, as JSON."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from nutritrack.errors import NotFound
from nutritrack.http.body import JsonRoute
from nutritrack.http.errors import BODY, errors
from nutritrack.http.origin import address_of
from nutritrack.http.state import Database, TheSettings
from nutritrack.mongo.documents import Id
from nutritrack.users import sessions, signin
from nutritrack.users.auth import CurrentUser, TheCaller, clear_cookie, set_cookie
from nutritrack.users.models import Session, User
from nutritrack.users.signin_models import (
    ChangePassword,
    CodeRequest,
    Login,
    RecoveryCodes,
    SignedIn,
    SignIn,
)

router = APIRouter(
    prefix="/api/auth", tags=["sign-in"], route_class=JsonRoute, responses=errors(422)
)
SessionId = Annotated[Id, Path(alias="id")]


class SignInNotFound(NotFound):
    detail = "There is no such sign-in. It may have ended already."


async def get_client(request: Request) -> signin.Client:
    return signin.Client(address_of(request), request.headers.get("user-agent", ""))


TheClient = Annotated[signin.Client, Depends(get_client)]


@router.post(
    "/login",
    response_model_exclude_none=True,
    responses=errors(*BODY, 401, 429) | {201: {"model": SignedIn, "description": "A new account"}},
)
async def log_in(
    body: Login,
    client: TheClient,
    settings: TheSettings,
    db: Database,
    request: Request,
    response: Response,
) -> SignedIn:
    """Sign in with a proof, or make an account for an e-mail that is not known yet."""
    entry = await signin.log_in(db, settings, body, client)
    if entry.is_new:
        response.status_code = 201
    set_cookie(request, response, entry.token, entry.session.expires_at)
    return SignedIn(
        user=entry.account,
        token=entry.token,
        expires_at=entry.session.expires_at,
        recovery_codes=entry.recovery_codes or None,
        warnings=entry.account.warnings,
    )


@router.post("/code", status_code=202, response_class=Response, responses=errors(*BODY))
async def mail_code(
    body: CodeRequest, client: TheClient, settings: TheSettings, db: Database
) -> Response:
    """Mail a one-time code, where e-mail is configured and such an account exists."""
    await signin.mail_code(db, settings, body.email, client.address)
    return Response(status_code=202)


@router.put("/password", status_code=204, responses=errors(*BODY, 401, 429))
async def change_password(
    caller: TheCaller, body: ChangePassword, settings: TheSettings, db: Database
) -> None:
    """Set a password; every other sign-in ends."""
    await signin.change_password(db, settings, caller.account, caller.session, body)


@router.post("/recovery-codes", status_code=201, responses=errors(401))
async def make_recovery_codes(user: CurrentUser, db: Database) -> RecoveryCodes:
    """New one-time codes to keep in a safe place. The old ones are void."""
    return RecoveryCodes(recovery_codes=await signin.new_recovery_codes(db, user.id))


@router.get("/session", response_model_exclude_none=True, responses=errors(401))
async def get_session(user: CurrentUser) -> User:
    """Who is signed in."""
    return user


@router.get("/sessions", response_model_exclude_none=True, responses=errors(401))
async def list_sign_ins(caller: TheCaller, db: Database) -> list[SignIn]:
    """Every device that is signed in, the one used last first."""
    found = await sessions.of_user(db, caller.account.id)
    return [_show(session, caller.session) for session in found]


@router.get("/sessions/{id}", response_model_exclude_none=True, responses=errors(401, 404))
async def get_sign_in(caller: TheCaller, session_id: SessionId, db: Database) -> SignIn:
    """One device that is signed in."""
    for session in await sessions.of_user(db, caller.account.id):
        if session.id == session_id:
            return _show(session, caller.session)
    raise SignInNotFound


@router.delete("/sessions", status_code=204, responses=errors(401))
async def end_sign_ins(
    caller: TheCaller, db: Database, request: Request, response: Response
) -> None:
    """Sign out everywhere, here too."""
    await sessions.end_all(db, caller.account.id)
    clear_cookie(request, response)


@router.delete("/sessions/{id}", status_code=204, responses=errors(401, 404))
async def end_sign_in(caller: TheCaller, session_id: SessionId, db: Database) -> None:
    """Sign one device out."""
    if not await sessions.end(db, caller.account.id, session_id):
        raise SignInNotFound


@router.post("/logout", status_code=204, responses=errors(401))
async def log_out(caller: TheCaller, db: Database, request: Request, response: Response) -> None:
    """End this sign-in."""
    await sessions.end(db, caller.account.id, caller.session.id)
    clear_cookie(request, response)


def _show(session: Session, current: Session) -> SignIn:
    return SignIn(
        id=session.id,
        created_at=session.created_at,
        last_used_at=session.last_used_at,
        expires_at=session.expires_at,
        user_agent=session.user_agent,
        current=session.id == current.id,
    )
