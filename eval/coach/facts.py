"""The facts of a reply against the sums of the diary."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from math import fsum
from typing import Any

from eval.coach.arithmetic import Eaten, bounds, by_food, held, safe_goal, targets, verdict
from eval.coach.course import course
from eval.coach.diaries import weight_now
from eval.coach.names import exactly
from eval.coach.problems import Case, Kind, Problem
from nutritrack.foods import catalogue
from nutritrack.foods.nutrients import BY_ID
from nutritrack.targets.activities import activities

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
DIARY = ("your diary", "dein Tagebuch")
SCALE = ("your scale", "deine Waage")
ESTIMATE = ("estimated from your scale", "geschätzt aus deiner Waage")
TABLE = ("food table", "Lebensmitteltabelle")
MEALS = (
    *("breakfast", "lunch", "dinner", "snack"),
    *("Frühstück", "Mittagessen", "Abendessen", "Snack"),
)
MEAL = ("this meal", "diese Mahlzeit")
PER_DAY = re.compile(r" (?:a day|am Tag)$")
POUND = 0.45359237
MOST_DAYS = 40  # that a reply about the weight looks back
CENT = 0.0051  # amounts are sent with two decimals
LIMITED = ("sodium", "saturatedFat", "addedSugar")  # a meal should have little of these


def near(value: float, expected: Iterable[float], room: float = CENT) -> bool:
    return any(abs(value - each) <= room + 1e-9 * abs(each) for each in expected)


def check(case: Case) -> tuple[list[Problem], int]:
    """What is wrong, and how many facts could be worked out anew."""
    found: list[Problem] = []
    checked = 0
    for fact in case.facts:
        wrong = _wrong(case, fact)
        if wrong is not None:
            checked += 1
            found += wrong
    found += _analysis(case)
    return found, checked


def _wrong(case: Case, fact: dict[str, Any]) -> list[Problem] | None:
    """None where there is nothing to hold the fact against."""
    source, label = str(fact["from"]), str(fact["label"])
    days = [date.fromisoformat(day) for day in DATE.findall(source)]
    if source.startswith(MEAL):
        return list(_of_meal(case, fact))
    if label in MEALS and case.written:
        total = fsum(food["calories"] for meal in case.written for food in meal["foods"])
        share = round(100 * total / case.person.goal)
        return _is_one_of(case, fact, [share if fact["unit"] == "%" else total])
    if source.startswith(DIARY) and days:
        return list(_of_days(case, fact, case.eaten(days[0], days[-1])))
    if source.startswith(DIARY):
        return _is_one_of(case, fact, _logged_values(case, label))
    if source.startswith(ESTIMATE):
        return _is_one_of(case, fact, course(case.person).spent)
    if source.startswith(SCALE) or label == "weight":
        return _is_one_of(case, fact, _of_scale(case, fact["unit"]))
    if source.startswith(TABLE):
        return _of_table(case, fact)
    if fact.get("role") in ("goal", "left", "over", "gap", "target"):
        return _of_role(case, fact)
    plan = case.metadata.get("mealPlan")
    if plan and plan["within"] and fact["unit"] in ("kcal", "g") and label != "calories":
        room = 0.005 * (1 + len(plan["items"]))  # each of them is rounded
        return _is_one_of(case, fact, _of_plan(plan, fact["unit"]), room)
    if case.metadata.get("workout"):
        return _is_one_of(case, fact, _of_workout(case, fact["unit"], label), 0.5)
    named = exactly(label)
    if fact.get("nutrient") and named == fact["nutrient"]:
        return _is_one_of(case, fact, bounds(_target(case, named)))
    return None


def _is_one_of(
    case: Case, fact: dict[str, Any], expected: Iterable[float], room: float = CENT
) -> list[Problem]:
    if near(fact["value"], expected, room):
        return []
    return [Problem(Kind.FACT, f"{fact['label']}: {fact['value']} {fact['unit']}")]


def _target(case: Case, nutrient: str | None) -> Any:
    return targets(case.person, case.person.goal).get(nutrient or "")


def _of_days(case: Case, fact: dict[str, Any], eaten: Eaten) -> Iterator[Problem]:
    """An amount of some days: the nutrient's, or that of one food."""
    label, unit = str(fact["label"]), fact["unit"]
    if unit == "day":
        yield from _is_one_of(case, fact, [eaten.days, (eaten.last - eaten.first).days + 1])
        return
    name = PER_DAY.sub("", re.split(r", |: ", label)[0])
    nutrient = fact.get("nutrient") or exactly(name)
    if nutrient is None:  # a food's share
        sums = [sum_ for each in BY_ID for _, sum_ in by_food(eaten, each)]
        yield from _is_one_of(case, fact, sums)
        return
    average = eaten.average(nutrient)
    if unit == "%":
        coverage = round(average.coverage * 100) if average else 0
        yield from _is_one_of(case, fact, [coverage])
        return
    yield from _is_one_of(case, fact, [average.amount if average else 0.0])
    if fact.get("nutrient"):
        yield from _judged(case, fact, eaten, nutrient)


