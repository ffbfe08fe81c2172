"""What one day adds up to, and the stamp that says of which meals. Shapes and arithmetic only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose

from nutritrack.analytics.models import Known, Sums
from nutritrack.arithmetic import fsum
from nutritrack.foods.nutrients import MAIN
from nutritrack.mongo.documents import Document

SAME = 1e-9  # relative: sums of the same numbers in another order


@dataclass(frozen=True)
class Stamp:
    """Which meals were added up. None for `changed`: a meal does not say when it was changed."""

    meals: int
    calories: float
    changed: int | None

    def vouches_for(self, other: "Stamp") -> bool:
        """Whether nothing changed in between."""
        same = (self.meals, self.changed) == (other.meals, other.changed)
        known = self.changed is not None
        return known and same and isclose(self.calories, other.calories, rel_tol=SAME)


NO_STAMP = Stamp(0, 0.0, None)


@dataclass(frozen=True)
class DaySums:
    """One day: its meals and their energy, and each nutrient as far as it is known."""

    stamp: Stamp
    known: Mapping[str, Known]

    @property
    def sums(self) -> Sums:
        amounts = {name: self.known[name].amount for name in MAIN[1:] if name in self.known}
        return Sums(calories=self.stamp.calories, meals=self.stamp.meals, **amounts)

    @classmethod
    def nothing(cls) -> "DaySums":
        return cls(NO_STAMP, {})

    @classmethod
    def of(cls, parts: "Sequence[DaySums]") -> "DaySums":
        """Several together, unrounded."""
        if len(parts) == 1:
            return parts[0]
        changes = [part.stamp.changed for part in parts]
        stamp = Stamp(
            sum(part.stamp.meals for part in parts),
            fsum(part.stamp.calories for part in parts),
            None if None in changes else sum(change or 0 for change in changes),
        )
        names = dict.fromkeys(name for part in parts for name in part.known)
        found = {
            name: Known.of([part.known[name] for part in parts if name in part.known])
            for name in names
        }
        return cls(stamp, found)


def stamp_of(row: Document) -> Stamp:
    changed = None if row.get("unsaid") else row["changed"]
    return Stamp(row["mealCount"], row["totalCalories"], changed)


def read(row: Document) -> DaySums:
    return DaySums(stamp_of(row), {name: Known(**each) for name, each in row["known"].items()})


def merged(some: Mapping[date, DaySums], others: Mapping[date, DaySums]) -> dict[date, DaySums]:
    together = {**some, **others}
    both = set(some) & set(others)
    return together | {day: DaySums.of([some[day], others[day]]) for day in both}
