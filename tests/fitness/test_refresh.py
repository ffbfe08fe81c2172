"""Keeping the access fresh: once over all processes, and honest about what went wrong."""

import asyncio
import os
import sys
from datetime import timedelta

import pytest
from bson import ObjectId

from nutritrack.fitness import tokens
from nutritrack.fitness.connection import LEASE, GoogleTokens
from nutritrack.fitness.errors import (
    GoogleDown,
    KeysMissing,
    Misconfigured,
    NeedsReconnect,
    NotConnected,
)
from nutritrack.mongo.documents import now

HOUR = timedelta(hours=1)


@pytest.fixture
def source(db, google_settings):
    """Makes what a job reads tokens from; each one is like one in another process."""
    return lambda person: GoogleTokens(db, google_settings, ObjectId(person.id))


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    monkeypatch.setattr("nutritrack.google.oauth.PAUSE_SECONDS", 0.01)


def refreshes(world):
    return [f for f in world.called("/token") if f["grant_type"] == "refresh_token"]


async def status_of(person):
    return (await person.get(f"/api/fitness/{person.id}")).json()


async def stored(db, person):
    return await db.users.find_one({"_id": ObjectId(person.id)})


async def test_a_token_is_handed_out_until_a_minute_before_it_ends(
    alice, consent, world, source, clock
):
    await consent(alice)
    token = await source(alice).access_token()
    assert token in world.access
    clock.shift(timedelta(seconds=3599 - 70))
    assert await source(alice).access_token() == token
    clock.shift(timedelta(seconds=20))
    another = await source(alice).access_token()
    assert another != token
    assert another in world.access
    assert "scope" not in refreshes(world)[0]  # Google refuses to refresh what it never granted


async def test_many_processes_refresh_once(alice, consent, world, source, clock):
    await consent(alice)
    clock.shift(HOUR)
    got = await asyncio.gather(*(source(alice).access_token() for _ in range(25)))
    assert len(set(got)) == 1
    assert len(refreshes(world)) == 1


ASK = """
import asyncio, sys
from bson import ObjectId
from nutritrack.config import load_settings
from nutritrack.fitness.connection import GoogleTokens
from nutritrack.mongo.client import connect

async def main():
    settings = load_settings()
    async with connect(settings) as db:
        print("ready", flush=True)
        sys.stdin.readline()
        print(await GoogleTokens(db, settings, ObjectId(sys.argv[1])).access_token())

asyncio.run(main())
"""


async def test_real_processes_refresh_once_too(alice, consent, world, google_settings, db):
    await consent(alice)
    past = {"$set": {"googleTokenExpiry": now() - HOUR}}
    await db.users.update_one({"_id": ObjectId(alice.id)}, past)
    world.slow_seconds = 0.3  # long enough for all of them to want a token
    env = os.environ | {
        "NUTRITRACK_MONGODB_URI": google_settings.mongodb_uri.get_secret_value(),
        "NUTRITRACK_GOOGLE_CLIENT_ID": "client-id",
        "NUTRITRACK_GOOGLE_CLIENT_SECRET": "client-secret",
        "NUTRITRACK_GOOGLE_URL": google_settings.google_url,
        "NUTRITRACK_KEYS_DIR": str(google_settings.keys_dir),
    }
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-c", ASK, alice.id)
    workers = [
        await asyncio.create_subprocess_exec(*command, env=env, stdin=pipe, stdout=pipe)
        for _ in range(3)
    ]
    for worker in workers:
        assert await worker.stdout.readline() == b"ready\n"
    answers = await asyncio.gather(*(worker.communicate(b"go\n") for worker in workers))
    tokens_of_all = {answer.decode().strip() for answer, _ in answers}
    assert len(tokens_of_all) == 1
    assert tokens_of_all <= set(world.access)
    assert len(refreshes(world)) == 1


async def test_a_refused_token_is_replaced_once_by_whoever_is_first(alice, consent, world, source):
    await consent(alice)
    first, second = source(alice), source(alice)
    dead = await first.access_token()
    assert await second.access_token() == dead
    del world.access[dead]
    alive = await first.access_token(force=True)
    assert alive in world.access
    assert await second.access_token(force=True) == alive
    assert len(refreshes(world)) == 1
    assert await source(alice).access_token(force=True) != alive  # asked without knowing one


async def test_a_partial_consent_can_be_refreshed(alice, consent, world, source, clock):
    from nutritrack.fitness.scopes import HEALTH_ACTIVITY

    world.granted = {HEALTH_ACTIVITY}
    await consent(alice)
    clock.shift(HOUR)
    assert await source(alice).access_token() in world.access
    assert (await status_of(alice))["grantedScopes"] == [HEALTH_ACTIVITY]


async def test_a_new_refresh_token_is_kept(alice, consent, world, source, clock):
    world.rotate = True
    await consent(alice)
    for _ in range(3):
        clock.shift(HOUR)
        assert await source(alice).access_token() in world.access
    assert len(refreshes(world)) == 3


@pytest.mark.parametrize("how", ["revoked", "testing"])
async def test_access_that_ended_asks_to_connect_again_once(
    join, consent, world, source, clock, db, how, caplog
):
    alice = await join("Alice")
    world.testing = how == "testing"
    await consent(alice)
    if how == "revoked":
        world.revoke_all()
        clock.shift(HOUR)
    else:
        clock.shift(timedelta(days=7, hours=1))
    caplog.set_level("INFO", "nutritrack.fitness")
    found = await asyncio.gather(
        *(source(alice).access_token() for _ in range(5)), return_exceptions=True
    )
    assert {type(each) for each in found} == {NeedsReconnect}
    assert len(refreshes(world)) == 1
    assert caplog.text.count("connect again") == 1
    user = await stored(db, alice)
    assert [user[n] for n in ("googleAccessToken", "googleRefreshToken", "googleTokenExpiry")] == [
        None,
        None,
        None,
    ]
    status = await status_of(alice)
    assert status["status"] == "needsReconnect"
    assert status["fitDataEnabled"] is False
    assert status["lastError"]["code"] == "needsReconnect"
    assert "Connect it again" in status["lastError"]["message"]
    with pytest.raises(NeedsReconnect):
        await source(alice).access_token()
    assert len(refreshes(world)) == 1
    assert await consent(alice) == "connected"
    assert (await status_of(alice))["lastError"] is None
    assert await source(alice).access_token() in world.access


