"""A sentence as a draft of a meal. Nothing is logged here."""

from typing import Annotated

from pydantic import Field

from nutritrack.arithmetic import Total, fsum
from nutritrack.foods import catalogue
from nutritrack.foods.catalogue import Entry
from nutritrack.foods.finding import index, mine, speaks_german
from nutritrack.foods.mine import Findable
from nutritrack.foods.nutrients import MAIN, scaled
from nutritrack.foods.parse.parser import Item, parse
from nutritrack.foods.search import Index
from nutritrack.mongo.documents import Db, Id, Input, Model, Text, now
from nutritrack.users.models import Account

NEEDED = ("calories", "protein", "carbs", "fat")


class Sentence(Input):
    text: Annotated[Text, Field(min_length=1, max_length=20_000)]


class Alternative(Model):
    """Another food that may have been meant, with the values of the same grams."""

    food_id: Id | None = None
    name: str
    grams: float
    calories: Total


class DraftFood(Model):
    """A food that was read. Below a confidence of 0.5, ask before logging it."""

    text: str
    name: str
    food_id: Id | None = None
    grams: float
    quantity: str
    calories: Total
    protein: Total
    carbs: Total
    fat: Total
    fiber: Total | None = None
    sugar: Total | None = None
    nutrients: dict[str, float] = Field(default_factory=dict)
    confidence: float
    alternatives: list[Alternative]


class Draft(Model):
    """What was read, and in `unmatched` what was not."""

    items: list[DraftFood]
    unmatched: list[str]
    total_calories: Total
    note: str | None = None


async def read_sentence(db: Db, user: Account, sentence: Sentence) -> Draft:
    """The foods of a sentence, with this person's own foods preferred."""
    people = [food for food in await mine(db, user, now()) if food.shown.per100g]
    read = parse(
        sentence.text,
        index(),
        Index[Findable](people) if people else None,
        prefers_german=speaks_german(user),
    )
    drafts = [(item, _draft(item)) for item in read.items]
    items = [draft for _, draft in drafts if draft]
    unread = [item.text for item, draft in drafts if draft is None]
    return Draft(
        items=items,
        unmatched=[*read.unmatched, *unread],
        total_calories=fsum(item.calories for item in items),
        note=read.note,
    )


def _draft(item: Item[Findable]) -> DraftFood | None:
    """None for a food whose energy or macronutrients nobody knows: it cannot be counted."""
    amounts = scaled(_per_100g(item.food), item.grams)
    if any(name not in amounts for name in NEEDED):
        return None
    return DraftFood(
        text=item.text,
        name=item.food.name,
        food_id=_id(item.food),
        grams=item.grams,
        quantity=item.quantity,
        **{name: amounts.get(name) for name in MAIN},
        nutrients={name: round(amounts[name], 4) for name in amounts if name not in MAIN},
        confidence=item.confidence,
        alternatives=[_alternative(food, item.grams) for food in item.alternatives],
    )


def _alternative(food: Findable, grams: float) -> Alternative:
    energy = _per_100g(food).get("calories", 0.0)
    return Alternative(
        food_id=_id(food), name=food.name, grams=grams, calories=energy * grams / 100
    )


def _per_100g(food: Findable) -> dict[str, float]:
    if isinstance(food, Entry):
        return catalogue.load().per100g(food.index)
    return food.shown.per100g or {}


def _id(food: Findable) -> Id | None:
    return food.id if isinstance(food, Entry) else food.shown.id
