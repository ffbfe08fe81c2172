"""What the client is told about the connection."""

from datetime import date

from nutritrack.config import Settings
from nutritrack.fitness import progress, syncs, tokens
from nutritrack.fitness.errors import Problem
from nutritrack.fitness.progress import Progress
from nutritrack.fitness.scopes import PROVIDERS, Feature, ProviderId, available
from nutritrack.fitness.tokens import Connection, FitStatus
from nutritrack.google import oauth
from nutritrack.google.endpoints import FITNESS_CALLBACK, redirect_uri
from nutritrack.mongo.documents import Db, Id, Input, Instant, Model, now


class Connect(Input):
    """What to connect. Unnamed, it is Google Health."""

    provider: ProviderId = ProviderId.GOOGLE_HEALTH


class SyncError(Model):
    """What went wrong last: a code for programs, and a sentence that says what to do."""

    code: str
    message: str
    at: Instant


class Offer(Model):
    """A provider that can be connected."""

    id: ProviderId
    available_until: date | None = None


class Status(Model):
    """The connection to Google. Unknown is null."""

    status: FitStatus
    fit_data_enabled: bool
    provider: str | None
    granted_scopes: list[str]
    features: list[Feature]  # what the granted scopes are good for
    missing: list[Feature]  # what was unticked
    account: str | None  # the e-mail of the Google account
    connection_ends_at: Instant | None  # Google ends the access of clients in "Testing"
    last_sync_at: Instant | None
    last_error: SyncError | None
    sync: Progress  # of reading, such as the first import
    configured: bool  # whether this server has a client at Google
    redirect_uri: str  # what that client must allow
    providers: list[Offer]


class Disconnected(Status):
    """The same after disconnecting, and whether Google confirmed that the access ended."""

    revoked: bool | None


async def status(db: Db, settings: Settings, user_id: Id) -> Status:
    found = await tokens.read(db, user_id) or Connection(id=user_id)
    return show(found, settings, progress.show(await syncs.read(db, user_id)))


def show(found: Connection, settings: Settings, reading: Progress) -> Status:
    granted, missing = _features(found)
    return Status(
        status=found.fit_status,
        fit_data_enabled=found.fit_data_enabled,
        provider=found.fit_provider,
        granted_scopes=found.fit_granted_scopes,
        features=granted,
        missing=missing,
        account=found.fit_account,
        connection_ends_at=found.fit_grant_ends_at,
        last_sync_at=found.fit_last_sync_at,
        last_error=_error(found),
        sync=reading,
        configured=oauth.is_configured(settings),
        redirect_uri=redirect_uri(settings, FITNESS_CALLBACK),
        providers=[
            Offer(id=each.id, available_until=each.available_until)
            for each in available(now().date())
        ],
    )


def _features(found: Connection) -> tuple[list[Feature], list[Feature]]:
    """What was granted, and what was not, of what the provider was asked for."""
    if not found.fit_granted_scopes or found.fit_provider not in set(ProviderId):
        return [], []
    asked = PROVIDERS[ProviderId(found.fit_provider)].scopes
    granted = [f for scope in asked if scope in found.fit_granted_scopes for f in asked[scope]]
    missing = [f for scope in asked if scope not in found.fit_granted_scopes for f in asked[scope]]
    return granted, missing


def _error(found: Connection) -> SyncError | None:
    if found.fit_last_error is None:
        return None
    words = {each.code: each.words for each in Problem.__subclasses__()}
    code = found.fit_last_error.code
    message = words.get(code, "The last look at Google failed. We try again by ourselves.")
    return SyncError(code=code, message=message, at=found.fit_last_error.at)
