"""Files of others, opened with care: limits for what unpacks, and errors in plain words."""

import csv
import gzip
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple, cast

from nutritrack.foods.sources.rows import Meter, UnreadableFile

MOST_MEMBERS = 1_000
MAX_RATIO = 100  # tables pack 5 to 20 times smaller, zip bombs 1,000 times
FREE_BYTES = 1 << 20  # what a member may unpack to at any ratio
MAX_LINE = 16 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, gzip.BadGzipFile, EOFError, NotImplementedError)


class Line(NamedTuple):
    """A record of a table, by column, and the line it begins on."""

    number: int
    fields: dict[str, str]


class Archive:
    """A zip file whose members stay within limits."""

    def __init__(self, path: Path, max_member: int) -> None:
        self.path = path
        with readable(path.name):
            self.zip = zipfile.ZipFile(path)
        infos = self.zip.infolist()
        if len(infos) > MOST_MEMBERS:
            raise UnreadableFile(problem=f"{path.name} holds {len(infos)} files.")
        self.max_member = max_member
        self.members = {_base(info.filename): info for info in infos if not info.is_dir()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.members

    def size(self, *names: str) -> int:
        return sum(self.members[name].file_size for name in names if name in self.members)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        info = self.members.get(name.lower())
        if info is None:
            raise UnreadableFile(problem=f"{self.path.name} holds no {name}.")
        if info.file_size > self.max_member:
            raise UnreadableFile(
                problem=f"{name} would unpack to {info.file_size:,} bytes; "
                f"{self.max_member:,} is the most that is read."
            )
        if info.file_size > FREE_BYTES and info.file_size > MAX_RATIO * info.compress_size:
            raise UnreadableFile(
                problem=f"{name} unpacks to more than {MAX_RATIO} times its size: not a table."
            )
        if info.flag_bits & 1:
            raise UnreadableFile(problem=f"{name} is encrypted.")
        with readable(name), self.zip.open(info) as member:
            yield member

    def close(self) -> None:
        self.zip.close()


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].lower()


@contextmanager
def readable(name: str) -> Iterator[None]:
    """What goes wrong while a file is read, in words."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise UnreadableFile(problem=f"{name} is not UTF-8 text: {error.reason}.") from None
    except BROKEN:
        raise UnreadableFile(
            problem=f"{name} is damaged or was not downloaded to its end."
        ) from None
    except csv.Error as error:
        raise UnreadableFile(problem=f"{name} is not a table: {error}.") from None
    except OSError as error:
        raise UnreadableFile(problem=f"{name} cannot be read: {error.strerror}.") from None


def lines(archive: Archive, name: str, encoding: str, meter: Meter) -> Iterator[tuple[int, str]]:
    """The numbered lines of a member, without their ends."""
    with archive.open(name) as member, readable(name):
        for number, raw in enumerate(bounded(member, name), 1):
            meter.done += len(raw)
            try:
                text = raw.decode(encoding)
            except UnicodeDecodeError:
                raise UnreadableFile(problem=f"{name} line {number} is not UTF-8 text.") from None
            yield number, text.rstrip("\r\n")


def bounded(file: IO[bytes], name: str) -> Iterator[bytes]:
    """The lines of a file. One without end is an error, not all of the memory."""
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            raise UnreadableFile(problem=f"{name} line {number} has more than {MAX_LINE:,} bytes.")
        yield line


def header(archive: Archive, name: str) -> list[str]:
    """The columns of a CSV member."""
    with archive.open(name) as member, readable(name):
        first = member.readline(MAX_LINE).decode("utf-8-sig")
        return [column.strip() for column in next(csv.reader([first]), [])]


def table(
    archive: Archive, name: str, columns: Sequence[str], meter: Meter
) -> Iterator[Line | tuple[int, str]]:
    """The records of a CSV member, some columns of each; a line and a problem for a bad one.

    Columns may come in any order and among others; each must be there, and once.
    """
    found = header(archive, name)
    check_header(name, found, columns)
    at = {column: found.index(column) for column in columns}
    with archive.open(name) as member, readable(name):
        text = (_decoded(raw, name, n) for n, raw in enumerate(bounded(member, name), 1))
        records = csv.reader(_metered(text, meter))
        next(records)
        start = records.line_num + 1
        for record in records:
            if len(record) == len(found):
                yield Line(start, {column: record[i] for column, i in at.items()})
            elif record:
                yield start, f"{len(record)} fields instead of {len(found)}"
            start = records.line_num + 1


def check_header(name: str, found: Sequence[str], columns: Sequence[str]) -> None:
    missing = [column for column in columns if column not in found]
    if missing:
        raise UnreadableFile(
            problem=f"{name} has no column {', '.join(missing)}. Its first line is "
            f"{', '.join(found)[:200]!r}."
        )
    doubled = [column for column in columns if found.count(column) > 1]
    if doubled:
        raise UnreadableFile(problem=f"{name} has the column {doubled[0]} twice.")


def _decoded(raw: bytes, name: str, number: int) -> str:
    try:
        return raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        raise UnreadableFile(problem=f"{name} line {number} is not UTF-8 text.") from None


def _metered(text: Iterator[str], meter: Meter) -> Iterator[str]:
    for line in text:
        meter.done += len(line)
        yield line


def release_of(archive: Archive, name: str) -> str:
    """A date in the folder of a member, else the day the member was written."""
    info = archive.members[name]
    for part in reversed(info.filename.replace("\\", "/").split("/")[:-1]):
        date = part[-10:]
        if len(date) == 10 and date[4] == date[7] == "-" and date.replace("-", "").isdigit():
            return date
    return "{:04}-{:02}-{:02}".format(*info.date_time[:3])


@contextmanager
def plain_or_gzip(path: Path, meter: Meter) -> Iterator[Iterator[bytes]]:
    """The lines of a file that may be packed with gzip, whatever its name says."""
    with readable(path.name), path.open("rb", buffering=1 << 18) as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        file = cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if packed else raw

        def walk() -> Iterator[bytes]:
            unpacked = 0
            for line in bounded(file, path.name):
                unpacked += len(line)
                meter.done = raw.tell() if packed else unpacked
                if packed and unpacked > 64 * FREE_BYTES and unpacked > MAX_RATIO * meter.done:
                    raise UnreadableFile(
                        problem=f"{path.name} unpacks to more than {MAX_RATIO} times its size."
                    )
                yield line

        yield walk()
