"""Where nutrients come from, how periods compare, how regularly somebody logs."""

import math
import random
from datetime import date, timedelta

import pytest
from bson import ObjectId

RICE = {"name": "Rice", "calories": 200, "protein": 4, "carbs": 45, "fat": 0.5, "quantity": "1"}


async def log(user, *foods, at, **more):
    body = {"foods": list(foods) or [RICE], "mealType": "lunch", "date": at, **more}
    reply = await user.post("/api/meals", json=body)
    assert reply.status_code == 201, reply.text
    return reply.json()


async def get(user, path):
    reply = await user.get(f"/api/analytics/{user.id}/{path}")
    assert reply.status_code == 200, reply.text
    return reply.json()


async def salty(user):
    """Three days, three foods; nobody knows the salt of the bread."""
    chips = RICE | {"name": "Chips", "calories": 100, "nutrients": {"sodium": 150}}
    soup = RICE | {"name": "Soup", "calories": 300, "nutrients": {"sodium": 900}}
    bread = RICE | {"name": "Bread", "calories": 400}
    await log(user, soup | {"foodId": "a" * 24}, bread, at="2026-03-01T12:00:00Z")
    await log(user, chips, at="2026-03-02T16:00:00Z", mealType="snack")
    await log(user, chips | {"name": "CHIPS"}, at="2026-03-02T17:00:00Z", mealType="snack")
    await log(user, soup | {"name": "My soup", "foodId": "a" * 24}, at="2026-04-01T12:00:00Z")


SODIUM = "from=2026-03-01&to=2026-04-01&nutrient=sodium"


async def test_where_the_sodium_comes_from(alice):
    await salty(alice)
    found = await get(alice, f"breakdown?{SODIUM}&by=food")
    assert found["nutrients"] == [{"id": "sodium", "name": "Sodium", "unit": "mg"}]
    assert found["total"]["amounts"]["sodium"] == {
        "amount": 2100,
        "coverage": round(800 / 1200, 2),
        "share": 1,
    }
    soup, chips, bread = found["groups"]
    assert (soup["key"], soup["name"], soup["foodId"]) == ("a" * 24, "My soup", "a" * 24)
    assert (soup["foodCount"], soup["mealCount"], soup["totalCalories"]) == (2, None, 600)
    assert soup["amounts"]["sodium"]["amount"] == 1800
    assert soup["amounts"]["sodium"]["share"] == pytest.approx(1800 / 2100)
    assert (chips["key"], chips["name"], chips["foodId"]) == ("chips", "CHIPS", None)
    assert bread["amounts"]["sodium"] == {"amount": None, "coverage": 0, "share": None}
    short = await get(alice, f"breakdown?{SODIUM}&by=food&limit=1")
    assert (len(short["groups"]), short["groupCount"]) == (1, 3)
    assert short["total"] == found["total"]


async def test_by_meal_type(alice):
    await salty(alice)
    lunch, snack = (await get(alice, f"breakdown?{SODIUM}&by=mealType"))["groups"]
    assert (lunch["key"], lunch["mealCount"], lunch["totalCalories"]) == ("lunch", 2, 1000)
    assert lunch["amounts"]["sodium"] == {
        "amount": 1800,
        "coverage": 0.6,
        "share": pytest.approx(1800 / 2100),
    }
    assert (snack["key"], snack["mealCount"], snack["foodCount"]) == ("snack", 2, 2)


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("day", ["2026-03-01", "2026-03-02", "2026-04-01"]),
        ("week", ["2026-02-23", "2026-03-02", "2026-03-30"]),
        ("month", ["2026-03-01", "2026-04-01"]),
    ],
)
async def test_by_time(alice, by, keys):
    await salty(alice)
    found = await get(alice, f"breakdown?{SODIUM}&by={by}")
    assert [group["key"] for group in found["groups"]] == keys
    assert found["groupCount"] == len(keys)
    first = found["groups"][0]["amounts"]["sodium"]
    if by == "month":
        assert (first["amount"], first["coverage"]) == (1200, round(500 / 900, 2))
    else:
        assert (first["amount"], first["coverage"]) == (900, round(300 / 700, 2))
    assert found["total"]["mealCount"] == 4
    assert found["total"]["amounts"]["sodium"]["amount"] == 2100


