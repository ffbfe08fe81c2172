"""Weight, expenditure and the proposal, over HTTP."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from bson import ObjectId

from nutritrack.expenditure.estimate import estimate
from nutritrack.expenditure.models import Day, Weighing
from nutritrack.targets.models import Body

# In the future, where no sign-in has ended by the clock of MongoDB, which is not moved.
NOW = datetime(2046, 6, 30, 20, 0, tzinfo=UTC)
TODAY = NOW.date()
WOMAN = {"age": 34, "height": 170, "sex": "female", "activityLevel": "lightly_active"}
FOOD = {"name": "Stew", "protein": 40, "carbs": 200, "fat": 60, "quantity": "1"}


@pytest.fixture(autouse=True)
def _now(clock):
    clock.move_to(NOW, tick=False)


async def get(person, path="", status=200):
    reply = await person.get(f"/api/progress/{person.id}{path}")
    assert reply.status_code == status, reply.text
    return reply.json()


async def put(person, path, body, status=201):
    reply = await person.put(path, json=body)
    assert reply.status_code == status, reply.text


async def goal(person, day=TODAY - timedelta(days=30), **body):
    sent = {"energy": {"aim": 1900}} | body
    await put(person, f"/api/goals/{person.id}/{day}", sent)


async def mark(person, day, name):
    await put(person, f"/api/days/{person.id}/{day}", {"mark": name}, 200)


async def log(person, day, kcal, hour=12, meals=1):
    for _ in range(meals):
        body = {"foods": [FOOD | {"calories": kcal / meals}], "mealType": "lunch"}
        at = f"{day}T{hour:02}:00:00Z"
        reply = await person.post("/api/meals", json=body | {"date": at})
        assert reply.status_code == 201, reply.text


async def weigh(person, at, kilograms):
    reply = await person.post("/api/weights", json={"weight": kilograms, "at": at})
    assert reply.status_code == 201, reply.text


def days_before(count, until=TODAY):
    return [until - timedelta(days=ago) for ago in range(count, 0, -1)]


async def live(db, person, count, eaten=2000, spent=2000, start=75.0, until=TODAY):
    """Log and weigh on each of the days before `until`, by the energy balance of 7,700 kcal/kg.

    Written to the database directly: an account that logs a year in seconds would be stopped.
    """
    chance, weight, owner = Random(7), start, ObjectId(person.id)
    meals, weights = [], []
    for day in days_before(count, until):
        kcal = round(eaten * chance.gauss(1, 0.1))
        food = FOOD | {"calories": kcal}
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        meals.append(
            {
                "userId": owner,
                "day": f"{day}",
                "date": noon,
                "mealType": "lunch",
                "foods": [food],
                "totalCalories": kcal,
                "createdAt": noon,
                "updatedAt": noon,
            }
        )
        shown = round(weight + chance.gauss(0, 0.3), 2)
        weights.append(
            {
                "userId": owner,
                "at": noon - timedelta(hours=5),
                "day": f"{day}",
                "kilograms": shown,
                "weight": shown,
                "unit": "kg",
            }
        )
        weight += (kcal - spent) / 7700
    await db.meallogs.insert_many(meals)
    await db.weights.insert_many(weights)
    return meals, weights


async def test_nothing_is_known_of_an_empty_diary(alice):
    found = await get(alice)
    assert (found["from"], found["to"]) == ("2046-04-02", "2046-06-30")
    assert len(found["days"]) == 90
    assert found["days"][0] == {
        "date": "2046-04-02",
        "calories": None,
        "meals": 0,
        "mark": None,
        "calorieGoal": 2000,
        "weight": None,
        "weighings": 0,
        **dict.fromkeys(("trend", "trendLow", "trendHigh", "rate", "state")),
        **dict.fromkeys(("expenditure", "expenditureLow", "expenditureHigh")),
    }
    assert (found["latest"], found["drivers"]) == (None, None)
    told = await get(alice, "/proposal")
    assert told["verdict"] == "unknown"
    assert told["missing"] == ["age", "weight", "height"]
    assert [each["code"] for each in told["reasons"]] == ["noWeight"]
    assert (told["kcal"], told["current"], told["due"]) == (None, 2000, None)


async def test_one_weighing(alice):
    await weigh(alice, "2046-06-30T06:00:00Z", 70)
    found = await get(alice)
    assert found["latest"] == found["days"][-1]
    latest = found["latest"]
    assert (latest["weight"], latest["weighings"], latest["state"]) == (70, 1, "learning")
    assert latest["trendLow"] < 70 < latest["trendHigh"]
    assert latest["rate"] is None
    assert latest["expenditureLow"] < latest["expenditure"] < latest["expenditureHigh"]
    assert all(day["state"] is None for day in found["days"][:-1])
    assert (await get(alice, "/proposal"))["verdict"] == "wait"


async def test_sixty_days_find_what_is_spent(db, join):
    alice = await join("Alice", **WOMAN, timezone="Europe/Berlin")
    await goal(alice, rate=-0.4, targetWeight=62)
    meals, weights = await live(db, alice, 60, eaten=2000, spent=2300)
    found = await get(alice)
    latest, drivers = found["latest"], found["drivers"]
    assert latest["date"] == "2046-06-30"
    assert latest["state"] == "estimated"
    assert latest["expenditureLow"] < 2300 < latest["expenditureHigh"]
    assert latest["expenditure"] == pytest.approx(2300, abs=150)
    assert latest["rate"] == pytest.approx(-300 * 7 / 7700, abs=0.15)
    assert (drivers["days"], drivers["daysLogged"], drivers["daysWeighed"]) == (61, 60, 60)
    assert drivers["eaten"] == pytest.approx(2000, abs=60)
    yesterday = found["days"][-2]
    assert yesterday["calories"] == meals[-1]["totalCalories"]
    assert yesterday["weight"] == weights[-1]["kilograms"]
    # The same by the arithmetic alone: two hours east of UTC in summer.
    days = [
        Day(
            day=date.fromisoformat(meal["day"]),
            weighings=(Weighing(weight["kilograms"], 9.0),),
            energy=meal["totalCalories"],
            meals=1,
        )
        for meal, weight in zip(meals, weights, strict=True)
    ]
    account = await db.users.find_one({"_id": ObjectId(alice.id)})
    body = Body(age=34, height=170, weight=75, sex="female", activity=account["activityLevel"])
    alone = estimate(body, [*days, Day(day=TODAY)])
    assert latest["expenditure"] == round(alone.latest.expenditure, 2)
    assert latest["trend"] == round(alone.latest.level, 2)


async def test_the_days_asked_for_change_nothing_in_the_estimate(db, alice):
    await live(db, alice, 40)
    long = await get(alice)
    short = await get(alice, "?from=2046-06-25")
    assert short["days"] == long["days"][-6:]
    assert (short["latest"], short["drivers"]) == (long["latest"], long["drivers"])
    past = await get(alice, "?from=2046-06-01&to=2046-06-10")
    assert past["latest"]["date"] == "2046-06-10"
    ahead = await get(alice, "?from=2046-06-25&to=2046-07-10")
    assert ahead["latest"] == long["latest"]
    assert all(day["state"] is None for day in ahead["days"][6:])
    assert (await get(alice, "?from=2046-07-01&to=2046-07-10"))["drivers"] is None
    years = await get(alice, "?from=2043-07-01")
    assert (len(years["days"]), years["latest"]) == (1096, long["latest"])


async def test_today_takes_part_as_partial_until_its_user_marks_it(db, alice):
    await live(db, alice, 40)
    without = (await get(alice))["latest"]
    await log(alice, TODAY, 300, hour=7)
    breakfast = await get(alice)
    assert breakfast["latest"]["calories"] == 300
    assert breakfast["days"][-1]["mark"] is None
    assert breakfast["latest"]["expenditure"] == pytest.approx(without["expenditure"], abs=10)
    assert breakfast["drivers"]["daysInDoubt"] >= 1
    await mark(alice, TODAY, "complete")
    marked = await get(alice)
    assert marked["days"][-1]["mark"] == "complete"
    assert marked["drivers"]["daysInDoubt"] < breakfast["drivers"]["daysInDoubt"]


async def test_half_logged_days_bias_less_when_they_are_marked(db, alice):
    await live(db, alice, 60, eaten=2200, spent=2200)
    halves = days_before(60)[2::6]
    for day in halves:
        half = {"totalCalories": 900, "foods.0.calories": 900}
        await db.meallogs.update_one({"day": f"{day}"}, {"$set": half})
    for day in halves:
        await mark(alice, day, "partial")
    found = await get(alice)
    assert found["drivers"]["daysInDoubt"] >= len(halves)
    assert found["latest"]["expenditure"] == pytest.approx(2200, abs=120)
    for day in halves:
        await mark(alice, day, "complete")
    believed = await get(alice)
    assert believed["latest"]["expenditure"] < found["latest"]["expenditure"] - 100


async def test_a_marked_fast_is_zero_and_not_unknown(db, alice):
    await live(db, alice, 30)
    fast = days_before(30)[-3]
    await db.meallogs.delete_one({"day": f"{fast}"})
    before = await get(alice)
    await mark(alice, fast, "fasting")
    after = await get(alice)
    assert after["drivers"]["daysLogged"] == before["drivers"]["daysLogged"] + 1
    assert after["drivers"]["eaten"] < before["drivers"]["eaten"]
    shown = next(day for day in after["days"] if day["date"] == f"{fast}")
    assert (shown["calories"], shown["mark"]) == (None, "fasting")


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia"])
async def test_days_of_the_clock_change(db, join, zone, clock):
    clock.move_to(datetime(2046, 4, 20, 20, tzinfo=UTC), tick=False)
    dora = await join("Dora", timezone=zone, **WOMAN)
    # In Berlin the clock skips from 2 to 3 on the 25th.
    for hour in (0, 1, 2, 3):
        await weigh(dora, f"2046-03-25T{hour:02}:30:00Z", 70 + hour)
    await live(db, dora, 20, until=date(2046, 4, 20))
    found = await get(dora, "?from=2046-03-20")
    assert sum(day["weighings"] for day in found["days"]) == 24
    assert [day["date"] for day in found["days"]] == [
        f"{date(2046, 3, 20) + timedelta(days=n)}" for n in range(len(found["days"]))
    ]
    assert found["latest"]["state"] == "estimated"


async def test_who_never_weighed_has_no_trend(db, join):
    alice = await join("Alice", **WOMAN, weight=70)
    await live(db, alice, 20)
    await db.weights.delete_many({})
    latest = (await get(alice))["latest"]
    assert (latest["trend"], latest["trendLow"], latest["rate"]) == (None, None, None)
    assert latest["state"] == "learning"
    assert latest["expenditure"] > 1500
    await put(alice, f"/api/users/{alice.id}", {"weight": None}, 200)
    assert (await get(alice))["latest"] is None


async def test_a_profile_without_a_weight_is_no_matter_where_there_are_weighings(db, alice):
    await live(db, alice, 60)
    assert "weight" not in (await alice.get(f"/api/users/{alice.id}")).json()
    found = await get(alice)
    assert found["latest"]["expenditure"] == pytest.approx(2000, abs=150)
    assert found["drivers"]["prior"] is None  # nobody said how old and how tall
    assert (await get(alice, "/proposal"))["verdict"] in ("keep", "change")


async def test_what_no_diary_and_no_scale_can_hold_is_unknown(db, alice):
    await live(db, alice, 40)
    day = days_before(40)[20]
    usual = (await get(alice))["latest"]
    await log(alice, day, 36_000, meals=2)
    found = await get(alice)
    assert next(each for each in found["days"] if each["date"] == f"{day}")["calories"] > 36_000
    assert found["latest"]["expenditure"] == pytest.approx(usual["expenditure"], abs=40)
    assert found["drivers"]["daysLogged"] == 39
    for hour in range(24):
        await weigh(alice, f"{day}T{hour:02}:00:00Z", 20 if hour % 2 else 500)
    assert (await get(alice))["latest"]["state"] == "estimated"


async def test_what_changed_is_worked_out_anew(db, alice):
    await live(db, alice, 40)
    seen = [await get(alice) for _ in range(2)]
    assert seen[0] == seen[1]
    await weigh(alice, "2046-06-30T06:00:00Z", 70)
    assert (await get(alice))["latest"]["trend"] != seen[0]["latest"]["trend"]
    await put(alice, f"/api/users/{alice.id}", WOMAN, 200)
    assert (await get(alice))["drivers"]["prior"] is not None


async def test_people_who_ask_at_once_get_their_own(db, alice, bob):
    await live(db, alice, 30, eaten=2600, spent=2600)
    await live(db, bob, 30, eaten=1700, spent=1700)
    several = await asyncio.gather(*(get(who) for who in (alice, bob, alice, bob)))
    assert several[0] == several[2]
    assert several[1] == several[3]
    assert several[0]["latest"]["expenditure"] > several[1]["latest"]["expenditure"] + 200


async def test_nobody_sees_the_progress_of_somebody_else(db, alice, bob):
    await live(db, bob, 10)
    for path in ("", "/proposal"):
        reply = await alice.get(f"/api/progress/{bob.id}{path}")
        assert (reply.status_code, reply.json()["error"]) == (403, "Unauthorized")
    assert (await get(alice))["latest"] is None


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("from=2046-06-30&to=2046-06-29", "from"),
        ("from=2040-01-01&to=2046-01-01", "from"),
        ("from=yesterday", "from"),
        ("to=2046-02-30", "to"),
    ],
)
async def test_a_query_that_makes_no_sense_is_refused(alice, query, path):
    body = await get(alice, f"?{query}", 422)
    assert body["fields"][0]["path"] == path


async def test_the_first_days_of_the_calendar(alice):
    assert len((await get(alice, "?to=1970-01-02"))["days"]) == 2
    assert len((await get(alice, "?from=2199-12-31&to=2199-12-31"))["days"]) == 1
