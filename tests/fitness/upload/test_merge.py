"""Merging against the slow way: second by second, source by source."""

from collections import defaultdict
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nutritrack.days import Calendar
from nutritrack.fitness.models import MOST_KCAL, MOST_METRES, MOST_MINUTES, MOST_STEPS
from nutritrack.fitness.models import MOST_WORKOUTS as MOST_WORKOUTS_A_DAY
from nutritrack.fitness.upload import days as told
from nutritrack.fitness.upload.merge import merge
from nutritrack.fitness.upload.samples import BLOCK, Metric, Samples

BERLIN = Calendar("Europe/Berlin", 3)
# Clocks go forward on 2026-03-29 at 01:00 UTC; a block of samples ends elsewhere.
SPRING = int(datetime(2026, 3, 28, 22, tzinfo=UTC).timestamp())
EDGE = int((SPRING // BLOCK + 1) * BLOCK) - 2_000

samples = st.lists(
    st.tuples(
        st.integers(0, 2),  # source
        st.integers(0, 4_000),  # start
        st.integers(0, 1_500),  # seconds
        st.integers(0, 500),  # amount
    ),
    max_size=12,
)


def the_slow_way(base, read):
    """Seconds that a source before has seen do not count."""
    totals: dict[object, float] = defaultdict(float)
    covered: set[int] = set()
    for source in range(3):
        mine = {each for each in read if each[0] == source}
        for _, start, length, amount in mine:
            seconds = range(base + start, base + start + length)
            if not length:
                if base + start not in covered:
                    totals[day_of(base + start)] += amount
                continue
            for second in seconds:
                if second not in covered:
                    totals[day_of(second)] += amount / length
                else:
                    totals[day_of(second)] += 0
        for _, start, length, _ in mine:
            covered |= set(range(base + start, base + start + length))
    return {day: amount for day, amount in totals.items() if amount}


def day_of(second):
    return BERLIN.day_of(datetime.fromtimestamp(second, UTC))


@settings(max_examples=150, deadline=None)
@example(  # over midnight, and seen by another source on one side of it
    read=[(0, 2_600, 100, 5), (1, 2_500, 1_500, 3)], base=SPRING + 2 * 3_600
)
@given(read=samples, base=st.sampled_from([SPRING + 2 * 3_600, SPRING + 1_000, EDGE]))
def test_what_is_merged_is_what_the_slow_way_finds(read, base):
    collected = Samples(0, 2e9)
    sources = [collected.source(rank, f"source {rank}") for rank in range(3)]
    for source, start, length, amount in read:
        collected.add(
            Metric.STEPS, base + start, base + start + length, float(amount), sources[source]
        )
    found = {
        day: totals.amounts[Metric.STEPS]
        for day, totals in merge(collected, BERLIN).items()
        if totals.amounts[Metric.STEPS] > 1e-9
    }
    assert found == pytest.approx(the_slow_way(base, read))


def test_samples_on_disk_are_those_in_memory(monkeypatch):
    """However little memory there is for them."""

    def totals():
        collected = Samples(0, 2e9)
        for number in range(5_000):
            source = collected.source(number % 3, str(number % 3))
            start = SPRING + number * 701
            for metric in (Metric.STEPS, Metric.ACTIVE):
                collected.add(metric, start, start + 900, float(number), source)
        return {day: each.amounts for day, each in merge(collected, BERLIN).items()}

    at_once = totals()
    monkeypatch.setattr("nutritrack.fitness.upload.samples.BUFFERED", 1_000)
    assert totals() == at_once
    assert len(at_once) > 30


def test_the_reader_has_the_bounds_of_the_store():
    """It does not load them, so that it needs no driver of the database."""
    theirs = (MOST_STEPS, MOST_KCAL, MOST_METRES, MOST_MINUTES, MOST_WORKOUTS_A_DAY)
    ours = (told.MOST_STEPS, told.MOST_KCAL, told.MOST_METRES, told.MOST_MINUTES)
    assert (*ours, told.MOST_WORKOUTS) == theirs
