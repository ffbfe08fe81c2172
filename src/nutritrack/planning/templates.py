"""What can be planned: ingredients with their values and portions, and the meals made of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files
from math import ceil, floor

from nutritrack.foods.catalogue import load
from nutritrack.foods.models import food_id
from nutritrack.foods.nutrients import Amounts
from nutritrack.meals.models import MealType
from nutritrack.mongo.documents import Id
from nutritrack.planning.diets import Tags, read_tags

TABLES = {
    "FNDDS": "USDA FNDDS",
    "SR": "USDA SR Legacy",
    "Foundation": "USDA Foundation",
    "own": "NutriTrack recipe",
}
SIDE = "side"  # suits no meal of its own, but goes beside one
LITTLE = 1e-9  # of a step


class Role(StrEnum):
    STAPLE = "staple"
    PROTEIN = "protein"
    DAIRY = "dairy"
    FAT = "fat"
    VEG = "veg"
    FRUIT = "fruit"
    DRINK = "drink"
    EXTRA = "extra"
    DISH = "dish"


# The smallest and the largest portion, as a multiple of the ordinary one of the template.
MOVES = {
    Role.STAPLE: (0.35, 2.4),
    Role.PROTEIN: (0.45, 2.2),
    Role.DAIRY: (0.5, 2.0),
    Role.FAT: (0.25, 2.5),
    Role.VEG: (0.5, 2.0),
    Role.FRUIT: (0.5, 2.0),
    Role.DRINK: (0.6, 1.5),
    Role.EXTRA: (0.5, 2.0),
    Role.DISH: (0.5, 2.0),
}


@dataclass(frozen=True)
class Piece:
    """One egg, one slice: how many grams it weighs, and what one and many are called."""

    grams: float
    one: str
    many: str


@dataclass(frozen=True, eq=False)
class Ingredient:
    """A food to plan with. `low` and `high` are grams in one dish; `step` is the finest change."""

    food_id: Id
    name: str
    name_de: str
    per100g: Amounts
    names: tuple[str, ...]  # whatever else it is called, in English
    role: Role
    main: str | None
    low: float
    high: float
    step: float
    piece: Piece | None
    tags: Tags

    def quantity(self, grams: float) -> str:
        """The amount in words: "2 eggs (100 g)", "1½ pitas (90 g)", "150 g"."""
        if self.piece is None:
            return f"{grams:g} g"
        whole, half = divmod(round(2 * grams / self.piece.grams), 2)
        number = f"{whole or ''}{'½' if half else ''}"
        name = self.piece.many if 2 * whole + half > 2 else self.piece.one
        return f"{number} {name} ({grams:g} g)"


@dataclass(frozen=True, eq=False)
class Part:
    """An ingredient in a template. Portions are counted in steps of the ingredient."""

    ingredient: Ingredient
    base: float  # grams, the ordinary portion

    @cached_property
    def steps(self) -> tuple[int, int]:
        """The fewest and the most steps that are sensible here."""
        food = self.ingredient
        less, more = MOVES[food.role]
        usual = round(self.base / food.step)
        low = ceil(max(food.low, less * self.base) / food.step - LITTLE)
        high = floor(min(food.high, more * self.base) / food.step + LITTLE)
        return min(max(low, 1), usual), max(high, usual)


@dataclass(frozen=True, eq=False)
class Template:
    """A meal, or a dish that goes beside one."""

    id: str
    name: str
    name_de: str
    suits: frozenset[str]  # values of MealType, and SIDE
    cuisine: str
    parts: tuple[Part, ...]
    seasonings: Tags = frozenset()

    @cached_property
    def tags(self) -> Tags:
        """Everything that is in it; unknown where that of one part is unknown."""
        parts = [self.seasonings, *(part.ingredient.tags for part in self.parts)]
        known = [tags for tags in parts if tags is not None]
        return frozenset().union(*known) if len(known) == len(parts) else None

    @cached_property
    def main(self) -> str | None:
        """What it is mainly made of: of the parts that say so, the one with the most protein."""
        mains = [part for part in self.parts if part.ingredient.main]
        if not mains:
            return None
        return max(mains, key=_protein).ingredient.main


def _protein(part: Part) -> float:
    return part.ingredient.per100g.get("protein", 0) * part.base


@cache
def menu() -> tuple[Template, ...]:
    """The templates of this release, in the order of their file."""
    known = ingredients()
    return tuple(_template(fields, known) for fields in _rows("templates.tsv"))


@cache
def ingredients() -> dict[str, Ingredient]:
    """The ingredients by the name that the templates use."""
    return {fields[0]: _ingredient(fields) for fields in _rows("ingredients.tsv")}


def _rows(name: str) -> Iterator[list[str]]:
    text = files("nutritrack.planning").joinpath("data", name).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _ingredient(fields: list[str]) -> Ingredient:
    _, food, name, name_de, role, main, grams, step, tags = fields
    table, _, key = food.partition(":")
    catalogue = load()
    entry = catalogue.entry(food_id(TABLES[table], key))
    if entry is None:
        raise LookupError(f"no food of the catalogue is {food}")
    low, _, high = grams.partition("-")
    smallest, piece = _step(step)
    return Ingredient(
        food_id=entry.id,
        name=name,
        name_de=name_de,
        per100g=catalogue.per100g(entry.index),
        names=(entry.name, *entry.aliases),
        role=Role(role),
        main=None if main == "-" else main,
        low=float(low),
        high=float(high),
        step=smallest,
        piece=piece,
        tags=read_tags(tags),
    )


def _step(text: str) -> tuple[float, Piece | None]:
    """The finest change in grams, and the piece: "5", "50 egg/eggs", "90/2 naan/naans"."""
    grams, _, names = text.partition(" ")
    whole, _, part = grams.partition("/")
    step = float(whole) / float(part or 1)
    if not names:
        return step, None
    one, _, many = names.partition("/")
    return step, Piece(float(whole), one, many)


def _template(fields: list[str], known: dict[str, Ingredient]) -> Template:
    id, name, name_de, suits, cuisine, parts, seasonings = fields
    meals = frozenset(suits.split())
    if strange := meals - {*MealType, SIDE}:
        raise ValueError(f"{id} suits {strange}, which is no meal")
    return Template(
        id=id,
        name=name,
        name_de=name_de,
        suits=meals,
        cuisine=cuisine,
        parts=tuple(_part(part, known) for part in parts.split("; ")),
        seasonings=read_tags(seasonings),
    )


def _part(text: str, known: dict[str, Ingredient]) -> Part:
    name, _, grams = text.partition(" ")
    return Part(known[name], float(grams))
