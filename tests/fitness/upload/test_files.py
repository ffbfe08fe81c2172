"""Files of Google and Android, and files that are none."""

import json
import zipfile

import pytest

from health_exports import (
    APPLE_HEAD,
    TAKEOUT_HEAD,
    apple,
    health_connect_db,
    steps,
    takeout,
    zipped,
)

DAY = "2026-01-05"
AT = 1_767_607_200_000  # 2026-01-05 10:00 UTC
HOUR = 3_600_000


async def test_takeout(alice, send):
    run = {
        "fitnessActivity": "running",
        "startTime": f"{DAY}T07:00:00.000Z",
        "endTime": f"{DAY}T07:30:00.000Z",
        "duration": "1800s",
        "aggregate": [
            {"metricName": "com.google.calories.expended", "floatValue": 320.44},
            {"metricName": "com.google.distance.delta", "floatValue": 5000.0},
            {"metricName": "com.google.step_count.delta", "intValue": 4200},
        ],
    }
    nap = run | {"fitnessActivity": "sleep"}
    sent = await send(
        alice,
        takeout(
            f"{DAY},45,2100.5,6000.2,30,8421,80.5,600000",
            "2026-01-06,,1800,,,,,",
            sessions={"a": run, "b": nap, "c": {"fitnessActivity": 1}, "d": [1]},
        ),
    )
    assert (sent.upload["source"], sent.upload["days"]) == ("takeout", 2)
    day = sent.days[DAY]
    assert (day["steps"], day["totalEnergy"], day["distance"]) == (8421, 2100.5, 6000.2)
    assert day["activeMinutes"] == 45
    assert day.get("activeEnergy") is None  # Fit never told rest and activity apart
    [workout] = day["workouts"]
    assert (workout["kind"], workout["energy"], workout["distance"]) == ("running", 320.4, 5000)
    assert sent.days["2026-01-06"].get("steps") is None
    assert sent.upload["weights"] == 1
    assert sent.upload["skipped"] == 2


async def test_takeout_with_a_table_a_day_only(alice, send):
    table = (
        "Start time,End time,Move Minutes count,Calories (kcal),Distance (m),Step count\n"
        "00:00:00.000Z,00:15:00.000Z,,18,,\n"
        "07:15:00.000Z,07:30:00.000Z,5,30,300,400\n"
        "07:30:00.000Z,07:45:00.000Z,5,30,450,600\n"
    )
    sent = await send(alice, zipped({f"Takeout/Fit/Daily activity metrics/{DAY}.csv": table}))
    day = sent.days[DAY]
    assert (day["steps"], day["distance"], day["totalEnergy"]) == (1000, 750, 78)


async def test_one_table_alone(alice, send):
    sent = await send(alice, f"{TAKEOUT_HEAD}\n{DAY},45,2100.5,6000.2,30,8421,,600000\n")
    assert sent.days[DAY]["steps"] == 8421


