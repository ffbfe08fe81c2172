"""Summaries of days: never a second truth, also under writers, and a checker that would notice."""

import asyncio
import os
import random
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from bson import ObjectId

from nutritrack.analytics import store, summaries
from nutritrack.analytics.checking import check
from nutritrack.days import Calendar
from nutritrack.meals.filters import BY_DAY

RICE = {"name": "Rice", "calories": 200, "protein": 4, "carbs": 45, "fat": 0.5, "quantity": "1"}
FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
SPAN = f"from={FIRST}&to={LAST}"


async def log(user, at, **food):
    body = {"foods": [RICE | food], "mealType": "lunch", "date": at}
    reply = await user.post("/api/meals", json=body)
    assert reply.status_code == 201, reply.text
    return reply.json()


async def get(user, path):
    reply = await user.get(f"/api/analytics/{user.id}/{path}")
    assert reply.status_code == 200, reply.text
    return reply.json()


async def fill(user, days=40, seed=1):
    """A meal or two on each of some days, with nutrients that not every food tells of."""
    chance = random.Random(seed)
    for number in range(days):
        for hour in (8, 19)[: chance.choice((1, 2))]:
            known = {"sodium": chance.uniform(0, 900)} if chance.random() < 0.7 else {}
            await log(
                user,
                f"{FIRST + timedelta(days=number)}T{hour:02}:00:00Z",
                calories=chance.uniform(100, 900),
                protein=chance.uniform(0, 50),
                fiber=chance.uniform(0, 9),
                nutrients=known,
            )


async def truth(monkeypatch, user):
    """What the meals themselves say."""
    with monkeypatch.context() as patch:
        patch.setattr(store, "LONG", 10**6)
        return await answers(user)


async def answers(user):
    return [
        await get(user, f"progress?{SPAN}"),
        await get(user, f"nutrients?{SPAN}"),
        await get(user, f"breakdown?{SPAN}&by=month&nutrient=sodium&nutrient=protein"),
        await get(user, f"consistency?{SPAN}"),
        await get(user, f"balance?{SPAN}"),
    ]


async def kept(db, user):
    return {row["day"]: row async for row in db.dailysummaries.find({"userId": ObjectId(user.id)})}


async def test_they_are_made_after_the_first_answer_and_say_the_same(alice, db, monkeypatch):
    await fill(alice)
    expected = await truth(monkeypatch, alice)
    assert await kept(db, alice) == {}
    assert await answers(alice) == expected  # the first one from the meals
    assert len(await kept(db, alice)) == 40
    assert await answers(alice) == expected
    report = await check(db)
    assert (report.summaries, report.outdated, report.wrong) == (40, 0, [])


async def test_they_are_what_is_read(alice, db):
    """Or the other tests would prove nothing: a summary that lies is seen in the answer."""
    await fill(alice)
    await get(alice, f"progress?{SPAN}")
    lie = {"known.protein.amount": 99_999.0}
    await db.dailysummaries.update_one({"day": "2026-01-05"}, {"$set": lie})
    points = await get(alice, f"progress?{SPAN}")
    assert points[4]["protein"] == 99_999
    assert (await get(alice, "daily?date=2026-01-05"))["protein"] < 99_999


async def test_every_way_to_change_a_day_is_seen(alice, db, monkeypatch):
    await fill(alice)
    await answers(alice)

    async def same():
        assert await answers(alice) == await truth(monkeypatch, alice)
        assert (await check(db)).wrong == []

    meal = await log(alice, "2026-01-05T12:00:00Z", calories=333)
    await same()
    path = f"/api/meals/{alice.id}/{meal['_id']}"
    body = {"foods": [RICE | {"calories": 333, "protein": 44}], "mealType": "snack"}
    body |= {"date": meal["date"]}
    changed = await alice.put(path, json=body, headers={"If-Match": meal["updatedAt"]})
    await same()  # the energy stayed, another number changed
    body |= {"date": "2026-01-09T12:00:00Z"}
    moved = await alice.put(path, json=body, headers={"If-Match": changed.json()["updatedAt"]})
    assert moved.status_code == 200
    await same()
    await alice.delete(path)
    await same()
    for listed in (await alice.get(f"/api/meals/{alice.id}?from=2026-01-20&to=2026-01-20")).json():
        await alice.delete(f"/api/meals/{alice.id}/{listed['_id']}")
    await same()
    copy = {"_id": str(ObjectId()), "from": "2026-01-03", "to": "2026-01-20"}
    assert (await alice.post(f"/api/meals/{alice.id}/copy", json=copy)).status_code == 201
    await same()


