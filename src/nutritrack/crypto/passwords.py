"""Password hashes: argon2id, off the event loop, a few at a time."""

import asyncio
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's minimum for argon2id (19 MiB, 2 passes, 1 lane): about 55 ms on a small machine.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

AT_ONCE = 2  # so that many sign-ins at once cost waiting, not memory


@lru_cache(maxsize=4)
def _gate(loop: asyncio.AbstractEventLoop) -> asyncio.Semaphore:
    return asyncio.Semaphore(AT_ONCE)


async def hash_password(password: str) -> str:
    async with _gate(asyncio.get_running_loop()):
        return await asyncio.to_thread(HASHER.hash, password)


async def matches(password: str, hashed: str) -> bool:
    async with _gate(asyncio.get_running_loop()):
        return await asyncio.to_thread(_verify, password, hashed)


def _verify(password: str, hashed: str) -> bool:
    try:
        return HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
