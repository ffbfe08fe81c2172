"""What is believed of a row: zeros that nobody measured, and values that cannot be."""

from catalogue.rows import FOUNDATION, MANNAH, SR_LEGACY, Account, Row
from nutritrack.foods.nutrients import BY_ID, Unit

MAIN = ("calories", "protein", "carbs", "fat")
# pot-of-mannah writes 0 for "not measured". A zero of these is believed only where it is checked.
UNBELIEVED = (
    "sugar choline vitaminE vitaminK selenium manganese pantothenicAcid copper magnesium phosphorus"
    " zinc potassium sodium calcium iron vitaminB6 vitaminB12 vitaminA vitaminC thiamin riboflavin"
    " niacin fiber cholesterol saturatedFat monounsaturatedFat polyunsaturatedFat water"
).split()
ANIMAL = {
    "Poultry Products",
    "Beef Products",
    "Pork Products",
    "Lamb, Veal, and Game Products",
    "Finfish and Shellfish Products",
}
PLANT = {
    "Fruits and Fruit Juices",
    "Vegetables and Vegetable Products",
    "Nut and Seed Products",
    "Legumes and Legume Products",
    "Cereal Grains and Pasta",
    "Spices and Herbs",
}
DRINKS = {"Beer", "Wine", "Liquor and cocktails"}
ALCOHOLIC = ("beer", "wine", "alcohol", "liquor", "cocktail", "liqueur", "spirits")
INDIGESTIBLE = (
    "vinegar sweetener substitute gum leavening tartar sugar-free sugarless dietetic low-calorie"
    " fiber bran cocoa coffee tea yeast spice free calorie"
).split()
# More than this in 100 g of any food is a slip of the pen.
MOST = {Unit.KCAL: 905.0, Unit.GRAM: 100.5, Unit.MILLIGRAM: 45_000.0, Unit.MICROGRAM: 60_000.0}


def believed(row: Row, account: Account) -> bool:
    """Leave the believable values in the row; False where too little is left to be a food."""
    if row.release == MANNAH:
        _unmeasured(row, account)
    for nutrient, value in list(row.values.items()):
        if nutrient == "carbs" and -2 < value < 0:
            # Carbohydrate is what water, protein, fat and ash leave of 100 g: none, measured badly.
            row.values[nutrient] = 0.0
            account.value("set to 0: carbohydrate by difference just below 0", row.name)
        elif not 0 <= value <= MOST[BY_ID[nutrient].unit]:
            del row.values[nutrient]
            account.value(f"dropped: out of range ({nutrient})", f"{row.name}: {value}")
    if row.source == SR_LEGACY and "calories" in row.values:
        row.values["calories"] = float(round(row.values["calories"]))  # published in whole kcal
    missing = [nutrient for nutrient in MAIN if nutrient not in row.values]
    if missing:
        account.row(f"dropped: {missing[0]} unknown", row.name)
        return False
    if not _consistent(row, account):
        return False
    _alcohol(row, account)
    return True


def _alcohol(row: Row, account: Account) -> None:
    """The alcohol of a drink: no package has it, but its energy less the rest's is that of alcohol.

    6.93 kcal per gram is the factor with which USDA worked the energy out.
    """
    drink = row.group in DRINKS or row.name.lower().startswith("alcoholic beverage")
    if not drink or "nonalcoholic" in row.name.lower():
        return
    values = row.values
    rest = 4 * values["protein"] + 4 * values["carbs"] + 9 * values["fat"]
    grams = (values["calories"] - rest) / 6.93
    if grams > 1:
        values["alcohol"] = round(grams, 1)
        account.value("worked out: alcohol, from the energy of a drink")


def _unmeasured(row: Row, account: Account) -> None:
    """Drop the zeros that mean "not measured", but keep those that botany and zoology vouch for."""
    values = row.values
    for nutrient in UNBELIEVED:
        if values.get(nutrient, 1) == 0 and not _true_zero(nutrient, row):
            del values[nutrient]
            account.value(f"dropped: zero that is no measurement ({nutrient})")


def _true_zero(nutrient: str, row: Row) -> bool:
    values = row.values
    if nutrient == "cholesterol":
        return row.group in PLANT or values.get("fat") == 0
    if nutrient in ("fiber", "sugar"):
        return values.get("carbs") == 0
    if nutrient in ("saturatedFat", "monounsaturatedFat", "polyunsaturatedFat"):
        return values.get("fat") == 0
    if nutrient == "vitaminB12":
        return row.group in PLANT
    if nutrient == "vitaminC":
        return row.group in ANIMAL
    return False


def _consistent(row: Row, account: Account) -> bool:
    values = row.values
    together = values["protein"] + values["carbs"] + values["fat"]
    if together > 105:
        account.row("dropped: macronutrients of more than 105 g in 100 g", row.name)
        return False
    if values.get("water", 0) + together > 106:
        del values["water"]
        account.value("dropped: water beyond 100 g with the rest", row.name)
    for part, whole, room in (
        ("saturatedFat", "fat", 0.5),
        ("monounsaturatedFat", "fat", 0.5),
        ("polyunsaturatedFat", "fat", 0.5),
        ("sugar", "carbs", 1.5),
        ("fiber", "carbs", 1.5),
        ("ala", "fat", 0.5),
    ):
        if values.get(part, 0) > values[whole] + room + 0.05 * values[whole]:
            account.value(
                f"dropped: more {part} than {whole}",
                f"{row.name}: {values[part]} of {values[whole]}",
            )
            del values[part]
    return _energy_fits(row, account)


def _energy_fits(row: Row, account: Account) -> bool:
    """Energy against 4, 4 and 9 kcal per gram. Fibre, polyols, acids and alcohol explain a gap."""
    values = row.values
    worked_out = 4 * values["protein"] + 4 * values["carbs"] + 9 * values["fat"]
    stated = values["calories"]
    room = max(25.0, 0.25 * worked_out)
    if stated > worked_out + room and not _alcoholic(row):
        account.row("dropped: more energy than its macronutrients give", f"{row.name}: {stated}")
        return False
    if stated < worked_out - 4 * values.get("fiber", 0) - 1.4 * room and not _indigestible(row):
        account.row(
            "dropped: far less energy than its macronutrients give", f"{row.name}: {stated}"
        )
        return False
    return True


def _indigestible(row: Row) -> bool:
    """Acids, polyols and fibre count as carbohydrate and give less energy than it."""
    name = row.name.lower()
    return (
        row.source == FOUNDATION
        or row.group in ("Spices and Herbs", "Sugar substitutes")
        or any(word in name for word in INDIGESTIBLE)
    )


def _alcoholic(row: Row) -> bool:
    text = f"{row.name} {row.group}".lower()
    return any(word in text for word in ALCOHOLIC) or row.group in ("Beverages", "Spices and Herbs")