async def test_health_connect_as_android_exports_it(alice, send, tmp_path):
    content = health_connect_db(
        tmp_path / "export.db",
        steps=[
            (1, AT, AT + HOUR, 1000),
            (2, AT, AT + HOUR // 2, 800),  # the owner put app 2 first: half of the hour is its
            (2, AT + 2 * HOUR, AT + 2 * HOUR, 5),
            (1, None, AT, 3),
        ],
        active=[(1, AT, AT + HOUR, 250_000)],
        total=[(1, AT, AT + HOUR, 400_000)],
        distance=[(1, AT, AT + HOUR, 4_200.5)],
        exercise=[(1, AT, AT + HOUR, 33), (1, AT + 3 * HOUR, AT + 4 * HOUR, 999)],
        weight=[(AT, 80_500)],
    )
    for each in (content, zipped({"health_connect_export.db": content})):
        sent = await send(alice, each)
        assert (sent.upload["source"], sent.upload["skipped"]) == ("health_connect", 1)
        day = sent.days[DAY]
        assert (day["steps"], day["activeEnergy"], day["distance"]) == (1305, 250, 4200.5)
        assert day.get("totalEnergy") is None  # of an hour, not of the day
        assert [each["kind"] for each in day["workouts"]] == ["running", "other"]


async def test_health_connect_as_json(alice, send):
    times = {"start_time": f"{DAY}T10:00:00Z", "end_time": f"{DAY}T11:00:00Z"}
    document = {
        "timestamp": "2026-01-06T08:00:00Z",
        "steps": [
            {"count": 1000, **times},
            {"count": 200, "start_time": AT + HOUR, "end_time": AT + 2 * HOUR},
        ],
        "active_calories": [{"calories": 250, **times}],
        "distance": [{"meters": 900, **times}, {"meters": "far", **times}, 7],
        "weight": [{"kilograms": 80.5, "time": f"{DAY}T07:00:00+01:00"}],
        "exercise": [{"type": "running", **times, "distance_meters": 5100}],
        "heart_rate": [{"bpm": 60, "time": f"{DAY}T07:00:00Z"}],
    }
    sent = await send(alice, json.dumps(document, indent=1))
    day = sent.days[DAY]
    assert (day["steps"], day["activeEnergy"], day["distance"]) == (1200, 250, 900)
    assert [(each["kind"], each["distance"]) for each in day["workouts"]] == [("running", 5100)]
    assert (sent.upload["skipped"], sent.upload["weights"]) == (1, 1)


async def test_health_connect_records_that_name_their_type(alice, send):
    times = {"startTime": f"{DAY}T10:00:00Z", "endTime": f"{DAY}T11:00:00Z"}
    document = {
        "data": {
            "records": [
                {"type": "Steps", "count": 10, **times},
                {"type": "StepsRecord", "count": 5, **times, "metadata": {"dataOrigin": "b"}},
                {
                    "type": "ActiveCaloriesBurned",
                    "energy": {"unit": "kilocalories", "value": 12},
                    **times,
                },
                {"type": "Distance", "distance": {"inMeters": 40, "inMiles": 0.025}, **times},
                {"type": "ExerciseSession", "exerciseType": "EXERCISE_TYPE_BIKING", **times},
                {"type": "HeartRate", "samples": [{"beatsPerMinute": 60}], **times},
            ]
        }
    }
    sent = await send(alice, json.dumps(document))
    day = sent.days[DAY]
    assert (day["steps"], day["activeEnergy"], day["distance"]) == (10, 12, 40)
    assert day["workouts"][0]["kind"] == "biking"


async def test_a_file_of_part_of_a_day_takes_nothing_away(alice, send):
    """An app that sends the last hours again and again must not shrink its first day."""

    def document(*hours):
        return json.dumps(
            {
                "steps": [
                    {
                        "count": 100,
                        "start_time": AT + hour * HOUR,
                        "end_time": AT + (hour + 1) * HOUR,
                    }
                    for hour in hours
                ]
            }
        )

    await send(alice, document(0, 1, 2, 24))
    sent = await send(alice, document(2, 24, 25))
    assert (sent.days[DAY]["steps"], sent.days["2026-01-06"]["steps"]) == (300, 200)


LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE HealthData [
<!ENTITY a "ha"> <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"> <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">
]>
"""
OUTSIDE = '<!DOCTYPE HealthData [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LINE = steps(DAY, "10:00", "10:10", 700)


def cut(content: bytes, by: int) -> bytes:
    return content[:-by]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b" \n", "empty", "is empty"),
        (b"hello", "notKnown", "none of the files"),
        (b"\x1f\x8b\x08\x00", "notKnown", "Ask for a .zip"),
        (b"<html><body/></html>", "notKnown", "no HealthData"),
        (b"a,b\n1,2\n", "notKnown", "none of the files"),
        (b'{"friends": []}', "notKnown", "holds none of steps"),
        (b'{"steps": [{"count": 5', "cutOff", "too early"),
        (b'{"steps": []} x', "broken", "follows after its end"),
        (b'{"steps": [' + b"[" * 100_000, "broken", "nested too deeply"),
        (b'{"steps": ["\xff"]}', "broken", "not UTF-8"),
        (apple(LINE, tail=""), "cutOff", "at line"),
        (apple(LINE, LINE)[:-40], "cutOff", "at line"),
        (apple(LINE, "<Record </Record>"), "broken", "is not XML"),
        (apple(LINE, "&nothing;"), "broken", "undefined entity"),
        (apple(LINE, head=LAUGHS + "<HealthData>"), "entities", "declares entities"),
        (apple(LINE, "&a;", head=OUTSIDE + "<HealthData>"), "entities", "declares entities"),
        (apple(head="<?xml version='1.0' encoding='UTF-16'?><HealthData>"), "broken", "UTF-8"),
        (apple(), "nothing", "holds no steps"),
        (apple(f'<Record type="{"x" * (5 << 20)}"/>'), "tooMuch", "4,194,304 bytes"),
        (zipped({"a.txt": "x"}), "notKnown", "holds no data"),
        (zipped({"export.xml": apple(LINE)})[:-30], "cutOff", "table of contents"),
        (zipped({"bomb.xml": b"<HealthData>" + bytes(50 << 20)}), "tooMuch", "would unpack"),
        (takeout("2026-01-05,1,2"), "broken", "3 fields and not 8"),
        (takeout("05.01.2026,,,,,1,,"), "broken", "no day such as"),
        (takeout("x,1", head="Date,Schritte"), "language", "English"),
        (b"SQLite format 3\x00" + bytes(200), "broken", "SQLite says"),
    ],
)
async def test_a_file_that_is_no_use_says_why_and_leaves_nothing(alice, send, content, code, words):
    sent = await send(alice, content)
    assert (sent.upload["state"], sent.code) == ("failed", code), sent.upload
    assert words in sent.detail
    assert sent.days == {}


async def test_a_changed_byte_in_a_zip_is_noticed(alice, send):
    content = bytearray(zipped({"export.xml": apple(LINE)}, zipfile.ZIP_STORED))
    at = content.index(b'value="700"')
    content[at + 7 : at + 8] = b"9"
    sent = await send(alice, bytes(content))
    assert (sent.code, sent.days) == ("cutOff", {})


async def test_an_encrypted_zip(alice, send):
    content = bytearray(zipped({"export.xml": apple(LINE)}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    sent = await send(alice, bytes(content))
    assert sent.code == "encrypted"


async def test_xml_that_hides_its_document_type_in_another_encoding(alice, send):
    head = (LAUGHS + "<HealthData>&c;</HealthData>").encode("utf-16")
    sent = await send(alice, head + b"<HealthData")
    assert sent.code in ("notKnown", "broken")


async def test_a_path_in_a_zip_is_only_a_name(alice, send, tmp_path):
    sent = await send(alice, zipped({"../../../tmp/evil/export.xml": apple(LINE)}))
    assert sent.days[DAY]["steps"] == 700


async def test_a_view_in_a_database_is_not_asked(alice, send, tmp_path):
    """A view may run for ever."""
    import sqlite3

    path = tmp_path / "evil.db"
    db = sqlite3.connect(path)
    db.execute(
        "CREATE VIEW steps_record_table AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 "
        "FROM n) SELECT x AS start_time, x AS end_time, x AS count FROM n"
    )
    db.commit()
    db.close()
    sent = await send(alice, path.read_bytes())
    assert sent.code == "notKnown"


assert "&" not in APPLE_HEAD
