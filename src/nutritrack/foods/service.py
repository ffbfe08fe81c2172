"""Finding foods, making one's own, and reading a sentence as a meal."""

from collections.abc import Callable
from datetime import datetime, timedelta

from nutritrack.config import Settings
from nutritrack.errors import NotFound, PreconditionFailed
from nutritrack.foods import catalogue, own, store
from nutritrack.foods.label import Label
from nutritrack.foods.models import Food, FoodKind, OwnFood, Portion, Source
from nutritrack.foods.nutrients import implausible
from nutritrack.foods.sources.barcodes import normalised
from nutritrack.foods.sources.off_api import UnknownBarcode, look_up
from nutritrack.mongo.documents import Db, Id, now
from nutritrack.users.models import Account

LABEL = "label"


class FoodNotFound(NotFound):
    detail = "There is no food with the id {food_id}."


class FoodChanged(PreconditionFailed):
    detail = "This food changed meanwhile. Read it again, then decide."


async def get_food(db: Db, user: Account, food_id: Id) -> Food:
    """A food of the catalogue, an imported one, or one of the user's own."""
    food = catalogue.load().get(food_id) or await store.get(db, food_id)
    food = food or await own.get(db, user.id, food_id)
    if food is None:
        raise FoodNotFound(food_id=food_id)
    return food


async def by_barcode(db: Db, settings: Settings, user: Account, code: str) -> Food:
    """A product: the user's own, an imported one, or one that Open Food Facts knows."""
    normal = normalised(code)
    if normal is None:
        raise UnknownBarcode(reason="This is no barcode: its digits do not fit each other.")
    asked = settings.off_url if settings.off_url != "off" else None
    return await own.by_barcode(db, user.id, normal) or await look_up(db, normal, asked)


async def make_food(db: Db, user: Account, label: Label) -> OwnFood:
    food = OwnFood.new(user_id=user.id, **_from_label(label))
    await own.add(db, food)
    return food


async def change_food(
    db: Db, user: Account, food_id: Id, label: Label, seen: Callable[[datetime], bool] | None
) -> OwnFood:
    """Replace the values of an own food. Meals that were logged keep the values they have."""
    food = await _own(db, user, food_id)
    if seen is not None and not seen(food.updated_at):
        raise FoodChanged
    changed = {**food.model_dump(by_alias=False), **_from_label(label)}
    return await _replace(db, food, OwnFood.model_validate(changed))


async def archive_food(db: Db, user: Account, food_id: Id) -> None:
    """Find it no more. It can still be read, because meals refer to it."""
    food = await _own(db, user, food_id)
    if not food.archived:
        await _replace(db, food, food.model_copy(update={"archived": True}))


async def _own(db: Db, user: Account, food_id: Id) -> OwnFood:
    food = await own.get(db, user.id, food_id)
    if food is None:
        raise FoodNotFound(food_id=food_id)
    return food


async def _replace(db: Db, food: OwnFood, changed: OwnFood) -> OwnFood:
    at = max(now(), food.updated_at + timedelta(milliseconds=1))
    changed = changed.model_copy(update={"updated_at": at})
    if not await own.replace(db, changed, food.updated_at):
        raise FoodChanged
    return changed


def _from_label(label: Label) -> dict[str, object]:
    said = [(portion.name, portion.grams) for portion in label.portions or []]
    if label.per_grams != 100 and not said:
        said = [("1 serving", label.per_grams)]
    return {
        "name": label.name,
        "kind": FoodKind.OWN,
        "brand": label.brand,
        "barcode": normalised(label.barcode or "") or label.barcode,
        "per100g": label.per_100g(),
        "portions": [Portion(name=name, grams=grams, source=LABEL) for name, grams in said],
        "density": label.density,
        "source": Source(name="own", id=label.name, release="1"),
    }


def warnings_about(food: Food) -> list[str]:
    """What a careful reader would ask about the values; a warning, never a refusal."""
    warning = implausible(food.per100g)
    return [warning] if warning else []
