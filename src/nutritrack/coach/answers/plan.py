"""Meals planned for what is left today or for whole days, and what to eat next."""

import asyncio
import re
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from nutritrack.arithmetic import CARBS_KCAL, FAT_KCAL, PROTEIN_KCAL, fsum
from nutritrack.coach import words
from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.answers.log import meal_now
from nutritrack.coach.answers.planned import say_plan
from nutritrack.coach.answers.wishes import bounds, disliked
from nutritrack.coach.models import Role
from nutritrack.coach.request import Request
from nutritrack.coach.tools import MACROS, overview, safe_goal, usual
from nutritrack.meals.models import MealType
from nutritrack.mongo.documents import now
from nutritrack.planning.diets import Allergen, Diet
from nutritrack.planning.models import NoPlan, Plan, Wish
from nutritrack.planning.planner import plan as find
from nutritrack.targets.macros import macro_targets
from nutritrack.targets.models import Body

ALLERGENS = {
    "treenut": Allergen.NUTS,
    "nuts": Allergen.NUTS,
    "peanut": Allergen.PEANUTS,
    "wheat": Allergen.GLUTEN,
}
FAT_SHARE = 0.30  # of the energy: the middle of 20 to 35 %
PROTEIN_SHARE = 0.18  # where the person's own aim is lower
SHARES = {
    MealType.BREAKFAST: 0.25,
    MealType.LUNCH: 0.35,
    MealType.DINNER: 0.30,
    MealType.SNACK: 0.10,
}
DAY = (MealType.BREAKFAST, MealType.LUNCH, MealType.DINNER)
LEAST = 50  # kcal: less is no meal
EARLY = 10  # o'clock: from then on a plan of a day is for the next one
TOMORROW = re.compile(r"\btomorrow\b|(?<!heute )(?<!guten )\bmorgen\b", re.IGNORECASE)
FORGET = 4  # replies ago, a planned dish may come again


async def suggest(request: Request) -> Answer:
    """One meal for now, from what is left."""
    slots = request.understood.slots
    meal = MealType(slots.meal) if slots.meal else meal_now(request)
    return await _one_meal(request, meal)


async def plan(request: Request) -> Answer:
    """A meal from what is left, the rest of today, or whole days."""
    slots = request.understood.slots
    if slots.meal and (slots.days or 1) == 1:
        return await _one_meal(request, MealType(slots.meal))
    saying = Saying(request.language)
    goal, floor_note = safe_goal(request.user, slots.kcal)
    days = min(slots.days or 1, 7)
    if floor_note:
        label = words.nutrient(saying.language, "calories")
        said = saying.number(goal, "kcal", label, saying.text("source.goal"), role="goal")
        saying.say("plan.floor", floor=said)
    meals = (MealType(slots.meal),) if slots.meal else DAY
    kcal = goal * SHARES[meals[0]] if slots.meal else goal
    wish = _wish(request, kcal, meals, days, _macros(request, kcal, {}))
    return await _answer(saying, request, wish)


async def _one_meal(request: Request, meal: MealType) -> Answer:
    saying = Saying(request.language)
    seen = await overview(request.db, request.user, request.today, request.today)
    goal, _ = safe_goal(request.user, None)
    left = fsum((goal, seen.added, -seen.calories))
    if left < LEAST:
        energy = words.nutrient(saying.language, "calories")
        over = saying.number(max(-left, 0), "kcal", energy)
        saying.say("plan.nothingLeft", day=saying.day(request.today, request.today), over=over)
        return saying.done()
    kcal = float(request.understood.slots.kcal or _part_for(meal, left, goal))
    eaten = {name: seen.standings[name].amount or 0 for name in MACROS} if seen.meals else {}
    macros = _macros(request, goal, eaten)
    part = kcal / left
    macros = {name: grams * part for name, grams in macros.items()}
    return await _answer(saying, request, _wish(request, kcal, (meal,), 1, macros))


