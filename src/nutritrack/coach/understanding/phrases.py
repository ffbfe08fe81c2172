"""Phrases that are looked for in a message, and where they are found.

A phrase is words. `word*` is any word that begins so, `#` a number, `_` up to three words of any
kind. [this|that] is either.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from nutritrack.coach.understanding.tables import variants
from nutritrack.coach.understanding.words import Word

GAP = 3  # words that a _ may stand for
STEM = 3  # letters by which words that begin so are found


class Mention(NamedTuple):
    kind: str
    value: str
    start: int
    end: int


class Phrases:
    """Finds phrases in one pass over the words, in time proportional to their number."""

    def __init__(self) -> None:
        self.first: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
        self.begun: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
        self.vocabulary: set[str] = set()

    def add(self, kind: str, value: str, patterns: Iterable[str]) -> None:
        for pattern in patterns:
            for variant in variants(pattern):
                self._add(kind, value, tuple(variant.split()))

    def _add(self, kind: str, value: str, phrase: tuple[str, ...]) -> None:
        if not phrase:
            return
        self.vocabulary.update(word for word in phrase if word.isalpha())
        head = phrase[0]
        if head.endswith("*"):
            self.begun[head[:STEM]].append((phrase, kind, value))
        else:
            self.first[head].append((phrase, kind, value))

    def words_of(self, but: Collection[str]) -> set[str]:
        """The words of the phrases of all kinds but these."""
        phrases = [each for some in (self.first, self.begun) for each in some.values()]
        return {
            word
            for some in phrases
            for phrase, kind, _ in some
            if kind not in but
            for word in phrase
            if word.isalpha()
        }

    def find(self, said: Sequence[Word]) -> list[Mention]:
        """Every phrase at every place, also those inside of longer ones."""
        found = []
        for at, word in enumerate(said):
            heads = "#" if word.number is not None else word.text
            for phrase, kind, value in (
                *self.first.get(word.text, ()),
                *(self.first.get("#", ()) if heads == "#" else ()),
                *self.begun.get(word.text[:STEM], ()),
            ):
                end = _end(phrase, 0, said, at)
                if end is not None:
                    found.append(Mention(kind, value, at, end))
        return found


def _end(phrase: tuple[str, ...], part: int, said: Sequence[Word], at: int) -> int | None:
    """Where the phrase ends if it stands here."""
    while part < len(phrase):
        wanted = phrase[part]
        if wanted == "_":
            ends = (_end(phrase, part + 1, said, at + skip) for skip in range(GAP + 1))
            return next((end for end in ends if end is not None), None)
        if at >= len(said) or not _is(said[at], wanted):
            return None
        part, at = part + 1, at + 1
    return at


def _is(word: Word, wanted: str) -> bool:
    if wanted.endswith("*"):
        return word.text.startswith(wanted[:-1])
    return word.text == wanted or (wanted == "#" and word.number is not None)


def longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Those that no longer one covers, in the order of the text; the first of equals."""
    kept: list[Mention] = []
    for each in sorted(mentions, key=lambda one: (one.start, -one.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
