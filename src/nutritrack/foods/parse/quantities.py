"""Amounts and their units, up to the food: "200g", "two 12 oz cans of", "a large slice of"."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from nutritrack.foods.parse.counts import (
    DASHES,
    number_at,
    read_count,
    read_simple,
    text_at,
    with_half,
    word_at,
)
from nutritrack.foods.parse.tokens import Token
from nutritrack.foods.parse.units import CONTAINERS, MASS, NEEDS_OF, SIZES, UNITS, VOLUME
from nutritrack.foods.parse.vocabulary import filler

EMPHASIS = frozenset(
    "about around roughly approximately nearly almost just exactly only some heaping heaped level "
    "rounded generous scant full whole good nice delicious warm hot cold refreshing fresh hearty "
    "steaming chilled icy tasty satisfying comforting simple cool light ripe plain crisp rich "
    "extra sized size serve serving-size portable quick modest substantial typical tall creamy "
    "savory sweet lovely small-sized soothing piping up hefty cozy juicy fluffy crunchy homemade "
    "crispy flavorful wholesome healthy nutritious fragrant frothy soft big".split()
)
NO_FOOD = frozenset(
    "am pm oclock o'clock minute minutes min mins hour hours day days week weeks month year "
    "years time times inch inches kcal calorie calories cal cals kj percent pounder st nd rd th "
    "cm mm".split()
)
PLAIN_SIZES = frozenset("small medium large big mini miniature tiny huge jumbo".split())
ABBREVIATIONS = frozenset(
    {"oz", "lb", "lbs", "tsp", "tbsp", "tbs", "g", "gr", "gm", "ml", "pt", "qt"}
)
JOINING = frozenset({"along", "alongside", "together", "while", "before", "after", "including"})
DETERMINERS = frozenset({"a", "an", "the", "my", "some"})
MOST = 100_000.0


@dataclass(frozen=True, slots=True)
class Quantity:
    amount: float = 1.0
    unit: str | None = None  # canonical; None counts the food itself
    size: str | None = None
    each: "Quantity | None" = None  # what one of them holds: "a 12 oz can"
    sure: float = 1.0
    article: bool = False  # "a", which may only be grammar
    bare: bool = False  # no number at all: "cups of", "small"

    @property
    def is_measured(self) -> bool:
        """In units that weigh or pour the same for everybody."""
        return self.unit in MASS or self.unit in VOLUME

    @property
    def measure(self) -> "Quantity | None":
        """The innermost mass or volume that was said, for all of them."""
        if self.is_measured and (self.each is None or not self.each.is_measured):
            return self
        if self.each is not None and self.each.is_measured:
            return replace(self.each, amount=self.amount * self.each.amount)
        return None


Taken: TypeAlias = tuple[Quantity, int] | None


def read_quantity(tokens: list[Token], at: int) -> tuple[Quantity, int] | None:
    """The quantity that begins at this token, and where it ends: the food follows."""
    count = read_count(tokens, at)
    if count is not None and text_at(tokens, count.end) == "%":
        return None  # "2% milk" says which milk, not how much
    if count is None:
        return _bare(tokens, at)
    if not count.article and _is_name_or_time(tokens, at, count.end):
        return None
    amount, end = (count.low + count.high) / 2, count.end
    if not 0 < amount <= MOST:
        return None
    start = Quantity(amount, sure=count.sure, article=count.article)
    if text_at(tokens, end).lower() in ("x", "\u00d7", "*"):
        end += 1
        inner = read_simple(tokens, end)
        if inner is not None and inner[0] > 0:  # 2 x 150 g
            held = _measured(tokens, Quantity(inner[0]), inner[1])
            return replace(start, unit="serving", each=held[0]), held[1]
    return _measured(tokens, start, end)


def _is_name_or_time(tokens: list[Token], at: int, end: int) -> bool:
    """7up, 8 am, 7:30, 2 hours, 6-inch: numbers that count no food."""
    if text_at(tokens, end) == ":" and number_at(tokens, end + 1) is not None:
        return True
    after = end + 1 if text_at(tokens, end) in DASHES else end
    if word_at(tokens, after) in NO_FOOD:
        return True
    touches = end < len(tokens) and tokens[end].start == tokens[end - 1].end
    return (
        touches
        and tokens[at].is_digits
        and bool(tokens[end].word)
        and not _is_unit(tokens, end)
        and tokens[end].word != "x"
    )


def _bare(tokens: list[Token], at: int) -> tuple[Quantity, int] | None:
    """ "cups of coffee", "large fries": a unit or a size without a number."""
    if at >= len(tokens) or not tokens[at].word:
        return None
    token = tokens[at]
    unit = UNITS.get(token.stem)
    if unit is not None and unit not in MASS and word_at(tokens, at + 1) == "of":
        return Quantity(unit=unit, bare=True, sure=0.8), at + 2
    if token.word in ("small", "medium", "large", "big") and word_at(tokens, at + 1):
        quantity, end = _measured(tokens, Quantity(bare=True, sure=0.9), at)
        return quantity, end
    return None


def _measured(tokens: list[Token], quantity: Quantity, at: int) -> tuple[Quantity, int]:
    """Sizes, units and what each one holds, in any order, up to the food."""
    while at < len(tokens):
        for step in STEPS:
            taken = step(tokens, quantity, at)
            if taken is not None:
                break
        else:
            return quantity, at
        quantity, at = taken
        if word_at(tokens, at - 1) in ("of", *DETERMINERS):
            return quantity, at
    return quantity, at


def _take_dash(tokens: list[Token], quantity: Quantity, at: int) -> Taken:
    if tokens[at].text not in DASHES:
        return None
    follows = _is_unit(tokens, at + 1) or word_at(tokens, at + 1) in ("size", "sized")
    return (quantity, at + 1) if follows else None


def _take_length(tokens: list[Token], quantity: Quantity, at: int) -> Taken:
    """ "an 8-inch pizza": no amount, and no part of the name."""
    if tokens[at].number is None or not _is_name_or_time(tokens, at, at + 1):
        return None
    return quantity, at + (3 if text_at(tokens, at + 1) in DASHES else 2)


def _take_size(tokens: list[Token], quantity: Quantity, at: int) -> Taken:
    word = tokens[at].word
    if word == "extra" and word_at(tokens, at + 1) == "large":
        return replace(quantity, size="extra large"), at + 2
    if word in ("size", "sized"):
        return quantity, at + 1
    if word not in SIZES or not _is_size(tokens, at):
        return None
    size = SIZES[word]
    keep = quantity.size is not None and size == "single"  # "a medium single serving bag"
    return replace(quantity, size=quantity.size if keep else size), at + 1


def _take_unit(tokens: list[Token], quantity: Quantity, at: int) -> Taken:
    if not _is_unit(tokens, at):
        return None
    unit, end = _unit(tokens, at)
    if quantity.unit is None:
        quantity = replace(quantity, unit=unit)
    elif unit in CONTAINERS and quantity.is_measured:  # "12 oz can": one that holds 12 oz
        quantity = Quantity(1.0, unit, quantity.size, replace(quantity, size=None), quantity.sure)
    elif unit in CONTAINERS and quantity.unit == "serving":  # "single serving bag"
        quantity = replace(quantity, unit=unit)
    else:
        return None
    amount, end = with_half(tokens, quantity.amount, end)
    return replace(quantity, amount=amount), end


def _take_praise(tokens: list[Token], quantity: Quantity, at: int) -> Taken:
    """ "a delicious medium", "a Progresso can of": words before the size or the unit."""
    word = tokens[at].word
    told = len(word) > 4 and word in filler().story and word not in JOINING
    if (told or word in EMPHASIS) and _unit_follows(tokens, at + 1):
        return quantity, at + 1
    if quantity.article and quantity.unit is None and quantity.each is None:
        end = _branded(tokens, at)
        return None if end is None else (quantity, end)
    return None


def _take_content(tokens: list[Token], quantity: Quantity, at: int) -> Taken:
    """ "a 250g serving of", "two 12 oz cans of", "a cup (240 ml)": what each one holds."""
    if quantity.each is not None or not (quantity.unit is None or quantity.unit in CONTAINERS):
        return None
    inner = _bracketed(tokens, at) if tokens[at].text == "(" else _inner(tokens, at)
    if inner is None:
        return None
    end = _past_determiner(tokens, inner[1]) if word_at(tokens, inner[1] - 1) == "of" else inner[1]
    return replace(quantity, each=inner[0], article=False), end


def _take_of(tokens: list[Token], quantity: Quantity, at: int) -> Taken:
    if tokens[at].word != "of" or (quantity.unit is None and quantity.each is None):
        return None
    inner = _inner(tokens, at + 1)
    if inner is not None and quantity.each is None and not quantity.is_measured:
        return replace(quantity, each=inner[0]), inner[1]  # "a serving of 60g toast"
    return quantity, _past_determiner(tokens, at + 1)


def _past_determiner(tokens: list[Token], at: int) -> int:
    return at + 1 if word_at(tokens, at) in DETERMINERS else at


STEPS = (
    _take_dash,
    _take_length,
    _take_size,
    _take_unit,
    _take_praise,
    _take_content,
    _take_of,
)


def _branded(tokens: list[Token], at: int) -> int | None:
    """ "a Progresso can of": where the can is."""
    for end in (at + 1, at + 2):
        if not word_at(tokens, end - 1) or word_at(tokens, end - 1) in ("of", "and", "with"):
            return None
        unit = UNITS.get(tokens[end].stem) if word_at(tokens, end) else None
        if unit in CONTAINERS and word_at(tokens, end + 1) == "of":
            return end
    return None


def _inner(tokens: list[Token], at: int) -> tuple[Quantity, int] | None:
    simple = read_simple(tokens, at)
    if simple is None or simple[0] <= 0 or simple[0] > MOST:
        return None
    amount, end = simple
    if text_at(tokens, end) in DASHES:
        end += 1
    if not _is_unit(tokens, end):
        return None
    unit, after = _unit(tokens, end)
    if unit not in MASS and unit not in VOLUME:
        return None
    quantity = Quantity(amount, unit)
    while text_at(tokens, after) in DASHES and _is_unit(tokens, after + 1):
        after += 1
    if after < len(tokens) and _is_unit(tokens, after):
        container, further = _unit(tokens, after)
        if container in CONTAINERS:
            after = further
    return quantity, after + 1 if word_at(tokens, after) == "of" else after


def _bracketed(tokens: list[Token], at: int) -> tuple[Quantity, int] | None:
    inner = _inner(tokens, at + 1)
    if inner is not None and text_at(tokens, inner[1]) == ")":
        return inner[0], inner[1] + 1
    return None


def _is_unit(tokens: list[Token], at: int) -> bool:
    if at >= len(tokens) or not tokens[at].word:
        return False
    unit = UNITS.get(tokens[at].stem)
    if unit is None:
        return tokens[at].word in ("fl", "fluid")
    if tokens[at].word in ("fluid", "fl"):
        return word_at(tokens, at + 1) in ("oz", "ounce", "ounces")
    return unit not in NEEDS_OF or word_at(tokens, at + 1) == "of"


def _unit(tokens: list[Token], at: int) -> tuple[str, int]:
    if tokens[at].word in ("fl", "fluid"):
        end = at + 2 if text_at(tokens, at + 1) == "." else at + 1
        return "fl oz", end + 1 if word_at(tokens, end) in ("oz", "ounce", "ounces") else end
    end = at + 1
    if (
        tokens[at].word in ABBREVIATIONS
        and text_at(tokens, end) == "."
        and word_at(tokens, end + 1)
    ):
        end += tokens[end + 1].text[0].islower()
    return UNITS[tokens[at].stem], end


def _is_size(tokens: list[Token], at: int) -> bool:
    """ "a small apple" and "a thin slice", but not "a thin crust" or "a regular soda"."""
    if tokens[at].word in PLAIN_SIZES:
        return text_at(tokens, at + 1) not in ("", ",", ".", ";")
    after = at + 2 if text_at(tokens, at + 1) in DASHES else at + 1
    return word_at(tokens, after) in ("size", "sized") or _unit_follows(tokens, at + 1)


def _unit_follows(tokens: list[Token], at: int) -> bool:
    """Whether a unit or size is near after words of praise: "a deliciously warm cup of"."""
    for place in range(at, min(at + 4, len(tokens))):
        if _is_unit(tokens, place) or tokens[place].word in SIZES:
            return True
        if tokens[place].number is not None:
            return _inner(tokens, place) is not None
        if not tokens[place].word or tokens[place].word in ("of", "and", "with"):
            return tokens[place].text in DASHES or tokens[place].word == "and"
    return False