async def test_every_way_adds_up_to_the_same(alice):
    chance = random.Random(4)
    names = ("calories", "protein", "carbs", "fat", "fiber")
    eaten = []
    for number in range(50):
        food = RICE | {name: chance.uniform(0, 90) for name in names}
        food |= {"name": f"Food {number % 7}", "nutrients": {"iron": chance.uniform(0, 9)}}
        eaten.append(food)
        at = f"{date(2026, 1, 1) + timedelta(days=number)}T12:00:00Z"
        await log(alice, food, at=at, mealType=chance.choice(["lunch", "dinner"]))
    query = "&".join(f"nutrient={name}" for name in (*names, "iron"))
    totals = []
    for by in ("day", "week", "month", "mealType", "food", "day"):
        found = await get(alice, f"breakdown?from=2026-01-01&to=2026-02-28&by={by}&{query}")
        totals.append({n: each["amount"] for n, each in found["total"]["amounts"].items()})
        for name in (*names, "iron"):
            parts = [group["amounts"][name] for group in found["groups"]]
            assert math.fsum(part["share"] for part in parts) == pytest.approx(1)
    assert all(total == totals[0] for total in totals)
    for name in names:
        assert totals[0][name] == round(math.fsum(food[name] for food in eaten), 2)
    nutrients = await get(alice, "nutrients?from=2026-01-01&to=2026-02-28")
    listed = {each["id"]: each["amount"] for each in nutrients["nutrients"]}
    assert {name: listed[name] for name in totals[0]} == totals[0]


async def test_nothing_is_unknown_and_not_zero(alice):
    for by in ("day", "mealType", "food"):
        found = await get(alice, f"breakdown?by={by}")
        assert (found["groups"], found["groupCount"]) == ([], 0)
        assert found["total"]["amounts"]["protein"]["amount"] is None
        assert len(found["nutrients"]) == 6
    assert len((await get(alice, "breakdown"))["nutrients"]) == 6


async def test_fiber_that_nobody_named_does_not_count_as_known(alice):
    await log(alice, RICE, RICE | {"fiber": 0}, at="2026-03-01T12:00:00Z")
    found = await get(alice, "breakdown?from=2026-03-01&to=2026-03-01&nutrient=fiber")
    assert found["total"]["amounts"]["fiber"] == {"amount": 0, "coverage": 0.5, "share": None}


async def test_nobody_is_counted_with_somebody_else(alice, bob):
    await salty(bob)
    for by in ("day", "food", "mealType"):
        assert (await get(alice, f"breakdown?{SODIUM}&by={by}"))["groups"] == []


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("by=year", "by"),
        ("nutrient=unobtainium", "nutrient"),
        ("nutrient=$where", "nutrient"),
        ("nutrient=", "nutrient"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("from=2020-01-01&to=2026-01-01", "from"),
        ("&".join(["nutrient=iron"] * 43), "nutrient"),
    ],
)
async def test_a_query_that_makes_no_sense_is_refused(alice, query, path):
    reply = await alice.get(f"/api/analytics/{alice.id}/breakdown?{query}")
    assert reply.status_code == 422, reply.text
    assert reply.json()["fields"][0]["path"] == path


# Periods


async def weigh(person, kilograms, at):
    body = {"weight": kilograms, "at": at}
    assert (await person.post("/api/weights", json=body)).status_code == 201


async def mark(person, day, name):
    reply = await person.put(f"/api/days/{person.id}/{day}", json={"mark": name})
    assert reply.status_code == 200


