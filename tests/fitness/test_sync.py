"""Days and weights from Google Health, read by the background job."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx2
from bson import ObjectId

from fitness.google.data import ACTIVITY, METRICS
from fitness.reading import ago, all_days, ask, days_of, fill, status_of, today
from nutritrack.fitness.jobs import Syncing

ROLLUP = "/v4/users/me/dataTypes/{}/dataPoints:dailyRollUp"
STEPS = ROLLUP.format("steps")


async def test_the_first_import_brings_ninety_days(alice, world, consent, job):
    fill(world, days=100)
    assert await consent(alice) == "connected"
    assert (await status_of(alice))["sync"]["nextAt"] is not None
    assert await job.work_off() == 1
    days = await all_days(alice)
    assert sorted(days) == [ago(number).isoformat() for number in range(89, -1, -1)]
    assert days[ago(40).isoformat()] == {
        "day": ago(40).isoformat(),
        "sources": ["google_health"],
        "steps": 1040,
        "activeEnergy": 340.5,
        "totalEnergy": 2140.25,
        "distance": 5040.5,
        "activeMinutes": 40,
        "workouts": [],
        "updatedAt": days[ago(40).isoformat()]["updatedAt"],
    }
    status = await status_of(alice)
    assert status["status"] == "connected"
    assert status["lastError"] is None
    assert status["lastSyncAt"] is not None
    assert status["sync"]["running"] is False
    assert await job.work_off() == 0  # and not again before it is due


async def test_then_only_the_last_two_weeks_are_read_again(alice, world, consent, job, clock):
    fill(world)
    await consent(alice)
    await job.work_off()
    world.calls.clear()
    clock.shift(timedelta(hours=1))
    assert await job.work_off() == 1
    assert len(world.called(STEPS)) == 1
    world.calls.clear()
    clock.shift(timedelta(days=13))  # the server was off
    fill(world)
    world.data["days"][ago(25).isoformat()]["steps"] = 5  # two weeks before it stopped
    world.data["days"][ago(30).isoformat()]["steps"] = 5
    await job.work_off()
    days = await all_days(alice)
    assert len(days) == 103
    assert days[ago(25).isoformat()]["steps"] == 5
    assert days[ago(30).isoformat()]["steps"] != 5
    assert len(world.called(STEPS)) == 2


async def test_unknown_is_null_and_zero_is_zero(alice, world, consent, job):
    world.data["days"] = {
        ago(1).isoformat(): {"steps": 0, "metres": 0},
        ago(2).isoformat(): {"total": 2000.0},
        ago(3).isoformat(): {"steps": 10**7, "active": 1e300},  # no body did that
    }
    await consent(alice)
    await job.work_off()
    days = await all_days(alice)
    assert sorted(days) == [ago(2).isoformat(), ago(1).isoformat()]
    still, unknown = days[ago(1).isoformat()], days[ago(2).isoformat()]
    assert (still["steps"], still["distance"]) == (0, 0)
    assert still["activeEnergy"] is still["totalEnergy"] is still["activeMinutes"] is None
    assert unknown["steps"] is unknown["distance"] is unknown["activeEnergy"] is None
    assert unknown["totalEnergy"] == 2000


async def test_pages_are_followed_to_the_end(alice, world, consent, job):
    fill(world, days=30)
    start = datetime.combine(ago(5), datetime.min.time(), UTC)
    world.data["workouts"] = [
        {
            "start": start + timedelta(minutes=20 * number),
            "end": start + timedelta(minutes=20 * number + 10),
            "type": "RUNNING",
            "kcal": 100.5,
            "metres": 1500,
        }
        for number in range(30)
    ]
    world.data["page"] = 10
    await consent(alice)
    await job.work_off()
    days = await all_days(alice)
    assert len(days) == 30
    workouts = days[ago(5).isoformat()]["workouts"]
    assert len(workouts) == 30
    assert workouts[1] == {
        "start": (start + timedelta(minutes=20)).isoformat(timespec="milliseconds")[:-6] + "Z",
        "end": (start + timedelta(minutes=30)).isoformat(timespec="milliseconds")[:-6] + "Z",
        "kind": "running",
        "energy": 100.5,
        "distance": 1500,
    }


async def test_a_workout_belongs_to_the_day_where_it_was(alice, world, consent, job):
    """At 23:30 in New York it is the next day in UTC, and in Berlin."""
    zone = datetime.strptime("-0500", "%z").tzinfo
    start = datetime.combine(ago(4), datetime.min.time(), zone) + timedelta(hours=23, minutes=30)
    world.data["workouts"] = [
        {"start": start, "end": start + timedelta(minutes=20), "type": "YOGA_HATHA"}
    ]
    await consent(alice)
    await job.work_off()
    days = await all_days(alice)
    assert list(days) == [ago(4).isoformat()]
    [workout] = days[ago(4).isoformat()]["workouts"]
    assert (workout["kind"], workout["energy"], workout["distance"]) == ("yoga_hatha", None, None)


async def test_what_is_deleted_or_changed_at_google_follows(alice, world, consent, job):
    fill(world, days=30)
    await consent(alice)
    await job.work_off()
    before = await all_days(alice)
    del world.data["days"][ago(3).isoformat()]
    del world.data["days"][ago(2).isoformat()]["active"]
    world.data["days"][ago(1).isoformat()]["steps"] = 5
    await ask(alice)
    await job.work_off()
    after = await all_days(alice)
    assert set(before) - set(after) == {ago(3).isoformat()}
    assert after[ago(2).isoformat()]["activeEnergy"] is None
    assert after[ago(1).isoformat()]["steps"] == 5
    changed = {day for day in after if after[day] != before[day]}
    assert changed == {ago(2).isoformat(), ago(1).isoformat()}  # the others were not written


async def test_only_what_was_granted_is_read(alice, bob, world, consent, job, db):
    fill(world)
    world.granted = {METRICS}
    assert await consent(alice) == "partial"
    await job.work_off()
    assert await all_days(alice) == {}
    assert await db.weights.count_documents({}) == 13
    assert not any("dailyRollUp" in path for path, _ in world.calls)
    world.granted = {ACTIVITY}
    assert await consent(alice) == "partial"
    await job.work_off()
    assert len(await all_days(alice)) == 90
    assert await db.weights.count_documents({}) == 13
    assert await all_days(bob) == {}


async def test_permission_that_was_taken_away_is_said(alice, world, consent, job):
    fill(world, days=10)
    await consent(alice)
    await job.work_off()
    for grant in (*world.access.values(), *world.refresh.values()):
        grant["scope"] = "openid"
    await ask(alice)
    await job.work_off()
    assert (await status_of(alice))["lastError"]["code"] == "noPermission"
    assert len(await all_days(alice)) == 10


async def test_an_account_without_a_profile_is_said_in_words(alice, world, consent, job):
    fill(world, days=3)
    world.linked = False
    await consent(alice)
    await job.work_off()
    status = await status_of(alice)
    assert (status["status"], status["lastError"]["code"]) == ("notLinked", "notLinked")
    assert "no Google Health profile" in status["lastError"]["message"]
    world.linked = True
    await ask(alice)
    await job.work_off()
    status = await status_of(alice)
    assert (status["status"], status["lastError"]) == ("connected", None)
    assert len(await all_days(alice)) == 3


async def test_a_short_outage_is_not_noticed(alice, world, consent, job):
    fill(world, days=5)
    await consent(alice)
    world.fail = [503, 429]
    await job.work_off()
    assert (await status_of(alice))["lastError"] is None
    assert len(await all_days(alice)) == 5


async def test_a_long_outage_is_said_and_tried_again(alice, world, consent, job, clock):
    fill(world)
    await consent(alice)
    world.fail = [503] * 3
    await job.work_off()
    status = await status_of(alice)
    assert status["lastError"]["code"] == "googleDown"
    assert status["lastSyncAt"] is None
    assert status["fitDataEnabled"] is True
    assert await job.work_off() == 0  # not at once
    clock.shift(timedelta(minutes=2))
    assert await job.work_off() == 1
    assert len(await all_days(alice)) == 90


async def test_google_says_how_long_to_wait_and_nobody_can_hurry_it(
    alice, world, consent, job, clock
):
    fill(world, days=5)
    await consent(alice)
    world.fail, world.retry_after = [429], "600"
    await job.work_off()
    assert (await status_of(alice))["lastError"]["code"] == "googleDown"
    calls = len(world.calls)
    await ask(alice)
    clock.shift(timedelta(seconds=590))
    assert await job.work_off() == 0
    assert len(world.calls) == calls
    clock.shift(timedelta(seconds=20))
    assert await job.work_off() == 1
    assert len(await all_days(alice)) == 5


async def test_a_token_that_died_early_is_replaced_once(alice, world, consent, job):
    fill(world, days=5)
    await consent(alice)
    world.access.clear()
    world.calls.clear()
    await job.work_off()
    assert len(world.called("/token")) == 1
    assert len(await all_days(alice)) == 5


async def test_access_that_was_revoked_needs_a_new_connection(alice, world, consent, job):
    fill(world, days=5)
    await consent(alice)
    await job.work_off()
    world.revoke_all()
    await ask(alice)
    await job.work_off()
    status = await status_of(alice)
    assert (status["status"], status["lastError"]["code"]) == ("needsReconnect", "needsReconnect")
    assert len(await all_days(alice)) == 5  # what was read stays
    refused = await alice.post(f"/api/fitness/sync/{alice.id}")
    assert (refused.status_code, refused.json()["code"]) == (409, "ConnectAgain")
    await consent(alice)
    await job.work_off()
    assert (await status_of(alice))["lastError"] is None


async def test_without_a_connection_there_is_nothing_to_sync(alice):
    refused = await alice.post(f"/api/fitness/sync/{alice.id}")
    assert (refused.status_code, refused.json()["code"]) == (409, "NothingConnected")
    assert await days_of(alice) == []


async def test_a_disconnected_account_is_left_alone_and_keeps_its_days(alice, world, consent, job):
    fill(world, days=5)
    await consent(alice)
    await job.work_off()
    assert (await alice.post(f"/api/fitness/disconnect/{alice.id}")).status_code == 200
    world.calls.clear()
    assert (await alice.post(f"/api/fitness/sync/{alice.id}")).status_code == 409
    await job.work_off()
    assert world.calls == []
    assert len(await all_days(alice)) == 5


async def test_many_workers_read_once(alice, world, consent, db, google_settings):
    fill(world)
    await consent(alice)
    world.calls.clear()
    async with httpx2.AsyncClient() as http:
        workers = [Syncing(db, google_settings, http) for _ in range(6)]
        assert sum(await asyncio.gather(*(worker.work_off() for worker in workers))) == 1
    assert len(world.called(STEPS)) == 4  # 14 days, and 76 in parts of 28
    assert await db.dailyactivities.count_documents({}) == 90


async def test_the_loop_reads_when_it_is_woken_and_stops_when_told(alice, world, consent, job):
    fill(world, days=5)
    loop = asyncio.create_task(job.run())
    await asyncio.sleep(0.1)
    await consent(alice)
    job.wake()
    async with asyncio.timeout(10):
        while (await status_of(alice))["lastSyncAt"] is None:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    loop.cancel()
    await asyncio.wait([loop])
    assert len(await all_days(alice)) == 5


async def test_days_are_asked_for_by_their_names(alice, bob, world, consent, job):
    fill(world, days=60)
    await consent(alice)
    await job.work_off()
    assert len(await days_of(alice)) == 30
    span = {"from": ago(9).isoformat(), "to": ago(5).isoformat()}
    assert [day["day"] for day in await days_of(alice, **span)] == [
        ago(number).isoformat() for number in range(9, 4, -1)
    ]
    path = f"/api/fitness/{alice.id}/days"
    for query in ({"from": today().isoformat(), "to": ago(1).isoformat()}, {"from": "1999-01-01"}):
        assert (await alice.get(path, params=query)).status_code == 422
    assert (await bob.get(path)).status_code == 403


async def test_reading_stops_when_the_account_is_erased(alice, world, consent, job, db):
    fill(world)
    world.slow_seconds = 0.05
    await consent(alice)
    reading = asyncio.create_task(job.work_off())
    async with asyncio.timeout(20):
        while not await db.dailyactivities.count_documents({}):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert (await alice.delete(f"/api/users/{alice.id}")).status_code == 204
    await reading
    mine = {"userId": ObjectId(alice.id)}
    for name in ("dailyactivities", "weights", "weightreadings"):
        assert await db[name].count_documents(mine) == 0
    assert await db.fitnesssyncs.count_documents({}) == 0


async def test_a_provider_that_has_ended_is_said_and_no_longer_asked(
    alice, world, consent, job, db, clock
):
    fill(world, days=5)
    await consent(alice)
    await job.work_off()
    mine = {"_id": ObjectId(alice.id)}
    await db.users.update_one(mine, {"$set": {"fitProvider": "google_fit"}})
    clock.shift(timedelta(days=366))
    world.calls.clear()
    assert await job.work_off() == 1
    user = await db.users.find_one(mine)
    assert user["fitLastError"]["code"] == "providerOver"
    assert world.calls == []
    clock.shift(timedelta(days=366))
    assert await job.work_off() == 0


async def test_more_days_cost_no_more_commands(alice, world, consent, job, count_commands):
    fill(world)
    await consent(alice)
    await job.work_off()
    few = {"from": ago(1).isoformat()}
    many = {"from": ago(89).isoformat()}
    path = f"/api/fitness/{alice.id}/days"
    costs = [await count_commands(alice.get(path, params=span)) for span in (few, many)]
    assert costs[0] == costs[1]


async def test_nonsense_from_google_stops_nothing(alice, world, consent, job):
    """What cannot be read is unknown; the days beside it arrive."""
    fill(world, days=3)
    start = datetime.combine(ago(1), datetime.min.time(), UTC)
    world.data["workouts"] = [
        {"start": start, "end": start - timedelta(hours=1), "type": "RUNNING"},
        {"start": start, "end": start + timedelta(hours=1), "type": "RUNNING", "kcal": -5.0},
    ]
    world.data["days"][ago(2).isoformat()]["total"] = -1.0
    await consent(alice)
    await job.work_off()
    days = await all_days(alice)
    assert len(days) == 3
    assert [each["energy"] for each in days[ago(1).isoformat()]["workouts"]] == [None]
    assert days[ago(2).isoformat()]["totalEnergy"] is None
