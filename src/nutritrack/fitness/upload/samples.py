"""What a file says, collected in bounded memory: what does not fit lies on disk until it is merged.

A sample is an amount over a time, of one source: 120 steps from 10:00 to 10:05, by the watch.
Samples lie in blocks of 32 days. One that reaches over the end of a block is cut there, each part
with its share of the amount, so that every block can be merged alone.
"""

import struct
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from math import isfinite
from typing import IO

import numpy as np
import numpy.typing as npt

from nutritrack.fitness.upload.problems import too_much

BLOCK = 32 * 86_400.0  # seconds
BUFFERED = 16 << 20  # bytes kept in memory
MOST_IN_BLOCK = 2_000_000  # a watch writes up to 150,000 of one kind in 32 days
MOST_SOURCES = 10_000
MOST_WORKOUTS = 200_000
MOST_WEIGHTS = 200_000
LONGEST = 14 * 86_400.0

RECORD = struct.Struct("<dddH")
ROW = np.dtype([("start", "<f8"), ("end", "<f8"), ("value", "<f8"), ("source", "<u2")])
Rows = npt.NDArray[np.void]


class Metric(IntEnum):
    STEPS = 0
    ACTIVE = 1  # kcal above rest
    BASAL = 2  # kcal at rest
    TOTAL = 3  # kcal, both
    MINUTES = 4  # of exercise
    DISTANCE = 5  # m, on foot or of any kind
    CYCLING = 6  # m
    SWIMMING = 7  # m
    WHEELCHAIR = 8  # m


# The most that one sample can say. More is a mistake of some device, and is left out.
MOST = {
    Metric.STEPS: 200_000,
    Metric.ACTIVE: 20_000,
    Metric.BASAL: 20_000,
    Metric.TOTAL: 40_000,
    Metric.MINUTES: 1_440 * 14,
    Metric.DISTANCE: 1_000_000,
    Metric.CYCLING: 1_000_000,
    Metric.SWIMMING: 1_000_000,
    Metric.WHEELCHAIR: 1_000_000,
}


@dataclass(frozen=True)
class Session:
    """A workout: seconds since 1970 in UTC, kcal above rest, metres."""

    start: float
    end: float
    kind: str
    energy: float | None
    distance: float | None
    rank: int
    source: str


@dataclass
class Samples:
    """Everything that one file says."""

    first: float  # seconds since 1970: what lies before is left out
    last: float
    workouts: list[Session] = field(default_factory=list)
    weights: set[tuple[float, float]] = field(default_factory=set)  # when, kg
    skipped: Counter[str] = field(default_factory=Counter)
    sources: dict[tuple[int, str], int] = field(default_factory=dict)
    read: int = 0  # samples, workouts and weights that were kept

    def __post_init__(self) -> None:
        self._buffers: dict[tuple[int, int], bytearray] = {}
        self._chunks: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._counts: Counter[tuple[int, int]] = Counter()
        self._spill: IO[bytes] | None = None
        self._buffered = 0

    def source(self, rank: int, name: str) -> int:
        """The number of a source. A lower rank is believed before a higher one."""
        number = self.sources.setdefault((rank, name), len(self.sources))
        if number >= MOST_SOURCES:
            raise too_much(f"It names more than {MOST_SOURCES:,} sources")
        return number

    def add(self, metric: Metric, start: float, end: float, value: float, source: int) -> None:
        """One amount over a time; nothing if it cannot be."""
        if not (0 <= value <= MOST[metric]):  # NaN is not either
            self.skipped["value"] += 1
        elif not (self.first <= start <= end <= self.last) or end - start > LONGEST:
            self.skipped["time"] += 1
        else:
            self.read += 1
            block = int(start // BLOCK)
            while end > (edge := (block + 1) * BLOCK):
                part = value * (edge - start) / (end - start)
                self._put(metric, block, start, edge, part, source)
                start, value, block = edge, value - part, block + 1
            self._put(metric, block, start, end, value, source)

    def add_workout(self, workout: Session) -> None:
        if not (self.first <= workout.start <= workout.end <= self.last):
            self.skipped["time"] += 1
            return
        self.read += 1
        self.workouts.append(workout)
        if len(self.workouts) > MOST_WORKOUTS:
            raise too_much(f"It has more than {MOST_WORKOUTS:,} workouts")

    def add_weight(self, at: float, kilograms: float) -> None:
        if not (isfinite(kilograms) and 20 <= kilograms <= 500):
            self.skipped["value"] += 1
        elif not self.first <= at <= self.last:
            self.skipped["time"] += 1
        else:
            self.read += 1
            self.weights.add((at, round(kilograms, 3)))
            if len(self.weights) > MOST_WEIGHTS:
                raise too_much(f"It has more than {MOST_WEIGHTS:,} weighings")

    def blocks(self) -> Iterator[tuple[Metric, Rows]]:
        """The samples, block by block: at most one block is in memory."""
        self._flush()
        for metric, block in sorted(self._chunks):
            parts = []
            for offset, size in self._chunks[metric, block]:
                assert self._spill is not None
                self._spill.seek(offset)
                parts.append(self._spill.read(size))
            yield Metric(metric), np.frombuffer(b"".join(parts), ROW)

    def _put(
        self, metric: Metric, block: int, start: float, end: float, value: float, source: int
    ) -> None:
        key = (int(metric), block)
        buffer = self._buffers.get(key)
        if buffer is None:
            buffer = self._buffers[key] = bytearray()
        buffer += RECORD.pack(start, end, value, source)
        self._counts[key] += 1
        self._buffered += RECORD.size
        if self._counts[key] > MOST_IN_BLOCK:
            raise too_much(f"It has more than {MOST_IN_BLOCK:,} samples of one kind in a month")
        if self._buffered > BUFFERED:
            self._flush()

    def _flush(self) -> None:
        if self._spill is None:
            self._spill = tempfile.TemporaryFile()  # noqa: SIM115 (it ends with the process)
        self._spill.seek(0, 2)
        for key, buffer in self._buffers.items():
            self._chunks.setdefault(key, []).append((self._spill.tell(), len(buffer)))
            self._spill.write(buffer)
        self._buffers.clear()
        self._buffered = 0
