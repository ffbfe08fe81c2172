"""Streams whose listeners may leave at any moment, over a driver that survives one cancellation."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import suppress
from contextvars import copy_context
from typing import Any, Final, TypeVar

Item = TypeVar("Item")
END: Final = object()

_endings: set[asyncio.Task[None]] = set()  # the loop itself keeps no task alive


async def apart(source: AsyncGenerator[Item, None]) -> AsyncGenerator[Item, None]:
    """The items of `source`, each made in a task of its own.

    When the listener leaves in the middle of a step, the step is cancelled once and has its time to
    end, then `source` is closed. A server cancels a stream again and again until it has ended (so
    does anyio). PyMongo survives one cancellation, not two: the second may leave the lock of its
    pool of connections locked for ever, and no request reaches the database any more.
    """
    context = copy_context()  # one for all steps, as `source` may keep tokens of variables
    step: asyncio.Task[Any] | None = None

    def start(work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        return asyncio.create_task(work, context=context)

    try:
        while True:
            step = start(_next(source))
            item = await asyncio.shield(step)
            if item is END:
                return
            yield item
    finally:
        ending = start(_end(source, step))
        _endings.add(ending)
        ending.add_done_callback(_endings.discard)


async def _next(source: AsyncGenerator[Item, None]) -> Any:
    return await anext(source, END)


async def _end(source: AsyncGenerator[Item, None], step: asyncio.Task[Any] | None) -> None:
    if step:
        step.cancel()
        await asyncio.wait([step])
        if not step.cancelled():
            step.exception()  # who would have heard of it is gone
    with suppress(Exception):
        await source.aclose()
