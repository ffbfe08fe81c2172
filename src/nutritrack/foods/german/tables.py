"""What German words mean: read from three files in `foods/data`, and looked up by every form.

A word is looked up as it is written, then without its ending, then as a compound of two foods
("Lauchsuppe"), and a long one at last with one typing error.
"""

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from nutritrack.foods.german.numbers import read_number
from nutritrack.foods.parse.tokens import FRACTIONS, tokens
from nutritrack.foods.text import fold
from nutritrack.foods.typos import Typos

FOODS, WORDS, FILLER = "german_foods.tsv", "german_words.tsv", "german_filler.txt"
NEAREST = 0.8  # how sure it is to count a food as the nearest one that there is
MISTYPED = 0.8
LONG = 8  # letters from which on one of them may be wrong
LONGEST_NAME = 80
SHORTEST_STEM, SHORTEST_PLURAL = 3, 5
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})
_ENDING = re.compile(r"(?:ern|em|en|er|es|e|n)$")

Key = tuple[str, ...]


class Kind(Enum):
    FOOD = "food"
    NUMBER = "number"
    UNIT = "unit"
    HOW = "how"
    SIZE = "size"
    LINK = "link"
    SMALL = "small"
    FILLER = "filler"


class Said(NamedTuple):
    """What German words are in English."""

    kind: Kind
    english: str
    portions: tuple[tuple[str, float], ...] = ()
    sure: float = 1.0
    food: str | None = None  # the name of the food itself, where the words find another one
    is_guess: bool = False  # it rests on a compound or a typing error, not on a table

    @property
    def value(self) -> float:
        return float(self.english)


class Name(NamedTuple):
    """A food's German name, for a search."""

    key: str
    said: Said


def stem(word: str) -> str:
    """A folded word without its ending, the same for the forms of most words."""
    bare = _ENDING.sub("", word)
    if len(bare) < SHORTEST_STEM:
        return word
    if bare == word and word.endswith("s") and not word.endswith("ss"):
        return word[:-1] if len(word) >= SHORTEST_PLURAL else word
    return bare


def key_of(text: str) -> Key:
    """The words, numbers and percent signs of a name; what has a hyphen is one word."""
    found: list[str] = []
    joined = False
    for token in tokens(text):
        if token.word:
            found[-1:] = [found[-1] + token.word] if joined else [*found[-1:], token.word]
        elif token.number is not None:
            found.append(decimal(token.text, token.number))
        elif token.text == "%":
            found.append("%")
        joined = token.text == "-" and bool(found)
    return tuple(found)


def decimal(text: str, number: float) -> str:
    """Digits as a German means them, written as a key: "1,5" is 1.5, and "1.500" 1500."""
    if text in FRACTIONS:
        return f"{number:g}"
    parts = text.replace(",", ".").split(".")
    if "," in text:
        whole, _, rest = text.partition(",")
        return f"{float(whole.replace('.', '') + '.' + rest.replace(',', '')):g}"
    grouped = len(parts) > 1 and parts[0] != "0" and all(len(part) == 3 for part in parts[1:])
    return f"{float(''.join(parts)):.9g}" if grouped else f"{number:.9g}"


