"""Which templates a wish allows, and which of them are liked best."""

from functools import cache, lru_cache

from nutritrack.foods.text import fold, raw_words, stem, words
from nutritrack.planning.diets import fits, safe
from nutritrack.planning.models import Wish
from nutritrack.planning.templates import Template

ALWAYS_KNOWN = ("calories", "protein", "carbs", "fat")
MOST_USUAL = 20  # foods: those that are eaten most
SHORTEST = 4  # letters of a word that may be a part of a German one: "Fisch" of "Weißfisch"

# What people call whole groups, which the names of the foods do not say.
GROUPS = {
    "beef": "beef meat red Rindfleisch Fleisch Rind",
    "egg": "egg Ei Eier",
    "fish": "fish seafood Fisch",
    "game": "game meat Wild Fleisch",
    "goat": "goat meat Fleisch Ziege",
    "lamb": "lamb mutton meat Lammfleisch Fleisch Lamm",
    "milk": "dairy Milchprodukte",
    "nuts": "nut Nüsse",
    "pork": "pork meat Schweinefleisch Fleisch Schwein",
    "poultry": "poultry meat Geflügel Fleisch",
    "shellfish": "shellfish seafood Meeresfrüchte",
    "soy": "soy soya Soja",
}


def allowed(wish: Wish, templates: tuple[Template, ...]) -> tuple[Template, ...]:
    """The templates with nothing in them that the wish leaves out."""
    needed = {*ALWAYS_KNOWN, *_bounded(wish)}
    cuisines = {fold(cuisine) for cuisine in wish.cuisines} if wish.only_cuisines else None
    unwanted = frozenset().union(*(_called(templates, word) for word in wish.disliked))
    return tuple(
        each
        for each in templates
        if each.id not in wish.exclude
        and each.id not in unwanted
        and (cuisines is None or each.cuisine in cuisines)
        and safe(each.tags, wish.avoid)
        and fits(each.tags, wish.diets)
        and all(needed <= part.ingredient.per100g.keys() for part in each.parts)
    )


def _bounded(wish: Wish) -> list[str]:
    """A bound can only be kept by foods that know the nutrient: unknown is not zero."""
    bounds = {
        "fiber": wish.fiber_min,
        "sodium": wish.sodium_max,
        "saturatedFat": wish.saturated_max,
    }
    return [nutrient for nutrient, bound in bounds.items() if bound is not None]


def liking(wish: Wish, templates: tuple[Template, ...]) -> list[float]:
    """From 0 to 1 for each template: how usual its foods are, and whether its cuisine is wished."""
    cuisines = {fold(cuisine) for cuisine in wish.cuisines}
    liked = {each.id: float(each.cuisine in cuisines) for each in templates}
    usual = sorted(wish.usual.items(), key=lambda each: -each[1])[:MOST_USUAL]
    for food, weight in usual:
        for id in _called(templates, food) if weight else ():
            liked[id] = max(liked[id], weight / usual[0][1])
    return list(liked.values())


@lru_cache(maxsize=128)
def _called(templates: tuple[Template, ...], asked: str) -> frozenset[str]:
    """The ids of the templates that are called so, or have a food of this name or id."""
    wanted, letters = frozenset(words(asked)), fold(asked).strip()
    foods = {part.ingredient.food_id: part.ingredient for each in templates for part in each.parts}
    named = {
        id
        for id, food in foods.items()
        if str(id) == asked
        or any(_has(_words(name), wanted) for name in (food.name, *food.names))
        or any(wanted & _words(GROUPS.get(tag, "")) for tag in food.tags or ())
        or _in_german(food.name_de, letters)
    }
    return frozenset(
        each.id
        for each in templates
        if _has(_words(each.name), wanted)
        or _in_german(each.name_de, letters)
        or any(part.ingredient.food_id in named for part in each.parts)
    )


def _has(name: frozenset[str], wanted: frozenset[str]) -> bool:
    return bool(wanted) and wanted <= name


def _in_german(name: str, letters: str) -> bool:
    """German writes words together, so a word counts inside another one."""
    return len(letters) >= SHORTEST and letters in _folded(name)


@cache
def _words(text: str) -> frozenset[str]:
    """Joined as names are compared, and one by one: who wants no rice wants no rice cake."""
    return frozenset(words(text)) | frozenset(map(stem, raw_words(text)))


@cache
def _folded(name: str) -> str:
    return fold(name)
