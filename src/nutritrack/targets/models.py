"""Shapes of this folder: a body, and what is aimed at for one nutrient on one day."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from nutritrack.foods.nutrients import Unit
from nutritrack.targets.sources import Source
from nutritrack.users.models import ActivityLevel, Sex, User

ADULT = 18  # years
UNDERWEIGHT = 18.5  # BMI, kg/m2 (WHO)


class Fact(StrEnum):
    """Something about a body that a formula needs."""

    AGE = "age"
    WEIGHT = "weight"
    HEIGHT = "height"


class Measures(NamedTuple):
    age: int  # years
    weight: float  # kg
    height: float  # cm

    @property
    def bmi(self) -> float:
        """Body mass index, kg/m2."""
        return self.weight / (self.height / 100) ** 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What somebody said of themselves, as far as targets depend on it.

    Pregnancy, breastfeeding and illness are not known here, so no target covers them.
    """

    age: int | None = None
    weight: float | None = None
    height: float | None = None
    sex: Sex = Sex.UNSPECIFIED
    activity: ActivityLevel = ActivityLevel.MODERATELY_ACTIVE
    goals: tuple[str, ...] = ()

    @classmethod
    def of(cls, user: User) -> "Body":
        return cls(
            age=user.age,
            weight=user.weight,
            height=user.height,
            sex=user.sex or Sex.UNSPECIFIED,
            activity=user.activity_level,
            goals=tuple(user.goals),
        )

    @property
    def missing(self) -> tuple[Fact, ...]:
        """What has to be asked before energy can be worked out."""
        facts = {Fact.AGE: self.age, Fact.WEIGHT: self.weight, Fact.HEIGHT: self.height}
        return tuple(fact for fact, value in facts.items() if value is None)

    @property
    def measures(self) -> Measures | None:
        """The three measures; None where one is missing."""
        if self.age is None or self.weight is None or self.height is None:
            return None
        return Measures(self.age, self.weight, self.height)

    @property
    def minor(self) -> bool:
        return self.age is not None and self.age < ADULT

    @property
    def underweight(self) -> bool:
        """Whether it is known to be; not where a measure is missing."""
        return self.measures is not None and self.measures.bmi < UNDERWEIGHT


class Reason(StrEnum):
    """Why a target is what it is; the words for it belong to whoever shows it."""

    RECOMMENDED = "recommended"  # RDA: covers nearly everybody
    ADEQUATE = "adequate"  # AI: healthy people eat that much; less may be enough
    PER_WEIGHT = "per_weight"
    MUSCLE = "muscle"  # somebody wants muscle or strength
    WEIGHT_LOSS = "weight_loss"  # keeps muscle while weight goes down
    SHARE_OF_ENERGY = "share_of_energy"
    CHRONIC_RISK = "chronic_risk"  # less is better above it, in the long run
    OWN = "own"  # somebody set it for themselves
    LABEL_GUIDE = "label_guide"  # the yardstick of food labels, no medical limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The range of one nutrient for one day, in its unit. None: no bound on that side."""

    nutrient: str
    unit: Unit
    least: float | None = None
    most: float | None = None
    aim: float | None = None
    source: Source
    reason: Reason
    undercounted: bool = False  # food tables and diaries count less of it than the target means
