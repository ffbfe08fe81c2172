"""One file on its way from the reader into the database."""

import asyncio
import time
from contextlib import aclosing
from typing import IO, Any

from nutritrack.config import Settings
from nutritrack.fitness.upload import process, receiving, store
from nutritrack.fitness.upload.landing import Landing, Stopped
from nutritrack.fitness.upload.models import Job, State
from nutritrack.mongo.documents import Db
from nutritrack.users.models import Account

BATCH = 200
TELL_SECONDS = 1.0
BEAT_SECONDS = 10


class Reading:
    """What was said and not yet stored, and how far it is."""

    def __init__(self, db: Db, settings: Settings, account: Account, job: Job) -> None:
        self.db, self.settings, self.account, self.job = db, settings, account, job
        self.landing = Landing(db, account, job)
        self.days: list[dict[str, Any]] = []
        self.weights: list[tuple[float, float]] = []
        self.told = time.monotonic()

    async def read(self, file: IO[bytes]) -> None:
        """Raises Stopped, Unusable."""
        await self.tell(state=State.READING)
        place = receiving.folder(self.settings)
        said = process.read(file, self.account.calendar, place)
        async with aclosing(said):
            beating = asyncio.create_task(self.beat())
            try:
                async for name, value in said:
                    if beating.done():
                        raise Stopped
                    await self.take(name, value)
            finally:
                beating.cancel()

    async def take(self, name: str, value: Any) -> None:
        match name:
            case "progress":
                if time.monotonic() - self.told > TELL_SECONDS:
                    await self.tell(progress=value)
            case "source":
                await self.tell(source=value, progress=1, state=State.STORING)
            case "day":
                self.days.append(value)
                if len(self.days) > BATCH:
                    await self.store()
            case "weight":
                self.weights.append(tuple(value))
            case "done":
                await self.store(is_last=True)
                skipped = sum(value["skipped"].values())
                await self.tell(state=State.DONE, skipped=skipped)

    async def store(self, *, is_last: bool = False) -> None:
        """Store what has come, and say so. Each day is one write, so a stop leaves whole days."""
        # The newest day waits: it may be the last of the file, which is stored with care.
        ready = self.days if is_last else self.days[:-1]
        self.days = self.days[len(ready) :]
        source, is_first = self.job.source or "", self.job.days == 0
        await self.landing.put_days(source, ready, is_first=is_first, is_last=is_last)
        weights = await self.landing.put_weights(source, self.weights) if is_last else 0
        await self.tell(days=self.job.days + len(ready), weights=weights)

    async def tell(self, **fields: object) -> None:
        self.told = time.monotonic()
        self.job = self.job.model_copy(update=fields)
        if not await store.change(self.db, self.job):
            raise Stopped

    async def beat(self) -> None:
        """Stay alive while the reader says nothing. Ends when the upload was stopped."""
        while await store.is_alive(self.db, self.job):  # noqa: ASYNC110 (nobody could tell us)
            await asyncio.sleep(BEAT_SECONDS)
