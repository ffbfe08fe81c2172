"""Meals through the API, as a client sees them."""

import asyncio
import math

import pytest
from bson import ObjectId

from nutritrack.mongo.documents import now

TIKKA = {"name": "Chicken Tikka Masala", "calories": 450, "protein": 35, "carbs": 28}
TIKKA |= {"fat": 18, "fiber": 4, "sugar": 6, "quantity": "1 serving"}
RICE = {"name": "Basmati Rice", "calories": 200, "protein": 4, "carbs": 45}
RICE |= {"fat": 0.5, "quantity": "1 cup"}
NOON = "2026-03-01T12:30:00.000Z"


def lunch(*foods, **more):
    return {"foods": list(foods) or [RICE], "mealType": "lunch", **more}


async def log(user, *foods, **more):
    reply = await user.post("/api/meals", json=lunch(*foods, **more))
    assert reply.status_code == 201, reply.text
    return reply.json()


def put(user, meal_id, body, seen=None):
    headers = {"If-Match": seen} if seen else {}
    return user.put(f"/api/meals/{user.id}/{meal_id}", json=body, headers=headers)


async def test_a_meal_adds_up_its_foods(alice):
    meal = await log(alice, TIKKA, RICE, userId=alice.id, totalCalories=650)
    assert meal["totalCalories"] == 650
    assert meal["foods"][1]["fiber"] == meal["foods"][1]["sugar"] == 0
    assert (await alice.get(f"/api/meals/{alice.id}")).json() == [meal]
    assert (await alice.get(f"/api/meals/{alice.id}/{meal['_id']}")).json() == meal


async def test_the_example_of_the_design_comes_back_whole(alice):
    sent = lunch(
        TIKKA | {"_id": "a" * 24, "foodId": "b" * 24, "grams": 300, "source": "own"},
        RICE | {"nutrients": {"iron": 1.5}},
        date="2025-11-04T13:30:00+01:00",
        imageUrl="https://example.com/lunch.jpg",
        analysis="Balanced.\nGood.",
    )
    reply = await alice.post("/api/meals", json=sent)
    meal = reply.json()
    assert meal["date"] == "2025-11-04T12:30:00.000Z"
    assert meal["day"] == "2025-11-04"
    assert {key: meal[key] for key in ("imageUrl", "analysis")} == {
        key: sent[key] for key in ("imageUrl", "analysis")
    }
    assert meal["foods"][0] == TIKKA | {"_id": "a" * 24, "foodId": "b" * 24} | {
        "grams": 300,
        "source": "own",
    }
    # What GET returned is taken as it is, and what the server sets is ignored.
    again = await alice.post("/api/meals", json=meal)
    assert again.status_code == 201
    assert again.json()["_id"] != meal["_id"]


async def test_a_total_that_does_not_add_up_is_refused(alice):
    reply = await alice.post("/api/meals", json=lunch(TIKKA, RICE, totalCalories=650.6))
    assert (reply.status_code, reply.json()["code"]) == (422, "TotalMismatch")
    assert reply.json()["fields"][0]["path"] == "totalCalories"
    reply = await alice.post("/api/meals", json=lunch(TIKKA, RICE, totalCalories=650.4))
    assert reply.json()["totalCalories"] == 650


async def test_totals_are_exact_and_rounded_once(alice):
    crumbs = [RICE | {"calories": 0.1} for _ in range(100)]
    assert (await log(alice, *crumbs))["totalCalories"] == 10
    third = [RICE | {"calories": 100 / 3} for _ in range(3)]
    assert (await log(alice, *third))["totalCalories"] == 100


async def test_what_was_not_said_is_absent(alice, db):
    meal = await log(alice, RICE, imageUrl=None)
    assert "imageUrl" not in meal
    stored = await db.meallogs.find_one({"_id": ObjectId(meal["_id"])})
    assert "fiber" not in stored["foods"][0]
    assert "imageUrl" not in stored


