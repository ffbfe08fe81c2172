"""Eating the same again: usual foods, copied meals and days."""

from datetime import UTC, datetime, timedelta

import pytest
from bson import ObjectId

from nutritrack.mongo.documents import now, write_instant

RICE = {"name": "Rice", "calories": 200, "protein": 4, "carbs": 45, "fat": 0.5, "quantity": "1 cup"}
OATS = RICE | {"name": "Oats", "calories": 150}
SOUP = RICE | {"name": "Soup", "calories": 90, "foodId": "f" * 24}


async def log(user, food, at, **more):
    body = {"foods": [food], "mealType": "lunch", "date": write_instant(at), **more}
    reply = await user.post("/api/meals", json=body)
    assert reply.status_code == 201, reply.text
    return reply.json()


async def usual(user, at, **query):
    query["at"] = write_instant(at)
    reply = await user.get(f"/api/meals/{user.id}/usual", params=query)
    assert reply.status_code == 200, reply.text
    return reply.json()


async def copy(user, **body):
    sent = {"_id": str(ObjectId()), **body}
    return await user.post(f"/api/meals/{user.id}/copy", json=sent)


async def test_the_hour_decides_what_is_usual(alice, join):
    tokyo = await join("Tomo", timezone="Asia/Tokyo")
    for user, midnight in ((alice, 0), (tokyo, -9)):
        base = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(hours=midnight)
        for day in range(5):
            await log(user, OATS, base + timedelta(days=day, hours=7))
            await log(user, SOUP, base + timedelta(days=day, hours=19))
        await log(user, SOUP | {"quantity": "2 bowls"}, base + timedelta(days=5, hours=19))
        breakfast = await usual(user, base + timedelta(days=7, hours=7.5))
        dinner = await usual(user, base + timedelta(days=7, hours=18.5))
        assert [entry["food"]["name"] for entry in breakfast] == ["Oats", "Soup"]
        assert [entry["food"]["name"] for entry in dinner] == ["Soup", "Oats"]
        assert dinner[0]["times"] == 6
        assert dinner[0]["food"]["quantity"] == "2 bowls"  # the amount eaten last


async def test_what_is_usual_fades_and_belongs_to_one_user(alice, bob):
    at = now()
    for day in range(60, 70):
        await log(alice, OATS, at - timedelta(days=day))
    for day in range(3):
        await log(alice, SOUP, at - timedelta(days=day))
    await log(alice, RICE, at - timedelta(days=91))
    await log(bob, RICE, at)
    assert [entry["food"]["name"] for entry in await usual(alice, at)] == ["Soup", "Oats"]
    assert len(await usual(alice, at, limit=1)) == 1


async def test_a_day_is_copied_at_the_same_hours(alice):
    await alice.put(f"/api/users/{alice.id}", json={"timezone": "Europe/Berlin"})
    await log(alice, OATS, datetime(2026, 3, 28, 7, 0, tzinfo=UTC), mealType="breakfast")
    await log(alice, RICE, datetime(2026, 3, 28, 12, 0, tzinfo=UTC))
    await log(alice, SOUP, datetime(2026, 3, 27, 12, 0, tzinfo=UTC))
    request = {"_id": str(ObjectId()), "from": "2026-03-28", "to": "2026-04-02"}
    first = await copy(alice, **request)
    again = await copy(alice, **request)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert {meal["day"] for meal in first.json()} == {"2026-04-02"}
    assert {meal["date"][11:16] for meal in first.json()} == {"06:00", "11:00"}  # summer time
    daily = await alice.get(f"/api/analytics/{alice.id}/daily?date=2026-04-02")
    assert (daily.json()["mealCount"], daily.json()["totalCalories"]) == (2, 350)


async def test_some_meals_or_one_kind_of_a_day_are_copied(alice):
    day = datetime(2026, 3, 1, 8, tzinfo=UTC)
    oats = await log(alice, OATS, day, mealType="breakfast", analysis="Good.")
    await log(alice, RICE, day + timedelta(hours=4))
    copied = (await copy(alice, mealIds=[oats["_id"]], to="2026-03-02")).json()
    assert [meal["foods"] for meal in copied] == [oats["foods"]]
    assert "analysis" not in copied[0]
    copied = (await copy(alice, **{"from": "2026-03-01"}, mealType="lunch", to="2026-03-03")).json()
    assert [meal["foods"][0]["name"] for meal in copied] == ["Rice"]


async def test_nothing_of_somebody_else_is_copied(alice, bob):
    meal = await log(bob, RICE, now())
    reply = await copy(alice, mealIds=[meal["_id"]], to="2026-03-02")
    assert (reply.status_code, reply.json()["code"]) == (404, "NothingToCopy")


@pytest.mark.parametrize(
    "body",
    [
        {"to": "2026-03-01"},
        {"from": "2026-03-01"},
        {"from": "2026-03-01", "to": "2026-03-02", "mealIds": ["a" * 24]},
        {"from": "2026-03-01T00:00:00Z", "to": "2026-03-02"},
        {"mealIds": [], "to": "2026-03-02"},
        {"mealIds": ["x"], "to": "2026-03-02"},
    ],
)
async def test_a_copy_that_makes_no_sense_is_refused(alice, body):
    assert (await copy(alice, **body)).status_code == 422
