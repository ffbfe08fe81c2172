"""Open Food Facts: one product as its API and its dumps give it, and the dump as JSON lines.

The nutrition of a product comes in two structures: `nutrition`, of schema 1003 (December 2025) on,
and `nutriments` before. Both say what was measured as sold and what as prepared; only "as sold" is
read. Absent is unknown, not zero.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nutritrack.foods.models import Food, FoodKind, Portion, Source
from nutritrack.foods.nutrients import KJ_PER_KCAL, SALT_PER_SODIUM
from nutritrack.foods.sources.archive import plain_or_gzip
from nutritrack.foods.sources.barcodes import normalised
from nutritrack.foods.sources.drinks import density_of
from nutritrack.foods.sources.rows import (
    Meter,
    Refused,
    Row,
    UnreadableFile,
    clean,
    converted,
    make_food,
    number,
    portion,
)

NAME = "off"
NUTRIENTS = {
    "proteins": "protein",
    "carbohydrates": "carbs",
    "fat": "fat",
    "fiber": "fiber",
    "sugars": "sugar",
    "saturated-fat": "saturatedFat",
    "monounsaturated-fat": "monounsaturatedFat",
    "polyunsaturated-fat": "polyunsaturatedFat",
    "trans-fat": "transFat",
    "alpha-linolenic-acid": "ala",
    "eicosapentaenoic-acid": "epa",
    "docosahexaenoic-acid": "dha",
    "cholesterol": "cholesterol",
    "added-sugars": "addedSugar",
    "caffeine": "caffeine",
    "water": "water",
    "sodium": "sodium",
    "potassium": "potassium",
    "calcium": "calcium",
    "iron": "iron",
    "magnesium": "magnesium",
    "phosphorus": "phosphorus",
    "zinc": "zinc",
    "copper": "copper",
    "manganese": "manganese",
    "selenium": "selenium",
    "iodine": "iodine",
    "vitamin-a": "vitaminA",
    "vitamin-c": "vitaminC",
    "vitamin-d": "vitaminD",
    "vitamin-e": "vitaminE",
    "vitamin-k": "vitaminK",
    "vitamin-b1": "thiamin",
    "vitamin-b2": "riboflavin",
    "vitamin-pp": "niacin",
    "pantothenic-acid": "pantothenicAcid",
    "vitamin-b6": "vitaminB6",
    "vitamin-b9": "folate",
    "vitamin-b12": "vitaminB12",
    "choline": "choline",
}
OTHERS = ("energy-kcal", "energy-kj", "energy", "salt", "alcohol")
# The keys of the older structure. Amounts per 100 g are in grams and kJ there, as labelled or not.
OLDER = {f"{name}_100g": name for name in (*NUTRIENTS, *OTHERS)}
UNITS = {"energy": "kj", "energy-kj": "kj", "energy-kcal": "kcal", "alcohol": "% vol"}
ALCOHOL_DENSITY = 0.789  # alcohol is labelled in millilitres per 100 ml
# What the API is asked for: all that is read below.
FIELDS = (
    "code,product_name,product_name_en,generic_name,generic_name_en,brands,categories_tags,quantity,"
    "product_quantity_unit,serving_size,serving_quantity,serving_quantity_unit,nutrition_data_per,"
    "no_nutrition_data,nutrition,nutriments,unique_scans_n,last_modified_t,schema_version"
)
VOLUME = ("ml", "cl", "dl", "l")
UNIT = re.compile(r"(?<![^\W\d_])(ml|cl|dl|l|g|kg|gr|mg)(?![^\W\d_])")
MEASURED = {"packaging": 0, "manufacturer": 1, "usda": 2, "database-usda": 2}

Product = Mapping[str, Any]
Values = dict[str, tuple[float, str]]  # by OFF's id: the amount and its unit


def matches(path: Path) -> bool:
    """Whether the first line of a file is a product."""
    try:
        with plain_or_gzip(path, Meter(1)) as found:
            product = json.loads(next(found, b""))
    except (UnreadableFile, ValueError, RecursionError):
        return False
    return (
        isinstance(product, dict)
        and "code" in product
        and bool(
            product.keys() & {"product_name", "nutriments", "nutrition", "brands", "schema_version"}
        )
    )


def rows(path: Path, of_release: str, meter: Meter) -> Iterator[Row]:
    """The products of a dump in JSON lines, plain or packed, one at a time."""
    with plain_or_gzip(path, meter) as found:
        for line, raw in enumerate(found, 1):
            where = f"line {line}"
            if not raw.strip():
                continue
            try:
                product = json.loads(raw)
            except (ValueError, RecursionError):
                if not raw.endswith(b"\n"):
                    raise UnreadableFile(
                        problem=f"{path.name} ends in the middle of line {line}: "
                        "it was not downloaded to its end."
                    ) from None
                yield Row(where, None, Refused("the line is not JSON"))
                continue
            yield read_row(product, of_release, where)


def read_row(product: object, of_release: str, where: str) -> Row:
    if not isinstance(product, dict):
        return Row(where, None, Refused("the line is not a product"))
    where = f"{where} ({clean(product.get('code'), 20)})"
    try:
        scans = product.get("unique_scans_n")
        popularity = scans if type(scans) is int and scans > 0 else 0
        return Row(where, read_product(product, of_release), popularity=popularity)
    except Refused as refused:
        return Row(where, None, refused)


def read_product(product: Product, of_release: str) -> Food:
    """A product as a food, or Refused."""
    code = product.get("code")
    code = str(code) if type(code) is int else code.strip() if isinstance(code, str) else ""
    if not (code.isascii() and code.isdigit() and len(code) <= 24):
        raise Refused("its code has not only digits", clean(code, 30))
    barcode = normalised(code) or (normalised(code.zfill(13)) if len(code) < 13 else None)
    values, per_volume = _values(product)
    density = _density(product) if per_volume or _is_volume(product) else None
    per_100g = _amounts(values, density)
    if per_volume:
        if density is None:
            raise Refused("its values are per 100 ml, and its density is not known")
        per_100g = {nutrient: amount / density for nutrient, amount in per_100g.items()}
    names = [
        product.get(key)
        for key in ("product_name", "product_name_en", "generic_name_en", "generic_name")
    ]
    told = [name for name in map(clean, names) if name]
    return make_food(
        Source(name=NAME, id=barcode or code, release=of_release),
        told[0] if told else "",
        FoodKind.BRANDED,
        per_100g,
        brand=_brand(product.get("brands")),
        barcode=barcode,
        portions=[_serving(product, density)],
        density=density,
        aliases=told[1:],
    )


def _brand(brands: object) -> str | None:
    first = brands[0] if isinstance(brands, list) and brands else brands
    return first.split(",")[0] if isinstance(first, str) else None


# Values


def _values(product: Product) -> tuple[Values, bool]:
    """What the label says of 100 g or 100 ml, and whether it is 100 ml."""
    nutrition = product.get("nutrition")
    if isinstance(nutrition, dict) and (
        nutrition.get("aggregated_set") or nutrition.get("input_sets")
    ):
        return _of_sets(nutrition)
    nutriments = product.get("nutriments")
    if product.get("no_nutrition_data") in ("on", True, "true") or not isinstance(nutriments, dict):
        raise Refused("it has no nutrition values")
    values: Values = {}
    for key, given in nutriments.items():
        if key in OLDER and (amount := number(given, OLDER[key])) is not None:
            values[OLDER[key]] = (amount, UNITS.get(OLDER[key], "g"))
    if not values:
        prepared = any(
            key.endswith("_prepared_100g") and value not in (None, "")
            for key, value in nutriments.items()
        )
        raise Refused(
            "its values are of the prepared food, not of the product"
            if prepared
            else "it has no nutrition values"
        )
    return values, _is_volume(product)


def _of_sets(nutrition: Mapping[str, Any]) -> tuple[Values, bool]:
    """The values of the structure of schema 1003: the set that OFF put together, if it is of the
    product as sold, else the best of those it was given."""
    merged = nutrition.get("aggregated_set")
    given = nutrition.get("input_sets")
    sets = [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    sets.sort(key=lambda each: MEASURED.get(str(each.get("source")), 9))
    prepared = False
    for each in ([merged] if isinstance(merged, dict) else []) + sets:
        if each.get("preparation", "as_sold") != "as_sold":
            prepared = True
            continue
        factor, per_volume = _per_100(each)
        if factor is None or str(each.get("source")) == "estimate":
            continue
        values = _of_set(each.get("nutrients"), factor)
        if values:
            return values, per_volume
    raise Refused(
        "its values are of the prepared food, not of the product"
        if prepared
        else "it has no nutrition values"
    )


def _per_100(each: Mapping[str, Any]) -> tuple[float | None, bool]:
    """What makes the amounts of a set those of 100, and whether that is 100 ml."""
    per = each.get("per", "100g")
    if per in ("100g", "100ml"):
        return 1.0, per == "100ml"
    quantity, unit = number(each.get("per_quantity"), "per_quantity"), each.get("per_unit")
    if quantity and quantity > 0 and unit in ("g", "ml"):
        return 100 / quantity, unit == "ml"
    return None, False


def _of_set(nutrients: object, factor: float) -> Values:
    values: Values = {}
    for name, given in nutrients.items() if isinstance(nutrients, dict) else ():
        if (name not in NUTRIENTS and name not in OTHERS) or not isinstance(given, dict):
            continue
        if given.get("source") == "estimate" or given.get("modifier") == "-":
            continue  # made up from the ingredients, or said to be missing
        amount = number(given.get("value"), name)
        if amount is not None:
            scale = 1.0 if name == "alcohol" else factor
            values[name] = (amount * scale, str(given.get("unit") or "g"))
    return values


def _amounts(values: Values, density: float | None) -> dict[str, float]:
    amounts: dict[str, float] = {}
    for name, nutrient in NUTRIENTS.items():
        if name in values:
            amount = converted(*values[name], nutrient)
            if amount is not None:
                amounts[nutrient] = amount
    if "sodium" not in amounts and "salt" in values:
        salt = converted(*values["salt"], "sodium")
        if salt is not None:
            amounts["sodium"] = salt / SALT_PER_SODIUM
    if "alcohol" in values and density:
        amounts["alcohol"] = values["alcohol"][0] * ALCOHOL_DENSITY
    energy = _energy(values)
    if energy is not None:
        amounts["calories"] = energy
    return amounts


def _energy(values: Values) -> float | None:
    kcal = converted(*values["energy-kcal"], "calories") if "energy-kcal" in values else None
    kj = values.get("energy-kj") or values.get("energy")
    from_kj = converted(*kj, "calories") if kj else None
    if kcal is None or from_kj is None:
        return from_kj if kcal is None else kcal
    if abs(kcal - from_kj) > 30 + 0.25 * max(kcal, from_kj):
        raise Refused(
            "its kcal and its kJ do not fit", f"{kcal:g} kcal, {from_kj * KJ_PER_KCAL:g} kJ"
        )
    return kcal


# Amounts


def _is_volume(product: Product) -> bool:
    """Whether the label of the older structure is per 100 ml: the product is sold by volume."""
    if product.get("nutrition_data_per") == "100ml":
        return True
    unit = product.get("product_quantity_unit")
    if isinstance(unit, str) and unit.strip():
        return unit.strip().lower() in VOLUME
    return _unit(product.get("quantity")) in VOLUME or (
        not _unit(product.get("quantity")) and _unit(product.get("serving_size")) in VOLUME
    )


def _unit(text: object) -> str:
    """The first unit of "330 ml", "1 cup (240ml)": of grams or of millilitres."""
    if not isinstance(text, str):
        return ""
    found = UNIT.search(text[:200].lower())
    return found[1] if found else ""


def _density(product: Product) -> float | None:
    tags = product.get("categories_tags")
    if not isinstance(tags, list):
        return None
    return density_of(*(str(tag).partition(":")[2] or str(tag) for tag in reversed(tags[-40:])))


def _serving(product: Product, density: float | None) -> Portion | None:
    try:
        quantity = number(product.get("serving_quantity"), "serving_quantity")
    except Refused:
        return None
    size = product.get("serving_size")
    unit = product.get("serving_quantity_unit") or _unit(size) or "g"
    if unit in VOLUME:
        quantity = quantity * density if quantity and density else None
    name = clean(size) if isinstance(size, str) else ""
    return portion(name or "1 serving", quantity, "label, Open Food Facts")
