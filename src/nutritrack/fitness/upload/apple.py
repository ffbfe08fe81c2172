"""Apple Health: the `export.xml` that an iPhone makes, alone or in its `export.zip`.

The file is read as a stream. Its document type is cut off before the parser sees it, so no entity
can be declared, and a version of iOS that wrote a faulty one is read all the same. `Record`
elements inside of a `Correlation` are left out: each stands at the top level once more, as the
file says itself.
"""

import re
from datetime import date
from functools import lru_cache
from typing import IO
from xml.parsers import expat

from nutritrack.fitness.upload.problems import Progress, Unusable, broken, cut_off, too_much
from nutritrack.fitness.upload.samples import Metric, Samples, Session
from nutritrack.fitness.upload.units import COUNT, TO_KCAL, TO_KILOGRAMS, TO_METRES, TO_MINUTES

CHUNK = 1 << 18
ROOT = b"<HealthData"
MOST_PROLOG = 1 << 20
MOST_TOKEN = 4 << 20  # the parser keeps an element in memory until it is whole
ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']""")
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
EPOCH = date(1970, 1, 1).toordinal()
QUANTITY = "HKQuantityTypeIdentifier"

KINDS = {
    f"{QUANTITY}StepCount": (Metric.STEPS, COUNT),
    f"{QUANTITY}ActiveEnergyBurned": (Metric.ACTIVE, TO_KCAL),
    f"{QUANTITY}BasalEnergyBurned": (Metric.BASAL, TO_KCAL),
    f"{QUANTITY}AppleExerciseTime": (Metric.MINUTES, TO_MINUTES),
    f"{QUANTITY}DistanceWalkingRunning": (Metric.DISTANCE, TO_METRES),
    f"{QUANTITY}DistanceCycling": (Metric.CYCLING, TO_METRES),
    f"{QUANTITY}DistanceSwimming": (Metric.SWIMMING, TO_METRES),
    f"{QUANTITY}DistanceWheelchair": (Metric.WHEELCHAIR, TO_METRES),
}
BODY_MASS = f"{QUANTITY}BodyMass"
BY_HAND, WATCH, PHONE, OTHER = range(4)  # in the order in which they are believed

Attributes = dict[str, str]


def is_apple(head: bytes) -> bool:
    return ROOT in head


def read(file: IO[bytes], name: str, samples: Samples, progress: Progress) -> None:
    """Read a whole `export.xml`. Raises Unusable."""
    prolog, rest = _prolog(file, name)
    reader = Reader(samples)
    done = len(prolog) + len(rest)
    parser = reader.parser
    try:
        parser.Parse(rest, False)
        while chunk := file.read(CHUNK):
            parser.Parse(chunk, False)
            done += len(chunk)
            if done - len(prolog) - parser.CurrentByteIndex > MOST_TOKEN:
                raise too_much(f"{name} has an element of more than {MOST_TOKEN:,} bytes")
            progress()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        line = error.lineno + prolog.count(b"\n")
        words = expat.ErrorString(error.code)
        if words in CUT_OFF and not file.read(1):
            raise cut_off(name, f"at line {line:,}") from None
        raise broken(name, f"line {line:,} is not XML ({words})") from None


CUT_OFF = (
    expat.errors.XML_ERROR_NO_ELEMENTS,
    expat.errors.XML_ERROR_UNCLOSED_TOKEN,
    expat.errors.XML_ERROR_PARTIAL_CHAR,
    expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
)


def _prolog(file: IO[bytes], name: str) -> tuple[bytes, bytes]:
    """What stands before the root element, and what was read of the rest."""
    head = b""
    while ROOT not in head:
        chunk = file.read(CHUNK)
        head += chunk
        if not chunk or len(head) > MOST_PROLOG:
            raise Unusable(
                "notKnown",
                f"{name} is not the export of Apple Health: it has no HealthData element.",
            )
    at = head.index(ROOT)
    prolog = head[:at]
    if ENTITY.search(prolog):
        raise Unusable(
            "entities", f"{name} declares entities. The export of Apple Health has none."
        )
    encoding = ENCODING.search(prolog)
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise broken(name, "it is not written in UTF-8")
    return prolog, head[at:]