async def test_consistency_counts_days_and_no_streaks(alice):
    for day in (2, 3, 5, 9):  # Monday, Tuesday, Thursday, Monday
        await log(alice, at=f"2026-03-{day:02}T12:00:00Z")
    await log(alice, at="2026-03-02T18:00:00Z")
    await weigh(alice, 80, "2026-03-04T06:00:00Z")
    await mark(alice, "2026-03-02", "complete")
    await mark(alice, "2026-03-03", "partial")
    await mark(alice, "2026-03-04", "fasting")
    found = await get(alice, "consistency?from=2026-03-01&to=2026-03-10")
    weekdays = found.pop("weekdays")
    assert found == {
        "from": "2026-03-01",
        "to": "2026-03-10",
        "days": 10,
        "daysLogged": 4,
        "shareLogged": 0.4,
        "daysWeighed": 1,
        "daysComplete": 1,
        "daysPartial": 1,
        "daysFasting": 1,
        "mealsPerDay": 1.25,
    }
    assert weekdays[0] == {"weekday": 1, "days": 2, "daysLogged": 2}
    assert weekdays[6] == {"weekday": 7, "days": 2, "daysLogged": 0}
    empty = await get(alice, "consistency?from=2025-03-01&to=2025-03-10")
    assert (empty["daysLogged"], empty["mealsPerDay"]) == (0, None)


async def test_two_periods_are_compared(alice):
    await alice.put(f"/api/goals/{alice.id}/2026-03-08", json={"energy": {"aim": 1800}})
    for day, kcal in ((1, 2000), (2, 2400), (8, 1900), (9, 1700)):
        food = RICE | {"calories": kcal, "protein": kcal / 20}
        await log(alice, food, at=f"2026-03-{day:02}T12:00:00Z")
    for day, kilograms in ((1, 80), (1, 81), (8, 79.5)):
        await weigh(alice, kilograms, f"2026-03-{day:02}T06:00:00Z")
    found = await get(alice, "compare?from=2026-03-08&to=2026-03-14")
    assert (found["against"]["from"], found["against"]["to"]) == ("2026-03-01", "2026-03-07")
    assert found["period"]["daysLogged"] == 2
    here, there, change = (
        found["period"]["averages"],
        found["against"]["averages"],
        found["change"],
    )
    assert (here["totalCalories"], there["totalCalories"]) == (1800, 2200)
    assert (here["calorieGoal"], there["calorieGoal"]) == (1800, 2000)
    assert (here["weight"], there["weight"]) == (79.5, 80.5)
    assert (change["totalCalories"], change["weight"], change["protein"]) == (-400, -1, -20)
    assert math.fsum(found["period"]["share"].values()) == pytest.approx(1)
    asked = await get(
        alice, "compare?from=2026-03-08&to=2026-03-14&againstFrom=2025-03-01&againstTo=2025-03-31"
    )
    assert asked["against"]["days"] == 31
    assert asked["change"]["totalCalories"] is None
    await get(alice, "compare?from=1970-01-01&to=1970-01-02")


async def test_balance_shows_facts_day_by_day(alice, db):
    await alice.put(f"/api/users/{alice.id}", json={"timezone": "Europe/Berlin", "dayStartHour": 4})
    await log(alice, RICE | {"calories": 2100}, at="2026-03-29T01:30:00Z")  # still the 28th
    await log(alice, RICE | {"calories": 500}, at="2026-03-29T10:00:00Z")
    await weigh(alice, 80, "2026-03-29T05:00:00Z")
    await weigh(alice, 81, "2026-03-29T20:00:00Z")
    await weigh(alice, 79, "2026-03-31T05:00:00Z")
    await mark(alice, "2026-03-29", "partial")
    await mark(alice, "2026-03-30", "fasting")
    found = await get(alice, "balance?from=2026-03-28&to=2026-03-31")
    eaten = [day["totalCalories"] for day in found["days"]]
    assert eaten == [2100, 500, 0, None]
    assert [day["mark"] for day in found["days"]] == [None, "partial", "fasting", None]
    assert [day["weight"] for day in found["days"]] == [None, 80.5, None, 79]
    assert (found["daysCounted"], found["averageCalories"]) == (2, 1050)
    assert (found["averageGoal"], found["weightChange"]) == (2000, -1.5)
    other = {"userId": ObjectId(), "day": "2026-03-30", "mark": "partial"}
    await db.daymarks.insert_one(other)
    assert await get(alice, "balance?from=2026-03-28&to=2026-03-31") == found
