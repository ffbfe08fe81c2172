"""How much energy a body spends: an estimate, and how far off it may be.

Sources: Mifflin-St Jeor 1990 for the resting energy of adults; the activity factors are a
convention, not from that paper. Under 19 it is the requirement of NASEM 2023 (eer.py): Mifflin's
equation was made from adults and gives the young too little.
"""

from dataclasses import dataclass
from math import hypot

from nutritrack.targets import eer
from nutritrack.targets.models import Body, Measures
from nutritrack.targets.sources import Source
from nutritrack.users.models import ActivityLevel, Sex

# In the middle where the sex is not known, so that the sexes differ from it by 83 kcal.
CONSTANT = {Sex.MALE: 5, Sex.FEMALE: -161, Sex.UNSPECIFIED: -78}
SEX_ERROR = 83  # kcal a day of resting energy

FACTORS = {
    ActivityLevel.SEDENTARY: 1.2,
    ActivityLevel.LIGHTLY_ACTIVE: 1.375,
    ActivityLevel.MODERATELY_ACTIVE: 1.55,
    ActivityLevel.VERY_ACTIVE: 1.725,
    ActivityLevel.EXTRA_ACTIVE: 1.9,
}

# One standard deviation. The equation is within 10 % for 70 % of obese adults and for more of the
# others (Frankenfield 2005, J Am Diet Assoc 105:775). People place themselves a level too high or
# too low; nobody has measured how often, so one level is our judgement.
RESTING_ERROR = 0.10
FACTOR_ERROR = 0.175
YOUNG_ERROR = 0.15  # of the requirement under 19: what the two above come to at 1.55
LEAST_RESTING = 500  # kcal; below that a body is unlike any that the equation was made from


@dataclass(frozen=True, slots=True)
class Expenditure:
    """kcal a day. The truth lies within `uncertainty` of `kcal` for about two people in three."""

    kcal: float
    uncertainty: float
    resting: float | None  # unknown under 19
    source: Source


def resting(sex: Sex, measures: Measures) -> float:
    """kcal a day at rest, Mifflin-St Jeor: 10 kg + 6.25 cm - 5 years and a constant of the sex."""
    return 10 * measures.weight + 6.25 * measures.height - 5 * measures.age + CONSTANT[sex]


def expenditure(body: Body) -> Expenditure | None:
    """What a body spends in a day; None where `body.missing` names something.

    Also None for a body that the equations do not fit, such as 20 kg at 120 years.
    """
    measures = body.measures
    if measures is None:
        return None
    return _young(body, measures) if measures.age < eer.GROWN else _adult(body, measures)


def _adult(body: Body, measures: Measures) -> Expenditure | None:
    rest = resting(body.sex, measures)
    if rest < LEAST_RESTING:
        return None
    factor = FACTORS[body.activity]
    unknown_sex = SEX_ERROR * factor if body.sex is Sex.UNSPECIFIED else 0
    error = hypot(rest * RESTING_ERROR * factor, rest * FACTOR_ERROR, unknown_sex)
    return Expenditure(rest * factor, error, rest, Source.MIFFLIN_1990)


def _young(body: Body, measures: Measures) -> Expenditure | None:
    if measures.age < eer.LEAST_AGE:
        return None
    female, male = (eer.requirement(sex, measures, body.activity) for sex in (Sex.FEMALE, Sex.MALE))
    kcal = {Sex.FEMALE: female, Sex.MALE: male}.get(body.sex, (female + male) / 2)
    if kcal < LEAST_RESTING:
        return None
    unknown_sex = abs(female - male) / 2 if body.sex is Sex.UNSPECIFIED else 0
    return Expenditure(kcal, hypot(kcal * YOUNG_ERROR, unknown_sex), None, Source.NASEM_2023)
