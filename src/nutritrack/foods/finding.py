"""Finding a food: own foods and what is usual at this hour first, then the tables."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from functools import cache

from nutritrack.foods import catalogue, own, store
from nutritrack.foods.catalogue import Entry
from nutritrack.foods.german.queries import Queries
from nutritrack.foods.mine import Findable, Mine, of_own, of_usual
from nutritrack.foods.models import Food, FoodKind, FoundFood
from nutritrack.foods.search import Index, of_catalogue
from nutritrack.foods.text import words
from nutritrack.meals.usual import usual_foods
from nutritrack.mongo.documents import Db
from nutritrack.users.models import Account

REMEMBERED = 100  # usual foods that are looked through
ALIKE = 5  # foods that may have been meant
SAID = 0.8  # share of a name that a food must say to be taken for it
GOOD = 0.5  # a score below shares a word with what was asked, no more


@cache
def german() -> Queries[Findable]:
    """The shipped catalogue by German names."""
    return Queries(index())


@cache
def index() -> Index[Findable]:
    """The shipped catalogue, ready to be searched. Made once a process, at its start."""
    return Index(catalogue.load().foods, _prior)


def _prior(entry: Findable) -> float:
    return of_catalogue(entry) if isinstance(entry, Entry) else 1.0


async def mine(db: Db, user: Account, at: datetime) -> list[Mine]:
    """What this person may mean first: own foods, then what they usually eat at this hour."""
    owned, usual = await asyncio.gather(
        own.of_user(db, user.id), usual_foods(db, user, at, REMEMBERED)
    )
    return [*map(of_own, owned), *map(of_usual, usual)]


async def find(db: Db, user: Account, text: str, at: datetime, limit: int) -> list[FoundFood]:
    """The foods that fit what was typed so far; the usual ones when nothing was."""
    people, imported = await asyncio.gather(
        mine(db, user, at), store.search(db, *store.split_query(text), limit)
    )
    return _fitting(user, people, imported, text, limit)


def _fitting(
    user: Account, people: list[Mine], imported: list[Food], text: str, limit: int
) -> list[FoundFood]:
    if not text.strip():
        logged = [each.shown for each in people if each.shown.kind is FoodKind.LOGGED]
        return _each_once(logged)[:limit]
    personal = Index(people).search(text, limit)
    tables = index().search(text, limit)
    by_german = german().find(text, limit, prefers_german=speaks_german(user))
    found = _each_once(
        [
            *(hit.food.shown for hit in personal if hit.score >= GOOD),
            *map(_show, by_german.before),
            *(_show(hit.food) for hit in tables if hit.score >= GOOD),
            *map(_found, imported),
            *(_show(hit.food) for hit in tables if hit.score < GOOD),
        ]
    )
    last = [_show(food) for food in by_german.after[: limit // 4]]
    return _each_once([*found[: limit - len(last)], *last, *found])[:limit]


def speaks_german(user: Account) -> bool:
    return (user.locale or "").lower().startswith("de")


async def find_named(
    db: Db, user: Account, name: str, at: datetime
) -> tuple[FoundFood | None, list[FoundFood]]:
    """The food that is called so, of which values are known; and what only sounds alike.

    A food that shares only a part of the name, or is spelled otherwise, is not taken for it.
    """
    people, imported = await asyncio.gather(
        mine(db, user, at), store.search(db, *store.split_query(name), ALIKE)
    )
    found = [food for food in _fitting(user, people, imported, name, ALIKE) if food.per100g]
    said = {
        _show(hit.food).name
        for each in (Index[Findable](people), index())
        for hit in each.search(name, 1)
        if hit.score >= GOOD and hit.said >= SAID
    }
    asked = words(name)
    said |= {food.name for food in found if set(asked) <= set(words(food.name))}
    known = next((food for food in found if food.name in said), None)
    return known, found


def _show(entry: Findable) -> FoundFood:
    if isinstance(entry, Mine):
        return entry.shown
    return _found(catalogue.load().food(entry.index))


def _found(food: Food) -> FoundFood:
    return FoundFood.model_validate(food.model_dump())


def _each_once(found: Iterable[FoundFood]) -> list[FoundFood]:
    """The first of each food. What is only known from the diary is known by its name."""
    seen: set[object] = set()
    first = []
    for food in found:
        key = food.id or food.name.casefold()
        if key not in seen:
            seen.add(key)
            first.append(food)
    return first
