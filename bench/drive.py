"""Load: each of some slots does one thing after another, until the time or the count is over."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from itertools import count
from time import perf_counter

Do = Callable[[int], Awaitable[None]]


@dataclass(frozen=True)
class Bounds:
    first: int  # number of the first thing to do; the others follow
    seconds: float
    most: int


@dataclass(frozen=True)
class Window:
    """What happened in one stretch of load."""

    latencies: list[float]
    seconds: float


async def drive(slots: Iterable[Do], bounds: Bounds) -> Window:
    numbers = count(bounds.first)
    latencies: list[float] = []
    started = perf_counter()

    async def repeat(do: Do) -> None:
        while (at := perf_counter()) < started + bounds.seconds and len(latencies) < bounds.most:
            await do(next(numbers))
            latencies.append(perf_counter() - at)

    await asyncio.gather(*map(repeat, slots))
    return Window(latencies, perf_counter() - started)
