"""What an export of Apple Health says, sent through the API."""

import pytest

from health_exports import APPLE_HEAD, PHONE, WATCH, apple, record, steps, zipped

QUANTITY = "HKQuantityTypeIdentifier"
DAY = "2026-01-05"


async def test_an_export_becomes_days(alice, send):
    sent = await send(
        alice,
        apple(
            steps(DAY, "10:00", "10:10", 700),
            steps(DAY, "11:00", "11:10", 300),
            steps("2026-01-07", "11:00", "11:10", 50),
            record(
                "ActiveEnergyBurned", f"{DAY} 10:00:00 +0000", f"{DAY} 10:10:00 +0000", 31.5, "kcal"
            ),
            record(
                "AppleExerciseTime", f"{DAY} 10:00:00 +0000", f"{DAY} 10:10:00 +0000", 10, "min"
            ),
            record("HeartRate", f"{DAY} 10:00:00 +0000", f"{DAY} 10:00:00 +0000", 90, "count/min"),
        ),
    )
    upload = sent.upload
    assert upload["state"] == "done"
    assert (upload["source"], upload["days"], upload["skipped"]) == ("apple_health", 2, 0)
    assert "leaseUntil" not in upload
    assert list(sent.days) == [DAY, "2026-01-07"]
    day = sent.days[DAY]
    assert (day["steps"], day["activeEnergy"], day["activeMinutes"]) == (1000, 31.5, 10)
    assert day["sources"] == ["apple_health"]
    # Unknown is not zero.
    assert sent.days["2026-01-07"]["steps"] == 50
    for name in ("activeEnergy", "totalEnergy", "distance", "activeMinutes"):
        assert sent.days["2026-01-07"].get(name) is None


async def test_two_devices_at_once_count_once(alice, send):
    sent = await send(
        alice,
        apple(
            steps(DAY, "10:00", "10:20", 2000, WATCH),
            steps(DAY, "10:00", "10:20", 1900, PHONE),  # both at once: the watch counts
            steps(DAY, "10:10", "10:30", 1000, PHONE),  # half of it while the watch counted
            steps(DAY, "12:00", "12:10", 400, PHONE),  # the watch was off
            steps("2026-01-06", "12:00", "12:10", 400, PHONE),
            steps("2026-01-06", "12:00", "12:10", 400, PHONE),  # the very same again
        ),
    )
    assert sent.days[DAY]["steps"] == 2000 + 500 + 400
    assert sent.days["2026-01-06"]["steps"] == 400


async def test_what_was_entered_by_hand_is_believed_first(alice, send):
    by_hand = '<MetadataEntry key="HKWasUserEntered" value="1"/>'
    sent = await send(
        alice,
        apple(
            steps(DAY, "10:00", "11:00", 900, WATCH),
            record(
                "StepCount",
                f"{DAY} 10:00:00 +0000",
                f"{DAY} 11:00:00 +0000",
                5000,
                source="Health",
                inside=by_hand,
            ),
        ),
    )
    assert sent.days[DAY]["steps"] == 5000


async def test_records_in_correlations_stand_at_the_top_as_well(alice, send):
    walk = steps(DAY, "10:00", "10:10", 700)
    correlation = (
        '<Correlation type="HKCorrelationTypeIdentifierFood" sourceName="x" '
        f'startDate="{DAY} 10:00:00 +0000" endDate="{DAY} 10:00:00 +0000">'
        f'<MetadataEntry key="a" value="b"/>{steps(DAY, "10:00", "10:10", 650)}</Correlation>'
    )
    sent = await send(alice, apple(correlation, walk))
    assert sent.days[DAY]["steps"] == 700


@pytest.mark.parametrize(
    ("kind", "unit", "value", "field", "ours"),
    [
        ("ActiveEnergyBurned", "kJ", 418.4, "activeEnergy", 100.0),
        ("ActiveEnergyBurned", "Cal", 100, "activeEnergy", 100.0),
        ("DistanceWalkingRunning", "mi", 1, "distance", 1609.3),
        ("DistanceWalkingRunning", "km", 1.5, "distance", 1500.0),
        ("DistanceCycling", "m", 250, "distance", 250.0),
        ("DistanceSwimming", "yd", 100, "distance", 91.4),
    ],
)
async def test_units_of_every_phone(alice, send, kind, unit, value, field, ours):
    at = (f"{DAY} 10:00:00 +0000", f"{DAY} 10:10:00 +0000")
    sent = await send(alice, apple(record(kind, *at, value, unit)))
    assert sent.days[DAY][field] == ours


async def test_kinds_of_distance_add_up(alice, send):
    at = (f"{DAY} 10:00:00 +0000", f"{DAY} 10:10:00 +0000")
    sent = await send(
        alice,
        apple(
            record("DistanceWalkingRunning", *at, 1, "km"),
            record("DistanceCycling", *at, 2, "km"),
        ),
    )
    assert sent.days[DAY]["distance"] == 3000.0


