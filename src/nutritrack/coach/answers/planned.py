"""A plan in words, as facts, and as the card that the client shows."""

from datetime import date
from typing import Any

from nutritrack.arithmetic import fsum, rounded
from nutritrack.coach import words
from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.answers.judged import first_upper
from nutritrack.coach.answers.wishes import BOUNDS
from nutritrack.coach.models import MessageType
from nutritrack.coach.tools import MACROS
from nutritrack.meals.models import MealType
from nutritrack.planning.models import Dish, Item, Plan, Wish

SHOWN = ("calories", *MACROS, "fiber", "sugar")


def say_plan(
    saying: Saying, wish: Wish, found: Plan, bounded: dict[str, float], first: date
) -> Answer:
    items, lines, templates = [], [], []
    source = saying.text("source.computed")
    for number, day in enumerate(found.days, 1):
        if len(found.days) > 1:
            total = saying.number(day.totals["calories"], "kcal", saying.label("total"), source)
            lines.append(
                saying.text(
                    "plan.dayHead", n=saying.count(number, "", saying.label("day")), kcal=total
                )
            )
        for meal in day.meals:
            name = " + ".join(_name(saying, dish) for dish in meal.dishes)
            kcal = saying.number(meal.totals["calories"], "kcal", name, source)
            title = words.meal(saying.language, meal.meal_type)
            title = first_upper(title)
            lines.append("- " + saying.text("plan.meal", meal=title, name=name, kcal=kcal))
            for dish in meal.dishes:
                templates.append(dish.template)
                items += [_item(saying, item, meal.meal_type, number) for item in dish.items]
    totals = {name: rounded(fsum(item.get(name, 0) for item in items)) for name in SHOWN}
    name = _title(saying, wish)
    values = {
        macro: saying.number(totals[macro], "g", words.nutrient(saying.language, macro), source)
        for macro in MACROS
    }
    calories = saying.number(totals["calories"], "kcal", saying.label("total"), source)
    if len(found.days) > 1:
        average = saying.number(
            totals["calories"] / len(found.days), "kcal", saying.label("average"), source
        )
        saying.say("plan.introDays", name=name, calories=calories, average=average, **values)
    else:
        saying.say("plan.intro", name=name, calories=calories, **values)
    for line in lines:
        saying.line(line)
    saying.line("")
    _say_misses(saying, found, bounded)
    if wish.avoid:
        saying.say(
            "plan.avoided",
            list=", ".join(words.allergen(saying.language, each) for each in sorted(wish.avoid)),
        )
    if wish.disliked:
        saying.say("plan.disliked", list=", ".join(wish.disliked))
    saying.say("plan.disclaimer")
    plan = {
        "name": first_upper(name),
        "day": first.isoformat(),
        "items": items,
        "totalCalories": totals["calories"],
        "totalProtein": totals["protein"],
        "totalCarbs": totals["carbs"],
        "totalFat": totals["fat"],
        "within": found.within,
        "templates": templates,
    }
    return saying.done(MessageType.MEAL_PLAN, mealPlan=plan)


def _say_misses(saying: Saying, found: Plan, bounded: dict[str, float]) -> None:
    off = _misses(found, bounded)
    if not off:
        return
    units = {"calories": "kcal", "sodium": "mg"}
    parts = [
        saying.text(
            "plan.missPart",
            nutrient=words.nutrient(saying.language, nutrient),
            amount=saying.number(amount, units.get(nutrient, "g"), nutrient),
        )
        for nutrient, amount in off.items()
    ]
    saying.say("plan.misses", list=", ".join(parts))


def _misses(found: Plan, bounded: dict[str, float]) -> dict[str, float]:
    """By how much the worst day is off its targets and bounds."""
    off: dict[str, float] = {}
    for day in found.days:
        for each in day.deviations:
            if not each.within and each.planned is not None:
                off[each.nutrient] = max(off.get(each.nutrient, 0), abs(each.planned - each.wanted))
        for nutrient, field in BOUNDS.items():
            mark, planned = bounded.get(field), day.totals.get(nutrient)
            if mark is None or planned is None:
                continue
            gap = mark - planned if nutrient == "fiber" else planned - mark
            if gap > 0:
                off[nutrient] = max(off.get(nutrient, 0), gap)
    return off


def _title(saying: Saying, wish: Wish) -> str:
    if len(wish.meals) == 1 and wish.days == 1:
        return saying.text("plan.single", meal=words.meal(saying.language, wish.meals[0]))
    if wish.days == 1:
        return saying.text("plan.dayName")
    return saying.text("plan.daysName", n=saying.count(wish.days, "day", saying.label("plan")))


def _name(saying: Saying, dish: Dish) -> str:
    return dish.name_de if saying.language == "de" else dish.name


def _item(saying: Saying, item: Item, meal_type: MealType, day: int) -> dict[str, Any]:
    amounts = {name: rounded(item.amounts[name]) for name in SHOWN if name in item.amounts}
    others = {name: rounded(n) for name, n in item.amounts.items() if name not in SHOWN}
    return {
        "name": item.name_de if saying.language == "de" else item.name,
        "foodId": str(item.food_id),
        "grams": item.grams,
        "quantity": item.quantity,
        **amounts,
        "nutrients": others,
        "mealType": meal_type.value,
        "dayNumber": day,
    }
