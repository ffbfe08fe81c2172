"""Versions of goals through the API, and the one arithmetic of the goal of a day."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

ENERGY = {"energy": {"aim": 1800}}
WEEK = [1700, 1700, 1700, 1700, 1700, 2100, 2100]


async def put(person, day, seen=None, **body):
    headers = {"If-Match": seen} if seen else {}
    sent = ENERGY | body
    return await person.put(f"/api/goals/{person.id}/{day}", json=sent, headers=headers)


async def goals_of(person, first, last):
    path = f"/api/analytics/{person.id}/progress?from={first}&to={last}"
    return [point["calorieGoal"] for point in (await person.get(path)).json()]


async def get(person, path=""):
    reply = await person.get(f"/api/goals/{person.id}{path}")
    assert reply.status_code == 200, reply.text
    return reply.json()


async def profile(person, **fields):
    reply = await person.put(f"/api/users/{person.id}", json=fields)
    assert reply.status_code == 200, reply.text
    return reply.json()


async def test_a_version_comes_back_as_it_was_said(alice):
    body = {
        "energy": {"aim": 1900, "min": 1700, "max": 2100, "week": WEEK},
        "nutrients": {"protein": {"min": 120}, "sodium": {"max": 2300}, "fiber": {"min": 25.5}},
        "rate": -0.4,
        "targetWeight": 68.5,
    }
    reply = await put(alice, "2026-03-01", **body)
    assert reply.status_code == 201, reply.text
    version = reply.json()
    assert version["from"] == "2026-03-01"
    for name in ("nutrients", "rate", "targetWeight"):
        assert version[name] == body[name]
    assert version["energy"] == body["energy"]
    assert await get(alice, "/2026-03-01") == version
    assert await get(alice) == [version]
    # What GET returned is taken as it is, and says the same.
    again = await put(alice, "2026-03-01", **version)
    assert (again.status_code, again.json()) == (200, version)


async def test_each_day_keeps_the_goal_that_held_then(alice):
    await put(alice, "2026-03-02", energy={"aim": 1800})
    await put(alice, "2026-03-04", energy={"aim": 1700})
    assert await goals_of(alice, "2026-03-01", "2026-03-05") == [2000, 1800, 1800, 1700, 1700]
    day = (await alice.get(f"/api/analytics/{alice.id}/daily?date=2026-03-03")).json()
    assert (day["calorieGoal"], day["remainingCalories"]) == (1800, 1800)
    # A past day can be given another goal, and a version can be taken back.
    await put(alice, "2026-03-03", energy={"aim": 1600})
    assert await goals_of(alice, "2026-03-01", "2026-03-05") == [2000, 1800, 1600, 1700, 1700]
    assert (await alice.delete(f"/api/goals/{alice.id}/2026-03-02")).status_code == 204
    assert await goals_of(alice, "2026-03-01", "2026-03-05") == [2000, 2000, 1600, 1700, 1700]
    for day in ("2026-03-03", "2026-03-04", "2026-03-04"):
        assert (await alice.delete(f"/api/goals/{alice.id}/{day}")).status_code == 204
    assert await goals_of(alice, "2026-03-01", "2026-03-05") == [2000] * 5


async def test_a_week_may_differ_from_day_to_day(alice):
    await put(alice, "2026-03-02", energy={"aim": 1800, "week": WEEK})  # a Monday
    assert await goals_of(alice, "2026-03-02", "2026-03-08") == WEEK
    for place, day in enumerate(range(2, 9)):
        found = await get(alice, f"/current?date=2026-03-0{day}")
        assert found["calorieGoal"] == WEEK[place]
        assert found["version"]["from"] == "2026-03-02"
    before = await get(alice, "/current?date=2026-03-01")
    assert (before["calorieGoal"], before["version"]) == (2000, None)


@pytest.mark.parametrize(
    ("energy", "goal"),
    [
        ({"aim": 1800, "min": 1500, "max": 2000}, 1800),
        ({"min": 1500, "max": 2000}, 1750),
        ({"min": 1500, "max": 2001}, 1750),
        ({"max": 1900}, 1900),
        ({"min": 1600}, 1600),
    ],
)
async def test_the_goal_of_a_range(alice, energy, goal):
    await put(alice, "2026-03-01", energy=energy)
    assert await goals_of(alice, "2026-03-01", "2026-03-01") == [goal]


async def test_the_profile_shows_the_goal_of_today(alice, clock):
    clock.move_to(datetime(2026, 3, 6, 12, tzinfo=UTC))  # a Friday
    await put(alice, "2026-03-02", energy={"week": WEEK})
    await put(alice, "2026-03-09", energy={"aim": 1500})
    assert (await alice.get(f"/api/users/{alice.id}")).json()["dailyCalorieGoal"] == 1700
    clock.shift(timedelta(days=1))
    assert (await alice.get("/api/auth/session")).json()["dailyCalorieGoal"] == 2100
    # The day of the person counts.
    assert (await profile(alice, timezone="Pacific/Niue"))["dailyCalorieGoal"] == 2100
    clock.shift(timedelta(days=2))
    assert (await alice.get(f"/api/users/{alice.id}")).json()["dailyCalorieGoal"] == 1500
    assert "goalVersions" not in (await alice.get(f"/api/users/{alice.id}")).text


async def test_a_goal_set_in_the_profile_begins_a_version(alice, clock):
    clock.move_to(datetime(2026, 3, 6, 12, tzinfo=UTC))
    await profile(alice, dailyCalorieGoal=2200)
    protein = {"nutrients": {"protein": {"min": 100}}, "rate": -0.3, "targetWeight": 70}
    await put(alice, "2026-03-02", energy={"week": WEEK}, **protein)
    # What is said already changes nothing, or a profile sent back whole would end the pattern.
    assert (await profile(alice, dailyCalorieGoal=1700, age=40))["age"] == 40
    assert len(await get(alice)) == 1
    for kcal in (1850, 1900):
        assert (await profile(alice, dailyCalorieGoal=kcal))["dailyCalorieGoal"] == kcal
    newest, first = await get(alice)
    assert newest["from"] == "2026-03-06"
    assert newest["energy"] == {"aim": 1900}
    assert (newest["nutrients"], newest["targetWeight"]) == (protein["nutrients"], 70)
    assert "rate" not in newest
    assert first["energy"] == {"week": WEEK}
    days = await goals_of(alice, "2026-02-28", "2026-03-08")
    assert days[2:] == [*WEEK[:4], 1900, 1900, 1900]
    reset = await profile(alice, dailyCalorieGoal=None)
    assert reset["dailyCalorieGoal"] == 2000


async def test_the_profile_rules_until_the_first_version_begins(alice, clock):
    clock.move_to(datetime(2026, 3, 6, 12, tzinfo=UTC))
    await put(alice, "2026-03-09", energy={"aim": 1500})
    assert (await profile(alice, dailyCalorieGoal=2300))["dailyCalorieGoal"] == 2300
    assert await goals_of(alice, "2026-03-05", "2026-03-09") == [2000, 2300, 2300, 2300, 1500]


async def test_days_begin_with_the_clock_of_the_person(alice, clock):
    """On the day the clocks change, with days that begin at four."""
    await profile(alice, timezone="Europe/Berlin", dayStartHour=4)
    await put(alice, "2026-03-29", energy={"aim": 1500})
    for at, kcal in ((datetime(2026, 3, 29, 1, 59), 2000), (datetime(2026, 3, 29, 2, 0), 1500)):
        clock.move_to(at.replace(tzinfo=UTC), tick=False)
        assert (await get(alice, "/current"))["calorieGoal"] == kcal
        daily = (await alice.get(f"/api/analytics/{alice.id}/daily")).json()
        assert daily["calorieGoal"] == kcal
        shown = (await alice.get("/api/auth/session")).json()
        assert shown["dailyCalorieGoal"] == kcal


# Writes that can be repeated


async def test_other_goals_on_a_known_day_need_if_match(alice):
    first = (await put(alice, "2026-03-01")).json()
    assert (await put(alice, "2026-03-01")).status_code == 200
    other = {"energy": {"aim": 1700}}
    assert (await put(alice, "2026-03-01", **other)).status_code == 409
    assert (await put(alice, "2026-03-01", "nonsense", **other)).status_code == 412
    changed = await put(alice, "2026-03-01", first["updatedAt"], **other)
    assert changed.status_code == 200
    assert changed.json()["_id"] == first["_id"]
    assert changed.json()["updatedAt"] > first["updatedAt"]
    assert (await put(alice, "2026-03-01", first["updatedAt"])).status_code == 412
    assert (await put(alice, "2026-03-02", first["updatedAt"])).status_code == 412
    path = f"/api/goals/{alice.id}/2026-03-01"
    stale = await alice.delete(path, headers={"If-Match": first["updatedAt"]})
    assert stale.status_code == 412
    assert await goals_of(alice, "2026-03-01", "2026-03-01") == [1700]


async def test_writers_at_once_leave_one_truth(alice):
    same = await asyncio.gather(*(put(alice, "2026-03-01") for _ in range(6)))
    assert sorted(reply.status_code for reply in same) == [200] * 5 + [201]
    seen = same[0].json()["updatedAt"]
    changes = [put(alice, "2026-03-01", seen, energy={"aim": 1500 + n}) for n in range(6)]
    replies = await asyncio.gather(*changes)
    assert sorted(reply.status_code for reply in replies) == [200] + [412] * 5
    days = [date(2026, 3, 2) + timedelta(days=n) for n in range(8)]
    await asyncio.gather(*(put(alice, day, energy={"aim": 1600 + day.day}) for day in days))
    listed = {each["from"]: each["energy"]["aim"] for each in await get(alice)}
    shown = await goals_of(alice, "2026-03-01", "2026-03-09")
    assert shown == [listed[day] for day in sorted(listed)]
    assert len(listed) == 9


async def test_nobody_sees_the_goals_of_somebody_else(alice, bob):
    await put(alice, "2026-03-01")
    assert await get(bob) == []
    reply = await put(bob, "2026-03-01", userId=alice.id)
    assert (reply.status_code, reply.json()["error"]) == (403, "Unauthorized")
    assert (await alice.delete(f"/api/goals/{bob.id}/2026-03-01")).status_code == 403


async def test_a_day_without_a_version_is_not_found(alice):
    reply = await alice.get(f"/api/goals/{alice.id}/2026-03-01")
    assert (reply.status_code, reply.json()["code"]) == (404, "GoalNotFound")


async def test_there_is_an_end_to_versions(alice, db):
    from bson import ObjectId

    from nutritrack.users.models import MOST_VERSIONS

    first = date(2020, 1, 1)
    mine = {"userId": ObjectId(alice.id), "energy": {"aim": 1800}}
    rows = [{**mine, "from": f"{first + timedelta(days=n)}"} for n in range(MOST_VERSIONS)]
    await db.goals.insert_many(rows)
    reply = await put(alice, "2026-03-01")
    assert (reply.status_code, reply.json()["code"]) == (409, "TooManyGoals")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("energy", {"energy": {}}),
        ("energy", {"energy": None}),
        ("energy.aim", {"energy": {"aim": 999}}),
        ("energy.aim", {"energy": {"aim": 10001}}),
        ("energy.aim", {"energy": {"aim": 1800.5}}),
        ("energy.aim", {"energy": {"aim": "1800"}}),
        ("energy", {"energy": {"min": 2000, "max": 1800}}),
        ("energy", {"energy": {"min": 2000, "aim": 1800}}),
        ("energy.week", {"energy": {"week": [1800] * 6}}),
        ("energy.week.3", {"energy": {"week": [1800, 1800, 1800, 900, 1800, 1800, 1800]}}),
        ("energy.dinner", {"energy": {"aim": 1800, "dinner": 500}}),
        ("nutrients", {"nutrients": {"unobtainium": {"min": 1}}}),
        ("nutrients", {"nutrients": {"calories": {"min": 1}}}),
        ("nutrients.protein", {"nutrients": {"protein": {}}}),
        ("nutrients.protein", {"nutrients": {"protein": {"min": 2, "max": 1}}}),
        ("nutrients.protein.min", {"nutrients": {"protein": {"min": -1}}}),
        ("nutrients.protein.max", {"nutrients": {"protein": {"max": {"$gt": 1}}}}),
        ("rate", {"rate": -5.1}),
        ("rate", {"rate": "fast"}),
        ("targetWeight", {"targetWeight": 19}),
        ("unheard", {"unheard": 1}),
    ],
)
async def test_goals_that_make_no_sense_are_refused(alice, path, body):
    reply = await put(alice, "2026-03-01", **body)
    assert reply.status_code == 422, reply.text
    assert reply.json()["fields"][0]["path"] == path
    assert await get(alice) == []


@pytest.mark.parametrize("day", ["2026-02-30", "20260301", "x", "0001-01-01", "2100-01-01"])
async def test_days_that_cannot_be_are_refused(alice, day):
    reply = await put(alice, day)
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (422, "day")


# Whom we do not help to lose weight

GIRL = {"age": 16, "height": 165, "weight": 60, "sex": "female"}  # needs about 2,000 kcal
THIN = {"age": 30, "height": 175, "weight": 55, "sex": "female"}  # BMI 18.0
WOMAN = {"age": 30, "height": 165, "weight": 80, "sex": "female"}


@pytest.mark.parametrize(
    ("body", "sent", "code", "path", "said"),
    [
        (GIRL, {"rate": -0.1}, "NoDeficit", "rate", "16 years"),
        (GIRL, {"targetWeight": 55}, "NoDeficit", "targetWeight", "16 years"),
        (GIRL, {"energy": {"aim": 1300}}, "NoDeficit", "energy", "kcal a day keep your weight"),
        (THIN, {"rate": -0.1}, "NoDeficit", "rate", "18.0, below 18.5"),
        (THIN, {"energy": {"aim": 1100}}, "NoDeficit", "energy", "18.0, below 18.5"),
        (WOMAN, {"rate": -0.9}, "TooFast", "rate", "0.80 kg at 80 kg"),
        (WOMAN, {"rate": 0.9}, "TooFast", "rate", "0.80 kg at 80 kg"),
        (WOMAN, {"targetWeight": 50}, "TargetTooLow", "targetWeight", "50.4 kg or more"),
    ],
)
async def test_a_goal_that_harms_is_refused_with_its_numbers(alice, body, sent, code, path, said):
    await profile(alice, **body)
    reply = await put(alice, "2026-03-01", **({"energy": {"aim": 2400}} | sent))
    assert (reply.status_code, reply.json()["code"]) == (422, code)
    assert reply.json()["fields"][0]["path"] == path
    assert said in reply.json()["detail"]
    assert await get(alice) == []


async def test_who_must_not_lose_may_keep_and_gain(alice):
    await profile(alice, **GIRL)
    sent = {"energy": {"aim": 2300}, "rate": 0.1, "targetWeight": 62}
    assert (await put(alice, "2026-03-01", **sent)).status_code == 201


async def test_below_the_floor_a_goal_is_stored_with_a_warning(alice):
    await profile(alice, **WOMAN)
    week = [1100, *[1400] * 6]
    version = (await put(alice, "2026-03-01", energy={"week": week})).json()
    assert "1100 kcal a day is below 1200 kcal" in version["warnings"][0]
    assert "warnings" not in (await put(alice, "2026-03-02", energy={"aim": 1200})).json()


async def test_a_validator_keeps_other_clients_to_the_rules(db):
    from bson import ObjectId
    from pymongo.errors import DuplicateKeyError, WriteError

    good = {"userId": ObjectId(), "from": "2026-03-01", "energy": {"aim": 1800}}
    bads = ({"energy": {}}, {"energy": {"aim": 900}}, {"from": "x"}, {"rate": "x"})
    for bad in (*bads, {"nutrients": {"protein": {"min": -1}}}):
        with pytest.raises(WriteError):
            await db.goals.insert_one(good | bad)
    await db.goals.insert_one(dict(good))
    with pytest.raises(DuplicateKeyError):
        await db.goals.insert_one(dict(good))
