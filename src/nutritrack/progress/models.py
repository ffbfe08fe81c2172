"""The course of somebody's weight and expenditure, and what to aim at next, as JSON."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, WithJsonSchema

from nutritrack.arithmetic import Total
from nutritrack.expenditure.models import State
from nutritrack.expenditure.propose import Bound
from nutritrack.goals.suggestion import Said
from nutritrack.marks.models import Mark
from nutritrack.mongo.documents import CivilDay, Model
from nutritrack.targets.models import Fact

# Written out where it is used, as uploads have a State too.
STATES = WithJsonSchema({"type": "string", "enum": [state.value for state in State]})


class ProgressDay(Model):
    """One day: what was written down, and what is estimated of it. Null is unknown.

    `weight` is the mean of the day's weighings, kg. `expenditure` is kcal a day, the mean of the
    week that ends here, on the scale of what is logged; `rate` is kg a week. The truth lies between
    low and high nine times in ten.
    """

    date: CivilDay
    calories: Total | None
    meals: int
    mark: Mark | None
    calorie_goal: int
    weight: Total | None
    weighings: int
    trend: Total | None
    trend_low: Total | None
    trend_high: Total | None
    rate: Total | None
    expenditure: Total | None
    expenditure_low: Total | None
    expenditure_high: Total | None
    state: Annotated[State, STATES] | None


class ProgressDrivers(Model):
    """What the estimate of the last day stands on; kcal a day, and kg.

    `prior` is what the equation says, and `priorShare` how much of the estimate it still is.
    `eaten` is the mean of the last 28 days as they are taken to have been, `stored` what the
    `weightChange` over them held. `daysInDoubt` may be incomplete; `jump` is about when the weight
    jumped as no meal explains.
    """

    prior: Total | None
    prior_error: Total
    prior_share: Total
    eaten: Total | None
    stored: Total | None
    weight_change: Total | None
    days: int
    days_logged: int
    days_in_doubt: Total
    days_weighed: int
    weighings_doubted: int
    jump: date | None


class ProgressCourse(Model):
    """Days in order. `latest` is the last of them that has an estimate."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    days: list[ProgressDay]
    latest: ProgressDay | None
    drivers: ProgressDrivers | None


class Aim(Model):
    """What the goals of today say of the weight: kg a week, below 0 loses, and kg."""

    rate: float | None
    target_weight: float | None


class ProposalVerdict(StrEnum):
    CHANGE = "change"
    KEEP = "keep"  # the target that holds is as good
    WAIT = "wait"  # the data are too thin to move a target, or it moved just now
    REFUSED = "refused"
    UNKNOWN = "unknown"  # there is nothing to work it out from


class ProgressProposal(Model):
    """The energy target of the week to come, with its reasons. It sets nothing.

    `kcal` a day should change the weight by `rate` kg a week, between `rateLow` and `rateHigh` nine
    times in ten; where the verdict is `keep` or `wait` it is the target that holds. A change is
    proposed from `due` on, a week after the goals that hold began.
    """

    verdict: ProposalVerdict
    kcal: int | None
    rate: Total | None
    rate_low: Total | None
    rate_high: Total | None
    bounds: list[Bound]
    refusal: Said | None
    missing: list[Fact]
    numbers: dict[str, Total]
    reasons: list[Said]
    goal: Aim
    current: int
    due: date | None
