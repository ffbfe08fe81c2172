"""Connecting a user to Google, keeping the access fresh, and ending it."""

import asyncio
import logging
import random
import secrets
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from enum import StrEnum

from nutritrack.config import Settings
from nutritrack.errors import Conflict, Unauthenticated
from nutritrack.fitness import tokens
from nutritrack.fitness.errors import (
    GoogleDown,
    KeysMissing,
    Misconfigured,
    NeedsReconnect,
    NotConnected,
)
from nutritrack.fitness.scopes import PROVIDERS, Provider, ProviderId, available
from nutritrack.fitness.tokens import Connection, FitStatus
from nutritrack.google import oauth, states
from nutritrack.google.endpoints import FITNESS_CALLBACK, redirect_uri
from nutritrack.limits import Limit, take
from nutritrack.mongo.documents import Db, Document, Id, now
from nutritrack.secrets.keys import BadKeys, Tampered
from nutritrack.secrets.vault import KeyDestroyed, MasterKeyMissing, Vault
from nutritrack.users.service import farewell

log = logging.getLogger(__name__)

PURPOSE = "fitness"
# For the name of the account only: the wrong Google account is the usual mistake.
IDENTITY_SCOPES = ["openid", "email"]
BEGINNINGS = Limit("connect", 20, timedelta(minutes=10))

SOON = timedelta(seconds=60)  # a token that ends so soon is not handed out
LEASE = timedelta(seconds=oauth.MOST_SECONDS + 10)
WAIT_SECONDS = LEASE.total_seconds() + 5
LOOK_SECONDS = 0.1


class NotConfigured(Conflict):
    title = "Not configured"
    detail = (
        "This server has no client at Google. Who runs it can make one: see docs/fitness.md. "
        "Files from a phone or a watch can be uploaded without."
    )


class ProviderEnded(Conflict):
    title = "Provider ended"
    detail = "Google has ended this service. Connect Google Health, or upload a file."


class Outcome(StrEnum):
    """How a consent ended, as the client is told in `/settings?fitness=`."""

    CONNECTED = "connected"
    PARTIAL = "partial"  # connected, but some boxes were unticked
    DENIED = "denied"  # cancelled, or every box unticked
    EXPIRED = "expired"  # too old, used already, or begun by another sign-in
    GOOGLE_DOWN = "googleDown"
    MISCONFIGURED = "misconfigured"
    FAILED = "failed"


async def begin(db: Db, settings: Settings, user_id: Id, session_id: Id, chosen: ProviderId) -> str:
    """Where to go to consent. Raises NotConfigured, ProviderEnded, TooManyRequests."""
    provider = PROVIDERS[chosen]
    if provider not in available(now().date()):
        raise ProviderEnded
    client = _client(settings)
    await take(db, BEGINNINGS, str(user_id))
    started = await states.begin(db, PURPOSE, str(session_id), user_id, provider.id)
    return oauth.authorize_url(
        settings,
        client,
        [*IDENTITY_SCOPES, *provider.scopes],
        state=started.state,
        verifier=started.verifier,
        offline=True,
    )


async def finish(
    db: Db, settings: Settings, user_id: Id, session_id: Id, state: str, code: str, error: str
) -> Outcome:
    """What came back from the consent. Raises Unauthenticated for an account erased meanwhile."""
    back = await states.take(db, state, PURPOSE, str(session_id))
    if back is None or back.user_id != user_id:
        return Outcome.EXPIRED
    if error or not code:
        return Outcome.DENIED if error == "access_denied" else Outcome.FAILED
    try:
        grant = await oauth.exchange(settings, _client(settings), code, back.verifier)
    except oauth.Refused:
        return Outcome.EXPIRED
    except oauth.Away:
        return Outcome.GOOGLE_DOWN
    except (oauth.BadClient, NotConfigured) as problem:
        log.error("Google refuses our client: %s", problem)
        return Outcome.MISCONFIGURED
    provider = PROVIDERS[ProviderId(back.provider or ProviderId.GOOGLE_HEALTH)]
    granted = provider.granted(grant.scopes)
    if not granted or grant.refresh is None:
        await oauth.revoke(settings, grant.access)
        return Outcome.FAILED if granted else Outcome.DENIED
    try:
        await _keep(db, settings, user_id, provider, grant)
    except (MasterKeyMissing, BadKeys) as problem:
        log.error("the access to Google cannot be kept: %s", type(problem).__name__)
        await oauth.revoke(settings, grant.refresh)
        return Outcome.FAILED
    return Outcome.CONNECTED if len(granted) == len(provider.scopes) else Outcome.PARTIAL


