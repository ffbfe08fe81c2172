"""Ranges of the macronutrients, and what free text says of goals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutritrack.foods.nutrients import BY_ID
from nutritrack.targets.macros import macro_targets
from nutritrack.targets.models import Body, Reason
from nutritrack.targets.sources import Source
from nutritrack.targets.wishes import Wish, wishes
from nutritrack.users.models import Sex


def ends(target):
    return target.least, target.most


def test_a_day_of_2000_kcal():
    found = macro_targets(Body(age=30, weight=70), 2000)
    assert ends(found["carbs"]) == (pytest.approx(225), pytest.approx(325))
    assert ends(found["fat"]) == (pytest.approx(400 / 9), pytest.approx(700 / 9))
    assert ends(found["protein"]) == (pytest.approx(56), pytest.approx(175))
    assert found["protein"].aim is None
    assert ends(found["fiber"]) == (pytest.approx(28), None)
    assert ends(found["saturatedFat"]) == (None, pytest.approx(200 / 9))
    assert ends(found["addedSugar"]) == (None, pytest.approx(50))
    assert ends(found["sugar"]) == (None, pytest.approx(90))
    assert found["sugar"].reason is Reason.LABEL_GUIDE
    assert ends(found["sodium"]) == (None, 2300)
    assert found["sodium"].source is Source.NASEM_2019
    assert all(target.unit is BY_ID[name].unit for name, target in found.items())


def test_protein_follows_the_goals():
    wants_muscle = macro_targets(Body(age=30, weight=80, goals=("gain_muscle",)), 2800)["protein"]
    assert (wants_muscle.least, wants_muscle.aim) == (pytest.approx(64), pytest.approx(128))
    assert wants_muscle.reason is Reason.MUSCLE
    wants_less = macro_targets(Body(age=30, weight=80, goals=("Lose weight",)), 2200)["protein"]
    assert (wants_less.aim, wants_less.reason) == (pytest.approx(128), Reason.WEIGHT_LOSS)
    young = macro_targets(Body(age=16, weight=60, goals=("gain_muscle",)), 2800)["protein"]
    assert (young.least, young.aim) == (pytest.approx(51), None)


def test_protein_stays_within_what_the_energy_allows():
    heavy = macro_targets(Body(age=40, weight=200, goals=("lose weight",)), 1500)["protein"]
    assert heavy.least == heavy.aim == heavy.most == pytest.approx(131.25)


def test_without_a_weight_protein_is_a_share_of_energy():
    found = macro_targets(Body(age=30), 2000)["protein"]
    assert ends(found) == (pytest.approx(50), pytest.approx(175))
    assert found.reason is Reason.SHARE_OF_ENERGY


def test_the_young_have_other_shares():
    found = macro_targets(Body(age=13, weight=45, sex=Sex.FEMALE), 2000)
    assert ends(found["fat"]) == (pytest.approx(500 / 9), pytest.approx(700 / 9))
    assert ends(found["protein"]) == (pytest.approx(42.75), pytest.approx(150))
    assert found["sodium"].most == 1800


@pytest.mark.parametrize("kcal", [0, -1, float("nan")])
def test_a_day_has_energy(kcal):
    with pytest.raises(ValueError, match="above 0"):
        macro_targets(Body(), kcal)


@given(
    age=st.none() | st.integers(13, 120),
    weight=st.none() | st.floats(20, 500),
    kcal=st.floats(1000, 10000),
    goals=st.sampled_from([(), ("lose_weight",), ("gain_muscle",)]),
)
def test_every_range_is_one(age, weight, kcal, goals):
    for target in macro_targets(Body(age=age, weight=weight, goals=goals), kcal).values():
        least = 0 if target.least is None else target.least
        most = float("inf") if target.most is None else target.most
        assert 0 <= least <= most
        assert target.aim is None or least <= target.aim <= most


@pytest.mark.parametrize(
    ("goal", "wish"),
    [
        ("lose_weight", Wish.LOSE),
        ("Lose weight", Wish.LOSE),
        ("weight loss", Wish.LOSE),
        ("losing some fat", Wish.LOSE),
        ("abnehmen", Wish.LOSE),
        ("5 kg abnehmen", Wish.LOSE),
        ("Gewicht verlieren", Wish.LOSE),
        ("Körperfett reduzieren", Wish.LOSE),
        ("Fettabbau", Wish.LOSE),
        ("10 Kilo verlieren", Wish.LOSE),
        ("gain_muscle", Wish.MUSCLE),
        ("Get stronger", Wish.MUSCLE),
        ("build strength", Wish.MUSCLE),
        ("Muskelaufbau", Wish.MUSCLE),
        ("Muskeln aufbauen", Wish.MUSCLE),
        ("Krafttraining", Wish.MUSCLE),
        ("stärker werden", Wish.MUSCLE),
        ("MEHR KRAFT", Wish.MUSCLE),
    ],
)
def test_goals_are_read(goal, wish):
    assert wishes([goal]) == {wish}


@pytest.mark.parametrize(
    "goal",
    [
        "gain_weight",
        "maintain_weight",
        "eat healthier",
        "zunehmen",
        "Gewicht halten",
        "nicht abnehmen",
        "do not lose weight",
        "kein Gewicht verlieren",
        "more energy",
        "",
    ],
)
def test_other_goals_are_no_wish(goal):
    assert wishes([goal]) == frozenset()


def test_several_goals():
    assert wishes(["lose_fat", "build muscle"]) == {Wish.LOSE, Wish.MUSCLE}
