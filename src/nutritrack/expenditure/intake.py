"""What was eaten each day, as far as a diary tells: a mean, and how sure it is.

An unmarked day that holds much less than usual was either a day of eating little or a day half
written down. Nothing in the day itself tells which, so the diary is read in several ways, and the
filter weighs the ways. Days in doubt widen the estimate instead of pulling it down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import erfc, log, pi

import numpy as np

from nutritrack.expenditure.arrays import Bools, Floats
from nutritrack.expenditure.models import Day
from nutritrack.marks.models import Mark

LOG_ERROR = 0.10  # of a day that is written down whole, one SD
USUAL_DAYS = 14.0  # what is usual is a mean over about so many days before and after
USUAL_SPREAD, SPREAD_DAYS = 0.23, 40.0  # of the usual energy, one SD; as good as so many days
WEEKDAY_DAYS = 3.0  # so many like it, and half of a weekday's difference is believed
OFF_DAY, OFF_RUN, OFF_MOST = 0.05, 0.02, 0.25  # of the usual energy: a day, each more in a row
OFF_DOUBT = 0.3  # of what days in doubt are thought to lack
ROUNDS = 10
TRUSTED = 0.5  # of what the shape of a diary says about the ways; they are no laws of nature
TINY = 1e-30


class Way(StrEnum):
    """How a diary may be read where its days are not marked."""

    WHOLE = "whole"  # everything is written down
    HALVES = "halves"  # now and then a day is not
    FASTS = "fasts"  # now and then next to nothing is eaten


CHANCES = {Way.WHOLE: 0.5, Way.HALVES: 0.45, Way.FASTS: 0.05}  # of somebody of whom we know nothing
RARE, OFTEN, OFTEN_DAYS = 0.01, 0.12, 8.0  # share of low days; as good as so many days
HALF_FROM, HALF_TO = 0.2, 0.8  # of the day that is written down
FAST, FAST_SPREAD = 0.22, 0.1  # of the usual energy, eaten on a fast


@dataclass(frozen=True, slots=True)
class Intake:
    """One row for each way, one column for each day; kcal.

    `off` is how far all days without a whole diary may lie from `mean` together, one SD: people who
    write nothing down eat otherwise, and a week away is less like the others than a day.
    """

    ways: tuple[Way, ...]
    odds: Floats  # log probability of each way, up to a constant
    mean: Floats
    variance: Floats
    doubt: Floats  # probability that a day is not written down whole
    off: Floats  # one for each day


@dataclass(frozen=True, slots=True)
class Diary:
    """The days as arrays. Energies of days without one are 0."""

    energy: Floats
    logged: Bools
    partial: Bools
    fasting: Bools
    unmarked: Bools  # and logged
    weekday: Floats
    few: Floats  # times likelier is the number of meals when the day is low

    @classmethod
    def of(cls, days: Sequence[Day]) -> "Diary":
        logged = np.array([day.eaten is not None for day in days])
        marks = [day.mark for day in days]
        return cls(
            energy=np.array([day.eaten or 0.0 for day in days]),
            logged=logged,
            partial=np.array([mark is Mark.PARTIAL for mark in marks]) & logged,
            fasting=np.array([mark is Mark.FASTING for mark in marks]),
            unmarked=np.array([mark is None for mark in marks]) & logged,
            weekday=np.array([day.day.weekday() for day in days]),
            few=_few_meals(days),
        )


def read(days: Sequence[Day], guess: float) -> Intake:
    """`days` without a gap. `guess` is kcal a day where the diary says nothing at all."""
    diary = Diary.of(days)
    ways = tuple(Way) if diary.unmarked.sum() >= 4 else (Way.WHOLE,)
    readings = [_Reading(diary, guess, way) for way in ways]
    odds = np.array([log(CHANCES[r.way]) + TRUSTED * r.fit for r in readings])
    share = np.minimum(OFF_DAY + OFF_RUN * (_runs(~diary.logged) - 1), OFF_MOST)
    lacks = np.mean([r.mean - diary.energy for r in readings], axis=0)
    return Intake(
        ways=ways,
        odds=odds - odds.max(),
        mean=np.stack([r.mean for r in readings]),
        variance=np.stack([r.variance for r in readings]),
        doubt=np.stack([r.doubt for r in readings]),
        off=np.where(diary.logged, OFF_DOUBT * lacks, share * readings[0].mean),
    )


class _Reading:
    """A diary read in one way: expectation maximisation over which days are low."""

    def __init__(self, diary: Diary, guess: float, way: Way) -> None:
        self.way = way
        self.diary = diary
        days = len(diary.energy)
        apart = np.abs(np.subtract.outer(np.arange(days), np.arange(days)))
        self.near = np.exp(-apart / USUAL_DAYS)
        self.alike = np.equal.outer(diary.weekday, diary.weekday).astype(float)
        ordinary = (diary.logged & ~diary.partial & ~diary.fasting).astype(float)
        share = RARE if way is Way.WHOLE else OFTEN
        low = np.where(diary.unmarked, share, 0.0)
        for _ in range(ROUNDS):
            usual = self._usual(diary.energy, ordinary * (1 - low), guess)
            ratio = diary.energy / usual
            weight = ordinary * (1 - low)
            squares = weight @ (ratio - 1) ** 2 + SPREAD_DAYS * USUAL_SPREAD**2
            spread = float(np.sqrt(squares / (weight.sum() + SPREAD_DAYS)))
            high = (1 - share) * _bell(ratio, 1, spread)
            both = high + share * self._low_density(ratio, spread) * diary.few
            low = np.where(diary.unmarked, 1 - high / np.maximum(both, TINY), 0.0)
            if way is not Way.WHOLE:
                before = OFTEN * OFTEN_DAYS
                share = (low.sum() + before) / (diary.unmarked.sum() + OFTEN_DAYS)
        # How likely the diary is when read so, with what was thought of the spread before.
        fits = np.log(np.maximum(both / usual, TINY))
        self.fit = float(fits[diary.unmarked].sum()) - SPREAD_DAYS * (
            log(spread) + (USUAL_SPREAD / spread) ** 2 / 2
        )
        self._settle(usual, spread, np.zeros_like(low) if way is Way.FASTS else low, guess)

    def _usual(self, energy: Floats, weight: Floats, guess: float) -> Floats:
        """What would be usual on each day: a mean of days near it, and of its weekday."""
        overall = (weight @ energy + 0.5 * guess) / (weight.sum() + 0.5)
        level = (self.near @ (weight * energy) + 2 * overall) / (self.near @ weight + 2)
        ratio = energy / level - 1
        weekday = (self.alike @ (weight * ratio)) / (self.alike @ weight + WEEKDAY_DAYS)
        return np.asarray(np.maximum(level * (1 + weekday), 1.0))

    def _low_density(self, ratio: Floats, spread: float) -> Floats:
        """Of logged / usual, on days that are low."""
        if self.way is Way.FASTS:
            return _bell(ratio, FAST, FAST_SPREAD)
        soft = spread * np.maximum(ratio, 0.05)
        inside = _below((ratio - HALF_FROM) / soft) - _below((ratio - HALF_TO) / soft)
        return np.asarray(inside / (HALF_TO - HALF_FROM))

    def _settle(self, usual: Floats, spread: float, doubt: Floats, guess: float) -> None:
        """Mean and variance of every day, from which days are in doubt."""
        diary = self.diary
        doubt = np.where(diary.partial, 1.0, doubt)
        meant = np.maximum(usual, 1.1 * diary.energy)  # at least what is there
        apart = doubt * (1 - doubt) * (meant - diary.energy) ** 2
        self.mean = (1 - doubt) * diary.energy + doubt * meant
        self.variance = (1 - doubt) * (LOG_ERROR * diary.energy) ** 2
        self.variance += doubt * (spread * usual) ** 2 + apart
        self.doubt = doubt
        # A day without a diary was like the others, fasts among them.
        known = diary.logged.astype(float)
        likely = self._usual(self.mean, known, guess)
        around = self.near @ known
        wide = (self.near @ (known * (self.mean - likely) ** 2) + 2 * (spread * likely) ** 2) / (
            around + 2
        )
        self.mean = np.where(diary.logged, self.mean, likely)
        self.variance = np.where(diary.logged, self.variance, wide * (1 + 1 / (1 + around)))


def _bell(values: Floats, middle: float, spread: float) -> Floats:
    return np.asarray(np.exp(-(((values - middle) / spread) ** 2) / 2) / (spread * (2 * pi) ** 0.5))


def _below(deviations: Floats) -> Floats:
    """Of a normal distribution: the share below so many SD."""
    return np.array([erfc(-each / 2**0.5) / 2 for each in deviations.tolist()])


def _few_meals(days: Sequence[Day]) -> Floats:
    """Times likelier is the number of meals on a low day than on another one."""
    counts = [day.meals for day in days if day.meals]
    usual = float(np.median(counts)) if len(counts) >= 5 else 0.0
    shares = np.array([(day.meals or usual) / usual if usual >= 2 else 1.0 for day in days])
    return np.where(
        shares < 1, np.clip(80 ** (0.8 - shares), 0.4, 3), np.where(shares > 1, 0.4, 1.0)
    )


def _runs(off: Bools) -> Floats:
    """For each day that is off: how many in a row."""
    runs = np.zeros(len(off))
    start = 0
    for day in range(len(off) + 1):
        if day == len(off) or not off[day]:
            runs[start:day] = day - start
            start = day + 1
    return runs