class Reader:
    """Takes the elements of one file as they come."""

    def __init__(self, samples: Samples) -> None:
        self.samples = samples
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.inside = ""  # Correlation, Workout, or a Record that is kept until its end
        self.record: Attributes | None = None
        self.workout: Attributes = {}
        self.ranks: dict[tuple[str, str], int] = {}

    def start(self, tag: str, attributes: Attributes) -> None:
        if self.inside:
            if self.inside == "Workout" and tag == "WorkoutStatistics":
                self.statistics(attributes)
            elif self.record is not None and tag == "MetadataEntry":
                self.record.update(_by_hand(attributes))
        elif tag == "Record":
            if attributes.get("type") in KINDS:
                self.inside, self.record = tag, attributes
            elif attributes.get("type") == BODY_MASS:
                self.weight(attributes)
        elif tag in ("Correlation", "Workout"):
            self.inside, self.workout = tag, attributes

    def end(self, tag: str) -> None:
        if tag != self.inside:
            return
        self.inside = ""
        if tag == "Record" and self.record is not None:
            self.take(self.record)
            self.record = None
        elif tag == "Workout":
            self.take_workout(self.workout)

    def take(self, record: Attributes) -> None:
        metric, units = KINDS[record["type"]]
        try:
            factor = units[record["unit"]]
            start, end = seconds(record["startDate"]), seconds(record["endDate"])
            value = float(record["value"]) * factor
        except (KeyError, ValueError):
            self.samples.skipped["unreadable"] += 1
            return
        rank = BY_HAND if "byHand" in record else self.rank(record)
        source = self.samples.source(rank, record.get("sourceName", ""))
        self.samples.add(metric, start, end, value, source)

    def weight(self, record: Attributes) -> None:
        try:
            kilograms = float(record["value"]) * TO_KILOGRAMS[record["unit"]]
            at = seconds(record["startDate"])
        except (KeyError, ValueError):
            self.samples.skipped["unreadable"] += 1
            return
        self.samples.add_weight(at, kilograms)

    def statistics(self, entry: Attributes) -> None:
        """Since iOS 16 the sums of a workout stand in elements of their own."""
        kind = entry.get("type", "").removeprefix(QUANTITY)
        name = "totalEnergyBurned" if kind == "ActiveEnergyBurned" else "totalDistance"
        if (kind == "ActiveEnergyBurned" or kind.startswith("Distance")) and "sum" in entry:
            self.workout.setdefault(name, entry["sum"])
            self.workout.setdefault(f"{name}Unit", entry.get("unit", ""))

    def take_workout(self, workout: Attributes) -> None:
        try:
            start, end = seconds(workout["startDate"]), seconds(workout["endDate"])
        except (KeyError, ValueError):
            self.samples.skipped["unreadable"] += 1
            return
        kind = workout.get("workoutActivityType", "").removeprefix("HKWorkoutActivityType")
        self.samples.add_workout(
            Session(
                start=start,
                end=end,
                kind=snake(kind),
                energy=_amount(workout, "totalEnergyBurned", TO_KCAL),
                distance=_amount(workout, "totalDistance", TO_METRES),
                rank=self.rank(workout),
                source=workout.get("sourceName", ""),
            )
        )

    def rank(self, record: Attributes) -> int:
        """Apple's own watch and phone are believed before apps."""
        key = (record.get("sourceName", ""), record.get("device", "")[-200:])
        rank = self.ranks.get(key)
        if rank is None:
            rank = _rank(record.get("device", ""), key[0])
            if len(self.ranks) < 10_000:  # `device` holds an address that differs in each export
                self.ranks[key] = rank
        return rank


def _rank(device: str, source: str) -> int:
    if "model:Watch" in device or "name:Apple Watch" in device:
        return WATCH
    if "model:iPhone" in device or "name:iPhone" in device:
        return PHONE
    if device:
        return OTHER
    if "Watch" in source:
        return WATCH
    return PHONE if "iPhone" in source else OTHER


def _by_hand(entry: Attributes) -> Attributes:
    is_by_hand = entry.get("key") == "HKWasUserEntered" and entry.get("value") == "1"
    return {"byHand": "1"} if is_by_hand else {}


def _amount(workout: Attributes, name: str, units: dict[str, float]) -> float | None:
    """A sum of a workout. Zero means that nobody measured it: no workout burns nothing."""
    try:
        amount = float(workout[name]) * units[workout[f"{name}Unit"]]
    except (KeyError, ValueError):
        return None
    return round(amount, 1) if 0 < amount < 1_000_000 else None


@lru_cache(maxsize=500)
def snake(name: str) -> str:
    """`TraditionalStrengthTraining` -> `traditional_strength_training`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:50] or "other"


@lru_cache(maxsize=50_000)
def _midnight(day: str) -> int:
    return (date.fromisoformat(day).toordinal() - EPOCH) * 86_400


@lru_cache(maxsize=500)
def _offset(zone: str) -> int:
    if len(zone) != 5 or zone[0] not in "+-" or not zone[1:].isdecimal():
        raise ValueError(zone)
    size = int(zone[1:3]) * 3_600 + int(zone[3:]) * 60
    return -size if zone[0] == "-" else size


def seconds(text: str) -> float:
    """`2017-04-01 10:00:00 -0500` as seconds since 1970. Raises ValueError."""
    hour, minute, second = int(text[11:13]), int(text[14:16]), int(text[17:19])
    if text[10] != " " or not (hour < 24 and minute < 60 and second <= 60):
        raise ValueError(text)
    return float(_midnight(text[:10]) + hour * 3_600 + minute * 60 + second - _offset(text[20:]))
