"""A Kalman filter from weights and meals to what a body spends.

Several filters run side by side, one for each hypothesis, and count for as much as they foresaw
what the scale said next. A morning's weighing comes before what is eaten on that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import NamedTuple

import numpy as np

from nutritrack.expenditure import body, state
from nutritrack.expenditure.arrays import Floats
from nutritrack.expenditure.hypotheses import Hypothesis
from nutritrack.expenditure.intake import Intake
from nutritrack.expenditure.prior import Prior
from nutritrack.expenditure.state import EVERY, SIZE, At

BELIEVED = 2.5  # SD; a weighing further off counts the less the further off it is
WRONG, WRONG_WIDER = 0.02, 36.0  # share of weighings that are wrong; their variance is so much more


class Reading(NamedTuple):
    """A weighing as the filter takes it."""

    kilograms: float
    seen: Floats  # which parts of the state it shows


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known at one time: a row for each hypothesis."""

    mean: Floats  # hypotheses x state
    spread: Floats  # hypotheses x state x state: covariances
    odds: Floats  # log probabilities up to a constant


@dataclass(frozen=True, slots=True)
class Update:
    """What one weighing did, for the smoother."""

    seen: Floats
    error: Floats  # kg, a row for each hypothesis
    variance: Floats  # kg2, widened where the weighing is not believed
    doubted: Floats  # 1 where it was too far off


@dataclass(frozen=True, slots=True)
class Step:
    """One day: what was known in the morning, what the scale changed, and how the day moved it."""

    before: Knowledge
    updates: tuple[Update, ...]
    move: Floats  # of the first hypothesis
    after: Knowledge  # on the next morning, before any weighing


