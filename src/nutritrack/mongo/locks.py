"""Locks between processes. The kernel frees one when its holder dies, so none is ever stale."""

import asyncio
import os
from pathlib import Path
from typing import Self

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

AVAILABLE = fcntl is not None
POLL_SECONDS = 0.02


class Lock:
    """A lock that we hold, until `release`. A subprocess that inherits `fd` holds it too."""

    def __init__(self, fd: int) -> None:
        self.fd = fd

    def release(self) -> None:
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def __del__(self) -> None:
        self.release()


def try_lock(path: Path, *, shared: bool = False) -> Lock | None:
    """Take a lock without waiting. None while somebody else holds it."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(fd)
        return None
    except BaseException:
        os.close(fd)
        raise
    return Lock(fd)


async def take_lock(path: Path, *, shared: bool = False) -> Lock:
    """Take a lock, however long it takes. It polls, so that waiting can be cancelled."""
    while True:
        lock = try_lock(path, shared=shared)
        if lock is not None:
            return lock
        await asyncio.sleep(POLL_SECONDS)
