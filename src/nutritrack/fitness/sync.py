"""Reading one user's days and weights from a provider: what to read, in which order, until when.

There is no feed of changes, and deletions leave no mark. So the last two weeks are read again each
time, and replace what was there. The first time it is 90 days, from today backwards, in parts: each
is stored with how far it reaches, and a kill or an outage goes on from there.
"""

from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import httpx2
from pymongo.asynchronous.client_session import AsyncClientSession

from nutritrack.config import Settings
from nutritrack.fitness import store, syncs, tokens
from nutritrack.fitness.connection import GoogleTokens
from nutritrack.fitness.errors import NoPermission, NotConnected, ProviderOver
from nutritrack.fitness.providers import open_provider
from nutritrack.fitness.providers.protocol import Provider
from nutritrack.fitness.providers.reading import windows
from nutritrack.fitness.scopes import PROVIDERS, Feature, ProviderId, available
from nutritrack.fitness.syncs import Held, Sync
from nutritrack.mongo.documents import Db, now
from nutritrack.users import service as users
from nutritrack.users.models import Account
from nutritrack.weights.readings import take_in

FIRST_DAYS = 90
AGAIN_DAYS = 14  # read again each time; also the most that Google gives of some types at once
PART_DAYS = 28  # read before that, in one part
MOST_DAYS = 366  # after a long pause: further back is what files are for


class Round(NamedTuple):
    """From `today` back to `since`; the days from `read_from` on were read before."""

    today: date
    since: date
    read_from: date | None = None

    def parts(self) -> list[tuple[date, date]]:
        """What is left to read, the newest first. Two weeks are always read."""
        recent = max(self.since, self.today - timedelta(days=AGAIN_DAYS - 1))
        before = min(self.read_from or recent, recent) - timedelta(days=1)
        return [(recent, self.today), *windows(self.since, before, PART_DAYS)]


def plan(state: Sync, today: date) -> Round:
    """The round to do, or the one to go on with."""
    recent = today - timedelta(days=AGAIN_DAYS - 1)
    earliest = today - timedelta(days=MOST_DAYS - 1)
    if state.since is not None:
        since = min(max(state.since, earliest), recent)
        # What was read long ago may lie before a gap by now: then all is read.
        joins = state.read_to is not None and state.read_to >= recent - timedelta(days=1)
        return Round(today, since, state.read_from if joins else None)
    if state.last_day is None:
        return Round(today, today - timedelta(days=FIRST_DAYS - 1))
    overlap = state.last_day - timedelta(days=AGAIN_DAYS - 1)
    return Round(today, min(max(overlap, earliest), recent))


async def run(db: Db, settings: Settings, http: httpx2.AsyncClient, held: Held) -> date:
    """Read what is due for one user. Answers the day up to which all is read.

    Raises a Problem of nutritrack.fitness.errors, or LeaseLost.
    """
    account = await users.find(db, held.user_id)
    connection = await tokens.read(db, held.user_id)
    if account is None or connection is None or connection.fit_provider not in set(ProviderId):
        raise NotConnected
    which = ProviderId(connection.fit_provider)
    today = now().astimezone(ZoneInfo(account.timezone)).date()
    if PROVIDERS[which] not in available(today):
        raise ProviderOver
    features = features_of(which, connection.fit_granted_scopes)
    if not features:
        raise NoPermission
    access = GoogleTokens(db, settings, account.id)
    provider = open_provider(which, features, settings, http, access)
    todo = plan(held.state, today)
    await syncs.hold(db, held, since=todo.since)
    for first, last in todo.parts():
        await _read(db, account, provider, features, first, last, held)
    return todo.today


def features_of(which: ProviderId, scopes: list[str]) -> frozenset[Feature]:
    """What the granted scopes are good for."""
    known = PROVIDERS[which].scopes
    return frozenset(feature for scope in scopes for feature in known.get(scope, ()))


async def _read(
    db: Db,
    account: Account,
    provider: Provider,
    features: frozenset[Feature],
    first: date,
    last: date,
    held: Held,
) -> None:
    """Read some days and store them, with the note of how far that reaches."""
    zone, source = account.timezone, provider.source
    days = [day async for day in provider.days(first, last, zone)]
    weights = [reading async for reading in provider.weights(first, last, zone)]

    async def may(session: AsyncClientSession) -> None:
        await syncs.hold(db, held, session)

    async def reached(session: AsyncClientSession) -> None:
        await syncs.reach(db, held, first, last, session)

    await take_in(db, account.id, account.calendar, source, weights, may)
    if features == {Feature.WEIGHT}:  # days that were granted once and no longer are stay
        await syncs.reach(db, held, first, last)
    else:
        await store.replace_days(db, account.id, source, first, last, days, reached)
