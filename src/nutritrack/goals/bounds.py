"""What we help nobody to aim at, and what we only warn of. Pure.

The rules are those of `targets/suggest.py`: no deficit under 18 or below a BMI of 18.5, no faster
than 1 % of the body weight a week. A goal of 1,000 kcal or more is stored, as a profile's is; below
the floor of guidelines it comes with a warning.
"""

from nutritrack.errors import InvalidRequest
from nutritrack.goals.models import DAYS_A_WEEK, Energy, GoalVersion
from nutritrack.targets.energy import expenditure
from nutritrack.targets.models import ADULT, UNDERWEIGHT, Body
from nutritrack.targets.suggest import FASTEST
from nutritrack.users.models import Sex, safety_floor


class NoDeficit(InvalidRequest):
    """Somebody must not lose weight."""

    detail = "{why} A goal must not aim at losing weight. Ask a doctor."


class TooFast(InvalidRequest):
    detail = (
        "{rate:g} kg a week is too fast. At most 1 % of the body weight a week: {most:.2f} kg at "
        "{weight:g} kg."
    )
    path = "rate"


class TargetTooLow(InvalidRequest):
    detail = (
        "At {target:g} kg the body mass index would be {bmi:.1f}. Below 18.5 is underweight: "
        "{least:.1f} kg or more."
    )
    path = "targetWeight"


def check(body: Body, version: GoalVersion) -> None:
    """Raises NoDeficit, TooFast or TargetTooLow, with the numbers in words."""
    _check_target(body, version.target_weight)
    why = _must_not_lose(body)
    if why is not None:
        _check_deficit(body, version, why)
    if version.rate is not None and body.weight is not None:
        most = FASTEST * body.weight
        if abs(version.rate) > most:
            raise TooFast(rate=abs(version.rate), most=most, weight=body.weight)


def _must_not_lose(body: Body) -> str | None:
    if body.minor:
        return f"You are {body.age} years old, younger than {ADULT}."
    measures = body.measures
    if measures is not None and body.underweight:
        return f"Your body mass index is {measures.bmi:.1f}, below {UNDERWEIGHT}."
    return None


def _check_deficit(body: Body, version: GoalVersion, why: str) -> None:
    if version.rate is not None and version.rate < 0:
        raise NoDeficit("rate", why=why)
    target = version.target_weight
    if target is not None and body.weight is not None and target < body.weight:
        raise NoDeficit("targetWeight", why=why)
    spent = expenditure(body)
    # An equation may be off: who is known to need less may say so.
    if spent is not None and mean(version.energy) < spent.kcal - spent.uncertainty:
        raise NoDeficit("energy", why=f"{why} About {spent.kcal:.0f} kcal a day keep your weight.")


def _check_target(body: Body, target: float | None) -> None:
    if target is None or body.height is None or body.minor:
        return
    metres = body.height / 100
    if target / metres**2 < UNDERWEIGHT:
        least = UNDERWEIGHT * metres**2
        raise TargetTooLow(target=target, bmi=target / metres**2, least=least)


def mean(energy: Energy) -> float:
    """kcal a day over a week."""
    return sum(energy.by_weekday) / DAYS_A_WEEK


def warnings(sex: Sex | None, energy: Energy) -> list[str] | None:
    floor, why = safety_floor(sex)
    least = min(energy.by_weekday)
    if least >= floor:
        return None
    return [
        f"{least} kcal a day is below {floor} kcal, {why}. "
        "Eat less than that only under medical supervision."
    ]
