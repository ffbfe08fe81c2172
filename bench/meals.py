"""The meals that are logged: three foods each, about 1.1 kB as stored."""

from itertools import product
from typing import Any

from nutritrack.demo_foods import BERRIES, BROCCOLI, COFFEE, MEALS, SALAD, Portion
from nutritrack.meals.models import MealType

FOOD_ID = "5f9d88b2c3a4e5f6a7b8c9d0"
SOURCE = "USDA FoodData Central"
NUTRIENTS = {"sodium": 320.5, "calcium": 96.0, "iron": 1.2}
ANALYSIS = "Well balanced: good protein, and vegetables for fibre. A little more water would help."
FILLING = (COFFEE, SALAD, BROCCOLI, BERRIES)


def bodies() -> list[dict[str, Any]]:
    """Meals as a client sends them, less the date."""
    return [
        {
            "mealType": meal_type.value,
            "foods": [_food(portion) for portion in [*foods, extra, extra][:3]],
            "analysis": ANALYSIS,
        }
        for meal_type, extra in product(MealType, FILLING)
        for foods in MEALS[meal_type]
    ]


def _food(portion: Portion) -> dict[str, Any]:
    name, grams, calories, protein, carbs, fat, fiber, sugar = portion
    return {
        "foodId": FOOD_ID,
        "name": name,
        "calories": calories,
        "protein": protein,
        "carbs": carbs,
        "fat": fat,
        "fiber": fiber,
        "sugar": sugar,
        "quantity": f"{grams} g",
        "grams": grams,
        "nutrients": NUTRIENTS,
        "source": SOURCE,
    }
