"""Who takes part: adults as different as in nutrition surveys, and what they say of themselves."""

from dataclasses import dataclass

import numpy as np

from eval.expenditure.arrays import Bools, Floats, Ints
from eval.expenditure.hall import Person
from eval.expenditure.scenarios import Scenario

LEVELS = np.array([1.2, 1.375, 1.55, 1.725, 1.9])  # sedentary ... extra active


@dataclass(frozen=True, slots=True)
class Said:
    """What they type in when they join."""

    male: Bools
    known_sex: bool
    age: Ints
    height: Floats  # cm
    weight: Floats  # kg
    level: Ints  # which of LEVELS
    equation: Floats  # kcal a day, Mifflin-St Jeor x the level


def draw(chance: np.random.Generator, scenario: Scenario, count: int) -> Person:
    male = chance.random(count) < scenario.men
    age = chance.uniform(20, 65, count)
    height = np.where(male, chance.normal(1.77, 0.07, count), chance.normal(1.63, 0.065, count))
    height = np.clip(height, 1.4, 2.1)
    bmi = chance.uniform(*scenario.bmi, count)
    weight = bmi * height**2
    typical = 10 * weight + 625 * height - 5 * age + np.where(male, 5, -161)
    resting = typical * np.clip(chance.normal(1, 0.09, count), 0.75, 1.25)
    activity = chance.uniform(1.35, 2.0, count)
    spread = scenario.textbook

    def unlike(wide: float) -> Floats:
        return np.clip(1 + chance.uniform(-wide, wide, count) * spread, 0.2, 1.8)

    return Person(
        male=male.astype(float),
        age=age,
        height=height,
        weight=weight,
        resting=resting,
        activity=activity,
        lean_density=unlike(0.3),
        adaptation=unlike(0.6),
        thermic=unlike(0.3),
        water_speed=np.clip(1 - chance.uniform(0, 0.7, count) * spread, 0.3, 1),
    )


def tell(chance: np.random.Generator, scenario: Scenario, person: Person, weight: Floats) -> Said:
    """What people say of themselves when they weigh `weight` kg."""
    count = len(weight)
    bias, error = scenario.activity_bias, scenario.activity_error
    told = person.activity + chance.normal(bias, error, count)
    level = np.abs(told[:, None] - LEVELS).argmin(axis=1)
    weighed = np.round(weight + chance.normal(0, 0.5, count), 1)
    height, age = np.round(100 * person.height), np.floor(person.age)
    sexed = np.where(person.male > 0, 5, -161) if scenario.known_sex else -78
    return Said(
        male=person.male > 0,
        known_sex=scenario.known_sex,
        age=age.astype(int),
        height=height,
        weight=weighed,
        level=level,
        equation=(10 * weighed + 6.25 * height - 5 * age + sexed) * LEVELS[level],
    )
