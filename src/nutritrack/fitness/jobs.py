"""The background job of each web process: reads for whoever is due, a few at once.

However many processes run, `syncs.claim` gives each user to one of them. At least once: what is cut
off is read again, which changes nothing.
"""

import asyncio
import logging
import random
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import httpx2
from pymongo.errors import PyMongoError

from nutritrack.config import Settings
from nutritrack.fitness import sync, syncs, tokens
from nutritrack.fitness.errors import (
    GoogleDown,
    NeedsReconnect,
    NoPermission,
    NotConnected,
    NotLinked,
    Problem,
    ProviderOver,
    Unexpected,
)
from nutritrack.fitness.syncs import Held, LeaseLost
from nutritrack.fitness.tokens import FitStatus
from nutritrack.google import oauth
from nutritrack.mongo.documents import Db, now

log = logging.getLogger(__name__)

AT_ONCE = 4  # users, in one process
LOOK_SECONDS = 10.0  # how often a process looks who is due, unless it is woken
EVERY = timedelta(hours=1)
FIRST_PAUSE = timedelta(minutes=1)  # after Google was away; doubled from time to time
LONGEST_PAUSE = timedelta(hours=6)

# These wait for somebody to connect again.
FOR_GOOD = (NotConnected, NeedsReconnect, NoPermission, ProviderOver)
# And these for somebody to put something right, who may do it without telling us.
SELDOM = (NotLinked, Unexpected)


class Syncing:
    """The syncs of one process."""

    def __init__(self, db: Db, settings: Settings, http: httpx2.AsyncClient) -> None:
        self.db = db
        self.settings = settings
        self.http = http
        self.called = asyncio.Event()

    def wake(self) -> None:
        """Look at once: somebody is waiting for it."""
        self.called.set()

    async def work_off(self) -> int:
        """Read for all who are due now, one after the other. Answers how many they were."""
        count = 0
        while (held := await syncs.claim(self.db)) is not None:
            await self._one(held)
            count += 1
        return count

    async def run(self) -> None:
        """Until it is cancelled."""
        free = asyncio.Semaphore(AT_ONCE)

        async def work(held: Held) -> None:
            try:
                await self._one(held)
            finally:
                free.release()

        async with asyncio.TaskGroup() as group:
            while True:
                await free.acquire()
                held = await self._claim()
                if held is not None:
                    group.create_task(work(held))
                    continue
                free.release()
                with suppress(TimeoutError):
                    pause = LOOK_SECONDS * random.uniform(0.5, 1)  # noqa: S311 (jitter)
                    await asyncio.wait_for(self.called.wait(), pause)
                self.called.clear()

    async def _claim(self) -> Held | None:
        try:
            return await syncs.claim(self.db)
        except PyMongoError as error:
            log.warning("the database is away: %s", type(error).__name__)
            return None

    async def _one(self, held: Held) -> None:
        """Read for one user, and note how it went. Raises nothing but being cancelled."""
        try:
            await self._read(held)
        except LeaseLost:
            pass  # erased, connected anew, or another process has taken over
        except PyMongoError as error:
            log.warning("a sync stopped at the database: %s", type(error).__name__)
            # When it is away this fails too: then the lease runs out, and whoever comes goes on.
            with suppress(PyMongoError):
                later = now() + _pause(held)
                await syncs.give_back(self.db, held, later, failed=True, pause_until=None)
        except asyncio.CancelledError:
            back = syncs.give_back(self.db, held, now(), failed=False, pause_until=None)
            with suppress(PyMongoError, asyncio.CancelledError):
                await asyncio.shield(back)
            raise

    async def _read(self, held: Held) -> None:
        connection = await tokens.read(self.db, held.user_id)
        version = connection.token_version if connection else 0
        try:
            async with syncs.beating(self.db, held):
                last_day = await sync.run(self.db, self.settings, self.http, held)
        except (LeaseLost, PyMongoError):
            raise
        except Problem as problem:
            await self._failed(held, version, problem)
        except Exception as error:
            # Only where, never what: the message could hold somebody's data.
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("a sync broke: %s at %s:%s", type(error).__name__, place.name, place.lineno)
            await self._failed(held, version, Unexpected())
        else:
            if await syncs.finish(self.db, held, now() + _vary(EVERY), last_day):
                went_well = {"fitStatus": FitStatus.CONNECTED.value, "fitLastError": None}
                await tokens.note(self.db, held.user_id, version, fitLastSyncAt=now(), **went_well)

    async def _failed(self, held: Held, version: int, problem: Problem) -> None:
        due_at, pause_until = _next(held, problem)
        if not await syncs.give_back(self.db, held, due_at, failed=True, pause_until=pause_until):
            return
        log.info("a sync stopped: %s", problem.code)
        error = {"code": problem.code, "at": now()}
        fields = {"fitStatus": FitStatus.NOT_LINKED.value} if isinstance(problem, NotLinked) else {}
        await tokens.note(self.db, held.user_id, version, fitLastError=error, **fields)


def _next(held: Held, problem: Problem) -> tuple[datetime | None, datetime | None]:
    """When to try again, and until when not to, even if somebody asks."""
    if isinstance(problem, FOR_GOOD):
        return None, None
    if isinstance(problem, SELDOM):
        return now() + _vary(LONGEST_PAUSE), None
    pause = _pause(held)
    if not isinstance(problem, GoogleDown):
        return now() + pause, None
    asked = timedelta(seconds=min(problem.seconds, LONGEST_PAUSE.total_seconds()))
    return now() + max(pause, asked), now() + asked


def _pause(held: Held) -> timedelta:
    """Twice as long from failure to failure."""
    return _vary(min(FIRST_PAUSE * 2 ** min(held.state.failures, 20), LONGEST_PAUSE))


def _vary(pause: timedelta) -> timedelta:
    """Somewhat less, by chance, so that not all come at once."""
    return pause * random.uniform(0.75, 1)  # noqa: S311 (jitter)


@asynccontextmanager
async def syncing(db: Db, settings: Settings) -> AsyncIterator[Syncing | None]:
    """The job of this process, for as long as the block takes. None without a client at Google."""
    if not oauth.is_configured(settings):
        yield None
        return
    async with httpx2.AsyncClient() as http:
        job = Syncing(db, settings, http)
        task = asyncio.create_task(job.run())
        try:
            yield job
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def wake(state: object) -> None:
    """Let this process look at once, if it is one that reads. `state` is that of the app."""
    job = getattr(state, "syncing", None)
    if isinstance(job, Syncing):
        job.wake()
