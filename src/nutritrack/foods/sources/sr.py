"""USDA National Nutrient Database for Standard Reference (SR), as ASCII tables in a zip.

Fields are separated by `^`, text is between `~`, in Latin-1, without a header.
"""

from collections.abc import Iterator

from nutritrack.foods.models import FoodKind, Source
from nutritrack.foods.sources import usda
from nutritrack.foods.sources.archive import Archive, lines, release_of
from nutritrack.foods.sources.join import Join, Record
from nutritrack.foods.sources.rows import (
    Meter,
    Refused,
    Row,
    UnreadableFile,
    amount_of,
    make_food,
    number,
    portion,
)

NAME = "usda-sr"
# Each table and how many fields its lines have.
FIELDS = {"food_des.txt": 14, "nut_data.txt": 18, "weight.txt": 7, "nutr_def.txt": 6}
MAX_MEMBER = 512 << 20
RELEASES = {8463: "SR26", 8618: "SR27", 8789: "SR28", 7793: "SR Legacy 2018"}
FOODS, VALUES, WEIGHTS = range(3)

Fields = tuple[str, list[str]]


def matches(archive: Archive) -> bool:
    return all(name in archive for name in FIELDS)


def size(archive: Archive) -> int:
    return archive.size(*FIELDS)


def release(archive: Archive) -> str:
    """The releases differ in their number of foods; no file says which one it is."""
    with archive.open("food_des.txt") as member:
        count = sum(1 for _ in member)
    return RELEASES.get(count) or release_of(archive, "nut_data.txt")


def rows(archive: Archive, of_release: str, meter: Meter) -> Iterator[Row]:
    units: dict[str, str] = {}
    for record in _records(archive, "nutr_def.txt", meter):
        if not isinstance(record, Row):
            units[record[1][0]] = record[1][1]
    if not set(usda.NUMBERS) & set(units):
        raise UnreadableFile(problem="NUTR_DEF.txt defines none of the nutrients of the SR.")
    with Join(3, size(archive)) as join:
        for name, table in (
            ("nut_data.txt", VALUES),
            ("weight.txt", WEIGHTS),
            ("food_des.txt", FOODS),
        ):
            for record in _records(archive, name, meter):
                if isinstance(record, Row):
                    yield record
                    continue
                where, fields = record
                if table == FOODS:
                    join.add(table, fields[0], (where, fields[2], fields[4]))
                elif table == WEIGHTS:
                    join.add(table, fields[0], (fields[1].zfill(3), *fields[2:5]))
                elif fields[1] in usda.NUMBERS:
                    unit = units.get(fields[1], "")
                    line = int(where.rpartition(" ")[2])
                    join.add(table, fields[0], (fields[1], fields[2], unit, line))
        for key, (foods, values, weights) in join:
            yield _row(Source(name=NAME, id=key, release=of_release), foods[0], values, weights)


def _row(source: Source, food: Record, values: list[Record], weights: list[Record]) -> Row:
    where, description, common = food
    try:
        found = make_food(
            source,
            description,
            FoodKind.GENERIC,
            usda.amounts(values, "NUT_DATA.txt"),
            portions=[
                portion(
                    amount_of(number(count, measure), measure),
                    number(grams, measure),
                    source.release,
                )
                for _, count, measure, grams in sorted(weights)
            ],
            aliases=common.split(","),
        )
    except Refused as refused:
        return Row(where, None, refused)
    return Row(where, found)


def _records(archive: Archive, name: str, meter: Meter) -> Iterator[Row | Fields]:
    """The fields of each line with where it is, or the row that says what is wrong with it."""
    shown = name.upper().replace(".TXT", ".txt")
    for line, text in lines(archive, name, "latin-1", meter):
        fields = text.replace("~", "").split("^")
        if len(fields) == FIELDS[name] and fields[0]:
            yield f"{shown} line {line}", fields
        elif text.strip():
            problem = Refused(f"a line has not {FIELDS[name]} fields", str(len(fields)))
            yield Row(f"{shown} line {line}", None, problem)
