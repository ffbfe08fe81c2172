"""Tables of any size brought together by a key, in little memory.

Records are laid into temporary files by a hash of their key, so that all of one key are in one
file. Then one file after the other fits into memory. The order is the same on every run.
"""

import marshal
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Self
from zlib import crc32

BYTES_A_PART = 4 << 20
MOST_PARTS = 500
AT_ONCE = 200  # records that are written together, which is several times as fast

Record = tuple[Any, ...]


class Join:
    """Add records of several tables by key, then take them back key by key.

    The first table leads: keys that it does not have are not given.
    """

    def __init__(self, tables: int, size: int) -> None:
        """`size` is about how many bytes will be added."""
        self.tables = tables
        self.parts = max(1, min(MOST_PARTS, size // BYTES_A_PART))
        self._folder = tempfile.TemporaryDirectory(prefix="nutritrack-")
        self._waiting: list[list[tuple[int, str, Record]]] = [[] for _ in range(self.parts)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def _file(self, part: int) -> Path:
        return Path(self._folder.name, str(part))

    def add(self, table: int, key: str, record: Record) -> None:
        part = crc32(key.encode()) % self.parts
        waiting = self._waiting[part]
        waiting.append((table, key, record))
        if len(waiting) >= AT_ONCE:
            with self._file(part).open("ab") as file:
                marshal.dump(waiting, file)
            waiting.clear()

    def __iter__(self) -> Iterator[tuple[str, list[list[Record]]]]:
        """Each key of the first table, with its records of every table."""
        for part in range(self.parts):
            groups: dict[str, list[list[Record]]] = {}
            for table, key, record in self._read(part):
                if key not in groups:
                    groups[key] = [[] for _ in range(self.tables)]
                groups[key][table].append(record)
            for key, group in groups.items():
                if group[0]:
                    yield key, group

    def _read(self, part: int) -> Iterator[tuple[int, str, Record]]:
        with suppress(FileNotFoundError), self._file(part).open("rb") as file, suppress(EOFError):
            while True:
                yield from marshal.load(file)  # noqa: S302  our own file
        self._file(part).unlink(missing_ok=True)
        yield from self._waiting[part]
        self._waiting[part].clear()
