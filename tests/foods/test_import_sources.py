"""Each source: what is read of its files, and what is refused."""

import json
import sys
import zipfile
from collections import Counter

import pytest

from food_tables import (
    FDC,
    USDA,
    ean,
    fdc_zip,
    fndds_folder,
    jsonl,
    needs_usda,
    product,
    sr_zip,
    write_zip,
    xlsx,
)
from nutritrack.foods.models import FoodKind
from nutritrack.foods.sources import archive, fndds, join, off, rows
from nutritrack.foods.sources import xlsx as xlsx_source
from nutritrack.foods.sources.barcodes import NotABarcode, barcode, normalised
from nutritrack.foods.sources.detect import open_source
from nutritrack.foods.sources.rows import Refused, UnreadableFile


def read(path, **options):
    """The foods of a file by name, and what was refused: where and why."""
    found = list(open_source(path, **options).rows())
    foods = {row.food.name: row.food for row in found if row.food}
    return foods, {row.where: str(row.refused) for row in found if row.refused}


# SR


def test_sr_is_read_with_its_portions_and_names(tmp_path):
    opened = open_source(sr_zip(tmp_path / "whatever.bin"))
    assert opened.source == "usda-sr"
    foods, refused = read(tmp_path / "whatever.bin", release="SR99")
    assert refused == {}
    butter = foods["Butter, salted"]
    assert butter.per100g == {
        "protein": 0.85, "fat": 81.11, "carbs": 0.06, "calories": 717, "sodium": 643,
    }  # fmt: skip
    assert [(p.name, p.grams, p.source) for p in butter.portions] == [
        ("1 tbsp", 14.2, "SR99"),
        ('1 pat (1" sq, 1/3" high)', 5.0, "SR99"),
    ]
    assert butter.aliases == ["sweet butter", "cultured butter"]
    assert (butter.kind, butter.source.id) == (FoodKind.GENERIC, "01001")
    assert foods["Crème fraîche"].per100g == {"calories": 292, "vitaminD": 1.0}  # 40 IU


def test_a_bad_line_of_sr_is_named_and_the_others_stay(tmp_path):
    path = sr_zip(tmp_path / "a.zip")
    with zipfile.ZipFile(path) as file:
        values = file.read("NUT_DATA.txt").decode()
    lines = values.split("\r\n")
    lines[1] = lines[1].replace("81.11", "NaN")
    foods, refused = read(sr_zip(path, NUT_DATA="\r\n".join([*lines, "~01001~^nonsense"])))
    assert list(foods) == ["Crème fraîche"]
    assert refused == {
        "NUT_DATA.txt line 8": "a line has not 18 fields: 2",
        "FOOD_DES.txt line 1": "a value is not a number: fat nan (NUT_DATA.txt line 2)",
    }


@needs_usda
def test_the_whole_of_sr28():
    opened = open_source(USDA / "sr28asc.zip")
    assert (opened.source, opened.release) == ("usda-sr", "SR28")
    foods = [row.food for row in opened.rows()]
    assert len(foods) == 8789
    assert all(foods)
    # 15,438 lines, of which 8 say the same again.
    assert sum(len(food.portions) for food in foods) == 15_430
    assert sum(1 for food in foods if food.portions) == 8492
    egg = next(food for food in foods if food.name == "Egg, whole, raw, fresh")
    assert (egg.per100g["calories"], egg.per100g["protein"]) == (143, 12.56)
    assert opened.meter.share == 1.0


# FNDDS


def test_fndds_is_read_from_a_folder_or_from_any_of_its_workbooks(tmp_path):
    folder = fndds_folder(tmp_path / "folder")
    for path in (folder, folder / "b.xlsx"):
        opened = open_source(path)
        assert (opened.source, opened.release) == ("fndds", "2021-2023")
        foods, refused = read(path)
        assert refused == {}
        milk = foods["Milk, whole"]
        assert (milk.per100g["calories"], milk.per100g["protein"]) == (61, 3.27)
        assert [(p.name, p.grams) for p in milk.portions] == [
            ("1 cup", 244), ("Quantity not specified", 244),
        ]  # fmt: skip
        assert milk.aliases == ["leche fresca", "whole milk"]
        assert foods["Milk, reduced fat"].source.id == "11112110"


