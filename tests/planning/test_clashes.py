"""When no plan fits, it says which wishes do not go together."""

import pytest

from nutritrack.meals.models import MealType
from nutritrack.planning.diets import Allergen, Diet
from nutritrack.planning.models import Clash, NoPlan, Wish
from nutritrack.planning.planner import plan
from nutritrack.planning.templates import menu

DINNER = (MealType.DINNER,)


def clash(wish: Wish) -> Clash:
    made = plan(wish)
    assert not made.within
    assert made.clash is not None
    return made.clash


def names(clash: Clash) -> set[str]:
    return {each.name for each in clash.constraints}


def test_much_protein_in_little_energy():
    found = clash(Wish(kcal=1000, protein=200, diets=frozenset({Diet.VEGAN})))
    values = {each.name: each.value for each in found.constraints}
    assert values["protein"] == "200 g"
    assert values["kcal"] == "1000 kcal"
    assert not found.together


def test_a_diet_that_is_in_the_way_is_named():
    avoid = frozenset({Allergen.SOY, Allergen.GLUTEN})
    found = clash(Wish(kcal=1500, protein=150, diets=frozenset({Diet.VEGAN}), avoid=avoid))
    values = {each.name: each.value for each in found.constraints}
    assert values["diet"] == "vegan"
    assert values["protein"] == "150 g"


def test_macronutrients_that_do_not_add_up():
    found = clash(Wish(kcal=2000, protein=100, carbs=300, fat=100))
    assert names(found) == {"kcal", "carbs", "fat"}


def test_a_meal_that_would_have_to_be_too_large():
    found = clash(Wish(kcal=6000, protein=300, carbs=750, fat=200, meals=DINNER))
    assert names(found) == {"meals"}


def test_a_bound_that_cannot_be_kept():
    found = clash(Wish(kcal=2000, fiber_min=150))
    assert "fiber_min" in names(found)
    assert {each.value for each in found.constraints} >= {"at least 150 g"}


def test_amounts_too_small_for_whole_portions():
    snack = (MealType.SNACK,)
    assert {"kcal", "protein"} <= names(
        clash(Wish(kcal=60, protein=3, carbs=8, fat=2, meals=snack))
    )


def test_it_does_not_matter_on_how_many_days():
    wish = Wish(kcal=1000, protein=200, diets=frozenset({Diet.VEGAN}))
    assert clash(wish.model_copy(update={"days": 3})) == clash(wish)


def test_no_dish_at_all_says_why():
    wish = Wish(kcal=2000, cuisines=("korean",), only_cuisines=True)
    with pytest.raises(NoPlan, match="No breakfast is left") as none:
        plan(wish)
    assert names(none.value.clash) == {"only cuisines"}
    body = none.value.body()
    assert body["code"] == "NoPlan"
    assert body["clash"] == {
        "constraints": [{"name": "only cuisines", "value": "korean"}],
        "together": False,
    }


def test_what_only_helps_together_says_so():
    vegan = frozenset({Diet.VEGAN, Diet.VEGETARIAN})
    meat = [each for each in menu() if each.id in ("chicken_rice_broccoli", "beef_broccoli_rice")]
    with pytest.raises(NoPlan) as none:
        plan(Wish(kcal=600, meals=DINNER, diets=vegan), meat)
    assert none.value.clash.together
    assert {each.value for each in none.value.clash.constraints} == {"vegan", "vegetarian"}


def test_excluded_dishes_are_counted():
    every = frozenset(each.id for each in menu())
    with pytest.raises(NoPlan) as none:
        plan(Wish(kcal=2000, exclude=every))
    assert [each.value for each in none.value.clash.constraints] == [f"{len(every)} dishes"]


def test_many_dislikes_are_given_up_at_once():
    words = ("egg", "milk", "bread", "oats", "rice", "cereal", "soy", "Obst", "meat", "fruit")
    letters = ("beans", "tofu", "potato", "seeds", "lentils", "chickpea", "yogurt", "flakes")
    left = [each for each in menu() if each.id == "porridge_banana"]
    with pytest.raises(NoPlan) as none:
        plan(Wish(kcal=400, meals=(MealType.BREAKFAST,), disliked=words + letters), left)
    assert len(none.value.clash.constraints) == 1
