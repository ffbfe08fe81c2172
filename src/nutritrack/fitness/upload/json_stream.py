"""Objects out of a JSON file of any size, one at a time."""

import json
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import IO, Any

from nutritrack.fitness.upload.problems import Progress, broken, cut_off, too_much

CHUNK = 1 << 16
MOST_VALUE = 8 << 20
DEEPEST = 4  # objects around the arrays
SPACE = " \t\r\n"


class Stream:
    """The arrays of a document, in whatever objects they lie: `{"data": {"steps": [{}, {}]}}`."""

    def __init__(self, file: IO[bytes], name: str, progress: Progress) -> None:
        self.file, self.name, self.progress = file, name, progress
        self.decoder = json.JSONDecoder()
        self.decode = getincrementaldecoder("utf-8-sig")()
        self.text, self.at, self.ended = "", 0, False

    def items(self) -> Iterator[tuple[str, Any]]:
        """The elements of every array with the name of the array. Raises Unusable."""
        try:
            yield from self._value("", 0)
        except UnicodeDecodeError:
            raise broken(self.name, "it is not UTF-8 text") from None
        except RecursionError:
            raise broken(self.name, "it is nested too deeply") from None
        if self._next():
            raise broken(self.name, "something follows after its end")

    def _value(self, key: str, depth: int) -> Iterator[tuple[str, Any]]:
        sign = self._next()
        if sign == "[":
            self.at += 1
            yield from self._array(key)
        elif sign == "{" and depth < DEEPEST:
            self.at += 1
            yield from self._object(depth)
        else:
            self._whole()

    def _array(self, key: str) -> Iterator[tuple[str, Any]]:
        if self._next() == "]":
            self.at += 1
            return
        while True:
            yield key, self._whole()
            if self._take(",]") == "]":
                return

    def _object(self, depth: int) -> Iterator[tuple[str, Any]]:
        if self._next() == "}":
            self.at += 1
            return
        while True:
            key = self._whole()
            if not isinstance(key, str):
                raise broken(self.name, "an object has a key that is no text")
            self._take(":")
            yield from self._value(key, depth + 1)
            if self._take(",}") == "}":
                return

    def _take(self, signs: str) -> str:
        sign = self._next()
        if not sign:
            raise cut_off(self.name, "in the middle of its data")
        if sign not in signs:
            raise broken(self.name, f"{' or '.join(signs)} was expected")
        self.at += 1
        return sign

    def _next(self) -> str:
        """The next sign that is not a blank, which stays; nothing at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in SPACE:
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self._more():
                return ""

    def _whole(self) -> Any:
        """The next value as a whole, however it is cut by our reading."""
        self._next()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
            except ValueError:
                value, end = None, -1
            # What reaches the end of what was read may go on: 12 may be the start of 123.
            if end >= 0 and (end < len(self.text) or self.ended):
                self.at = end
                return value
            if self.ended:
                raise cut_off(self.name, "or is not JSON")
            if len(self.text) - self.at > MOST_VALUE:
                raise too_much(f"{self.name} has a value of more than {MOST_VALUE:,} letters")
            self._more()

    def _more(self) -> bool:
        """Read on, as much as is waiting: a long value is tried again only when it doubled."""
        chunk = self.file.read(max(CHUNK, len(self.text) - self.at))
        self.text = self.text[self.at :] + self.decode.decode(chunk, final=not chunk)
        self.at = 0
        self.ended = not chunk
        self.progress()
        return bool(chunk)
