"""What the tables of the USDA share: their numbers of nutrients."""

from collections.abc import Iterable
from typing import Any

from nutritrack.foods.sources.rows import Refused, converted, number

# The number of a nutrient in the SR and in FoodData Central, what it is here, and how good it is:
# where several are there, the first is taken.
NUMBERS = {
    "208": ("calories", 0),
    "958": ("calories", 1),  # with the specific Atwater factors of the food
    "957": ("calories", 2),  # with the general ones
    "268": ("calories", 3),  # in kJ
    "203": ("protein", 0),
    "205": ("carbs", 0),  # by difference
    "205.2": ("carbs", 1),  # by summation
    "204": ("fat", 0),
    "298": ("fat", 1),
    "291": ("fiber", 0),
    "293": ("fiber", 1),
    "269": ("sugar", 0),
    "269.3": ("sugar", 1),
    "606": ("saturatedFat", 0),
    "645": ("monounsaturatedFat", 0),
    "646": ("polyunsaturatedFat", 0),
    "605": ("transFat", 0),
    "851": ("ala", 0),
    "629": ("epa", 0),
    "621": ("dha", 0),
    "601": ("cholesterol", 0),
    "539": ("addedSugar", 0),
    "221": ("alcohol", 0),
    "262": ("caffeine", 0),
    "255": ("water", 0),
    "307": ("sodium", 0),
    "306": ("potassium", 0),
    "301": ("calcium", 0),
    "303": ("iron", 0),
    "304": ("magnesium", 0),
    "305": ("phosphorus", 0),
    "309": ("zinc", 0),
    "312": ("copper", 0),
    "315": ("manganese", 0),
    "317": ("selenium", 0),
    "314": ("iodine", 0),
    "320": ("vitaminA", 0),
    "401": ("vitaminC", 0),
    "328": ("vitaminD", 0),
    "324": ("vitaminD", 1),  # in IU
    "323": ("vitaminE", 0),
    "430": ("vitaminK", 0),
    "404": ("thiamin", 0),
    "405": ("riboflavin", 0),
    "406": ("niacin", 0),
    "410": ("pantothenicAcid", 0),
    "415": ("vitaminB6", 0),
    "417": ("folate", 0),
    "418": ("vitaminB12", 0),
    "421": ("choline", 0),
}
UNITS = {"957": "kcal", "958": "kcal", "268": "kJ", "324": "IU"}  # the others: as we keep them
A_LITTLE = 5.0  # grams that "by difference" may fall below nothing


def amounts(values: Iterable[tuple[Any, ...]], table: str) -> dict[str, float]:
    """What 100 g hold, from (number of the nutrient, amount, unit, line of the table)."""
    best: dict[str, tuple[int, float]] = {}
    for nutrient, written, unit, line in values:
        name, rank = NUMBERS[nutrient]
        try:
            amount = number(written, name)
        except Refused as refused:
            raise Refused(refused.reason, f"{refused.found} ({table} line {line})") from None
        if amount is None:
            continue
        if nutrient == "205" and -A_LITTLE < amount < 0:
            amount = 0.0  # 100 g less all that was measured: the errors of all of it
        in_our_unit = converted(amount, unit, name)
        if in_our_unit is not None and (name not in best or rank < best[name][0]):
            best[name] = (rank, in_our_unit)
    return {name: amount for name, (_, amount) in best.items()}
