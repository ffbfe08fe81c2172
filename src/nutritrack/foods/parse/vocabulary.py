"""Which words tell the story of a meal rather than name a food."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

FILE = "parsing_filler.txt"


class Filler(NamedTuple):
    story: frozenset[str]  # never part of a food's name
    weak: frozenset[str]  # may tell one food from another, but names none
    attributes: frozenset[str]  # how a food is, never what it is


@cache
def filler() -> Filler:
    text = files("nutritrack.foods").joinpath("data", FILE).read_text("utf-8")
    story, _, rest = text.partition("# weak:")
    weak, _, attributes = rest.partition("# attributes:")
    lines = (line for line in story.splitlines() if not line.startswith("#"))
    tells = frozenset(weak.partition("\n")[2].split())
    how = frozenset(attributes.partition("\n")[2].split())
    return Filler(frozenset(" ".join(lines).split()) - tells - how, tells, how)
