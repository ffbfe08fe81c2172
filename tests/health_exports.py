"""Files as phones export them, small, with exactly what a test is about."""

import io
import json
import sqlite3
import zipfile
from pathlib import Path

APPLE_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!-- Note: Any Records that appear as children of a correlation also appear at the top level. -->
]>
<HealthData locale="de_DE">
 <ExportDate value="2026-03-01 12:00:00 +0100"/>
"""
WATCH, PHONE = "Sam’s Apple\u00a0Watch", "Sam’s iPhone"
DEVICES = {
    WATCH: "&lt;&lt;HKDevice: 0x1&gt;, name:Apple Watch, model:Watch, hardware:Watch7,5&gt;",
    PHONE: "&lt;&lt;HKDevice: 0x2&gt;, name:iPhone, model:iPhone, hardware:iPhone15,2&gt;",
}


def record(
    kind: str,
    start: str,
    end: str,
    value: object,
    unit: str = "count",
    source: str = PHONE,
    inside: str = "",
) -> str:
    """A sample. Times like `2026-01-05 10:00:00 +0100`."""
    device = f'device="{DEVICES[source]}" ' if source in DEVICES else ""
    head = (
        f'<Record type="HKQuantityTypeIdentifier{kind}" sourceName="{source}" sourceVersion="18" '
        f'{device}unit="{unit}" creationDate="{end}" startDate="{start}" endDate="{end}" '
        f'value="{value}"'
    )
    return f"{head}>{inside}</Record>\n" if inside else f"{head}/>\n"


def steps(
    day: str, start: str, end: str, value: int, source: str = PHONE, zone: str = "+0000"
) -> str:
    return record(
        "StepCount", f"{day} {start}:00 {zone}", f"{day} {end}:00 {zone}", value, "count", source
    )


def apple(*elements: str, head: str = APPLE_HEAD, tail: str = "</HealthData>\n") -> bytes:
    return (head + "".join(elements) + tail).encode()


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


TAKEOUT_DAYS = "Takeout/Fit/Daily activity metrics/Daily activity metrics.csv"
TAKEOUT_HEAD = (
    "Date,Move Minutes count,Calories (kcal),Distance (m),Heart Points,Step count,"
    "Average weight (kg),Walking duration (ms)"
)


def takeout(
    *lines: str, sessions: dict[str, object] | None = None, head: str = TAKEOUT_HEAD
) -> bytes:
    members: dict[str, bytes | str] = {TAKEOUT_DAYS: "\r\n".join((head, *lines)) + "\r\n"}
    for name, session in (sessions or {}).items():
        members[f"Takeout/Fit/All Sessions/{name}.json"] = json.dumps(session)
    return zipped(members)


RECORD_COLUMNS = (
    "row_id INTEGER PRIMARY KEY, uuid BLOB, app_info_id INTEGER, start_time INTEGER, "
    "start_zone_offset INTEGER, end_time INTEGER, end_zone_offset INTEGER, local_date INTEGER"
)


def health_connect_db(path: Path, **rows: list[tuple[object, ...]]) -> bytes:
    """`health_connect_export.db` of Android. Rows: steps=[(app, start_ms, end_ms, count)], ..."""
    tables = {
        "steps": ("steps_record_table", "count INTEGER"),
        "active": ("active_calories_burned_record_table", "energy REAL"),
        "total": ("total_calories_burned_record_table", "energy REAL"),
        "distance": ("distance_record_table", "distance REAL"),
        "exercise": ("exercise_session_record_table", "exercise_type INTEGER"),
    }
    db = sqlite3.connect(path)
    for name, (table, column) in tables.items():
        db.execute(f"CREATE TABLE {table} ({RECORD_COLUMNS}, {column})")
        columns = f"app_info_id, start_time, end_time, {column.split()[0]}"
        db.executemany(f"INSERT INTO {table} ({columns}) VALUES (?, ?, ?, ?)", rows.get(name, []))
    db.execute("CREATE TABLE weight_record_table (row_id INTEGER, time INTEGER, weight REAL)")
    db.executemany(
        "INSERT INTO weight_record_table (time, weight) VALUES (?, ?)", rows.get("weight", [])
    )
    db.execute(
        "CREATE TABLE health_data_category_priority_table (row_id INTEGER PRIMARY KEY, "
        "health_data_category INTEGER, app_id_priority_order TEXT)"
    )
    db.execute("INSERT INTO health_data_category_priority_table VALUES (1, 1, '2,1')")
    db.commit()
    db.close()
    return path.read_bytes()