async def test_the_day_is_fixed_when_logged(alice):
    await alice.put(f"/api/users/{alice.id}", json={"timezone": "Asia/Tokyo"})
    meal = await log(alice, date="2026-03-01T20:00:00Z")
    assert meal["day"] == "2026-03-02"
    await alice.put(f"/api/users/{alice.id}", json={"timezone": "America/Lima"})
    path = f"/api/meals/{alice.id}/{meal['_id']}"
    assert (await alice.get(path)).json()["day"] == "2026-03-02"

    named = lunch(TIKKA, date=meal["date"])
    changed = (await put(alice, meal["_id"], named, meal["updatedAt"])).json()
    assert changed["day"] == "2026-03-02"
    moved = lunch(TIKKA, date="2026-03-01T20:00:01Z")
    moved = (await put(alice, meal["_id"], moved, changed["updatedAt"])).json()
    assert moved["day"] == "2026-03-01"


# Under an id of the client's


async def test_putting_is_safe_to_retry(alice):
    meal_id, body = str(ObjectId()), lunch(date=NOON)
    first = await put(alice, meal_id, body)
    again = await put(alice, meal_id, body)
    stale = await put(alice, meal_id, body, "2020-01-01T00:00:00.000Z")
    assert [first.status_code, again.status_code, stale.status_code] == [201, 200, 200]
    assert first.json() == again.json() == stale.json()
    assert first.json()["_id"] == meal_id


async def test_putting_needs_a_date(alice):
    for body in (lunch(), lunch(date=None)):
        reply = await put(alice, ObjectId(), body)
        assert reply.status_code == 422
        assert reply.json()["fields"][0]["path"] == "date"


async def test_another_body_under_a_known_id_needs_if_match(alice):
    meal_id = str(ObjectId())
    first = (await put(alice, meal_id, lunch(date=NOON))).json()
    other = lunch(TIKKA, date=NOON)
    assert (await put(alice, meal_id, other)).status_code == 409
    assert (await put(alice, meal_id, other, "2020-01-01T00:00:00.000Z")).status_code == 412
    assert (await put(alice, meal_id, other, "nonsense")).status_code == 412
    changed = await put(alice, meal_id, other, f'"{first["updatedAt"]}"')
    assert changed.status_code == 200
    assert changed.json()["updatedAt"] > first["updatedAt"]
    assert changed.json()["createdAt"] == first["createdAt"]
    assert changed.json()["totalCalories"] == 450
    assert (await put(alice, meal_id, lunch(date=NOON), first["updatedAt"])).status_code == 412
    assert (await put(alice, ObjectId(), other, first["updatedAt"])).status_code == 412


async def test_two_changes_at_once_never_overwrite_each_other(alice):
    meal = await log(alice, date=NOON)
    bodies = [lunch(RICE | {"calories": number}, date=NOON) for number in range(10)]
    replies = await asyncio.gather(
        *(put(alice, meal["_id"], body, meal["updatedAt"]) for body in bodies)
    )
    assert sorted(reply.status_code for reply in replies) == [200] + [412] * 9


async def test_the_same_put_many_times_at_once_makes_one_meal(alice):
    meal_id, body = str(ObjectId()), lunch(date=NOON)
    replies = await asyncio.gather(*(put(alice, meal_id, body) for _ in range(10)))
    assert sorted(reply.status_code for reply in replies) == [200] * 9 + [201]
    assert len((await alice.get(f"/api/meals/{alice.id}")).json()) == 1


async def test_the_version_strictly_increases(alice):
    meal = await log(alice, date=NOON)
    for number in range(5):
        body = lunch(RICE | {"calories": number}, date=NOON)
        changed = (await put(alice, meal["_id"], body, meal["updatedAt"])).json()
        assert changed["updatedAt"] > meal["updatedAt"]
        meal = changed


async def test_a_deleted_meal_stays_deleted(alice, db):
    body = lunch(date=NOON)
    meal = (await put(alice, ObjectId(), body)).json()
    path = f"/api/meals/{alice.id}/{meal['_id']}"
    assert (
        await alice.delete(path, headers={"If-Match": "2020-01-01T00:00:00Z"})
    ).status_code == 412
    assert (await alice.delete(path, headers={"If-Match": meal["updatedAt"]})).status_code == 204
    assert (await alice.delete(path)).status_code == 204
    assert (await alice.get(path)).json()["code"] == "MealNotFound"
    for seen in (None, meal["updatedAt"]):
        reply = await put(alice, meal["_id"], body, seen)
        assert (reply.status_code, reply.json()["code"]) == (410, "MealDeleted")
    # The server forgets after 30 days: a TTL index does it.
    (index,) = [
        index async for index in await db.deletions.list_indexes() if "expireAfterSeconds" in index
    ]
    assert index["expireAfterSeconds"] == 30 * 86400


