"""What the estimate must do whatever its constants are; how good it is, `make eval-expenditure`."""

from dataclasses import replace
from datetime import timedelta
from math import pi, sin
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expenditure.diaries import (
    FIRST,
    KCAL_PER_KG,
    MAN,
    WOMAN,
    diary,
    halved,
    without_logs,
    without_weights,
)
from nutritrack.expenditure.estimate import LONGEST, NINE_IN_TEN, estimate
from nutritrack.expenditure.models import Day, Estimate, State, Weighing
from nutritrack.marks.models import Mark
from nutritrack.targets.energy import expenditure
from nutritrack.targets.models import Body
from nutritrack.users.models import Sex


def found(body: Body, days: list[Day]) -> Estimate:
    result = estimate(body, days)
    assert result is not None
    return result


def width(result: Estimate) -> float:
    return result.latest.interval.high - result.latest.interval.low


def test_without_data_it_is_the_equation_with_its_width():
    prior = expenditure(MAN)
    assert prior is not None
    result = found(MAN, [Day(day=FIRST)])
    assert result.latest.expenditure == pytest.approx(prior.kcal, rel=0.02)
    assert width(result) / 2 == pytest.approx(NINE_IN_TEN * prior.uncertainty, rel=0.15)
    assert result.latest.state is State.LEARNING
    assert result.latest.trend == pytest.approx(85.0)
    assert result.latest.rate is None
    assert result.drivers.eaten is None
    assert result.drivers.prior_share > 0.8


def test_nothing_to_start_from():
    assert estimate(MAN, []) is None
    assert estimate(Body(age=35, height=180.0), [Day(day=FIRST, energy=2000)]) is None


def test_a_weighing_is_enough_and_missing_facts_widen():
    one = [Day(day=FIRST, weighings=(Weighing(85.0),))]
    known, unknown = found(MAN, one), found(Body(sex=Sex.MALE), one)
    assert width(unknown) > width(known)
    assert unknown.drivers.prior is None
    nobody = found(Body(), one)
    assert width(nobody) > width(unknown)


@pytest.mark.parametrize("spent", [2300, 2800, 3300])
def test_it_finds_what_was_spent(spent: int):
    result = found(MAN, diary(70, spent=spent))
    low, high = result.latest.interval
    assert low < spent < high
    assert result.latest.expenditure == pytest.approx(spent, abs=200)
    assert result.latest.state is State.ESTIMATED
    assert result.drivers.days_logged == result.drivers.days_weighed == 70


def test_energy_balance_of_the_drivers():
    """kcal are kcal and kg are kg: what is eaten less what is stored is what is spent."""
    result = found(MAN, diary(60, eaten=2300))
    drivers = result.drivers
    assert drivers.eaten is not None
    assert drivers.stored is not None
    assert drivers.weight_change is not None
    assert drivers.eaten == pytest.approx(2300, rel=0.03)
    assert drivers.stored == pytest.approx(-500, abs=200)
    assert drivers.weight_change == pytest.approx(-28 * 500 / KCAL_PER_KG, abs=0.7)
    assert drivers.eaten - drivers.stored == pytest.approx(result.latest.expenditure, abs=150)
    assert result.latest.rate == pytest.approx(-500 * 7 / KCAL_PER_KG, abs=0.2)


def test_it_learns():
    widths = [width(found(MAN, diary(days))) for days in (1, 14, 28, 60)]
    assert widths == sorted(widths, reverse=True)
    assert found(MAN, diary(60)).drivers.prior_share < 0.3


def test_more_eaten_at_the_same_weights_is_more_spent():
    course = diary(40)
    more = [replace(day, energy=(day.energy or 0) + 300) for day in course]
    difference = found(MAN, more).latest.expenditure - found(MAN, course).latest.expenditure
    assert 120 < difference < 330


def test_falling_weights_are_more_spent_than_rising_ones():
    course = diary(40)
    tilted = [
        replace(
            day,
            weighings=tuple(w._replace(kilograms=w.kilograms + n * 0.05) for w in day.weighings),
        )
        for n, day in enumerate(course)
    ]
    assert found(MAN, tilted).latest.expenditure < found(MAN, course).latest.expenditure - 150


