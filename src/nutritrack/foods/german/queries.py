"""Foods by their German names, for a search that is typed letter by letter."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Generic

from nutritrack.foods.german.known import Known
from nutritrack.foods.german.sentences import read
from nutritrack.foods.german.tables import Said, key_of, tables
from nutritrack.foods.names import E
from nutritrack.foods.parse.tokens import Token, clean, tokens
from nutritrack.foods.search import Index

LONGEST = 200
SHORTEST = 3  # letters from which on a name is completed
COMPLETED = 200  # names with a beginning that are compared: the shortest of them come first
MOST = 5  # foods that one may see whose name only begins like this


@dataclass(frozen=True, slots=True)
class Found(Generic[E]):
    """Foods by German names: before the English ones, and after them."""

    before: list[E]
    after: list[E]


class Queries(Generic[E]):
    """Finds the foods of an index by German names. What a name was found to mean is kept."""

    def __init__(self, catalogue: Index[E]) -> None:
        self.catalogue = catalogue
        self.known = Known(catalogue, None)
        self._meant: dict[tuple[str, str | None], E | None] = {}

    def find(self, text: str, limit: int, *, prefers_german: bool) -> Found[E]:
        """The foods that have this German name, or one that begins like it. A typing error is only
        forgiven where no name begins like this.

        What is a word in English is no German beginning, and only the food of a whole German name
        comes before English names that begin like this, unless the person `prefers_german`.
        """
        text = clean(text[:LONGEST])
        typed = [token for token in tokens(text) if token.word]
        english = bool(typed) and all(self.known.word(token.stem) for token in typed)
        if not typed or (english and not prefers_german):
            return Found([], [])
        begun = self._begun(text)
        whole = self._whole(text, limit, prefers_german=prefers_german, guess=not begun)
        foods = list(_each_once([*whole[:1], *begun, *whole[1:]]))[:limit]
        if prefers_german or not self._begins_english(typed):
            return Found(foods, [])
        first = foods[: 1 if whole else 0]
        return Found(first, foods[len(first) :][:MOST])

    def _begins_english(self, typed: list[Token]) -> bool:
        *before, last = typed
        known = all(self.known.word(token.stem) for token in before)
        return known and self.catalogue.begins(last.stem)

    def _whole(self, text: str, limit: int, *, prefers_german: bool, guess: bool) -> list[E]:
        reading = read(tokens(text), self.known, prefers_german=prefers_german)
        if not reading.names_food or reading.unknown or (reading.guesses and not guess):
            return []
        first = reading.tokens[0]
        alone = all(token.start == first.start for token in reading.tokens)
        named = self.catalogue.named(first.food) if first.food is not None and alone else None
        hits = self._search(" ".join(token.text for token in reading.tokens), limit)
        return [named, *hits] if named is not None else hits

    def _begun(self, text: str) -> list[E]:
        """The foods of the shortest names that begin like this."""
        key = " ".join(key_of(text))
        if len(key) < SHORTEST:
            return []
        names = tables().names
        start = bisect_left(names, key, key=lambda name: name.key)
        begun = takewhile(lambda name: name.key.startswith(key), islice(names, start, None))
        shortest = sorted(islice(begun, COMPLETED), key=lambda name: len(name.key))
        foods = (self._meaning(name.said) for name in shortest)
        return list(islice(_each_once(food for food in foods if food is not None), MOST))

    def _meaning(self, said: Said) -> E | None:
        key = said.english, said.food
        if key not in self._meant:
            hits = self._search(said.english.partition(" with ")[0], 1)
            named = self.catalogue.named(said.food) if said.food is not None else None
            self._meant[key] = named or next(iter(hits), None)
        return self._meant[key]

    def _search(self, english: str, limit: int) -> list[E]:
        return [hit.food for hit in self.catalogue.search(english, limit)]


def _each_once(foods: Iterable[E]) -> Iterator[E]:
    seen: set[int] = set()
    for food in foods:
        if id(food) not in seen:
            seen.add(id(food))
            yield food
