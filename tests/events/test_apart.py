"""A stream whose listener leaves: what it was doing is cancelled once, and has time to end."""

import asyncio
from contextvars import ContextVar

import anyio
import pytest

from nutritrack.http.apart import apart

WITHIN = 20  # seconds
depth = ContextVar("depth", default=0)


async def test_a_listener_that_leaves_cancels_the_step_once():
    started, closed = asyncio.Event(), asyncio.Event()
    seen = []

    async def source():
        try:
            started.set()
            await asyncio.Event().wait()
            yield 1
        except asyncio.CancelledError:
            seen.append("cancelled")
            for _ in range(20):  # as long as the driver needs to put its things in order
                await asyncio.sleep(0)
            seen.append("in order")
            raise
        finally:
            closed.set()

    async def listen():
        async for _ in apart(source()):
            seen.append("heard")

    async with anyio.create_task_group() as group:
        group.start_soon(listen)
        await started.wait()
        group.cancel_scope.cancel()  # anyio goes on to cancel until the listener has ended
    async with asyncio.timeout(WITHIN):
        await closed.wait()
    assert seen == ["cancelled", "in order"]


async def test_a_listener_between_two_items_closes_the_source():
    closed = asyncio.Event()

    async def source():
        token = depth.set(1)
        try:
            while True:
                yield depth.get()
        finally:
            depth.reset(token)  # raises in another context than that of `set`
            closed.set()

    stream = apart(source())
    assert [await anext(stream), await anext(stream)] == [1, 1]
    await stream.aclose()
    async with asyncio.timeout(WITHIN):
        await closed.wait()


async def test_what_a_source_raises_is_raised():
    async def source():
        yield 1
        raise LookupError("gone")

    stream = apart(source())
    assert await anext(stream) == 1
    with pytest.raises(LookupError, match="gone"):
        await anext(stream)