async def _keep(
    db: Db, settings: Settings, user_id: Id, provider: Provider, grant: oauth.Grant
) -> None:
    assert grant.refresh is not None
    vault = Vault(db, settings)
    fields: Document = {
        "googleAccessToken": await vault.seal(user_id, tokens.ACCESS, grant.access),
        "googleRefreshToken": await vault.seal(user_id, tokens.REFRESH, grant.refresh),
        "googleTokenExpiry": grant.expires_at,
        "fitProvider": provider.id.value,
        "fitStatus": FitStatus.CONNECTED.value,
        "fitGrantedScopes": provider.granted(grant.scopes),
    }
    if grant.identity:
        fields["googleId"] = grant.identity.id
        if grant.identity.email:
            fields["fitAccount"] = grant.identity.email
    if grant.ends_at:
        fields["fitGrantEndsAt"] = grant.ends_at
    before = await tokens.keep(db, user_id, fields)
    if before is None:  # erased meanwhile, and whatever we sealed with it
        await vault.destroy(user_id)
        await oauth.revoke(settings, grant.refresh)
        raise Unauthenticated
    # The same account has one grant, which the new tokens share. Another account's is over.
    if grant.identity and before.google_id not in (None, grant.identity.id):
        await _revoke(db, settings, before)


async def disconnect(db: Db, settings: Settings, user_id: Id) -> bool | None:
    """Forget the tokens, then end the grant at Google.

    Whether Google confirmed that it ended; None when there was nothing to end.
    """
    before = await tokens.drop(db, user_id)
    return await _revoke(db, settings, before) if before else None


async def _revoke(db: Db, settings: Settings, before: Connection) -> bool | None:
    if before.google_refresh_token is None:
        return None
    try:
        box = before.google_refresh_token
        token = await Vault(db, settings).open(before.id, tokens.REFRESH, box)
    except (KeyDestroyed, MasterKeyMissing, BadKeys, Tampered):
        return False
    return await oauth.revoke(settings, token)


@farewell
async def leave(db: Db, settings: Settings, user_id: Id) -> Callable[[], Awaitable[None]] | None:
    """An account that is erased is disconnected too: its token is read now, and revoked last."""
    connection = await tokens.read(db, user_id)
    if connection is None or connection.google_refresh_token is None:
        return None
    try:
        box = connection.google_refresh_token
        token = await Vault(db, settings).open(user_id, tokens.REFRESH, box)
    except (KeyDestroyed, MasterKeyMissing, BadKeys, Tampered):
        return None

    async def goodbye() -> None:
        await oauth.revoke(settings, token)

    return goodbye


