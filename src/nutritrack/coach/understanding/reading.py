"""A message, read once for everything that is asked about it."""

from dataclasses import dataclass
from functools import cache, lru_cache

from nutritrack.coach.understanding.dangers import sign_words
from nutritrack.coach.understanding.features import features, symbols
from nutritrack.coach.understanding.lexicon import lexicon, mentions
from nutritrack.coach.understanding.model import Model, model
from nutritrack.coach.understanding.phrases import Mention
from nutritrack.coach.understanding.spelling import SHORTEST, Spelling
from nutritrack.coach.understanding.tables import rows
from nutritrack.coach.understanding.words import Word, clip, language_of, words

FREQUENT = 8  # lines of the examples that say a word which a misspelling may be meant to be
LONG = 8  # letters of a word of danger that a misspelling may be meant to be
# Names are as various as foods: a word near to one is another name.
UNCORRECTED = frozenset({"food", "person", "asking", "nothing", "greeting", "changing"})


@dataclass(frozen=True, slots=True)
class Reading:
    language: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    symbols: tuple[tuple[str, str], ...]

    def likely(self, before: str | None, using: Model | None = None) -> dict[str, float]:
        """How likely each label is after a message that wanted `before`."""
        return (using or model()).probabilities(self.features(before))

    def features(self, before: str | None) -> set[str]:
        return set(features(self.symbols, {each.kind for each in self.mentions}, before))


def read(text: str, language: str) -> Reading:
    return _read(clip(text), language)


@lru_cache(maxsize=64)
def _read(text: str, language: str) -> Reading:
    return reader().read(text, language)


@cache
def reader() -> "Reader":
    return Reader(model().words)


class Reader:
    """Reads messages with a vocabulary: how many lines of the examples say each word."""

    def __init__(self, lines: dict[str, int]) -> None:
        self.common = frozenset(word for word, count in lines.items() if count > 1)
        named, signs = lexicon(), sign_words()
        plain = {word for row in rows("plain_words.tsv") for word in row[0].split()}
        meant = {word for word, count in lines.items() if count >= FREQUENT}
        meant |= {word for word in named.words_of(UNCORRECTED) if len(word) >= SHORTEST}
        meant |= {word for word in signs.vocabulary if len(word) >= LONG}
        known = self.common | named.vocabulary | signs.vocabulary | plain
        self.spelling = Spelling(known, meant - plain)

    def read(self, text: str, language: str) -> Reading:
        language = language_of(text, language)
        said = self.spelling.right(words(text, language))
        found = mentions(said)
        return Reading(
            language, tuple(said), tuple(found), tuple(symbols(said, found, self.common))
        )
