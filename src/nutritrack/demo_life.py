"""Some months of an invented life: what Dana ate, wrote down and weighed. Pure; no database.

Her weight follows from what she eats and spends, so that what the product works out can be true.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import pi, sin

from nutritrack.demo_foods import MEALS, Portion
from nutritrack.marks.models import Mark
from nutritrack.meals.models import LogFood, MealType

START_KG, START_SPENT = 78.0, 2120.0  # kg; kcal a day
KCAL_PER_KG = 7000.0  # of weight she loses, at about 27 kg of fat (Forbes)
SPENT_PER_KG, SPENT_SPREAD = 16.0, 120.0  # kcal a day; the latter from one day to the next
WATER, WATER_KEPT = 0.35, 0.5  # kg, one SD, and the share of it that is left on the next day
CYCLE_KG, CYCLE_DAYS = 0.35, 28  # kg to each side
SCALE_ERROR = 0.1  # kg

SKIPPED_DAY, SKIPPED_WEIGHING = 0.05, 0.25
FORGOTTEN_DINNER = 0.07  # eaten, and not written down; she marks most such days as partial
MARKED = 0.8
LITTLE = 1250  # kcal; days with less that are all there she marks as complete
CHANCE = {MealType.BREAKFAST: 0.9, MealType.LUNCH: 0.95, MealType.DINNER: 0.97, MealType.SNACK: 0.6}
HOURS = {MealType.BREAKFAST: 7.5, MealType.LUNCH: 12.5, MealType.SNACK: 16.0, MealType.DINNER: 19.0}
APPETITE, WEEKEND = 1.08, 0.12
# Near the weight she aims at she eats more again, so that a year of her is no year of hunger.
EASES_KG, EASES_BY, EASES_MOST = 73.0, 0.06, 0.3  # below that weight: so much a kilogram


@dataclass(frozen=True)
class Eaten:
    """`hour` by the clock on the wall."""

    meal_type: MealType
    hour: float
    foods: Sequence[LogFood]

    @property
    def calories(self) -> float:
        return sum(food.calories for food in self.foods)


@dataclass(frozen=True)
class LivedDay:
    """`meals` are those she wrote down; `weight` is what the scale said, kg, if she stepped on it.

    `spent` is the truth, kcal, which nothing but a test may look at.
    """

    day: date
    meals: Sequence[Eaten]
    mark: Mark | None
    weight: float | None
    spent: float


def live(first: date, days: int, chance: random.Random) -> Iterator[LivedDay]:
    """The same for the same chance, apart from what weekends do."""
    weight, water = START_KG, 0.0
    for number in range(days):
        day = first + timedelta(days=number)
        water = WATER_KEPT * water + chance.gauss(0, WATER * (1 - WATER_KEPT**2) ** 0.5)
        wave = CYCLE_KG * sin(2 * pi * number / CYCLE_DAYS)
        shown = weight + water + wave + chance.gauss(0, SCALE_ERROR)
        weighed = chance.random() >= SKIPPED_WEIGHING
        eased = min(EASES_BY * max(EASES_KG - weight, 0), EASES_MOST)
        eaten = _eat(day, APPETITE + eased, chance)
        spent = START_SPENT + SPENT_PER_KG * (weight - START_KG) + chance.gauss(0, SPENT_SPREAD)
        weight += (sum(meal.calories for meal in eaten) - spent) / KCAL_PER_KG
        written, mark = _write_down(eaten, chance)
        yield LivedDay(day, written, mark, round(shown, 1) if weighed else None, spent)


def _eat(day: date, appetite: float, chance: random.Random) -> list[Eaten]:
    hunger = max(0.5, chance.gauss(appetite, 0.1) + (WEEKEND if day.weekday() >= 5 else 0))
    meals = []
    for meal_type, likely in CHANCE.items():
        foods = [_food(portion, hunger) for portion in chance.choice(MEALS[meal_type])]
        hour = HOURS[meal_type] + chance.gauss(0, 0.4)
        if chance.random() < likely:
            meals.append(Eaten(meal_type, hour, foods))
    return meals


def _write_down(
    eaten: Sequence[Eaten], chance: random.Random
) -> tuple[Sequence[Eaten], Mark | None]:
    skipped, forgotten, marked = chance.random(), chance.random(), chance.random()
    if skipped < SKIPPED_DAY:
        return [], None
    if forgotten < FORGOTTEN_DINNER:
        written = [meal for meal in eaten if meal.meal_type is not MealType.DINNER]
        return written, Mark.PARTIAL if marked < MARKED and len(written) < len(eaten) else None
    little = sum(meal.calories for meal in eaten) < LITTLE
    return eaten, Mark.COMPLETE if little else None


def _food(portion: Portion, factor: float) -> LogFood:
    """A portion, larger or smaller."""
    name, grams, calories, protein, carbs, fat, fiber, sugar = portion
    eaten = round(grams * factor / 5) * 5
    part = eaten / grams
    return LogFood(
        name=name,
        grams=eaten,
        quantity=f"{eaten} g",
        calories=round(calories * part, 1),
        protein=round(protein * part, 1),
        carbs=round(carbs * part, 1),
        fat=round(fat * part, 1),
        fiber=round(fiber * part, 1),
        sugar=round(sugar * part, 1),
    )
