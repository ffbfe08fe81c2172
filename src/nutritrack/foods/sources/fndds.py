"""USDA Food and Nutrient Database for Dietary Studies (FNDDS), "At A Glance" Excel workbooks.

Nutrient values are one workbook, portions another, synonyms a third. They are known by their
columns, so their names do not matter; they lie in one folder.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from nutritrack.foods.models import FoodKind, Portion, Source
from nutritrack.foods.sources.archive import Archive, check_header
from nutritrack.foods.sources.rows import (
    Meter,
    Refused,
    Row,
    UnreadableFile,
    make_food,
    number,
    portion,
)
from nutritrack.foods.sources.xlsx import MAX_MEMBER, Cells, is_workbook, sheet

NAME = "fndds"
CODE, FOOD = "Food code", "Main food description"
PORTION, GRAMS, SEQUENCE = "Portion description", "Portion weight (g)", "Seq num"
OTHER_NAMES = "Additional food description"
COLUMNS = {
    "Energy (kcal)": "calories",
    "Protein (g)": "protein",
    "Carbohydrate (g)": "carbs",
    "Total Fat (g)": "fat",
    "Fiber, total dietary (g)": "fiber",
    "Sugars, total (g)": "sugar",
    "Fatty acids, total saturated (g)": "saturatedFat",
    "Fatty acids, total monounsaturated (g)": "monounsaturatedFat",
    "Fatty acids, total polyunsaturated (g)": "polyunsaturatedFat",
    "20:5 n-3 (g)": "epa",
    "22:6 n-3 (g)": "dha",
    "Cholesterol (mg)": "cholesterol",
    "Alcohol (g)": "alcohol",
    "Caffeine (mg)": "caffeine",
    "Water (g)": "water",
    "Sodium (mg)": "sodium",
    "Potassium (mg)": "potassium",
    "Calcium (mg)": "calcium",
    "Iron (mg)": "iron",
    "Magnesium (mg)": "magnesium",
    "Phosphorus (mg)": "phosphorus",
    "Zinc (mg)": "zinc",
    "Copper (mg)": "copper",
    "Selenium (mcg)": "selenium",
    "Vitamin A, RAE (mcg_RAE)": "vitaminA",
    "Vitamin C (mg)": "vitaminC",
    "Vitamin D (D2 + D3) (mcg)": "vitaminD",
    "Vitamin E (alpha-tocopherol) (mg)": "vitaminE",
    "Vitamin K (phylloquinone) (mcg)": "vitaminK",
    "Thiamin (mg)": "thiamin",
    "Riboflavin (mg)": "riboflavin",
    "Niacin (mg)": "niacin",
    "Vitamin B-6 (mg)": "vitaminB6",
    "Folate, total (mcg)": "folate",
    "Vitamin B-12 (mcg)": "vitaminB12",
    "Choline, total (mg)": "choline",
}
KINDS = {
    "values": [CODE, FOOD, "Energy (kcal)"],
    "portions": [CODE, PORTION, GRAMS],
    "names": [CODE, OTHER_NAMES],
}
HEADER_WITHIN = 5  # rows
MAX_FOLDER = 200
FORMULA_CODE = re.compile(r"^\d{8}$")


def books(path: Path) -> dict[str, Path]:
    """The workbooks of FNDDS at a path: itself and its neighbours, or those of a folder."""
    folder = path if path.is_dir() else path.parent
    found: dict[str, Path] = {}
    for each in [path, *sorted(folder.glob("*.xlsx"))[:MAX_FOLDER]]:
        if not each.is_file():
            continue
        kind = kind_of(each)
        if kind:
            found.setdefault(kind, each)
        elif each == path:
            return {}
    return found


def kind_of(path: Path) -> str | None:
    try:
        archive = Archive(path, MAX_MEMBER)
    except UnreadableFile:
        return None
    try:
        if not is_workbook(archive):
            return None
        columns, _ = _header(archive)
    except UnreadableFile:
        return None
    finally:
        archive.close()
    return next((kind for kind, wanted in KINDS.items() if set(wanted) <= set(columns)), None)


def size(books: dict[str, Path]) -> int:
    total = 0
    for path in books.values():
        archive = Archive(path, MAX_MEMBER)
        total += archive.size("sheet1.xml", "sharedstrings.xml")
        archive.close()
    return total


def release(books: dict[str, Path]) -> str:
    """The years in the title, such as 2021-2023."""
    archive = Archive(books["values"], MAX_MEMBER)
    _, title = _header(archive)
    archive.close()
    years = re.search(r"\b(20\d\d-20\d\d)\b", title)
    return years[1] if years else "unknown"


def rows(books: dict[str, Path], of_release: str, meter: Meter) -> Iterator[Row]:
    portions: dict[str, list[tuple[int, Portion]]] = defaultdict(list)
    if "portions" in books:
        for where, row in _records(books["portions"], [CODE, SEQUENCE, PORTION, GRAMS], meter):
            try:
                grams = number(row[3], row[2])
                measure = portion(row[2], grams, f"FNDDS {of_release}")
                if measure:
                    portions[row[0]].append((int(row[1] or 0), measure))
            except (Refused, ValueError) as error:
                yield Row(where, None, Refused("a portion cannot be read", str(error)))
    names: dict[str, str] = {}
    if "names" in books:
        for _, row in _records(books["names"], [CODE, OTHER_NAMES], meter):
            names[row[0]] = row[1]
    wanted = [CODE, FOOD, *COLUMNS]
    for where, row in _records(books["values"], wanted, meter):
        code, name, *values = row
        try:
            if not FORMULA_CODE.match(code):
                raise Refused("the food code has not eight digits", code[:40])
            amounts = {
                nutrient: amount
                for nutrient, value in zip(COLUMNS.values(), values, strict=True)
                if (amount := number(value, nutrient)) is not None
            }
            food = make_food(
                Source(name=NAME, id=code, release=of_release),
                name,
                FoodKind.GENERIC,
                amounts,
                portions=[measure for _, measure in sorted(portions[code], key=lambda p: p[0])],
                aliases=names.get(code, "").split(";"),
            )
        except Refused as refused:
            yield Row(where, None, refused)
        else:
            yield Row(where, food)


def _header(archive: Archive) -> tuple[list[str], str]:
    """The columns, which come below a title, and that title."""
    title = ""
    for number_, cells in sheet(archive, Meter(1)):
        columns = [_plain(cell) for cell in cells]
        if CODE in columns:
            return columns, title
        title += " ".join(columns)
        if number_ >= HEADER_WITHIN:
            break
    return [], title


def _records(path: Path, wanted: Sequence[str], meter: Meter) -> Iterator[tuple[str, Cells]]:
    """Some columns of every row below the header, in the order asked for."""
    archive = Archive(path, MAX_MEMBER)
    at: list[int] = []
    try:
        for line, cells in sheet(archive, meter):
            if at:
                filled = [cells[i] if i < len(cells) else "" for i in at]
                if any(filled):
                    yield f"{path.name} row {line}", filled
            elif CODE in (columns := [_plain(cell) for cell in cells]):
                check_header(path.name, columns, wanted)
                at = [columns.index(column) for column in wanted]
    finally:
        archive.close()


def _plain(cell: str) -> str:
    return " ".join(cell.split())
