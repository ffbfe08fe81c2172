"""What a body did: shapes only. What is unknown is None, never 0.

Energy is in kcal, distance in metres, weight in kilograms. Days are civil days of the user.
"""

from datetime import date
from typing import Annotated, NamedTuple

from pydantic import Field

from nutritrack.mongo.documents import Id, Instant, Model, Stored

MOST_STEPS = 200_000  # 24 hours at running pace are fewer
MOST_KCAL = 20_000.0  # riders of the Tour de France reach 9,000
MOST_METRES = 1_000_000.0
MOST_MINUTES = 1500  # the longest day has 25 hours
MOST_WORKOUTS = 100

Steps = Annotated[int, Field(ge=0, le=MOST_STEPS)]
Kcal = Annotated[float, Field(ge=0, le=MOST_KCAL, allow_inf_nan=False)]
Metres = Annotated[float, Field(ge=0, le=MOST_METRES, allow_inf_nan=False)]
Minutes = Annotated[int, Field(ge=0, le=MOST_MINUTES)]


class Workout(Model):
    """One exercise. `kind` is a word in lower case such as `running`."""

    start: Instant
    end: Instant
    kind: Annotated[str, Field(min_length=1, max_length=60)]
    energy: Kcal | None = None
    distance: Metres | None = None


class DailyActivity(Model):
    """One civil day as one source tells it.

    `active_energy` is what moving took beyond rest; `total_energy` holds the rest of the body too,
    so it must never be added to a goal, which holds that already.
    """

    day: date
    source: Annotated[str, Field(min_length=1, max_length=40)]
    steps: Steps | None = None
    active_energy: Kcal | None = None
    total_energy: Kcal | None = None
    distance: Metres | None = None
    active_minutes: Minutes | None = None
    workouts: Annotated[list[Workout], Field(max_length=MOST_WORKOUTS)] = Field(
        default_factory=list
    )


class ActivityDay(DailyActivity, Stored):
    """A day as it is stored: with whose it is, and since when it says this."""

    user_id: Id


class WeightReading(NamedTuple):
    """What a scale said, at an instant in UTC."""

    at: Instant
    kg: float
