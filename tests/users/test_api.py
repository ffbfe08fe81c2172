"""Profiles through the API: read, changed, erased."""

import asyncio
from datetime import timedelta

import pytest
from bson import ObjectId

from nutritrack.mongo import schema
from nutritrack.mongo.documents import now

RICE = {"name": "Rice", "calories": 200, "protein": 4, "carbs": 45, "fat": 0.5, "quantity": "1"}


def change(person, **fields):
    return person.put(f"/api/users/{person.id}", json=fields)


async def test_named_fields_change_and_others_stay(alice):
    before = (await alice.get(f"/api/users/{alice.id}")).json()
    reply = await change(alice, age=26, weight=68, dailyCalorieGoal=1900)
    assert reply.status_code == 200
    after = reply.json()
    assert after["updatedAt"] > before["updatedAt"]
    changed = {"age": 26, "weight": 68, "dailyCalorieGoal": 1900}
    assert after == before | changed | {"updatedAt": after["updatedAt"]}
    assert (await alice.get(f"/api/users/{alice.id}")).json() == after


async def test_null_removes_what_is_optional(alice):
    await change(alice, age=26, sex="female", timezone="Europe/Berlin", goals=["rest"])
    reply = await change(alice, age=None, sex=None, timezone=None, goals=None)
    assert not {"age", "sex"} & set(reply.json())
    assert (reply.json()["timezone"], reply.json()["goals"]) == ("UTC", [])
    reply = await change(alice, name=None)
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (422, "name")


async def test_an_empty_change_moves_only_the_time(alice):
    first = (await change(alice)).json()
    second = (await change(alice)).json()
    assert second["updatedAt"] > first["updatedAt"]


@pytest.mark.parametrize(
    "field",
    [
        "email",
        "_id",
        "userId",
        "createdAt",
        "updatedAt",
        "googleId",
        "googleAccessToken",
        "googleRefreshToken",
        "passwordHash",
        "role",
        "pastCalorieGoals",
        "fitDataEnabled",
    ],
)
async def test_some_things_cannot_be_set_here(alice, field):
    reply = await change(alice, **{field: "x"})
    assert reply.status_code == 422
    assert reply.json()["fields"][0]["path"] == field


async def test_operators_are_values_and_change_nothing(alice):
    before = (await alice.get(f"/api/users/{alice.id}")).json()
    for body in ({"name": {"$set": 1}}, {"$set": {"name": "x"}}, {"age": {"$inc": 1}}):
        assert (await change(alice, **body)).status_code == 422
    assert (await change(alice, name="$email")).json()["name"] == "$email"
    assert (await change(alice, goals=["$$ROOT"])).json()["goals"] == ["$$ROOT"]
    assert (await change(alice, name=before["name"], goals=[])).json()["name"] == before["name"]


async def test_secrets_appear_in_no_answer(alice, db):
    secrets = {"googleAccessToken": "secret-access", "googleRefreshToken": "secret-refresh"}
    google = {"googleId": "108", "googleTokenExpiry": now(), "fitDataEnabled": True}
    await db.users.update_one({"_id": ObjectId(alice.id)}, {"$set": secrets | google})
    for reply in (
        await alice.get(f"/api/users/{alice.id}"),
        await change(alice, age=30),
        await alice.get("/api/auth/session"),
    ):
        assert reply.json()["googleId"] == "108"
        assert reply.json()["fitDataEnabled"] is True
        assert "secret" not in reply.text
        assert "pastCalorieGoals" not in reply.text
        assert not set(secrets) & set(reply.json())


@pytest.mark.parametrize(
    ("sex", "goal", "warned"),
    [
        ("female", 1199, True),
        ("female", 1200, False),
        ("male", 1499, True),
        ("male", 1500, False),
        ("unspecified", 1499, True),
        (None, 1500, False),
    ],
)
async def test_a_goal_below_the_safety_floor_is_stored_with_a_warning(alice, sex, goal, warned):
    reply = await change(alice, sex=sex, dailyCalorieGoal=goal)
    assert reply.json()["dailyCalorieGoal"] == goal
    assert ("warnings" in reply.json()) is warned


async def test_signing_up_with_a_goal_below_the_floor_warns(stranger):
    body = {"email": "x@example.com", "name": "X", "dailyCalorieGoal": 1000}
    reply = await stranger.post("/api/auth/login", json=body)
    assert reply.status_code == 201
    assert "1000 kcal" in reply.json()["warnings"][0]


