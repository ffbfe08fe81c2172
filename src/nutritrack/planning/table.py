"""The templates that may be planned, as arrays: one row for each, one column for each part."""

from collections.abc import Collection, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nutritrack.meals.models import MealType
from nutritrack.planning.goals import Floats, Goals
from nutritrack.planning.slots import MAINS, Slot
from nutritrack.planning.templates import SIDE, Role, Template

Ints = NDArray[np.int64]

SECOND_MAIN = 2  # the third dish of a large meal is another main one
# How dear it is to leave the ordinary portion, by the square of the share.
STIFF = {Role.FAT: 0.03, Role.DAIRY: 0.06, Role.EXTRA: 0.2}
STIFF_OTHERS = 0.1


class Table:
    """Grams and nutrients of each part. The row after the last one is no dish at all."""

    def __init__(self, templates: Sequence[Template], likes: Sequence[float], goals: Goals) -> None:
        self.templates = templates
        self.goals = goals
        self.likes = np.array([*likes, 0.0])
        self.nothing = len(templates)
        shape = len(templates) + 1, max(len(each.parts) for each in templates)
        self.base, self.stiff = np.ones(shape), np.ones(shape)
        self.low, self.high, self.energy = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        self.per_gram = np.zeros((*shape, len(goals.nutrients)))  # in tolerances
        for row, template in enumerate(templates):
            for place, part in enumerate(template.parts):
                food, at = part.ingredient, (row, place)
                self.per_gram[at] = goals.per_gram(food.per100g)
                self.energy[at] = food.per100g["calories"] / 100
                self.base[at] = part.base
                self.low[at], self.high[at] = (steps * food.step for steps in part.steps)
                self.stiff[at] = STIFF.get(food.role, STIFF_OTHERS) / part.base**2
        self.kcal: Floats = (self.energy * self.base).sum(axis=1)

    @cached_property
    def mains(self) -> Ints:
        """What each is mainly made of, as a number; -1 for nothing in particular."""
        names = sorted({each.main for each in self.templates if each.main})
        numbers = [names.index(each.main) if each.main else -1 for each in self.templates]
        return np.array([*numbers, -1])

    def choices(self, slot: Slot, course: int) -> Ints:
        """The rows for a dish of a meal: first a meal by itself, then what goes beside it."""
        own = self._suiting(slot.takes)
        if course == 0 or slot.meal == MealType.SNACK:
            return own
        if slot.meal in MAINS and course == SECOND_MAIN:
            return own
        beside = self._suiting({SIDE if slot.meal in MAINS else MealType.SNACK})
        return beside if len(beside) else own

    def _suiting(self, meals: Collection[str]) -> Ints:
        """The templates that suit one of these."""
        rows = [row for row, each in enumerate(self.templates) if not each.suits.isdisjoint(meals)]
        return np.array(rows, int)
