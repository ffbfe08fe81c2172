"""Many days at random, their portions moved towards the goals, and the best of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nutritrack.planning.fit import fit
from nutritrack.planning.goals import FREE, Floats
from nutritrack.planning.slots import MAINS, Slot
from nutritrack.planning.table import Ints, Table
from nutritrack.planning.templates import Template

LEFT_OUT = 0.35  # how often a dish that a meal does not need is left out
OFTENER = 8.0  # what is liked most is drawn so much more often

# What counts how much when days are compared, in squared tolerances.
MISS = 4.0
SHARE = 30.0  # a meal that is 10 % of the day too large costs 0.3
TWICE_A_DAY, TWICE_A_WEEK = 6.0, 2.0
SAME_MAIN, THIRD_DAY = 1.0, 2.0
LIKED = 2.0


@dataclass(frozen=True)
class Before:
    """What was planned on the days before: the templates, and what was mainly eaten each day."""

    templates: frozenset[str] = frozenset()
    mains: tuple[frozenset[str], ...] = ()

    @property
    def two_days(self) -> frozenset[str]:
        """What was mainly eaten on both of the last two days."""
        return self.mains[-1] & self.mains[-2] if len(self.mains) > 1 else frozenset()

    def and_then(self, day: "Candidate") -> "Before":
        mains = {each.template.main for each in day.courses if day.slots[each.slot].meal in MAINS}
        return Before(
            self.templates | {each.template.id for each in day.courses},
            (*self.mains, frozenset(main for main in mains if main)),
        )


@dataclass(frozen=True)
class Course:
    """A dish of one of the slots, with portions in grams that fit the goals before rounding."""

    slot: int
    template: Template
    grams: list[float]


@dataclass(frozen=True)
class Candidate:
    """A day. `miss` is 0 where all goals are met; `cost` also counts sense and variety."""

    slots: Sequence[Slot]
    courses: list[Course]
    miss: float
    cost: float


class Draw:
    """Random days of one table and its slots.

    What was eaten on the days before is drawn only where nothing else is left, or where days
    `may_repeat`, which then costs.
    """

    def __init__(
        self, table: Table, slots: Sequence[Slot], before: Before, *, may_repeat: bool = False
    ) -> None:
        self.table, self.slots, self.may_repeat = table, slots, may_repeat
        self._dishes = [(n, course) for n, slot in enumerate(slots) for course in range(slot.most)]
        self._slot_of = np.array([n for n, _ in self._dishes])
        self._large = np.array([slots[n].meal in MAINS for n, _ in self._dishes])
        templates = table.templates
        self._used = np.array([*(each.id in before.templates for each in templates), False])
        self._third = np.array([*(each.main in before.two_days for each in templates), False])

    def best(self, seed: Sequence[int], days: int, count: int) -> list[Candidate]:
        """The best of so many random days, the best first. The same seed draws the same days."""
        random = np.random.default_rng(seed)
        drawn = np.stack([self._dish(*dish, random, days) for dish in self._dishes], axis=1)
        ordinary = self._ordinary(drawn)
        grams, off = fit(self.table, drawn, ordinary)
        beyond = np.maximum(np.abs(self.table.goals.felt(off)) - FREE, 0)
        miss = (beyond**2).sum(axis=1)
        moved = (self.table.stiff[drawn] * (grams - ordinary) ** 2).sum(axis=(1, 2))
        cost = MISS * miss + moved + self._shares(drawn, grams) + self._sameness(drawn)
        return [
            Candidate(self.slots, self._courses(drawn[row], grams[row]), miss[row], cost[row])
            for row in _different(drawn, np.argsort(cost, kind="stable"), count)
        ]

    def _dish(self, slot: int, course: int, random: np.random.Generator, days: int) -> Ints:
        """One dish of every day, as rows of the table."""
        rows = self.table.choices(self.slots[slot], course)
        if not self.may_repeat:
            rows = _unless_all(self._third, _unless_all(self._used, rows))
        weights = 1 + OFTENER * self.table.likes[rows]
        drawn: Ints = random.choice(rows, days, p=weights / weights.sum())
        if course >= self.slots[slot].fewest:
            drawn = np.where(random.random(days) < LEFT_OUT, self.table.nothing, drawn)
        return drawn

    def _ordinary(self, drawn: Ints) -> Floats:
        """The portions of the templates, those of a meal scaled to its part of the energy."""
        table = self.table
        grams: Floats = table.base[drawn]
        for number, slot in enumerate(self.slots):
            mine = self._slot_of == number
            kcal = table.kcal[drawn[:, mine]].sum(axis=1)
            grams[:, mine] *= (slot.kcal / np.maximum(kcal, 1))[:, None, None]
        return np.clip(grams, table.low[drawn], table.high[drawn])

    def _shares(self, drawn: Ints, grams: Floats) -> Floats:
        """How far the meals are from their parts of the energy."""
        dishes = (self.table.energy[drawn] * grams).sum(axis=2)
        day = sum(slot.kcal for slot in self.slots)
        cost = np.zeros(len(drawn))
        for number, slot in enumerate(self.slots):
            kcal = dishes[:, self._slot_of == number].sum(axis=1)
            cost += ((kcal - slot.kcal) / day) ** 2
        return SHARE * cost

    def _sameness(self, drawn: Ints) -> Floats:
        """What is eaten again, less what is liked."""
        mains = self.table.mains[drawn[:, self._large]]
        dishes = np.maximum((drawn != self.table.nothing).sum(axis=1), 1)
        cost: Floats = (
            TWICE_A_DAY * _repeated(drawn, self.table.nothing)
            + SAME_MAIN * _repeated(mains, -1)
            + TWICE_A_WEEK * self._used[drawn].sum(axis=1)
            + THIRD_DAY * self._third[drawn[:, self._large]].sum(axis=1)
            - LIKED * self.table.likes[drawn].sum(axis=1) / dishes
        )
        return cost

    def _courses(self, drawn: Ints, grams: Floats) -> list[Course]:
        courses = []
        for place, row in enumerate(drawn.tolist()):
            if row != self.table.nothing:
                template = self.table.templates[row]
                portions = grams[place, : len(template.parts)].tolist()
                courses.append(Course(int(self._slot_of[place]), template, portions))
        return courses


def _unless_all(unwanted: NDArray[np.bool_], rows: Ints) -> Ints:
    """The rows but for the unwanted ones; all of them where none would be left."""
    wanted: Ints = rows[~unwanted[rows]]
    return wanted if len(wanted) else rows


def _repeated(drawn: Ints, but: int) -> Ints:
    """How many of each row are there already, but for one value."""
    ordered = np.sort(drawn, axis=1)
    again: Ints = ((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] != but)).sum(axis=1)
    return again


def _different(drawn: Ints, order: Ints, count: int) -> list[int]:
    """The first rows in an order that do not have the dishes of another one before them."""
    found: dict[tuple[int, ...], int] = {}
    for row in order.tolist():
        found.setdefault(tuple(sorted(drawn[row].tolist())), row)
        if len(found) == count:
            break
    return list(found.values())
