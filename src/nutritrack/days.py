"""Civil days: which instant belongs to which day of a person.

A day starts at `day_start_hour` by the wall clock of an IANA time zone, so it lasts 23, 24 or 25
hours. A start that the clock skips is the first instant after the gap; one that comes twice is the
first of the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, reset_tzpath

# Only the tzdata package counts, so that every machine knows the same zones and changes.
reset_tzpath(())
ZONES = frozenset(files("tzdata").joinpath("zones").read_text().split()) - {"Factory"}

DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)

# Since 1970 no clock was further from UTC than this, and no day starts later than 6 o'clock.
EARLIEST_START = -timedelta(hours=15)
LATEST_END = timedelta(hours=12 + 6 + 2)


@dataclass(frozen=True)
class Calendar:
    """How one person's instants fall into days."""

    timezone: str = "UTC"
    day_start_hour: int = 0

    def start(self, day: date) -> datetime:
        """The first instant of a day, in UTC."""
        return _start(self.timezone, self.day_start_hour, day)

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """The first instant of a day and the first one after it."""
        return self.start(day), self.start(day + DAY)

    def day_of(self, instant: datetime) -> date:
        """The day that an instant belongs to."""
        local = instant.astimezone(ZoneInfo(self.timezone)).replace(tzinfo=None)
        day = (local - timedelta(hours=self.day_start_hour)).date()
        # Around a clock change the wall clock alone can name the day beside the right one.
        while instant < self.start(day):
            day -= DAY
        while instant >= self.start(day + DAY):
            day += DAY
        return day


@lru_cache(maxsize=8192)
def _start(timezone: str, hour: int, day: date) -> datetime:
    zone = ZoneInfo(timezone)
    wall = datetime.combine(day, time(hour))
    before = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if before.astimezone(zone).replace(tzinfo=None) == wall:
        return before
    return _end_of_gap(zone, wall)


def _end_of_gap(zone: ZoneInfo, wall: datetime) -> datetime:
    """The instant at which the clock jumps over a wall time that does not exist."""
    low = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)  # read with the later offset
    high = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)  # read with the earlier one
    offset = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def window(first: date, last: date) -> tuple[datetime, datetime]:
    """The instants between which all meals of these days lie, whatever zone they were logged in."""
    return (
        datetime.combine(first, time(), UTC) + EARLIEST_START,
        datetime.combine(last + DAY, time(), UTC) + LATEST_END,
    )


def span(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
