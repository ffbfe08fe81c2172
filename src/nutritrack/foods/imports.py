"""Import a food table: as a whole or not at all, again without harm, on from where it was cut off.

Rows are written under the mark of their import, which nobody sees. When all are there and counted,
one write makes that import the current one of its source, and the one before is deleted.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pymongo
from pymongo.errors import PyMongoError

from nutritrack.errors import DatabaseAway
from nutritrack.foods import postings, releases, store
from nutritrack.foods.sources.detect import Opened, open_source
from nutritrack.foods.sources.rows import Row, UnreadableFile
from nutritrack.mongo.documents import Db

READER = 1  # count up when a source reads the same file in another way, so that it is read anew
BATCH = 1_000
EXAMPLES = 10
BEAT_SECONDS = 5
LONG = timedelta(hours=2)  # for the few commands that walk over a whole import
SHRUNK = 0.5  # a release with less than this share of the one before is not believed

Progress = Callable[[float], None]


@dataclass
class Account:
    """What became of the rows."""

    read: int = 0
    kept: int = 0
    again: int = 0  # of a food that was there already in this import
    reasons: dict[str, int] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)

    @property
    def skipped(self) -> int:
        return sum(self.reasons.values())

    def add(self, row: Row) -> None:
        self.read += 1
        if row.food:
            self.kept += 1
        elif row.refused:
            reason = row.refused.reason
            self.reasons[reason] = self.reasons.get(reason, 0) + 1
            if len(self.examples) < EXAMPLES:
                self.examples.append(f"{row.where}: {row.refused}")

    def why(self) -> list[tuple[str, int]]:
        """The reasons for skipping, the most frequent first."""
        return Counter(self.reasons).most_common()


@dataclass(frozen=True)
class Imported:
    """The end of an import."""

    source: str
    release: str
    account: Account
    foods: int  # that are seen now
    before: str | None = None  # the release that was replaced
    unchanged: bool = False  # this very file was the current one already


def check(
    path: Path, source: str = "auto", release: str | None = None, progress: Progress | None = None
) -> Imported:
    """Read a whole file and keep nothing. Raises UnreadableFile."""
    opened = open_source(path, source, release)
    account = Account()
    for number, row in enumerate(opened.rows()):
        account.add(row)
        if progress and number % BATCH == 0:
            progress(opened.meter.share)
    _something(account, path)
    return Imported(opened.source, opened.release, account, 0)


async def run(
    db: Db,
    path: Path,
    source: str = "auto",
    release: str | None = None,
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Import a file. Raises UnreadableFile, ImportIsRunning, DatabaseAway.

    With `force` it is imported even if it is the current one already, or much smaller than it.
    """
    opened = await asyncio.to_thread(open_source, path, source, release)
    fingerprint = f"{await asyncio.to_thread(opened.fingerprint)}:{READER}"
    before = await releases.of_source(db, opened.source)
    if before and not force and _same(before, fingerprint, opened.release):
        return Imported(
            opened.source, before.release, Account(), before.foods, before.release, unchanged=True
        )
    lease = await releases.begin(db, opened.source, opened.release, fingerprint)
    try:
        async with _kept_alive(db, lease):
            with pymongo.timeout(LONG.total_seconds()):
                await store.remove_unseen(db)
            account = await _write(db, lease, opened, progress)
            _something(account, path)
            foods = await _counted(db, lease, account, before, force)
            await releases.publish(db, lease, foods)
    except (UnreadableFile, releases.LeaseIsLost):
        with suppress(releases.LeaseIsLost):
            await releases.give_up(db, lease)
        await _clean(db)
        raise
    except BaseException as error:  # stopped from outside: the next one goes on from here
        with suppress(Exception):
            await asyncio.shield(releases.pause(db, lease))
        if isinstance(error, PyMongoError):
            raise DatabaseAway from error
        raise
    await _clean(db)
    return Imported(
        opened.source, opened.release, account, foods, before.release if before else None
    )


def _same(before: releases.Release, fingerprint: str, release: str) -> bool:
    return (before.fingerprint, before.release) == (fingerprint, release)


async def _write(db: Db, lease: releases.Run, opened: Opened, progress: Progress | None) -> Account:
    """Write the rows that were not written before a stop. The order of rows is always the same."""
    account = Account(**(lease.account or {}))
    rows = islice(opened.rows(), account.read, None)
    reading = asyncio.create_task(asyncio.to_thread(_batch, rows))
    try:
        while batch := await asyncio.shield(reading):
            # The next ones are read while these are written.
            reading = asyncio.create_task(asyncio.to_thread(_batch, rows))
            kept = [
                (place, row.food, row.popularity)
                for place, row in enumerate(batch, account.read)
                if row.food
            ]
            if account.read + len(batch) >= postings.PLACES:
                raise UnreadableFile(
                    problem=f"More than {postings.PLACES:,} rows are not imported."
                )
            account.again += await store.write(db, lease.import_id, kept)
            for row in batch:
                account.add(row)
            await releases.still_here(db, lease, asdict(account))
            if progress:
                progress(opened.meter.share)
    finally:
        await asyncio.wait([reading])  # a thread cannot be stopped
    return account


def _batch(rows: Iterator[Row]) -> list[Row]:
    return list(islice(rows, BATCH))


async def _counted(
    db: Db,
    lease: releases.Run,
    account: Account,
    before: releases.Release | None,
    force: bool,
) -> int:
    """Compare what is stored with what was read, and count its words."""
    with pymongo.timeout(LONG.total_seconds()):
        foods = await store.count(db, lease.import_id)
        await store.index_words(db, lease.import_id, foods)
    if not account.kept - account.again <= foods <= account.kept:
        raise UnreadableFile(
            problem=f"{account.kept} foods were read but {foods} are stored. Import it again."
        )
    if before and not force and foods < SHRUNK * before.foods:
        raise UnreadableFile(
            problem=f"The file has {foods:,} foods, and {before.release} that it would replace has "
            f"{before.foods:,}: is it complete? Import it with --force if so."
        )
    return foods


def _something(account: Account, path: Path) -> None:
    if not account.kept:
        why = "; ".join(account.examples[:3]) or "it has no rows"
        raise UnreadableFile(problem=f"There is no usable food in {path.name}: {why}.")


@asynccontextmanager
async def _kept_alive(db: Db, lease: releases.Run) -> AsyncIterator[None]:
    """Keep the lease while a long step gives no sign of life."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            with suppress(PyMongoError):
                await releases.still_here(db, lease)

    beating = asyncio.create_task(beat())
    try:
        yield
    finally:
        beating.cancel()
        with suppress(asyncio.CancelledError, releases.LeaseIsLost):
            await beating


async def _clean(db: Db) -> None:
    with pymongo.timeout(LONG.total_seconds()):
        await store.remove_unseen(db)


def as_lines(imported: Imported) -> Iterator[str]:
    """An import, told to people."""
    account = imported.account
    yield f"Read {account.read:,}, kept {account.kept:,}, skipped {account.skipped:,}."
    for reason, times in account.why():
        yield f"  {times:,} x {reason}"
    if account.examples:
        yield f"The first {len(account.examples)}:"
        yield from (f"  {example}" for example in account.examples)
