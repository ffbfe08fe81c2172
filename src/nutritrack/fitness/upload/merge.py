"""Samples of several sources as the totals of days: what two devices saw at once counts once.

The rule is the one of Apple's Health app: sources stand in an order, and a sample counts with the
share of its time that no source before it covers. Someone who wears a watch and carries a phone
gets the watch's steps, and the phone's while the watch was off. (Apple Support, "Manage Health data
on your iPhone": the order of data sources.)
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import numpy as np
import numpy.typing as npt

from nutritrack.days import Calendar, span
from nutritrack.fitness.upload.problems import too_much
from nutritrack.fitness.upload.samples import Metric, Rows, Samples, Session

# A day's total energy is known when its samples cover nearly all of the day: some apps write totals
# for workouts only, and the day that is not over has no total yet.
WHOLE_DAY = 0.9
SAME_WORKOUT = 0.5  # share of the shorter one
MOST_IN_DAY = 500  # workouts

Floats = npt.NDArray[np.float64]


@dataclass
class DayTotals:
    """What is known of a day: amounts, and how many seconds of it each metric covers."""

    amounts: dict[Metric, float] = field(default_factory=dict)
    covered: dict[Metric, float] = field(default_factory=dict)
    workouts: list[Session] = field(default_factory=list)


def merge(samples: Samples, calendar: Calendar) -> dict[date, DayTotals]:
    """Every day that something is known of."""
    days: dict[date, DayTotals] = defaultdict(DayTotals)
    ranks = {number: key for key, number in samples.sources.items()}
    for metric, rows in samples.blocks():
        days_of, edges = _days(rows, calendar)
        start, amounts, covered = merged(_cut(_once(rows), edges), ranks)
        for day, amount, seconds in _sums(start, amounts, covered, days_of, edges):
            totals = days[day]
            totals.amounts[metric] = totals.amounts.get(metric, 0.0) + amount
            totals.covered[metric] = totals.covered.get(metric, 0.0) + seconds
    for workout in distinct(samples.workouts):
        days[calendar.day_of(datetime.fromtimestamp(workout.start, UTC))].workouts.append(workout)
    return dict(sorted(days.items()))


def merged(rows: Rows, ranks: dict[int, tuple[int, str]]) -> tuple[Floats, Floats, Floats]:
    """Start, amount and seconds that count, of each sample."""
    sums = {int(s): float(rows["value"][rows["source"] == s].sum()) for s in set(rows["source"])}
    # Among sources of one rank, the one that saw more in this month is believed first.
    order = sorted(sums, key=lambda source: (ranks[source][0], -sums[source], ranks[source][1]))
    known = np.empty((2, 0))
    parts = []
    for source in order:
        of_source = rows[rows["source"] == source]
        start, end, value = of_source["start"], of_source["end"], of_source["value"]
        share, seconds = _uncovered(start, end, known)
        parts.append((start, value * share, seconds))
        known = _union(np.concatenate([known, np.stack([start, end])], axis=1))
    start, amount, seconds = (np.concatenate(column) for column in zip(*parts, strict=True))
    return start, amount, seconds


def _once(rows: Rows) -> Rows:
    """The same sample twice is one sample: old phones and restored backups leave such pairs."""
    rows = rows[np.lexsort((rows["value"], rows["end"], rows["start"], rows["source"]))]
    same = np.ones(max(len(rows) - 1, 0), dtype=bool)
    for name in ("source", "start", "end", "value"):
        same &= rows[name][1:] == rows[name][:-1]
    once: Rows = rows[np.concatenate([[True], ~same])]
    return once


def _days(rows: Rows, calendar: Calendar) -> tuple[list[date], Floats]:
    """The days that samples touch, and when each begins in seconds since 1970."""
    first = calendar.day_of(datetime.fromtimestamp(float(rows["start"].min()), UTC))
    last = calendar.day_of(datetime.fromtimestamp(float(rows["end"].max()), UTC))
    days = list(span(first, last))
    return days, np.array([calendar.start(day).timestamp() for day in days])


def _cut(rows: Rows, edges: Floats) -> Rows:
    """A sample over midnight is two, shared out by time.

    Before they are merged, so that what another source saw of one day is taken from that day only.
    """
    parts = []
    while len(rows):
        edge = _after(rows["start"], edges)
        over = rows["end"] > edge
        here, rest = rows.copy(), rows[over]
        length = rest["end"] - rest["start"]
        here["end"][over] = edge[over]
        here["value"][over] *= (edge[over] - rest["start"]) / length
        rest["value"] -= here["value"][over]
        rest["start"] = edge[over]
        parts.append(here)
        rows = rest
    return np.concatenate(parts)


def _after(start: Floats, edges: Floats) -> Floats:
    """When the day after each time begins; infinite for the last day."""
    return np.append(edges, np.inf)[np.searchsorted(edges, start, "right")]


def _union(intervals: Floats) -> Floats:
    """Intervals without overlaps, in order."""
    intervals = intervals[:, np.argsort(intervals[0], kind="stable")]
    reach = np.maximum.accumulate(intervals[1])
    begins = np.concatenate([[True], intervals[0, 1:] > reach[:-1]])
    ends = np.concatenate([begins[1:], [True]])
    return np.stack([intervals[0, begins], reach[ends]])


def _uncovered(start: Floats, end: Floats, known: Floats) -> tuple[Floats, Floats]:
    """The share of each sample, and its seconds, that lie outside of what is known."""
    seconds = end - start
    if not known.shape[1]:
        return np.ones(len(start)), seconds
    inside = _covered_until(end, known) - _covered_until(start, known)
    left = np.maximum(seconds - inside, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = left / seconds
    # A sample of one instant counts unless it falls into what is known.
    at = np.searchsorted(known[0], start, "right") - 1
    instant_inside = (at >= 0) & (start < known[1][at])
    return np.where(seconds > 0, share, np.where(instant_inside, 0.0, 1.0)), left


def _covered_until(times: Floats, known: Floats) -> Floats:
    """How many seconds before each time are covered."""
    lengths = known[1] - known[0]
    before = np.concatenate([[0.0], np.cumsum(lengths)])
    at = np.searchsorted(known[0], times, "right")
    last = np.maximum(at - 1, 0)
    over = np.where(at > 0, np.clip(known[1][last] - times, 0.0, lengths[last]), 0.0)
    return np.asarray(before[at] - over)


def _sums(
    start: Floats, amounts: Floats, covered: Floats, days: list[date], edges: Floats
) -> Iterator[tuple[date, float, float]]:
    """Amount and covered seconds of each day that has samples."""
    at = np.searchsorted(edges, start, "right") - 1
    amount = np.bincount(at, amounts, len(days))
    seconds = np.bincount(at, covered, len(days))
    for number in np.unique(at):
        yield days[number], float(amount[number]), float(seconds[number])


def distinct(workouts: list[Session]) -> list[Session]:
    """Workouts without those that another source saw as well, in order of time."""
    kept: dict[int, list[Session]] = defaultdict(list)
    for workout in sorted(workouts, key=lambda each: (each.rank, each.start, each.end)):
        day = int(workout.start // 86_400)
        if len(kept[day]) > MOST_IN_DAY:
            raise too_much(f"It has more than {MOST_IN_DAY} workouts in a day")
        near = (other for near in (day - 1, day, day + 1) for other in kept.get(near, ()))
        if not any(_same(workout, other) for other in near):
            kept[day].append(workout)
    return [workout for day in sorted(kept) for workout in sorted(kept[day], key=_start)]


def _start(workout: Session) -> float:
    return workout.start


def _same(one: Session, other: Session) -> bool:
    if (one.start, one.end, one.kind) == (other.start, other.end, other.kind):
        return True
    if one.source == other.source:
        return False
    both = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    return both > 0 and both >= SAME_WORKOUT * shorter


def is_whole(totals: DayTotals, metric: Metric, day: date, calendar: Calendar) -> bool:
    start, end = calendar.bounds(day)
    return totals.covered.get(metric, 0.0) >= WHOLE_DAY * (end - start).total_seconds()
