"""Allergens and diets, judged by other means than the tags: by the words in the tables' names.

Names alone are no way to keep an allergy, but a name that says "milk" on a food without the tag
would be a mistake in the data. Dishes are followed to what they are cooked of.
"""

import re
from functools import cache
from importlib.resources import files

import pytest

from nutritrack.foods.catalogue import load
from nutritrack.planning.diets import LEAVES_OUT, Allergen, Diet, fits, read_tags, safe
from nutritrack.planning.models import Wish
from nutritrack.planning.planner import plan
from nutritrack.planning.templates import Ingredient, Template, ingredients, menu

SAYS = {
    "celery": "celery",
    "egg": "egg|omelet|mayonnaise",
    "fish": "fish|salmon|tuna|cod|tilapia|trout|mackerel|herring|sardines?",
    "gluten": (
        "wheat|bread|pasta|spaghetti|noodles|couscous|bulgur|barley|rye|bagel|roll|pita|naan|"
        "chappatti|roti|oats?|crispbread|muesli|granola|cereals?|flour tortilla|upma|pizza|"
        "soy sauce|teriyaki"
    ),
    "milk": "milk|cheese|yogurt|butter|cream|ghee|whey|paneer|kefir|buttermilk|queso|pizza|lassi",
    "mustard": "mustard",
    "nuts": "almonds?|walnuts?|cashews?|pistachio|hazelnuts?|muesli|pesto",
    "peanuts": "peanuts?",
    "sesame": "sesame|tahini|hummus",
    "shellfish": "shrimp|mussels?|crab|mollusks|crustaceans|oyster",
    "soy": "soy|soybean|tofu|edamame|miso|textured vegetable protein|teriyaki|chocolate",
    "sulphites": "apricot, dried|raisins",
    "beef": "beef",
    "game": "deer",
    "goat": "goat(?! cheese)",
    "honey": "honey",
    "lamb": "lamb",
    "pork": "pork|ham|bratwurst",
    "poultry": "chicken|turkey",
    "rennet": "parmesan",
}
# What sounds like one and is not.
HARMLESS = re.compile(
    r"coconut milk|soy milk|oat milk|peanut butter|soybean curd|rice noodles|"
    r"pasta, gluten free|bread, gluten free|yogurt, soy|cheese, goat|goat cheese"
)
MILK_ALL_THE_SAME = "cheese, goat"


@cache
def recipes() -> dict[str, list[str]]:
    """What the dishes of the catalogue's own recipes are cooked of."""
    text = files("nutritrack.foods").joinpath("data", "recipes.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {
        row[0].lower(): [part.rpartition(" ")[0].lower() for part in row[-1].split("; ")]
        for row in rows
    }


def names(food: str) -> list[str]:
    """A food and all that it is cooked of, in the words of the tables."""
    return [food, *(name for part in recipes().get(food, []) for name in names(part))]


def said(food: Ingredient) -> set[str]:
    """What the names of a food say it contains."""
    entry = load().entry(food.food_id)
    assert entry is not None
    found = set()
    for name in names(entry.name.lower()):
        harmless = HARMLESS.sub(" ", name)
        found |= {tag for tag, words in SAYS.items() if re.search(rf"\b({words})\b", harmless)}
        if MILK_ALL_THE_SAME in name:
            found.add("milk")
    return found


def contained(food: Ingredient) -> set[str]:
    return {tag.rstrip("?~") for tag in food.tags or ()}


def test_the_tags_leave_out_nothing_that_the_names_say():
    missing = {name: said(food) - contained(food) for name, food in ingredients().items()}
    assert {name: tags for name, tags in missing.items() if tags} == {}


def test_what_has_lactose_has_milk():
    tags = {name: contained(food) for name, food in ingredients().items()}
    assert [name for name, each in tags.items() if "lactose" in each and "milk" not in each] == []


def breaks(template: Template, words: set[str]) -> set[str]:
    return {word for part in template.parts for word in said(part.ingredient) & words}


@pytest.mark.parametrize("allergen", list(Allergen))
def test_an_allergen_is_in_no_template_that_is_left(allergen: Allergen):
    left = [each for each in menu() if safe(each.tags, {allergen})]
    assert len(left) >= 100
    assert [each.id for each in left if breaks(each, {allergen})] == []
    for each in left:
        for tags in [each.seasonings, *(part.ingredient.tags for part in each.parts)]:
            assert tags is not None
            assert not {allergen, f"{allergen}?", f"{allergen}~"} & tags


@pytest.mark.parametrize("diet", list(Diet))
def test_a_diet_is_kept_by_every_template_that_is_left(diet: Diet):
    left = [each for each in menu() if fits(each.tags, {diet})]
    assert len(left) >= 80
    assert [each.id for each in left if breaks(each, {*LEAVES_OUT[diet]} - {"milk", "egg"})] == []
    if diet == Diet.VEGAN:
        assert [each.id for each in left if breaks(each, {"milk", "egg"})] == []


@pytest.mark.parametrize("allergen", list(Allergen))
def test_a_plan_without_an_allergen(allergen: Allergen):
    by_id = {food.food_id: food for food in ingredients().values()}
    made = plan(Wish(kcal=2000, avoid=frozenset({allergen}), days=2))
    eaten = [item for d in made.days for m in d.meals for dish in m.dishes for item in dish.items]
    assert [item.name for item in eaten if allergen in said(by_id[item.food_id])] == []


def test_all_allergens_at_once_leave_plain_food():
    made = plan(Wish(kcal=2000, protein=90, avoid=frozenset(Allergen)))
    assert made.within
    by_id = {food.food_id: food for food in ingredients().values()}
    eaten = [item for d in made.days for m in d.meals for dish in m.dishes for item in dish.items]
    assert all(by_id[item.food_id].tags is not None for item in eaten)
    assert not {tag for item in eaten for tag in contained(by_id[item.food_id]) & {*Allergen}}


def test_what_is_unknown_is_left_out():
    assert read_tags("?") is None
    assert safe(None, set())
    assert fits(None, set())
    assert not any(safe(None, {allergen}) for allergen in Allergen)
    assert not any(fits(None, {diet}) for diet in Diet)


def test_traces_matter_for_allergies_and_other_recipes_for_both():
    traces, recipes = read_tags("milk~"), read_tags("milk?")
    assert not safe(traces, {Allergen.MILK})
    assert not safe(recipes, {Allergen.MILK})
    assert fits(traces, {Diet.VEGAN})
    assert not fits(recipes, {Diet.VEGAN})


def test_a_tag_that_nobody_knows_is_a_mistake():
    with pytest.raises(ValueError, match="mlik"):
        read_tags("mlik")
