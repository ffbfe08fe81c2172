"""Foods as JSON."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from nutritrack.foods import service
from nutritrack.foods.finding import find
from nutritrack.foods.label import Label
from nutritrack.foods.models import Food, FoundFood, OwnFood
from nutritrack.foods.reapply import Reapplied, Reapply, reapply
from nutritrack.foods.sentence import Draft, Sentence, read_sentence
from nutritrack.http.body import JsonRoute
from nutritrack.http.errors import BODY, errors
from nutritrack.http.preconditions import IfMatch
from nutritrack.http.state import Database, TheSettings
from nutritrack.mongo.documents import Id, Instant, now
from nutritrack.users.auth import CurrentUser

router = APIRouter(
    prefix="/api/foods", tags=["foods"], route_class=JsonRoute, responses=errors(401, 422)
)
FoodId = Annotated[Id, Path(alias="foodId")]


@router.get("", response_model_exclude_none=True)
async def search_foods(
    user: CurrentUser,
    db: Database,
    text: Annotated[str, Query(alias="q", max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    at: Instant | None = None,
) -> list[FoundFood]:
    """Foods by name, typing errors forgiven; own foods and usual ones first."""
    return await find(db, user, text, at or now(), limit)


@router.post("", status_code=201, response_model_exclude_none=True, responses=errors(*BODY))
async def make_food(user: CurrentUser, body: Label, db: Database) -> OwnFood:
    """Make an own food from its label."""
    return await service.make_food(db, user, body)


@router.post("/parse", response_model_exclude_none=True, responses=errors(*BODY))
async def parse_sentence(user: CurrentUser, body: Sentence, db: Database) -> Draft:
    """Read a sentence as foods with amounts. Nothing is logged."""
    return await read_sentence(db, user, body)


@router.get("/barcode/{ean}", response_model_exclude_none=True, responses=errors(404, 429))
async def get_by_barcode(
    user: CurrentUser,
    ean: Annotated[str, Path(max_length=20)],
    db: Database,
    settings: TheSettings,
) -> OwnFood | Food:
    """The product of a barcode: an own food, an imported one, or from Open Food Facts."""
    return await service.by_barcode(db, settings, user, ean)


@router.get("/{foodId}", response_model_exclude_none=True, responses=errors(404))
async def get_food(user: CurrentUser, food_id: FoodId, db: Database) -> OwnFood | Food:
    """A food with its values per 100 g and its portions."""
    return await service.get_food(db, user, food_id)


@router.put("/{foodId}", response_model_exclude_none=True, responses=errors(*BODY, 404, 412))
async def change_food(
    user: CurrentUser, food_id: FoodId, body: Label, seen: IfMatch, db: Database
) -> OwnFood:
    """Change an own food. Meals that were logged keep their values."""
    return await service.change_food(db, user, food_id, body, seen)


@router.post("/{foodId}/reapply", response_model_exclude_none=True, responses=errors(*BODY, 404))
async def reapply_food(
    user: CurrentUser, food_id: FoodId, body: Reapply, db: Database
) -> list[Reapplied]:
    """Show which meals have older values of a food; with `apply`, give them its present ones."""
    food = await service.get_food(db, user, food_id)
    return await reapply(db, user, food, apply=body.apply)


@router.delete("/{foodId}", status_code=204, responses=errors(404))
async def archive_food(user: CurrentUser, food_id: FoodId, db: Database) -> None:
    """Archive an own food: it is found no more."""
    await service.archive_food(db, user, food_id)
