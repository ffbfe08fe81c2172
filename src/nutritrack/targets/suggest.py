"""How much to eat in a day to keep, lose or gain weight, and when not to say it.

Never a deficit under 18 or below a BMI of 18.5, never less than the floor of `safety_floor`
(AHA/ACC/TOS 2013: 1,200 kcal for women, 1,500 for men, the higher one where the sex is unknown),
never faster than 1 % of the body weight a week. Pregnancy is not known, and so not covered.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, isfinite

from nutritrack.targets.energy import Expenditure, expenditure
from nutritrack.targets.models import Body, Fact
from nutritrack.users.models import HIGHEST_GOAL, safety_floor

# The rule of thumb: a kilogram of body weight for 7,700 kcal. Real bodies adapt and lose less with
# time (Hall 2011, Lancet 378:826), so it is good for the next weeks and not for a year.
KCAL_PER_KG = 7700
FASTEST = 0.01  # of the body weight, in a week
STEP = 10  # kcal; a finer suggestion would pretend to know more than it does


class Refusal(StrEnum):
    """Why there is no suggestion."""

    INCOMPLETE = "incomplete"  # `missing` says what is
    UNDER_18 = "under_18"
    UNDERWEIGHT = "underweight"
    NO_EQUATION = "no_equation"  # fits such a body


class Limit(StrEnum):
    """What made the suggestion another one than the wish."""

    RATE = "rate"
    FLOOR = "floor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """`kcal` a day, which should change the weight by `rate` kg a week; or why not."""

    kcal: int | None = None
    rate: float | None = None
    spent: Expenditure | None = None
    limits: tuple[Limit, ...] = ()
    refusal: Refusal | None = None
    missing: tuple[Fact, ...] = ()


def suggest(body: Body, rate: float = 0.0) -> Suggestion:
    """For a change of `rate` kg a week: below 0 loses, 0 keeps, above 0 gains.

    Raises ValueError for a rate that is no finite number.
    """
    if not isfinite(rate):
        raise ValueError("the rate must be a finite number of kilograms a week")
    if body.minor and rate < 0:
        return Suggestion(refusal=Refusal.UNDER_18)
    measures = body.measures
    if measures is None:
        return Suggestion(refusal=Refusal.INCOMPLETE, missing=body.missing)
    if body.underweight and rate < 0:
        return Suggestion(refusal=Refusal.UNDERWEIGHT)
    spent = expenditure(body)
    if spent is None or spent.kcal > HIGHEST_GOAL:  # nobody was measured who spends that
        return Suggestion(refusal=Refusal.NO_EQUATION)
    fastest = FASTEST * measures.weight
    safe_rate = max(-fastest, min(fastest, rate))
    steps = (spent.kcal + safe_rate * KCAL_PER_KG / 7) / STEP
    # Never a faster change than was allowed, and not a crumb too little for who must not lose.
    wanted = STEP * (
        floor(steps) if rate > 0 and not (body.underweight or body.minor) else ceil(steps)
    )
    least, _ = safety_floor(body.sex)
    kcal = min(max(wanted, least), HIGHEST_GOAL)
    limits = [Limit.RATE] if safe_rate != rate else []
    limits += [Limit.FLOOR] if kcal > wanted else []
    return Suggestion(
        kcal=kcal,
        rate=(kcal - spent.kcal) * 7 / KCAL_PER_KG,
        spent=spent,
        limits=tuple(limits),
    )