class Filter:
    """The hypotheses as matrices: one row for each."""

    def __init__(self, several: Sequence[Hypothesis], prior: Prior, intake: Intake) -> None:
        ways = [each.way for each in several]
        self.eaten, self.unsure, self.off = intake.mean[ways], intake.variance[ways], intake.off
        self.prior = prior
        self.remembers = np.array([each.scale.remembers for each in several])
        self.jumps: dict[int, list[tuple[int, float]]] = {}
        for row, each in enumerate(several):
            for day, size in each.jumps:
                self.jumps.setdefault(day, []).append((row, size**2))
        per_kcal = body.WATER / prior.kcal * (1 - body.WATER_STAYS)  # kg of water tomorrow
        self.strays = self._strays(several)
        self.start = self._start(several)
        adapts = body.ADAPTATION / body.ADAPTATION_DAYS
        turn = 2 * pi / state.CYCLE
        self.move = np.eye(SIZE)
        self.move[At.ADAPTED, At.ADAPTED] = 1 - 1 / body.ADAPTATION_DAYS
        self.move[At.ADAPTED, At.BASE] = -adapts
        self.move[At.WATER, At.WATER] = body.WATER_STAYS
        self.move[At.WATER, At.BASE] = -per_kcal
        self.move[At.SLOW, At.SLOW] = state.SLOW_STAYS
        self.move[At.OFF, At.OFF] = state.OFF_STAYS
        wave = state.WAVE_STAYS * np.array([[cos(turn), sin(turn)], [-sin(turn), cos(turn)]])
        self.move[At.WAVE : At.AHEAD + 1, At.WAVE : At.AHEAD + 1] = wave
        self.meal = np.zeros(SIZE)  # what a kilocalorie does
        self.meal[At.ADAPTED] = adapts
        self.meal[At.WATER] = per_kcal
        self.keeps = 0.0

    def _start(self, several: Sequence[Hypothesis]) -> Knowledge:
        mean, deviation = np.zeros((len(several), SIZE)), np.ones((len(several), SIZE))
        mean[:, At.WEIGHT], mean[:, At.BASE] = self.prior.weight, self.prior.kcal
        mean[:, At.LATE] = state.LATE
        deviation[:, At.WEIGHT] = state.START_WEIGHT
        deviation[:, At.BASE] = self.prior.error
        deviation[:, At.ADAPTED] = state.START_ADAPTED
        deviation[:, At.WATER] = 2 * state.WATER
        deviation[:, At.ERROR] = [each.scale.error for each in several]
        deviation[:, At.SLOW] = state.SLOW
        deviation[:, At.WAVE] = deviation[:, At.AHEAD] = [each.wave for each in several]
        deviation[:, At.LATE] = state.LATE_SPREAD
        spread = np.zeros((len(several), SIZE, SIZE))
        spread[:, EVERY, EVERY] = deviation**2
        return Knowledge(mean, spread, np.array([each.odds for each in several]))

    def _strays(self, several: Sequence[Hypothesis]) -> Floats:
        """The variance that a day adds to each part."""
        error = np.array([each.scale.error for each in several])
        wave = np.array([each.wave for each in several])
        strays = np.zeros((len(several), SIZE))
        strays[:, At.WEIGHT] = state.WEIGHT_STRAYS**2
        strays[:, At.BASE] = state.BASE_STRAYS**2
        strays[:, At.WATER] = state.WATER**2 * (1 - body.WATER_STAYS**2)
        strays[:, At.ERROR] = error**2 * (1 - self.remembers**2)
        strays[:, At.SLOW] = state.SLOW**2 * (1 - state.SLOW_STAYS**2)
        strays[:, At.WAVE] = strays[:, At.AHEAD] = wave**2 * (1 - state.WAVE_STAYS**2)
        strays[:, At.OFF] = 1 - state.OFF_STAYS**2
        return strays

    def step(self, known: Knowledge, day: int, weighings: Sequence[Reading]) -> Step:
        """From a morning to the next one. `known` is not changed."""
        before = self._jump(known, day)
        now, updates = before, []
        for weighing in weighings:
            now, update = _weigh(now, weighing)
            updates.append(update)
        if day % 7 == 0 or not self.keeps:
            chances = np.exp(now.odds - now.odds.max())
            self._tissue(float(chances @ now.mean[:, At.WEIGHT] / chances.sum()))
        self.move[:, At.OFF] = self.meal * self.off[day]
        self.move[At.OFF, At.OFF] = state.OFF_STAYS
        move = self.move.copy()
        move[At.ERROR, At.ERROR] = self.remembers[0]
        return Step(before, tuple(updates), move, self._live(now, day))

    def _jump(self, known: Knowledge, day: int) -> Knowledge:
        if day not in self.jumps:
            return known
        spread = known.spread.copy()
        for row, variance in self.jumps[day]:
            spread[row, At.WEIGHT, At.WEIGHT] += variance
        return Knowledge(known.mean, spread, known.odds)

    def _tissue(self, weight: float) -> None:
        """What a kilogram of change holds depends on how much fat there is."""
        fat = self.prior.fat + body.FAT_OF_CHANGE * (weight - self.prior.weight)
        density = body.density(fat)
        self.move[At.WEIGHT, At.WEIGHT] = 1 - body.PER_KG / density
        self.move[At.WEIGHT, At.BASE] = -(1 - body.THERMIC) / density
        self.move[At.WEIGHT, At.ADAPTED] = -1 / density
        self.meal[At.WEIGHT] = (1 - body.THERMIC) / density
        self.keeps = body.PER_KG * self.prior.weight / density

    def _live(self, known: Knowledge, day: int) -> Knowledge:
        """A day of eating and spending. All hypotheses share `move`, but for the scale's memory."""
        rows = len(known.mean)
        turn = self.move.T
        mean = known.mean @ turn + self.eaten[:, day, None] * self.meal
        mean[:, At.WEIGHT] += self.keeps
        mean[:, At.ERROR] *= self.remembers
        half = (known.spread.reshape(-1, SIZE) @ turn).reshape(rows, SIZE, SIZE)
        spread = half.transpose(0, 2, 1).reshape(-1, SIZE) @ turn
        spread = spread.reshape(rows, SIZE, SIZE)
        spread[:, At.ERROR] *= self.remembers[:, None]
        spread[:, :, At.ERROR] *= self.remembers[:, None]
        spread += self.unsure[:, day, None, None] * (self.meal[:, None] * self.meal)
        spread[:, EVERY, EVERY] += self.strays
        return Knowledge(mean, spread, known.odds)


def _weigh(known: Knowledge, weighing: Reading) -> tuple[Knowledge, Update]:
    both = known.spread @ weighing.seen
    variance = both @ weighing.seen + state.WHITE**2
    error = weighing.kilograms - known.mean @ weighing.seen
    far = error * error / variance
    doubt = np.maximum(1, far / BELIEVED**2)
    gain = both / (variance * doubt)[:, None]
    wrong = WRONG / WRONG_WIDER**0.5 * np.exp(far / -2 / WRONG_WIDER)
    likely = np.maximum((1 - WRONG) * np.exp(far / -2) + wrong, 1e-12)
    after = Knowledge(
        known.mean + gain * error[:, None],
        known.spread - gain[:, :, None] * both[:, None, :],
        known.odds + np.log(likely) - np.log(variance) / 2,
    )
    return after, Update(weighing.seen, error, variance * doubt, (doubt > 1).astype(float))
