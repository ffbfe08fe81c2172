"""What happens when someone eats something."""

from collections.abc import Callable
from datetime import datetime, timedelta

from nutritrack.errors import (
    Conflict,
    Gone,
    InvalidRequest,
    NotFound,
    PreconditionFailed,
    Unauthorized,
)
from nutritrack.meals import store
from nutritrack.meals.models import TOLERANCE_KCAL, LogMeal, Meal, MealFood, PutMeal, total_calories
from nutritrack.mongo.deletions import was_deleted
from nutritrack.mongo.documents import Db, Id, now
from nutritrack.users.models import Account

MILLISECOND = timedelta(milliseconds=1)

# Whether a meal's `updatedAt` is the one the client had seen.
Seen = Callable[[datetime], bool]


class MealNotFound(NotFound):
    detail = "There is no meal with the id {meal_id}."


class TotalMismatch(InvalidRequest):
    detail = "The foods add up to {total:g} kcal, not to {sent:g}."
    path = "totalCalories"


class MealExists(Conflict):
    detail = "Another meal has this id. To change it, send If-Match with its updatedAt."


class MealDeleted(Gone):
    detail = "This meal was deleted. Log it again under a new id."


class MealChanged(PreconditionFailed):
    detail = "This meal changed meanwhile. Read it again, then decide."


async def log_meal(db: Db, user: Account, request: LogMeal) -> Meal:
    """Store a meal under a fresh id."""
    meal = _meal(user, request)
    await store.add(db, meal)
    return meal


async def get_meal(db: Db, user: Account, meal_id: Id) -> Meal:
    meal = await store.get(db, user.id, meal_id)
    if meal is None:
        raise MealNotFound(meal_id=meal_id)
    return meal


async def put_meal(
    db: Db, user: Account, meal_id: Id, request: PutMeal, seen: Seen | None
) -> tuple[Meal, bool]:
    """Store a meal under an id of the client's. Also says whether it is new.

    A retry is safe: what already says the same is left alone, whatever the client had seen.
    """
    meal = _meal(user, request, id=meal_id)
    stored = await store.get(db, user.id, meal_id)
    if stored is None and seen is None:
        try:
            await store.add_once(db, meal)
            return meal, True
        except store.MealWasDeleted:
            raise MealDeleted from None
        except store.IdIsTaken:  # by the same request sent twice at once, or by somebody else
            stored = await store.get(db, user.id, meal_id)
    if stored is None:
        if await was_deleted(db, user.id, meal_id):
            raise MealDeleted
        raise MealChanged if seen else MealExists
    if stored.says_the_same(meal):
        return stored, False
    if seen is None:
        raise MealExists
    if not seen(stored.updated_at):
        raise MealChanged
    return await _replace(db, stored, meal), False


async def _replace(db: Db, stored: Meal, meal: Meal) -> Meal:
    """The new content in the place of the old, unless somebody was faster."""
    same_time = meal.date == stored.date and stored.day is not None
    kept = {
        "created_at": stored.created_at,
        "updated_at": max(now(), stored.updated_at + MILLISECOND),
        "day": stored.day if same_time else meal.day,
        "analysis_facts": stored.analysis_facts if _same_analysis(stored, meal) else None,
    }
    changed = meal.model_copy(update=kept)
    if not await store.replace(db, changed, stored.updated_at):
        raise MealChanged
    return changed


def _same_analysis(stored: Meal, meal: Meal) -> bool:
    return stored.analysis == meal.analysis and stored.foods == meal.foods


async def with_food(db: Db, user: Account, food_id: Id) -> list[Meal]:
    """The meals that a food was logged in, newest first."""
    return await store.with_food(db, user.id, food_id)


async def give_foods(db: Db, meal: Meal, foods: list[MealFood]) -> bool:
    """Give a meal other values. False when it changed since it was read."""
    at = max(now(), meal.updated_at + MILLISECOND)
    given = {"foods": foods, "total_calories": total_calories(foods), "updated_at": at}
    return await store.replace(db, meal.model_copy(update=given), meal.updated_at)


async def give_analysis(
    db: Db, meal: Meal, text: str, facts: list[dict[str, object]]
) -> Meal | None:
    """Write down what a meal is judged to be. None when it changed since it was read."""
    at = max(now(), meal.updated_at + MILLISECOND)
    given = {"analysis": text, "analysis_facts": facts, "updated_at": at}
    judged = meal.model_copy(update=given)
    return judged if await store.replace(db, judged, meal.updated_at) else None


async def delete_meal(db: Db, user: Account, meal_id: Id, seen: Seen | None) -> None:
    if not await store.delete(db, user.id, meal_id, seen):
        raise MealChanged


def _meal(user: Account, request: LogMeal, **fields: Id) -> Meal:
    if request.user_id not in (None, user.id):
        raise Unauthorized
    foods = [MealFood.model_validate(food.model_dump(exclude_none=True)) for food in request.foods]
    total, sent = total_calories(foods), request.total_calories
    if sent is not None and abs(sent - total) > TOLERANCE_KCAL:
        raise TotalMismatch(total=total, sent=sent)
    date = request.date or now()
    return Meal.new(
        user_id=user.id,
        foods=foods,
        total_calories=total,
        meal_type=request.meal_type,
        date=date,
        day=user.calendar.day_of(date),
        image_url=request.image_url,
        analysis=request.analysis,
        **fields,
    )
