"""Whether an amount is low, right or high, and when nobody can tell.

An amount is a lower bound where foods do not tell how much they hold: `coverage` is the share of
the day's energy whose foods do. The rest is taken to hold as much for its energy as what is known,
and a verdict is given only where that guess cannot turn it.
"""

from dataclasses import dataclass
from enum import StrEnum

from nutritrack.targets.models import Target

TOLERANCE = 0.05  # of a bound: a day so little beyond it is still right
LEAST_COVERAGE = 0.5  # with less known, the rest is not guessed at


class Verdict(StrEnum):
    LOW = "low"
    OK = "ok"
    HIGH = "high"


class Doubt(StrEnum):
    """Why there is no verdict."""

    UNKNOWN = "unknown"  # too little is known of what was eaten
    NO_BOUND = "no_bound"


@dataclass(frozen=True, slots=True)
class Judgement:
    """`gap`: how much is missing where low, how much is too much where high; else 0."""

    verdict: Verdict | None
    gap: float | None = None
    doubt: Doubt | None = None


UNKNOWN = Judgement(None, doubt=Doubt.UNKNOWN)


def judge(amount: float | None, target: Target, coverage: float | None = None) -> Judgement:
    """Holds an amount (None: nobody knows it) against a target, in the target's unit.

    `coverage` None says that the amount is the whole one. High needs no coverage: a lower bound
    that is too much is too much. Low needs half the day known, and the amount scaled up to the
    whole day must be too little still.
    """
    least, most = target.least, target.most
    if least is None and most is None:
        return Judgement(None, doubt=Doubt.NO_BOUND)
    if amount is None:
        return UNKNOWN
    if most is not None and amount > most * (1 + TOLERANCE):
        return Judgement(Verdict.HIGH, amount - most)
    share = 1.0 if coverage is None else min(coverage, 1.0)
    guess = amount / share if share >= LEAST_COVERAGE else None
    enough = least is None or amount >= least * (1 - TOLERANCE)
    if not enough and least is not None:
        low = guess is not None and guess < least * (1 - TOLERANCE) and not target.undercounted
        return Judgement(Verdict.LOW, least - guess) if low and guess is not None else UNKNOWN
    below = most is None or (guess is not None and guess <= most * (1 + TOLERANCE))
    return Judgement(Verdict.OK, 0.0) if below else UNKNOWN
