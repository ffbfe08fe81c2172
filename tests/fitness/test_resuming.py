"""A first import that is cut off goes on where it was."""

import asyncio
import json
import os
import signal
import time
from datetime import timedelta
from itertools import pairwise

import httpx2
import pytest
from bson import ObjectId

from fitness.reading import ago, all_days, ask, fill, status_of
from nutritrack.fitness import syncs
from nutritrack.fitness.sync import plan
from nutritrack.fitness.syncs import Sync
from serving import serving, start

STEPS = "/v4/users/me/dataTypes/steps/dataPoints:dailyRollUp"


def starts(world):
    """The first days of the parts that were asked for."""
    ranges = [json.loads(sent)["range"]["start"]["date"] for sent in world.called(STEPS)]
    return [f"{each['year']}-{each['month']:02}-{each['day']:02}" for each in ranges]


async def test_a_worker_that_is_stopped_leaves_the_rest_to_the_next(alice, world, consent, job, db):
    fill(world)
    world.slow_seconds = 0.03
    await consent(alice)
    reading = asyncio.create_task(job.work_off())
    async with asyncio.timeout(20):
        while await db.dailyactivities.count_documents({}) < 42:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    reading.cancel()
    await asyncio.wait([reading])
    state = await status_of(alice)
    assert state["sync"]["running"] is False
    assert state["sync"]["daysWanted"] == 90
    assert 42 <= state["sync"]["daysRead"] < 90
    world.calls.clear()
    world.slow_seconds = 0
    assert await job.work_off() == 1  # at once
    days = await all_days(alice)
    assert sorted(days) == [ago(number).isoformat() for number in range(89, -1, -1)]
    again = starts(world)  # the first may be the one that was under way
    assert ago(13).isoformat() in again[:2]
    assert ago(41).isoformat() not in again  # that part was read already
    assert (await status_of(alice))["sync"]["daysWanted"] is None


async def test_google_going_away_in_the_middle_costs_no_day(alice, world, consent, job, clock):
    fill(world)
    world.slow_seconds = 0.03
    await consent(alice)
    reading = asyncio.create_task(job.work_off())
    async with asyncio.timeout(20):
        while len(await all_days(alice)) < 14:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    world.fail += [503] * 3
    await reading
    status = await status_of(alice)
    assert status["lastError"]["code"] == "googleDown"
    assert 14 <= len(await all_days(alice)) < 90
    assert status["sync"]["daysRead"] == len(await all_days(alice))
    clock.shift(timedelta(minutes=2))
    world.slow_seconds = 0
    await job.work_off()
    assert len(await all_days(alice)) == 90


async def test_the_lease_of_a_dead_worker_runs_out(alice, world, consent, job, db, clock):
    fill(world, days=5)
    await consent(alice)
    dead = await syncs.claim(db)
    assert dead is not None
    assert await job.work_off() == 0
    assert (await status_of(alice))["sync"]["running"] is True
    clock.shift(syncs.LEASE + timedelta(seconds=1))
    assert (await status_of(alice))["sync"]["running"] is False
    assert await job.work_off() == 1
    assert len(await all_days(alice)) == 5
    # It was only slow, and wakes up: it must not write any more.
    with pytest.raises(syncs.LeaseLost):
        await syncs.reach(db, dead, ago(3), ago(1))
    assert not await syncs.give_back(db, dead, None, failed=True, pause_until=None)
    state = await syncs.read(db, ObjectId(alice.id))
    assert state is not None
    assert (state.read_from, state.failures) == (None, 0)


async def test_asking_while_it_runs_is_not_forgotten(alice, world, consent, job, db):
    fill(world, days=5)
    world.slow_seconds = 0.03
    await consent(alice)
    reading = asyncio.create_task(job.work_off())
    async with asyncio.timeout(10):
        while not (await status_of(alice))["sync"]["running"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await ask(alice)
    assert await reading == 2


async def test_connecting_again_meanwhile_starts_anew(alice, world, consent, job, db):
    fill(world)
    world.slow_seconds = 0.03
    await consent(alice)
    reading = asyncio.create_task(job.work_off())
    async with asyncio.timeout(20):
        while not await db.dailyactivities.count_documents({}):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    for day in world.data["days"].values():
        day["steps"] = 7
    await consent(alice)
    world.slow_seconds = 0
    await reading
    await job.work_off()
    days = await all_days(alice)
    assert len(days) == 90
    assert {day["steps"] for day in days.values()} == {7}


def test_a_round_goes_on_only_where_no_day_is_left_out():
    def state(**fields):
        return Sync(id=ObjectId(), **fields)

    today = ago(0)
    fresh = plan(state(), today)
    assert (fresh.since, fresh.read_from) == (ago(89), None)
    goes_on = plan(state(since=ago(89), read_from=ago(41), read_to=today), today)
    assert [first for first, _ in goes_on.parts()] == [ago(13), ago(69), ago(89)]
    after_a_gap = plan(state(since=ago(109), read_from=ago(61), read_to=ago(20)), today)
    parts = after_a_gap.parts()
    assert (parts[0], parts[-1][0]) == ((ago(13), today), ago(109))
    assert all(one[0] - other[1] == timedelta(days=1) for one, other in pairwise(parts))
    usual = plan(state(last_day=ago(1)), today)
    assert [first for first, _ in usual.parts()] == [ago(13), ago(14)]
    years = plan(state(last_day=ago(2000)), today)
    assert years.since == ago(365)


def test_a_server_that_is_killed_goes_on_when_it_is_back(world, google_url, data_dir):
    """The real thing: processes, an embedded database, and kill -9 in the middle."""
    fill(world)
    world.slow_seconds = 0.1
    env = {
        "NUTRITRACK_GOOGLE_CLIENT_ID": world.client_id,
        "NUTRITRACK_GOOGLE_CLIENT_SECRET": world.client_secret,
        "NUTRITRACK_GOOGLE_URL": google_url,
    }
    server = start(data_dir, "--workers", "2", **env)
    try:
        alice = httpx2.Client(base_url=server.url, timeout=20)
        said = {"email": "alice@example.com", "name": "Alice"}
        signed_in = alice.post("/api/auth/login", json=said).json()
        alice.headers["Authorization"] = f"Bearer {signed_in['token']}"
        path = f"/api/fitness/{signed_in['user']['_id']}"
        asked = alice.post(path.replace("fitness/", "fitness/connect/"))
        back = httpx2.get(asked.json()["authorizeUrl"]).headers["location"]
        assert alice.get(back).headers["location"].endswith("=connected")
        wait_for(lambda: 42 <= (alice.get(path).json()["sync"]["daysRead"] or 0) < 90)
    finally:
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait(10)
    read_before = len(starts(world))
    world.slow_seconds = 0
    with serving(data_dir, "--workers", "2", **env) as server:
        alice.base_url = server.url
        wait_for(lambda: alice.get(path).json()["lastSyncAt"] is not None)
        days = alice.get(f"{path}/days", params={"from": ago(100).isoformat()}).json()
        alice.close()
    assert [day["day"] for day in days] == [ago(number).isoformat() for number in range(89, -1, -1)]
    again = starts(world)[read_before:]  # the first may be the one that was under way
    assert ago(13).isoformat() in again[:2]
    assert ago(41).isoformat() not in again


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)
