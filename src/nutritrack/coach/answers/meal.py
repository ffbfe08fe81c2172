"""A short judgement of one meal against the day it belongs to.

A meal is held to its part of the day's target: with a third of the day's energy, a third of the
protein. What the foods do not tell is not judged.
"""

from nutritrack.arithmetic import fsum
from nutritrack.coach import words
from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.answers.helping import amount_of
from nutritrack.coach.answers.judged import first_upper
from nutritrack.coach.models import FactRole
from nutritrack.coach.tools import overview, targets_of
from nutritrack.foods.nutrients import BY_ID
from nutritrack.meals.models import Meal
from nutritrack.mongo.documents import Db
from nutritrack.targets.models import Target
from nutritrack.targets.verdicts import Judgement, Verdict
from nutritrack.users.models import Account

GOOD = ("protein", "fiber", "iron", "calcium")  # said where a meal is rich or poor in them
LIMITED = ("sodium", "saturatedFat", "addedSugar")
KNOWN = 0.9  # share of the meal's energy whose foods tell of a nutrient, to call it low
POOR, RICH, MUCH = 0.5, 1.5, 1.5  # of the meal's part of the day's target
LIGHT = 100  # kcal: with less, no part of a day is worth judging
SHOWN = 3


async def judge_meal(db: Db, user: Account, meal: Meal, language: str) -> Answer:
    """What stands out in a meal, and how the day stands with it."""
    saying = Saying(language)
    day = meal.day or user.calendar.day_of(meal.date)
    seen = await overview(db, user, day, day)
    source = saying.text("source.meal")
    name = words.meal(language, meal.meal_type)
    goal = saying.number(
        seen.goal,
        "kcal",
        words.nutrient(language, "calories"),
        saying.text("source.goal"),
        role="goal",
    )
    calories = saying.number(meal.total_calories, "kcal", name, source)
    share = meal.total_calories / seen.goal
    part = saying.number(round(100 * share), "%", name)
    saying.say("aMeal.energy", meal=first_upper(name), kcal=calories, part=part, goal=goal)
    if meal.total_calories >= LIGHT:
        targets = await targets_of(db, user, day, seen.goal)
        _say_nutrients(saying, meal, targets, share, source)
    role: FactRole = "left" if seen.left >= 0 else "over"
    left = saying.number(
        abs(seen.left),
        "kcal",
        saying.label(role),
        role=role,
    )
    saying.say("aMeal.left" if seen.left >= 0 else "aMeal.over", left=left)
    return saying.done()


def _say_nutrients(
    saying: Saying, meal: Meal, targets: dict[str, Target], share: float, source: str
) -> None:
    found = []
    for nutrient in (*GOOD, *LIMITED):
        target = targets.get(nutrient)
        amount, known = held(meal, nutrient)
        mark = _mark(target, nutrient) if target else None
        if mark is None or amount is None:
            continue
        ratio = amount / (mark * share)
        if nutrient in LIMITED and ratio > MUCH:
            found.append((ratio / MUCH, "high", Verdict.HIGH, nutrient, amount, mark))
        elif nutrient in GOOD and ratio > RICH:
            found.append((ratio / RICH, "rich", Verdict.OK, nutrient, amount, mark))
        elif nutrient in GOOD and ratio < POOR and known >= KNOWN:
            found.append((POOR / max(ratio, 0.01), "poor", Verdict.LOW, nutrient, amount, mark))
    for _, key, verdict, nutrient, amount, mark in sorted(found, reverse=True)[:SHOWN]:
        name = words.nutrient(saying.language, nutrient)
        unit = BY_ID[nutrient].unit
        said = saying.number(
            amount,
            unit,
            name,
            source,
            nutrient=nutrient,
            target=mark * share,
            judgement=Judgement(verdict),
        )
        of_day = saying.number(round(100 * amount / mark), "%", name)
        saying.say(f"aMeal.{key}", nutrient=name, amount=said, part=of_day)


def held(meal: Meal, nutrient: str) -> tuple[float | None, float]:
    """What the foods of a meal tell of a nutrient, and the share of its energy that tells."""
    told = [(amount_of(food, nutrient), food.calories) for food in meal.foods]
    known = [(amount, kcal) for amount, kcal in told if amount is not None]
    if not known:
        return None, 0.0
    energy = fsum(kcal for _, kcal in told)
    share = fsum(kcal for _, kcal in known) / energy if energy else 1.0
    return fsum(amount for amount, _ in known), share


def _mark(target: Target, nutrient: str) -> float | None:
    return target.most if nutrient in LIMITED else target.least