def test_absent_is_not_zero_and_nonsense_is_refused(tmp_path):
    folder = fndds_folder(tmp_path / "f", {"Caffeine (mg)": "", "Iron (mg)": "n/a"})
    milk = read(folder)[0]["Milk, whole"]
    assert "caffeine" not in milk.per100g
    assert "iron" not in milk.per100g
    assert milk.per100g["zinc"] == 0
    _, refused = read(fndds_folder(tmp_path / "f", {"Iron (mg)": -1}))
    assert refused == {"a.xlsx row 3": "a value is negative: iron -1"}


def test_values_of_fndds_must_be_there(tmp_path):
    folder = fndds_folder(tmp_path / "f")
    (folder / "a.xlsx").unlink()
    with pytest.raises(UnreadableFile, match="no workbook of FNDDS nutrient values"):
        open_source(folder)


@needs_usda
def test_the_whole_of_fndds():
    opened = open_source(USDA)
    assert (opened.source, opened.release) == ("fndds", "2021-2023")
    foods = [row.food for row in opened.rows()]
    assert len(foods) == 5431
    assert all(foods)
    # 22,046 rows, of which 5 weigh nothing.
    assert sum(len(food.portions) for food in foods) == 22_041
    assert sum(1 for food in foods if len(food.per100g) >= 30) == 5431
    milk = next(food for food in foods if food.name == "Milk, whole")
    assert milk.per100g["calories"] == 61


def test_a_workbook_with_entities_is_not_read(tmp_path):
    bomb = (
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        "<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
    )
    path = xlsx(tmp_path / "a.xlsx", [], sheet=bomb)
    with pytest.raises(UnreadableFile, match="document type"):
        list(xlsx_source.sheet(archive.Archive(path, 1 << 20), rows.Meter(1)))


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><row>",
        "not xml",
        '<worksheet><row><c t="s"><v>7</v></c></row></worksheet>',
        '<worksheet><row><c r="ZZZZZZ1"><v>7</v></c></row></worksheet>',
    ],
)
def test_a_broken_sheet_is_said_to_be(tmp_path, sheet):
    path = xlsx(tmp_path / "a.xlsx", [], sheet=sheet)
    with pytest.raises(UnreadableFile, match="not the XML of a sheet"):
        list(xlsx_source.sheet(archive.Archive(path, 1 << 20), rows.Meter(1)))
    assert fndds.kind_of(path) is None


# FoodData Central


def test_fdc_is_read_with_the_portions_of_every_kind(tmp_path):
    opened = open_source(fdc_zip(tmp_path / "a"))
    assert (opened.source, opened.release) == ("fdc", "2025-04-24")
    foods, refused = read(tmp_path / "a")
    egg = foods["Egg, whole, raw"]
    assert egg.per100g == {"calories": 143, "protein": 12.56}
    # SR Legacy: the measure is in `modifier`, the unit is "undetermined".
    assert [(p.name, p.grams) for p in egg.portions] == [
        ("1 cup (4.86 large eggs)", 243), ("1 large", 50),
    ]  # fmt: skip
    beef = foods["Beef, ribeye, raw"]
    assert beef.per100g == {"calories": 186, "carbs": 0}  # the specific factors; below nothing
    assert [p.name for p in beef.portions] == ["3 oz, cooked"]
    milk = foods["Milk, whole"]
    assert milk.per100g == {"calories": 61}  # by number instead of id
    assert [(p.name, p.grams) for p in milk.portions] == [("1 cup", 244)]
    assert "sample" not in foods
    assert refused["food.csv line 9"] == "a sample of a laboratory, not a food"