async def test_a_stumble_is_retried_and_nobody_notices(alice, consent, world, source, clock):
    await consent(alice)
    clock.shift(HOUR)
    world.fail = [503, 500]
    assert await source(alice).access_token() in world.access


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_google_away_keeps_the_tokens_and_gives_it_a_rest(
    alice, consent, world, source, clock, db, status
):
    await consent(alice)
    before = await stored(db, alice)
    clock.shift(HOUR)
    world.fail = [status] * 3
    found = await asyncio.gather(
        *(source(alice).access_token() for _ in range(8)), return_exceptions=True
    )
    assert {type(each) for each in found} == {GoogleDown}
    assert all(0 < each.seconds <= 5 for each in found)
    assert len(refreshes(world)) == 3  # one caller, three tries
    after = await stored(db, alice)
    assert after["googleRefreshToken"] == before["googleRefreshToken"]
    assert (await status_of(alice))["status"] == "connected"
    clock.shift(timedelta(seconds=6))
    assert await source(alice).access_token() in world.access
    assert "refreshPause" not in await stored(db, alice)


async def test_the_rest_grows_and_honours_what_google_asks_for(
    alice, consent, world, source, clock
):
    await consent(alice)
    clock.shift(HOUR)
    waits = []
    for _ in range(4):
        world.fail = [503] * 3
        with pytest.raises(GoogleDown) as down:
            await source(alice).access_token()
        waits.append(down.value.seconds)
        clock.shift(timedelta(seconds=down.value.seconds + 1))
    assert waits[3] > waits[0]
    world.fail, world.retry_after = [429], "120"
    with pytest.raises(GoogleDown) as down:
        await source(alice).access_token()
    assert 110 < down.value.seconds <= 120
    assert world.fail == []  # asked once, not again before that


async def test_a_slow_google_is_away(alice, consent, world, source, clock, monkeypatch):
    await consent(alice)
    clock.shift(HOUR)
    monkeypatch.setattr("nutritrack.google.oauth.TRY_SECONDS", 0.2)
    world.slow_seconds = 0.5
    with pytest.raises(GoogleDown):
        await source(alice).access_token()


async def test_a_wrong_secret_keeps_the_tokens(alice, consent, world, source, clock, db):
    await consent(alice)
    clock.shift(HOUR)
    world.client_secret = "another"
    with pytest.raises(Misconfigured):
        await source(alice).access_token()
    assert (await stored(db, alice))["googleRefreshToken"] is not None
    world.client_secret = "client-secret"
    clock.shift(timedelta(seconds=10))
    assert await source(alice).access_token() in world.access


async def test_a_process_that_died_with_the_lease_holds_nobody_up_for_long(
    alice, consent, world, source, clock, db
):
    await consent(alice)
    clock.shift(HOUR)
    user = await stored(db, alice)
    version = user["tokenVersion"]
    assert await tokens.lease(db, user["_id"], version, "dead", LEASE)
    assert not await tokens.lease(db, user["_id"], version, "other", LEASE)
    clock.shift(LEASE + timedelta(seconds=1))
    assert await source(alice).access_token() in world.access
    late = {"googleTokenExpiry": now()}
    assert not await tokens.renew(db, user["_id"], version, "dead", late)


async def test_disconnecting_wins_over_a_refresh_under_way(
    alice, consent, world, source, clock, db
):
    await consent(alice)
    clock.shift(HOUR)
    world.slow_seconds = 0.3
    refreshing = asyncio.create_task(source(alice).access_token())
    while "refreshLease" not in await stored(db, alice):  # noqa: ASYNC110 (as another process would)
        await asyncio.sleep(0.01)
    assert (await alice.post(f"/api/fitness/disconnect/{alice.id}")).status_code == 200
    with pytest.raises(NotConnected):
        await refreshing
    user = await stored(db, alice)
    assert (user["googleAccessToken"], user["googleRefreshToken"]) == (None, None)


async def test_nobody_connected_has_no_token(alice, source):
    with pytest.raises(NotConnected):
        await source(alice).access_token()


async def test_a_token_of_somebody_else_does_not_open(alice, bob, consent, world, source, db):
    await consent(alice)
    await consent(bob)
    hers, his = await stored(db, alice), await stored(db, bob)
    for moved in (
        {"googleAccessToken": hers["googleAccessToken"]},  # of another user
        {"googleAccessToken": his["googleRefreshToken"]},  # of another field
    ):
        await db.users.update_one({"_id": his["_id"]}, {"$set": {**his, **moved}})
        with pytest.raises(NeedsReconnect):
            await source(bob).access_token()
    assert await source(alice).access_token() in world.access


async def test_lost_master_keys_are_said_and_lose_nothing(
    alice, consent, world, source, db, google_settings
):
    await consent(alice)
    master = google_settings.keys_dir / "master"
    kept = master.read_text()
    master.unlink()
    with pytest.raises(KeysMissing):
        await source(alice).access_token()
    assert (await stored(db, alice))["googleRefreshToken"] is not None
    master.write_text(kept)
    assert await source(alice).access_token() in world.access
