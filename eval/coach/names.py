"""What nutrients are called in replies, in English and German. Our own list, not the coach's."""

import re
from functools import cache

NAMES = {
    "calories": "energy|Energie",
    "protein": "protein|Eiweiß|Protein",
    "carbs": "carbs|carbohydrates|Kohlenhydrate|Kohlenhydraten",
    "fat": "fat|Fett",
    "fiber": "fibre|fiber|Ballaststoffe|Ballaststoffen",
    "sugar": "sugar|sugars|Zucker",
    "saturatedFat": "saturated fat|gesättigtes Fett|gesättigte Fettsäuren",
    "monounsaturatedFat": "monounsaturated fat|einfach ungesättigtes Fett",
    "polyunsaturatedFat": "polyunsaturated fat|mehrfach ungesättigtes Fett",
    "transFat": "trans fat|Transfett",
    "ala": "omega-3 ALA",
    "epa": "omega-3 EPA",
    "dha": "omega-3 DHA",
    "cholesterol": "cholesterol|Cholesterin",
    "addedSugar": "added sugar|added sugars|zugesetzter Zucker",
    "alcohol": "alcohol|Alkohol",
    "caffeine": "caffeine|Koffein",
    "water": "water|Wasser",
    "sodium": "sodium|Natrium",
    "potassium": "potassium|Kalium",
    "calcium": "calcium|Kalzium",
    "iron": "iron|Eisen",
    "magnesium": "magnesium",
    "phosphorus": "phosphorus|Phosphor",
    "zinc": "zinc|Zink",
    "copper": "copper|Kupfer",
    "manganese": "manganese|Mangan",
    "selenium": "selenium|Selen",
    "iodine": "iodine|Jod",
    "vitaminA": "vitamin A",
    "vitaminC": "vitamin C",
    "vitaminD": "vitamin D",
    "vitaminE": "vitamin E",
    "vitaminK": "vitamin K",
    "thiamin": "vitamin B1|thiamin",
    "riboflavin": "vitamin B2|riboflavin",
    "niacin": "niacin|vitamin B3",
    "pantothenicAcid": "pantothenic acid|Pantothensäure",
    "vitaminB6": "vitamin B6",
    "folate": "folate|Folat|folic acid|Folsäure",
    "vitaminB12": "vitamin B12",
    "choline": "choline|Cholin",
}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_by_name(), key=len, reverse=True)  # "saturated fat" before "fat"
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


@cache
def _by_name() -> dict[str, str]:
    return {name.lower(): each for each, names in NAMES.items() for name in names.split("|")}


def mentioned(text: str) -> list[str]:
    """The ids of the nutrients that a text names, in its order."""
    return [_by_name()[match[0].lower()] for match in _pattern().finditer(text)]


def exactly(name: str) -> str | None:
    """The id of the nutrient of this name."""
    return _by_name().get(name.strip().lower())
