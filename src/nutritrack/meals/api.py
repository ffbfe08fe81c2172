"""Meals as JSON."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from nutritrack.http.body import JsonRoute
from nutritrack.http.errors import BODY, errors
from nutritrack.http.preconditions import IfMatch
from nutritrack.http.query import Before, From, To, days_between, link_next, read_cursor
from nutritrack.http.state import Database
from nutritrack.meals import service, store
from nutritrack.meals.copying import copy_meals
from nutritrack.meals.models import CopyMeals, LogMeal, Meal, MealType, PutMeal, UsualFood
from nutritrack.meals.usual import usual_foods
from nutritrack.mongo.documents import Id, Instant, now
from nutritrack.users.auth import CurrentUser, Owner

router = APIRouter(
    prefix="/api/meals", tags=["meals"], route_class=JsonRoute, responses=errors(401, 403, 422)
)
MealId = Annotated[Id, Path(alias="mealId")]


@router.post("", status_code=201, response_model_exclude_none=True, responses=errors(*BODY))
async def log_meal(user: CurrentUser, body: LogMeal, db: Database) -> Meal:
    """Log a meal. Its total is the sum of its foods."""
    return await service.log_meal(db, user, body)


@router.get("/{userId}", response_model_exclude_none=True)
async def list_meals(
    owner: Owner,
    db: Database,
    request: Request,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    meal_type: Annotated[MealType | None, Query(alias="mealType")] = None,
    first: From = None,
    last: To = None,
    before: Before = None,
) -> list[Meal]:
    """The meals of a user, newest first. A further page is in the `Link` header."""
    days = days_between(first, last)
    meals = await store.page(
        db,
        owner.id,
        limit + 1,
        before=read_cursor(before),
        meal_type=meal_type,
        days=days,
        calendar=owner.calendar,
    )
    if len(meals) > limit:
        meals.pop()
        link_next(request, response, meals[-1].date, meals[-1].id)
    return meals


@router.get("/{userId}/usual", response_model_exclude_none=True)
async def list_usual_foods(
    owner: Owner,
    db: Database,
    at: Instant | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> list[UsualFood]:
    """What this user usually eats at this hour, with the amount eaten last."""
    return await usual_foods(db, owner, at or now(), limit)


@router.post(
    "/{userId}/copy",
    status_code=201,
    response_model_exclude_none=True,
    responses=errors(*BODY, 404),
)
async def copy(owner: Owner, body: CopyMeals, db: Database) -> list[Meal]:
    """Log meals of another day again. Safe to retry."""
    return await copy_meals(db, owner, body)


@router.get("/{userId}/{mealId}", response_model_exclude_none=True, responses=errors(404))
async def get_meal(owner: Owner, meal_id: MealId, db: Database) -> Meal:
    """One meal."""
    return await service.get_meal(db, owner, meal_id)


@router.put(
    "/{userId}/{mealId}",
    response_model_exclude_none=True,
    responses=errors(*BODY, 409, 410, 412) | {201: {"model": Meal, "description": "A new meal"}},
)
async def put_meal(
    owner: Owner, meal_id: MealId, body: PutMeal, seen: IfMatch, db: Database, response: Response
) -> Meal:
    """Log a meal under an id made by the client, or replace it with `If-Match`. Safe to retry."""
    meal, is_new = await service.put_meal(db, owner, meal_id, body, seen)
    response.status_code = 201 if is_new else 200
    return meal


@router.delete("/{userId}/{mealId}", status_code=204, responses=errors(412))
async def delete_meal(owner: Owner, meal_id: MealId, seen: IfMatch, db: Database) -> None:
    """Delete a meal. Safe to retry."""
    await service.delete_meal(db, owner, meal_id, seen)
