"""The labelled meals: NutriBench's csv files, which are downloaded and never committed."""

import csv
import os
from pathlib import Path
from typing import NamedTuple

VARIABLE = "NUTRITRACK_NUTRIBENCH"
SEARCHED = "../shared/data/nutribench"
KINDS = ("metric", "natural")
MISSING = """\
No labelled meals in {place}.

Download NutriBench v1 (Hua et al., ICLR 2025, arXiv 2407.12843) from
https://mehak126.github.io/nutribench.html and put csv files with "metric" or "natural" in
their names, and the columns meal_description, carb and energy, into one folder. Then run

    {variable}=/that/folder make eval

Its licence is CC BY-NC-SA 4.0: for evaluation only. It must not be committed."""


class Meal(NamedTuple):
    text: str
    carbs: float
    kcal: float


class Missing(Exception):
    pass


def read(kind: str) -> list[Meal]:
    place = Path(os.environ.get(VARIABLE, SEARCHED))
    meals = [meal for path in sorted(place.glob(f"*{kind}*.csv")) for meal in _rows(path)]
    if not meals:
        raise Missing(MISSING.format(place=place, variable=VARIABLE))
    return meals


def _rows(path: Path) -> list[Meal]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Meal(row["meal_description"], float(row["carb"]), float(row["energy"]))
            for row in csv.DictReader(file)
        ]
