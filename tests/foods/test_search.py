"""Search finds the food that was meant: the dishes of the design, misspelt, plural, begun."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutritrack.foods.catalogue import load
from nutritrack.foods.models import Food, FoodKind, Source, food_id
from nutritrack.foods.search import Index, of_catalogue
from nutritrack.foods.text import fold, words

INDEX = Index(load().foods, of_catalogue)


def first(text):
    return INDEX.search(text, 5)[0].food.name.lower()


def make(name, *aliases):
    source = Source(name="own", id=name, release="1")
    return Food(
        _id=food_id("own", name),
        name=name,
        kind=FoodKind.OWN,
        per100g={"calories": 100.0},
        aliases=list(aliases),
        source=source,
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Chicken Tikka Masala", "chicken tikka masala"),
        ("Basmati Rice", "basmati rice"),
        ("Greek Yogurt", "yogurt, greek"),
        ("Scrambled Eggs", "scrambled egg"),
        ("Whole Wheat Toast", "bread, whole wheat, toasted"),
        ("banana", "banana, raw"),
        ("apple", "apple, raw"),
        ("milk", "milk, nfs"),
        ("water", "water"),
        ("coffee", "coffee"),
        ("2% milk", "milk, reduced fat (2%)"),
        ("skimmed milk", "milk, fat free (skim)"),
        ("peanut butter and jelly sandwich", "peanut butter and jelly sandwich"),
        ("cheddar cheese", "cheese, cheddar"),
        ("orange juice", "orange juice"),
        ("potato chips", "potato chips"),
        ("french fries", "french fries"),
        ("chicken breast", "breast"),
        ("white rice", "rice, white, cooked"),
    ],
)
def test_what_is_ordinary_is_found_first(typed, said):
    assert said in first(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("chiken", "chicken"),
        ("brocoli", "broccoli"),
        ("yoghurt", "yogurt"),
        ("bananna", "banana"),
        ("spagetti", "pasta"),
        ("avacado", "avocado"),
        ("tomatos", "tomato"),
        ("omlette", "omelet"),
        ("greek yougurt", "yogurt, greek"),
        ("chicken tika masala", "chicken tikka masala"),
    ],
)
def test_typing_errors_are_forgiven(typed, said):
    assert said in first(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("egg", "eggs"),
        ("tomato", "tomatoes"),
        ("strawberry", "strawberries"),
        ("cookie", "cookies"),
    ],
)
def test_the_plural_finds_what_the_singular_finds(one, other):
    assert [hit.food for hit in INDEX.search(one, 10)] == [
        hit.food for hit in INDEX.search(other, 10)
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ban", "banana"),
        ("chick", "chick"),
        ("ice cr", "ice cream"),
        ("greek yog", "yogurt, greek"),
    ],
)
def test_the_beginning_of_a_word_is_enough(typed, said):
    assert any(said in hit.food.name.lower() for hit in INDEX.search(typed, 5))


def test_accents_and_british_words_are_understood():
    assert words("Crème brûlée") == words("creme brulee")
    assert words("2 yoghurts") == words("2 yogurt")
    assert fold("Łódź ÅNGSTRÖM") == "lodz angstrom"


def test_babies_and_powders_come_last():
    names = [hit.food.name.lower() for hit in INDEX.search("carrots", 5)]
    assert not any("baby food" in name or "babyfood" in name for name in names)
    assert "dry" not in first("milk")


def test_nothing_is_found_for_nothing():
    assert INDEX.search("", 5) == []
    assert INDEX.search("  ,.! ", 5) == []
    assert Index[Food]([]).search("milk", 5) == []


def test_a_few_own_foods_are_found_the_same_way():
    own = Index([make("Mum's lentil stew", "dhal"), make("Protein shake")])
    assert own.search("lentl", 5)[0].food.name == "Mum's lentil stew"
    assert own.search("dhal", 5)[0].food.name == "Mum's lentil stew"
    assert own.search("prot", 5)[0].food.name == "Protein shake"


def test_the_same_question_has_the_same_answer():
    again = Index(load().foods, of_catalogue)
    for typed in ("rice", "chese", "pork ch"):
        assert INDEX.search(typed, 20) == again.search(typed, 20)


def test_scores_fall_and_limits_hold():
    hits = INDEX.search("chicken soup", 7)
    assert len(hits) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@settings(deadline=None)  # the first one reads the tables
@given(st.text(max_size=300))
def test_any_text_may_be_typed(text):
    assert len(INDEX.search(text, 3)) <= 3
