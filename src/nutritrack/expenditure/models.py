"""Shapes of this folder: what is known of each day, and what follows from it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import NamedTuple

from nutritrack.marks.models import Mark

LIGHTEST, HEAVIEST = 20, 500  # kg, of a user's profile
MOST_EATEN = 20_000  # kcal a day


class Weighing(NamedTuple):
    kilograms: float
    hour: float | None = None  # 0 to 24 by the clock on the wall


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One civil day of a diary. `energy` is in kcal; None where nothing was logged, which is not 0.

    Raises ValueError for a number that no scale and no diary can hold.
    """

    day: date
    weighings: tuple[Weighing, ...] = ()
    energy: float | None = None
    mark: Mark | None = None
    meals: int | None = None  # how many meals were logged; None is unknown

    def __post_init__(self) -> None:
        if self.energy is not None and not 0 <= self.energy <= MOST_EATEN:
            raise ValueError(f"the energy of a day lies between 0 and {MOST_EATEN} kcal")
        for weighing in self.weighings:
            if not LIGHTEST <= weighing.kilograms <= HEAVIEST:
                raise ValueError(f"a weight lies between {LIGHTEST} and {HEAVIEST} kg")
            if weighing.hour is not None and not (
                isfinite(weighing.hour) and 0 <= weighing.hour <= 24
            ):
                raise ValueError("an hour lies between 0 and 24")

    @property
    def eaten(self) -> float | None:
        """kcal in the diary; a marked fast with nothing in it is 0, and not unknown."""
        if self.energy is None and self.mark is Mark.FASTING:
            return 0.0
        return self.energy


class State(StrEnum):
    """How far the estimate may be trusted; its interval says it in kcal."""

    LEARNING = "learning"  # mostly what the equation says so far
    HOLDING = "holding"  # the last days say too little, so it waits and widens
    ESTIMATED = "estimated"


class Range(NamedTuple):
    """The truth lies between `low` and `high` nine times in ten."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEstimate:
    """What could be said on the evening of `day`, from that day and the days before."""

    day: date
    expenditure: float  # kcal a day, mean of the last week, on the scale of what is logged
    interval: Range  # kcal a day
    trend: float  # kg, smoothed with all days, without water
    trend_interval: Range  # kg
    rate: float | None  # kg a week, of the trend over the last week; None on the first day
    state: State
    # kg that a scale shows beside the trend, mean of two weeks: who eats less for a while carries
    # less water. A chart that leaves it out runs beside its own dots.
    water: float = 0.0

    @property
    def level(self) -> float:
        """kg, about what a scale would show without its errors: what people read."""
        return self.trend + self.water


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers:
    """What the latest estimate stands on: expenditure = eaten - stored, and the equation."""

    prior: float | None  # kcal a day, what the equation says; None where facts were missing
    prior_error: float  # kcal a day, one standard deviation
    prior_share: float  # 0 to 1: how much of the estimate still is the equation
    eaten: float | None  # kcal a day, mean of the last 28 days as they are taken to have been
    stored: float | None  # kcal a day, what the change of the trend over these days held
    weight_change: float | None  # kg over these days
    days: int  # from the first to the last
    days_logged: int
    days_in_doubt: float  # of them, taken for incomplete
    days_weighed: int
    weighings_doubted: int  # too far off to be believed as they are
    jump: date | None  # about when the weight jumped as no meal explains, of late


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The course of the days, oldest first, and what the last of them stands on."""

    days: tuple[DayEstimate, ...]
    drivers: Drivers

    @property
    def latest(self) -> DayEstimate:
        return self.days[-1]
