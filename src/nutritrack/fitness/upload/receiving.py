"""Takes a body of any size into a file that has no name: when we are gone, so is it."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from nutritrack.config import Settings
from nutritrack.errors import AppError, TooLarge
from nutritrack.fitness.upload.health_connect_db import PREFIX

PIECE = 1 << 20
RESERVE = 1 << 30  # bytes that stay free for the database
LOOK_EVERY = 64 << 20  # bytes between two looks at the disk
TELL_SECONDS = 1.0
STALE_SECONDS = 3_600  # unpacking writes all the time
READ_AT_MOST = 32 << 20  # a client that is still sending cannot read our answer


class DiskFull(AppError):
    status = 507
    title = "Disk full"
    detail = "The server has no room for this file. Tell who runs it."


def folder(settings: Settings) -> Path:
    """Where uploads lie while they are read: made now, and only we can enter it."""
    if settings.upload_dir is not None:
        place = settings.upload_dir
    elif settings.mongodb_uri is None:
        place = settings.data_dir / "uploads"
    else:
        return Path(tempfile.gettempdir())
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


async def receive(
    settings: Settings, chunks: AsyncIterator[bytes], told: Callable[[int], Awaitable[None]]
) -> tuple[IO[bytes], int]:
    """The body as a file, and its size. `told` hears how much is there.

    Raises TooLarge and DiskFull.
    """
    place = await asyncio.to_thread(folder, settings)
    await asyncio.to_thread(sweep, place)
    limit = settings.upload_limit_mb << 20
    file = await asyncio.to_thread(_nameless, place)
    size, looked, since = 0, -LOOK_EVERY, time.monotonic()
    waiting = bytearray()
    try:
        async for chunk in chunks:
            size += len(chunk)
            if size > limit:
                await drain(chunks)
                raise TooLarge(limit=limit)
            if size - looked >= LOOK_EVERY:
                looked = size
                check_room(place, 0)
            waiting += chunk
            if len(waiting) >= PIECE:
                await asyncio.to_thread(file.write, bytes(waiting))
                waiting.clear()
            if time.monotonic() - since > TELL_SECONDS:
                since = time.monotonic()
                await told(size)
        await asyncio.to_thread(file.write, bytes(waiting))
        await asyncio.to_thread(file.flush)
    except OSError as error:
        file.close()
        raise DiskFull from error
    except BaseException:
        file.close()
        raise
    return file, size


def _nameless(place: Path) -> IO[bytes]:
    return tempfile.TemporaryFile(dir=place)


def check_room(place: Path, size: int) -> None:
    """Raises DiskFull when so many bytes more would leave less than the reserve."""
    if shutil.disk_usage(place).free - size < RESERVE:
        raise DiskFull


def sweep(place: Path) -> None:
    """Remove what a reader left that was killed while it unpacked a database."""
    for old in place.glob(f"{PREFIX}*"):
        with suppress(OSError):  # it went by itself
            if time.time() - old.stat().st_mtime > STALE_SECONDS:
                old.unlink()


async def drain(chunks: AsyncIterator[bytes]) -> None:
    """Read on for a while, so that the client gets to read our answer."""
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size > READ_AT_MOST:
            return
