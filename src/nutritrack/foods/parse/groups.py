"""Pieces put together: each group is one food with what was said about it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from nutritrack.foods.parse.phrases import Phrase, phrase
from nutritrack.foods.parse.quantities import Quantity
from nutritrack.foods.parse.split import Link, Piece
from nutritrack.foods.parse.units import MASS
from nutritrack.foods.search import Hit, Wanted

BESIDE = 0.45  # the weight of words after "with"
AROUND = 0.4  # of words after "in", "on", "from"
ASIDE = 0.15
SAME = 0.2  # how much worse a joint name may fit than the first part alone
SAME_WEIGHED = 0.35  # ... when the first part has an amount and the second has none
NEAR = 30  # letters between two parts of one name, at most
GOOD = 0.6  # from here on a score means that the food itself was found

# What belongs to a dish, and is no dish itself.
PARTS = frozenset(
    "crust coating frosting icing skin topping filling bun patty sauce gravy glaze flavor meat "
    "vegetable vegetables veggy poultry layer shell breading center edge seasoning herb spice "
    "crumb salt oil fat margarine recipe package mix cafeteria restaurant store can".split()
)


# What is made of other foods: those after "with" are in it, except what is served beside it.
DISHES = frozenset(
    "sandwich wrap burrito taco pizza omelet soup sub hamburger cheeseburger quesadilla casserole "
    "lasagna enchilada stew stroganoff sushi smoothie curry".split()
)
SIDES = frozenset(
    "frenchfry chip softdrink cola water milk coffee tea juice beer wine coleslaw salad soup bread "
    "rice cracker toast dressing icecream fruit potato roll".split()
)
BAKED = frozenset(
    "cookie cake cupcake muffin pie doughnut brownie gelatin pudding cracker pretzel candy bar "
    "icecream".split()
)
# What other food is put on, and is eaten too: "avocado on toast".
BASES = frozenset("toast toasted bread rice bagel cracker pancake waffle oatmeal salad".split())
# What goes with another food by the spoon, and into a bowl of this by the half cup.
SPOONED = frozenset(
    "milk cream creamer halfandhalf sugar honey syrup sauce dressing ketchup mustard mayonnaise "
    "butter margarine jam jelly oil gravy salsa guacamole hummus sourcream creamcheese "
    "peanutbutter salt vinegar lemon ghee sweetener cinnamon relish spread".split()
)
BOWLS = frozenset("cereal oatmeal granola muesli cornflake flake".split())
SPOON, HALF_CUP = 15.0, 120.0


@dataclass(slots=True)
class Group:
    piece: Piece
    core: Phrase
    more: list[tuple[str, float]] = field(default_factory=list)
    without: set[str] = field(default_factory=set)
    within: bool = False  # "with" was said: bare words that follow describe this one
    beside: float | None = None  # millilitres of it that usually go with the food before
    end: int = 0

    def wanted(self) -> list[Wanted]:
        head = self.core.head
        found = [Wanted(word, self.core.weight(word), word == head) for word in self.core.words]
        known = set(self.core.words)
        for word, weight in self.more:
            if word not in known:
                known.add(word)
                found.append(Wanted(word, weight, more=True))
        return found

    @property
    def is_weighed(self) -> bool:
        """Whether the amount is of everything that it is made of."""
        measure = self.piece.quantity.measure if self.piece.quantity is not None else None
        return measure is not None and measure.unit in MASS

    @property
    def is_plain(self) -> bool:
        """Only "a sandwich": what is in it is still to be said."""
        return sum(self.core.weight(word) == 1 for word in self.core.words) == 1

    def describe(self, said: Phrase, weight: float) -> None:
        self.more.extend((word, weight * said.weight(word)) for word in said.words)


Match = Callable[[list[Wanted]], list[Hit[Any]]]


def group(
    pieces: list[Piece], match: Match, knows: Callable[[str], bool]
) -> tuple[list[Group], list[Piece]]:
    """The groups, and the pieces that name something nobody knows."""
    return Grouping(match, knows).run(pieces)


class Grouping:
    def __init__(self, match: Match, knows: Callable[[str], bool]) -> None:
        self.match, self.knows = match, knows
        self.groups: list[Group] = []
        self.lost: list[Piece] = []

    def run(self, pieces: list[Piece]) -> tuple[list[Group], list[Piece]]:
        waiting: tuple[Piece, Phrase] | None = None
        for piece in pieces:
            said = phrase(piece.words, self.knows)
            if waiting is not None:
                if piece.quantity is None and said.words and piece.link in (Link.COMMA, Link.AND):
                    before, how = waiting  # "240g of crisp, unsweetened water"
                    said = how.followed_by(said)
                    piece = Piece(
                        before.link, piece.words, before.quantity, before.start, piece.end
                    )
                else:
                    self.lose(waiting[0])
                waiting = None
            if piece.quantity is not None and not said.names_food:
                if not said.words and self.reveals(piece.quantity):
                    continue
                waiting = piece, said
            elif said.words:
                self.place(piece, said)
        if waiting is not None:
            self.lose(waiting[0])
        return self.groups, self.lost

    def reveals(self, quantity: Quantity) -> bool:
        """ "a bar, a 51 g treat": the weight of what was named before."""
        last = self.groups[-1].piece if self.groups else None
        if last is None or quantity.measure is None:
            return False
        if last.quantity is not None and last.quantity.measure is not None:
            return False
        last.quantity = replace(last.quantity or Quantity(), each=quantity.measure)
        return True

    def lose(self, piece: Piece) -> None:
        """An amount of nothing is worth a word, unless it is only "a touch"."""
        if piece.quantity is not None and not piece.quantity.article and not piece.quantity.bare:
            self.lost.append(piece)

    def place(self, piece: Piece, said: Phrase) -> None:
        last = self.groups[-1] if self.groups else None
        if piece.link is Link.WITHOUT:
            if last is not None:
                last.without.update(said.words)
        elif last is None:
            self.open(piece, said)
        elif piece.link is Link.ASIDE and piece.quantity is not None:
            if said.head in {each.core.head for each in self.groups}:
                last.describe(said, ASIDE)  # "enjoying every bite of my one doughnut"
            else:
                self.open(piece, said)
        elif piece.quantity is not None:
            self.place_counted(piece, said, last)
        elif piece.link in (Link.WITH, Link.ON):
            self.place_beside(piece, said, last)
        elif piece.link is Link.ASIDE:
            last.describe(said, ASIDE)
        elif said.head in PARTS or _is_flavor(piece) or _is_within(piece, last):
            last.describe(said, BESIDE)
        elif piece.link is not Link.AND or not self.joins(piece, said, last):
            self.open(piece, said)

    def place_counted(self, piece: Piece, said: Phrase, last: Group) -> None:
        quantity = piece.quantity
        assert quantity is not None
        plain = quantity.article and quantity.unit is None and quantity.each is None
        if plain and piece.link is Link.WITH:
            self.place_beside(piece, said, last)
        else:
            self.open(piece, said)

    def place_beside(self, piece: Piece, said: Phrase, last: Group) -> None:
        weight = BESIDE if piece.link is Link.WITH else AROUND
        part = said.head in PARTS or not said.names_food or _is_flavor(piece)
        within = last.core.head in DISHES or last.core.head in BAKED
        inside = within and said.head not in SIDES and said.head not in SPOONED
        apart = piece.quantity is not None and not part and not (inside and last.is_plain)
        if self.is_base(piece, said, last):
            self.open(piece, said)
        elif not apart and (part or inside or piece.link is Link.ON or last.is_weighed):
            last.describe(said, weight)
            last.within = last.within or piece.link is Link.WITH or last.core.head in DISHES
            if piece.start - last.end < NEAR:
                last.end = piece.end
        elif apart and self.open(piece, said):
            pass
        elif self.joins(piece, said, last):
            last.within = True
        elif not self.open(piece, said, beside=_beside(said, last)):
            last.describe(said, weight)

    def joins(self, piece: Piece, said: Phrase, last: Group) -> bool:
        """Whether one food is named by both: "mac" and "cheese"."""
        if not said.names_food:
            last.describe(said, BESIDE)
            return True
        whole = any(token.is_whole for token in piece.words)
        apart = whole or (piece.link is Link.AND and _is_counted(last))
        if piece.start - last.end > NEAR or apart:
            return False
        trial = Group(last.piece, last.core.followed_by(said), last.more)
        together = self.match(trial.wanted())[:1]
        if together and _is_filled(piece, said, last) and covers(together[0], said.head):
            last.core, last.end = trial.core, piece.end
            return True
        if (
            not together
            or not covers(together[0], said.head)
            or not covers(together[0], last.core.head)
        ):
            return False
        alone = max((hit.score for hit in self.match(last.wanted())), default=0.0)
        if together[0].score < alone - (SAME_WEIGHED if last.is_weighed else SAME):
            return False
        if piece.link is Link.WITH:
            last.describe(said, 1.0)
        else:
            last.core = last.core.followed_by(said)
        last.end = piece.end
        return True

    def is_base(self, piece: Piece, said: Phrase, last: Group) -> bool:
        """Whether this is what the food before lay on, and they are not one dish."""
        if piece.link is not Link.ON or last.is_weighed or said.head not in BASES:
            return False
        if last.core.head in DISHES or last.core.head in BASES:
            return False
        last.describe(said, 1.0)
        return not any(covers(hit, said.head) for hit in self.match(last.wanted())[:1])

    def open(self, piece: Piece, said: Phrase, *, beside: float | None = None) -> bool:
        """A new group, if it names a food; a piece without an amount must name it well."""
        if piece.quantity is None and (not said.names_food or _is_participle(said.head)):
            return False
        group = Group(piece, said, beside=beside, end=piece.end)
        if any(token.food is not None for token in piece.words):
            pass  # the sentence says which food it is
        elif piece.quantity is None or (piece.quantity.article and piece.quantity.unit is None):
            hits = self.match(group.wanted())[:1]
            if not hits or hits[0].score < GOOD or not covers(hits[0], said.head):
                if piece.quantity is not None or piece.link in (Link.NEW, Link.COMMA, Link.AND):
                    self.lost.append(piece)
                return False
        self.groups.append(group)
        return True


def _is_filled(piece: Piece, said: Phrase, last: Group) -> bool:
    """ "a sausage and cheese sandwich": one article, one dish."""
    quantity = last.piece.quantity
    if piece.link is not Link.AND or said.head not in DISHES or last.core.head in DISHES:
        return False
    return quantity is not None and (quantity.amount == 1 or last.is_weighed)


def _is_within(piece: Piece, last: Group) -> bool:
    """Whether this goes on with what is in the food before; a whole food only in a dish."""
    whole = any(token.is_whole for token in piece.words)
    dish = last.core.head in DISHES or last.core.head in BAKED
    return last.within and piece.link is not Link.NEW and (dish or not whole)


def _is_counted(last: Group) -> bool:
    """ "two eggs and toast": what is counted is a thing of its own, unlike "mac and cheese"."""
    quantity = last.piece.quantity
    if quantity is None or quantity.unit is not None or quantity.measure is not None:
        return False
    return quantity.amount is not None and quantity.amount != 1 and not quantity.bare


def _beside(said: Phrase, last: Group) -> float | None:
    if said.head not in SPOONED:
        return None
    return HALF_CUP if last.core.head in BOWLS else SPOON


def _is_flavor(piece: Piece) -> bool:
    """ "with a rich chocolate flavor" is about how it tastes."""
    last = piece.words[-1].stem if piece.words else ""
    return last in PARTS or last in ("flavor", "taste", "goodness", "note")


def _is_participle(word: str) -> bool:
    """ "fortified", "perfectly": no food by themselves."""
    return (
        len(word) > 5
        and word.endswith(("ed", "ly", "ness"))
        and not word.endswith(("seed", "weed"))
    )


def covers(hit: Hit[Any], word: str) -> bool:
    return word in hit.words
