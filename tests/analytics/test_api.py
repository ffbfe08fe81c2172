"""Analytics through the API, against sums worked out here."""

import math
import random
from datetime import UTC, date, datetime, timedelta

import pytest
from bson import ObjectId

from nutritrack.mongo.documents import now

RICE = {"name": "Rice", "calories": 200, "protein": 4, "carbs": 45, "fat": 0.5, "quantity": "1"}
NAMES = ("protein", "carbs", "fat", "fiber", "sugar")


async def log(user, *foods, at=None, **more):
    body = {"foods": list(foods) or [RICE], "mealType": "lunch", "date": at, **more}
    reply = await user.post("/api/meals", json=body)
    assert reply.status_code == 201, reply.text
    return reply.json()


async def get(user, path):
    reply = await user.get(f"/api/analytics/{user.id}/{path}")
    assert reply.status_code == 200, reply.text
    return reply.json()


async def test_an_empty_day_is_zero_and_shows_the_goal(alice):
    today = now().date().isoformat()
    zeros = dict.fromkeys(NAMES, 0) | {"totalCalories": 0, "mealCount": 0}
    assert await get(alice, "daily") == zeros | {
        "date": today,
        "start": f"{today}T00:00:00.000Z",
        "end": f"{date.fromisoformat(today) + timedelta(days=1)}T00:00:00.000Z",
        "calorieGoal": 2000,
        "remainingCalories": 2000,
        "activityMode": "show",
        "activeEnergy": None,
        "totalEnergyOut": None,
        "budget": None,
    }


async def test_a_day_adds_up_exactly_and_is_rounded_once(alice):
    chance = random.Random(1)
    foods = [
        RICE | {name: chance.uniform(0, 100) for name in ("calories", *NAMES)} for _ in range(60)
    ]
    for index in range(0, 60, 3):
        await log(alice, *foods[index : index + 3], at="2026-03-01T12:00:00Z")
    day = await get(alice, "daily?date=2026-03-01")
    for name in NAMES:
        assert day[name] == round(math.fsum(food[name] for food in foods), 2)
    total = math.fsum(food["calories"] for food in foods)
    assert day["totalCalories"] == round(total, 2)
    assert day["remainingCalories"] == round(2000 - total, 2)
    assert day["mealCount"] == 20


async def test_tenths_do_not_drift(alice):
    for _ in range(30):
        await log(alice, *[RICE | {"calories": 0.1, "protein": 0.1}] * 10, at="2026-03-01T12:00Z")
    day = await get(alice, "daily?date=2026-03-01")
    assert (day["totalCalories"], day["protein"]) == (30, 30)


async def test_a_week_averages_the_days_that_were_logged(alice):
    await log(alice, RICE | {"calories": 1000}, at="2026-03-07T12:00:00Z")
    await log(alice, RICE | {"calories": 500}, at="2026-03-07T18:00:00Z")
    await log(alice, RICE | {"calories": 2000.5}, at="2026-03-01T00:00:00Z")
    await log(alice, RICE | {"calories": 9999}, at="2026-02-28T23:59:59Z")
    await log(alice, RICE | {"calories": 9999}, at="2026-03-08T00:00:00Z")
    week = await get(alice, "weekly?to=2026-03-07")
    assert (week["from"], week["to"]) == ("2026-03-01", "2026-03-07")
    assert week["totalCalories"] == 3500.5
    assert week["averageDailyCalories"] == 1750.25
    assert (week["totalMeals"], week["daysLogged"]) == (3, 2)
    assert [day["totalCalories"] for day in week["days"]] == [2000.5, 0, 0, 0, 0, 0, 1500]
    for day in week["days"]:
        assert day == await get(alice, f"daily?date={day['date']}")


async def test_an_empty_week_averages_zero(alice):
    week = await get(alice, "weekly")
    assert (week["averageDailyCalories"], week["daysLogged"], len(week["days"])) == (0, 0, 7)


async def test_macros_are_shares_of_one(alice):
    empty = await get(alice, "macros")
    assert empty["share"] == empty["caloriesFrom"] == {"protein": 0, "carbs": 0, "fat": 0}
    await log(alice, RICE | {"protein": 33.333, "carbs": 77.7, "fat": 11.1})
    await log(alice, at=(now() - timedelta(days=7)).isoformat())
    found = await get(alice, "macros")
    assert (found["totalProtein"], found["totalCarbs"]) == (33.33, 77.7)
    assert found["caloriesFrom"] == {"protein": 133.33, "carbs": 310.8, "fat": 99.9}
    assert math.fsum(found["share"].values()) == pytest.approx(1, abs=1e-12)
    assert found["share"]["fat"] == pytest.approx(99.9 / 544.032, abs=1e-9)
    longer = await get(alice, "macros?days=8")
    assert longer["totalFat"] == 11.6
    assert (date.fromisoformat(longer["to"]) - date.fromisoformat(longer["from"])).days == 7


async def test_progress_shows_unknown_days_as_null(alice):
    await log(alice, at="2026-03-02T12:00:00Z")
    points = await get(alice, "progress?from=2026-03-01&to=2026-03-02")
    unknown = dict.fromkeys(["totalCalories", "protein", "carbs", "fat"])
    assert points == [
        {"date": "2026-03-01", **unknown, "mealCount": 0, "calorieGoal": 2000},
        {
            "date": "2026-03-02",
            "totalCalories": 200,
            "protein": 4,
            "carbs": 45,
            "fat": 0.5,
            "mealCount": 1,
            "calorieGoal": 2000,
        },
    ]
    assert len(await get(alice, "progress")) == 30
    assert len(await get(alice, "progress?from=2023-01-01&to=2026-01-04")) == 1100


