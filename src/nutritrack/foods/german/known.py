"""What the catalogue and a person's own foods say about words, German and English."""

from collections.abc import Iterator, Sequence
from typing import Generic

from nutritrack.foods.names import STOP, E
from nutritrack.foods.search import Hit, Index, Wanted
from nutritrack.foods.text import raw_words, stem, words

SAID = 0.99  # of the words, by a name that fits
PREFERRED = 0.25  # how much worse an own food may fit whose name says more than was asked


class Known(Generic[E]):
    def __init__(self, catalogue: Index[E], own: Index[E] | None) -> None:
        self.catalogue, self.own = catalogue, own
        entries = own.entries if own is not None else []
        every = (name for entry in entries for name in (entry.name, *entry.aliases))
        self.names = {tuple(map(stem, raw_words(name))) for name in every} - {()}
        self.longest = max(map(len, self.names), default=0)

    def word(self, word: str) -> bool:
        """Whether some food's name has exactly this word, as names are compared."""
        return self.catalogue.knows(word) or (self.own is not None and self.own.knows(word))

    def food(self, english: str) -> bool:
        """Whether one food of the catalogue says all of these words."""
        hit = _best(self.catalogue, words(english))
        return hit is not None and hit.said >= SAID

    def own_name(self, stems: Sequence[str]) -> int:
        """How many of these words, from the first on, are the whole name of an own food."""
        lengths = range(min(self.longest, len(stems)), 0, -1)
        return next((length for length in lengths if tuple(stems[:length]) in self.names), 0)

    def keeps(self, german: Sequence[str], english: str) -> bool:
        """Whether an own food has these German words, and fits nearly as well as any other."""
        if self.own is None or not any(map(self.own.knows, german)):
            return False
        mine = _best(self.own, german)
        if mine is None or mine.said < SAID:
            return False
        theirs = _best(self.catalogue, words(english))
        return theirs is None or mine.score + PREFERRED >= theirs.score


def _best(index: Index[E], said: Sequence[str]) -> Hit[E] | None:
    return next(iter(index.match(list(_wanted(said)), 1, guess=False)), None)


def _wanted(said: Sequence[str]) -> Iterator[Wanted]:
    """The last word is what a name is about."""
    some = [word for word in said if word not in STOP]
    return (Wanted(word, head=at == len(some) - 1) for at, word in enumerate(some))
