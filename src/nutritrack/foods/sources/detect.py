"""What a file is, from what is in it. Its name does not matter."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path

from nutritrack.foods.sources import fdc, fndds, off, off_parquet, sr
from nutritrack.foods.sources.archive import Archive, check_header, header, readable
from nutritrack.foods.sources.rows import Meter, Row, UnreadableFile

KNOWN = {
    fdc.NAME: "USDA FoodData Central (zip of CSV)",
    fndds.NAME: "FNDDS At A Glance (xlsx)",
    sr.NAME: "USDA Standard Reference (zip of ASCII)",
    off.NAME: "Open Food Facts (JSONL, JSONL.gz or Parquet)",
}


@dataclass(frozen=True)
class Opened:
    """A food table that is ready to be read."""

    source: str
    release: str
    files: list[Path]
    meter: Meter
    rows: Callable[[], Iterator[Row]]

    def fingerprint(self) -> str:
        """Which content this is, whatever the files are called."""
        total = sha256()
        for path in self.files:
            with readable(path.name), path.open("rb") as file:
                total.update(file_digest(file, "sha256").digest())
        return total.hexdigest()


def open_source(path: Path, source: str = "auto", release: str | None = None) -> Opened:
    """Look into a file, or a folder of workbooks. Raises UnreadableFile."""
    with readable(path.name):
        found = _workbooks(path, release) or _archive(path, release) or _products(path, release)
    if found is None:
        known = ", ".join(KNOWN.values())
        raise UnreadableFile(problem=f"{path.name} is none of the tables we read: {known}.")
    if source not in ("auto", found.source):
        raise UnreadableFile(
            problem=f"{path.name} is not of {KNOWN[source]} but of {KNOWN[found.source]}."
        )
    return found


def _workbooks(path: Path, release: str | None) -> Opened | None:
    if path.is_file() and not zipfile.is_zipfile(path):
        return None
    books = fndds.books(path)
    if not books and not path.is_dir():
        return None
    if "values" not in books:
        raise UnreadableFile(
            problem=f"{path.name}: there is no workbook of FNDDS nutrient values here."
        )
    of_release = release or fndds.release(books)
    meter = Meter(fndds.size(books))
    files = [books[kind] for kind in sorted(books)]
    return Opened(
        fndds.NAME, of_release, files, meter, lambda: fndds.rows(books, of_release, meter)
    )


def _archive(path: Path, release: str | None) -> Opened | None:
    if not path.is_file() or not _begins(path, b"PK"):
        return None
    archive = Archive(path, fdc.MAX_MEMBER)
    if fdc.looks_like(archive):
        for name, columns in fdc.TABLES.items():
            if name in archive or name in fdc.NEEDED:
                check_header(name, header(archive, name), columns)
        of_release = release or fdc.release(archive)
        meter = Meter(fdc.size(archive))
        return Opened(
            fdc.NAME, of_release, [path], meter, lambda: fdc.rows(archive, of_release, meter)
        )
    archive.max_member = sr.MAX_MEMBER
    if sr.matches(archive):
        of_release = release or sr.release(archive)
        meter = Meter(sr.size(archive))
        return Opened(
            sr.NAME, of_release, [path], meter, lambda: sr.rows(archive, of_release, meter)
        )
    archive.close()
    return None


def _products(path: Path, release: str | None) -> Opened | None:
    if not path.is_file():
        return None
    of_release = release or _day(path)
    meter = Meter(path.stat().st_size)
    if off_parquet.matches(path):
        return Opened(
            off.NAME, of_release, [path], meter, lambda: off_parquet.rows(path, of_release, meter)
        )
    if off.matches(path):
        return Opened(
            off.NAME, of_release, [path], meter, lambda: off.rows(path, of_release, meter)
        )
    return None


def _begins(path: Path, magic: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(magic)) == magic


def _day(path: Path) -> str:
    """A dump does not say of when it is; the file does."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
