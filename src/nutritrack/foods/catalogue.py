"""The shipped catalogue: generic foods with their values, portions and names, from one file.

`scripts/build_catalogue.py` makes the file. It is read once and never changes, so that every
thread may use it; a `Food` is made when somebody asks for one.
"""

import json
import lzma
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from nutritrack.foods.models import Food, FoodKind, Portion, Source, food_id
from nutritrack.mongo.documents import Id

FILE = "catalogue.xz"
FORMAT = 1
UNKNOWN = -1


class Measure(NamedTuple):
    """A portion in short: "1 cup" weighs so many grams, as `source` says."""

    name: str
    grams: float
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What one looks for when searching: everything of a food but its values."""

    index: int
    id: Id
    name: str
    aliases: tuple[str, ...]
    brand: str | None  # the maker, of the few foods that are named after one
    group: str  # the kind of food, as its table calls it: "Apples", "Baked Products"
    source: Source
    prior: float  # 0 to 1: how likely somebody means this food rather than another of its name
    portions: tuple[Measure, ...]
    density: float | None  # grams per millilitre; None where nobody pours it


class Catalogue:
    """All foods of the file. `foods[i].index == i`."""

    def __init__(
        self,
        release: str,
        account: Sequence[str],
        foods: Sequence[Entry],
        columns: Sequence[tuple[str, float, "array[int]"]],
    ) -> None:
        self.release = release
        self.account = account
        self.foods = foods
        self._columns = columns
        self._places = {entry.id: entry.index for entry in foods}

    def __len__(self) -> int:
        return len(self.foods)

    def per100g(self, index: int) -> dict[str, float]:
        """The values of 100 g. What nobody measured is absent."""
        return {
            nutrient: column[index] / scale
            for nutrient, scale, column in self._columns
            if column[index] != UNKNOWN
        }

    def entry(self, food_id: Id) -> Entry | None:
        place = self._places.get(food_id)
        return None if place is None else self.foods[place]

    def get(self, food_id: Id) -> Food | None:
        place = self._places.get(food_id)
        return None if place is None else self.food(place)

    def food(self, index: int) -> Food:
        entry = self.foods[index]
        return Food(
            id=entry.id,
            name=entry.name,
            kind=FoodKind.GENERIC,
            brand=entry.brand,
            per100g=self.per100g(index),
            portions=[Portion(**measure._asdict()) for measure in entry.portions],
            density=entry.density,
            aliases=list(entry.aliases),
            source=entry.source,
        )


@cache
def load() -> Catalogue:
    """The catalogue of this release."""
    return read(files("nutritrack.foods").joinpath("data", FILE).read_bytes())


def read(file: bytes) -> Catalogue:
    head, _, body = lzma.decompress(file).partition(b"\n")
    fields: dict[str, Any] = json.loads(head)
    if fields["format"] != FORMAT:
        raise ValueError(f"the catalogue has format {fields['format']}, not {FORMAT}")
    foods = tuple(_entries(fields))
    return Catalogue(
        fields["release"], tuple(fields["account"]), foods, _columns(fields["nutrients"], body)
    )


def _entries(fields: dict[str, Any]) -> list[Entry]:
    measures = [Measure(*measure) for measure in fields["measures"]]
    portions = [tuple(measures[place] for place in some) for some in fields["portions"]]
    aliases, brands, densities = fields["aliases"], fields["brand"], fields["density"]
    entries = []
    for index, name in enumerate(fields["name"]):
        table, release = fields["sources"][fields["source"][index]]
        key = fields["sourceId"][index] or name.lower()
        place = str(index)
        entries.append(
            Entry(
                index=index,
                id=food_id(table, key),
                name=name,
                aliases=tuple(aliases.get(place, ())),
                brand=brands.get(place),
                group=fields["groups"][fields["group"][index]],
                source=Source(name=table, id=key, release=release),
                prior=fields["prior"][index] / 100,
                portions=portions[fields["portion"][index]],
                density=densities.get(place),
            )
        )
    return entries


def _columns(
    nutrients: list[tuple[str, int]], body: bytes
) -> list[tuple[str, float, "array[int]"]]:
    width = len(body) // len(nutrients)
    columns = []
    for place, (nutrient, decimals) in enumerate(nutrients):
        column = array("i", body[place * width : (place + 1) * width])
        if sys.byteorder == "big":
            column.byteswap()
        columns.append((nutrient, 10.0**decimals, column))
    return columns
