"""What a body spends before its diary says anything, and how much of it is fat."""

from dataclasses import dataclass, replace
from math import hypot, log

from nutritrack.targets.energy import FACTORS, expenditure
from nutritrack.targets.models import Body, Measures
from nutritrack.users.models import Sex

# What stands in where somebody did not say: the middle of adults, and one standard deviation.
TYPICAL_AGE, AGE_ERROR = 42, 14  # years
TYPICAL_HEIGHT, HEIGHT_ERROR = 170.0, 9.5  # cm
PER_KG, PER_KG_ERROR = 32.0, 0.25  # kcal/kg, for a body that no equation fits


@dataclass(frozen=True, slots=True)
class Prior:
    """kcal a day with one standard deviation, and kg of fat."""

    kcal: float
    error: float
    weight: float
    fat: float
    said: float | None  # kcal by the equation, None where a fact was missing


def prior(body: Body, weight: float) -> Prior:
    """For a body of `weight` kg on the first day. Facts that are missing widen it."""
    full = replace(
        body,
        weight=weight,
        age=TYPICAL_AGE if body.age is None else body.age,
        height=TYPICAL_HEIGHT if body.height is None else body.height,
    )
    spent = expenditure(full)
    measures = full.measures
    assert measures is not None
    fat = weight * fat_share(full.sex, measures)
    if spent is None:
        return Prior(PER_KG * weight, PER_KG * weight * PER_KG_ERROR, weight, fat, None)
    factor = FACTORS[full.activity]
    error = hypot(
        spent.uncertainty,
        5 * AGE_ERROR * factor if body.age is None else 0,
        6.25 * HEIGHT_ERROR * factor if body.height is None else 0,
    )
    return Prior(spent.kcal, error, weight, fat, None if body.missing else spent.kcal)


def fat_share(sex: Sex, measures: Measures) -> float:
    """Of the body weight: Jackson et al. 2002 (Int J Obes 26:789), from age, sex and BMI."""
    bmi = log(max(measures.bmi, 12))
    male = 0.14 * measures.age + 37.31 * bmi - 103.94
    female = 0.14 * measures.age + 39.96 * bmi - 102.01
    percent = {Sex.MALE: male, Sex.FEMALE: female}.get(sex, (male + female) / 2)
    return min(max(percent, 5), 60) / 100