def test_fdc_keeps_the_newest_label_of_a_barcode(tmp_path):
    foods, refused = read(fdc_zip(tmp_path / "a"))
    bar = foods["CHOCOLATE BAR, NEW"]
    assert (bar.barcode, bar.source.id, bar.brand) == ("0009800895007",) * 2 + ("Ferrero",)
    assert bar.per100g == {"calories": 520, "vitaminD": 2}  # vitamin A in IU has no fixed ratio
    assert [(p.name, p.grams) for p in bar.portions] == [("1 BAR", 42)]
    assert refused["food.csv line 5"].startswith("the same product has a newer label")


def test_a_label_per_100_ml_needs_a_density(tmp_path):
    foods, refused = read(fdc_zip(tmp_path / "a"))
    juice = foods["ORANGE JUICE"]
    assert juice.density == 1.05
    assert juice.per100g["calories"] == 40
    glass = juice.portions[0]
    assert glass.grams == 252
    assert glass.grams * juice.per100g["calories"] / 100 == pytest.approx(240 * 0.42)  # the label
    # A record over two lines has its first line's number.
    assert "per 100 ml" in refused["food.csv line 10"]
    assert "prepared" in refused["food.csv line 8"]
    assert refused["food.csv line 12"] == "more than 902 kcal in 100 g: 9000 kcal"


def test_fdc_without_branded_foods_and_portions_is_read_too(tmp_path):
    path = fdc_zip(tmp_path / "a", branded_food=None, food_portion=None, measure_unit=None)
    foods, _ = read(path)
    assert foods["Egg, whole, raw"].portions == []


def test_columns_may_be_in_any_order_but_must_be_there(tmp_path):
    turned = "\n".join(",".join(map(str, reversed(row))) for row in FDC["measure_unit.csv"])
    assert read(fdc_zip(tmp_path / "a", measure_unit=turned))[0]["Beef, ribeye, raw"].portions
    with pytest.raises(UnreadableFile, match=r"food.csv has no column description"):
        open_source(fdc_zip(tmp_path / "b", food="fdc_id,data_type,publication_date\n"))
    with pytest.raises(UnreadableFile, match=r"nutrient.csv has the column id twice"):
        open_source(fdc_zip(tmp_path / "c", nutrient="id,id,unit_name,nutrient_nbr\n"))
    with pytest.raises(UnreadableFile, match=r"has no column fdc_id"):
        open_source(fdc_zip(tmp_path / "d", food="\n"))


def test_a_line_with_too_few_fields_is_named(tmp_path):
    text = "fdc_id,data_type,description,publication_date\n1,sr_legacy_food\n"
    _, refused = read(fdc_zip(tmp_path / "a", food=text))
    assert (
        refused["food.csv line 2"] == "a line has another number of fields: 2 fields instead of 4"
    )


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_another_encoding_is_said(tmp_path, encoding):
    text = "fdc_id,data_type,description,publication_date\n1,sr_legacy_food,Crème,x\n"
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read(fdc_zip(tmp_path / "a", food=text.encode(encoding)))


def test_tables_of_any_size_are_joined_the_same_way_each_time(monkeypatch):
    monkeypatch.setattr(join, "BYTES_A_PART", 50)
    monkeypatch.setattr(join, "AT_ONCE", 3)

    def joined():
        with join.Join(2, 1000) as tables:
            assert tables.parts == 20
            for i in range(1000):
                tables.add(1, str(i % 120), (i,))
            for i in range(100):
                tables.add(0, str(i), (f"food {i}",))
            return list(tables)

    once = joined()
    assert once == joined()
    assert sorted(key for key, _ in once) == sorted(str(i) for i in range(100))
    assert all(len(values) in (8, 9) for _, (_, values) in once)


# Open Food Facts


def test_the_older_structure_is_read_with_numbers_of_any_kind():
    food = off.read_product(product(), "r")
    assert food.per100g == {
        "calories": 539, "protein": 6.3, "carbs": 57.5, "fat": 30.9, "calcium": 108, "sodium": 42.8,
    }  # fmt: skip
    assert (food.brand, food.kind, food.barcode) == ("Ferrero", FoodKind.BRANDED, ean(1))
    assert [(p.name, p.grams) for p in food.portions] == [("1 spoon (15 g)", 15)]


