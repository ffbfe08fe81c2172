"""What a food holds, from the food tables and this person's own foods."""

import re

from nutritrack.coach import words
from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.request import Request
from nutritrack.foods.finding import find_named
from nutritrack.foods.models import FoundFood
from nutritrack.foods.nutrients import BY_ID
from nutritrack.mongo.documents import now

USUALLY = ("calories", "protein", "carbs", "fat")
SHOWN = 3
PER, MOST_GRAMS = 100.0, 5000.0
ASKED = re.compile(r"(?<![\d.,])(\d{1,4}(?:[.,]\d)?)\s*(?:g|gr|grams?|gramm)\b", re.IGNORECASE)


async def answer(request: Request) -> Answer:
    saying = Saying(request.language)
    names = request.understood.slots.foods or ()
    if not names:
        saying.say("food.which")
        return saying.done()
    for name in names[:2]:
        known, alike = await find_named(request.db, request.user, name, now())
        if known:
            _say_food(saying, known, request.understood.slots.nutrients, _grams(request.text))
        elif alike:
            likely = ", ".join(saying.name(each.name) for each in alike[:SHOWN])
            saying.say("food.alike", list=likely)
        else:
            saying.say("food.notFound", name=saying.name(name))
    return saying.done()


def _grams(text: str) -> float:
    """The amount that the question names, in grams; of 100 g where it names none."""
    said = ASKED.search(text)
    grams = float(said[1].replace(",", ".")) if said else 0.0
    return grams if 0 < grams <= MOST_GRAMS else PER


def _say_food(
    saying: Saying, food: FoundFood, wanted: tuple[str, ...] | None, amount_of: float
) -> None:
    per100g = food.per100g or {}
    called = saying.name(food.name)
    source = saying.text("source.catalogue", name=food.source.name if food.source else "")
    grams = saying.number(amount_of, "g", called, source)
    parts = []
    for nutrient in wanted or USUALLY:
        name = words.nutrient(saying.language, nutrient)
        if nutrient not in per100g:
            saying.say("food.unknown", nutrient=name, food=called)
            continue
        label = f"{name}: {called}"
        unit = BY_ID[nutrient].unit
        value = per100g[nutrient] * amount_of / PER
        amount = saying.number(value, unit, label, source, nutrient=nutrient)
        is_energy = nutrient == "calories"
        part = amount if is_energy else saying.text("food.part", amount=amount, nutrient=name)
        parts.append(part)
    if parts:
        saying.say("food.has", food=called, list=", ".join(parts), grams=grams)
