"""The words of a piece as the catalogue would put them, and how much each one matters."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from nutritrack.foods.parse.tokens import Token
from nutritrack.foods.parse.units import NEEDS_OF, SIZES, UNITS
from nutritrack.foods.parse.vocabulary import filler
from nutritrack.foods.text import join, stem, words

FILE = "parsing_aliases.tsv"
MEASURES = frozenset(UNITS) - NEEDS_OF  # their names are no part of a food's
WEAK, ATTRIBUTE = 0.15, 0.5


class Phrase(NamedTuple):
    words: tuple[str, ...]  # in order, as they are compared
    weak: frozenset[str]  # those that hardly matter
    attributes: frozenset[str]  # those that say how it is, not what
    unknown: frozenset[str] = frozenset()  # those that no food's name has

    @property
    def names_food(self) -> bool:
        return bool(self.head)

    @property
    def head(self) -> str:
        """What it is about: the last word that can name a food."""
        names = [word for word in reversed(self.words) if self.weight(word) == 1.0]
        known = (word for word in names if word not in self.unknown)
        return next(known, names[0] if names else "")

    def weight(self, word: str) -> float:
        return WEAK if word in self.weak else ATTRIBUTE if word in self.attributes else 1.0

    def followed_by(self, other: "Phrase") -> "Phrase":
        words = tuple(dict.fromkeys((*self.words, *other.words)))
        return Phrase(
            words,
            self.weak | other.weak,
            self.attributes | other.attributes,
            self.unknown | other.unknown,
        )


def phrase(tokens: list[Token], knows: Callable[[str], bool]) -> Phrase:
    known = filler()
    kept: list[str] = []
    weak: set[str] = set()
    attributes: set[str] = set()
    for at, token in enumerate(tokens):
        if token.text == "%" and at and tokens[at - 1].number is not None:
            kept.append(f"{tokens[at - 1].text}%")
            attributes.add(kept[-1])
        elif token.number is not None and at + 1 < len(tokens) and tokens[at + 1].word:
            kept.append(token.text)
            attributes.add(token.text)
        elif token.word and token.word not in known.story:
            kept.append(token.stem)
            if token.word in known.attributes:
                attributes.add(token.stem)
            elif token.word in known.weak or token.word in SIZES or token.stem in MEASURES:
                weak.add(token.stem)
    said = renamed(join(kept))
    attributes |= known.attributes.intersection(said)
    unknown = frozenset(word for word in said if not knows(word))
    return Phrase(tuple(said), frozenset(weak.intersection(said)), frozenset(attributes), unknown)


@cache
def aliases() -> dict[tuple[str, ...], tuple[str, ...]]:
    text = files("nutritrack.foods").joinpath("data", FILE).read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {
        tuple(words(said)): tuple(join([stem(word) for word in meant.split()]))
        for said, meant in lines
    }


@cache
def longest() -> int:
    return max(map(len, aliases()), default=1)


def renamed(said: list[str]) -> list[str]:
    """The names that people use changed to the catalogue's: "fries" are french fries."""
    found: list[str] = []
    at = 0
    while at < len(said):
        for length in range(min(longest(), len(said) - at), 0, -1):
            meant = aliases().get(tuple(said[at : at + length]))
            if meant is not None:
                found.extend(meant)
                at += length
                break
        else:
            found.append(said[at])
            at += 1
    return list(dict.fromkeys(found))
