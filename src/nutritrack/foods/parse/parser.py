"""A sentence becomes foods and grams, each with how sure that is and what else it may be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from nutritrack.foods.german.known import Known
from nutritrack.foods.german.sentences import Reading, read
from nutritrack.foods.parse.groups import Group, group
from nutritrack.foods.parse.portions import Edible, weigh
from nutritrack.foods.parse.quantities import Quantity
from nutritrack.foods.parse.split import split
from nutritrack.foods.parse.tokens import clean, tokens
from nutritrack.foods.search import Hit, Index, Wanted
from nutritrack.foods.text import words

LONGEST_TEXT = 4_000
MOST_ITEMS = 60
ALTERNATIVES = 5
PREFERRED = 0.12  # a food that this person has used before wins over an equal one
DENIED = 0.3  # what a name loses that says what the sentence excludes
SURE_SCORE, UNSURE_SCORE = 1.0, 0.3

F = TypeVar("F", bound=Edible)


@dataclass(frozen=True, slots=True)
class Item(Generic[F]):
    text: str  # the part of the sentence
    food: F
    grams: float
    quantity: str  # the amount as it was said
    confidence: float  # 0 to 1: below 0.5 ask before logging
    alternatives: list[F]


@dataclass(frozen=True, slots=True)
class Parsed(Generic[F]):
    items: list[Item[F]] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    note: str | None = None  # what was left out, where something was


def parse(
    text: str,
    catalogue: Index[F],
    own: Index[F] | None = None,
    *,
    prefers_german: bool = False,
) -> Parsed[F]:
    """The foods in an English or German text. Those of `own`, which a person uses, are preferred.

    `prefers_german` decides about a text whose words are as much German as English.
    """
    note = None
    if len(text) > LONGEST_TEXT:
        cut = text.rfind(" ", 0, LONGEST_TEXT)
        text = text[: cut if cut > LONGEST_TEXT // 2 else LONGEST_TEXT]
        note = f"Only the first {LONGEST_TEXT:,} characters were read."
    text = clean(text)
    matching = Matching(catalogue, own)
    reading = read(tokens(text), matching.known, prefers_german=prefers_german)
    matching.guesses = not reading.is_german
    groups, lost = group(split(reading.tokens), matching.match, matching.knows)
    if len(groups) > MOST_ITEMS and note is None:
        note = f"Only the first {MOST_ITEMS} foods were read."
    unmatched = [text[piece.start : piece.end] for piece in lost]
    items = []
    for each in groups[:MOST_ITEMS]:
        item = _item(each, matching, text)
        if item is None:
            unmatched.append(_text(each, text))
        else:
            items.append(item)
    return Parsed(items, [*unmatched, *_unread(reading, unmatched)], note)


def _unread(reading: Reading, unmatched: list[str]) -> list[str]:
    """The unknown words that are in nothing that is reported anyway."""
    said = " ".join(unmatched)
    words = dict.fromkeys(token.text for token in reading.unknown)
    return [word for word in words if word not in said]


class Matching(Generic[F]):
    """Looks foods up for one sentence, each phrase once."""

    def __init__(self, catalogue: Index[F], own: Index[F] | None) -> None:
        self.catalogue, self.own = catalogue, own
        self.found: dict[tuple[Wanted, ...], list[Hit[F]]] = {}
        self.known = Known(catalogue, own)
        self.guesses = True  # whether an unknown word may be a known one with a typing error

    def match(self, wanted: Sequence[Wanted]) -> list[Hit[F]]:
        key = tuple(wanted)
        if key not in self.found:
            self.found[key] = self._look_up(key)
        return self.found[key]

    def knows(self, word: str) -> bool:
        if not self.guesses:
            return self.known.word(word)
        return any(
            index is not None and index.meanings(word) for index in (self.catalogue, self.own)
        )

    def named(self, name: str | None, hits: list[Hit[F]]) -> list[Hit[F]]:
        """The hits, with the food of this very name before them."""
        food = self.catalogue.named(name) if name is not None else None
        if food is None:
            return hits
        score = max([SURE_SCORE, *(hit.score for hit in hits)])
        rest = [hit for hit in hits if hit.food is not food]
        return [Hit(food, score, 1.0, frozenset(words(food.name))), *rest]

    def _look_up(self, wanted: tuple[Wanted, ...]) -> list[Hit[F]]:
        hits = self.catalogue.match(wanted, ALTERNATIVES + 3, guess=self.guesses)
        if self.own is None:
            return hits
        mine = [
            Hit(hit.food, hit.score + PREFERRED, hit.said, hit.words)
            for hit in self.own.match(wanted, ALTERNATIVES, guess=self.guesses)
        ]
        return sorted([*mine, *hits], key=lambda hit: -hit.score)


def _item(group: Group, matching: Matching[F], text: str) -> Item[F] | None:
    hits = matching.named(_named(group), matching.match(group.wanted()))
    if group.without:
        hits = sorted(hits, key=lambda hit: -hit.score + DENIED * _says(hit, group.without))
    if not hits or hits[0].score < UNSURE_SCORE:
        return None
    best = hits[0]
    said = frozenset(word for word, *_ in group.wanted()) | {best.food.name.split(",")[0].lower()}
    weight = weigh(
        group.piece.quantity,
        said,
        best.food,
        beside=group.beside,
        many=_is_plural(group),
        local=[portion for token in group.piece.words for portion in token.portions],
    )
    likely = min(1.0, max(0.0, (best.score - UNSURE_SCORE) / (SURE_SCORE - UNSURE_SCORE)))
    sure = group.piece.quantity.sure if group.piece.quantity else 1.0
    sure *= min((token.sure for token in group.piece.words), default=1.0)
    return Item(
        text=_text(group, text),
        food=best.food,
        grams=round(weight.grams, 1) or 0.1,
        quantity=_quantity(group.piece.quantity, weight.grams),
        confidence=round(likely * sure * weight.sure, 2),
        alternatives=[hit.food for hit in hits[1 : ALTERNATIVES + 1]],
    )


def _named(group: Group) -> str | None:
    """The food that all words of the group name together, where the sentence says which it is."""
    tokens = group.piece.words
    together = all(token.start == tokens[0].start for token in tokens)
    return tokens[0].food if tokens and together else None


def _is_plural(group: Group) -> bool:
    last = group.piece.words[-1] if group.piece.words else None
    return last is not None and last.word.endswith("s") and last.stem != last.word


def _says(hit: Hit[F], words: set[str]) -> int:
    return sum(word in hit.words for word in words) if "without" not in hit.words else 0


def _text(group: Group, text: str) -> str:
    return text[group.piece.start : max(group.piece.end, group.end)]


def _quantity(quantity: Quantity | None, grams: float) -> str:
    if quantity is None:
        return f"about {grams:.0f} g"
    amount = f"{quantity.amount:.2f}".rstrip("0").rstrip(".")
    return " ".join(part for part in (amount, quantity.size, quantity.unit) if part)
