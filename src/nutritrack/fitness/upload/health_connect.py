"""Health Connect as JSON: what apps that read it on an Android phone export or send.

There is no official form. Read are arrays named after the records of Health Connect, anywhere in
the document (`{"steps": [{"count": 8, "start_time": ..., "end_time": ...}]}`), and arrays of
records that each name their type (`{"records": [{"type": "Steps", "startTime": ...}]}`). Names may
be written in either case with or without `_` and `Record`; times are ISO 8601 with an offset, or
milliseconds since 1970. Amounts are numbers, or objects that name their unit:
`{"unit": "kilocalories", "value": 12}` and `{"inKilocalories": 12}`.
"""

import re
from datetime import datetime
from typing import IO, Any

from nutritrack.fitness.upload.apple import snake
from nutritrack.fitness.upload.json_stream import Stream
from nutritrack.fitness.upload.problems import Progress, Unusable
from nutritrack.fitness.upload.samples import Metric, Samples, Session
from nutritrack.fitness.upload.units import KCAL_IN_KJ

# Per type of record: the metric, and the names that its amount goes by.
INTERVALS = {
    "steps": (Metric.STEPS, ("count", "value")),
    "activecalories": (Metric.ACTIVE, ("energy", "calories", "kcal", "value")),
    "activecaloriesburned": (Metric.ACTIVE, ("energy", "calories", "kcal", "value")),
    "totalcalories": (Metric.TOTAL, ("energy", "calories", "kcal", "value")),
    "totalcaloriesburned": (Metric.TOTAL, ("energy", "calories", "kcal", "value")),
    "distance": (Metric.DISTANCE, ("distance", "meters", "value")),
}
WEIGHTS = ("weight", "kilograms", "kg", "value")
EXERCISES = ("exercise", "exercises", "exercisesession", "exercisesessions")

# Units as the objects of Health Connect's libraries spell them, in lower case without `in`.
UNITS = {
    "kilocalories": 1.0,
    "kilocalorie": 1.0,
    "kcal": 1.0,
    "calories": 0.001,
    "kilojoules": 1 / KCAL_IN_KJ,
    "joules": 0.001 / KCAL_IN_KJ,
    "meters": 1.0,
    "kilometers": 1_000.0,
    "miles": 1_609.344,
    "feet": 0.3048,
    "inches": 0.0254,
    "kilograms": 1.0,
    "grams": 0.001,
    "milligrams": 0.000_001,
    "pounds": 0.453_592_37,
    "ounces": 0.028_349_523,
    "count": 1.0,
}


def is_json(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def read(file: IO[bytes], name: str, samples: Samples, progress: Progress) -> None:
    """Read a whole document. Raises Unusable."""
    for key, item in Stream(file, name, progress).items():
        if isinstance(item, dict):
            kind = _plain(str(item.get("type", "")))
            kind = kind if kind in INTERVALS or kind in ("weight", *EXERCISES) else _plain(key)
            try:
                take(kind, item, samples)
            except (KeyError, ValueError, TypeError, OverflowError):
                samples.skipped["unreadable"] += 1
    if not samples.read and not samples.skipped:
        raise Unusable(
            "notKnown",
            f"{name} holds none of steps, distance, active_calories, total_calories, weight and "
            "exercise. docs/fitness.md describes the form.",
        )


def take(kind: str, item: dict[str, Any], samples: Samples) -> None:
    """Take one record. Raises KeyError, ValueError, TypeError or OverflowError for a bad one."""
    if kind in INTERVALS:
        metric, names = INTERVALS[kind]
        start, end = _time(item, "start"), _time(item, "end")
        samples.add(metric, start, end, _amount(item, names), samples.source(0, _source(item)))
    elif kind == "weight":
        samples.add_weight(_time(item, ""), _amount(item, WEIGHTS))
    elif kind in EXERCISES:
        energy = _known(item, ("energy", "calories", "active_calories", "totalEnergyBurned"))
        distance = _known(item, ("distance", "distance_meters", "distanceMeters", "totalDistance"))
        named = item.get("exerciseType", item.get("exercise_type", item.get("type", "other")))
        samples.add_workout(
            Session(
                start=_time(item, "start"),
                end=_time(item, "end"),
                kind=exercise(named),
                energy=energy,
                distance=distance,
                rank=0,
                source=_source(item),
            )
        )


def exercise(named: object) -> str:
    """`EXERCISE_TYPE_RUNNING` -> `running`. A number means another thing in each library."""
    text = str(named)
    if text.isdecimal() or _plain(text) in EXERCISES:
        return "other"
    return snake(re.sub(r"^EXERCISE(_SESSION)?_TYPE_", "", text)) or "other"


def _plain(name: str) -> str:
    return name.lower().replace("_", "").removesuffix("records").removesuffix("record")


def _time(item: dict[str, Any], which: str) -> float:
    """`start_time`, `startTime` and `start`; `time` for one instant. Seconds since 1970."""
    names = (f"{which}_time", f"{which}Time", which) if which else ("time", "start_time")
    value = next(item[name] for name in names if name in item) if _any(item, names) else None
    if isinstance(value, str):
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise ValueError(value)
        return instant.timestamp()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value / 1_000
    raise KeyError(which)


def _any(item: dict[str, Any], names: tuple[str, ...]) -> bool:
    return any(name in item for name in names)


def _amount(item: dict[str, Any], names: tuple[str, ...]) -> float:
    for name in names:
        if name in item:
            return _in_our_unit(item[name])
    raise KeyError(names)


def _known(item: dict[str, Any], names: tuple[str, ...]) -> float | None:
    if not _any(item, names):
        return None
    amount = _amount(item, names)
    return round(amount, 1) if 0 < amount < 1_000_000 else None


def _in_our_unit(value: Any) -> float:
    if isinstance(value, dict):
        if "unit" in value:
            return float(value["value"]) * UNITS[str(value["unit"]).lower()]
        for name, amount in value.items():
            unit = name.lower().removeprefix("in")
            if unit in UNITS:
                return float(amount) * UNITS[unit]
        raise KeyError("unit")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    return float(value)


def _source(item: dict[str, Any]) -> str:
    """The app that wrote it, where the record says so."""
    metadata = item.get("metadata")
    for holder in (item, metadata if isinstance(metadata, dict) else {}):
        for name in ("dataOrigin", "data_origin", "source", "packageName"):
            origin = holder.get(name)
            if isinstance(origin, dict):
                origin = origin.get("packageName")
            if isinstance(origin, str):
                return origin[:200]
    return ""