class GoogleTokens:
    """The access of one user, for whoever reads their data. Keeps no token itself."""

    def __init__(self, db: Db, settings: Settings, user_id: Id) -> None:
        self.db = db
        self.settings = settings
        self.user_id = user_id
        self.version = 0  # of the token that was handed out last

    async def access_token(self, force: bool = False) -> str:
        """An access token that is good for a minute at least.

        `force` after Google answered 401 to the last one: it is replaced, by us or by whoever did
        already, once over all processes. Raises NotConnected, NeedsReconnect, GoogleDown,
        Misconfigured, KeysMissing.
        """
        refused = self.version if force else None
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            found = await self._connection()
            if refused == 0:
                refused = found.token_version
            if _is_fresh(found) and found.token_version != refused:
                token = await self._open(found, tokens.ACCESS, found.google_access_token)
                if token is not None:
                    self.version = found.token_version
                    return token
                continue
            if found.refresh_pause and (wait := tokens.seconds_left(found.refresh_pause.until)):
                raise GoogleDown(wait)
            by = secrets.token_hex(8)
            if await tokens.lease(self.db, self.user_id, found.token_version, by, LEASE):
                await self._refresh(found, by)
            else:  # another one is at it
                await asyncio.sleep(LOOK_SECONDS * random.uniform(0.5, 1.5))  # noqa: S311 (jitter)
        raise GoogleDown

    async def _connection(self) -> Connection:
        found = await tokens.read(self.db, self.user_id)
        if found is not None and found.fit_status is FitStatus.NEEDS_RECONNECT:
            raise NeedsReconnect
        if found is None or not found.fit_data_enabled or found.google_refresh_token is None:
            raise NotConnected
        return found

    async def _open(self, found: Connection, field: str, box: str | None) -> str | None:
        """None when it cannot be opened by anybody: the connection is lost, or was just renewed."""
        assert box is not None
        try:
            return await Vault(self.db, self.settings).open(self.user_id, field, box)
        except (MasterKeyMissing, BadKeys) as problem:
            log.error("a token cannot be opened: %s", type(problem).__name__)
            raise KeysMissing from None
        except (KeyDestroyed, Tampered):
            await self._lose(found)
            return None

    async def _refresh(self, found: Connection, by: str) -> None:
        """Fetch and keep a new token under our lease."""
        box = found.google_refresh_token
        assert box is not None
        try:
            token = await self._open(found, tokens.REFRESH, box)
        except KeysMissing:
            await tokens.release(self.db, self.user_id, by, None)
            raise
        if token is None:
            return
        try:
            grant = await oauth.refresh(self.settings, _client(self.settings), token)
        except oauth.Refused:
            await self._lose(found)
            return
        except oauth.Away as away:
            pause = tokens.next_pause(found.refresh_pause, away.seconds, random.random())  # noqa: S311
            await tokens.release(self.db, self.user_id, by, pause)
            raise GoogleDown(tokens.seconds_left(pause.until)) from None
        except (oauth.BadClient, NotConfigured) as problem:
            log.error("Google refuses our client: %s", problem)
            pause = tokens.next_pause(found.refresh_pause, 0, random.random())  # noqa: S311
            await tokens.release(self.db, self.user_id, by, pause)
            raise Misconfigured from None
        fields = await self._sealed(found, grant)
        await tokens.renew(self.db, self.user_id, found.token_version, by, fields)

    async def _sealed(self, found: Connection, grant: oauth.Grant) -> Document:
        vault = Vault(self.db, self.settings)
        fields: Document = {
            "googleAccessToken": await vault.seal(self.user_id, tokens.ACCESS, grant.access),
            "googleTokenExpiry": grant.expires_at,
        }
        if grant.refresh:  # Google may replace it, and seldom does
            sealed = await vault.seal(self.user_id, tokens.REFRESH, grant.refresh)
            fields["googleRefreshToken"] = sealed
        provider = PROVIDERS.get(ProviderId(found.fit_provider or ProviderId.GOOGLE_HEALTH))
        if provider and (granted := provider.granted(grant.scopes)):
            fields["fitGrantedScopes"] = granted
        return fields

    async def _lose(self, found: Connection) -> None:
        assert found.google_refresh_token is not None
        if await tokens.lose(self.db, self.user_id, found.google_refresh_token):
            log.info("Google ended the access of an account; its user is asked to connect again")


def _is_fresh(found: Connection) -> bool:
    expiry = found.google_token_expiry
    return found.google_access_token is not None and expiry is not None and expiry > now() + SOON


def _client(settings: Settings) -> oauth.Client:
    """Raises NotConfigured."""
    try:
        return oauth.client(settings, redirect_uri(settings, FITNESS_CALLBACK))
    except oauth.NotConfigured:
        raise NotConfigured from None
