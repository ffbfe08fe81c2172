"""OAuth 2.0 with Google: the authorization code with PKCE (RFC 7636), refresh, and revoking.

Three form POSTs, so a client of our own. Tokens are in bodies only: never in an address, a log
line or an exception. Google's answers are sorted into the three kinds that callers act upon.
"""

import asyncio
import base64
import hashlib
import random
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from urllib.parse import urlencode

import httpx2

from nutritrack.config import Settings
from nutritrack.google.endpoints import endpoints
from nutritrack.google.identity import Identity, read_identity
from nutritrack.mongo.documents import now

TRIES = 3
TRY_SECONDS = 8.0
PAUSE_SECONDS = 0.5  # doubled from try to try, and shortened by chance
LONGEST_PAUSE = 4.0
# The longest that a call lasts. Leases that guard one must last longer.
MOST_SECONDS = TRIES * TRY_SECONDS + (TRIES - 1) * LONGEST_PAUSE
REVOKE_SECONDS = 5.0

Form: TypeAlias = dict[str, str]


class NotConfigured(Exception):
    """This server has no client at Google."""


class Refused(Exception):
    """`invalid_grant`: this code or refresh token is dead, and asking again does not help."""


class Away(Exception):
    """Google is down, slow or busy. What we hold is still good."""

    def __init__(self, seconds: float) -> None:
        super().__init__("Google is away")
        self.seconds = seconds  # when to ask again


class BadClient(Exception):
    """Google refuses our client, or our request: for who runs the server, or for us."""


@dataclass(frozen=True)
class Client:
    """Our client at Google, for one of the addresses that people come back to."""

    id: str
    secret: str = field(repr=False)
    redirect_uri: str


@dataclass(frozen=True)
class Grant:
    """What Google gave. `scopes` is what was granted, which may be less than what we asked for."""

    access: str = field(repr=False)
    expires_at: datetime
    refresh: str | None = field(repr=False)
    scopes: frozenset[str]
    ends_at: datetime | None = None  # when the refresh token dies: clients in "Testing" only
    identity: Identity | None = None


def client(settings: Settings, redirect_uri: str) -> Client:
    """Raises NotConfigured."""
    if not (settings.google_client_id and settings.google_client_secret):
        raise NotConfigured
    secret = settings.google_client_secret.get_secret_value()
    return Client(settings.google_client_id, secret, redirect_uri)


def is_configured(settings: Settings) -> bool:
    return bool(settings.google_client_id and settings.google_client_secret)


def authorize_url(
    settings: Settings, ours: Client, scopes: list[str], *, state: str, verifier: str, offline: bool
) -> str:
    """Where to send people to consent. `offline` asks for a refresh token, every time anew."""
    asked = {
        "response_type": "code",
        "client_id": ours.id,
        "redirect_uri": ours.redirect_uri,
        "scope": " ".join(scopes),
        "state": state,
        "nonce": nonce_of(verifier),
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
    }
    if offline:
        # Without a new consent a second connection would get no refresh token.
        asked |= {"access_type": "offline", "prompt": "consent", "include_granted_scopes": "true"}
    else:
        asked["prompt"] = "select_account"
    return f"{endpoints(settings).authorize}?{urlencode(asked)}"


def new_verifier() -> str:
    """86 characters: RFC 7636 wants 43 to 128."""
    return secrets.token_urlsafe(64)


def challenge_of(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def nonce_of(verifier: str) -> str:
    """Ties an id token to this sign-in. It tells nothing of the verifier, nor of the challenge."""
    return hashlib.sha256(b"nonce:" + verifier.encode()).hexdigest()


async def exchange(settings: Settings, ours: Client, code: str, verifier: str) -> Grant:
    """The tokens for a code. Raises Refused, Away, BadClient."""
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": verifier,
        "redirect_uri": ours.redirect_uri,
    }
    body = await _ask(settings, ours, sent)
    return _grant(ours, body, nonce=nonce_of(verifier))


async def refresh(settings: Settings, ours: Client, token: str) -> Grant:
    """A new access token. The refresh token stays, unless Google gives another.

    No scope is sent: Google refuses to refresh for one that was never granted. Raises Refused,
    Away, BadClient.
    """
    body = await _ask(settings, ours, {"grant_type": "refresh_token", "refresh_token": token})
    return _grant(ours, body)


async def revoke(settings: Settings, token: str) -> bool:
    """End the whole grant at Google: one try, a few seconds. Whether it surely ended."""
    try:
        async with asyncio.timeout(REVOKE_SECONDS), httpx2.AsyncClient() as http:
            reply = await http.post(endpoints(settings).revoke, data={"token": token})
    except (httpx2.HTTPError, TimeoutError):
        return False
    if reply.status_code == httpx2.codes.BAD_REQUEST:
        return bool(_json(reply).get("error") == "invalid_token")  # it was dead already
    return bool(reply.status_code == httpx2.codes.OK)


async def _ask(settings: Settings, ours: Client, sent: Form) -> dict[str, Any]:
    """Post to the token endpoint, and again while Google is away."""
    form = {**sent, "client_id": ours.id, "client_secret": ours.secret}
    url = endpoints(settings).token
    pause = 0.0
    for attempt in range(TRIES):
        try:
            return await _try(url, form)
        except Away as away:
            pause = max(away.seconds, random.uniform(0.5, 1) * PAUSE_SECONDS * 2**attempt)  # noqa: S311 (jitter)
            if attempt + 1 == TRIES or pause > LONGEST_PAUSE:
                break
        await asyncio.sleep(pause)
    raise Away(pause)


async def _try(url: str, form: Form) -> dict[str, Any]:
    try:
        async with asyncio.timeout(TRY_SECONDS), httpx2.AsyncClient(timeout=TRY_SECONDS) as http:
            reply = await http.post(url, data=form)
    except (httpx2.HTTPError, TimeoutError):
        raise Away(0) from None  # the cause could carry the request
    if reply.status_code == httpx2.codes.TOO_MANY_REQUESTS or reply.status_code >= 500:
        wait = reply.headers.get("retry-after", "")
        raise Away(float(wait) if wait.isdecimal() else 0)
    body = _json(reply)
    if reply.status_code == httpx2.codes.OK and "access_token" in body:
        return body
    if body.get("error") == "invalid_grant":
        raise Refused
    if not body:
        raise Away(0)  # not Google's own answer: a proxy, a page to sign in to a network
    raise BadClient(str(body.get("error", reply.status_code))[:100])


def _json(reply: httpx2.Response) -> dict[str, Any]:
    try:
        body = reply.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _grant(ours: Client, body: dict[str, Any], nonce: str | None = None) -> Grant:
    at = now()
    try:
        life = body.get("refresh_token_expires_in")
        return Grant(
            access=str(body["access_token"]),
            expires_at=at + timedelta(seconds=int(body.get("expires_in", 0))),
            refresh=body.get("refresh_token"),
            scopes=frozenset(str(body.get("scope", "")).split()),
            ends_at=at + timedelta(seconds=int(life)) if life else None,
            identity=_identity(body.get("id_token"), ours, nonce),
        )
    except (TypeError, ValueError, OverflowError):
        raise BadClient("an answer we do not understand") from None


def _identity(token: object, ours: Client, nonce: str | None) -> Identity | None:
    """None where nobody asked, and for a token that is not for us: then nobody is signed in."""
    try:
        return read_identity(token, ours.id, nonce) if nonce else None
    except ValueError:
        return None
