"""Read a meal and compare its sums with the label."""

from dataclasses import dataclass
from functools import cache
from time import perf_counter

from eval.meals import Meal
from nutritrack.foods.catalogue import Entry, load
from nutritrack.foods.nutrients import Amounts, added, scaled
from nutritrack.foods.parse.parser import Parsed, parse
from nutritrack.foods.search import Index, of_catalogue

CARBS_TOLERANCE = 7.5  # grams, as in the paper
KCAL_TOLERANCE = 0.2


@dataclass(frozen=True, slots=True)
class Verdict:
    meal: Meal
    parsed: Parsed[Entry]
    carbs: float
    kcal: float
    seconds: float

    @property
    def miss(self) -> float:
        return abs(self.carbs - self.meal.carbs)

    @property
    def carbs_right(self) -> bool:
        return self.miss <= CARBS_TOLERANCE

    @property
    def kcal_right(self) -> bool:
        return abs(self.kcal - self.meal.kcal) <= max(KCAL_TOLERANCE * self.meal.kcal, 1.0)


@cache
def index() -> Index[Entry]:
    return Index(load().foods, of_catalogue)


def judge(meal: Meal) -> Verdict:
    names = index()  # made once, before the clock starts
    began = perf_counter()
    parsed = parse(meal.text, names)
    seconds = perf_counter() - began
    parts: list[Amounts] = [
        scaled(load().per100g(item.food.index), item.grams) for item in parsed.items
    ]
    total = added(parts)
    return Verdict(meal, parsed, total.get("carbs", 0.0), total.get("calories", 0.0), seconds)
