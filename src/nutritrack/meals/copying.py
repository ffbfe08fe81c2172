"""Eating the same again: a meal or a whole day, copied to another day."""

from hashlib import sha256

from nutritrack.errors import NotFound
from nutritrack.meals import store
from nutritrack.meals.models import CopyMeals, Meal
from nutritrack.mongo.documents import Db, Id, to_id
from nutritrack.users.models import Account

AT_MOST = 200


class NothingToCopy(NotFound):
    detail = "There is no such meal on that day."


async def copy_meals(db: Db, user: Account, request: CopyMeals) -> list[Meal]:
    """Copy the named meals, at the same time of the day, with the values they were logged with.

    The ids are made from the one of the request, so a retry finds the copies and adds none.
    """
    found = await _wanted(db, user, request)
    if not found:
        raise NothingToCopy
    copies = []
    for meal in found:
        copy = _copy(user, meal, request)
        try:
            await store.add_once(db, copy)
        except (store.IdIsTaken, store.MealWasDeleted):  # this is a retry
            copy = await store.get(db, user.id, copy.id) or copy
        copies.append(copy)
    return copies


async def _wanted(db: Db, user: Account, request: CopyMeals) -> list[Meal]:
    if request.meal_ids:
        named = [await store.get(db, user.id, meal_id) for meal_id in request.meal_ids]
        return [meal for meal in named if meal]
    assert request.from_day is not None  # the model demands one of the two
    return await store.page(
        db,
        user.id,
        AT_MOST,
        meal_type=request.meal_type,
        days=(request.from_day, request.from_day),
        calendar=user.calendar,
    )


def _copy(user: Account, meal: Meal, request: CopyMeals) -> Meal:
    calendar = user.calendar
    since_start = meal.date - calendar.start(calendar.day_of(meal.date))
    return Meal.new(
        id=_id(request.id, meal.id),
        user_id=user.id,
        foods=meal.foods,
        total_calories=meal.total_calories,
        meal_type=meal.meal_type,
        date=calendar.start(request.to_day) + since_start,
        day=request.to_day,
        image_url=meal.image_url,
    )


def _id(request_id: Id, meal_id: Id) -> Id:
    return to_id(sha256(f"copy:{request_id}:{meal_id}".encode()).hexdigest()[:24])
