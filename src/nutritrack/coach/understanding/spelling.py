"""Misspelt words as the words they are meant to be."""

from collections.abc import Collection, Iterator, Sequence

from nutritrack.coach.understanding.words import Word
from nutritrack.foods.typos import Typos, distance

SHORTEST, LONG = 5, 8  # letters from which one mistake, and two, are forgiven
VOWELS = frozenset("aeiouy")
UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))


class Spelling:
    """`known` words are left alone; others may be meant to be one of `meant`."""

    def __init__(self, known: Collection[str], meant: Collection[str]) -> None:
        self.known = frozenset(known) | frozenset(meant)
        self.typos = Typos(word for word in meant if len(word) >= SHORTEST)
        self.swapped = {
            swapped: word for word in meant if len(word) < SHORTEST for swapped in _swaps(word)
        }

    def right(self, said: Sequence[Word]) -> list[Word]:
        return [self._right(word) for word in said]

    def _right(self, word: Word) -> Word:
        if word.number is not None or word.text in self.known or not word.text.isalpha():
            return word
        better = self.nearest(word.text)
        return word if better is None else word._replace(text=better)

    def nearest(self, text: str) -> str | None:
        """The known word that is meant; None where that is not clear."""
        for plain in (_once(text), _plain_vowels(text), _once(_plain_vowels(text))):
            if plain in self.known:
                return plain
        if len(text) < SHORTEST:
            return self.swapped.get(text)
        allowed = 1 if len(text) < LONG else 2
        for known in self.typos.near(text):
            if known[0] == text[0] and distance(text, known) <= allowed and _likely(text, known):
                return known
        return None


def _likely(text: str, known: str) -> bool:
    """People drop, double and swap letters and confuse vowels, but rarely consonants."""
    if len(text) != len(known) or len(text) >= LONG:
        return True
    wrong = [(one, other) for one, other in zip(text, known, strict=True) if one != other]
    return len(wrong) == 2 or all(one in VOWELS and other in VOWELS for one, other in wrong)


def _once(text: str) -> str:
    """Every letter once in a row: "pleease" is please."""
    return "".join(letter for at, letter in enumerate(text) if at == 0 or text[at - 1] != letter)


def _plain_vowels(text: str) -> str:
    for two, one in UMLAUTS:
        text = text.replace(two, one)
    return text


def _swaps(word: str) -> Iterator[str]:
    """A short word with two neighbours changed over, but for the first letter: hwo, mcuh."""
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