def new_product(preparation="as_sold", per="100g", sets=(), **nutrients):
    merged = {"preparation": preparation, "per": per, "nutrients": nutrients}
    nutrition = {"aggregated_set": merged, "input_sets": list(sets)}
    return product(nutriments=..., nutrition=nutrition, schema_version=1004)


def amount(value, unit="g", **more):
    return {"value": value, "unit": unit, **more}


def test_the_newer_structure_is_read():
    food = off.read_product(
        new_product(
            **{
                "energy-kj": amount(2255, "kJ"),
                "energy-kcal": amount(539, "kcal"),
                "fat": amount(30.9),
                "proteins": amount("6,3"),
                "salt": amount(0.107, source="packaging"),
                "calcium": amount(108, "mg"),
                "vitamin-d": amount(5, "µg"),
                "iron": amount(3, source="estimate"),
                "sugars": amount(0, modifier="-"),
                "vitamin-c": amount(20, "% DV"),
            }
        ),
        "r",
    )
    assert food.per100g == {
        "calories": 539, "fat": 30.9, "protein": 6.3, "calcium": 108, "vitaminD": 5, "sodium": 42.8,
    }  # fmt: skip


def test_as_prepared_is_never_taken_for_as_sold():
    energy = {"energy-kcal": amount(99, "kcal")}
    with pytest.raises(Refused, match="prepared food"):
        off.read_product(new_product("prepared", **energy), "r")
    sold = {"preparation": "as_sold", "per": "100g", "source": "packaging"}
    given = [sold | {"nutrients": {"energy-kcal": amount(350, "kcal")}}]
    assert off.read_product(new_product("prepared", sets=given, **energy), "r").per100g == {
        "calories": 350
    }
    with pytest.raises(Refused, match="prepared food"):
        off.read_product(product(nutriments={"energy-kcal_prepared_100g": 99}), "r")


def test_a_set_per_serving_is_worked_out_only_with_its_weight():
    serving = {
        "preparation": "as_sold",
        "per": "serving",
        "nutrients": {"energy-kcal": amount(81, "kcal")},
    }
    weighed = serving | {"per_quantity": "15", "per_unit": "g"}
    assert off.read_product(new_product("prepared", sets=[weighed]), "r").per100g == {
        "calories": 540
    }
    with pytest.raises(Refused):
        off.read_product(new_product("prepared", sets=[serving]), "r")


@pytest.mark.parametrize(
    "changed",
    [
        {"nutriments": {}},
        {"nutriments": ...},
        {"nutriments": None},
        {"nutriments": []},
        {"no_nutrition_data": "on"},
        {"nutriments": {"energy-kcal_100g": None, "fat_100g": ""}},
        {"nutriments": ..., "nutrition": {"aggregated_set": {}, "input_sets": []}},
        {"nutriments": ..., "nutrition": {"aggregated_set": {"nutrients": {}}, "input_sets": "x"}},
    ],
)
def test_no_values_is_not_nothing_in_it(changed):
    with pytest.raises(Refused, match="no nutrition values"):
        off.read_product(product(**changed), "r")


@pytest.mark.parametrize(
    ("nutriments", "why"),
    [
        ({"energy-kcal_100g": 9000}, "more than 902 kcal"),
        ({"energy-kcal_100g": "NaN"}, "not a number"),
        ({"energy-kcal_100g": 1e400}, "not a number"),
        ({"energy-kcal_100g": -4}, "negative"),
        ({"energy-kcal_100g": [1]}, "not a number"),
        ({"energy-kcal_100g": "1_000"}, "not a number"),
        ({"fat_100g": 10}, "energy is not known"),
        ({"energy-kcal_100g": 500, "fat_100g": 120}, "more than 105 g of a nutrient"),
        ({"energy-kcal_100g": 500, "fat_100g": 60, "proteins_100g": 60}, "macronutrients"),
        ({"energy-kcal_100g": 100, "sodium_100g": 60}, "more sodium than salt has"),
        ({"energy-kcal_100g": 100, "energy-kj_100g": 2000}, "kJ do not fit"),
        ({"energy-kcal_100g": 418.4, "energy-kj_100g": 418.4}, "kJ do not fit"),  # one is wrong
    ],
)
def test_what_no_food_has_is_refused(nutriments, why):
    with pytest.raises(Refused, match=why):
        off.read_product(product(nutriments=nutriments), "r")


