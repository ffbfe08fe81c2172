"""A body that eats and moves: the model of Hall et al. 2011 (Lancet 378:826), a day a step.

This is the truth that estimates are judged by, so it shares no line with what estimates. Every
array has one row for each person. Energies are kcal a day, weights kg.
"""

from dataclasses import dataclass

import numpy as np

from eval.expenditure.arrays import Floats

FAT_DENSITY, LEAN_DENSITY, GLYCOGEN_DENSITY = 9440.7, 1816.4, 4206.5  # kcal/kg
FAT_COST, LEAN_COST = 179.25, 229.45  # kcal for building a kilogram
FAT_BURNS, LEAN_BURNS = 3.107, 21.99  # kcal/kg a day at rest
THERMIC = 0.1  # of the change of intake
ADAPTS, ADAPTS_IN = 0.14, 14  # of the change of intake; days
GLYCOGEN, GLYCOGEN_WITH_WATER = 0.5, 3.7  # kg at the start; kg with its water, for each kg
SODIUM_IN_FLUID, SODIUM_LOSS, SODIUM_CARBS = 3220, 3000, 4000  # mg/kg; mg/kg a day; mg a day


@dataclass(frozen=True, slots=True)
class Person:
    """Many people at once."""

    male: Floats  # 1 or 0
    age: Floats
    height: Floats  # m
    weight: Floats  # kg on the first day
    resting: Floats  # what they truly burn at rest, and not what an equation says
    activity: Floats  # physical activity level on the first day
    lean_density: Floats  # these four say how far a person is from the textbook, 1 is not at all
    adaptation: Floats
    thermic: Floats
    water_speed: Floats

    @property
    def needs(self) -> Floats:
        """What keeps the weight on the first day, kcal a day."""
        return self.resting * self.activity


@dataclass(frozen=True, slots=True)
class Life:
    weight: Floats  # people x days: in the morning, before anything was eaten; no scale error
    spent: Floats  # people x days: kcal
    dry: Floats  # people x days: the weight with the water of the first day


def live(person: Person, eaten: Floats, moves: Floats, salt: Floats) -> Life:
    """What becomes of them.

    `eaten` is kcal, `moves` the change of the activity level and `salt` the mg of sodium beyond
    the usual; each people x days.
    """
    bmi = person.weight / person.height**2
    share = np.where(
        person.male > 0,
        0.14 * person.age + 37.31 * np.log(bmi) - 103.94,
        0.14 * person.age + 39.96 * np.log(bmi) - 102.01,
    )
    fat = person.weight * np.clip(share, 6, 60) / 100
    fluid = fluid_at_rest = np.where(
        person.male > 0,
        0.025 * person.age + 9.57 * person.height + 0.191 * person.weight - 12.4,
        -4 + 5.98 * person.height + 0.167 * person.weight,
    )
    glycogen = np.full_like(fat, GLYCOGEN)
    lean = person.weight - fat - fluid - GLYCOGEN_WITH_WATER * glycogen
    adapted = np.zeros_like(fat)
    lean_density = LEAN_DENSITY * person.lean_density
    forbes = 10.4 * lean_density / FAT_DENSITY
    needs, carbs_at_rest = person.needs, 0.45 * person.needs
    constant = needs - LEAN_BURNS * lean - FAT_BURNS * fat
    constant -= ((1 - THERMIC) * person.activity - 1) * person.resting
    weights, spents, dry = np.empty_like(eaten), np.empty_like(eaten), np.empty_like(eaten)
    for day in range(eaten.shape[1]):
        weight = fat + lean + fluid + GLYCOGEN_WITH_WATER * glycogen
        weights[:, day] = weight
        dry[:, day] = fat + lean + fluid_at_rest + GLYCOGEN_WITH_WATER * GLYCOGEN
        more = eaten[:, day] - needs
        carbs = 0.45 * eaten[:, day]
        level = person.activity + moves[:, day]
        moving = ((1 - THERMIC) * level - 1) * person.resting / person.weight
        speed = person.water_speed
        stored = speed * (carbs - carbs_at_rest * (glycogen / GLYCOGEN) ** 2) / GLYCOGEN_DENSITY
        demand = (
            constant
            + moving * weight
            + THERMIC * person.thermic * more
            + adapted
            + LEAN_BURNS * lean
            + FAT_BURNS * fat
        )
        cost = forbes * (1 + LEAN_COST / lean_density) + fat * (1 + FAT_COST / FAT_DENSITY)
        rate = (eaten[:, day] - demand - GLYCOGEN_DENSITY * stored) / cost
        lean_change, fat_change = rate * forbes / lean_density, rate * fat / FAT_DENSITY
        spents[:, day] = (
            eaten[:, day]
            - FAT_DENSITY * fat_change
            - lean_density * lean_change
            - GLYCOGEN_DENSITY * stored
        )
        drained = SODIUM_LOSS * (fluid - fluid_at_rest) + SODIUM_CARBS * (1 - carbs / carbs_at_rest)
        fluid = fluid + speed * (salt[:, day] - drained) / SODIUM_IN_FLUID
        adapted = adapted + (ADAPTS * person.adaptation * more - adapted) / ADAPTS_IN
        fat, lean = np.maximum(fat + fat_change, 1.5), lean + lean_change
        glycogen = np.maximum(glycogen + stored, 0.02)
    return Life(weights, spents, dry)