def _part_for(meal: MealType, left: float, goal: float) -> float:
    """Dinner may take all that is left; an earlier meal leaves the later ones their share."""
    later = fsum(SHARES[each] for each in DAY[DAY.index(meal) + 1 :]) if meal in DAY else 0.3
    share = SHARES[meal] / (SHARES[meal] + later)
    most = goal * (SHARES[meal] + 0.15)
    return max(LEAST, min(left * share if meal is not MealType.DINNER else left, most))


def _macros(request: Request, kcal: float, eaten: dict[str, float]) -> dict[str, float]:
    """Grams of protein, carbs and fat for a day of so much energy, less what was eaten."""
    target = macro_targets(Body.of(request.user), kcal)["protein"]
    protein = max(target.aim or target.least or 0, PROTEIN_SHARE * kcal / PROTEIN_KCAL)
    protein = min(protein, target.most or protein)
    fat = FAT_SHARE * kcal / FAT_KCAL
    carbs = (kcal - PROTEIN_KCAL * protein - FAT_KCAL * fat) / CARBS_KCAL
    whole = {"protein": protein, "carbs": carbs, "fat": fat}
    left = {name: grams - eaten.get(name, 0) for name, grams in whole.items()}
    # What is used up already is not aimed for any more.
    return {name: grams for name, grams in left.items() if grams > 1}


def _wish(
    request: Request,
    kcal: float,
    meals: tuple[MealType, ...],
    days: int,
    macros: dict[str, float],
) -> Wish:
    slots = request.understood.slots
    return Wish(
        kcal=kcal,
        meals=meals,
        days=days,
        avoid=frozenset(ALLERGENS.get(each) or Allergen(each) for each in slots.avoid),
        diets=frozenset(Diet(each) for each in slots.diets),
        exclude=frozenset(_planned_lately(request)),
        seed=int(str(request.question_id)[-8:], 16),
        **macros,
    )


async def _answer(saying: Saying, request: Request, wish: Wish) -> Answer:
    left_out = disliked(request)
    bounded = await bounds(request, safe_goal(request.user, None)[0], wish.kcal)
    times = {each.food.name.casefold(): float(each.times) for each in await usual_of(request)}
    wish = wish.model_copy(update={"usual": times, "disliked": left_out})
    try:
        found = await asyncio.to_thread(_find, wish, bounded)
    except NoPlan as problem:
        parts = ", ".join(f"{each.name} {each.value}" for each in problem.clash.constraints)
        saying.say("plan.clash", list=parts)
        return saying.done()
    return say_plan(saying, wish, found, bounded, _first_day(request, wish))


def _find(wish: Wish, bounded: dict[str, float]) -> Plan:
    """A plan within the bounds of a good day, or one that only meets energy and macronutrients.

    Takes a core for a while.
    """
    found = find(wish.model_copy(update=bounded))
    if found.within:
        return found
    plain = find(wish)
    return plain if plain.within else found


async def usual_of(request: Request) -> list[Any]:
    return [each for each in await usual(request.db, request.user) if len(each.food.name) <= 60]


def _first_day(request: Request, wish: Wish) -> date:
    """A meal is for today; whole days begin tomorrow, unless today is named or still empty."""
    tomorrow = request.today + timedelta(days=1)
    if TOMORROW.search(request.text):
        return tomorrow
    if len(wish.meals) == 1 or request.understood.slots.day == "today":
        return request.today
    local = now().astimezone(ZoneInfo(request.user.timezone))
    return request.today if local.hour < EARLY else tomorrow


def _planned_lately(request: Request) -> list[str]:
    """Dishes of the last plans: asked again, somebody wants others."""
    found: list[str] = []
    replies = [each for each in request.history if each.role is Role.ASSISTANT]
    for message in replies[-FORGET:]:
        metadata = message.metadata if isinstance(message.metadata, dict) else {}
        planned = metadata.get("mealPlan")
        if isinstance(planned, dict) and isinstance(planned.get("templates"), list):
            found += [name for name in planned["templates"] if isinstance(name, str)]
    return found
