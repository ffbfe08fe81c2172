"""What Google knows of somebody, in the shapes of both of its APIs.

`world.data` holds it: `days` by ISO date with `steps`, `active`, `total` (kcal), `metres` and
`minutes`; `workouts` with `start`, `end`, `type`, `kcal`, `metres`; `weights` with `at`, `kg`.
Answers come newest first and in pages of `world.data["page"]` rows, so that nobody relies on order.
Requests and answers are held against Google's own discovery documents.
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fitness.google.discovery import check
from fitness.google.server import Reply, Request, World, api_error, authorize, route

HEALTH = "https://www.googleapis.com/auth/googlehealth."
ACTIVITY = HEALTH + "activity_and_fitness.readonly"
METRICS = HEALTH + "health_metrics_and_measurements.readonly"
FIT = "https://www.googleapis.com/auth/fitness."

# path -> key of a day, most days of one request, how the value is written
ROLLUPS = {
    "steps": ("steps", 90, lambda x: {"steps": {"countSum": str(x)}}),
    "active-energy-burned": ("active", 90, lambda x: {"activeEnergyBurned": {"kcalSum": x}}),
    "total-calories": ("total", 14, lambda x: {"totalCalories": {"kcalSum": x}}),
    "distance": ("metres", 90, lambda x: {"distance": {"millimetersSum": str(round(x * 1000))}}),
    "active-minutes": ("minutes", 14, lambda x: {"activeMinutes": _levels(x)}),
}
LIST_CAPS = {"exercise": 25, "weight": 10_000}
FILTER = re.compile(r'([a-z_.]+) >= "([0-9-]+)" AND \1 < "([0-9-]+)"')
FILTERS = {
    "exercise": "exercise.interval.civil_start_time",
    "weight": "weight.sample_time.civil_time",
}


def _levels(minutes: int) -> dict[str, Any]:
    """Light ones on top, which nobody counts."""
    rows = [{"activityLevel": "LIGHT", "activeMinutesSum": "90"}]
    rows.append({"activityLevel": "MODERATE", "activeMinutesSum": str(minutes)})
    return {"activeMinutesRollupByActivityLevel": rows}


def _civil(day: date) -> dict[str, Any]:
    return {"date": {"year": day.year, "month": day.month, "day": day.day}}


def _invalid(text: str) -> Reply:
    return api_error(400, "INVALID_ARGUMENT", text)


def _page(world: World, rows: list[Any], size: int, token: str) -> tuple[list[Any], str]:
    size = min(size, world.data.get("page", 10_000))
    start = int(token or 0)
    after = start + size
    return rows[start:after], str(after) if after < len(rows) else ""


@route("POST", r"/v4/users/me/dataTypes/([a-z-]+)/dataPoints:dailyRollUp")
def roll_up(world: World, request: Request) -> Reply:
    if refused := authorize(world, request, ACTIVITY):
        return refused
    kind = request.path.split("/")[5]
    if kind not in ROLLUPS:
        return api_error(404, "NOT_FOUND", "No such data type.")
    name, most, write = ROLLUPS[kind]
    body = request.json
    check("health", "DailyRollUpDataPointsRequest", body)
    first, after = (date(**body["range"][end]["date"]) for end in ("start", "end"))
    if (after - first).days > most or body["pageSize"] > most:
        return _invalid("The range is too long.")
    known = world.data.get("days", {})
    points = [
        {
            "civilStartTime": _civil(day),
            "civilEndTime": _civil(day + timedelta(1)),
            **write(known[day.isoformat()][name]),
        }
        for day in (first + timedelta(number) for number in range((after - first).days))
        if name in known.get(day.isoformat(), {})
    ]
    rows, token = _page(world, points[::-1], body["pageSize"], body.get("pageToken", ""))
    answer = {"rollupDataPoints": rows, **({"nextPageToken": token} if token else {})}
    check("health", "DailyRollUpDataPointsResponse", answer)
    return Reply(200, answer)


@route("GET", r"/v4/users/me/dataTypes/(exercise|weight)/dataPoints:reconcile")
def reconcile(world: World, request: Request) -> Reply:
    kind = request.path.split("/")[5]
    if refused := authorize(world, request, ACTIVITY if kind == "exercise" else METRICS):
        return refused
    asked = FILTER.fullmatch(request.query.get("filter", ""))
    if asked is None or asked[1] != FILTERS[kind]:
        return _invalid("The filter is not understood.")
    size = int(request.query.get("pageSize", "25"))
    if size > LIST_CAPS[kind]:
        return _invalid("The page is too large.")
    if kind == "exercise":
        points = [_exercise(each) for each in world.data.get("workouts", ())]
    else:
        points = [_weight(each) for each in world.data.get("weights", ())]
    inside = [point for at, point in points if asked[2] <= at.date().isoformat() < asked[3]]
    rows, token = _page(world, inside[::-1], size, request.query.get("pageToken", ""))
    answer = {"dataPoints": rows, "nextPageToken": token}
    check("health", "ReconcileDataPointsResponse", answer)
    return Reply(200, answer)


def _offset(at: datetime) -> str:
    offset = at.utcoffset()
    assert offset is not None
    return f"{int(offset.total_seconds())}s"


def _z(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _exercise(workout: dict[str, Any]) -> tuple[datetime, dict[str, Any]]:
    start, end = workout["start"], workout["end"]
    summary: dict[str, Any] = {}
    if "kcal" in workout:
        summary["caloriesKcal"] = workout["kcal"]
    if "metres" in workout:
        summary["distanceMillimeters"] = workout["metres"] * 1000
    return start, {
        "dataPointName": f"users/1/dataTypes/exercise/dataPoints/{int(start.timestamp())}",
        "exercise": {
            "displayName": workout["type"].title(),
            "exerciseType": workout["type"],
            "interval": {
                "startTime": _z(start),
                "endTime": _z(end),
                "startUtcOffset": _offset(start),
                "endUtcOffset": _offset(end),
            },
            "metricsSummary": summary,
        },
    }


def _weight(weight: dict[str, Any]) -> tuple[datetime, dict[str, Any]]:
    at = weight["at"]
    time = {"physicalTime": _z(at), "utcOffset": _offset(at)}
    return at, {"weight": {"weightGrams": weight["kg"] * 1000, "sampleTime": time}}


# Fit: type -> scope, type in the answer, key of a day, how the value is written
AGGREGATES = {
    "com.google.step_count.delta": ("activity.read", "", "steps", "intVal"),
    "com.google.calories.expended": ("activity.read", "", "total", "fpVal"),
    "com.google.active_minutes": ("activity.read", "", "minutes", "intVal"),
    "com.google.distance.delta": ("location.read", "", "metres", "fpVal"),
    "com.google.weight": ("body.read", "com.google.weight.summary", "kg", "fpVal"),
}


@route("POST", r"/fitness/v1/users/me/dataset:aggregate")
def aggregate(world: World, request: Request) -> Reply:
    body = request.json
    check("fitness", "AggregateRequest", body)
    types = [each["dataTypeName"] for each in body["aggregateBy"]]
    for kind in types:
        if refused := authorize(world, request, FIT + AGGREGATES[kind][0]):
            return refused
    period = body["bucketByTime"]["period"]
    zone = ZoneInfo(period["timeZoneId"])
    start, end = (int(body[f"{edge}TimeMillis"]) / 1000 for edge in ("start", "end"))
    if end - start > 7_776_000:
        return _invalid("aggregate duration too large")
    at, last = datetime.fromtimestamp(start, zone), datetime.fromtimestamp(end, zone)
    buckets = []
    while at < last:
        after = at + timedelta(days=period["value"])  # by the wall clock: 23 to 25 hours
        day = world.data.get("days", {}).get(at.date().isoformat(), {})
        sets = [_dataset(kind, day, at, after) for kind in types]
        buckets.append({"startTimeMillis": _ms(at), "endTimeMillis": _ms(after), "dataset": sets})
        at = after
    answer = {"bucket": buckets}
    check("fitness", "AggregateResponse", answer)
    return Reply(200, answer)


def _ms(at: datetime) -> str:
    return str(int(at.timestamp() * 1000))


def _dataset(kind: str, day: dict[str, Any], at: datetime, after: datetime) -> dict[str, Any]:
    _, summary, name, field = AGGREGATES[kind]
    told = summary or kind
    point = {
        "startTimeNanos": _ms(at) + "000000",
        "endTimeNanos": _ms(after) + "000000",
        "dataTypeName": told,
        "originDataSourceId": "raw:test",
        "value": [{field: day.get(name), "mapVal": []}] * (3 if summary else 1),
    }
    return {
        "dataSourceId": f"derived:{told}:com.google.android.gms:aggregated",
        "point": [point] if name in day else [],
    }


@route("GET", r"/fitness/v1/users/me/sessions")
def sessions(world: World, request: Request) -> Reply:
    if refused := authorize(world, request, FIT + "activity.read"):
        return refused
    first, last = (
        datetime.fromisoformat(request.query[f"{edge}Time"]) for edge in ("start", "end")
    )
    found = [
        {
            "id": f"s{number}",
            "name": each["type"].title(),
            "description": "",
            "startTimeMillis": _ms(each["start"]),
            "endTimeMillis": _ms(each["end"]),
            "modifiedTimeMillis": _ms(each["end"]),
            "application": {"packageName": "com.google.android.apps.fitness"},
            "activityType": each["fit_type"],
        }
        for number, each in enumerate(world.data.get("workouts", ()))
        if each["end"] > first and each["start"] < last
    ]
    answer = {"session": found, "deletedSession": []}
    check("fitness", "ListSessionsResponse", answer)
    return Reply(200, answer)