async def test_meals_of_other_clients_count_at_once(alice, db, monkeypatch):
    await fill(alice)
    await answers(alice)
    at = datetime(2026, 1, 5, 23, 30, tzinfo=UTC)
    raw = {"userId": ObjectId(alice.id), "foods": [RICE], "totalCalories": 200}
    raw |= {"mealType": "snack", "date": at}
    await db.meallogs.insert_one(dict(raw))  # no day, no times of writing
    await db.meallogs.insert_one(raw | {"day": "2026-01-06"})  # no times of writing
    await db.meallogs.insert_one(raw | {"day": "2026-02-20", "updatedAt": at})
    for zone in ("UTC", "Asia/Tokyo"):
        await alice.put(f"/api/users/{alice.id}", json={"timezone": zone})
        for _ in range(2):
            assert await answers(alice) == await truth(monkeypatch, alice)
    # Changed without a word about when: the energy gives it away.
    more = {"foods": [RICE | {"calories": 201}], "totalCalories": 201}
    await db.meallogs.update_one({"day": "2026-02-20"}, {"$set": more})
    assert await answers(alice) == await truth(monkeypatch, alice)
    assert "2026-01-06" not in {
        day for day, row in (await kept(db, alice)).items() if row["mealCount"] > 2
    }


async def test_a_day_that_is_not_over_is_not_kept(alice, db, clock):
    clock.move_to(datetime(2026, 2, 9, 12, tzinfo=UTC))
    await fill(alice, days=39)
    await log(alice, "2026-02-09T11:00:00Z")
    points = await get(alice, f"progress?{SPAN}")
    assert sum(point["mealCount"] > 0 for point in points) == 40
    assert max(await kept(db, alice)) == "2026-02-08"
    clock.shift(timedelta(days=1))
    await get(alice, f"progress?{SPAN}")
    assert max(await kept(db, alice)) == "2026-02-09"


async def test_writers_and_readers_at_once(alice, bob, db, monkeypatch):
    """While meals come, change and go, no summary ever claims what its meals do not say."""
    await asyncio.gather(fill(alice), fill(bob, seed=2))
    await answers(alice)
    chance = random.Random(3)
    stop = False

    async def write():
        for _ in range(25):
            day = FIRST + timedelta(days=chance.randrange(40))
            meal = await log(alice, f"{day}T15:00:00Z", calories=chance.randrange(900))
            path = f"/api/meals/{alice.id}/{meal['_id']}"
            body = {"foods": [RICE | {"protein": chance.randrange(90)}], "mealType": "snack"}
            body |= {"date": f"{FIRST + timedelta(days=chance.randrange(40))}T16:00:00Z"}
            reply = await alice.put(path, json=body, headers={"If-Match": meal["updatedAt"]})
            assert reply.status_code == 200
            if chance.random() < 0.5:
                await alice.delete(path)

    async def read():
        while not stop:
            await get(alice, f"progress?{SPAN}")
            await get(alice, f"nutrients?{SPAN}")

    async def doubt():
        reports = 0
        while not stop:
            assert (await check(db)).wrong == []
            reports += 1
        return reports

    reading = [asyncio.create_task(each) for each in (read(), read(), doubt())]
    await asyncio.gather(write(), write())
    stop = True
    *_, reports = await asyncio.gather(*reading)
    assert reports > 0
    assert await answers(alice) == await truth(monkeypatch, alice)
    assert (await check(db, repair=True)).wrong == []
    assert (await check(db)).outdated == 0


