"""Google Health API v4 (discovery document `health.v4`, revision 20261030).

Days are civil days of the user, and Google knows their zone, so we send none. Rows are keyed by
their day: neither their order nor whether the end of a range is included is relied upon.
"""

from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import UTC, date, timedelta
from typing import Any, NamedTuple

from nutritrack.fitness.errors import Unexpected
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
from nutritrack.fitness.providers.asking import Answer, Api
from nutritrack.fitness.providers.reading import (
    civil,
    instant,
    number,
    offset,
    whole,
    windows,
    workout,
)
from nutritrack.fitness.scopes import Feature

SOURCE = "google_health"
MOST_PAGES = 200
# WHO counts moderate and vigorous minutes ("Guidelines on physical activity", 2020).
COUNTED = {"MODERATE", "VIGOROUS"}


class Type(NamedTuple):
    """A data type in its three spellings, none of which can be derived from another."""

    path: str
    filter: str
    field: str
    most_days: int = 90  # of one request


STEPS = Type("steps", "steps", "steps")
ACTIVE = Type("active-energy-burned", "active_energy_burned", "activeEnergyBurned")
TOTAL = Type("total-calories", "total_calories", "totalCalories", 14)
DISTANCE = Type("distance", "distance", "distance")
MINUTES = Type("active-minutes", "active_minutes", "activeMinutes", 14)
EXERCISE = Type("exercise", "exercise.interval.civil_start_time", "exercise")
WEIGHT = Type("weight", "weight.sample_time.civil_time", "weight")


class GoogleHealth:
    """One user's data at Google Health."""

    source = SOURCE

    def __init__(self, api: Api, features: frozenset[Feature]) -> None:
        self.api = api
        self.features = features

    async def days(self, first: date, last: date, zone: str) -> AsyncIterator[DailyActivity]:
        if Feature.ACTIVITY not in self.features:
            return
        known: dict[date, dict[str, Any]] = defaultdict(dict)
        for part in windows(first, last, STEPS.most_days):
            async for day, value in self._totals(STEPS, *part):
                known[day]["steps"] = whole(value.get("countSum", 0), MOST_STEPS)
            async for day, value in self._totals(ACTIVE, *part):
                # Unlike steps this one has no true zero: left out, it is not known.
                known[day]["active_energy"] = number(value.get("kcalSum"), MOST_KCAL)
            async for day, value in self._totals(DISTANCE, *part):
                millimetres = number(value.get("millimetersSum", 0), MOST_METRES * 1000)
                known[day]["distance"] = None if millimetres is None else millimetres / 1000
        for part in windows(first, last, TOTAL.most_days):
            async for day, value in self._totals(TOTAL, *part):
                # Rest is in it, so nobody alive has none.
                known[day]["total_energy"] = number(value.get("kcalSum"), MOST_KCAL) or None
            async for day, value in self._totals(MINUTES, *part):
                known[day]["active_minutes"] = _active_minutes(value)
        for day, workouts in (await self._workouts(first, last)).items():
            known[day]["workouts"] = workouts
        for day in sorted(known):
            if any(value is not None for value in known[day].values()):
                yield DailyActivity(day=day, source=SOURCE, **known[day])

    async def weights(self, first: date, last: date, zone: str) -> AsyncIterator[WeightReading]:
        if Feature.WEIGHT not in self.features:
            return
        async for point in self._points(WEIGHT, first, last, size=1000):
            at = instant((point.get("sampleTime") or {}).get("physicalTime"))
            grams = number(point.get("weightGrams"), 1_000_000)
            if at is not None and grams is not None:
                yield WeightReading(at, grams / 1000)

    async def _totals(
        self, kind: Type, first: date, last: date
    ) -> AsyncIterator[tuple[date, dict[str, Any]]]:
        """The totals of days. A day without a point, or a point without a value, is not there."""
        after = last + timedelta(days=1)
        request = {
            "range": {"start": _civil(first), "end": _civil(after)},
            "windowSizeDays": 1,
            "pageSize": kind.most_days,
        }
        path = f"/users/me/dataTypes/{kind.path}/dataPoints:dailyRollUp"
        token = ""
        for _ in range(MOST_PAGES):
            # On the next page all else must stay the same.
            asked = {**request, "pageToken": token} if token else request
            answer = await self.api.post(path, asked)
            for point in _rows(answer, "rollupDataPoints"):
                day, value = civil(point.get("civilStartTime")), point.get(kind.field)
                if day is not None and first <= day <= last and isinstance(value, dict):
                    yield day, value
            token = str(answer.get("nextPageToken") or "")
            if not token:
                return
        raise Unexpected

    async def _points(
        self, kind: Type, first: date, last: date, size: int
    ) -> AsyncIterator[dict[str, Any]]:
        """Single points, one for what several devices saw: Google reconciles them."""
        after = last + timedelta(days=1)
        params = {
            "filter": f'{kind.filter} >= "{first}" AND {kind.filter} < "{after}"',
            "pageSize": str(size),
        }
        path = f"/users/me/dataTypes/{kind.path}/dataPoints:reconcile"
        for _ in range(MOST_PAGES):
            answer = await self.api.get(path, params)
            for point in _rows(answer, "dataPoints"):
                if isinstance(point.get(kind.field), dict):
                    yield point[kind.field]
            if not answer.get("nextPageToken"):
                return
            params["pageToken"] = str(answer["nextPageToken"])
        raise Unexpected

    async def _workouts(self, first: date, last: date) -> dict[date, list[Workout]]:
        found: dict[date, list[Workout]] = defaultdict(list)
        async for exercise in self._points(EXERCISE, first, last, size=25):  # more are refused
            interval = exercise.get("interval") or {}
            summary = exercise.get("metricsSummary") or {}
            millimetres = number(summary.get("distanceMillimeters"), MOST_METRES * 1000)
            read = workout(
                instant(interval.get("startTime")),
                instant(interval.get("endTime")),
                str(exercise.get("exerciseType") or "other").lower(),
                number(summary.get("caloriesKcal"), MOST_KCAL),
                None if millimetres is None else millimetres / 1000,
            )
            if read is None:
                continue
            local = read.start.astimezone(UTC) + offset(interval.get("startUtcOffset"))
            day = civil(interval.get("civilStartTime")) or local.date()
            if first <= day <= last and len(found[day]) < MOST_WORKOUTS:
                found[day].append(read)
        return {day: sorted(each, key=lambda one: one.start) for day, each in found.items()}


def _active_minutes(value: dict[str, Any]) -> int | None:
    levels = value.get("activeMinutesRollupByActivityLevel")
    if not levels:
        return None
    minutes = [
        whole(level.get("activeMinutesSum", 0), MOST_MINUTES)
        for level in levels
        if level.get("activityLevel") in COUNTED
    ]
    known = [each for each in minutes if each is not None]
    return min(sum(known), MOST_MINUTES) if len(known) == len(minutes) else None


def _civil(day: date) -> dict[str, dict[str, int]]:
    return {"date": {"year": day.year, "month": day.month, "day": day.day}}


def _rows(answer: Answer, name: str) -> list[dict[str, Any]]:
    return [row for row in answer.get(name) or () if isinstance(row, dict)]
