"""What would help: foods that this person really eats and that fit what is left."""

from nutritrack.coach import words
from nutritrack.coach.answer import Saying
from nutritrack.coach.request import Request
from nutritrack.coach.tools import Overview, Standing, lows, usual
from nutritrack.meals.models import MealFood

SUGGESTED = 2
LEAST_PART = 0.1  # of the gap: less is no help


async def what_helps(saying: Saying, request: Request, seen: Overview) -> None:
    """Up to two foods for what is most missing, that fit into the energy that is left."""
    low = lows(seen.standings.values())
    wanted = next((each for each in low if each.nutrient == "protein"), low[0] if low else None)
    if wanted is None or wanted.judgement is None:
        return
    foods = [each.food for each in await usual(request.db, request.user)]
    for food, amount in best_for(wanted, foods, seen.left)[:SUGGESTED]:
        called = saying.name(food.name)
        source = saying.text("source.diary", days=called)
        name = words.nutrient(saying.language, wanted.nutrient)
        saying.say(
            "day.suggestion",
            food=called,
            quantity=saying.quantity(food.quantity, called, source),
            amount=saying.number(amount, wanted.unit, f"{name}: {called}", source),
            nutrient=name,
            kcal=saying.number(food.calories, "kcal", called, source),
        )


async def say_source(saying: Saying, request: Request, standing: Standing) -> None:
    """The food of this person that brings most of what is missing, however much is left."""
    foods = [each.food for each in await usual(request.db, request.user)]
    for food, amount in best_for(standing, foods, float("inf"))[:1]:
        name = words.nutrient(saying.language, standing.nutrient)
        called = saying.name(food.name)
        source = saying.text("source.diary", days=called)
        saying.say(
            "why.add",
            food=called,
            quantity=saying.quantity(food.quantity, called, source),
            amount=saying.number(amount, standing.unit, f"{name}: {called}", source),
        )


def best_for(
    standing: Standing, foods: list[MealFood], kcal_left: float
) -> list[tuple[MealFood, float]]:
    """The foods that bring most of a nutrient for their energy, and how much of it."""
    gap = (standing.judgement.gap if standing.judgement else 0) or 0
    found = []
    for food in foods:
        amount = amount_of(food, standing.nutrient)
        if amount is None or amount < gap * LEAST_PART or not 0 < food.calories <= kcal_left:
            continue
        found.append((min(amount, gap) / food.calories, food, amount))
    found.sort(key=lambda each: -each[0])
    return [(food, amount) for _, food, amount in found]


def amount_of(food: MealFood, nutrient: str) -> float | None:
    """How much a food held; None where nobody knows."""
    if nutrient in ("calories", "protein", "carbs", "fat"):
        value: float = getattr(food, nutrient)
        return value
    if nutrient in ("fiber", "sugar"):
        return getattr(food, nutrient) if nutrient in food.model_fields_set else None
    return (food.nutrients or {}).get(nutrient)
