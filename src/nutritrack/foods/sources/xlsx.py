"""The rows of a sheet of an Excel workbook, one after the other.

Fifty lines over the standard library, because the tables we read need text and numbers only:
openpyxl would be another dependency, and reads XML without guarding against entities.
"""

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from nutritrack.foods.sources.archive import Archive, readable
from nutritrack.foods.sources.rows import Meter, UnreadableFile

MAX_MEMBER = 64 << 20
MOST_COLUMNS = 1_000
LONGEST_CELL = 32_767  # as Excel says
CHUNK = 1 << 16
STRINGS = "sharedstrings.xml"

Cells = list[str]


def is_workbook(archive: Archive) -> bool:
    return "workbook.xml" in archive and "sheet1.xml" in archive


def sheet(archive: Archive, meter: Meter, name: str = "sheet1.xml") -> Iterator[tuple[int, Cells]]:
    """The numbered rows of a sheet, every cell as text."""
    strings = _strings(archive, meter) if STRINGS in archive else []
    reader = _Reader(strings)
    for _ in _parse(archive, name, reader, meter):
        yield from reader.rows
        reader.rows.clear()


def _strings(archive: Archive, meter: Meter) -> list[str]:
    reader = _Reader([])
    for _ in _parse(archive, STRINGS, reader, meter):
        pass
    return reader.shared


class _Reader:
    """Puts cells together, both of a sheet and of the table of shared texts."""

    def __init__(self, strings: list[str]) -> None:
        self.strings = strings
        self.shared: list[str] = []
        self.rows: list[tuple[int, Cells]] = []
        self.number = 0
        self.cells: Cells = []
        self.column = -1
        self.type = ""
        self.text: list[str] = []
        self.reading = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("t", "v"):
            self.reading = True
        elif tag == "row":
            self.number = int(attributes.get("r", self.number + 1))
            self.cells, self.column = [], -1
        elif tag == "c":
            self.type = attributes.get("t", "")
            place = attributes.get("r")
            self.column = _column(place) if place else self.column + 1
            self.text.clear()
        elif tag == "si":
            self.text.clear()

    def data(self, text: str) -> None:
        if self.reading:
            self.text.append(text)

    def end(self, tag: str) -> None:
        if tag in ("t", "v"):
            self.reading = False
        elif tag == "c" and self.text:
            text = "".join(self.text)
            if self.type == "s":
                text = self.strings[int(text)]
            if not 0 <= self.column < MOST_COLUMNS:
                raise ValueError
            self.cells.extend([""] * (self.column - len(self.cells)))
            self.cells.append(text[:LONGEST_CELL])
        elif tag == "si":
            self.shared.append("".join(self.text))
        elif tag == "row":
            self.rows.append((self.number, self.cells))


def _column(place: str) -> int:
    """ "A1" is 0, "AB7" is 27."""
    column = 0
    for letter in place.rstrip("0123456789"):
        column = column * 26 + ord(letter) - 64
    return column - 1


def _parse(archive: Archive, name: str, reader: _Reader, meter: Meter) -> Iterator[None]:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, a: reader.start(tag.rpartition(" ")[2], a)
    parser.EndElementHandler = lambda tag: reader.end(tag.rpartition(" ")[2])
    parser.CharacterDataHandler = reader.data
    parser.StartDoctypeDeclHandler = _no_doctype  # so that there are no entities either
    try:
        with archive.open(name) as member, readable(name):
            while chunk := member.read(CHUNK):
                meter.done += len(chunk)
                parser.Parse(chunk)
                yield
            parser.Parse(b"", True)
            yield
    except (expat.ExpatError, ValueError, IndexError) as error:
        if isinstance(error, UnicodeError):
            raise
        raise UnreadableFile(
            problem=f"{archive.path.name}: {name} is not the XML of a sheet."
        ) from None


def _no_doctype(*_: Any) -> None:
    raise UnreadableFile(problem="A workbook with a document type is not read.")
