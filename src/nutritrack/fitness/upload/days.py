"""A day as a file tells it: what is not known stays unknown."""

from datetime import date
from typing import Any

from nutritrack.days import Calendar
from nutritrack.fitness.upload.merge import DayTotals, is_whole
from nutritrack.fitness.upload.samples import Metric, Session

DISTANCES = (Metric.DISTANCE, Metric.CYCLING, Metric.SWIMMING, Metric.WHEELCHAIR)

# The bounds of `fitness/models.py`, which this process does not load. More than this on one day is
# a fault of some device, and then nothing is known.
MOST_STEPS = 200_000
MOST_KCAL = 20_000.0
MOST_METRES = 1_000_000.0
MOST_MINUTES = 1_500
MOST_WORKOUTS = 100


def known(day: date, totals: DayTotals, calendar: Calendar) -> dict[str, Any] | None:
    """The day as JSON, with nulls for what is unknown; None when nothing is known of it."""
    amounts = totals.amounts
    active = amounts.get(Metric.ACTIVE)
    total = None
    if is_whole(totals, Metric.TOTAL, day, calendar):
        total = amounts[Metric.TOTAL]
    elif active is not None and is_whole(totals, Metric.BASAL, day, calendar):
        total = active + amounts[Metric.BASAL]
    distances = [amounts[metric] for metric in DISTANCES if metric in amounts]
    found: dict[str, Any] = {
        "steps": _whole(amounts.get(Metric.STEPS), MOST_STEPS),
        "activeEnergy": _tenth(active, MOST_KCAL),
        "totalEnergy": _tenth(total, MOST_KCAL),
        "distance": _tenth(sum(distances) if distances else None, MOST_METRES),
        "activeMinutes": _whole(amounts.get(Metric.MINUTES), MOST_MINUTES),
        "workouts": [_workout(each) for each in totals.workouts[:MOST_WORKOUTS]],
    }
    if all(value is None or value == [] for value in found.values()):
        return None
    return {"day": day.isoformat(), **found}


def _whole(amount: float | None, most: int) -> int | None:
    return round(amount) if amount is not None and amount <= most else None


def _tenth(amount: float | None, most: float) -> float | None:
    return round(amount, 1) if amount is not None and amount <= most else None


def _workout(workout: Session) -> dict[str, Any]:
    return {
        "start": workout.start,
        "end": workout.end,
        "kind": workout.kind,
        "energy": _tenth(workout.energy, MOST_KCAL),
        "distance": _tenth(workout.distance, MOST_METRES),
    }
