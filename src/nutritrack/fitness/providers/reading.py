"""Numbers and times in Google's answers. What cannot be is unknown: it must not stop a sync."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from math import isfinite
from typing import Any

from nutritrack.days import FIRST_DAY, LAST_DAY
from nutritrack.fitness.models import Workout
from nutritrack.mongo.documents import to_instant


def number(value: object, most: float) -> float | None:
    """A number, or one in a string (so JSON carries 64 bits). None beyond 0..most."""
    try:
        read = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return read if isfinite(read) and 0 <= read <= most else None


def whole(value: object, most: int) -> int | None:
    read = number(value, most)
    return None if read is None else round(read)


def instant(text: object) -> datetime | None:
    """RFC 3339, with up to nine decimals. None for a time without an offset, or out of this age."""
    try:
        read = datetime.fromisoformat(str(text))
        known = read.tzinfo is not None and FIRST_DAY < read.date() < LAST_DAY
        return to_instant(read) if known else None
    except ValueError:
        return None


def offset(text: object) -> timedelta:
    """A duration such as `3600s`."""
    seconds = number(str(text).removeprefix("-").removesuffix("s"), 86_400) or 0.0
    return timedelta(seconds=-seconds if str(text).startswith("-") else seconds)


def of_millis(value: object) -> datetime | None:
    milliseconds = number(value, 7_000_000_000_000)  # until 2191
    if milliseconds is None:
        return None
    return to_instant(datetime.fromtimestamp(milliseconds / 1000, UTC))


def civil(value: Any) -> date | None:
    """`{"date": {"year": 2026, "month": 11, "day": 1}}`."""
    try:
        read = value["date"]
        return date(read["year"], read["month"], read["day"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def workout(
    start: datetime | None,
    end: datetime | None,
    kind: str,
    energy: float | None,
    distance: float | None,
) -> Workout | None:
    """None for one without times, or one that ends before it starts."""
    if start is None or end is None or end < start:
        return None
    return Workout(start=start, end=end, kind=kind[:60], energy=energy, distance=distance)


def windows(first: date, last: date, days: int) -> Iterator[tuple[date, date]]:
    """A span in parts of so many days, both ends included, the newest first."""
    while last >= first:
        start = max(first, last - timedelta(days=days - 1))
        yield start, last
        last = start - timedelta(days=1)
