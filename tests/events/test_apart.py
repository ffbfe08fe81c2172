"""A stream whose listener leaves: what it was doing is done, and nothing of it is cancelled."""

import asyncio
from contextvars import ContextVar

import anyio
import pytest

from nutritrack.http.apart import apart

WITHIN = 20  # seconds
depth = ContextVar("depth", default=0)


async def test_a_listener_that_leaves_lets_the_step_finish():
    started, go_on, closed = asyncio.Event(), asyncio.Event(), asyncio.Event()
    seen = []

    async def source():
        try:
            started.set()
            await go_on.wait()
            seen.append("step")
            yield 1
        except asyncio.CancelledError:
            seen.append("cancelled")
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
    assert seen == []
    go_on.set()
    async with asyncio.timeout(WITHIN):
        await closed.wait()
    assert seen == ["step"]


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
