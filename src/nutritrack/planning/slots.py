"""The meals of a day: how much of it each one is, and how many dishes that takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from nutritrack.meals.models import MealType

# Shares of a day's energy, divided by those of the meals that are planned.
SHARES = {
    MealType.BREAKFAST: 0.25,
    MealType.LUNCH: 0.35,
    MealType.DINNER: 0.30,
    MealType.SNACK: 0.10,
}
# kcal of an ordinary dish, and of the largest that one would still serve.
DISH = {
    MealType.BREAKFAST: (450, 800),
    MealType.LUNCH: (600, 1050),
    MealType.DINNER: (600, 1050),
    MealType.SNACK: (230, 400),
}
MOST_DISHES = 5
SMALL = 250  # kcal: a meal of less may be what is otherwise a snack
MAINS = (MealType.LUNCH, MealType.DINNER)


@dataclass(frozen=True)
class Slot:
    """A meal: its part of the energy in kcal, and its dishes, from `fewest` to `most`."""

    meal: MealType
    kcal: float
    fewest: int
    most: int

    @property
    def takes(self) -> frozenset[str]:
        """What its first dish may suit."""
        return frozenset({self.meal, MealType.SNACK} if self.kcal < SMALL else {self.meal})


def slots_of(meals: Sequence[MealType], kcal: float) -> list[Slot]:
    """The meals of a day with so much energy."""
    whole = sum(SHARES[meal] for meal in meals)
    return [_slot(meal, kcal * SHARES[meal] / whole) for meal in meals]


def _slot(meal: MealType, kcal: float) -> Slot:
    ordinary, largest = DISH[meal]
    fewest = min(ceil(kcal / largest), MOST_DISHES)
    return Slot(meal, kcal, fewest, min(max(fewest, round(kcal / ordinary)), MOST_DISHES))
