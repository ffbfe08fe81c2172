"""Low, right, high; and no verdict where the unknown rest could turn it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutritrack.foods.nutrients import Unit
from nutritrack.targets.models import Reason, Target
from nutritrack.targets.references import reference
from nutritrack.targets.sources import Source
from nutritrack.targets.verdicts import Doubt, Judgement, Verdict, judge
from nutritrack.users.models import Sex


def target(least=None, most=None, **more):
    return Target(
        nutrient="iron",
        unit=Unit.MILLIGRAM,
        least=least,
        most=most,
        source=Source.IOM_2001,
        reason=Reason.RECOMMENDED,
        **more,
    )


RANGE = target(100, 200)
UNKNOWN = Judgement(None, None, Doubt.UNKNOWN)


@pytest.mark.parametrize(
    ("amount", "verdict", "gap"),
    [
        (0, Verdict.LOW, 100),
        (94, Verdict.LOW, 6),
        (95, Verdict.OK, 0),
        (150, Verdict.OK, 0),
        (210, Verdict.OK, 0),
        (211, Verdict.HIGH, 11),
    ],
)
def test_what_is_known_is_judged(amount, verdict, gap):
    assert judge(amount, RANGE) == Judgement(verdict, gap)
    assert judge(amount, RANGE, 1.0) == Judgement(verdict, gap)


def test_low_is_claimed_only_if_the_rest_cannot_fill_the_gap():
    iron = target(18)
    assert judge(6, iron, 0.5) == Judgement(Verdict.LOW, 6)  # scaled up: 12
    assert judge(10, iron, 0.5) == UNKNOWN  # scaled up: 20
    assert judge(6, iron, 0.49) == UNKNOWN  # too little is known to scale up
    assert judge(0, iron, 0.0) == UNKNOWN
    assert judge(15, iron, 0.8) == UNKNOWN  # scaled up: 18.75
    assert judge(None, iron) == judge(None, iron, 0.9) == UNKNOWN


def test_enough_is_enough_whatever_the_rest_holds():
    assert judge(18, target(18), 0.1) == Judgement(Verdict.OK, 0)


def test_high_is_claimed_from_a_lower_bound():
    sodium = target(None, 2300)
    assert judge(2500, sodium, 0.1) == Judgement(Verdict.HIGH, 200)
    assert judge(1000, sodium, 0.9) == Judgement(Verdict.OK, 0)
    assert judge(1500, sodium, 0.5) == UNKNOWN  # scaled up: 3000
    assert judge(100, sodium, 0.2) == UNKNOWN


def test_what_is_undercounted_is_never_low():
    niacin = reference("niacin", Sex.MALE, 30).target
    assert judge(8, niacin) == UNKNOWN
    assert judge(16, niacin) == Judgement(Verdict.OK, 0)


def test_without_a_bound_there_is_nothing_to_judge():
    assert judge(5, target()) == Judgement(None, None, Doubt.NO_BOUND)


@given(
    known=st.floats(0, 500),
    hidden=st.floats(0, 500),
    coverage=st.floats(0, 1),
)
def test_more_of_the_unknown_never_makes_high_or_enough_untrue(known, hidden, coverage):
    """High, and enough without an upper end, hold for every amount above the known one."""
    if judge(known, RANGE, coverage).verdict is Verdict.HIGH:
        assert judge(known + hidden, RANGE).verdict is Verdict.HIGH
    if judge(known, target(100), coverage).verdict is Verdict.OK:
        assert judge(known + hidden, target(100)).verdict is Verdict.OK


@given(amount=st.floats(0, 500), coverage=st.floats(0.01, 1))
def test_low_holds_for_the_scaled_amount_too(amount, coverage):
    found = judge(amount, RANGE, coverage)
    if found.verdict is Verdict.LOW:
        assert judge(amount / coverage, RANGE).verdict is Verdict.LOW
        assert found.gap > 0
