"""Portions that meet the goals, for many days at once."""

import numpy as np

from nutritrack.planning.goals import Floats
from nutritrack.planning.table import Ints, Table

SWEEPS = 6


def fit(table: Table, drawn: Ints, ordinary: Floats) -> tuple[Floats, Floats]:
    """The grams of each part, and how far each goal is off, in tolerances.

    `drawn` has a row of the table for each day and dish, `ordinary` the portions to stay close to
    (day, dish, part). Least squares within the bounds of the portions, by coordinate descent: each
    portion in turn takes the value that is best while the others stay.
    """
    days, goals = len(drawn), table.goals
    per_gram = table.per_gram[drawn].reshape(days, -1, len(goals.nutrients))
    slopes = np.ascontiguousarray(per_gram.transpose(1, 0, 2))
    start, low, high, stiff = (
        np.ascontiguousarray(array.reshape(days, -1).T)
        for array in (ordinary, table.low[drawn], table.high[drawn], table.stiff[drawn])
    )
    grams = start.copy()
    off = np.einsum("pdn,pd->dn", slopes, grams) - goals.wanted
    moving = [place for place in range(len(grams)) if (high[place] > low[place]).any()]
    for _ in range(SWEEPS):
        for place in moving:
            slope, felt = slopes[place], goals.felt(off)
            pull = (slope * felt).sum(axis=1) + stiff[place] * (grams[place] - start[place])
            curve = (slope * slope * (felt != 0)).sum(axis=1) + stiff[place]
            moved = np.clip(grams[place] - pull / curve, low[place], high[place])
            off += slope * (moved - grams[place])[:, None]
            grams[place] = moved
    return grams.T.reshape(ordinary.shape), off
