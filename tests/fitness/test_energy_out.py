"""What a body used, beside what was eaten: never added twice."""

from datetime import date

import pytest
from bson import ObjectId

from fitness.reading import ago, days_of, fill, today
from nutritrack.fitness import store
from nutritrack.fitness.models import DailyActivity, Workout
from nutritrack.mongo.documents import now

DAY = date(2026, 3, 1)


async def eat(person, calories, day=DAY):
    food = {
        "name": "Rice",
        "calories": calories,
        "protein": 0,
        "carbs": 0,
        "fat": 0,
        "quantity": "1",
    }
    meal = {"foods": [food], "mealType": "lunch", "date": f"{day}T12:00:00Z"}
    assert (await person.post("/api/meals", json=meal)).status_code == 201


async def moved(db, person, source="google_health", day=DAY, **figures):
    row = DailyActivity(day=day, source=source, **figures)
    await store.put_days(db, ObjectId(person.id), [row])


async def daily(person, day=DAY):
    reply = await person.get(f"/api/analytics/{person.id}/daily", params={"date": f"{day}"})
    assert reply.status_code == 200, reply.text
    return reply.json()


async def set_mode(person, mode, **more):
    sent = {"activityMode": mode, **more}
    reply = await person.put(f"/api/users/{person.id}", json=sent)
    assert reply.status_code == 200, reply.text
    return reply.json()


async def test_energy_out_is_shown_and_changes_nothing(alice, db):
    await eat(alice, 1500.25)
    await moved(db, alice, active_energy=412.25, total_energy=2300.5)
    day = await daily(alice)
    assert (day["activityMode"], day["activeEnergy"], day["totalEnergyOut"]) == (
        "show",
        412.25,
        2300.5,
    )
    assert (day["remainingCalories"], day["budget"]) == (499.75, None)


async def test_it_can_be_ignored(alice, db):
    await moved(db, alice, active_energy=412.25, total_energy=2300.5)
    assert (await set_mode(alice, "ignore"))["activityMode"] == "ignore"
    day = await daily(alice)
    assert day["activeEnergy"] is day["totalEnergyOut"] is day["budget"] is None
    assert day["remainingCalories"] == 2000


async def test_only_active_energy_is_added_and_the_sum_is_shown(alice, db):
    await eat(alice, 1500.25)
    await moved(db, alice, active_energy=412.3, total_energy=2300.5)
    await set_mode(alice, "add")
    day = await daily(alice)
    assert day["budget"] == {"goal": 2000, "added": 412.3, "eaten": 1500.25, "remaining": 912.05}
    assert (day["calorieGoal"], day["remainingCalories"]) == (2000, 912.05)
    week = await alice.get(f"/api/analytics/{alice.id}/weekly", params={"to": f"{DAY}"})
    assert week.json()["days"][-1] == day
    assert [each["budget"] for each in week.json()["days"][:-1]] == [None] * 6


async def test_total_energy_alone_is_never_added(alice, db):
    """It holds that of rest, which the goal holds too."""
    await moved(db, alice, source="google_fit", total_energy=2300.5)
    await set_mode(alice, "add")
    day = await daily(alice)
    assert (day["totalEnergyOut"], day["activeEnergy"]) == (2300.5, None)
    assert (day["budget"], day["remainingCalories"]) == (None, 2000)


async def test_adding_beside_an_activity_level_is_warned_of(alice):
    warned = await set_mode(alice, "add", activityLevel="very_active")
    assert "twice" in warned["warnings"][0]
    assert "warnings" not in await set_mode(alice, "add", activityLevel="sedentary")
    assert (await set_mode(alice, None))["activityMode"] == "show"
    reply = await alice.put(f"/api/users/{alice.id}", json={"activityMode": "double"})
    assert reply.status_code == 422


async def test_two_devices_are_not_added(alice, db):
    run = Workout(start=now(), end=now(), kind="running")
    await moved(db, alice, "takeout", steps=9000, distance=6500.0, total_energy=2500.0)
    await moved(db, alice, "apple_health", steps=8000, active_energy=400.0, workouts=[run])
    await moved(db, alice, "google_health", steps=0)
    [day] = await days_of(alice, **{"from": f"{DAY}", "to": f"{DAY}"})
    assert day["sources"] == ["google_health", "apple_health", "takeout"]
    assert (day["steps"], day["activeEnergy"], day["distance"]) == (0, 400, 6500)
    assert day["totalEnergy"] == 2500
    assert [each["kind"] for each in day["workouts"]] == ["running"]


async def test_storing_a_day_again_replaces_it_and_only_it(alice, bob, db):
    await moved(db, alice, steps=1, distance=5.0)
    await moved(db, bob, steps=7)
    await moved(db, alice, day=today(), steps=2)
    [before] = await days_of(alice, **{"from": f"{DAY}", "to": f"{DAY}"})
    await moved(db, alice, steps=1, distance=5.0)
    [same] = await days_of(alice, **{"from": f"{DAY}", "to": f"{DAY}"})
    assert same == before  # not even its time
    await moved(db, alice, steps=3)
    [after] = await days_of(alice, **{"from": f"{DAY}", "to": f"{DAY}"})
    assert (after["steps"], after["distance"]) == (3, None)
    assert after["updatedAt"] > before["updatedAt"]
    assert await db.dailyactivities.count_documents({}) == 3


async def test_what_google_says_arrives_in_the_day(alice, world, consent, job):
    fill(world, days=5)
    await set_mode(alice, "add")
    await consent(alice)
    await job.work_off()
    day = await daily(alice, ago(2))
    assert (day["activeEnergy"], day["remainingCalories"]) == (302.5, 2302.5)


@pytest.mark.parametrize("figure", [{"steps": -1}, {"active_energy": float("nan")}, {"source": ""}])
async def test_a_day_that_cannot_be_is_refused(figure):
    with pytest.raises(ValueError, match="validation error"):
        DailyActivity(**{"day": DAY, "source": "x", **figure})