def test_skipped_days_widen_and_do_not_bias():
    course = diary(60)
    whole, skipped = found(MAN, course), found(MAN, without_logs(course, range(0, 60, 4)))
    assert skipped.latest.expenditure == pytest.approx(whole.latest.expenditure, abs=80)
    assert width(skipped) > width(whole)


def test_days_logged_by_halves_hardly_bias():
    course = diary(60)
    whole = found(MAN, course)
    some = range(2, 60, 5)  # would be -280 kcal if they were believed
    for mark, off in ((Mark.PARTIAL, 90), (None, 140)):
        result = found(MAN, halved(course, some, mark))
        assert result.latest.expenditure == pytest.approx(whole.latest.expenditure, abs=off)
        assert width(result) > width(whole)
        assert result.drivers.days_in_doubt == pytest.approx(12, abs=3)


def test_marked_days_are_believed():
    course = diary(60)
    low = halved(course, range(2, 60, 5), Mark.COMPLETE)
    result = found(MAN, low)
    # 20 % of the days at half: 280 kcal less eaten at the same weights.
    assert result.latest.expenditure < found(MAN, course).latest.expenditure - 150
    assert result.drivers.days_in_doubt < 2


def test_a_fast_with_an_empty_diary_is_nothing_eaten():
    course = diary(60)
    fasts = [
        replace(day, energy=None, mark=Mark.FASTING) if n % 7 == 3 else day
        for n, day in enumerate(course)
    ]
    unknown = without_logs(course, range(3, 60, 7))
    assert found(MAN, fasts).latest.expenditure < found(MAN, unknown).latest.expenditure - 150


@pytest.mark.parametrize("wrong", [10.0, -10.0, 102.4])  # the last one is pounds
@pytest.mark.parametrize("day", [0, 20, 39])
def test_a_weight_typed_wrong_hardly_counts(wrong: float, day: int):
    course = diary(40)
    typed = Weighing(course[day].weighings[0].kilograms + wrong, 7.0)
    off = [replace(d, weighings=(typed,)) if n == day else d for n, d in enumerate(course)]
    before, after = found(MAN, course).latest, found(MAN, off).latest
    assert after.expenditure == pytest.approx(before.expenditure, abs=120)
    assert after.trend == pytest.approx(before.trend, abs=0.5)
    assert found(MAN, off).drivers.weighings_doubted >= 1


def test_a_gap_holds_and_widens():
    course = diary(40)
    before = found(MAN, course)
    until = course[-1].day + timedelta(days=14)
    after = estimate(MAN, course, until)
    assert after is not None
    assert after.latest.state is State.HOLDING
    assert after.latest.day == until
    assert len(after.days) == 54
    assert width(after) > width(before)
    assert after.latest.expenditure == pytest.approx(before.latest.expenditure, abs=60)
    trend = after.latest.trend_interval
    assert (
        trend.high - trend.low
        > before.latest.trend_interval.high - before.latest.trend_interval.low
    )


def test_two_weeks_without_a_scale():
    result = found(MAN, without_weights(diary(60), range(30, 46)))
    low, high = result.latest.interval
    assert low < 2800 < high
    assert result.days[44].state is State.HOLDING
    assert result.latest.state is State.ESTIMATED


def test_until_leaves_later_days_out():
    course = diary(40)
    assert estimate(MAN, course, course[24].day) == estimate(MAN, course[:25])
    assert estimate(MAN, course, FIRST - timedelta(days=1)) is None


def test_the_order_of_days_does_not_matter_and_nothing_is_left_to_chance():
    course = halved(diary(40), [5, 9, 30])
    shuffled = Random(3).sample(course, len(course))
    assert estimate(MAN, shuffled) == estimate(MAN, course) == estimate(MAN, course)