@pytest.mark.parametrize(
    "path",
    [
        "daily?date=2026-02-30",
        "daily?date=today",
        "daily?date=1",
        "daily?date=0001-01-01",
        "daily?date=9999-12-31",
        "weekly?to=x",
        "macros?days=0",
        "macros?days=1101",
        "macros?days=x",
        "progress?from=2026-03-02&to=2026-03-01",
        "progress?from=2023-01-01&to=2026-01-05",
    ],
)
async def test_a_query_that_makes_no_sense_is_refused(alice, path):
    reply = await alice.get(f"/api/analytics/{alice.id}/{path}")
    assert reply.status_code == 422, reply.text
    assert reply.json()["fields"][0]["path"]


async def test_the_edges_of_time_answer(alice):
    for day in ("1970-01-01", "2199-12-31"):
        assert (await get(alice, f"daily?date={day}"))["mealCount"] == 0
        await get(alice, f"weekly?to={day}")


# Days of people, not of servers


async def test_days_follow_the_zone_and_the_hour_at_which_they_start(alice):
    await alice.put(f"/api/users/{alice.id}", json={"timezone": "Europe/Berlin", "dayStartHour": 4})
    await log(alice, at="2026-03-29T01:59:59.999Z")  # 03:59 on the day the clock changed
    await log(alice, at="2026-03-29T02:00:00Z")
    day = await get(alice, "daily?date=2026-03-29")
    assert (day["start"], day["end"]) == ("2026-03-29T02:00:00.000Z", "2026-03-30T02:00:00.000Z")
    assert day["mealCount"] == 1
    before = await get(alice, "daily?date=2026-03-28")
    assert (before["start"], before["mealCount"]) == ("2026-03-28T03:00:00.000Z", 1)


async def test_travelling_moves_no_meal(alice):
    await alice.put(f"/api/users/{alice.id}", json={"timezone": "Pacific/Kiritimati"})
    await log(alice, at="2026-03-01T10:30:00Z")  # 00:30 on 2 March there
    for zone in ("Pacific/Niue", "UTC", "Asia/Kolkata"):
        await alice.put(f"/api/users/{alice.id}", json={"timezone": zone})
        assert (await get(alice, "daily?date=2026-03-02"))["mealCount"] == 1
        assert (await get(alice, "daily?date=2026-03-01"))["mealCount"] == 0
        listed = await alice.get(f"/api/meals/{alice.id}?from=2026-03-02&to=2026-03-02")
        assert len(listed.json()) == 1


async def test_meals_of_other_clients_count_by_their_instant(alice, db):
    await alice.put(f"/api/users/{alice.id}", json={"timezone": "America/New_York"})
    for hour in (3, 4, 5):
        document = {"userId": ObjectId(alice.id), "foods": [RICE], "totalCalories": 200}
        document |= {"mealType": "snack", "date": datetime(2026, 7, 2, hour, 0, tzinfo=UTC)}
        await db.meallogs.insert_one(document)
    await log(alice, at="2026-07-02T12:00:00Z")
    assert (await get(alice, "daily?date=2026-07-01"))["mealCount"] == 1
    day = await get(alice, "daily?date=2026-07-02")
    assert (day["mealCount"], day["totalCalories"]) == (3, 600)
    assert len((await alice.get(f"/api/meals/{alice.id}?from=2026-07-02")).json()) == 3


async def test_today_is_the_day_of_the_user(alice, clock):
    clock.move_to(datetime(2026, 3, 1, 12, tzinfo=UTC))
    for zone, day in (("Pacific/Kiritimati", "2026-03-02"), ("Pacific/Niue", "2026-03-01")):
        await alice.put(f"/api/users/{alice.id}", json={"timezone": zone})
        assert (await get(alice, "daily"))["date"] == day
        assert (await get(alice, "weekly"))["to"] == day


async def test_a_moved_meal_counts_where_it_is_now(alice):
    meal = await log(alice, at="2026-03-01T12:00:00Z")
    body = {"foods": [RICE], "mealType": "lunch", "date": "2026-03-05T12:00:00Z"}
    path = f"/api/meals/{alice.id}/{meal['_id']}"
    reply = await alice.put(path, json=body, headers={"If-Match": meal["updatedAt"]})
    assert reply.status_code == 200
    assert (await get(alice, "daily?date=2026-03-01"))["mealCount"] == 0
    assert (await get(alice, "daily?date=2026-03-05"))["mealCount"] == 1
    await alice.delete(path)
    assert (await get(alice, "daily?date=2026-03-05"))["mealCount"] == 0


async def test_nobody_is_counted_with_somebody_else(alice, bob):
    await log(bob, at="2026-03-01T12:00:00Z")
    assert (await get(alice, "daily?date=2026-03-01"))["mealCount"] == 0


async def test_a_day_costs_the_same_commands_however_many_meals(alice, count_commands):
    few = await count_commands(get(alice, "daily?date=2026-03-01"))
    for _ in range(20):
        await log(alice, at="2026-03-01T12:00:00Z")
    assert await count_commands(get(alice, "daily?date=2026-03-01")) == few


async def test_the_sums_use_the_index_of_the_design(alice, db):
    from nutritrack.analytics.store import _pipeline

    pipeline = _pipeline(ObjectId(alice.id), date(2026, 3, 1), date(2026, 3, 1))
    plan = await db.command(
        "explain", {"aggregate": "meallogs", "pipeline": pipeline, "cursor": {}}
    )
    assert "userId_1_date_-1" in str(plan)
    assert "COLLSCAN" not in str(plan)
