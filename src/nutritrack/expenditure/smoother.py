"""The line of the chart: what all days, also the later ones, say of each day."""

from collections.abc import Sequence

import numpy as np

from nutritrack.expenditure.arrays import Floats
from nutritrack.expenditure.filter import Step
from nutritrack.expenditure.state import SIZE, At


def smooth(steps: Sequence[Step]) -> tuple[Floats, Floats, Floats]:
    """Of each morning the trend weight, kg, its variance, kg2, and the water beside it, kg.

    From steps of one hypothesis.

    Bryson-Frazier form of the fixed-interval smoother (Bierman 1977): it inverts no matrix, so
    that parts of the state that a person does not have may stay at exactly nothing.
    """
    trend, variance, water = (np.empty(len(steps)) for _ in range(3))
    pull, grip = np.zeros(SIZE), np.zeros((SIZE, SIZE))
    for day in range(len(steps) - 1, -1, -1):
        step = steps[day]
        pull, grip = step.move.T @ pull, step.move.T @ grip @ step.move
        spreads = [step.before.spread[0]]
        for update in step.updates:
            both = spreads[-1] @ update.seen
            spreads.append(spreads[-1] - np.outer(both, both) / update.variance[0])
        for update, spread in zip(reversed(step.updates), reversed(spreads[:-1]), strict=True):
            seen, width = update.seen, update.variance[0]
            rest = np.eye(SIZE) - np.outer(spread @ seen, seen) / width
            pull = rest.T @ pull - seen * update.error[0] / width
            grip = rest.T @ grip @ rest + np.outer(seen, seen) / width
        mean, spread = step.before.mean[0], step.before.spread[0]
        found = mean - spread @ pull
        trend[day], water[day] = found[At.WEIGHT], found[At.WATER] + found[At.SLOW]
        variance[day] = (spread - spread @ grip @ spread)[At.WEIGHT, At.WEIGHT]
    return trend, np.maximum(variance, 0), water
