"""What an amount of a food weighs: by its portions, its density, or what its kind weighs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple, Protocol

from nutritrack.foods.names import Named
from nutritrack.foods.parse.counts import read_simple
from nutritrack.foods.parse.quantities import Quantity
from nutritrack.foods.parse.tokens import tokens
from nutritrack.foods.parse.units import MASS, OF_MEDIUM, SIZES, UNITS, VOLUME
from nutritrack.foods.text import words

FILE = "measures.tsv"  # what measures of a kind of food weigh
FL_OZ_GRAMS = 30.0
# How sure the answer is that rests on ...
EXACT, POURED, PORTION, SIZED, USUAL, GUESS = 1.0, 0.95, 0.9, 0.75, 0.6, 0.25
GUESSED_GRAMS = 100.0
SMALL = 15.0  # what weighs less is eaten by the handful
# Where a food has no such measure, these stand in for it, at so many times the amount.
STAND_INS: dict[str, tuple[tuple[str, float], ...]] = {
    "slice": (("piece", 1.0), ("wedge", 1.0), ("strip", 1.0)),
    "piece": (("slice", 1.0), ("item", 1.0), ("fillet", 1.0), ("strip", 1.0)),
    "can": (("bottle", 0.75), ("package", 1.0)),
    "bottle": (("can", 1.4),),
    "glass": (("cup", 1.0),),
    "mug": (("cup", 1.0),),
    "bowl": (("cup", 1.5),),
    "plate": (("serving", 1.5), ("cup", 1.5)),
    "bag": (("package", 1.0), ("packet", 1.0), ("pouch", 1.0), ("serving", 1.0)),
    "package": (("bag", 1.0), ("packet", 1.0), ("pouch", 1.0), ("box", 1.0), ("container", 1.0)),
    "packet": (("package", 1.0), ("bag", 1.0), ("pouch", 1.0), ("tbsp", 1.0)),
    "pouch": (("package", 1.0), ("bag", 1.0), ("packet", 1.0)),
    "box": (("package", 1.0), ("carton", 1.0), ("container", 1.0)),
    "carton": (("container", 1.0), ("box", 1.0), ("bottle", 1.0), ("cup", 1.0)),
    "container": (("carton", 1.0), ("cup", 0.75), ("package", 1.0)),
    "jar": (("container", 1.0), ("can", 1.0)),
    "handful": (("cup", 0.25), ("serving", 1.0)),
    "scoop": (("cup", 0.5),),
    "shot": (("fl oz", 1.5),),
    "splash": (("tbsp", 1.0),),
    "drizzle": (("tbsp", 0.5),),
    "dash": (("tsp", 0.125),),
    "pinch": (("tsp", 0.0625),),
    "dollop": (("tbsp", 2.0),),
    "strip": (("slice", 1.0), ("piece", 1.0), ("stick", 1.0)),
    "stick": (("piece", 1.0), ("bar", 1.0), ("strip", 1.0)),
    "fillet": (("piece", 1.0),),
    "wedge": (("slice", 1.0), ("piece", 1.0)),
    "cube": (("piece", 1.0),),
    "spear": (("piece", 1.0),),
    "floret": (("piece", 1.0),),
    "rod": (("piece", 1.0),),
    "ring": (("piece", 1.0),),
    "link": (("piece", 1.0),),
    "patty": (("piece", 1.0),),
    "round": (("piece", 1.0), ("slice", 1.0)),
    "square": (("piece", 1.0),),
    "layer": (("slice", 1.0),),
    "tube": (("container", 1.0),),
    "cone": (("piece", 1.0),),
    "bunch": (("cup", 1.0),),
    "sheet": (("piece", 1.0),),
    "loaf": (("slice", 16.0),),
}


class Measured(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def grams(self) -> float: ...


class Edible(Named, Protocol):
    """A food that can be weighed: an entry of the catalogue, or a food that somebody made."""

    @property
    def portions(self) -> Sequence[Measured]: ...
    @property
    def density(self) -> float | None: ...


class Weight(NamedTuple):
    grams: float
    sure: float


@dataclass(frozen=True, slots=True)
class Measure:
    """A portion, read: "2 large slices, toasted" is 2, slice, large, and the words."""

    grams: float  # of one
    unit: str | None
    size: str | None
    words: frozenset[str]
    rank: int  # earlier ones are the ordinary ones


@lru_cache(maxsize=4_000)
def read_measure(name: str, grams: float, rank: int) -> Measure:
    read = tokens(name)
    simple = read_simple(read, 0)
    amount, at = simple if simple is not None and simple[0] > 0 else (1.0, 0)
    unit = size = None
    rest = []
    for token in read[at:]:
        found = UNITS.get(token.stem)
        if token.word in ("fl", "fluid"):
            unit = unit or "fl oz"
        elif token.word == "each":
            continue
        elif found is not None and unit is None:
            unit = found
        elif token.word == "large" and size == "extra":
            size = "extra large"
        elif token.word in SIZES and size is None:
            size = SIZES[token.word]
        elif token.word == "extra" and size is None:
            size = "extra"
        elif token.word:
            rest.append(token.word)
    size = "extra large" if size == "extra" else size
    return Measure(grams / amount, unit, size, frozenset(words(" ".join(rest))), rank)


def measures(food: Edible, local: Sequence[tuple[str, float]] = ()) -> list[Measure]:
    """Its own portions; where it has none, those of its kind. `local` ones go before them."""
    own = [(portion.name, portion.grams) for portion in food.portions]
    some = own or usual(f"{food.name.lower()} | ")
    known = [read_measure(name, grams, rank) for rank, (name, grams) in enumerate(some)]
    if not local:
        return known
    here = [read_measure(name, grams, 0) for name, grams in local]
    named = {m.unit for m in here} | ({None} if any(m.unit == "piece" for m in here) else set())
    return [*here, *(m for m in known if m.unit not in named)]


def weigh(
    quantity: Quantity | None,
    said: frozenset[str],
    food: Edible,
    *,
    beside: float | None,
    many: bool,
    local: Sequence[tuple[str, float]] = (),
) -> Weight:
    """The grams of a quantity of a food.

    `said` are the words it was asked with, `many` whether it was named in the plural, and `beside`
    how many millilitres of it go with the food before. `local` are the portions of this food where
    the sentence was written, as (name, grams), if they are other ones.
    """
    known = measures(food, local)
    if quantity is None:
        return _unsaid(known, said, beside=beside)
    measured = quantity.measure
    if measured is not None:
        sized = [m for m in known if (m.unit, m.size) == (measured.unit, measured.size)]
        if measured.size is not None and sized:  # "a small cup" of a drink is a size of that drink
            return Weight(measured.amount * sized[0].grams, SIZED)
        return _measured(measured, known, food)
    found = None
    if quantity.unit is not None:
        found = _in_unit(quantity, said, known, food)
    elif (many and quantity.article) or quantity.bare:  # "large fries" are a serving, not one fry
        found = _heap(quantity, known, said)
    found = found or _counted(quantity, said, known) or Weight(GUESSED_GRAMS, GUESS)
    return Weight(quantity.amount * found.grams, found.sure)


def _measured(quantity: Quantity, known: list[Measure], food: Edible) -> Weight:
    unit, amount = quantity.unit or "g", quantity.amount
    density = _density(known, food)
    if unit in MASS:
        if unit == "oz" and food.density is not None and 0.9 < food.density < 1.1:
            return Weight(amount * FL_OZ_GRAMS, EXACT)  # nobody weighs a drink
        return Weight(amount * MASS[unit], EXACT)
    same = [m for m in known if m.unit == unit]
    if same:
        return Weight(amount * min(same, key=lambda m: (len(m.words), m.rank)).grams, POURED)
    if density is not None:
        return Weight(amount * VOLUME[unit] * density, POURED)
    return Weight(amount * VOLUME[unit] * 0.8, GUESS)


def _density(known: list[Measure], food: Edible) -> float | None:
    if food.density is not None:
        return food.density
    poured = [m for m in known if m.unit in VOLUME]
    if not poured:
        return None
    best = min(poured, key=lambda m: (m.unit not in ("cup", "fl oz"), len(m.words), m.rank))
    return best.grams / VOLUME[best.unit or "cup"]


def _in_unit(
    quantity: Quantity, said: frozenset[str], known: list[Measure], food: Edible
) -> Weight | None:
    unit = quantity.unit or ""
    found = _sized([m for m in known if m.unit == unit], quantity.size, said)
    if found is not None:
        return found
    for other, times in STAND_INS.get(unit, ()):
        found = _sized([m for m in known if (m.unit or "item") == other], quantity.size, said)
        if found is None and other in VOLUME and (density := _density(known, food)) is not None:
            found = Weight(VOLUME[other] * density, SIZED)
        if found is not None:
            return Weight(found.grams * times, min(found.sure, SIZED))
    return None


def _counted(quantity: Quantity, said: frozenset[str], known: list[Measure]) -> Weight | None:
    """One of the food itself: "1 banana", "1 medium", "1 sandwich", else a serving of it."""
    named = [m for m in known if m.unit in said]
    whole = [m for m in known if m.unit in (None, "piece")]
    found = _sized(named, quantity.size, said) or _sized(whole, quantity.size, said)
    if found is not None:
        return found
    for unit in ("bar", "link", "patty", "slice", "stick", "strip", "fillet", "can", "bottle"):
        found = _sized([m for m in known if m.unit == unit], quantity.size, said)
        if found is not None:
            return Weight(found.grams, SIZED)
    return _serving(known, said, quantity.size)


def _heap(quantity: Quantity, known: list[Measure], said: frozenset[str]) -> Weight | None:
    sized = [m for m in known if m.unit is None and m.size == quantity.size and m.size is not None]
    if sized:
        return Weight(min(sized, key=lambda m: len(m.words - said)).grams, PORTION)
    one = _counted(quantity, said, known)
    if one is not None and one.grams > SMALL:
        return one
    return _serving(known, said, quantity.size)


def _serving(known: list[Measure], said: frozenset[str], size: str | None) -> Weight | None:
    for unit in ("serving", "package", "bag", "container", "cup", "fl oz", "tbsp"):
        found = _sized([m for m in known if m.unit == unit], size, said)
        if found is not None:
            return Weight(found.grams * (8 if unit == "fl oz" else 1), USUAL)
    return None


def _unsaid(known: list[Measure], said: frozenset[str], *, beside: float | None) -> Weight:
    if beside is not None:
        spooned = [m for m in known if m.unit == "tbsp"]
        if spooned:
            return Weight(spooned[0].grams * beside / VOLUME["tbsp"], USUAL / 2)
    found = _sized([m for m in known if m.unit == "serving"], None, said)
    found = found or _counted(Quantity(), said, known)
    return Weight(found.grams, found.sure * 0.7) if found else Weight(GUESSED_GRAMS, GUESS)


def _sized(some: list[Measure], size: str | None, said: frozenset[str]) -> Weight | None:
    """The one of these portions that was meant, made smaller or larger where it has no size."""
    if not some:
        return None

    def fit(m: Measure) -> tuple[int, float, int]:
        near = 0 if m.size == size else 1 if m.size in (None, "medium", "single") else 2
        return near, len(m.words - said) - 1.5 * len(m.words & said), m.rank

    best = min(some, key=fit)
    if size is None or best.size == size:
        return Weight(best.grams, PORTION)
    return Weight(best.grams * OF_MEDIUM[size] / OF_MEDIUM[best.size or "medium"], SIZED)


class Rule(NamedTuple):
    where: re.Pattern[str]
    unless: re.Pattern[str] | None
    portions: tuple[tuple[str, float], ...]


@cache
def rules() -> tuple[Rule, ...]:
    text = files("nutritrack.foods").joinpath("data", FILE).read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(_rule(*line.split("\t")) for line in lines)


def _rule(where: str, unless: str, portions: str) -> Rule:
    pairs = (part.strip().rpartition(" ") for part in portions.split(";"))
    return Rule(
        re.compile(where),
        None if unless == "-" else re.compile(unless),
        tuple((name, float(grams)) for name, _, grams in pairs),
    )


@lru_cache(maxsize=4_000)
def usual(subject: str) -> tuple[tuple[str, float], ...]:
    """The measures that a kind of food has: of each, the first rule that fits says it."""
    found: dict[str, float] = {}
    for rule in rules():
        if rule.where.search(subject) and not (rule.unless and rule.unless.search(subject)):
            for name, grams in rule.portions:
                found.setdefault(name, grams)
    return tuple((f"1 {name}", grams) for name, grams in found.items() if grams > 0)