async def test_total_energy_is_known_for_whole_days_only(alice, send):
    elements = [
        record("ActiveEnergyBurned", f"{day} 10:00:00 +0000", f"{day} 11:00:00 +0000", 300, "kcal")
        for day in (DAY, "2026-01-06")
    ]
    rest = [
        record(
            "BasalEnergyBurned",
            f"{DAY} {h:02}:00:00 +0000",
            f"{DAY} {h:02}:59:59 +0000",
            70,
            "kcal",
        )
        for h in range(24)
    ]
    part = record(
        "BasalEnergyBurned", "2026-01-06 10:00:00 +0000", "2026-01-06 20:00:00 +0000", 700, "kcal"
    )
    sent = await send(alice, apple(*elements, *rest, part))
    assert (sent.days[DAY]["activeEnergy"], sent.days[DAY]["totalEnergy"]) == (300, 1980)
    assert sent.days["2026-01-06"]["activeEnergy"] == 300
    assert sent.days["2026-01-06"].get("totalEnergy") is None


async def test_days_are_those_of_the_user(join, send):
    """Sunday 29 March 2026 has 23 hours in Berlin; a sample over midnight is shared out by time."""
    sam = await join("Sam", timezone="Europe/Berlin")
    sent = await send(
        sam,
        apple(
            steps("2026-03-28", "22:30", "22:40", 10),  # 23:30 in Berlin
            steps("2026-03-28", "23:10", "23:20", 20),  # 00:10 on Sunday
            steps("2026-03-29", "21:50", "22:10", 40),  # 23:50 to 00:10, summer time
            steps("2026-03-30", "23:50", "23:55", 5, zone="+0200"),
        ),
    )
    assert {day: each["steps"] for day, each in sent.days.items()} == {
        "2026-03-28": 10,
        "2026-03-29": 20 + 20,
        "2026-03-30": 20 + 5,
    }


async def test_workouts(alice, send):
    def workout(kind, start, end, attributes="", inside="", source=WATCH):
        return (
            f'<Workout workoutActivityType="HKWorkoutActivityType{kind}" duration="30" '
            f'durationUnit="min" {attributes} sourceName="{source}" '
            f'startDate="{DAY} {start}:00 +0000" endDate="{DAY} {end}:00 +0000">{inside}</Workout>'
        )

    new = (
        '<WorkoutEvent type="HKWorkoutEventTypePause"/>'
        f'<WorkoutStatistics type="{QUANTITY}ActiveEnergyBurned" sum="250" unit="kcal"/>'
        f'<WorkoutStatistics type="{QUANTITY}DistanceWalkingRunning" sum="5" unit="km"/>'
    )
    old = (
        'totalEnergyBurned="418.4" totalEnergyBurnedUnit="kJ" totalDistance="1" '
        'totalDistanceUnit="mi"'
    )
    sent = await send(
        alice,
        apple(
            workout("Running", "08:00", "08:30", inside=new),
            workout("Running", "08:01", "08:31", inside=new, source="Strava"),  # the same run
            workout("TraditionalStrengthTraining", "18:00", "18:30", old),
            workout("Yoga", "19:00", "19:30", 'totalDistance="0" totalDistanceUnit="km"'),
        ),
    )
    runs = sent.days[DAY]["workouts"]
    assert [each["kind"] for each in runs] == ["running", "traditional_strength_training", "yoga"]
    assert (runs[0]["energy"], runs[0]["distance"]) == (250, 5000)
    assert (runs[1]["energy"], runs[1]["distance"]) == (100, 1609.3)
    assert runs[2].get("distance") is None
    assert runs[0]["start"] == f"{DAY}T08:00:00.000Z"


async def test_the_zip_of_a_phone_in_any_language(alice, send):
    content = apple(steps(DAY, "10:00", "10:10", 700))
    cda = b"<?xml version='1.0'?><ClinicalDocument/>"
    sent = await send(
        alice,
        zipped(
            {
                "apple_health_export/export_cda.xml": cda,
                "apple_health_export/Exportación.xml": content,
                "apple_health_export/workout-routes/route_1.gpx": b"<gpx/>",
            }
        ),
    )
    assert sent.days[DAY]["steps"] == 700


async def test_a_faulty_document_type_is_no_matter(alice, send):
    """iOS 16 wrote one with a bracket too many."""
    head = APPLE_HEAD.replace(
        "<!ATTLIST", "<!ELEMENT WorkoutRoute ((MetadataEntry|FileReference))*)>\n<!ATTLIST"
    )
    sent = await send(alice, apple(steps(DAY, "10:00", "10:10", 700), head=head))
    assert sent.days[DAY]["steps"] == 700


async def test_what_makes_no_sense_is_left_out_and_counted(alice, send):
    at = (f"{DAY} 10:00:00 +0000", f"{DAY} 10:10:00 +0000")
    bad = [
        record("StepCount", *at, "many"),
        record("StepCount", *at, "nan"),
        record("StepCount", *at, -5),
        record("StepCount", *at, 10**9),
        record("StepCount", *at, 5, unit="furlong"),
        record("StepCount", at[1], at[0], 5),
        record("StepCount", "yesterday", "today", 5),
        record("StepCount", "2026-13-01 10:00:00 +0000", at[1], 5),
        record("StepCount", "1890-01-01 10:00:00 +0000", "1890-01-01 10:00:00 +0000", 5),
        record("StepCount", "2190-01-01 10:00:00 +0000", "2190-01-01 10:00:00 +0000", 5),
        record("BodyMass", at[0], at[0], 5000, "kg"),
    ]
    sent = await send(alice, apple(*bad, steps(DAY, "10:00", "10:10", 700)))
    assert (sent.upload["state"], sent.upload["skipped"]) == ("done", len(bad))
    assert sent.days[DAY]["steps"] == 700
