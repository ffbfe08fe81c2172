"""Google Takeout, the part "Fit": a table with a line a day, and a file a workout.

`Daily activity metrics.csv` (older: `Daily Summaries.csv`) has the days as Google counted them.
Without it, the tables of single days (`2024-01-31.csv`, a line a quarter of an hour) are added up.
Calories are what the body used in all, at rest included. Folders are named in the language of the
account; the columns that we know are the English ones.
"""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import TextIOWrapper
from itertools import islice
from math import isfinite
from typing import IO, Any

from nutritrack.days import Calendar
from nutritrack.fitness.upload.apple import snake
from nutritrack.fitness.upload.archive import Archive, base
from nutritrack.fitness.upload.merge import DayTotals
from nutritrack.fitness.upload.problems import Progress, Unusable, broken, too_much
from nutritrack.fitness.upload.samples import MOST, Metric, Samples, Session

COLUMNS = {
    "Step count": Metric.STEPS,
    "Calories (kcal)": Metric.TOTAL,
    "Distance (m)": Metric.DISTANCE,
    "Move Minutes count": Metric.MINUTES,
}
WEIGHT = "Average weight (kg)"
OF_A_DAY = re.compile(r"(\d{4}-\d\d-\d\d)\.csv$")
MOST_LINES = 200_000
MOST_SESSION = 8 << 20
MOST_SIDEWAYS = 1 << 16
NOON = 12 * 3_600.0

Days = dict[date, DayTotals]


@dataclass
class Takeout:
    samples: Samples
    calendar: Calendar
    days: Days

    def read_table(self, file: IO[bytes], name: str) -> bool:
        """Read the table of days, if this is it. Raises Unusable."""
        rows = _rows(file, name)
        header = next(rows, [])
        if "Date" not in header:
            return False
        columns = _columns(header, name)
        for row in rows:
            if len(row) != len(header):
                raise broken(name, f"a line has {len(row)} fields and not {len(header)}")
            try:
                day = date.fromisoformat(row[header.index("Date")])
            except ValueError:
                raise broken(name, "a line has no day such as 2024-01-31") from None
            self._take(day, row, columns)
            if WEIGHT in header and (kilograms := number(row[header.index(WEIGHT)])) is not None:
                # The table names no hour.
                at = self.calendar.start(day).timestamp() + NOON
                self.samples.add_weight(at, kilograms)
        return True

    def read_day(self, file: IO[bytes], day: date, name: str) -> None:
        """Add up the table of one day."""
        rows = _rows(file, name)
        header = next(rows, [])
        if "Start time" not in header:
            return
        columns = _columns(header, name)
        for row in rows:
            if len(row) == len(header):
                self._take(day, row, columns)

    def read_session(self, file: IO[bytes], name: str) -> None:
        """One workout."""
        try:
            session = json.loads(file.read(MOST_SESSION))
            start, end = _instant(session["startTime"]), _instant(session["endTime"])
            kind = snake(str(session["fitnessActivity"]))
            sums = {each["metricName"]: each for each in session.get("aggregate", [])}
        except (ValueError, KeyError, TypeError, RecursionError):
            self.samples.skipped["unreadable"] += 1
            return
        if not kind.startswith("sleep"):
            energy = _sum(sums.get("com.google.calories.expended"))
            distance = _sum(sums.get("com.google.distance.delta"))
            self.samples.add_workout(Session(start, end, kind, energy, distance, 0, "takeout"))

    def _take(self, day: date, row: list[str], columns: dict[int, Metric]) -> None:
        start = self.calendar.start(day).timestamp()
        if not self.samples.first <= start <= self.samples.last:
            self.samples.skipped["time"] += 1
            return
        for at, metric in columns.items():
            amount = number(row[at])
            if amount is None:
                continue
            if not 0 <= amount <= MOST[metric]:
                self.samples.skipped["value"] += 1
                continue
            self.samples.read += 1
            totals = self.days.setdefault(day, DayTotals())
            totals.amounts[metric] = totals.amounts.get(metric, 0.0) + amount
            totals.covered[metric] = 86_400.0 * 2  # a day as Google counted it is a whole one


def is_table(head: bytes) -> bool:
    line = head.split(b"\n", 1)[0]
    return b"," in line and (b"Date" in line or b"Start time" in line)


def read_archive(archive: Archive, takeout: Takeout, progress: Progress) -> bool:
    """Read all of an archive. False when there is nothing of Fit in it. Raises Unusable."""
    tables = list(archive.named(".csv"))
    found = False
    for info in tables:
        if not OF_A_DAY.search(info.filename):
            with archive.open(info) as member:
                found |= takeout.read_table(member, base(info))
            progress()
    for info in [] if found else tables:
        if match := OF_A_DAY.search(info.filename):
            with archive.open(info) as member:
                takeout.read_day(member, date.fromisoformat(match[1]), base(info))
            progress()
    for info in archive.named(".json"):
        if "Sessions/" in info.filename:
            with archive.open(info) as member:
                takeout.read_session(member, base(info))
            progress()
    return bool(takeout.days or takeout.samples.workouts)


def number(text: str) -> float | None:
    """A number, or None for an empty field. What is not a number is unknown as well."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _columns(header: list[str], name: str) -> dict[int, Metric]:
    columns = {at: COLUMNS[column] for at, column in enumerate(header) if column in COLUMNS}
    if not columns:
        raise Unusable(
            "language",
            f"{name} has none of the columns {', '.join(COLUMNS)}. If it is in another language, "
            "set the language of your Google account to English and export once more.",
        )
    return columns


def _rows(file: IO[bytes], name: str) -> Iterator[list[str]]:
    text = TextIOWrapper(file, "utf-8-sig", newline="")
    lines = iter(lambda: text.readline(MOST_SIDEWAYS), "")
    try:
        for row in islice(csv.reader(lines, strict=True), MOST_LINES):
            if row:
                yield row
    except UnicodeDecodeError:
        raise broken(name, "it is not UTF-8 text") from None
    except csv.Error as error:
        raise broken(name, f"it is not a table ({error})") from None
    if text.readline(1):
        raise too_much(f"{name} has more than {MOST_LINES:,} lines")
    text.detach()


def _instant(text: Any) -> float:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant.timestamp()


def _sum(entry: Any) -> float | None:
    if entry is None:
        return None
    value = entry.get("floatValue", entry.get("intValue"))
    return round(float(value), 1) if isinstance(value, int | float) and 0 < value < 1e6 else None
