"""A sentence as a draft of a meal, and what happens when the person says yes or no to it.

The draft carries the id of the meal to be, so that saying yes twice, or here and in the client,
logs it once.
"""

from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from nutritrack.coach import words
from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.answers.meal import judge_meal
from nutritrack.coach.models import ChatMessage, Role
from nutritrack.coach.request import Request
from nutritrack.errors import AppError
from nutritrack.foods.sentence import DraftFood, Sentence, read_sentence
from nutritrack.meals.models import Meal, MealType, PutMeal
from nutritrack.meals.service import give_analysis, put_meal
from nutritrack.mongo.documents import Id, now, to_id, write_instant

LONGEST = 2000  # characters that are read as a meal
SURE = 0.5
HOURS = ((11, "breakfast"), (15, "lunch"), (17.5, "snack"), (22, "dinner"))


async def draft(request: Request) -> Answer:
    saying = Saying(request.language)
    read = await read_sentence(request.db, request.user, Sentence(text=request.text[:LONGEST]))
    if not read.items:
        saying.say("log.nothing")
        return saying.done()
    meal = request.understood.slots.meal or meal_now(request)
    body = {
        "_id": str(draft_id(request)),
        "mealType": meal,
        "date": write_instant(now()),
        "foods": [_food(item) for item in read.items],
    }
    if _meal_of(body) is None:
        saying.say("log.tooMuch")
        return saying.done()
    parts = [_say_food(saying, item) for item in read.items]
    total = saying.number(
        read.total_calories,
        "kcal",
        words.nutrient(saying.language, "calories"),
        saying.text("source.computed"),
    )
    meal_name = words.meal(saying.language, meal)
    saying.say("log.draft", meal=meal_name, list=", ".join(parts), total=total)
    unsure = [saying.name(item.name) for item in read.items if item.confidence < SURE]
    if unsure:
        saying.say("log.unsure", list=", ".join(unsure))
    if read.unmatched:
        saying.say("log.unread", list=", ".join(map(saying.name, read.unmatched)))
    return saying.done(draft=body)


async def confirm(request: Request) -> Answer:
    """Log the draft that was shown last. The only thing that the coach ever writes."""
    saying = Saying(request.language)
    body = _last_draft(request.history)
    said = _meal_of(body) if body else None
    if body is None or said is None:
        saying.say("log.nothingToLog")
        return saying.done()
    try:
        meal, is_new = await put_meal(request.db, request.user, to_id(body["_id"]), said, seen=None)
    except AppError:  # it was logged and changed, or logged and deleted
        saying.say("log.already")
        return saying.done()
    if not is_new:
        saying.say("log.already")
        return saying.done()
    _say_logged(saying, meal)
    judged = await judge_meal(request.db, request.user, meal, saying.language)
    facts = [fact.model_dump(mode="json", exclude_none=True) for fact in judged.facts]
    await give_analysis(request.db, meal, judged.text, facts)  # it is asked for where it is missing
    saying.facts += judged.facts
    saying.sentences.append(judged.text)
    return saying.done(logged=str(meal.id))


async def cancel(request: Request) -> Answer:
    saying = Saying(request.language)
    known = _last_draft(request.history) is not None
    saying.say("log.cancelled" if known else "log.nothingToCancel")
    return saying.done(cancelled=True)


def _say_logged(saying: Saying, meal: Meal) -> None:
    source = saying.text("source.diary", days=str(meal.day))
    total = saying.number(meal.total_calories, "kcal", meal.meal_type, source)
    names = ", ".join(saying.name(food.name) for food in meal.foods)
    name = words.meal(saying.language, meal.meal_type)
    saying.say("log.done", meal=name, list=names, total=total)


def _say_food(saying: Saying, item: DraftFood) -> str:
    name = saying.name(item.name)
    source = saying.text("source.catalogue", name=name)
    kcal = saying.number(item.calories, "kcal", name, source)
    quantity = saying.quantity(item.quantity, name, source)
    return saying.text("log.part", name=name, quantity=quantity, kcal=kcal)


def _food(item: DraftFood) -> dict[str, Any]:
    """A food of a draft as it is logged."""
    said = item.model_dump(
        mode="json",
        by_alias=True,
        exclude_none=True,
        include={
            "name",
            "food_id",
            "grams",
            "quantity",
            "calories",
            "protein",
            "carbs",
            "fat",
            "fiber",
            "sugar",
            "nutrients",
        },
    )
    return said | {"quantity": said["quantity"][:100], "name": said["name"][:200]}


def _meal_of(body: dict[str, Any]) -> PutMeal | None:
    """The meal of a draft; None for amounts that no meal can have, such as 150 chickens."""
    try:
        return PutMeal.model_validate({k: v for k, v in body.items() if k != "_id"})
    except ValidationError:
        return None


def _last_draft(history: list[ChatMessage]) -> dict[str, Any] | None:
    """The draft in the last reply, unless it was logged or taken back since."""
    for message in reversed(history):
        if message.role is not Role.ASSISTANT or not isinstance(message.metadata, dict):
            continue
        metadata = message.metadata
        if metadata.get("logged") or metadata.get("cancelled"):
            return None
        if isinstance(metadata.get("draft"), dict):
            found: dict[str, Any] = metadata["draft"]
            return found
    return None


def draft_id(request: Request) -> Id:
    """The id of the meal to be: made from the question's, so that a retry drafts the same."""
    return to_id(sha256(f"draft:{request.question_id}".encode()).hexdigest()[:24])


def meal_now(request: Request) -> MealType:
    local = now().astimezone(ZoneInfo(request.user.timezone))
    hour = local.hour + local.minute / 60
    return MealType(next((name for end, name in HOURS if 4 <= hour < end), "snack"))
