"""Allergens and diets: what a food may not contain, decided from the tags of the ingredients.

"milk" says that milk is in it, "milk?" that some recipes have it, "milk~" that there may be traces.
What is unknown is left out: a food without tags fits no diet and is safe for no allergy.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import TypeAlias

# None where nobody said what is in a food.
Tags: TypeAlias = frozenset[str] | None

SOME_RECIPES, TRACES = "?", "~"


class Allergen(StrEnum):
    """The fourteen of EU 1169/2011, Annex II; crustaceans and molluscs are one here."""

    CELERY = "celery"
    EGG = "egg"
    FISH = "fish"
    GLUTEN = "gluten"
    LUPIN = "lupin"
    MILK = "milk"
    MUSTARD = "mustard"
    NUTS = "nuts"
    PEANUTS = "peanuts"
    SESAME = "sesame"
    SHELLFISH = "shellfish"
    SOY = "soy"
    SULPHITES = "sulphites"


class Diet(StrEnum):
    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"
    PESCATARIAN = "pescatarian"
    HALAL = "halal"
    NO_PORK = "no pork"
    NO_BEEF = "no beef"
    NO_ALCOHOL = "no alcohol"
    LACTOSE_FREE = "lactose free"


MEAT = frozenset({"beef", "game", "goat", "lamb", "pork", "poultry"})
SEAFOOD = frozenset({"fish", "shellfish"})
OTHERS = MEAT | {"alcohol", "honey", "lactose", "rennet"}
KNOWN = frozenset(Allergen) | OTHERS

LEAVES_OUT: dict[Diet, frozenset[str]] = {
    Diet.VEGETARIAN: MEAT | SEAFOOD | {"rennet"},
    Diet.VEGAN: MEAT | SEAFOOD | {"rennet", "milk", "egg", "honey"},
    Diet.PESCATARIAN: MEAT | {"rennet"},
    Diet.HALAL: frozenset({"pork", "alcohol", "rennet"}),
    Diet.NO_PORK: frozenset({"pork"}),
    Diet.NO_BEEF: frozenset({"beef"}),
    Diet.NO_ALCOHOL: frozenset({"alcohol"}),
    Diet.LACTOSE_FREE: frozenset({"lactose"}),
}


def read_tags(text: str) -> Tags:
    """The tags of a data file: "-" for none, "?" for unknown. Raises ValueError for a new word."""
    if text == "?":
        return None
    tags = frozenset() if text == "-" else frozenset(text.split())
    strange = {tag for tag in tags if tag.rstrip(SOME_RECIPES + TRACES) not in KNOWN}
    if strange:
        raise ValueError(f"unknown tags: {', '.join(sorted(strange))}")
    return tags


def safe(tags: Tags, avoid: Collection[Allergen]) -> bool:
    """Whether nothing of it contains, or may contain, one of these allergens."""
    if not avoid:
        return True
    return tags is not None and not {tag.rstrip(SOME_RECIPES + TRACES) for tag in tags} & {*avoid}


def fits(tags: Tags, diets: Collection[Diet]) -> bool:
    """Whether it belongs to each of these diets. Traces do not matter here, other recipes do."""
    if not diets:
        return True
    if tags is None:
        return False
    contained = {tag.rstrip(SOME_RECIPES) for tag in tags}
    return not any(contained & LEAVES_OUT[diet] for diet in diets)