async def test_a_past_day_keeps_the_goal_that_held_then(alice, clock):
    async def goals():
        points = (await alice.get(f"/api/analytics/{alice.id}/progress")).json()
        return [point["calorieGoal"] for point in points][-4:]

    await change(alice, dailyCalorieGoal=2100)
    assert await goals() == [2000, 2000, 2000, 2100]
    clock.shift(timedelta(days=1))
    assert await goals() == [2000, 2000, 2100, 2100]
    await change(alice, dailyCalorieGoal=1800)
    await change(alice, dailyCalorieGoal=1900)
    await change(alice, dailyCalorieGoal=1900)
    assert await goals() == [2000, 2000, 2100, 1900]
    clock.shift(timedelta(days=1))
    await change(alice, age=40)
    assert await goals() == [2000, 2100, 1900, 1900]
    day = (await alice.get(f"/api/analytics/{alice.id}/weekly")).json()["days"][-2]
    assert (day["calorieGoal"], day["remainingCalories"]) == (1900, 1900)


async def test_changes_at_once_all_arrive(alice):
    await asyncio.gather(change(alice, age=40), change(alice, weight=80), change(alice, height=180))
    user = (await alice.get(f"/api/users/{alice.id}")).json()
    assert (user["age"], user["weight"], user["height"]) == (40, 80, 180)


async def test_whole_numbers_may_be_written_with_a_point(alice):
    assert (await change(alice, age=26.0)).json()["age"] == 26


async def test_erasing_leaves_nothing_behind(alice, bob, db):
    """Uses everything that stores something of a user, then looks for their id everywhere."""
    for person in (alice, bob):
        meal = {"foods": [RICE], "mealType": "lunch", "date": "2026-03-01T12:00:00Z"}
        await person.post("/api/meals", json=meal)
        label = {"name": "Bar", "calories": 1, "protein": 0, "carbs": 0, "fat": 0}
        assert (await person.post("/api/foods", json=label)).status_code == 201
        gone = str(ObjectId())
        await person.put(f"/api/meals/{person.id}/{gone}", json=meal)
        await person.delete(f"/api/meals/{person.id}/{gone}")
        mine = {"userId": ObjectId(person.id), "createdAt": now(), "updatedAt": now()}
        await db.chatmessages.insert_one({**mine, "role": "user", "content": "hello"})
        goal = {"energy": {"aim": 1800}}
        await person.put(f"/api/goals/{person.id}/2026-03-01", json=goal)
        await person.put(f"/api/days/{person.id}/2026-03-01", json={"mark": "complete"})
        added = {"mealCount": 1, "totalCalories": 1, "changed": 1, "known": {}}
        await db.dailysummaries.insert_one({**mine, "day": "2026-03-01", **added})
        weighing = {"at": now(), "day": "2026-03-01", "kilograms": 70.0, "unit": "kg"}
        await db.weights.insert_one({**mine, **weighing})
        leaving = {"purpose": "x", "holder": "x", "verifier": "x"}
        leaves = {"_id": person.id, **mine, **leaving, "expiresAt": now() + timedelta(hours=1)}
        await db.oauthstates.insert_one(leaves)
        moved = {"day": "2026-03-01", "source": "google_health", "workouts": []}
        await db.dailyactivities.insert_one({**mine, **moved})
        await db.weightreadings.insert_one({"userId": mine["userId"], "at": now()})
        await db.fitnesssyncs.insert_one({"_id": mine["userId"], "dueAt": now()})
        upload = {"_id": ObjectId(), **mine, "state": "done", "leaseUntil": now()}
        await db.fitnessuploads.insert_one(upload)

    async def holding(user_id):
        return {
            name
            for name in await db.list_collection_names()
            async for document in db[name].find()
            if user_id in str(document)
        }

    everywhere = await holding(alice.id)
    # A collection that holds something of a user has an owner field, or this fails.
    assert everywhere == set(schema.owned())

    assert (await alice.delete(f"/api/users/{alice.id}")).status_code == 204
    assert await holding(alice.id) == set()
    assert await holding(bob.id) == everywhere
    assert (await alice.get(f"/api/users/{alice.id}")).status_code == 401
    assert (await bob.get(f"/api/users/{bob.id}")).status_code == 200


async def test_an_erasure_that_was_cut_off_is_finished_at_the_next_start(alice, db, settings):
    from nutritrack.users import service

    await alice.post("/api/meals", json={"foods": [RICE], "mealType": "lunch"})
    user_id = ObjectId(alice.id)
    await db.erasures.insert_one({"_id": user_id, "at": now()})
    await db.users.delete_one({"_id": user_id})
    await service.finish_erasures(db, settings)
    assert await db.meallogs.count_documents({"userId": user_id}) == 0
    assert await db.erasures.count_documents({}) == 0


async def test_somebody_who_erased_their_account_can_come_back(alice, join):
    await alice.delete(f"/api/users/{alice.id}")
    again = await join("Alice")
    assert again.id != alice.id
    assert (await again.get(f"/api/meals/{again.id}")).json() == []
