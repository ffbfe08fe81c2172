"""From the state of the filter to kilocalories a day, and how sure they are."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nutritrack.expenditure import body
from nutritrack.expenditure.arrays import Floats
from nutritrack.expenditure.intake import Intake
from nutritrack.expenditure.prior import Prior
from nutritrack.expenditure.state import SIZE, At
from nutritrack.expenditure.track import Track

WEEK = 7  # days that the number speaks of
LONG = 42  # days over which the filter learns most of what it says
DENSITY_ERROR = 0.05  # of what was stored or drawn on: people differ in what a kilogram holds
MODEL_ERROR = 10.0  # kcal a day, what no part of the state stands for

SPENT = np.zeros(SIZE)  # kcal a day for each part of the state
SPENT[At.BASE], SPENT[At.ADAPTED], SPENT[At.WEIGHT] = 1 - body.THERMIC, 1, body.PER_KG


class Spent(NamedTuple):
    """One entry for each day; kcal a day."""

    mean: Floats
    deviation: Floats  # one SD


def spent(tracks: Sequence[Track], prior: Prior, intake: Intake) -> Spent:
    """On each evening, the mean of the last week, over all hypotheses of all `tracks`.

    The first track begins on the first day; the others count from where they begin.
    """
    days = len(tracks[0].known)
    week, long = _means(intake.mean, WEEK), _means(intake.mean, LONG)
    parts = [_of_track(track, prior, week, long) for track in tracks]
    odds, each, variance = (
        np.concatenate([_from(part[kind], days) for part in parts], axis=1) for kind in range(3)
    )
    chances = np.exp(odds - odds.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    mean = (chances * each).sum(axis=1)
    variance = variance + (each - mean[:, None]) ** 2
    return Spent(mean, np.sqrt((chances * variance).sum(axis=1)))


def _of_track(track: Track, prior: Prior, week: Floats, long: Floats) -> tuple[Floats, ...]:
    """Log odds, kcal and variance: days of the track x hypotheses."""
    ways = [each.way for each in track.several]
    odds = np.array([known.odds for known in track.known])
    state = np.array([known.mean for known in track.known])
    variance = np.array([(known.spread @ SPENT) @ SPENT for known in track.known])
    kcal = state @ SPENT - body.PER_KG * prior.weight + body.THERMIC * week[ways, track.first :].T
    stored = long[ways, track.first :].T - kcal
    return odds, kcal, variance + MODEL_ERROR**2 + (DENSITY_ERROR * stored) ** 2


def _from(part: Floats, days: int) -> Floats:
    """With days before the first one on which nothing of it counts."""
    missing = days - len(part)
    return np.pad(part, ((missing, 0), (0, 0)), constant_values=-1e9) if missing else part


def _means(rows: Floats, days: int) -> Floats:
    """Of each day and the days before it, at most `days` together."""
    sums = np.cumsum(rows, axis=1)
    before = np.concatenate([np.zeros((len(rows), min(days, rows.shape[1]))), sums[:, :-days]], 1)
    return np.asarray((sums - before) / np.minimum(np.arange(rows.shape[1]) + 1, days))
