"""Small food tables in the formats of the big ones, made where a test needs them."""

import csv
import gzip
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

USDA = Path(os.environ.get("NUTRITRACK_USDA") or Path(__file__).parents[2] / "shared/data/usda")
needs_usda = pytest.mark.skipif(
    not (USDA / "sr28asc.zip").is_file(),
    reason=f"the files of the USDA are not in {USDA}; NUTRITRACK_USDA names their folder",
)


def write_zip(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


# SR


def sr_line(*fields: object) -> str:
    return "^".join(f"~{f}~" if isinstance(f, str) else "" if f is None else str(f) for f in fields)


def sr_zip(path: Path, **changed: str | bytes) -> Path:
    foods = [
        sr_line(key, "0100", name, "X", common, "", "Y", "", 0, "", 6.38, 4.27, 8.79, 3.87)
        for key, name, common in [
            ("01001", "Butter, salted", "sweet butter,cultured butter"),
            ("02002", "Crème fraîche", ""),
        ]
    ]
    defined = [
        sr_line(key, unit, "T", name, "2", "1")
        for key, unit, name in [
            ("203", "g", "Protein"),
            ("204", "g", "Fat"),
            ("205", "g", "Carbohydrate"),
            ("208", "kcal", "Energy"),
            ("307", "mg", "Sodium"),
            ("324", "IU", "Vitamin D"),
        ]
    ]
    values = [
        sr_line(food, key, amount, *[None] * 15)
        for food, key, amount in [
            ("01001", "203", 0.85),
            ("01001", "204", 81.11),
            ("01001", "205", 0.06),
            ("01001", "208", 717),
            ("01001", "307", 643),
            ("02002", "208", 292),
            ("02002", "324", 40),
        ]
    ]
    weights = [
        sr_line("01001", 10, 1, 'pat (1" sq, 1/3" high)', 5.0, None, None),
        sr_line("01001", 2, 1, "tbsp", 14.2, None, None),
    ]
    members: dict[str, str | bytes] = {
        "FOOD_DES.txt": "\r\n".join(foods).encode("latin-1"),
        "NUT_DATA.txt": "\r\n".join(values),
        "WEIGHT.txt": "\r\n".join(weights),
        "NUTR_DEF.txt": "\r\n".join(defined),
    }
    return write_zip(path, members | {f"{name}.txt": text for name, text in changed.items()})


# FNDDS


def xlsx(path: Path, rows: list[list[object]], sheet: str | None = None) -> Path:
    """A workbook of one sheet, with shared, inline and plain cells."""
    shared: list[str] = []
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, value in enumerate(row):
            letters = (chr(64 + column // 26) if column > 25 else "") + chr(65 + column % 26)
            place = f"{letters}{number}"
            if value is None:
                continue
            if isinstance(value, str) and column % 2:
                cells.append(f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
            elif isinstance(value, str):
                shared.append(value)
                cells.append(f'<c r="{place}" t="s"><v>{len(shared) - 1}</v></c>')
            else:
                cells.append(f'<c r="{place}"><v>{value}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    texts = "".join(f"<si><r><t>{escape(text)}</t></r></si>" for text in shared)
    return write_zip(
        path,
        {
            "xl/workbook.xml": f"<workbook {space}/>",
            "xl/worksheets/sheet1.xml": sheet
            or f"<worksheet {space}><sheetData>{''.join(lines)}</sheetData></worksheet>",
            "xl/sharedStrings.xml": f"<sst {space}>{texts}</sst>",
        },
    )


def fndds_folder(folder: Path, values: dict[str, object] | None = None) -> Path:
    from nutritrack.foods.sources.fndds import COLUMNS

    folder.mkdir(exist_ok=True)
    numbers: dict[str, object] = dict.fromkeys(COLUMNS, 0) | {
        "Energy (kcal)": 61,
        "Protein (g)": 3.27,
    }
    title = "FNDDS Nutrient Values\n2021-2023 Food and Nutrient Database"
    head = ["Food code", "Main food description", *(c.replace(" (", "\n(") for c in numbers)]
    first = ["11111000", "Milk, whole", *(numbers | (values or {})).values()]
    second = [11112110, "Milk, reduced fat", *numbers.values()]
    xlsx(folder / "a.xlsx", [[title], head, first, second])
    head = [
        "Food code",
        "Main food description",
        "Seq num",
        "Portion description",
        "Portion weight\n(g)",
    ]
    portions = [
        ["11111000", "Milk, whole", 2, "Quantity not specified", 244],
        ["11111000", "Milk, whole", 1, "1 cup", 244],
        ["11111000", "Milk, whole", 3, "1 nothing", 0],
    ]
    xlsx(folder / "b.xlsx", [["Portions and Weights"], head, *portions])
    head = ["Food code", "Main food description", "Additional food description"]
    names = [["11111000", "Milk, whole", "leche fresca; whole milk"]]
    xlsx(folder / "c.xlsx", [["Foods and Beverages"], head, *names])
    return folder


# FoodData Central

FDC: dict[str, list[list[object]]] = {
    "food.csv": [
        ["fdc_id", "data_type", "description", "food_category_id", "publication_date"],
        [1, "sr_legacy_food", "Egg, whole, raw", 1, "2019-04-01"],
        [2, "foundation_food", "Beef, ribeye, raw", 13, "2021-04-01"],
        [3, "survey_fndds_food", "Milk, whole", 1, "2022-10-28"],
        [4, "branded_food", "CHOCOLATE BAR", "", "2020-01-01"],
        [5, "branded_food", "CHOCOLATE BAR, NEW", "", "2023-01-01"],
        [6, "branded_food", "ORANGE JUICE", "", "2023-01-01"],
        [7, "branded_food", "CAKE MIX", "", "2023-01-01"],
        [8, "sub_sample_food", "sample", "", "2021-01-01"],
        [9, "branded_food", "SOMETHING\nIN TWO LINES", "", "2023-01-01"],
        [10, "sr_legacy_food", "Water, heavy", 1, "2019-04-01"],
    ],
    "nutrient.csv": [
        ["id", "name", "unit_name", "nutrient_nbr", "rank"],
        [1008, "Energy", "KCAL", 208, 300],
        [1062, "Energy", "kJ", 268, 400],
        [2047, "Energy (Atwater General Factors)", "KCAL", 957, 280],
        [2048, "Energy (Atwater Specific Factors)", "KCAL", 958, 290],
        [1003, "Protein", "G", 203, 600],
        [1005, "Carbohydrate, by difference", "G", 205, 1110],
        [1093, "Sodium, Na", "MG", "307", 5800],
        [1110, "Vitamin D (D2 + D3), International Units", "IU", "324", 8650],
        [1104, "Vitamin A, IU", "IU", "318", 7500],
    ],
    "food_nutrient.csv": [
        ["id", "fdc_id", "nutrient_id", "amount", "data_points"],
        [1, 1, 1008, 143, ""],
        [2, 1, 1062, 600, ""],
        [3, 1, 1003, 12.56, ""],
        [4, 2, 2047, 180, ""],
        [5, 2, 2048, 186, ""],
        [6, 2, 1005, -0.4, ""],
        [7, 3, 208, 61, ""],
        [8, 4, 1008, 500, ""],
        [9, 5, 1008, 520, ""],
        [10, 5, 1110, 80, ""],
        [11, 5, 1104, 500, ""],
        [12, 6, 1008, 42, ""],
        [13, 7, 1008, 300, ""],
        [14, 9, 1008, 120, ""],
        [15, 10, 1008, 9000, ""],
    ],
    "food_portion.csv": [
        ["id", "fdc_id", "seq_num", "amount", "measure_unit_id", "portion_description", "modifier",
         "gram_weight"],
        [1, 1, 2, 1, 9999, "", "large", 50],
        [2, 1, 1, 1.0, 9999, "", "cup (4.86 large eggs)", 243],
        [3, 2, 1, 3, 1001, "", "cooked", 85],
        [4, 3, 1, "", 9999, "1 cup", "10205", 244],
    ],
    "measure_unit.csv": [["id", "name"], [1001, "oz"], [9999, "undetermined"]],
    "branded_food.csv": [
        ["fdc_id", "brand_owner", "brand_name", "gtin_upc", "serving_size", "serving_size_unit",
         "household_serving_fulltext", "branded_food_category", "preparation_state_code"],
        [4, "Ferrero", "Kinder", "009800895007", 40, "g", "1 BAR", "Candy", ""],
        [5, "Ferrero", "", "00009800895007", 42, "g", "1 BAR", "Candy", ""],
        [6, "Tropicana", "", "048500205020", 240, "ml", "1 GLASS", "Fruit & Vegetable Juice", ""],
        [7, "Mixes", "", "", 40, "g", "", "Cake mixes", "PREPARED"],
        [9, "Unknown", "", "123", 100, "MLT", "", "Something else", ""],
    ],
}  # fmt: skip


def fdc_zip(path: Path, **changed: str | bytes | None) -> Path:
    members: dict[str, str | bytes] = {}
    for name, rows in FDC.items():
        out = io.StringIO()
        csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
        members[f"FoodData_Central_csv_2025-04-24/{name}"] = "\ufeff" + out.getvalue()
    for name, text in changed.items():
        key = f"FoodData_Central_csv_2025-04-24/{name}.csv"
        members.pop(key)
        if text is not None:
            members[key] = text
    return write_zip(path, members)


# Open Food Facts


def product(number: int = 1, **changed: Any) -> dict[str, Any]:
    made = {
        "code": ean(number),
        "product_name": f"Hazelnut spread {number}",
        "brands": "Ferrero,Nutella",
        "quantity": "400 g",
        "serving_size": "1 spoon (15 g)",
        "serving_quantity": 15,
        "nutriments": {
            "energy-kcal_100g": 539,
            "proteins_100g": "6.3",
            "carbohydrates_100g": 57.5,
            "fat_100g": 30.9,
            "salt_100g": 0.107,
            "calcium_100g": 0.108,
            "fiber_100g": None,
        },
    }
    return {key: value for key, value in (made | changed).items() if value is not ...}


def ean(number: int) -> str:
    digits = f"30000{number:07d}"
    total = sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits))
    return digits + str(-total % 10)


def jsonl(path: Path, *products: object) -> Path:
    raw = "".join((p if isinstance(p, str) else json.dumps(p)) + "\n" for p in products).encode()
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
    return path
