"""The targets and bounds of a wish as numbers, each in units of its tolerance."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nutritrack.foods.nutrients import Amounts
from nutritrack.planning.models import KCAL_OFF, MACRO_OFF, Wish

Floats = NDArray[np.float64]

TARGETS = {
    "calories": ("kcal", KCAL_OFF),
    "protein": ("protein", MACRO_OFF),
    "carbs": ("carbs", MACRO_OFF),
    "fat": ("fat", MACRO_OFF),
}
AT_LEAST = {"fiber": "fiber_min"}
AT_MOST = {"sodium": "sodium_max", "saturatedFat": "saturated_max"}
FIELDS = {nutrient: name for nutrient, (name, _) in TARGETS.items()} | AT_LEAST | AT_MOST
FREE = 0.5  # of a tolerance: what is as close as this is as good as exact
BOUND_UNIT = 0.05  # of a bound is one tolerance
MARGIN = 0.03  # bounds are aimed at from the safe side, for portions are rounded


@dataclass(frozen=True)
class Goals:
    """What counts, nutrient by nutrient. `side`: 0 is a target, 1 a lower and -1 an upper bound."""

    nutrients: tuple[str, ...]
    unit: Floats  # one tolerance, in the unit of the nutrient
    wanted: Floats  # in tolerances
    side: Floats

    @classmethod
    def of_wish(cls, wish: Wish, without: Collection[str] = ()) -> "Goals":
        """All that are set, but those of these fields."""
        rows = [
            (nutrient, value, off, 0.0)
            for nutrient, (name, off) in TARGETS.items()
            if name not in without and (value := getattr(wish, name)) is not None
        ]
        for bounds, side in ((AT_LEAST, 1.0), (AT_MOST, -1.0)):
            rows += [
                (nutrient, value * (1 + side * MARGIN), BOUND_UNIT, side)
                for nutrient, name in bounds.items()
                if name not in without and (value := getattr(wish, name)) is not None
            ]
        names, values, allowed, sides = zip(*rows, strict=True) if rows else ((), (), (), ())
        unit = np.array(values) * np.array(allowed)
        return cls(names, unit, np.array(values) / unit, np.array(sides))

    def per_gram(self, per100g: Amounts) -> Floats:
        """A gram of a food, in tolerances. Foods that do not know a nutrient were left out."""
        return np.array([per100g[name] for name in self.nutrients]) / 100 / self.unit

    def felt(self, off: Floats) -> Floats:
        """How far off that is: a bound is felt on its wrong side only."""
        wrong_side = np.where(self.side > 0, np.minimum(off, 0), np.maximum(off, 0))
        felt: Floats = np.where(self.side == 0, off, wrong_side)
        return felt
