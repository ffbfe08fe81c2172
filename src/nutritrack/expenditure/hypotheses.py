"""What nobody told us, as hypotheses that the weighings decide between."""

from dataclasses import dataclass
from itertools import product
from math import log
from typing import NamedTuple

from nutritrack.expenditure.intake import Intake
from nutritrack.users.models import Sex


class Scale(NamedTuple):
    """How a person's weighings err from day to day."""

    error: float  # kg, one SD
    remembers: float  # of it, from a day to the next
    chance: float


SCALES = (Scale(0.35, 0.5, 0.3), Scale(0.55, 0.5, 0.4), Scale(0.85, 0.6, 0.3))

WAVE = 0.5  # kg, one SD of the menstrual wave where there is one
WAVES = {Sex.FEMALE: 0.6, Sex.UNSPECIFIED: 0.3, Sex.MALE: 0.0}  # how likely it is


@dataclass(frozen=True, slots=True)
class Hypothesis:
    odds: float  # log probability before the first weighing, up to a constant
    way: int  # which row of the intake
    scale: Scale
    wave: float  # kg, one SD; 0 is none
    jumps: tuple[tuple[int, float], ...] = ()  # days on which the weight may jump, and kg, one SD


def hypotheses(sex: Sex, intake: Intake) -> list[Hypothesis]:
    """Every way to read the diary, with every scale, with and without a wave."""
    likely = WAVES[sex]
    waves = [(0.0, 1 - likely)] + ([(WAVE, likely)] if likely else [])
    return [
        Hypothesis(odds + log(scale.chance) + log(chance), way, scale, wave)
        for (way, odds), scale, (wave, chance) in product(
            enumerate(intake.odds.tolist()), SCALES, waves
        )
    ]
