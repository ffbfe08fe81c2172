"""What several sources say of a day as one day: what two devices saw at once counts once.

Sources stand in an order, and every figure is that of the first source that knows it. They are
never added: a phone and a watch mostly counted the same steps.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from nutritrack.fitness import store
from nutritrack.fitness.models import ActivityDay, Kcal, Metres, Minutes, Steps, Workout
from nutritrack.mongo.documents import Db, Id, Instant, Model

# The live one first, then files by how much they tell. One that is not here comes last.
ORDER = ("google_health", "apple_health", "health_connect", "google_fit", "takeout")
FIGURES = ("steps", "active_energy", "total_energy", "distance", "active_minutes")


class MergedDay(Model):
    """One day of all sources. Energy in kcal, distance in metres; unknown is null."""

    day: date
    sources: list[str]  # all that know something of it, the one that counts first in front
    steps: Steps | None
    active_energy: Kcal | None  # above rest
    total_energy: Kcal | None  # rest included
    distance: Metres | None
    active_minutes: Minutes | None
    workouts: list[Workout]
    updated_at: Instant


async def merged_days(db: Db, user_id: Id, first: date, last: date) -> dict[date, MergedDay]:
    """The days that anything is known of, in order."""
    rows = await store.days(db, user_id, first, last)
    by_day: dict[date, list[ActivityDay]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    return {day: _merge(day, found) for day, found in by_day.items()}


def _merge(day: date, rows: Iterable[ActivityDay]) -> MergedDay:
    ranked = sorted(rows, key=_rank)
    figures = {
        name: next((v for row in ranked if (v := getattr(row, name)) is not None), None)
        for name in FIGURES
    }
    return MergedDay(
        day=day,
        sources=[row.source for row in ranked],
        workouts=next((row.workouts for row in ranked if row.workouts), []),
        updated_at=max(row.updated_at for row in ranked),
        **figures,
    )


def _rank(row: ActivityDay) -> tuple[int, str]:
    return (ORDER.index(row.source) if row.source in ORDER else len(ORDER), row.source)
