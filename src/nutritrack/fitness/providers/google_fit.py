"""Google Fit REST API (discovery document `fitness.v1`, revision 20250819): ends with 2026.

It knows total energy only, rest included, so active energy stays unknown.
"""

from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from nutritrack.days import Calendar
from nutritrack.fitness.models import (
    MOST_KCAL,
    MOST_METRES,
    MOST_MINUTES,
    MOST_STEPS,
    MOST_WORKOUTS,
    DailyActivity,
    WeightReading,
    Workout,
)
from nutritrack.fitness.providers.asking import Api
from nutritrack.fitness.providers.fit_activities import KINDS, NOT_EXERCISE
from nutritrack.fitness.providers.reading import number, of_millis, whole, windows, workout
from nutritrack.fitness.scopes import Feature
from nutritrack.mongo.documents import now, write_instant

SOURCE = "google_fit"
MOST_DAYS = 60  # Google refuses more than 90
NOON = timedelta(hours=12)

STEPS = "com.google.step_count.delta"
ENERGY = "com.google.calories.expended"
MINUTES = "com.google.active_minutes"
DISTANCE = "com.google.distance.delta"
WEIGHT = "com.google.weight"


class GoogleFit:
    """One user's data at Google Fit."""

    source = SOURCE

    def __init__(self, api: Api, features: frozenset[Feature]) -> None:
        self.api = api
        self.features = features

    async def days(self, first: date, last: date, zone: str) -> AsyncIterator[DailyActivity]:
        types = [STEPS, ENERGY, MINUTES] if Feature.ACTIVITY in self.features else []
        types += [DISTANCE] if Feature.DISTANCE in self.features else []
        if not types:
            return
        known: dict[date, dict[str, Any]] = defaultdict(dict)
        async for day, kind, value in self._totals(types, first, last, zone):
            if kind == STEPS:
                known[day]["steps"] = whole(value.get("intVal"), MOST_STEPS)
            elif kind == ENERGY:
                known[day]["total_energy"] = number(value.get("fpVal"), MOST_KCAL) or None
            elif kind == MINUTES:
                known[day]["active_minutes"] = whole(value.get("intVal"), MOST_MINUTES)
            elif kind == DISTANCE:
                known[day]["distance"] = number(value.get("fpVal"), MOST_METRES)
        if Feature.ACTIVITY in self.features:
            for day, workouts in (await self._workouts(first, last, zone)).items():
                known[day]["workouts"] = workouts
        for day in sorted(known):
            if any(value is not None for value in known[day].values()):
                yield DailyActivity(day=day, source=SOURCE, **known[day])

    async def weights(self, first: date, last: date, zone: str) -> AsyncIterator[WeightReading]:
        """The mean of each day that is over, at noon: Fit tells no more."""
        if Feature.WEIGHT not in self.features:
            return
        calendar = Calendar(zone)
        last = min(last, calendar.day_of(now()) - timedelta(days=1))
        async for day, _, value in self._totals([WEIGHT], first, last, zone):
            kilograms = number(value.get("fpVal"), 1000)
            if kilograms is not None:
                yield WeightReading(calendar.start(day) + NOON, kilograms)

    async def _totals(
        self, types: list[str], first: date, last: date, zone: str
    ) -> AsyncIterator[tuple[date, str, dict[str, Any]]]:
        """Day, type and first value. A type without a point on a day is not there."""
        for start, end in windows(first, last, MOST_DAYS):
            answer = await self.api.post(
                "/users/me/dataset:aggregate",
                {
                    "aggregateBy": [{"dataTypeName": kind} for kind in types],
                    # By days of the zone: 24 hours would ignore summer time.
                    "bucketByTime": {"period": {"type": "day", "value": 1, "timeZoneId": zone}},
                    "startTimeMillis": _millis(Calendar(zone).start(start)),
                    "endTimeMillis": _millis(Calendar(zone).start(end + timedelta(days=1))),
                },
            )
            for bucket in answer.get("bucket") or ():
                at = of_millis(bucket.get("startTimeMillis"))
                day = at.astimezone(ZoneInfo(zone)).date() if at else None
                if day is None or not start <= day <= end:
                    continue
                # One dataset for each type, in the order in which they were asked for.
                for kind, dataset in zip(types, bucket.get("dataset") or (), strict=False):
                    for point in dataset.get("point") or ():
                        if point.get("value"):
                            yield day, kind, point["value"][0]

    async def _workouts(self, first: date, last: date, zone: str) -> dict[date, list[Workout]]:
        calendar = Calendar(zone)
        answer = await self.api.get(
            "/users/me/sessions",
            {
                "startTime": write_instant(calendar.start(first)),
                "endTime": write_instant(calendar.start(last + timedelta(days=1))),
            },
        )
        found: dict[date, list[Workout]] = defaultdict(list)
        for session in answer.get("session") or ():
            kind = session.get("activityType")
            read = workout(
                of_millis(session.get("startTimeMillis")),
                of_millis(session.get("endTimeMillis")),
                KINDS.get(kind, "other"),
                None,
                None,
            )
            if read is None or kind in NOT_EXERCISE:
                continue
            day = calendar.day_of(read.start)  # sessions that began the day before come too
            if first <= day <= last and len(found[day]) < MOST_WORKOUTS:
                found[day].append(read)
        return {day: sorted(each, key=lambda one: one.start) for day, each in found.items()}


def _millis(at: datetime) -> str:
    return str(int(at.timestamp() * 1000))