@pytest.mark.parametrize(
    ("nutriments", "kcal"),
    [
        ({"energy-kj_100g": 418.4}, 100),
        ({"energy_100g": "418.4"}, 100),
        ({"energy-kcal_100g": 0}, 0),  # measured, and nothing
    ],
)
def test_energy_is_found_in_either_unit(nutriments, kcal):
    assert off.read_product(product(nutriments=nutriments), "r").per100g["calories"] == kcal


def test_a_drink_is_per_100_ml():
    cola = product(
        quantity="330ml", serving_size="1 can (330 ml)", serving_quantity="330",
        nutriments={"energy-kcal_100g": 42}, categories_tags=["en:beverages", "en:colas"],
    )  # fmt: skip
    food = off.read_product(cola, "r")
    assert food.density == 1.04
    assert food.portions[0].grams * food.per100g["calories"] / 100 == pytest.approx(
        3.3 * 42, rel=1e-4
    )
    with pytest.raises(Refused, match="density is not known"):
        off.read_product(cola | {"categories_tags": []}, "r")
    beer = new_product(
        per="100ml", **{"energy-kcal": amount(43, "kcal"), "alcohol": amount(5, "% vol")}
    )
    food = off.read_product(beer | {"categories_tags": ["en:beers"]}, "r")
    assert food.per100g["alcohol"] == pytest.approx(5 * 0.789 / 1.01, rel=1e-3)


def test_names_are_cleaned():
    name = "  Cr\u00eame &amp;\u202e caf\u00e9\x00\n \u0627\u0644\u0639\u0631\u0628\u064a\u0629 "
    assert off.read_product(product(product_name=name), "r").name == "Crême & café العربية"
    assert len(off.read_product(product(product_name="x" * 20_000), "r").name) == 200
    assert off.read_product(product(product_name=None, generic_name="Spread"), "r").name == "Spread"
    with pytest.raises(Refused, match="no name"):
        off.read_product(product(product_name="\x00 \u202e"), "r")


@pytest.mark.parametrize("code", [None, "", "abc", "١٢٣", "1" * 25, 1.5, ["1"]])
def test_a_product_needs_a_code(code):
    with pytest.raises(Refused, match="code"):
        off.read_product(product(code=code), "r")


@pytest.mark.parametrize("name", ["dump.txt", "dump.gz"])
def test_a_dump_is_read_line_by_line_and_a_bad_line_is_named(tmp_path, name):
    deep = "[" * 100_000
    path = jsonl(tmp_path / name, product(1), "{broken", "", product(2, brands=["A"]), "7", deep)
    foods, refused = read(path)
    assert sorted(foods) == ["Hazelnut spread 1", "Hazelnut spread 2"]
    assert refused == {
        "line 2": "the line is not JSON",
        "line 5": "the line is not a product",
        "line 6": "the line is not JSON",
    }


