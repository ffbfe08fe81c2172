"""What routes ask for: who is asking, and whose data it is."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Path, Request, Response
from fastapi.security import HTTPBearer

from nutritrack.errors import AppError, InvalidRequest, Unauthenticated, Unauthorized
from nutritrack.http.origin import is_same_origin, is_secure
from nutritrack.http.state import Database
from nutritrack.mongo.documents import Id, Instant, now, to_id
from nutritrack.users import sessions, store
from nutritrack.users.models import Account, Session

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class WrongOrigin(AppError):
    status = 403
    title = "Wrong origin"
    detail = "A change by cookie must come from a page of this server."


class InvalidId(InvalidRequest):
    detail = "An id has 24 hexadecimal digits."


# Tells OpenAPI how to sign in; `_token` reads the header.
BEARER = HTTPBearer(auto_error=False, description="The token that POST /api/auth/login answered")


@dataclass(frozen=True)
class Caller:
    """Who is asking, and by which sign-in."""

    account: Account
    session: Session


async def get_caller(request: Request, db: Database, _: Annotated[Any, Depends(BEARER)]) -> Caller:
    session = await sessions.find(db, _token(request))
    account = await store.get(db, session.user_id) if session else None
    if session is None or account is None:
        raise Unauthenticated
    return Caller(account, session)


async def get_possible_caller(request: Request, db: Database) -> Caller | None:
    """The same where nobody has to be signed in."""
    try:
        return await get_caller(request, db, None)
    except Unauthenticated:
        return None


TheCaller = Annotated[Caller, Depends(get_caller)]


async def get_user(caller: TheCaller) -> Account:
    return caller.account


PossibleCaller = Annotated[Caller | None, Depends(get_possible_caller)]
CurrentUser = Annotated[Account, Depends(get_user)]


async def get_owner(
    request: Request, user: CurrentUser, user_id: Annotated[Id, Path(alias="userId")]
) -> Account:
    """The user named in the path, who must be the one who is asking."""
    return _must_own(request, user, user_id)


async def get_owner_by_id(
    request: Request, user: CurrentUser, user_id: Annotated[Id, Path(alias="id")]
) -> Account:
    """The same where the path calls the user `id`."""
    return _must_own(request, user, user_id)


Owner = Annotated[Account, Depends(get_owner)]  # for every route with {userId}
OwnerById = Annotated[Account, Depends(get_owner_by_id)]  # for /users/{id}


def _must_own(request: Request, user: Account, user_id: Id) -> Account:
    # A malformed id of something else in the path is said before whose data it is.
    for name, value in request.path_params.items():
        if name.endswith("Id"):
            try:
                to_id(value)
            except ValueError:
                raise InvalidId(name) from None
    if user_id != user.id:
        raise Unauthorized
    return user


def cookie_name(request: Request) -> str:
    """The `__Host-` prefix needs HTTPS; at home there may be none."""
    return "__Host-nutritrack" if is_secure(request) else "nutritrack"


def set_cookie(request: Request, response: Response, token: str, expires: Instant) -> None:
    response.set_cookie(
        cookie_name(request),
        token,
        max_age=int((expires - now()).total_seconds()),
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )


def clear_cookie(request: Request, response: Response) -> None:
    response.delete_cookie(
        cookie_name(request), secure=is_secure(request), httponly=True, samesite="lax"
    )


def _token(request: Request) -> str:
    """The token of an API client, or of the web client's cookie."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme:
        return token.strip() if scheme.lower() == "bearer" else ""
    cookie = request.cookies.get(cookie_name(request), "")
    if cookie and request.method not in SAFE_METHODS and not is_same_origin(request):
        raise WrongOrigin
    return cookie
