"""Zip files of strangers: what they unpack to stays within limits, and nothing is ever extracted.

Members are read as streams, by their place in the archive: their names are only looked at.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from nutritrack.fitness.upload.problems import Unusable, cut_off, too_much

MOST_MEMBERS = 100_000  # an Apple export has a file a workout route, a Takeout one a day
MOST_BYTES = 32 << 30
MAX_RATIO = 200  # the repetitive XML of Apple packs 15 to 40 times smaller; bombs 1,000 times
FREE_BYTES = 1 << 20  # what a member may unpack to at any ratio
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class Archive:
    def __init__(self, file: IO[bytes]) -> None:
        try:
            self.zip = zipfile.ZipFile(file)
        except BROKEN:
            raise cut_off("The zip file", "without its table of contents") from None
        self.members = [info for info in self.zip.infolist() if not info.is_dir()]
        self.unpacked = 0
        if len(self.members) > MOST_MEMBERS:
            raise too_much(f"The zip file holds {len(self.members):,} files")

    def named(self, *endings: str) -> Iterator[zipfile.ZipInfo]:
        for info in self.members:
            if info.filename.lower().endswith(endings):
                yield info

    @contextmanager
    def open(self, info: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
        """A member as a stream. Raises Unusable, also while it is read."""
        name = base(info)
        self.unpacked += info.file_size
        bomb = info.file_size > FREE_BYTES and info.file_size > MAX_RATIO * info.compress_size
        if bomb or self.unpacked > MOST_BYTES:
            raise too_much(f"{name} would unpack to {info.file_size:,} bytes")
        if info.flag_bits & 1:
            raise Unusable("encrypted", f"{name} is encrypted. Send it without a password.")
        try:
            with self.zip.open(info) as member:
                yield member
        except BROKEN:
            raise cut_off(name, "or its bytes were changed") from None


def base(info: zipfile.ZipInfo) -> str:
    """The name of a member without its folders, fit to be shown."""
    name = info.filename.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in name if letter.isprintable())[:80]