def test_the_order_of_weighings_of_a_day_does_not_matter():
    course = diary(30)
    twice = [
        replace(d, weighings=(*d.weighings, Weighing(d.weighings[0].kilograms + 0.4, 21.0)))
        for d in course
    ]
    turned = [replace(d, weighings=d.weighings[::-1]) for d in twice]
    assert found(MAN, twice) == found(MAN, turned)


def test_a_day_given_twice_is_a_mistake():
    course = diary(3)
    with pytest.raises(ValueError, match="twice"):
        estimate(MAN, [*course, course[0]])


def test_evenings_do_not_look_like_gained_weight():
    course = diary(60)
    late = [
        replace(d, weighings=(Weighing(d.weighings[0].kilograms + 1.5, 21.0),))
        if n >= 40 and n % 2
        else d
        for n, d in enumerate(course)
    ]
    assert found(MAN, late).latest.trend == pytest.approx(found(MAN, course).latest.trend, abs=0.4)


def test_another_scale_is_noticed():
    course = [
        replace(d, weighings=(d.weighings[0]._replace(kilograms=d.weighings[0].kilograms + 2.5),))
        if n >= 40
        else d
        for n, d in enumerate(diary(60))
    ]
    result = found(MAN, course)
    assert result.drivers.jump is not None
    assert abs((result.drivers.jump - course[40].day).days) <= 4
    low, high = result.latest.interval
    assert low < 2800 < high


def test_the_smoothed_trend_is_nearer_than_the_scale():
    course = diary(60, noise=0.6)
    true = diary(60, noise=0.0)
    days = found(MAN, course).days

    def miss(values: list[float]) -> float:
        pairs = zip(values, true, strict=True)
        return sum(abs(value - day.weighings[0].kilograms) for value, day in pairs) / 60

    assert miss([day.trend for day in days]) < 0.5 * miss(
        [d.weighings[0].kilograms for d in course]
    )


def test_the_shadow_of_a_cycle_is_not_fat():
    wave = [0.7 * sin(2 * pi * day / 28) for day in range(84)]
    course = [
        replace(
            d, weighings=(d.weighings[0]._replace(kilograms=d.weighings[0].kilograms + wave[n]),)
        )
        for n, d in enumerate(diary(84, eaten=2000, spent=2000, weight=65.0))
    ]
    days = found(WOMAN, course).days[56:]
    trends = [day.trend for day in days]
    assert max(trends) - min(trends) < 0.8  # of 1.4 kg


def test_only_the_last_two_years_count():
    result = found(MAN, [Day(day=FIRST - timedelta(days=40_000), energy=900), *diary(5)])
    assert len(result.days) == LONGEST


@pytest.mark.parametrize(
    "wrong",
    [
        {"energy": -1.0},
        {"energy": float("nan")},
        {"energy": 1e6},
        {"weighings": (Weighing(float("inf")),)},
        {"weighings": (Weighing(2.0),)},
        {"weighings": (Weighing(80.0, 25.0),)},
    ],
)
def test_numbers_that_cannot_be(wrong: dict[str, object]):
    with pytest.raises(ValueError):
        Day(day=FIRST, **wrong)


a_day = st.builds(
    lambda kg, energy, mark, meals, hour: Day(
        day=FIRST,
        weighings=() if kg is None else (Weighing(kg, hour),),
        energy=energy,
        mark=mark,
        meals=meals,
    ),
    st.none() | st.floats(20, 500),
    st.none() | st.floats(0, 20_000),
    st.sampled_from([None, *Mark]),
    st.none() | st.integers(0, 40),
    st.none() | st.floats(0, 24),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(a_day, min_size=1, max_size=25), st.sampled_from(Sex))
def test_whatever_is_typed_in_the_numbers_are_numbers(days: list[Day], sex: Sex):
    course = [replace(day, day=FIRST + timedelta(days=n)) for n, day in enumerate(days)]
    result = found(replace(MAN, sex=sex), course)
    for day in result.days:
        assert day.interval.low < day.expenditure < day.interval.high < 1e6
        assert day.trend_interval.low <= day.trend <= day.trend_interval.high < 1e4
    assert 0 <= result.drivers.prior_share <= 1