def test_parquet_needs_its_extra(tmp_path, monkeypatch):
    path = tmp_path / "food.parquet"
    path.write_bytes(b"PAR1" + bytes(100) + b"PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UnreadableFile, match=r"pyarrow|cannot be read"):
        read(path)


def test_parquet_is_read_like_the_dump(tmp_path):
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    text = [{"lang": "main", "text": "Spread"}, {"lang": "en", "text": "Hazel spread"}]
    values = [
        {"name": "energy-kcal", "100g": 539.0, "prepared_100g": None},
        {"name": "fat", "100g": None, "prepared_100g": 3.0},
    ]
    one = {
        "code": ean(1),
        "product_name": text,
        "brands": "Ferrero",
        "lang": "fr",
        "nutriments": values,
    }
    path = tmp_path / "p"
    parquet.write_table(arrow.Table.from_pylist([one, one | {"code": "x"}]), path)
    foods, refused = read(path)
    assert foods["Spread"].per100g == {"calories": 539}
    assert foods["Spread"].aliases == ["Hazel spread"]
    assert list(refused) == ["row 2 (x)"]
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(UnreadableFile):
        read(path)


# Files that are something else


def test_the_kind_is_known_by_content(tmp_path):
    for name in ("FNDDS Nutrient Values.xlsx", "food.csv", "x.jsonl", "sr28asc.zip"):
        for content in (
            b"",
            b"hello\n",
            b'{"a": 1}\n',
            b"PK\x03\x04 not a zip",
            b"\x1f\x8bnot gzip",
        ):
            path = tmp_path / name
            path.write_bytes(content)
            with pytest.raises(UnreadableFile):
                open_source(path)
    with pytest.raises(UnreadableFile, match="is not of FNDDS"):
        open_source(sr_zip(tmp_path / "b"), source="fndds")
    with pytest.raises(UnreadableFile, match="none of the tables"):
        open_source(write_zip(tmp_path / "c", {"readme.txt": "hello"}))
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFile, match="no workbook"):
        open_source(tmp_path / "empty")


@pytest.mark.parametrize("make", [sr_zip, fdc_zip])
def test_a_damaged_zip_is_said_to_be(tmp_path, make):
    whole = make(tmp_path / "a").read_bytes()
    seen = Counter()
    for cut in range(0, len(whole), 97):
        for damaged in (whole[:cut], whole[:cut] + b"\xff\x00\xff" + whole[cut + 3 :]):
            path = tmp_path / "b"
            path.write_bytes(damaged)
            try:
                read(path)
                seen["read"] += 1
            except UnreadableFile:
                seen["refused"] += 1
    assert seen["refused"] > seen["read"]


def test_a_zip_bomb_is_not_unpacked(tmp_path, monkeypatch):
    zeros = bytes(30 << 20)
    bomb = sr_zip(tmp_path / "a", NUT_DATA=zeros)
    with pytest.raises(UnreadableFile, match="more than 100 times its size"):
        read(bomb)
    with pytest.raises(UnreadableFile, match="more than 100 times its size"):
        read(fdc_zip(tmp_path / "b", food_nutrient=b"id,fdc_id,nutrient_id,amount\n" + zeros))
    monkeypatch.setattr("nutritrack.foods.sources.sr.MAX_MEMBER", 100)
    with pytest.raises(UnreadableFile, match="the most that is read"):
        read(sr_zip(tmp_path / "c"))
    with pytest.raises(UnreadableFile, match="holds 1500 files"):
        open_source(write_zip(tmp_path / "d", {str(i): "" for i in range(1500)}))


def test_a_gzip_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "FREE_BYTES", 1 << 14)
    path = jsonl(tmp_path / "a.gz", product(), *["" for _ in range(3 << 20)])
    with pytest.raises(UnreadableFile, match="more than 100 times its size"):
        read(path)
    monkeypatch.setattr(archive, "MAX_LINE", 1000)
    path = jsonl(tmp_path / "b.gz", product(), json.dumps("x" * 2000))
    with pytest.raises(UnreadableFile, match="line 2 has more than 1,000 bytes"):
        read(path)


# Barcodes


@pytest.mark.parametrize(
    ("written", "known_as"),
    [
        ("3017620422003", "3017620422003"),
        ("3 017620 422003", "3017620422003"),
        ("049000042566", "0049000042566"),
        ("0049000042566", "0049000042566"),
        ("00049000042566", "0049000042566"),
        ("96385074", "96385074"),
        ("10012345678902", "10012345678902"),
    ],
)
def test_a_barcode_has_one_spelling(written, known_as):
    assert barcode(written) == known_as


@pytest.mark.parametrize(
    "written", ["", "3017620422004", "123", "abc", "٣٠١٧٦٢٠٤٢٢٠٠٣", "0" * 13, "1" * 40]
)
def test_what_is_not_a_barcode_is_said(written):
    assert normalised(written) is None
    with pytest.raises(NotABarcode):
        barcode(written)
