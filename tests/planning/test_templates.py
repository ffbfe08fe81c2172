"""The templates and their ingredients: that they resolve, are known, and are what people eat."""

from collections import Counter

import pytest

from nutritrack.foods.catalogue import load
from nutritrack.foods.nutrients import added, implausible, scaled
from nutritrack.meals.models import MealType
from nutritrack.planning.goals import FIELDS
from nutritrack.planning.templates import SIDE, Ingredient, Role, Template, ingredients, menu

LARGEST = {Role.FAT: 150, Role.EXTRA: 120}  # grams of one food in one dish
LARGEST_OTHERS = 500


def amounts(template: Template) -> dict[str, float]:
    """What an ordinary portion has."""
    return added([scaled(part.ingredient.per100g, part.base) for part in template.parts])


def test_there_are_many_from_many_kitchens():
    cuisines = Counter(each.cuisine for each in menu())
    assert len(menu()) >= 130
    assert cuisines["indian"] >= 25
    assert len(cuisines) >= 15
    suits = Counter(meal for each in menu() for meal in each.suits)
    assert all(suits[meal] >= 40 for meal in (*MealType, SIDE))


def test_no_two_are_the_same():
    for names in ([each.id for each in menu()], [each.name for each in menu()]):
        assert [name for name, times in Counter(names).items() if times > 1] == []
    parts = Counter(frozenset((p.ingredient, p.base) for p in each.parts) for each in menu())
    assert max(parts.values()) == 1


def test_every_part_is_a_food_whose_values_are_known():
    for food in ingredients().values():
        entry = load().entry(food.food_id)
        assert entry is not None, food.name
        assert load().per100g(entry.index) == food.per100g, food.name
        assert FIELDS.keys() <= food.per100g.keys(), food.name


def test_energy_fits_the_macronutrients():
    warned = {each.id: implausible(amounts(each)) for each in menu()}
    assert {id: warning for id, warning in warned.items() if warning} == {}


def test_portions_are_what_people_eat():
    for template in menu():
        kcal = amounts(template)["calories"]
        if template.suits & {MealType.LUNCH, MealType.DINNER}:
            assert 340 <= kcal <= 700, template.id
        elif MealType.BREAKFAST in template.suits:
            assert 260 <= kcal <= 530, template.id
        else:
            assert 80 <= kcal <= 280, template.id
        assert template.name_de, template.id
        assert 1 <= len(template.parts) <= 7, template.id


@pytest.mark.parametrize("role", list(Role))
def test_portions_move_in_whole_steps_within_sense(role: Role):
    parts = [part for each in menu() for part in each.parts if part.ingredient.role == role]
    assert parts
    for part in parts:
        food, (fewest, most) = part.ingredient, part.steps
        assert part.base % food.step == 0, food.name
        assert 1 <= fewest <= part.base / food.step <= most, food.name
        assert food.low <= fewest * food.step, food.name
        assert most * food.step <= food.high <= LARGEST.get(role, LARGEST_OTHERS), food.name
        if food.name.endswith(" oil") and role == Role.FAT:
            assert most * food.step <= 25, food.name
        if food.main in ("chicken", "beef", "tofu"):
            assert fewest * food.step >= 50, food.name


def test_every_ingredient_is_used():
    used = {part.ingredient for each in menu() for part in each.parts}
    assert [name for name, food in ingredients().items() if food not in used] == []


@pytest.mark.parametrize(
    ("name", "grams", "words"),
    [
        ("egg", 50, "1 egg (50 g)"),
        ("egg", 100, "2 eggs (100 g)"),
        ("pita", 90, "1½ pitas (90 g)"),
        ("naan", 45, "½ naan (45 g)"),
        ("naan", 90, "1 naan (90 g)"),
        ("basmati", 150, "150 g"),
    ],
)
def test_amounts_are_said_as_people_say_them(name: str, grams: float, words: str):
    assert ingredients()[name].quantity(grams) == words


def test_a_meal_is_mainly_made_of_what_gives_its_protein():
    mains = {each.id: each.main for each in menu()}
    assert mains["chicken_lentil_salad"] == "chicken"
    assert mains["dal_tadka_rice"] == "lentils"
    assert mains["fruit_salad"] is None


def test_an_ingredient_is_one_thing_however_often_it_is_used(chicken: Ingredient):
    used = [p.ingredient for t in menu() for p in t.parts if p.ingredient.name == chicken.name]
    assert len(used) > 5
    assert set(used) == {chicken}


@pytest.fixture
def chicken() -> Ingredient:
    return ingredients()["chicken_breast"]
