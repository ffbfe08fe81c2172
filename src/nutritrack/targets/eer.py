"""Estimated energy requirement of NASEM 2023, from doubly labelled water.

Source: Dietary Reference Intakes for Energy (2023), doi 10.17226/26818, table S-1; Health Canada
publishes the same equations ("Equations to estimate energy requirement"). Every coefficient was
compared with at least three transcriptions that were made independently of each other.
"""

from typing import NamedTuple

from nutritrack.targets.models import Measures
from nutritrack.users.models import ActivityLevel, Sex

LEAST_AGE = 13  # of our users; growth takes another amount below 9
GROWN = 19  # where the equations of adults begin


class Line(NamedTuple):
    """kcal = constant + age x years + height x cm + weight x kg."""

    constant: float
    age: float
    height: float
    weight: float


# inactive, low active, active, very active
GROWING = {
    Sex.MALE: (
        Line(-447.51, 3.68, 13.01, 13.15),
        Line(19.12, 3.68, 8.62, 20.28),
        Line(-388.19, 3.68, 12.66, 20.46),
        Line(-671.75, 3.68, 15.38, 23.25),
    ),
    Sex.FEMALE: (
        Line(55.59, -22.25, 8.43, 17.07),
        Line(-297.54, -22.25, 12.77, 14.73),
        Line(-189.55, -22.25, 11.74, 18.34),
        Line(-709.59, -22.25, 18.22, 14.25),
    ),
}
ADULTS = {
    Sex.MALE: (
        Line(753.07, -10.83, 6.50, 14.10),
        Line(581.47, -10.83, 8.30, 14.94),
        Line(1004.82, -10.83, 6.52, 15.91),
        Line(-517.88, -10.83, 15.61, 19.11),
    ),
    Sex.FEMALE: (
        Line(584.90, -7.01, 5.72, 11.71),
        Line(575.77, -7.01, 6.60, 12.14),
        Line(710.25, -7.01, 6.54, 12.34),
        Line(511.83, -7.01, 9.07, 12.56),
    ),
}

# By the factors of energy.py: an adult is inactive below 1.53, low active below 1.68, active below
# 1.85. Adolescents have other borders, which the same words still fit.
CATEGORY = {
    ActivityLevel.SEDENTARY: 0,
    ActivityLevel.LIGHTLY_ACTIVE: 0,
    ActivityLevel.MODERATELY_ACTIVE: 1,
    ActivityLevel.VERY_ACTIVE: 2,
    ActivityLevel.EXTRA_ACTIVE: 3,
}


def requirement(sex: Sex, measures: Measures, activity: ActivityLevel) -> float:
    """kcal a day that keep the weight, and let the young grow; from LEAST_AGE.

    Where the sex is unspecified, the middle of both equations.
    """
    if sex is Sex.UNSPECIFIED:
        both = [requirement(one, measures, activity) for one in (Sex.FEMALE, Sex.MALE)]
        return sum(both) / 2
    lines = ADULTS if measures.age >= GROWN else GROWING
    line = lines[sex][CATEGORY[activity]]
    kcal = line.constant + line.age * measures.age
    kcal += line.height * measures.height + line.weight * measures.weight
    return kcal + _growth(sex, measures.age)


def _growth(sex: Sex, age: int) -> float:
    """kcal a day that go into a growing body."""
    if age >= GROWN:
        return 0
    if age >= 14:
        return 20
    return 25 if sex is Sex.MALE else 30
