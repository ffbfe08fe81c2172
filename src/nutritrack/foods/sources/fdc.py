"""USDA FoodData Central, the CSV zips: branded foods, Foundation, SR Legacy, FNDDS.

Tables are brought together on disk, so memory does not grow with them. A product whose label
changed is there once for each label: the newest is kept, under its barcode.
"""

from collections.abc import Iterator
from typing import Any

from nutritrack.foods.models import FoodKind, Portion, Source
from nutritrack.foods.sources import usda
from nutritrack.foods.sources.archive import Archive, Line, header, release_of, table
from nutritrack.foods.sources.barcodes import normalised
from nutritrack.foods.sources.drinks import density_of
from nutritrack.foods.sources.join import Join, Record
from nutritrack.foods.sources.rows import (
    Meter,
    Refused,
    Row,
    amount_of,
    make_food,
    number,
    portion,
)

NAME = "fdc"
MAX_MEMBER = 8 << 30
FOOD = ["fdc_id", "data_type", "description", "publication_date"]
VALUE = ["fdc_id", "nutrient_id", "amount"]
NUTRIENT = ["id", "unit_name", "nutrient_nbr"]
PORTION = [
    "fdc_id",
    "seq_num",
    "amount",
    "measure_unit_id",
    "portion_description",
    "modifier",
    "gram_weight",
]
BRANDED = [
    "fdc_id",
    "brand_owner",
    "brand_name",
    "gtin_upc",
    "serving_size",
    "serving_size_unit",
    "household_serving_fulltext",
    "branded_food_category",
]
PREPARATION = "preparation_state_code"
KINDS = {
    "branded_food": FoodKind.BRANDED,
    "foundation_food": FoodKind.GENERIC,
    "sr_legacy_food": FoodKind.GENERIC,
    "survey_fndds_food": FoodKind.GENERIC,
}
UNDETERMINED = "9999"
GRAM_UNITS, LITRE_UNITS = ("g", "grm", "gm"), ("ml", "mlt", "mc")
TABLES = {
    "food.csv": FOOD,
    "nutrient.csv": NUTRIENT,
    "food_nutrient.csv": VALUE,
    "food_portion.csv": PORTION,
    "branded_food.csv": BRANDED,
}
NEEDED = ("food.csv", "nutrient.csv", "food_nutrient.csv")
FOODS, VALUES, PORTIONS, LABELS = range(4)


def looks_like(archive: Archive) -> bool:
    """Whether it holds the tables, with whatever columns."""
    return "food.csv" in archive and "food_nutrient.csv" in archive


def size(archive: Archive) -> int:
    return archive.size(*TABLES)


def release(archive: Archive) -> str:
    return release_of(archive, "food.csv")


def rows(archive: Archive, of_release: str, meter: Meter) -> Iterator[Row]:
    with Join(4, size(archive)) as join:
        yield from _labels(archive, join, meter)
        yield from _values(archive, join, meter)
        yield from _portions(archive, join, meter)
        for line in table(archive, "food.csv", FOOD, meter):
            if not isinstance(line, Line):
                yield _bad("food.csv", line)
                continue
            where = f"food.csv line {line.number}"
            if line.fields["data_type"] not in KINDS:
                yield Row(where, None, Refused("a sample of a laboratory, not a food"))
            elif not line.fields["fdc_id"].isdigit():
                yield Row(where, None, Refused("the fdc_id is not a number"))
            else:
                join.add(FOODS, line.fields["fdc_id"], (where, *line.fields.values()))
        for _, (foods, values, portions, labels) in join:
            yield _row(of_release, foods[-1], values, portions, labels)


def _bad(name: str, line: tuple[int, str]) -> Row:
    return Row(
        f"{name} line {line[0]}", None, Refused("a line has another number of fields", line[1])
    )


def _labels(archive: Archive, join: Join, meter: Meter) -> Iterator[Row]:
    """The labels of products, marked where a newer one of the same barcode is there."""
    if "branded_food.csv" not in archive:
        return
    extra = [PREPARATION] if PREPARATION in header(archive, "branded_food.csv") else []
    with Join(1, archive.size("branded_food.csv")) as by_barcode:
        for line in table(archive, "branded_food.csv", BRANDED + extra, meter):
            if not isinstance(line, Line):
                yield _bad("branded_food.csv", line)
                continue
            fields = line.fields
            code = fields["gtin_upc"].strip()
            key = normalised(code) or normalised(code.zfill(13)) or f"fdc:{fields['fdc_id']}"
            by_barcode.add(0, key, (fields["fdc_id"], fields))
        for key, (labels,) in by_barcode:
            newest = max(labels, key=lambda label: int(label[0]) if label[0].isdigit() else 0)
            for label in labels:
                join.add(LABELS, label[0], (key, label is newest, label[1]))


