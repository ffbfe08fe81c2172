"""Resting energy, expenditure, requirements: hand-computed values and published vectors."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutritrack.targets import eer
from nutritrack.targets.energy import expenditure, resting
from nutritrack.targets.models import Body, Fact, Measures
from nutritrack.targets.sources import CITATIONS, Source
from nutritrack.users.models import ActivityLevel, Sex, User

MAN = Body(age=30, weight=80, height=180, sex=Sex.MALE)
WOMAN = Body(age=25, weight=60, height=165, sex=Sex.FEMALE)
SEVENTY = Measures(30, 70, 170)


@pytest.mark.parametrize(
    ("sex", "kcal"), [(Sex.MALE, 1780), (Sex.FEMALE, 1614), (Sex.UNSPECIFIED, 1697)]
)
def test_mifflin_st_jeor(sex, kcal):
    assert resting(sex, Measures(30, 80, 180)) == kcal  # 800 + 1125 - 150 + constant


def test_the_estimate_says_how_far_off_it_may_be():
    found = expenditure(MAN)
    assert found.resting == 1780
    assert found.kcal == pytest.approx(2759)
    # 10 % of the resting energy at this activity, and one level of activity
    assert found.uncertainty == pytest.approx(sqrt(275.9**2 + 311.5**2))
    assert found.source is Source.MIFFLIN_1990


def test_an_unknown_sex_lies_between_and_is_less_sure():
    body = Body(age=30, weight=80, height=180)
    found = expenditure(body)
    assert found.kcal == pytest.approx(1697 * 1.55)
    known = sqrt((169.7 * 1.55) ** 2 + (1697 * 0.175) ** 2)
    assert found.uncertainty == pytest.approx(sqrt(known**2 + (83 * 1.55) ** 2))


@pytest.mark.parametrize(
    ("level", "kcal"),
    list(zip(ActivityLevel, (2136, 2447.5, 2759, 3070.5, 3382), strict=True)),
)
def test_activity_multiplies(level, kcal):
    body = Body(age=30, weight=80, height=180, sex=Sex.MALE, activity=level)
    assert expenditure(body).kcal == pytest.approx(kcal)


def test_what_is_missing_is_named():
    assert Body().missing == (Fact.AGE, Fact.WEIGHT, Fact.HEIGHT)
    body = Body(age=30, height=180)
    assert body.missing == (Fact.WEIGHT,)
    assert expenditure(body) is None
    assert MAN.missing == ()


def test_a_body_that_no_equation_fits_has_no_number():
    assert expenditure(Body(age=120, weight=20, height=50)) is None
    assert expenditure(Body(age=9, weight=30, height=135)) is None


def test_a_body_is_what_the_user_says():
    user = User.new(name="Alice", email="a@example.org", age=30, weight=80.0, goals=["lose_weight"])
    body = Body.of(user)
    assert (body.age, body.weight, body.height, body.sex) == (30, 80, None, Sex.UNSPECIFIED)
    assert (body.activity, body.goals) == (ActivityLevel.MODERATELY_ACTIVE, ("lose_weight",))


def test_body_mass_index():
    assert SEVENTY.bmi == pytest.approx(24.221, abs=0.001)


def test_requirements_as_published():
    """NASEM 2023: a man of 30 years, 170 cm, 70 kg, inactive; a woman like him, active."""
    man = eer.requirement(Sex.MALE, SEVENTY, ActivityLevel.SEDENTARY)
    woman = eer.requirement(Sex.FEMALE, SEVENTY, ActivityLevel.VERY_ACTIVE)
    assert (man, woman) == (pytest.approx(2520.17), pytest.approx(2475.55))


def test_the_young_have_their_own_requirement():
    boy = Body(age=16, weight=65, height=175, sex=Sex.MALE)
    found = expenditure(boy)
    assert found.kcal == pytest.approx(19.12 + 3.68 * 16 + 8.62 * 175 + 20.28 * 65 + 20)
    assert (found.resting, found.source) == (None, Source.NASEM_2023)
    girl = Body(age=13, weight=46, height=158, sex=Sex.FEMALE)
    assert expenditure(girl).kcal == pytest.approx(
        -297.54 - 22.25 * 13 + 12.77 * 158 + 14.73 * 46 + 30
    )
    either = expenditure(Body(age=16, weight=65, height=175))
    assert either.uncertainty > 0.15 * either.kcal


def test_requirements_rise_with_activity():
    for age in (14, 30):
        for sex in Sex:
            measures = Measures(age, 65, 170)
            rising = [eer.requirement(sex, measures, level) for level in ActivityLevel]
            assert rising == sorted(rising)


@given(
    age=st.integers(13, 120),
    weight=st.floats(20, 499),
    more=st.floats(0, 1),
    height=st.floats(50, 300),
    sex=st.sampled_from(Sex),
    level=st.sampled_from(ActivityLevel),
)
def test_a_heavier_body_never_spends_less(age, weight, more, height, sex, level):
    light = expenditure(Body(age=age, weight=weight, height=height, sex=sex, activity=level))
    heavy = expenditure(Body(age=age, weight=weight + more, height=height, sex=sex, activity=level))
    if light is not None:
        assert heavy is not None
        assert heavy.kcal >= light.kcal
        assert 0 < light.uncertainty < light.kcal


def test_every_source_is_cited():
    assert set(CITATIONS) == set(Source)
