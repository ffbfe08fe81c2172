"""Signing in with Google.

A Google account proves who somebody is by its id, which never changes. An e-mail alone proves
nothing: anybody may have made an account here with an address that is not theirs and wait for its
owner. So an account is found by e-mail only after it has proven that e-mail itself, and only for an
address that Google hosts; in every other case one signs in and links the account in the settings.
"""

import logging
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from nutritrack.config import Settings
from nutritrack.crypto import tokens
from nutritrack.errors import Conflict
from nutritrack.google import oauth, states
from nutritrack.google.endpoints import SIGN_IN_CALLBACK, redirect_uri
from nutritrack.google.identity import Identity
from nutritrack.limits import Limit, take
from nutritrack.mongo.documents import Db, Document, Id, now
from nutritrack.users import accounts, credentials, sessions, store
from nutritrack.users.models import Account, Email, Name, Session
from nutritrack.users.signin import NEW_ACCOUNTS, Client, Entry, methods

log = logging.getLogger(__name__)

SIGN_IN, LINK = "signin", "link"
SCOPES = ["openid", "email", "profile"]
BEGINNINGS = Limit("google", 30, timedelta(minutes=10))


class GoogleNotConfigured(Conflict):
    title = "Not configured"
    detail = "This server has no client at Google. Sign in with a password or a code."


class LastProof(Conflict):
    title = "The last way in"
    detail = "Nothing else would let you in. Set a password or make recovery codes first."


class Outcome(StrEnum):
    """How it ended, as the client is told in `/sign-in?google=` or `/settings?google=`."""

    SIGNED_IN = "signedIn"
    LINKED = "linked"
    DENIED = "denied"
    EXPIRED = "expired"
    UNVERIFIED = "unverified"  # Google has not verified the e-mail of that account
    KNOWN = "known"  # an account with that e-mail exists: sign in to it, then link
    TAKEN = "taken"  # another account here is linked to that Google account
    GOOGLE_DOWN = "googleDown"
    MISCONFIGURED = "misconfigured"


class Result(NamedTuple):
    outcome: Outcome
    linking: bool = False
    entry: Entry | None = None


async def begin(db: Db, settings: Settings, browser: str, address: str) -> str:
    """Where to go. `browser` is a secret of the browser that asks. Raises GoogleNotConfigured."""
    client = _client(settings)
    await take(db, BEGINNINGS, address)
    return _url(settings, client, await states.begin(db, SIGN_IN, browser))


async def begin_link(db: Db, settings: Settings, user_id: Id, session_id: Id) -> str:
    """Where to go to link a Google account to an account here."""
    client = _client(settings)
    await take(db, BEGINNINGS, str(user_id))
    return _url(settings, client, await states.begin(db, LINK, str(session_id), user_id))


async def finish(
    db: Db,
    settings: Settings,
    client: Client,
    browser: str,
    session: Session | None,
    state: str,
    code: str,
    error: str,
) -> Result:
    """What came back. `session` is the sign-in of the browser, which linking needs."""
    back = await states.take(db, state, SIGN_IN, browser) if browser else None
    linking = back is None and session is not None
    if back is None and session is not None:
        back = await states.take(db, state, LINK, str(session.id))
        linking = back is not None
    if back is None:  # whoever is signed in and did not come to sign in was linking
        return Result(Outcome.EXPIRED, session is not None and not browser)
    if error or not code:
        return Result(Outcome.DENIED, linking)
    try:
        grant = await oauth.exchange(settings, _client(settings), code, back.verifier)
    except oauth.Refused:
        return Result(Outcome.EXPIRED, linking)
    except oauth.Away:
        return Result(Outcome.GOOGLE_DOWN, linking)
    except (oauth.BadClient, GoogleNotConfigured) as problem:
        log.error("Google refuses our client: %s", problem)
        return Result(Outcome.MISCONFIGURED, linking)
    if grant.identity is None:
        log.error("Google sent no id token that is meant for us")
        return Result(Outcome.MISCONFIGURED, linking)
    if linking and back.user_id is not None:
        return Result(await _link(db, back.user_id, grant.identity), linking)
    return await _sign_in(db, client, grant.identity)


