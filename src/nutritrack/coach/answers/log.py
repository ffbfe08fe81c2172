"""A sentence as a draft of a meal, and what happens when the person says yes or no to it.

The draft carries the id of the meal to be, so that saying yes twice, or here and in the client,
logs it once.
"""

from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from nutritrack.coach import words
from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.answers.meal import judge_meal
from nutritrack.coach.models import ChatMessage, Role
from nutritrack.coach.request import Request
from nutritrack.errors import AppError, NotFound
from nutritrack.foods.sentence import DraftFood, Sentence, read_sentence
from nutritrack.meals.models import Meal, MealType, PutMeal
from nutritrack.meals.service import get_meal, give_analysis, put_meal
from nutritrack.mongo.documents import Id, now, to_id, write_instant

LONGEST = 2000  # characters that are read as a meal
SURE = 0.5
EATEN = {
    MealType.BREAKFAST: time(8),
    MealType.LUNCH: time(12, 30),
    MealType.DINNER: time(19),
    MealType.SNACK: time(16),
}
ABOUT_DRAFTS = frozenset({"draft", "logged", "cancelled"})
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
        "date": write_instant(_eaten_at(request, MealType(meal))),
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
    body = last_draft(request.history)
    if body is None:
        was_logged = bool(_last(request.history).get("logged"))
        saying.say("log.already" if was_logged else "log.nothingToLog")
        return saying.done()
    said = {name: value for name, value in body.items() if name != "_id"}
    meal_id = to_id(body["_id"])
    wanted = PutMeal.model_validate(said)
    try:
        meal, is_new = await put_meal(request.db, request.user, meal_id, wanted, seen=None)
    except AppError:  # it was logged and changed, or logged and deleted
        is_new = False
    if not is_new:
        saying.say("log.already")
        return saying.done(logged=str(meal_id))
    _say_logged(saying, meal)
    judged = await judge_meal(request.db, request.user, meal, saying.language)
    facts = [fact.model_dump(mode="json", exclude_none=True) for fact in judged.facts]
    await give_analysis(request.db, meal, judged.text, facts)  # it is asked for where it is missing
    saying.facts += judged.facts
    saying.sentences.append(judged.text)
    return saying.done(logged=str(meal.id))


async def cancel(request: Request) -> Answer:
    """Take a draft back. What was logged by the button stays, and is said to."""
    saying = Saying(request.language)
    body = last_draft(request.history)
    if body is None:
        saying.say("log.nothingToCancel")
        return saying.done(cancelled=True)
    try:
        await get_meal(request.db, request.user, to_id(body["_id"]))
    except NotFound:
        saying.say("log.cancelled")
        return saying.done(cancelled=True)
    saying.say("log.isLogged")
    return saying.done(logged=body["_id"])


def _say_logged(saying: Saying, meal: Meal) -> None:
    source = saying.text("source.diary", days=str(meal.day))
    total = saying.number(
        meal.total_calories, "kcal", words.meal(saying.language, meal.meal_type), source
    )
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


def last_draft(history: list[ChatMessage]) -> dict[str, Any] | None:
    """The draft that was shown last, unless it was logged or taken back since."""
    found = _last(history).get("draft")
    return found if isinstance(found, dict) else None


def speaks_of_drafts(history: list[ChatMessage]) -> bool:
    return bool(_last(history))


def _last(history: list[ChatMessage]) -> dict[str, Any]:
    """The metadata of the last reply that drafted, logged or cancelled something."""
    for message in reversed(history):
        if message.role is not Role.ASSISTANT or not isinstance(message.metadata, dict):
            continue
        if ABOUT_DRAFTS & message.metadata.keys():
            return message.metadata
    return {}


def draft_id(request: Request) -> Id:
    """The id of the meal to be: made from the question's, so that a retry drafts the same."""
    return to_id(sha256(f"draft:{request.question_id}".encode()).hexdigest()[:24])


def _eaten_at(request: Request, meal: MealType) -> datetime:
    """Now, or on another day when such meals are eaten."""
    day, _ = request.days()
    if day == request.today:
        return now()
    zone = ZoneInfo(request.user.timezone)
    return datetime.combine(day, EATEN[meal], zone).astimezone(UTC)


def meal_now(request: Request) -> MealType:
    local = now().astimezone(ZoneInfo(request.user.timezone))
    hour = local.hour + local.minute / 60
    return MealType(next((name for end, name in HOURS if 4 <= hour < end), "snack"))
