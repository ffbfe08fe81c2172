"""Find foods by name: an index in memory, ranked, that forgives typing errors.

It holds the shipped catalogue, and is small enough to be made for one user's own foods. The best
answer is the food that says what was asked and little else; among equals, the ordinary one.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from math import log
from typing import Generic, NamedTuple

from nutritrack.foods.catalogue import Entry
from nutritrack.foods.names import STOP, E, Name, read_names
from nutritrack.foods.text import JOINED, SPELLINGS, words
from nutritrack.foods.typos import Typos

DEEP = 160  # how many of the roughly ranked are looked at closely
EXPANSIONS, FEW = 40, 12  # how many words the beginning of a word may stand for, and one letter
PREFIX_WEIGHT, TYPO_WEIGHT = 0.8, 0.75
PRIOR = 0.25  # how much an ordinary food is before a rare one
# What a score is made of, besides the share of the wish that a name says.
IN_HEAD, NEAR_HEAD, IN_SECOND = 0.2, 0.12, 0.15  # it is about what the wish is about
ABSENT = 0.35  # it does not even say what the wish is about
ALSO = 0.35  # it says what was said about it from further away
HEAD, SECOND = 0.45, 0.35  # its head says more than was asked; less so when it is only the kind
REST, RAREST = 0.02, 5.0  # so does the rest of it; a rare word counts like a less rare one


@dataclass(frozen=True, slots=True)
class Hit(Generic[E]):
    food: E
    score: float  # about 1 for the food itself, below 0.5 for something that shares a word
    said: float  # the share of what was asked that this food's name says
    words: Container[str]  # what the name says that fits best


class Wanted(NamedTuple):
    """A word that is looked for. The words of which a phrase is about weigh more."""

    word: str
    weight: float = 1.0
    head: bool = False
    more: bool = False  # said about it from further away: it helps, and does no harm


def of_catalogue(entry: Entry) -> float:
    return entry.prior


class Index(Generic[E]):
    def __init__(self, entries: Iterable[E], prior: Callable[[E], float] = lambda _: 0.7) -> None:
        self.entries = list(entries)
        self.names: list[Name] = [
            name
            for number, entry in enumerate(self.entries)
            for name in read_names(entry, number, PRIOR * prior(entry))
        ]
        postings: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self.names):
            for word in name.words:
                postings[word].append(number)
        self.postings = dict(postings)
        self.vocabulary = sorted(self.postings)
        spelled = [word for word, ours in SPELLINGS.items() if ours in self.postings]
        self.typos = Typos((*self.vocabulary, *spelled))
        count = len(self.names) + 1
        self.rarity = {word: log(1 + count / len(at)) for word, at in self.postings.items()}
        self.unknown = log(1 + count)
        for name in self.names:
            name.weigh(self.rarity)

    def search(self, text: str, limit: int = 20) -> list[Hit[E]]:
        """What somebody may mean who has typed this so far."""
        typed = [word for word in words(text[:200]) if word not in STOP][:12]
        if not typed:
            return []
        wanted = [{word: 1.0} if word in self.postings else self.guess(word) for word in typed[:-1]]
        wanted.append(self.complete(typed))
        return self.rank(
            [(Wanted(word), meant) for word, meant in zip(typed, wanted, strict=True)], limit
        )

    def match(
        self, wanted: Sequence[Wanted], limit: int = 6, *, guess: bool = True
    ) -> list[Hit[E]]:
        """The foods that a phrase names, word by word; typing errors forgiven if one may guess."""
        meant = self.meanings if guess else self.exactly
        return self.rank([(want, meant(want.word)) for want in wanted], limit)

    def exactly(self, word: str) -> dict[str, float]:
        return {word: 1.0} if word in self.postings else {}

    def begins(self, prefix: str) -> bool:
        """Whether some word of a name begins like this."""
        at = bisect_left(self.vocabulary, prefix)
        return at < len(self.vocabulary) and self.vocabulary[at].startswith(prefix)

    def named(self, name: str) -> E | None:
        """The food of exactly this name."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> dict[str, E]:
        return {entry.name: entry for entry in self.entries}

    def knows(self, word: str) -> bool:
        return word in self.postings

    def meanings(self, word: str) -> dict[str, float]:
        return {word: 1.0} if word in self.postings else self.guess(word)

    def guess(self, word: str) -> dict[str, float]:
        """The known words that this one may be a misspelling of."""
        near = (SPELLINGS.get(known, known) for known in self.typos.near(word))
        return dict.fromkeys((known for known in near if known in self.postings), TYPO_WEIGHT)

    def complete(self, typed: list[str]) -> dict[str, float]:
        """The known words that the last word typed may be the beginning of."""
        last = typed[-1]
        start = bisect_left(self.vocabulary, last)
        longer = self.vocabulary[start : start + 400]
        meant = [word for word in longer if word.startswith(last)]
        meant.sort(key=lambda word: -len(self.postings[word]))
        found = dict.fromkeys(meant[: EXPANSIONS if len(last) > 1 else FEW], PREFIX_WEIGHT)
        if len(typed) > 1:  # "ice cr" begins one word of ours
            for parts, joined in JOINED.items():
                if parts[-2:-1] == (typed[-2],) and parts[-1].startswith(last):
                    found[joined] = 1.0
        if last in self.postings:
            found = {**dict.fromkeys(found, 0.5), last: 1.0}
        return found or self.guess(last)

    def rank(self, wanted: list[tuple[Wanted, dict[str, float]]], limit: int) -> list[Hit[E]]:
        asked = besides = 0.0
        rough: dict[int, float] = defaultdict(float)
        for want, meant in wanted:
            mass = want.weight * self.mass(want.word, meant)
            if want.more:
                besides += mass
            else:
                asked += mass
            fits: dict[int, float] = {}
            for word, likeness in meant.items():
                for number in self.postings[word]:
                    if likeness > fits.get(number, 0.0):
                        fits[number] = likeness
            for number, likeness in fits.items():
                rough[number] += mass * likeness
        near = nlargest(
            DEEP,
            rough.items(),
            key=lambda each: (each[1] - 0.3 * self.names[each[0]].mass, -each[0]),
        )
        best: dict[int, tuple[float, float, Container[str]]] = {}
        for number, _ in near:
            name = self.names[number]
            said, score = self.closeness(name, wanted, asked or 1.0, besides or 1.0)
            if name.entry not in best or score > best[name.entry][0]:
                best[name.entry] = score, said, name.words
        ranked = sorted(best.items(), key=lambda each: (-each[1][0], each[0]))
        return [Hit(self.entries[entry], *fit) for entry, fit in ranked[:limit]]

    def mass(self, word: str, meant: dict[str, float]) -> float:
        """How much a word tells: the rarer, the more."""
        if word in self.rarity:
            return self.rarity[word]
        return max((self.rarity[each] for each in meant), default=self.unknown)

    def closeness(
        self,
        name: Name,
        wanted: list[tuple[Wanted, dict[str, float]]],
        asked: float,
        besides: float,
    ) -> tuple[float, float]:
        """How well a name fits: what it says of the wish, less what it says besides."""
        spoken = set()
        said = also = about = 0.0
        in_second = False
        for want, meant in wanted:
            here = [word for word in meant if word in name.words]
            if here:
                spoken.update(here)
                mass = want.weight * self.mass(want.word, meant) * max(meant[w] for w in here)
                if want.more:
                    also += mass
                else:
                    said += mass
            if want.head:
                if name.core in here:
                    about = IN_HEAD
                elif any(word in name.head for word in here):
                    about = NEAR_HEAD
                elif any(word in name.second for word in here):
                    about, in_second = IN_SECOND, True
                elif not here:
                    about = -ABSENT
        head = rest = traps = 0.0
        for word, (mass, in_head, trap) in name.words.items():
            if word not in spoken:
                traps += trap
                if name.either.get(word) in spoken:
                    continue  # "cake or cupcake" is either of them
                if in_head:
                    head += mass * (1.3 if word == name.core else 1.0)
                else:
                    rest += min(mass, RAREST)
        missing = HEAD * head / (name.head_mass or 1.0) * (SECOND if in_second else 1.0)
        said /= asked
        score = said + about + ALSO * also / besides - missing - REST * rest - traps + name.prior
        return min(1.0, said), score
