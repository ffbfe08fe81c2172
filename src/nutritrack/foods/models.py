"""What a food is: its values per 100 g, its portions, and where both come from."""

from enum import StrEnum
from hashlib import sha256

from pydantic import Field

from nutritrack.meals.models import MealFood
from nutritrack.mongo.documents import Id, Model, Stored, to_id


class FoodKind(StrEnum):
    GENERIC = "generic"  # from the shipped catalogue or an imported table
    BRANDED = "branded"  # a product of one maker
    OWN = "own"  # made by a user, seen by them alone
    LOGGED = "logged"  # known only from a meal


class Source(Model):
    """Which table a food is from, its key there, and which release of the table."""

    name: str
    id: str
    release: str


class Portion(Model):
    """A household measure: "1 cup" of this food weighs so many grams, as `source` says."""

    name: str
    grams: float = Field(gt=0)
    source: str


class Food(Model):
    """A food with its values per 100 g. A nutrient that nobody measured is absent."""

    id: Id = Field(alias="_id")
    name: str
    kind: FoodKind
    brand: str | None = None
    barcode: str | None = None
    per100g: dict[str, float] = Field(alias="per100g")
    portions: list[Portion] = Field(default_factory=list)
    density: float | None = None  # grams per millilitre, where known
    aliases: list[str] = Field(default_factory=list)
    source: Source


def food_id(source: str, source_id: str) -> Id:
    """The id of a food of a public table: the same on every machine and in every release."""
    return to_id(sha256(f"{source}:{source_id}".encode()).hexdigest()[:24])


class OwnFood(Food, Stored):
    """A food that a user made. Archived, it is found no more, but can be read."""

    user_id: Id
    archived: bool = False


class FoundFood(Model):
    """A food in a list of results. What was only typed into a meal has no id and no values."""

    id: Id | None = Field(None, alias="_id")
    name: str
    kind: FoodKind
    brand: str | None = None
    barcode: str | None = None
    per100g: dict[str, float] | None = Field(None, alias="per100g")
    portions: list[Portion] = Field(default_factory=list)
    density: float | None = None
    source: Source | None = None
    last: MealFood | None = Field(None, description="The amount of it that was eaten last")
    times: int | None = Field(None, description="How often it was eaten in the last 90 days")
