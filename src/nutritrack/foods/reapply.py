"""Giving meals the present values of a food: never by itself, and first as a preview."""

from typing import Any

from nutritrack.foods.models import Food
from nutritrack.foods.nutrients import MAIN, scaled
from nutritrack.meals import service as meals
from nutritrack.meals.models import Meal, MealFood
from nutritrack.mongo.documents import Db, Id, Input, Model
from nutritrack.users.models import Account


class Reapply(Input):
    """A request to see the difference, and with `apply` to make it."""

    apply: bool = False


class Reapplied(Model):
    """One meal that has other values of the food than it has now."""

    meal_id: Id
    day: str
    before: list[MealFood]
    after: list[MealFood]
    applied: bool


async def reapply(db: Db, user: Account, food: Food, *, apply: bool) -> list[Reapplied]:
    """The meals whose values of a food differ from its present ones; changed only when asked.

    Only an amount in grams can be worked out again. A meal that changes meanwhile is left alone.
    """
    changes = []
    for meal in await meals.with_food(db, user, food.id):
        after = [_present(food, eaten) for eaten in meal.foods]
        if after == meal.foods:
            continue
        applied = apply and await meals.give_foods(db, meal, after)
        changes.append(_change(meal, after, applied=applied))
    return changes


def _present(food: Food, eaten: MealFood) -> MealFood:
    if eaten.food_id != food.id or not eaten.grams:
        return eaten
    amounts = scaled(food.per100g, eaten.grams)
    others = {name: amount for name, amount in amounts.items() if name not in MAIN}
    kept: dict[str, Any] = {
        "id": eaten.id,
        "food_id": food.id,
        "name": eaten.name,
        "source": eaten.source,
    }
    kept |= {"quantity": eaten.quantity, "grams": eaten.grams, "nutrients": others or None}
    values = {name: amounts[name] for name in MAIN if name in amounts}
    said = {name: value for name, value in {**kept, **values}.items() if value is not None}
    return MealFood(**said)


def _change(meal: Meal, after: list[MealFood], *, applied: bool) -> Reapplied:
    return Reapplied(
        meal_id=meal.id,
        day=str(meal.day or meal.date.date()),
        before=meal.foods,
        after=after,
        applied=applied,
    )