LIES = [
    {"known.sodium.amount": 1.0},
    {"known.protein.energy": 1.0},
    {"known.protein.foods": 7},
    {"known.iron": {"amount": 1.0, "energy": 1.0, "foods": 1}},
]


@pytest.mark.parametrize("lie", LIES)
async def test_the_checker_finds_a_lie_and_repairs_it(alice, db, lie, monkeypatch):
    await fill(alice)
    await answers(alice)
    day = next(d for d, row in (await kept(db, alice)).items() if "sodium" in row["known"])
    await db.dailysummaries.update_one({"day": day}, {"$set": lie})
    report = await check(db)
    assert report.wrong == [f"{alice.id} {day}"]
    assert day in report.sentences[0]
    assert (await check(db)).wrong == [f"{alice.id} {day}"]  # looking changes nothing
    await check(db, repair=True)
    report = await check(db)
    assert (report.summaries, report.outdated, report.wrong) == (40, 0, [])
    assert await answers(alice) == await truth(monkeypatch, alice)


async def test_a_summary_of_other_meals_is_outdated_and_no_lie(alice, db):
    await fill(alice)
    await answers(alice)
    await db.dailysummaries.update_one({"day": "2026-01-05"}, {"$set": {"mealCount": 9}})
    await db.meallogs.delete_many({"day": "2026-01-06"})
    report = await check(db)
    assert (report.outdated, report.wrong) == (2, [])
    await check(db, repair=True)
    report = await check(db)
    assert (report.summaries, report.outdated) == (39, 0)


async def test_the_command_reports_and_repairs(alice, db, settings):
    await fill(alice)
    await answers(alice)
    lie = {"$set": {"known.protein.amount": 1e6}}
    await db.dailysummaries.update_one({"day": "2026-01-05"}, lie)

    async def run(*options):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("NUTRITRACK_")}
        environment["NUTRITRACK_MONGODB_URI"] = settings.mongodb_uri.get_secret_value()
        command = [sys.executable, "-m", "nutritrack", "db", "check", *options]
        return await asyncio.to_thread(
            subprocess.run, command, env=environment, capture_output=True, text=True, timeout=60
        )

    found = await run()
    assert found.returncode == 1
    assert f"{alice.id} 2026-01-05" in found.stdout
    assert "--repair" in found.stderr
    mended = await run("--repair")
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert "1 of 40 were made anew" in mended.stdout
    assert (await run()).returncode == 0


async def test_erasing_an_account_takes_them_away(alice, bob, db):
    for person in (alice, bob):
        await fill(person)
        await get(person, f"progress?{SPAN}")
    assert (await alice.delete(f"/api/users/{alice.id}")).status_code == 204
    assert await kept(db, alice) == {}
    assert len(await kept(db, bob)) == 40
    # What was under way for an account that is gone stores nothing.
    await summaries.build(db, ObjectId(alice.id), ["2026-01-01"], Calendar())
    assert await kept(db, alice) == {}


async def test_a_year_costs_the_same_commands_however_many_meals(alice, count_commands):
    await fill(alice)
    await get(alice, f"progress?{SPAN}")
    few = await count_commands(get(alice, f"progress?{SPAN}"))
    for hour in range(20):
        await log(alice, f"2026-01-05T{hour:02}:00:00Z")
    await get(alice, f"progress?{SPAN}")
    assert await count_commands(get(alice, f"progress?{SPAN}")) == few


async def test_the_stamps_are_read_from_an_index_alone(alice, db):
    between = {"$gte": f"{FIRST}", "$lte": f"{LAST}"}
    match = {"$match": {"userId": ObjectId(alice.id), "day": between}}
    command = {"aggregate": "meallogs", "pipeline": [match, summaries.STAMP], "cursor": {}}
    plan = await db.command("explain", command | {"hint": BY_DAY})
    [first, *_] = plan.get("stages", [{"$cursor": plan}])
    winner = str(first["$cursor"]["queryPlanner"]["winningPlan"])
    assert BY_DAY in winner
    assert "FETCH" not in winner