class Tables:
    def __init__(self) -> None:
        self.exact: dict[Key, Said] = {}
        self.stems: dict[Key, Said] = {}
        self.ends: dict[str, str] = {}
        self.names: list[Name] = []
        self._read_words()
        self._read_filler()
        self._read_foods()
        several = [key for key in (*self.exact, *self.stems) if len(key) > 1]
        self.firsts = {key[0] for key in several}
        self.longest = max(map(len, self.exact))
        single = (key[0] for key in self.exact if len(key) == 1 and len(key[0]) >= LONG - 1)
        self.typos = Typos(single)
        self.names.sort(key=lambda name: name.key)

    def begins(self, word: str) -> bool:
        """Whether some name of more than one word may begin with this one."""
        return word in self.firsts or stem(word) in self.firsts

    def look_up(self, words: Key) -> Said | None:
        """What these folded words mean together, in any of their forms."""
        stems = tuple(map(stem, words))
        found = self.exact.get(words) or self.stems.get(stems) or self.exact.get(stems)
        if found is not None and (found.kind is not Kind.FILLER or words in self.exact):
            return found
        joined = "".join(words)
        if len(words) > 1:
            return self.exact.get((joined,)) or self.stems.get((stem(joined),))
        number = read_number(joined, self._number)
        if number is not None:
            return Said(Kind.NUMBER, f"{number:g}")
        return self._compound(joined) or self._mistyped(joined)

    def _number(self, word: str) -> float | None:
        said = self.exact.get((word,))
        return said.value if said is not None and said.kind is Kind.NUMBER else None

    def _compound(self, word: str) -> Said | None:
        """ "Kirschsaft": the juice of what the first part names."""
        for length in range(len(word) - SHORTEST_STEM, 1, -1):
            end = self.ends.get(word[-length:]) or self.ends.get(stem(word[-length:]))
            which = self._part(word[:-length]) if end else None
            if which is not None and which.sure == 1.0 and not any(map(str.isdigit, which.english)):
                return Said(Kind.FOOD, f"{which.english} {end}", is_guess=True)
        return None

    def _part(self, word: str) -> Said | None:
        for form in (word, word.removesuffix("s"), word.removesuffix("n")):
            found = (
                self.exact.get((form,)) or self.stems.get((form,)) or self.stems.get((stem(form),))
            )
            if found is not None and found.kind is Kind.FOOD:
                return found
        return None

    def _mistyped(self, word: str) -> Said | None:
        near = self.typos.near(word, 2) if len(word) >= LONG else []
        if len(near) != 1 or near[0][0] != word[0] or abs(len(near[0]) - len(word)) > 1:
            return None
        said = self.exact[(near[0],)]
        return said._replace(sure=said.sure * MISTYPED, is_guess=True)

    def _read_words(self) -> None:
        for line in _lines(WORDS):
            kind, english, names = line.split("\t")
            for name in names.split(";"):
                self._add(name.strip(), Said(Kind(kind), english))

    def _read_filler(self) -> None:
        for word in " ".join(_lines(FILLER)).split():
            self._add(word, Said(Kind.FILLER, ""))

    def _read_foods(self) -> None:
        for line in _lines(FOODS):
            english, names, *more = line.split("\t")
            sure = NEAREST if english.startswith("~") else 1.0
            words, _, food = english.removeprefix("~ ").partition(" = ")
            said = Said(Kind.FOOD, words, _portions(more), sure, food or None)
            for name in map(str.strip, names.split(";")):
                if name.startswith("-"):
                    self.ends[fold(name[1:])] = said.english
                else:
                    self._add(name, said)
                    self.names.append(Name(" ".join(key_of(name)), said))

    def _add(self, name: str, said: Said) -> None:
        for spelled in {name, name.translate(UMLAUTS)}:
            key = key_of(spelled)
            self.exact.setdefault(key, said)
            if said.kind not in (Kind.FILLER, Kind.NUMBER):
                self.stems.setdefault(tuple(map(stem, key)), said)


@cache
def tables() -> Tables:
    return Tables()


def look_up(words: Key) -> Said | None:
    """As `Tables.look_up`, which is remembered; no name is longer than a line."""
    return _look_up(words) if sum(map(len, words)) <= LONGEST_NAME else None


@lru_cache(maxsize=20_000)
def _look_up(words: Key) -> Said | None:
    return tables().look_up(words)


def _lines(name: str) -> Iterator[str]:
    text = files("nutritrack.foods").joinpath("data", name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _portions(column: list[str]) -> tuple[tuple[str, float], ...]:
    pairs = (part.strip().rpartition(" ") for part in "".join(column).split(";") if part.strip())
    return tuple((f"1 {name}", float(grams)) for name, _, grams in pairs)
