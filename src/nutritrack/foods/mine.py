"""What one person may mean by a name: foods they made, and foods they usually eat."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from nutritrack.foods.catalogue import Entry
from nutritrack.foods.models import FoodKind, FoundFood, OwnFood, Portion
from nutritrack.foods.nutrients import MAIN
from nutritrack.meals.models import MealFood, UsualFood


@dataclass(frozen=True, slots=True)
class Mine:
    """A food of one person's, in the form in which foods are looked for."""

    shown: FoundFood

    @property
    def name(self) -> str:
        return self.shown.name

    @property
    def aliases(self) -> Sequence[str]:
        return (self.shown.brand,) if self.shown.brand else ()

    @property
    def portions(self) -> Sequence[Portion]:
        return self.shown.portions

    @property
    def density(self) -> float | None:
        return self.shown.density


Findable: TypeAlias = Entry | Mine


def of_own(food: OwnFood) -> Mine:
    return Mine(FoundFood.model_validate(food.model_dump()))


def of_usual(usual: UsualFood) -> Mine:
    """A food known from the diary. Its values of 100 g are known where its weight was."""
    food = usual.food
    portions = []
    if food.grams:
        portions = [Portion(name=food.quantity, grams=food.grams, source="your diary")]
    return Mine(
        FoundFood(
            id=food.food_id,
            name=food.name,
            kind=FoodKind.LOGGED,
            per100g=per_100g(food),
            portions=portions,
            last=food,
            times=usual.times,
        )
    )


def per_100g(food: MealFood) -> dict[str, float] | None:
    """The values of 100 g of a food that was weighed."""
    if not food.grams:
        return None
    said = {name: getattr(food, name) for name in MAIN if name in food.model_fields_set}
    said |= food.nutrients or {}
    return {name: amount * 100 / food.grams for name, amount in said.items()}