def _values(archive: Archive, join: Join, meter: Meter) -> Iterator[Row]:
    known: dict[str, tuple[str, str]] = {}
    by_number: dict[str, tuple[str, str]] = {}
    for line in table(archive, "nutrient.csv", NUTRIENT, meter):
        if not isinstance(line, Line):
            yield _bad("nutrient.csv", line)
            continue
        nutrient = line.fields["nutrient_nbr"].removesuffix(".0")
        by_number[nutrient] = known[line.fields["id"]] = (nutrient, line.fields["unit_name"])
    # Some releases of the FNDDS name a nutrient by its number instead of its id.
    known = by_number | known
    known = {key: value for key, value in known.items() if value[0] in usda.NUMBERS}
    for line in table(archive, "food_nutrient.csv", VALUE, meter):
        if not isinstance(line, Line):
            yield _bad("food_nutrient.csv", line)
        elif line.fields["nutrient_id"] in known:
            nutrient, unit = known[line.fields["nutrient_id"]]
            record = (nutrient, line.fields["amount"], unit, line.number)
            join.add(VALUES, line.fields["fdc_id"], record)


def _portions(archive: Archive, join: Join, meter: Meter) -> Iterator[Row]:
    if "food_portion.csv" not in archive:
        return
    units: dict[str, str] = {}
    if "measure_unit.csv" in archive:
        for line in table(archive, "measure_unit.csv", ["id", "name"], meter):
            if isinstance(line, Line):
                units[line.fields["id"]] = line.fields["name"]
    for line in table(archive, "food_portion.csv", PORTION, meter):
        if not isinstance(line, Line):
            yield _bad("food_portion.csv", line)
            continue
        fields = line.fields
        unit = (
            ""
            if fields["measure_unit_id"] == UNDETERMINED
            else units.get(fields["measure_unit_id"], "")
        )
        sequence = int(fields["seq_num"]) if fields["seq_num"].isdigit() else 0
        record = (sequence, line.number, fields["amount"], unit)
        texts = (fields["portion_description"], fields["modifier"], fields["gram_weight"])
        join.add(PORTIONS, fields["fdc_id"], (*record, *texts))


def _row(
    of_release: str,
    food: Record,
    values: list[Record],
    portions: list[Record],
    labels: list[Record],
) -> Row:
    where, fdc_id, data_type, description, _ = food
    source = Source(name=NAME, id=fdc_id, release=of_release)
    try:
        per_100g = usda.amounts(values, "food_nutrient.csv")
        measures = [_measure(each, f"FDC {of_release}") for each in sorted(portions)]
        more: dict[str, Any] = {}
        if labels:
            key, newest, label = labels[0]
            if not newest:
                raise Refused("the same product has a newer label", key)
            if not key.startswith("fdc:"):
                source = source.model_copy(update={"id": key})
                more["barcode"] = key
            more["brand"] = label["brand_name"] or label["brand_owner"]
            per_100g, serving, more["density"] = _as_labelled(label, per_100g, of_release)
            measures.append(serving)
        made = make_food(source, description, KINDS[data_type], per_100g, portions=measures, **more)
    except Refused as refused:
        return Row(where, None, refused)
    return Row(where, made)


def _measure(record: Record, source: str) -> Portion | None:
    """A portion. SR Legacy has the measure in `modifier`, the FNDDS in `portion_description`."""
    _, _, amount, unit, description, modifier, grams = record
    try:
        count, weight = number(amount, "amount"), number(grams, "gram_weight")
    except Refused:
        return None
    if description and not unit:
        return portion(description, weight, source)
    parts = [part for part in (unit, modifier) if part]
    return portion(amount_of(count, ", ".join(parts)), weight, source) if parts else None


def _as_labelled(
    label: dict[str, str], per_100: dict[str, float], of_release: str
) -> tuple[dict[str, float], Portion | None, float | None]:
    """Values per 100 g and the serving. A label in millilitres is per 100 ml."""
    if label.get(PREPARATION, "").strip().upper() == "PREPARED":
        raise Refused("its values are of the prepared food, not of the product")
    unit = label["serving_size_unit"].strip().lower()
    serving = number(label["serving_size"], "serving_size")
    name = label["household_serving_fulltext"] or (
        f"1 serving ({serving:g} {unit})" if serving else ""
    )
    density = None
    if unit in LITRE_UNITS:
        density = density_of(label["branded_food_category"])
        if density is None:
            raise Refused("its values are per 100 ml, and its density is not known")
        per_100 = {nutrient: amount / density for nutrient, amount in per_100.items()}
        serving = serving * density if serving else None
    elif unit not in GRAM_UNITS:
        serving = None
    return per_100, portion(name, serving, f"label, FDC {of_release}"), density