async def test_a_retry_and_a_deletion_at_once_leave_no_meal(alice):
    for _ in range(10):
        meal_id, body = str(ObjectId()), lunch(date=NOON)
        await put(alice, meal_id, body)
        path = f"/api/meals/{alice.id}/{meal_id}"
        replies = await asyncio.gather(
            put(alice, meal_id, body), alice.delete(path), put(alice, meal_id, body)
        )
        assert replies[1].status_code == 204
        assert {replies[0].status_code, replies[2].status_code} <= {200, 410}
        assert (await alice.get(path)).status_code == 404


async def test_an_id_of_somebody_else_is_a_conflict_and_shows_nothing(alice, bob):
    meal = await log(alice, date=NOON)
    reply = await put(bob, meal["_id"], lunch(TIKKA, date=NOON))
    assert reply.status_code == 409
    assert "Rice" not in reply.text
    assert (await bob.delete(f"/api/meals/{bob.id}/{meal['_id']}")).status_code == 204
    assert (await alice.get(f"/api/meals/{alice.id}")).json() == [meal]


# Pages


async def test_pages_reach_every_meal_once_also_at_one_moment(alice):
    for number in range(7):
        await log(alice, RICE | {"calories": number}, date=NOON)
    for number in range(3):
        await log(alice, date=f"2026-03-0{number + 2}T12:00:00Z")
    seen, path = [], f"/api/meals/{alice.id}?limit=3&mealType=lunch"
    while path and len(seen) < 50:
        reply = await alice.get(path)
        seen += reply.json()
        assert len(reply.json()) <= 3
        path = reply.links.get("next", {}).get("url")
    assert len({meal["_id"] for meal in seen}) == len(seen) == 10
    assert [meal["date"] for meal in seen] == sorted((m["date"] for m in seen), reverse=True)


async def test_pages_by_meal_type_and_days(alice):
    await log(alice, date="2026-03-01T23:59:59.999Z")
    await log(alice, date="2026-03-02T00:00:00Z")
    await log(alice, date="2026-03-02T12:00:00Z", mealType="snack")
    await log(alice, date="2026-03-03T00:00:00Z")

    async def days(query):
        reply = await alice.get(f"/api/meals/{alice.id}?{query}")
        assert reply.status_code == 200, reply.text
        return [meal["day"][-2:] for meal in reply.json()]

    assert await days("from=2026-03-02&to=2026-03-02") == ["02", "02"]
    assert await days("from=2026-03-02&to=2026-03-02&mealType=snack") == ["02"]
    assert await days("to=2026-03-01") == ["01"]
    assert await days("from=2026-03-03") == ["03"]
    assert await days("limit=1") == ["03"]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "mealType=brunch",
        "from=2026-02-30",
        "from=20260301",
        "from=1e9",
        "from=1772323200",
        "from=2026-03-02&to=2026-03-01",
        "before=x",
        "before=1-2",
        f"before={'9' * 30}-{'a' * 24}",
        "from=0001-01-01",
        "to=9999-12-31",
    ],
)
async def test_a_query_that_makes_no_sense_is_refused(alice, query):
    reply = await alice.get(f"/api/meals/{alice.id}?{query}")
    assert reply.status_code == 422, reply.text
    assert reply.json()["fields"][0]["path"]


async def test_a_page_costs_the_same_commands_however_many_meals(alice, count_commands):
    path = f"/api/meals/{alice.id}?limit=5"
    await log(alice)
    few = await count_commands(alice.get(path))
    for _ in range(20):
        await log(alice)
    assert await count_commands(alice.get(path)) == few


