"""Dishes that no table has, worked out from foods that are in the catalogue."""

from catalogue.rows import RECIPE, Account, Row
from catalogue.tables import BadTable, lines

KNOWN_SHARE = (
    0.97  # a nutrient of a dish is known where ingredients of this share of its weight know it
)


def cooked(rows: list[Row], account: Account) -> list[Row]:
    """The dishes of recipes.tsv: name, group, yield, and grams of each ingredient.

    The yield is the weight of the dish by the weight of what went in: below 1 water boiled off,
    above 1 it was taken up. Nothing but water is lost or gained. A dish may use an earlier one.
    """
    larder = {row.name.lower(): row for row in rows}
    dishes = []
    for name, group, factor, ingredients in lines("recipes.tsv", 4):
        if name.lower() in larder:
            account.row("recipe passed over: a table has this food", name)
            continue
        parts = [_part(text, name, larder) for text in ingredients.split(";") if text.strip()]
        dish = Row(
            name=name,
            source=RECIPE,
            source_id=name.lower(),
            release="1",
            group=group,
            values=_values(parts, float(factor)),
        )
        larder[name.lower()] = dish
        dishes.append(dish)
    account.row("made: dishes of recipes.tsv", count=len(dishes))
    return dishes


def _part(text: str, dish: str, larder: dict[str, Row]) -> tuple[Row, float]:
    name, grams = text.strip().rsplit(" ", 1)
    if name.lower() not in larder:
        raise BadTable(f"recipes.tsv, {dish}: no food is called {name!r}")
    return larder[name.lower()], float(grams)


def _values(parts: list[tuple[Row, float]], factor: float) -> dict[str, float]:
    weight = sum(grams for _, grams in parts)
    names = dict.fromkeys(name for row, _ in parts for name in row.values)
    values = {}
    for name in names:
        known = [(row.values[name], grams) for row, grams in parts if name in row.values]
        if sum(grams for _, grams in known) >= KNOWN_SHARE * weight and name != "water":
            values[name] = sum(amount * grams for amount, grams in known) / (weight * factor)
    return values