def _judged(case: Case, fact: dict[str, Any], eaten: Eaten, nutrient: str) -> Iterator[Problem]:
    average, target = eaten.average(nutrient), _target(case, nutrient)
    expected = verdict(average, target)
    if fact.get("verdict") != expected:
        yield Problem(Kind.VERDICT, f"{nutrient} is {expected}, not {fact.get('verdict')}")
    if average and "coverage" in fact and not near(fact["coverage"], [average.coverage]):
        yield Problem(Kind.FACT, f"coverage of {nutrient}: {fact['coverage']}")
    mark = fact.get("target")
    if mark is not None and not near(mark, bounds(target)):
        yield Problem(Kind.FACT, f"target of {nutrient}: {mark}")


def _of_role(case: Case, fact: dict[str, Any]) -> list[Problem] | None:
    """A goal, a target, or how far an amount is from it."""
    role, person = fact["role"], case.person
    nutrient = exactly(re.split(r": ", str(fact["label"]))[0])
    if role == "goal":
        return _is_one_of(case, fact, [person.goal, *_floor(case)])
    if role == "target":
        return _is_one_of(case, fact, bounds(_target(case, nutrient)))
    eaten = _range(case)
    if eaten is None:
        return None
    if fact["unit"] == "kcal":
        return _is_one_of(case, fact, [abs(person.goal - eaten.calories)])
    average = eaten.average(nutrient or "")
    marks = bounds(_target(case, nutrient))
    return _is_one_of(case, fact, [abs(m - average.amount) for m in marks] if average else [])


def _floor(case: Case) -> list[float]:
    """What a plan was raised to, where that is what the reply is about."""
    is_plan = case.metadata.get("intent") in ("plan", "suggest")
    return [safe_goal(case.person, case.slots.get("kcal"))] if is_plan else []


def _range(case: Case) -> Eaten | None:
    """The days that a reply is about."""
    analysis = case.metadata.get("analysis")
    if analysis:
        return case.eaten(date.fromisoformat(analysis["from"]), date.fromisoformat(analysis["to"]))
    return case.eaten(case.today, case.today) if case.metadata.get("logged") else None


def _logged_values(case: Case, label: str) -> list[float]:
    """Everything that a reply may say of a food that was eaten: amounts, energy and quantities."""
    foods = case.eaten(date.min, date.max).foods
    values = [held(food, nutrient) for food in foods for nutrient in BY_ID]
    texts = [str(food["quantity"]) for food in foods] + [label]
    return [value for value in values if value is not None] + _numbers(texts)


def _numbers(texts: Iterable[str]) -> list[float]:
    return [
        float(digits.replace(",", "."))
        for text in texts
        for digits in re.findall(r"\d+(?:[.,]\d+)?", text)
    ]


def _of_scale(case: Case, unit: str) -> list[float]:
    """The trend over any number of days, how it changed, and the weighings themselves."""
    factor = 1 / POUND if unit == "lb" else 1.0
    found = course(case.person)
    values = [kg * factor for kg in found.weighed]
    for day, trend in found.trend[-MOST_DAYS:]:
        apart = (case.today - day).days
        change = abs(found.trend[-1][1] - trend)
        values += [round(kg * factor, 1) for kg in (trend, change)]
        values += [round(change * 7 / apart * factor, 2)] if apart else []
    return values


def _of_table(case: Case, fact: dict[str, Any]) -> list[Problem]:
    """A value of the food table, for the grams that the reply speaks of."""
    draft = case.metadata.get("draft")
    if draft:
        foods = draft["foods"]
        values = [food["calories"] for food in foods] + [food["grams"] for food in foods]
        return _is_one_of(case, fact, values + _numbers(food["quantity"] for food in foods))
    if not fact.get("nutrient"):
        return []  # the grams
    food = str(fact["label"]).partition(": ")[2].rstrip("…").lower()
    grams = [each["value"] for each in case.facts if each["unit"] == "g"]
    table = catalogue.load()
    entries = [each for each in table.foods if each.name.lower().startswith(food[:20])]
    per_100g = [table.per100g(entry.index).get(fact["nutrient"]) for entry in entries]
    own = [held(each, fact["nutrient"]) for each in case.eaten(date.min, date.max).foods]
    weights = [each.get("grams") for each in case.eaten(date.min, date.max).foods]
    per_100g += [a * 100 / g for a, g in zip(own, weights, strict=True) if a is not None and g]
    values = [amount * each / 100 for amount in per_100g if amount is not None for each in grams]
    return _is_one_of(case, fact, values)


