"""The table of activities: whole, unique, and its energy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutritrack.targets.activities import HEADINGS, Effect, Level, Place, activities

# MET by code as the 2024 Adult Compendium prints them, typed a second time.
PRINTED = {
    "01014": 7.0,
    "02054": 3.5,
    "02101": 2.3,
    "03040": 3.0,
    "05043": 3.0,
    "08245": 3.8,
    "12020": 7.5,
    "15660": 4.0,
    "17190": 3.8,
    "18310": 6.0,
    "19090": 8.5,
}


def test_values_are_those_that_are_printed():
    found = {activity.code: activity.met for activity in activities().values()}
    assert {code: found[code] for code in PRINTED} == PRINTED
    assert {code[:2] for code in PRINTED} == set(HEADINGS)


def test_every_row_is_whole():
    found = activities().values()
    assert len(found) >= 70
    assert len({activity.code for activity in found}) == len(found)
    for language in ("en", "de"):
        names = [activity.names[language] for activity in found]
        assert len(set(names)) == len(names)
        assert all(name == name.strip() and name for name in names)
    for activity in found:
        assert activity.edition == 2024
        assert 1.5 < activity.met < 16
        assert activity.heading
        assert activity.effects
        assert activity.places


def test_there_is_something_for_everybody():
    """Something gentle at home without equipment, of every effect."""
    for effect in Effect:
        assert [
            activity
            for activity in activities().values()
            if effect in activity.effects and Place.HOME in activity.places
            if activity.low_impact and not activity.equipment
        ]


def test_levels_follow_the_met():
    levels = {name: activities()[name].level for name in ("yoga", "walking", "swimming", "jogging")}
    assert levels == {
        "yoga": Level.EASY,
        "walking": Level.MODERATE,
        "swimming": Level.HARD,
        "jogging": Level.HARD,
    }


def test_energy():
    walking = activities()["walking"]
    assert walking.energy(70, 30) == pytest.approx(133)  # 3.8 x 70 x 0.5
    assert walking.net_energy(70, 30) == pytest.approx(98)  # rest alone would take 35


@given(
    activity=st.sampled_from(list(activities().values())),
    weight=st.floats(20, 500),
    minutes=st.floats(0, 600),
)
def test_net_is_less_than_gross(activity, weight, minutes):
    gross, net = activity.energy(weight, minutes), activity.net_energy(weight, minutes)
    assert 0 <= net <= gross
    assert gross - net == pytest.approx(weight * minutes / 60)
