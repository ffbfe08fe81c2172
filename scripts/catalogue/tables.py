"""The tables we write ourselves: tab-separated text beside the catalogue, `#` begins a comment."""

from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parents[2] / "src" / "nutritrack" / "foods" / "data"


class BadTable(Exception):
    """A line of a table that cannot be read."""


def lines(name: str, columns: int, folder: Path = DATA) -> Iterator[list[str]]:
    """The rows of a table, each with as many cells as the table has columns."""
    for number, line in enumerate((folder / name).read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != columns:
            raise BadTable(f"{name}, line {number}: {len(cells)} cells instead of {columns}")
        yield cells
