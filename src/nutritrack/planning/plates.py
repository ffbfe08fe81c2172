"""A planned day as people read it: dishes, amounts, what they have, and how close that is."""

from collections.abc import Iterable, Sequence

from nutritrack.arithmetic import fsum
from nutritrack.foods.nutrients import scaled
from nutritrack.planning.generate import Candidate
from nutritrack.planning.goals import AT_LEAST, AT_MOST, TARGETS
from nutritrack.planning.models import (
    Bound,
    Deviation,
    Dish,
    Item,
    PlannedDay,
    PlannedMeal,
    Wish,
)
from nutritrack.planning.templates import Ingredient, Template


def day_of(wish: Wish, candidate: Candidate, grams: Sequence[Sequence[float]]) -> PlannedDay:
    """A day with these portions, in the order of its courses and their parts."""
    meals = []
    for number, slot in enumerate(candidate.slots):
        dishes = [
            _dish(course.template, portions)
            for course, portions in zip(candidate.courses, grams, strict=True)
            if course.slot == number
        ]
        items = [item for dish in dishes for item in dish.items]
        meals.append(PlannedMeal(meal_type=slot.meal, dishes=dishes, totals=totals(items)))
    whole = totals(item for meal in meals for dish in meal.dishes for item in dish.items)
    deviations = list(_deviations(wish, whole))
    return PlannedDay(
        meals=meals,
        totals=whole,
        deviations=deviations,
        within=all(each.within for each in deviations),
    )


def totals(items: Iterable[Item]) -> dict[str, float]:
    """The sums of the nutrients that every food knows: what one does not know has no sum."""
    foods = [item.amounts for item in items]
    known = [name for name in foods[0] if all(name in food for food in foods)] if foods else []
    return {name: fsum(food[name] for food in foods) for name in known}


def _dish(template: Template, grams: Sequence[float]) -> Dish:
    return Dish(
        template=template.id,
        name=template.name,
        name_de=template.name_de,
        cuisine=template.cuisine,
        items=[
            _item(part.ingredient, amount)
            for part, amount in zip(template.parts, grams, strict=True)
        ],
    )


def _item(food: Ingredient, grams: float) -> Item:
    return Item(
        food_id=food.food_id,
        name=food.name,
        name_de=food.name_de,
        grams=grams,
        quantity=food.quantity(grams),
        amounts=scaled(food.per100g, grams),
    )


def _deviations(wish: Wish, planned: dict[str, float]) -> Iterable[Deviation]:
    for nutrient, (field, allowed) in TARGETS.items():
        if (wanted := getattr(wish, field)) is not None:
            yield _deviation(nutrient, Bound.TARGET, wanted, planned.get(nutrient), allowed)
    for bounds, bound in ((AT_LEAST, Bound.AT_LEAST), (AT_MOST, Bound.AT_MOST)):
        for nutrient, field in bounds.items():
            if (wanted := getattr(wish, field)) is not None:
                yield _deviation(nutrient, bound, wanted, planned.get(nutrient), 0)


def _deviation(
    nutrient: str, bound: Bound, wanted: float, planned: float | None, allowed: float
) -> Deviation:
    off = None if planned is None else planned / wanted - 1
    return Deviation(
        nutrient=nutrient,
        bound=bound,
        wanted=wanted,
        planned=planned,
        off=off,
        within=off is not None
        and (off >= -allowed or bound == Bound.AT_MOST)
        and (off <= allowed or bound == Bound.AT_LEAST),
    )
