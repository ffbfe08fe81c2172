"""How long `nutritrack serve` takes until /readyz is 200, and to stop."""

from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

from bench import server

RUNS = 5


@dataclass
class Times:
    """Seconds of each run."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    stop: list[float] = field(default_factory=list)


async def times(place: Path) -> Times:
    """Each run starts on a data directory that is not there yet, then on the same again."""
    seen = Times()
    for number in range(RUNS):
        for starts in (seen.cold, seen.warm):
            at = perf_counter()
            started = await server.start(place / f"start{number}")
            starts.append(perf_counter() - at)
            at = perf_counter()
            await started.stop()
            seen.stop.append(perf_counter() - at)
    return seen


def shown(seconds: list[float]) -> str:
    """`1.20 s (1.10-1.40)`"""
    return f"{median(seconds):.2f} s ({min(seconds):.2f}-{max(seconds):.2f})"
