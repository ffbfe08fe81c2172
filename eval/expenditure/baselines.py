"""What others do, on the same people: the figures to beat.

Each takes weights and logged energy as people x days, all that is known on the evening of the
last day; and gives kcal a day. NaN where the method gives nothing.
"""

import numpy as np

from eval.expenditure.arrays import Floats

KCAL_PER_KG = 7700


def slope(weight: Floats) -> Floats:
    """Least squares through what was weighed, kg a day; NaN with fewer than two weighings."""
    day = np.where(np.isnan(weight), np.nan, np.arange(weight.shape[1]))
    with np.errstate(invalid="ignore", divide="ignore"):
        there = (~np.isnan(weight)).sum(1, keepdims=True)
        x = day - np.nansum(day, axis=1, keepdims=True) / there
        y = weight - np.nansum(weight, axis=1, keepdims=True) / there
        return np.asarray(np.nansum(x * y, axis=1) / np.nansum(x * x, axis=1))


def mean(values: Floats) -> Floats:
    there = (~np.isnan(values)).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.nansum(values, axis=1) / there)


def equation(weight: Floats, logged: Floats, said: Floats) -> Floats:
    return said


def regression(weight: Floats, logged: Floats, said: Floats) -> Floats:
    """28 days: mean intake - slope of the weight x 7,700 kcal/kg. The equation where it fails."""
    found = mean(logged[:, -28:]) - KCAL_PER_KG * slope(weight[:, -28:])
    return np.where(np.isfinite(found), found, said)


def sparky(weight: Floats, logged: Floats, said: Floats) -> Floats:
    """SparkyFitness 1.6.2: weights joined by lines, 7-day means, first against last of 28 days.

    6,000 kcal/kg; days below 200 kcal are dropped; never further than 500 kcal from the equation.
    """
    joined = np.vstack([_joined(row) for row in weight])
    days = joined.shape[1]
    start = max(days - 28, 0)

    def smooth(end: int) -> Floats:
        return np.asarray(joined[:, max(end - 6, 0) : end + 1].mean(axis=1))

    change = (smooth(days - 1) - smooth(start)) / max(days - 1 - start, 1)
    eaten = mean(np.where(logged[:, start:] < 200, np.nan, logged[:, start:]))
    found = eaten - 6000 * change
    return np.clip(np.where(np.isfinite(found), found, said), said - 500, said + 500)


def nutritrace(weight: Floats, logged: Floats, said: Floats) -> Floats:
    """NutriTrace: slope over 35 days x 7,700 kcal/kg, after 21 days; the equation before."""
    if weight.shape[1] < 21:
        return said
    found = mean(logged[:, -35:]) - KCAL_PER_KG * slope(weight[:, -35:])
    return np.where(np.isfinite(found), found, said)


def _joined(row: Floats) -> Floats:
    known = np.flatnonzero(~np.isnan(row))
    if len(known) == 0:
        return row
    return np.asarray(np.interp(np.arange(len(row)), known, row[known]))


METHODS = {
    "equation": equation,
    "regression": regression,
    "SparkyFitness": sparky,
    "NutriTrace": nutritrace,
}
