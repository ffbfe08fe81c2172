"""Nutrients: their names and units, and the arithmetic of amounts.

An amount is a number in the unit of its nutrient. A nutrient that nobody measured is absent from a
map of amounts: unknown is not zero.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from nutritrack.arithmetic import CARBS_KCAL, FAT_KCAL, PROTEIN_KCAL, fsum

ALCOHOL_KCAL = 7  # kcal per gram
KJ_PER_KCAL = 4.184
SALT_PER_SODIUM = 2.5  # grams of salt per gram of sodium, as EU 1169/2011 labels it


class Unit(StrEnum):
    KCAL = "kcal"
    GRAM = "g"
    MILLIGRAM = "mg"
    MICROGRAM = "ug"


class Nutrient(NamedTuple):
    id: str
    name: str
    unit: Unit


# The first six are fields of their own in a meal's food; the others go into its `nutrients`.
NUTRIENTS = (
    Nutrient("calories", "Energy", Unit.KCAL),
    Nutrient("protein", "Protein", Unit.GRAM),
    Nutrient("carbs", "Carbohydrate", Unit.GRAM),
    Nutrient("fat", "Fat", Unit.GRAM),
    Nutrient("fiber", "Fibre", Unit.GRAM),
    Nutrient("sugar", "Sugars", Unit.GRAM),
    Nutrient("saturatedFat", "Saturated fat", Unit.GRAM),
    Nutrient("monounsaturatedFat", "Monounsaturated fat", Unit.GRAM),
    Nutrient("polyunsaturatedFat", "Polyunsaturated fat", Unit.GRAM),
    Nutrient("transFat", "Trans fat", Unit.GRAM),
    Nutrient("ala", "Omega-3 ALA", Unit.GRAM),
    Nutrient("epa", "Omega-3 EPA", Unit.GRAM),
    Nutrient("dha", "Omega-3 DHA", Unit.GRAM),
    Nutrient("cholesterol", "Cholesterol", Unit.MILLIGRAM),
    Nutrient("addedSugar", "Added sugars", Unit.GRAM),
    Nutrient("alcohol", "Alcohol", Unit.GRAM),
    Nutrient("caffeine", "Caffeine", Unit.MILLIGRAM),
    Nutrient("water", "Water", Unit.GRAM),
    Nutrient("sodium", "Sodium", Unit.MILLIGRAM),
    Nutrient("potassium", "Potassium", Unit.MILLIGRAM),
    Nutrient("calcium", "Calcium", Unit.MILLIGRAM),
    Nutrient("iron", "Iron", Unit.MILLIGRAM),
    Nutrient("magnesium", "Magnesium", Unit.MILLIGRAM),
    Nutrient("phosphorus", "Phosphorus", Unit.MILLIGRAM),
    Nutrient("zinc", "Zinc", Unit.MILLIGRAM),
    Nutrient("copper", "Copper", Unit.MILLIGRAM),
    Nutrient("manganese", "Manganese", Unit.MILLIGRAM),
    Nutrient("selenium", "Selenium", Unit.MICROGRAM),
    Nutrient("iodine", "Iodine", Unit.MICROGRAM),
    Nutrient("vitaminA", "Vitamin A (RAE)", Unit.MICROGRAM),
    Nutrient("vitaminC", "Vitamin C", Unit.MILLIGRAM),
    Nutrient("vitaminD", "Vitamin D", Unit.MICROGRAM),
    Nutrient("vitaminE", "Vitamin E", Unit.MILLIGRAM),
    Nutrient("vitaminK", "Vitamin K", Unit.MICROGRAM),
    Nutrient("thiamin", "Thiamin (B1)", Unit.MILLIGRAM),
    Nutrient("riboflavin", "Riboflavin (B2)", Unit.MILLIGRAM),
    Nutrient("niacin", "Niacin (B3)", Unit.MILLIGRAM),
    Nutrient("pantothenicAcid", "Pantothenic acid (B5)", Unit.MILLIGRAM),
    Nutrient("vitaminB6", "Vitamin B6", Unit.MILLIGRAM),
    Nutrient("folate", "Folate", Unit.MICROGRAM),
    Nutrient("vitaminB12", "Vitamin B12", Unit.MICROGRAM),
    Nutrient("choline", "Choline", Unit.MILLIGRAM),
)
BY_ID = {nutrient.id: nutrient for nutrient in NUTRIENTS}
MAIN = ("calories", "protein", "carbs", "fat", "fiber", "sugar")

Amounts = Mapping[str, float]


def scaled(per_100g: Amounts, grams: float) -> dict[str, float]:
    """The amounts of some grams of a food, from those of 100 g."""
    return {name: amount * grams / 100 for name, amount in per_100g.items()}


def added(parts: list[Amounts]) -> dict[str, float]:
    """The sum of some amounts, of each nutrient over the parts that know it."""
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: fsum(part[name] for part in parts if name in part) for name in names}


def atwater(amounts: Amounts) -> float:
    """kcal that the macronutrients give, with the general factors 4, 4, 9 and 7 kcal per gram."""
    return fsum(
        (
            PROTEIN_KCAL * amounts.get("protein", 0),
            CARBS_KCAL * amounts.get("carbs", 0),
            FAT_KCAL * amounts.get("fat", 0),
            ALCOHOL_KCAL * amounts.get("alcohol", 0),
        )
    )


def implausible(amounts: Amounts) -> str | None:
    """A warning where energy and macronutrients do not fit each other; None where they do.

    Fibre gives less than 4 kcal per gram and labels round, so the tolerance is wide: 20 % and 20
    kcal, and as much below as the fibre explains.
    """
    stated, worked_out = amounts["calories"], atwater(amounts)
    room = max(20.0, 0.2 * max(stated, worked_out))
    unavailable = CARBS_KCAL * amounts.get("fiber", 0)
    if worked_out - unavailable - room <= stated <= worked_out + room:
        return None
    return (
        f"{stated:.0f} kcal do not fit the macronutrients, which give about {worked_out:.0f} kcal. "
        "Check the numbers."
    )
