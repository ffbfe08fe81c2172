"""How the tables of `data/` are read."""

import re
from collections.abc import Iterator
from importlib.resources import files

CHOICE = re.compile(r"\[([^\[\]]*)\]")


def rows(table: str) -> Iterator[list[str]]:
    """The rows of a table: fields between tabs; # begins a comment."""
    text = files("nutritrack.coach.understanding").joinpath("data", table).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def variants(pattern: str) -> Iterator[str]:
    """Every way to read [this|that|]: "a [b|c]" is "a b" and "a c"."""
    choice = CHOICE.search(pattern)
    if choice is None:
        yield pattern
        return
    for part in choice[1].split("|"):
        yield from variants(pattern[: choice.start()] + part + pattern[choice.end() :])
