"""The run of the filter over a diary, with a search for days on which the weight jumped."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np

from nutritrack.expenditure.arrays import Floats
from nutritrack.expenditure.filter import Filter, Knowledge, Reading, Step
from nutritrack.expenditure.hypotheses import Hypothesis
from nutritrack.expenditure.intake import Intake
from nutritrack.expenditure.prior import Prior

# Another scale, a salty trip, creatine: kilograms that no meal explains, and that stay.
JUMP = 1.2  # kg, one SD
JUMP_EVERY = 40.0  # days from one to the next
STEP = 4  # days from a day that is tried to the next
BACK = 48  # days; what jumped before says little of today
SETTLED = 7  # days at the start that tell no jump from a wrong first weighing
TRIED = 3  # of the likeliest hypotheses are tried with jumps


@dataclass(frozen=True, slots=True)
class Track:
    """What was known on each evening: one `Knowledge` for each day, for `several`."""

    first: int  # the day of the first one
    several: tuple[Hypothesis, ...]
    known: tuple[Knowledge, ...]
    doubted: Floats  # for each day: weighings too far off, mean over the hypotheses


def run(
    several: Sequence[Hypothesis],
    prior: Prior,
    intake: Intake,
    weighings: Sequence[Sequence[Reading]],
    since: tuple[int, Knowledge] | None = None,
) -> Track:
    """From the first day, or from a morning that another run came to."""
    filter_ = Filter(several, prior, intake)
    first, known = since or (0, filter_.start)
    evenings, doubted = [], []
    for day in range(first, len(weighings)):
        step = filter_.step(known, day, weighings[day])
        known = step.after
        evenings.append(known)
        doubted.append(sum(float(update.doubted.mean()) for update in step.updates))
    return Track(first, tuple(several), tuple(evenings), np.array(doubted))


def follow(
    one: Hypothesis, prior: Prior, intake: Intake, weighings: Sequence[Sequence[Reading]]
) -> list[Step]:
    """Every step of a single hypothesis, for the smoother."""
    filter_ = Filter([one], prior, intake)
    known, steps = filter_.start, []
    for day, some in enumerate(weighings):
        steps.append(filter_.step(known, day, some))
        known = steps[-1].after
    return steps


def jumps(
    track: Track, prior: Prior, intake: Intake, weighings: Sequence[Sequence[Reading]]
) -> Track | None:
    """The likely hypotheses of `track` again, each with one jump on one of the last days.

    None where the diary is too short.
    """
    days = len(weighings)
    first = max(days - BACK, SETTLED)
    if first >= days - 2:
        return None
    likely = np.argsort(-track.known[-1].odds, kind="stable")[:TRIED].tolist()
    tried = [(row, day) for row in likely for day in range(first, days - 2, STEP)]
    morning = track.known[first - 1]
    rows = [row for row, _ in tried]
    since = Knowledge(
        morning.mean[rows], morning.spread[rows], morning.odds[rows] + log(STEP / JUMP_EVERY)
    )
    several = [replace(track.several[row], jumps=((day, JUMP),)) for row, day in tried]
    return run(several, prior, intake, weighings, (first, since))
