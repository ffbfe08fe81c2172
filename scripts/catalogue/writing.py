"""The catalogue as a file: xz over a line of JSON and one column of whole numbers a nutrient.

The same rows give the same bytes. `nutritrack.foods.catalogue` reads it.
"""

import json
import lzma
import sys
from array import array
from pathlib import Path
from typing import Any

from catalogue.rows import Account, Row
from nutritrack.foods.nutrients import NUTRIENTS, Unit

FORMAT = 1
UNKNOWN = -1
DECIMALS = {Unit.KCAL: 1, Unit.GRAM: 3, Unit.MILLIGRAM: 3, Unit.MICROGRAM: 2}


def contents(rows: list[Row], release: str, account: Account) -> bytes:
    """What is in the file, before it is compressed."""
    head = json.dumps(_head(rows, release, account), ensure_ascii=False, separators=(",", ":"))
    columns = [_column(rows, nutrient.id, DECIMALS[nutrient.unit]) for nutrient in NUTRIENTS]
    return b"\n".join([head.encode(), b"".join(columns)])


def write(path: Path, data: bytes) -> None:
    filters = [
        {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 3, "lp": 0, "pb": 2}
    ]
    packed = lzma.compress(data, lzma.FORMAT_XZ, lzma.CHECK_SHA256, filters=filters)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(packed)
    fresh.replace(path)


def _column(rows: list[Row], nutrient: str, decimals: int) -> bytes:
    scale = 10**decimals
    numbers = array("i", (_whole(row.values.get(nutrient), scale) for row in rows))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _whole(value: float | None, scale: int) -> int:
    return UNKNOWN if value is None else round(value * scale)


def _head(rows: list[Row], release: str, account: Account) -> dict[str, Any]:
    sources = _numbered(f"{row.source}\t{row.release}" for row in rows)
    groups = _numbered(row.group for row in rows)
    measures = _numbered(measure for row in rows for measure in row.measures)
    portions = _numbered(tuple(measures[one] for one in row.measures) for row in rows)
    return {
        "format": FORMAT,
        "release": release,
        "account": account.lines(),
        "nutrients": [[nutrient.id, DECIMALS[nutrient.unit]] for nutrient in NUTRIENTS],
        "sources": [source.split("\t") for source in sources],
        "groups": list(groups),
        "measures": list(measures),
        "portions": list(portions),
        "name": [row.name for row in rows],
        "brand": {str(place): row.brand for place, row in enumerate(rows) if row.brand},
        "aliases": {str(place): row.aliases for place, row in enumerate(rows) if row.aliases},
        "density": {str(place): row.density for place, row in enumerate(rows) if row.density},
        "source": [sources[f"{row.source}\t{row.release}"] for row in rows],
        "sourceId": ["" if row.source_id == row_key(row) else row.source_id for row in rows],
        "group": [groups[row.group] for row in rows],
        "portion": [portions[tuple(measures[one] for one in row.measures)] for row in rows],
        "prior": [row.prior for row in rows],
    }


def row_key(row: Row) -> str:
    return row.name.lower()


def _numbered(values: Any) -> dict[Any, int]:
    return {value: place for place, value in enumerate(dict.fromkeys(values))}
