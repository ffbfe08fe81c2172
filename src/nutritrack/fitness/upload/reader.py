"""Reads one file and says what is in it: `python -m nutritrack.fitness.upload.reader ZONE HOUR`.

The file is the standard input. What comes out are lines of JSON: `progress` while it is read; once
it was read to its end, `day` and `weight`, then `done`; or else `problem`. So a broken file leaves
nothing. It runs as a process of its own because the file is a stranger's: it has no database, no
secrets, bounded memory and time, and can be killed at any moment. It ends when nobody listens.
"""

import json
import os
import sys
import time
import zipfile
from datetime import UTC, datetime, timedelta
from io import TextIOWrapper
from typing import IO, Any

from nutritrack.days import FIRST_DAY, Calendar
from nutritrack.fitness.upload import apple, health_connect, health_connect_db, takeout
from nutritrack.fitness.upload.archive import Archive, base
from nutritrack.fitness.upload.days import known
from nutritrack.fitness.upload.merge import DayTotals, merge
from nutritrack.fitness.upload.problems import Unusable
from nutritrack.fitness.upload.samples import Samples

HEAD = 1 << 16
MOST_MEMORY = 1 << 30  # of addresses; what is used stays below 200 MB
MOST_SECONDS = 4 * 3_600  # of processor time
PROGRESS_SECONDS = 0.5

APPLE, TAKEOUT, HEALTH_CONNECT = "apple_health", "takeout", "health_connect"
NOT_KNOWN = (
    "This is none of the files that can be read: export.zip or export.xml of Apple Health, a zip "
    "of Google Takeout with Fit, the zip or JSON of Health Connect."
)


class Reader:
    def __init__(self, file: IO[bytes], size: int, calendar: Calendar) -> None:
        self.file, self.size, self.calendar = file, max(size, 1), calendar
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        first = calendar.start(FIRST_DAY + timedelta(days=1)).timestamp()
        self.samples = Samples(first, tomorrow.timestamp())
        self.days: dict[Any, DayTotals] = {}
        self.told = time.monotonic()

    def progress(self) -> None:
        if time.monotonic() - self.told > PROGRESS_SECONDS:
            self.told = time.monotonic()
            say("progress", round(min(self.file.tell() / self.size, 1.0), 3))

    def read(self) -> str:
        """Read the file, whatever it is. Names its kind. Raises Unusable."""
        head = self.file.read(HEAD)
        self.file.seek(0)
        if not head.strip():
            raise Unusable("empty", "The file is empty.")
        if head.startswith(b"PK"):
            return self.read_archive(Archive(self.file))
        if head.startswith(health_connect_db.MAGIC):
            health_connect_db.read(self.file, "The file", self.samples, self.progress)
            return HEALTH_CONNECT
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            apple.read(self.file, "The file", self.samples, self.progress)
            return APPLE
        if health_connect.is_json(head):
            health_connect.read(self.file, "The file", self.samples, self.progress)
            return HEALTH_CONNECT
        if takeout.is_table(head):
            if not self.takeout().read_table(self.file, "The file"):
                raise Unusable(
                    "notKnown",
                    "This table has no column Date. Send the whole zip of Google Takeout.",
                )
            return TAKEOUT
        if head.startswith(b"\x1f\x8b"):
            raise Unusable("notKnown", "This is packed as .gz or .tgz. Ask for a .zip instead.")
        raise Unusable("notKnown", NOT_KNOWN)

    def read_archive(self, archive: Archive) -> str:
        for info in archive.named(".xml"):
            with archive.open(info) as member:
                is_apple = apple.is_apple(member.read(HEAD))
            if is_apple:
                with archive.open(info) as member:
                    apple.read(member, base(info), self.samples, self.progress)
                return APPLE
        for info in archive.named(health_connect_db.MEMBER):
            with archive.open(info) as member:
                health_connect_db.read(member, base(info), self.samples, self.progress)
            return HEALTH_CONNECT
        if takeout.read_archive(archive, self.takeout(), self.progress):
            return TAKEOUT
        for info in archive.named(".json"):
            with archive.open(info) as member:
                health_connect.read(member, base(info), self.samples, self.progress)
            return HEALTH_CONNECT
        raise Unusable("notKnown", f"The zip holds no data that is known. {NOT_KNOWN}")

    def takeout(self) -> takeout.Takeout:
        return takeout.Takeout(self.samples, self.calendar, self.days)

    def tell(self, kind: str) -> None:
        """Everything that was found."""
        for day, totals in merge(self.samples, self.calendar).items():
            there = self.days.setdefault(day, DayTotals())
            there.amounts.update(totals.amounts)
            there.covered.update(totals.covered)
            there.workouts += totals.workouts
        found = 0
        say("source", kind)
        for day, totals in sorted(self.days.items()):
            if shown := known(day, totals, self.calendar):
                found += 1
                say("day", shown)
        for at, kilograms in sorted(self.samples.weights):
            say("weight", [at, kilograms])
        if not found and not self.samples.weights:
            raise Unusable(
                "nothing", "The file holds no steps, energy, distances, workouts or weights."
            )
        say("done", {"read": self.samples.read, "skipped": self.samples.skipped})


def say(what: str, value: object) -> None:
    sys.stdout.write(json.dumps({what: value}, allow_nan=False) + "\n")
    if what not in ("day", "weight"):
        sys.stdout.flush()


def limit() -> None:
    """Bounds that the kernel keeps. Not every system knows each of them."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, most in (("RLIMIT_AS", MOST_MEMORY), ("RLIMIT_CPU", MOST_SECONDS)):
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (ValueError, OSError):
            continue


def main() -> None:
    zone, hour = sys.argv[1:]
    if hasattr(os, "nice"):
        os.nice(10)  # people who use the product come first
    limit()
    sys.stdout = TextIOWrapper(sys.stdout.buffer, "utf-8", line_buffering=False)
    file = os.fdopen(0, "rb", buffering=1 << 16, closefd=False)
    reader = Reader(file, os.fstat(0).st_size, Calendar(zone, int(hour)))
    try:
        reader.tell(reader.read())
    except Unusable as problem:
        say("problem", {"code": problem.code, "detail": str(problem)})
    except MemoryError:
        say("problem", {"code": "tooMuch", "detail": "The file needs more memory than it may."})
    except zipfile.BadZipFile:
        say("problem", {"code": "broken", "detail": "The zip file is damaged."})


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:  # whoever started us is gone
        os._exit(1)