async def _link(db: Db, user_id: Id, identity: Identity) -> Outcome:
    try:
        await credentials.set_google(db, user_id, identity.id)
    except credentials.GoogleIsTaken:
        return Outcome.TAKEN
    account = await store.note_google(db, user_id, identity.id)
    if account is None:  # erased meanwhile
        await credentials.forget(db, user_id)
        return Outcome.EXPIRED
    if identity.is_authoritative and identity.email == account.email:
        await credentials.prove_email(db, user_id)
    return Outcome.LINKED


async def _sign_in(db: Db, client: Client, identity: Identity, *, again: bool = False) -> Result:
    user_id = await credentials.find_google(db, identity.id)
    account = await store.get(db, user_id) if user_id else None
    if account is None:
        if user_id:  # left behind by another client that removed the account
            await credentials.forget(db, user_id)
        email = _email(identity)
        if email is None:
            return Result(Outcome.UNVERIFIED)
        account = await store.get_by_email(db, email)
        if account is None:
            try:
                return await _sign_up(db, client, identity, email)
            except accounts.EmailIsTaken:  # by the same person, who clicked twice
                if again:
                    return Result(Outcome.KNOWN)
                return await _sign_in(db, client, identity, again=True)
        known = await credentials.get(db, account.id)
        proven = known.get("emailProvenAt") and not known.get("googleId")
        if not (proven and identity.is_authoritative):
            return Result(Outcome.KNOWN)
        if (outcome := await _link(db, account.id, identity)) is not Outcome.LINKED:
            return Result(outcome)
    session, token = _session(account, client)
    await sessions.add(db, session)
    return Result(Outcome.SIGNED_IN, entry=Entry(account, session, token))


async def _sign_up(db: Db, client: Client, identity: Identity, email: str) -> Result:
    """Raises EmailIsTaken."""
    await take(db, NEW_ACCOUNTS, client.address)
    account = Account.new(name=_name(identity, email), email=email, google_id=identity.id)
    session, token = _session(account, client)
    proofs: Document = {"googleId": identity.id}
    if identity.is_authoritative:
        proofs["emailProvenAt"] = now()
    await accounts.create(db, account, session, None, [], **proofs)
    return Result(Outcome.SIGNED_IN, entry=Entry(account, session, token))


async def unlink(db: Db, settings: Settings, user_id: Id) -> None:
    """End signing in with Google. Raises LastProof where nothing else would let one in."""
    known = await credentials.get(db, user_id)
    if "googleId" not in known:
        return
    if not methods(settings, {name: known[name] for name in known if name != "googleId"}):
        raise LastProof
    await credentials.unset_google(db, user_id)


def _session(account: Account, client: Client) -> tuple[Session, str]:
    token = tokens.new_token()
    return sessions.new(account.id, token, by_code=False, user_agent=client.user_agent), token


def _email(identity: Identity) -> str | None:
    """The verified e-mail, if it is one that we take."""
    try:
        return TypeAdapter(Email).validate_python(identity.email)
    except ValidationError:
        return None


def _name(identity: Identity, email: str) -> str:
    """The name at Google, or what stands before the @."""
    try:
        return TypeAdapter(Name).validate_python(identity.name)
    except ValidationError:
        return email.partition("@")[0]


def _url(settings: Settings, client: oauth.Client, started: states.Started) -> str:
    return oauth.authorize_url(
        settings, client, SCOPES, state=started.state, verifier=started.verifier, offline=False
    )


def _client(settings: Settings) -> oauth.Client:
    """Raises GoogleNotConfigured."""
    try:
        return oauth.client(settings, redirect_uri(settings, SIGN_IN_CALLBACK))
    except oauth.NotConfigured:
        raise GoogleNotConfigured from None
