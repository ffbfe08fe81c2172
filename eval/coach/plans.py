"""Plans and drafts: their sums, what was asked of them, and what they must not contain."""

import re
from collections.abc import Iterator
from math import fsum
from typing import Any

from eval.coach.arithmetic import body, safe_goal
from eval.coach.facts import near
from eval.coach.problems import Case, Kind, Problem
from nutritrack.foods import catalogue
from nutritrack.mongo.documents import to_id
from nutritrack.targets.macros import macro_targets

TOTALS = {"calories": "Calories", "protein": "Protein", "carbs": "Carbs", "fat": "Fat"}
KCAL_OFF, MACRO_OFF = 0.03, 0.05
# What the names of foods with an allergen are made of, and what only sounds like it.
CONTAINS = {
    "milk": "milk|cheese|yogh?urt|butter|cream|paneer|feta|mozzarella|ghee|whey|curd|quark|skyr"
    "|lassi|kefir|custard|parmesan|halloumi|ricotta|labneh|buttermilk",
    "egg": "egg|omelet|mayonnaise|frittata|meringue",
    "fish": "fish|salmon|tuna|cod|herring|mackerel|sardine|anchov|trout|tilapia",
    "shellfish": "shrimp|prawn|crab|lobster|mussel|clam|squid|oyster|scallop|shellfish|calamari",
    "treenut": "almond|walnut|cashew|hazelnut|pecan|pistachio|macadamia|brazil nut",
    "peanut": "peanut",
    "wheat": "wheat|bread|pasta|noodle|couscous|bulgur|semolina|spaghetti|pita|naan|seitan|toast"
    "|bagel|barley|rye|farro|tortilla, flour|chapati|roti",
    "soy": "soy|tofu|tempeh|edamame|miso",
    "sesame": "sesame|tahini|hummus",
}
HARMLESS = re.compile(
    r"(?:coconut|almond|oat|soy|rice|cashew|tofu) (?:milk|cream|drink|yogh?urt)"
    r"|(?:milk|yogh?urt), (?:coconut|almond|oat|soy|rice)"
    r"|(?:peanut|almond|cashew|nut|apple|cocoa) butter|butter ?(?:bean|nut|head)\w*"
    r"|cream of (?:rice|tartar)|egg ?plant|buckwheat|rice noodles?|noodles?, rice"
    r"|gluten[ -]free.*|corn ?bread|cream-style",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Problem]:
    plan, draft = case.metadata.get("mealPlan"), case.metadata.get("draft")
    if plan:
        yield from _sums(plan)
        yield from _asked(case, plan)
        yield from _left_out(case, plan)
    if draft:
        yield from _draft(case, draft)


def _sums(plan: dict[str, Any]) -> Iterator[Problem]:
    for name, total in TOTALS.items():
        added = fsum(item[name] for item in plan["items"])
        if not near(plan[f"total{total}"], [added]):
            yield Problem(Kind.TOTAL, f"{name}: {plan[f'total{total}']}, not {added:.2f}")
    for item in plan["items"]:
        known = catalogue.load().get(to_id(item["foodId"]))
        for name in TOTALS:
            if known and not near(item[name], [known.per100g[name] * item["grams"] / 100]):
                yield Problem(Kind.TOTAL, f"{item['name']}: {item[name]} {name}")


def _asked(case: Case, plan: dict[str, Any]) -> Iterator[Problem]:
    """A plan that says it is within is that, day by day."""
    meal, days, kcal = (case.slots.get(name) for name in ("meal", "days", "kcal"))
    by_day: dict[int, list[dict[str, Any]]] = {}
    for item in plan["items"]:
        by_day.setdefault(item["dayNumber"], []).append(item)
    if days and len(by_day) != min(days, 7):
        yield Problem(Kind.TOTAL, f"{len(by_day)} days, not {days}")
    if not plan["within"]:
        return
    is_meal = case.metadata["intent"] == "suggest" or meal is not None
    goal = safe_goal(case.person, None if is_meal else kcal)
    for items in by_day.values():
        sums = {name: fsum(item[name] for item in items) for name in TOTALS}
        if is_meal:
            left = goal - case.eaten(case.today, case.today).calories
            most = kcal or (left if len(by_day) == 1 else goal)
            if sums["calories"] > most * (1 + KCAL_OFF):
                yield Problem(Kind.TOTAL, f"{sums['calories']:.0f} kcal of {most:.0f}")
            if kcal and not near(sums["calories"], [kcal], KCAL_OFF * kcal):
                yield Problem(Kind.TOTAL, f"{sums['calories']:.0f} kcal for {kcal}")
            continue
        for name, wanted in {"calories": goal, **_macros(case, goal)}.items():
            room = (KCAL_OFF if name == "calories" else MACRO_OFF) * wanted
            if not near(sums[name], [wanted], room + 0.01):
                yield Problem(Kind.TOTAL, f"{name} {sums[name]:.1f} for {wanted:.1f}")


def _macros(case: Case, kcal: float) -> dict[str, float]:
    """Grams: protein by the person's aim or 18 % of the energy, 30 % fat, the rest carbs."""
    target = macro_targets(body(case.person), kcal)["protein"]
    protein = max(target.aim or target.least or 0.0, 0.18 * kcal / 4)
    protein = min(protein, target.most or protein)
    fat = 0.30 * kcal / 9
    return {"protein": protein, "fat": fat, "carbs": (kcal - 4 * protein - 9 * fat) / 4}


def _left_out(case: Case, plan: dict[str, Any]) -> Iterator[Problem]:
    """By the names of the catalogue, for what the label says and for what was understood."""
    said = re.search(r"avoid=(\S+)", case.row["slots"])
    avoided = {*case.slots.get("avoid", []), *(said[1].split(",") if said else [])}
    for item in plan["items"]:
        known = catalogue.load().get(to_id(item["foodId"]))
        name = HARMLESS.sub("", known.name if known else item["name"])
        for allergen in avoided & CONTAINS.keys():
            if re.search(rf"\b(?:{CONTAINS[allergen]})", name, re.IGNORECASE):
                yield Problem(Kind.ALLERGEN, f"{allergen}: {item['name']}")


def _draft(case: Case, draft: dict[str, Any]) -> Iterator[Problem]:
    """The foods of a draft are those of the table, and its total is their sum."""
    for food in draft["foods"]:
        known = catalogue.load().get(to_id(food["foodId"])) if food.get("foodId") else None
        kcal = known.per100g["calories"] * food["grams"] / 100 if known else food["calories"]
        if not near(food["calories"], [kcal]):
            yield Problem(Kind.TOTAL, f"{food['name']}: {food['calories']} kcal, not {kcal:.2f}")
    total = fsum(food["calories"] for food in draft["foods"])
    told = [f["value"] for f in case.facts if f["unit"] == "kcal"]
    if not near(total, told, 0.01 * (1 + len(draft["foods"]))):
        yield Problem(Kind.TOTAL, f"no fact says the total of {total:.2f} kcal")