# Limits


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("calories", -1),
        ("calories", 20000.1),
        ("calories", "200"),
        ("calories", None),
        ("calories", True),
        ("calories", {"$gt": 0}),
        ("calories", 1e308),
        ("calories", 10**400),
        ("protein", 5000.1),
        ("protein", -0.1),
        ("fat", [1]),
        ("name", ""),
        ("name", "   "),
        ("name", "x" * 201),
        ("name", "a\x00b"),
        ("name", {"$gt": ""}),
        ("quantity", ""),
        ("quantity", "x" * 101),
        ("nutrients", {"$where": 1}),
        ("nutrients", {"a.b": 1}),
        ("nutrients", {"iron": "1"}),
        ("nutrients", {"iron": -1}),
        ("grams", 5001),
        ("foodId", "x"),
        ("unheard", 1),
    ],
)
async def test_a_food_outside_its_limits_is_refused(alice, path, value):
    reply = await alice.post("/api/meals", json=lunch(RICE | {path: value}))
    assert reply.status_code == 422, reply.text
    assert reply.json()["fields"][0]["path"].startswith(f"foods.0.{path}")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("foods", []),
        ("foods", [RICE] * 101),
        ("foods", None),
        ("mealType", "brunch"),
        ("mealType", None),
        ("date", "2026-03-01T12:00:00"),
        ("date", "2026-03-01"),
        ("date", 1772366400),
        ("date", "1772366400"),
        ("date", "noon"),
        ("date", "1969-12-31T23:59:59Z"),
        ("date", "2099-01-01T00:00:00Z"),
        ("date", "0001-01-01T00:00:00+14:00"),
        ("imageUrl", "http://example.com/x.jpg"),
        ("imageUrl", "javascript:alert(1)"),
        ("analysis", "x" * 4001),
        ("totalCalories", "650"),
        ("$where", "1"),
        ("userId", "x"),
    ],
)
async def test_a_meal_outside_its_limits_is_refused(alice, path, value):
    reply = await alice.post("/api/meals", json=lunch() | {path: value})
    assert reply.status_code == 422, reply.text
    assert reply.json()["fields"][0]["path"] == path


async def test_the_limits_themselves_are_allowed(alice):
    edge = RICE | {"name": "x" * 200, "quantity": "y" * 100, "calories": 20000, "protein": 5000}
    meal = await log(alice, *[edge] * 100, analysis="z" * 4000, date="1970-01-01T00:00:00Z")
    assert meal["totalCalories"] == 2_000_000
    assert (await log(alice, RICE | {"calories": 0}))["totalCalories"] == 0


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400"])
async def test_numbers_that_are_none_are_refused(alice, number):
    body = b'{"mealType": "lunch", "foods": [{"name": "x", "quantity": "1", "calories": %s,'
    body += b'"protein": 0, "carbs": 0, "fat": 0}]}'
    reply = await alice.post(
        "/api/meals", content=body % number.encode(), headers={"Content-Type": "application/json"}
    )
    assert reply.status_code == 422
    assert reply.json()["fields"][0]["path"] == "foods.0.calories"


# Other clients of the same database


async def test_a_meal_that_another_client_wrote_is_read(alice, db):
    at = now()
    document = {
        "userId": ObjectId(alice.id),
        "foods": [{**RICE, "fiber": 0, "sugar": 0}],
        "totalCalories": 200,
        "mealType": "lunch",
        "date": at,
        "somethingNewer": {"x": 1},
    }
    inserted = await db.meallogs.insert_one(document)
    path = f"/api/meals/{alice.id}/{inserted.inserted_id}"
    meal = (await alice.get(path)).json()
    assert meal["totalCalories"] == 200
    assert "day" not in meal
    body = lunch(TIKKA, date=meal["date"])
    changed = await put(alice, inserted.inserted_id, body, meal["updatedAt"])
    assert changed.status_code == 200
    assert changed.json()["day"] == meal["date"][:10]


async def test_nothing_is_lost_between_json_and_the_database(alice):
    values = [0.1, 1 / 3, 1e-12, 4999.999999999999, math.pi]
    foods = [RICE | {"protein": value} for value in values]
    meal = await log(alice, *foods)
    assert [food["protein"] for food in meal["foods"]] == values
