"""The weekly proposal: arithmetic, bounds, and when nothing is proposed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expenditure.diaries import MAN, WOMAN, diary
from nutritrack.expenditure.estimate import estimate
from nutritrack.expenditure.models import Estimate, Range, State
from nutritrack.expenditure.propose import (
    LARGEST_STEP,
    Bound,
    Goal,
    Number,
    Verdict,
    propose,
)
from nutritrack.targets.models import Body, Fact
from nutritrack.targets.suggest import Refusal
from nutritrack.users.models import safety_floor

FOUND = estimate(MAN, diary(60))
assert FOUND is not None


def at(kcal: float, trend: float = 85.0, state: State = State.ESTIMATED) -> Estimate:
    assert FOUND is not None
    latest = replace(
        FOUND.latest,
        expenditure=kcal,
        interval=Range(kcal - 150, kcal + 150),
        trend=trend,
        state=state,
    )
    return replace(FOUND, days=(latest,))


def test_keeping_losing_and_gaining():
    assert propose(MAN, at(2800), Goal()).kcal == 2800
    loses = propose(MAN, at(2800), Goal(rate=-0.5))
    assert loses.kcal == 2250
    assert loses.verdict is Verdict.CHANGE
    assert loses.rate == pytest.approx(-0.5)
    assert loses.rates is not None
    assert loses.rates.low < -0.5 < loses.rates.high < 0
    assert propose(MAN, at(2800), Goal(rate=0.2)).kcal == 3020


def test_the_reason_is_numbers_with_labels():
    numbers = dict(propose(MAN, at(2800), Goal(rate=-0.5), current=2400).numbers)
    assert numbers[Number.EXPENDITURE] == 2800
    assert (numbers[Number.EXPENDITURE_LOW], numbers[Number.EXPENDITURE_HIGH]) == (2650, 2950)
    assert numbers[Number.CHANGE_OF_ENERGY] == pytest.approx(-550)
    assert numbers[Number.CURRENT] == 2400
    assert numbers[Number.FLOOR] == 1500


def test_towards_a_weight():
    far = propose(MAN, at(2800), Goal(weight=75.0))
    assert far.rate == pytest.approx(-0.005 * 85, abs=0.02)
    assert propose(MAN, at(2800), Goal(weight=75.0, rate=-0.3)).rate == pytest.approx(
        -0.3, abs=0.02
    )
    assert propose(MAN, at(2800), Goal(weight=90.0, rate=-0.3)).rate == pytest.approx(0.3, abs=0.02)
    there = propose(MAN, at(2800), Goal(weight=84.8, rate=-0.5))
    assert there.kcal == 2800
    assert there.bounds == (Bound.REACHED,)


def test_bounds():
    fast = propose(MAN, at(2800), Goal(rate=-3.0))
    assert fast.bounds == (Bound.RATE,)
    assert fast.rate == pytest.approx(-0.85, abs=0.01)
    low = propose(WOMAN, at(1600, trend=65.0), Goal(rate=-0.6))
    assert low.kcal == 1200
    assert low.bounds == (Bound.FLOOR,)
    step = propose(MAN, at(2800), Goal(rate=-0.5), current=3000)
    assert step.kcal == 2700
    assert step.bounds == (Bound.STEP,)


def test_nothing_moves_on_thin_data_or_for_little():
    for state in (State.LEARNING, State.HOLDING):
        waits = propose(MAN, at(2800, state=state), Goal(rate=-0.5), current=2500)
        assert waits.verdict is Verdict.WAIT
        assert waits.kcal == 2500
    kept = propose(MAN, at(2800), Goal(rate=-0.5), current=2270)
    assert kept.verdict is Verdict.KEEP
    assert kept.kcal == 2270
    starving = propose(MAN, at(2800, state=State.HOLDING), Goal(rate=-0.5), current=1000)
    assert starving.verdict is Verdict.CHANGE  # a target below the floor is never kept


def test_refusals():
    child = replace(MAN, age=16)
    assert propose(child, at(2800), Goal(rate=-0.2)).refusal is Refusal.UNDER_18
    assert propose(child, at(2800), Goal()).kcal == 2800
    thin = propose(MAN, at(2300, trend=58.0), Goal(rate=-0.2))
    assert thin.refusal is Refusal.UNDERWEIGHT
    assert thin.kcal is None
    unknown = propose(Body(), at(2300), Goal(rate=-0.2))
    assert unknown.refusal is Refusal.INCOMPLETE
    assert unknown.missing == (Fact.AGE, Fact.HEIGHT)
    assert propose(Body(), at(2300), Goal()).kcal == 2300
    with pytest.raises(ValueError, match="finite"):
        propose(MAN, at(2800), Goal(rate=float("nan")))


@given(
    st.floats(600, 6000),
    st.floats(40, 200),
    st.none() | st.floats(-3, 3),
    st.none() | st.floats(40, 200),
    st.none() | st.floats(800, 6000),
    st.sampled_from([MAN, WOMAN]),
)
def test_never_below_the_floor_nor_too_fast(
    kcal: float,
    trend: float,
    rate: float | None,
    weight: float | None,
    current: float | None,
    body: Body,
):
    found = propose(body, at(kcal, trend), Goal(rate=rate, weight=weight), current)
    if found.kcal is None:
        assert found.verdict is Verdict.REFUSED
        return
    floor, _ = safety_floor(body.sex)
    if found.verdict is Verdict.CHANGE:
        assert found.kcal >= floor
        assert found.rate is not None
        if Bound.STEP not in found.bounds and Bound.FLOOR not in found.bounds:
            assert abs(found.rate) <= 0.01 * trend + 0.01
        if current is not None and current >= floor:
            assert abs(found.kcal - current) <= LARGEST_STEP + 10