def _of_plan(plan: dict[str, Any], unit: str) -> list[float]:
    """Energy of the plan, of its days and of its meals; grams of the plan."""
    items = plan["items"]
    if unit == "g":
        return [fsum(item[name] for item in items) for name in ("protein", "carbs", "fat")]
    parts: dict[tuple[int, str], list[float]] = {}
    for item in items:
        for meal in (item["mealType"], ""):
            parts.setdefault((item["dayNumber"], meal), []).append(item["calories"])
    total = fsum(item["calories"] for item in items)
    days = len({item["dayNumber"] for item in items})
    return [total, total / days, *(fsum(part) for part in parts.values())]


def _of_workout(case: Case, unit: str, name: str) -> list[float]:
    """MET less one, by the hours and the weight; and their sum; or a number of the name."""
    if unit not in ("minute", "kcal"):
        return _numbers([name])
    rows = case.metadata["workout"]["activities"]
    mets = {each.code: each.met for each in activities().values()}
    minutes = [row["minutes"] for row in rows]
    if unit == "minute":
        return [*minutes, sum(minutes)]
    weight = weight_now(case.person) or 0.0
    energy = [
        round((mets[row["source"].rpartition(", ")[2]] - 1) * weight * row["minutes"] / 60)
        for row in rows
    ]
    return [*energy, sum(energy)]


def _of_meal(case: Case, fact: dict[str, Any]) -> Iterator[Problem]:
    """The judgement of a meal that was logged: poor, rich or too much for its share of the day."""
    foods = [food for meal in case.written for food in meal["foods"]]
    nutrient = fact.get("nutrient") or "calories"
    amount = fsum(held(food, nutrient) or 0.0 for food in foods)
    yield from _is_one_of(case, fact, [amount])
    if not fact.get("verdict"):
        return
    share = fsum(food["calories"] for food in foods) / case.person.goal
    target = _target(case, nutrient)
    mark = target.most if nutrient in LIMITED else target.least
    ratio = amount / (mark * share)
    much = "high" if nutrient in LIMITED else "ok"
    expected = much if ratio > 1.5 else "low" if ratio < 0.5 else None
    if fact["verdict"] != expected:
        yield Problem(Kind.VERDICT, f"{nutrient} of the meal is {expected}")


def _analysis(case: Case) -> Iterator[Problem]:
    """The rows that the client draws as bars."""
    analysis, eaten = case.metadata.get("analysis"), _range(case)
    if not analysis or eaten is None:
        return
    if not near(analysis["calories"], [eaten.calories]) or analysis["daysLogged"] != eaten.days:
        yield Problem(Kind.FACT, f"analysis: {analysis['calories']} kcal")
    if analysis["calorieGoal"] != case.person.goal:
        yield Problem(Kind.FACT, f"analysis: goal {analysis['calorieGoal']}")
    for row in analysis["nutrients"]:
        nutrient = row["id"]
        average = eaten.average(nutrient)
        amounts = [average.amount] if average else []
        if "amount" in row and not near(row["amount"], amounts):
            yield Problem(Kind.FACT, f"analysis: {nutrient} {row['amount']}")
        if average and not near(row.get("coverage", 1.0), [average.coverage]):
            yield Problem(Kind.FACT, f"analysis: coverage of {nutrient}")
        if row.get("verdict") != verdict(average, _target(case, nutrient)):
            yield Problem(Kind.VERDICT, f"analysis: {nutrient} is not {row.get('verdict')}")
        if "target" in row and not near(row["target"], bounds(_target(case, nutrient))):
            yield Problem(Kind.FACT, f"analysis: target of {nutrient}")
    sums = [sum_ for each in BY_ID for _, sum_ in by_food(eaten, each)]
    # The energy beside a nutrient is that of the times when it is known.
    sums += [sum_ for each in BY_ID for _, sum_ in by_food(eaten, "calories", of=each)]
    for entry in analysis["entries"]:
        told = [entry[name] for name in ("calories", "amount") if name in entry]
        if not all(near(value, sums) for value in told):
            yield Problem(Kind.FACT, f"analysis: entry of {told}")
