"""An export of Apple Health as large as wished, in the proportions of a real one.

Half of the samples are heart rates, which are not ours to read; the others are steps, distance and
energy, of a watch and a phone that overlap. The same size gives the same bytes.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
]>
<HealthData locale="en_GB">
 <ExportDate value="2026-10-01 12:00:00 +0100"/>
"""
WATCH = (
    'sourceName="Sam’s Apple\u00a0Watch" sourceVersion="11.1" device="&lt;&lt;HKDevice: 0x3&gt;, '
    'name:Apple Watch, manufacturer:Apple, model:Watch, hardware:Watch7,5, software:11.1&gt;"'
)
PHONE = (
    'sourceName="Sam’s iPhone" sourceVersion="18.1" device="&lt;&lt;HKDevice: 0x30ac&gt;, '
    'name:iPhone, manufacturer:Apple Inc., model:iPhone, hardware:iPhone15,2, software:18.1&gt;"'
)
KINDS = (
    # type, unit, source, most, minutes
    ("HeartRate", "count/min", WATCH, 120, 1),
    ("StepCount", "count", WATCH, 300, 5),
    ("HeartRate", "count/min", WATCH, 120, 1),
    ("ActiveEnergyBurned", "kcal", WATCH, 8, 5),
    ("HeartRate", "count/min", WATCH, 120, 1),
    ("BasalEnergyBurned", "kcal", WATCH, 6, 5),
    ("HeartRate", "count/min", WATCH, 120, 1),
    ("DistanceWalkingRunning", "km", WATCH, 1, 5),
    ("HeartRate", "count/min", WATCH, 120, 1),
    ("StepCount", "count", PHONE, 320, 7),
)
FIRST = datetime(2018, 1, 1, tzinfo=UTC)
EVERY = timedelta(minutes=5)


def write(path: Path, size: int) -> None:
    """An export of at least `size` bytes."""
    with path.open("wb") as file:
        file.write(HEAD.encode())
        for lines in _records(Random(1)):
            file.write(lines)
            if file.tell() >= size:
                break
        file.write(b"</HealthData>\n")


def _records(random: Random) -> Iterator[bytes]:
    at = FIRST
    while True:
        yield "".join(_record(*kind, at, random) for kind in KINDS).encode()
        at += EVERY


def _record(
    kind: str, unit: str, source: str, most: int, minutes: int, at: datetime, random: Random
) -> str:
    start = at + timedelta(seconds=random.randrange(60))
    times = [
        f"{time:%Y-%m-%d %H:%M:%S} +0000" for time in (start, start + timedelta(minutes=minutes))
    ]
    return (
        f' <Record type="HKQuantityTypeIdentifier{kind}" {source} unit="{unit}" '
        f'creationDate="{times[1]}" startDate="{times[0]}" endDate="{times[1]}" '
        f'value="{random.uniform(0, most):.4f}"/>\n'
    )
