"""Next week's energy target, as a proposal with its numbers. Nothing here changes a target.

Floors and refusals are those of `targets.suggest`; what is new is where the expenditure comes from
and how unsure it is. A change smaller than what the estimate can tell apart is not proposed.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil, isfinite
from math import floor as floor_of
from typing import NamedTuple

from nutritrack.expenditure.models import Estimate, Range, State
from nutritrack.targets.models import Body, Fact
from nutritrack.targets.suggest import (
    FASTEST,
    KCAL_PER_KG,
    STEP,
    Refusal,
)
from nutritrack.users.models import HIGHEST_GOAL, safety_floor

LARGEST_STEP = 300  # kcal from one week to the next: nobody should be startled
SMALLEST_STEP = 50  # kcal; less is no news
NEAR = 0.5  # kg; a target weight this near is reached
USUAL_RATE = 0.005  # of the body weight a week, towards a target weight without a rate


class Number(StrEnum):
    """What the numbers of a reason are; the words belong to whoever shows them."""

    EXPENDITURE = "expenditure"  # kcal a day
    EXPENDITURE_LOW = "expenditure_low"
    EXPENDITURE_HIGH = "expenditure_high"
    TREND = "trend"  # kg
    RATE_NOW = "rate_now"  # kg a week
    RATE_WISHED = "rate_wished"
    RATE_SAFE = "rate_safe"
    CHANGE_OF_ENERGY = "change_of_energy"  # kcal a day, what that rate takes
    CURRENT = "current"  # kcal a day, the target that holds
    FLOOR = "floor"  # kcal a day


class Verdict(StrEnum):
    CHANGE = "change"
    KEEP = "keep"  # the target that holds is as good
    WAIT = "wait"  # the data are too thin to move a target, or it moved just now
    REFUSED = "refused"


class Bound(StrEnum):
    """What made the proposal another one than the wish."""

    RATE = "rate"
    FLOOR = "floor"
    STEP = "step"  # the rest follows in the weeks after
    REACHED = "reached"  # the target weight: keep it


class Labelled(NamedTuple):
    label: Number
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """`rate` in kg a week, below 0 loses; `weight` in kg. Neither: keep the weight."""

    rate: float | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`kcal` a day for the next week, with what it should do to the weight; or why there is none.

    `rates` is kg a week for the ends of the interval of the estimate.
    """

    verdict: Verdict
    kcal: int | None = None
    rate: float | None = None
    rates: Range | None = None
    bounds: tuple[Bound, ...] = ()
    refusal: Refusal | None = None
    missing: tuple[Fact, ...] = ()
    numbers: tuple[Labelled, ...] = ()


def propose(
    body: Body, found: Estimate, goal: Goal, current: float | None = None, *, early: bool = False
) -> Proposal:
    """For the week after the last day of `found`; `current` is the target that holds, kcal a day.

    `early`: it began less than a week ago, and stays unless it is below the floor.
    Raises ValueError for a rate or a weight that is no finite number.
    """
    for wish in (goal.rate, goal.weight):
        if wish is not None and not isfinite(wish):
            raise ValueError("the rate and the weight of a goal must be finite numbers")
    latest = found.latest
    wished, reached = _wished(goal, latest.level)
    refused = _refusal(body, latest.level, wished)
    if refused:
        return refused
    fastest = FASTEST * latest.level
    safe = max(-fastest, min(fastest, wished))
    floor, _ = safety_floor(body.sex)
    # Never a faster change than is safe, whichever its direction.
    wanted = _round(latest.expenditure + safe * KCAL_PER_KG / 7, up=wished <= 0)
    kcal = min(max(wanted, floor), HIGHEST_GOAL)
    bounds = [Bound.REACHED] if reached else []
    bounds += [Bound.RATE] if safe != wished else []
    bounds += [Bound.FLOOR] if kcal > wanted else []
    if current is not None and abs(kcal - current) > LARGEST_STEP and current >= floor:
        step = LARGEST_STEP if kcal > current else -LARGEST_STEP
        kcal = _round(current + step, up=step < 0)
        bounds.append(Bound.STEP)
    verdict = _verdict(latest.state, current, kcal, floor, early)
    kept = kcal if verdict is Verdict.CHANGE or current is None else round(current)
    low, high = latest.interval
    return Proposal(
        verdict=verdict,
        kcal=kept,
        rate=_rate(kept - latest.expenditure),
        rates=Range(_rate(kept - high), _rate(kept - low)),
        bounds=tuple(bounds) if verdict is not Verdict.WAIT else (),
        numbers=_numbers(found, wished, safe, floor, current),
    )


def _wished(goal: Goal, trend: float) -> tuple[float, bool]:
    """kg a week, and whether a target weight is reached."""
    if goal.weight is None:
        return goal.rate or 0.0, False
    away = goal.weight - trend
    if abs(away) <= NEAR:
        return 0.0, True
    size = abs(goal.rate) if goal.rate else USUAL_RATE * trend
    return (size if away > 0 else -size), False


def _refusal(body: Body, trend: float, rate: float) -> Proposal | None:
    """As `targets.suggest` refuses, at the weight of today."""
    reason = None
    body = replace(body, weight=trend)
    missing = body.missing
    if body.minor and rate < 0:
        reason = Refusal.UNDER_18
    elif rate < 0 and missing:
        reason = Refusal.INCOMPLETE  # nobody is put on a diet whose age or BMI is unknown
    elif rate < 0 and body.underweight:
        reason = Refusal.UNDERWEIGHT
    if reason is None:
        return None
    shown = missing if reason is Refusal.INCOMPLETE else ()
    return Proposal(verdict=Verdict.REFUSED, refusal=reason, missing=shown)


def _verdict(state: State, current: float | None, kcal: int, floor: int, early: bool) -> Verdict:
    if current is None:
        return Verdict.CHANGE
    thin = state is not State.ESTIMATED
    if thin and current >= floor:
        return Verdict.WAIT
    if abs(kcal - current) < SMALLEST_STEP:
        return Verdict.KEEP
    return Verdict.WAIT if early and current >= floor else Verdict.CHANGE


def _numbers(
    found: Estimate, wished: float, safe: float, floor: int, current: float | None
) -> tuple[Labelled, ...]:
    latest = found.latest
    numbers: dict[Number, float | None] = {
        Number.EXPENDITURE: latest.expenditure,
        Number.EXPENDITURE_LOW: latest.interval.low,
        Number.EXPENDITURE_HIGH: latest.interval.high,
        Number.TREND: latest.level,
        Number.RATE_NOW: latest.rate,
        Number.RATE_WISHED: wished,
        Number.RATE_SAFE: safe,
        Number.CHANGE_OF_ENERGY: safe * KCAL_PER_KG / 7,
        Number.CURRENT: current,
        Number.FLOOR: float(floor),
    }
    return tuple(Labelled(label, value) for label, value in numbers.items() if value is not None)


def _round(kcal: float, *, up: bool) -> int:
    """To a step that is fine enough: more would pretend to know more than we do."""
    return STEP * (ceil(kcal / STEP) if up else floor_of(kcal / STEP))


def _rate(kcal: float) -> float:
    """kg a week for kcal a day more than is spent."""
    return kcal * 7 / KCAL_PER_KG
