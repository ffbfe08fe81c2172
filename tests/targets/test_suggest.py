"""What to eat in a day: the arithmetic, and above all when not to eat less."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutritrack.targets.models import Body, Fact
from nutritrack.targets.suggest import Limit, Refusal, suggest
from nutritrack.users.models import HIGHEST_GOAL, ActivityLevel, Sex, safety_floor

MAN = Body(age=30, weight=80, height=180, sex=Sex.MALE)  # spends 2759 kcal
WOMAN = Body(
    age=25, weight=60, height=165, sex=Sex.FEMALE, activity=ActivityLevel.SEDENTARY
)  # spends 1614.3 kcal

bodies = st.builds(
    Body,
    age=st.integers(13, 120),
    weight=st.floats(20, 500),
    height=st.floats(50, 300),
    sex=st.sampled_from(Sex),
    activity=st.sampled_from(ActivityLevel),
)
rates = st.floats(-5, 5)


def test_keeping_losing_and_gaining():
    assert suggest(MAN).kcal == 2760
    loses = suggest(MAN, -0.5)  # 0.5 x 7700 / 7 = 550 kcal a day less: 2209
    assert loses.kcal == 2210
    assert loses.rate == pytest.approx(-549 * 7 / 7700)
    assert loses.limits == ()
    assert suggest(MAN, 0.25).kcal == 3030  # 275 more: 3034, and not faster than wished


def test_never_faster_than_one_percent_a_week():
    found = suggest(MAN, -2)
    assert found.kcal == 1880  # 0.8 kg: 880 kcal less
    assert found.limits == (Limit.RATE,)
    assert suggest(MAN, 2).kcal == 3630


def test_never_below_the_floor():
    found = suggest(WOMAN, -0.6)
    assert found.kcal == 1200
    assert found.limits == (Limit.FLOOR,)
    assert found.rate == pytest.approx((1200 - 1614.3) * 7 / 7700)
    unknown = Body(age=25, weight=60, height=165, activity=ActivityLevel.SEDENTARY)
    assert suggest(unknown, -0.6).kcal == 1500


def test_never_above_what_can_be_a_goal():
    heavy = replace(MAN, weight=400, activity=ActivityLevel.VERY_ACTIVE)
    assert suggest(heavy, 4).kcal == HIGHEST_GOAL
    heavier = replace(heavy, weight=500, height=250, activity=ActivityLevel.EXTRA_ACTIVE)
    assert suggest(heavier).refusal is Refusal.NO_EQUATION


def test_refusals_have_a_type():
    child = Body(age=17, weight=90, height=170, sex=Sex.MALE)
    assert suggest(child, -0.2).refusal is Refusal.UNDER_18
    assert suggest(Body(age=17), -0.2).refusal is Refusal.UNDER_18  # before anything is asked
    assert suggest(child).refusal is None
    thin = Body(age=30, weight=55, height=175, sex=Sex.FEMALE)  # BMI 17.96
    assert suggest(thin, -0.1).refusal is Refusal.UNDERWEIGHT
    assert suggest(thin, 0.1).refusal is None
    strange = suggest(Body(age=120, weight=20, height=50))
    assert strange.refusal is Refusal.NO_EQUATION


def test_what_is_missing_is_asked_for():
    found = suggest(Body(age=30), -0.5)
    assert found.refusal is Refusal.INCOMPLETE
    assert found.missing == (Fact.WEIGHT, Fact.HEIGHT)
    assert found.kcal is None


@pytest.mark.parametrize("rate", [float("nan"), float("inf"), float("-inf")])
def test_a_rate_is_a_number(rate):
    with pytest.raises(ValueError, match="finite"):
        suggest(MAN, rate)


@given(body=bodies, rate=rates)
def test_no_floor_is_ever_undercut(body, rate):
    found = suggest(body, rate)
    if found.kcal is not None:
        assert found.kcal >= safety_floor(body.sex)[0]


@given(body=bodies, rate=st.floats(-5, -0.001))
def test_who_must_not_lose_never_gets_a_deficit(body, rate):
    if body.minor or body.measures.bmi < 18.5:
        found = suggest(body, rate)
        assert found.kcal is None
        assert found.refusal in (Refusal.UNDER_18, Refusal.UNDERWEIGHT)
        keeps, gains = suggest(body), suggest(body, -rate)
        for other in (keeps, gains):
            assert other.kcal is None or other.kcal >= other.spent.kcal


@given(body=bodies, rate=rates)
def test_weight_never_changes_faster_than_a_hundredth_a_week(body, rate):
    found = suggest(body, rate)
    if found.kcal is not None and Limit.FLOOR not in found.limits and rate:
        assert abs(found.rate) <= body.weight / 100 + 0.0091  # 10 kcal a day, the step


@given(body=bodies, more=st.floats(0, 20))
def test_who_weighs_more_may_eat_more(body, more):
    heavier = Body(
        age=body.age,
        weight=body.weight + more,
        height=body.height,
        sex=body.sex,
        activity=body.activity,
    )
    found, other = suggest(body), suggest(heavier)
    if found.kcal is not None:
        assert other.kcal >= found.kcal
