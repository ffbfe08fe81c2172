"""Whole portions for a day: a mixed-integer program, solved by HiGHS."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]

from nutritrack.planning.generate import Candidate
from nutritrack.planning.goals import FREE, Goals

# What it costs to be a tolerance off, inside what is free and beyond it, and to move a portion by
# the ordinary one of its template.
NEAR, FAR, MOVED = 0.2, 40.0, 1.0
GAP = 0.2  # any plan within the tolerances is good; to prove the best one is not worth the time
NODES = 100  # bounds the work, and unlike a bound on time gives the same plan on every machine
SECONDS = 5.0  # far above what it takes, but a request must end


def polish(day: Candidate, goals: Goals) -> list[list[float]]:
    """Grams of each part of each course, in whole steps.

    The variables: the steps of each part; how far it moves from where the generator put it; and for
    each goal what is missing and what is too much, each inside what is free and beyond it.
    """
    parts = [part for each in day.courses for part in each.template.parts]
    step = np.array([part.ingredient.step for part in parts])
    start = np.array([grams for each in day.courses for grams in each.grams]) / step
    low, high = np.array([part.steps for part in parts]).T
    per_step = np.array([goals.per_gram(part.ingredient.per100g) for part in parts]).T * step
    usual = np.diag([part.base for part in parts] / step)

    count, rows = len(parts), len(goals.nutrients)
    each, goal, apart = np.eye(count), np.eye(rows), np.zeros((count, 4 * rows))
    meets = np.hstack([per_step, np.zeros((rows, count)), goal, goal, -goal, -goal])
    missing, too_much = goals.side >= 0, goals.side <= 0  # a bound has nothing against one of them
    room = np.concatenate([np.full(rows, FREE), np.full(rows, np.inf)])
    result = milp(
        np.concatenate(
            [np.zeros(count), np.full(count, MOVED)]
            + [cost * wrong for wrong in (missing, too_much) for cost in (NEAR, FAR)]
        ),
        integrality=np.concatenate([np.ones(count), np.zeros(count + 4 * rows)]),
        bounds=Bounds(
            np.concatenate([low, np.zeros(count + 4 * rows)]),
            np.concatenate([high, np.full(count, np.inf), room, room]),
        ),
        constraints=[
            LinearConstraint(meets, goals.wanted, goals.wanted),
            LinearConstraint(np.hstack([each, usual, apart]), start, np.inf),
            LinearConstraint(np.hstack([each, -usual, apart]), -np.inf, start),
        ],
        options={"node_limit": NODES, "time_limit": SECONDS, "mip_rel_gap": GAP},
    )
    steps = np.clip(start, low, high) if result.x is None else result.x[:count]
    grams = iter((np.round(steps) * step).tolist())
    return [[next(grams) for _ in course.template.parts] for course in day.courses]
