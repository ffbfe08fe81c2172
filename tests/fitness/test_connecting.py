"""Connecting Google, and ending it: consent in whole, in part and not at all."""

import asyncio
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from bson import ObjectId

from fitness.conftest import return_from
from nutritrack.app import create_app
from nutritrack.fitness.scopes import FIT_DISTANCE, HEALTH_ACTIVITY, HEALTH_WEIGHT

TOKENS = ("googleAccessToken", "googleRefreshToken", "googleTokenExpiry")


def status_of(person):
    return person.get(f"/api/fitness/{person.id}")


def disconnect(person):
    return person.post(f"/api/fitness/disconnect/{person.id}")


async def stored(db, person):
    return await db.users.find_one({"_id": ObjectId(person.id)})


async def test_somebody_who_never_connected(alice):
    status = (await status_of(alice)).json()
    assert status["status"] == "disconnected"
    assert status["fitDataEnabled"] is False
    assert status["configured"] is True
    assert status["redirectUri"] == "http://127.0.0.1:8000/api/fitness/callback"
    nothing = ("provider", "account", "lastSyncAt", "lastError", "connectionEndsAt")
    assert [status[name] for name in nothing] == [None] * 5
    assert status["grantedScopes"] == []


async def test_connecting_stores_sealed_tokens_and_shows_none(alice, consent, world, db):
    assert await consent(alice) == "connected"
    status = (await status_of(alice)).json()
    assert (status["status"], status["provider"]) == ("connected", "google_health")
    assert status["fitDataEnabled"] is True
    assert status["grantedScopes"] == [HEALTH_ACTIVITY, HEALTH_WEIGHT]
    assert status["features"] == ["activity", "distance", "weight"]
    assert status["missing"] == []
    assert status["account"] == "alice@gmail.com"
    user = await stored(db, alice)
    assert user["googleId"] == world.person.id
    assert user["fitDataEnabled"] is True
    for name in TOKENS[:2]:
        assert user[name].startswith("v1:")
        assert not any(secret in user[name] for secret in world.secrets)
    shown = (await alice.get(f"/api/users/{alice.id}")).text + str(status)
    assert "v1:" not in shown
    assert not any(secret in shown for secret in world.secrets)


async def test_what_we_ask_google_for(alice, world):
    asked = (await alice.post(f"/api/fitness/connect/{alice.id}", json={})).json()
    query = {k: v[0] for k, v in parse_qs(urlsplit(asked["authorizeUrl"]).query).items()}
    assert query["response_type"] == "code"
    assert query["code_challenge_method"] == "S256"
    assert (query["access_type"], query["prompt"]) == ("offline", "consent")
    assert query["redirect_uri"] == "http://127.0.0.1:8000/api/fitness/callback"
    assert set(query["scope"].split()) == {"openid", "email", HEALTH_ACTIVITY, HEALTH_WEIGHT}
    assert world.calls == []  # nobody talks to Google before the user does


async def test_a_body_is_not_needed_and_a_wrong_provider_is_named(alice):
    path = f"/api/fitness/connect/{alice.id}"
    assert (await alice.post(path)).status_code == 200
    reply = await alice.post(path, json={"provider": "fitbit"})
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (422, "provider")


async def test_a_box_that_was_unticked(alice, consent, world):
    world.granted = {HEALTH_ACTIVITY}
    assert await consent(alice) == "partial"
    status = (await status_of(alice)).json()
    assert status["grantedScopes"] == [HEALTH_ACTIVITY]
    assert (status["features"], status["missing"]) == (["activity", "distance"], ["weight"])


async def test_every_box_unticked_is_no_connection_and_leaves_no_access(alice, consent, world, db):
    world.granted = set()
    assert await consent(alice) == "denied"
    assert (await status_of(alice)).json()["status"] == "disconnected"
    assert world.access == {}
    assert "googleAccessToken" not in await stored(db, alice)


async def test_cancelling_changes_nothing(alice, consent, world):
    assert await consent(alice) == "connected"
    world.deny = True
    assert await consent(alice) == "denied"
    assert (await status_of(alice)).json()["status"] == "connected"


async def test_a_state_works_once(alice, browser, world):
    asked = (await alice.post(f"/api/fitness/connect/{alice.id}")).json()
    back = await browser.get(asked["authorizeUrl"])
    assert await return_from(alice, back) == "connected"
    again = await browser.get(asked["authorizeUrl"])  # another code, the same state
    assert await return_from(alice, again) == "expired"


async def test_of_two_that_come_back_at_once_one_connects(alice, browser, world):
    asked = (await alice.post(f"/api/fitness/connect/{alice.id}")).json()
    back = await browser.get(asked["authorizeUrl"])
    outcomes = await asyncio.gather(*(return_from(alice, back) for _ in range(4)))
    assert sorted(outcomes) == ["connected", "expired", "expired", "expired"]
    assert len(world.called("/token")) == 1


async def test_a_state_is_for_the_sign_in_that_began(alice, bob, browser, anybody, db):
    """Whoever is lured to somebody else's redirect does not connect that account."""
    asked = (await alice.post(f"/api/fitness/connect/{alice.id}")).json()
    back = await browser.get(asked["authorizeUrl"])
    assert await return_from(bob, back) == "expired"
    codes = (await alice.post("/api/auth/recovery-codes")).json()["recoveryCodes"]
    other = anybody()
    body = {"email": "alice@example.com", "code": codes[0]}
    token = (await other.post("/api/auth/login", json=body)).json()["token"]
    other.cookies.clear()
    other.headers["Authorization"] = f"Bearer {token}"
    assert await return_from(other, back) == "expired"
    parts = urlsplit(back.headers["location"])
    assert (await anybody().get(f"{parts.path}?{parts.query}")).status_code == 401
    assert await return_from(alice, back) == "connected"  # it was not used up


async def test_a_state_ends_after_ten_minutes(alice, browser, clock):
    asked = (await alice.post(f"/api/fitness/connect/{alice.id}")).json()
    clock.shift(timedelta(minutes=9, seconds=58))
    back = await browser.get(asked["authorizeUrl"])
    clock.shift(timedelta(seconds=3))
    assert await return_from(alice, back) == "expired"


@pytest.mark.parametrize("query", ["", "?state=x", "?code=x", "?error=x", "?state=%00&code=%ff"])
async def test_a_callback_that_nobody_began(alice, query):
    reply = await alice.get(f"/api/fitness/callback{query}")
    assert (reply.status_code, reply.headers["location"]) == (303, "/settings?fitness=expired")


async def test_a_code_of_somebody_else_is_not_taken(alice, bob, browser, world):
    """PKCE: a code opens with the verifier of the one who asked for it."""
    hers = (await alice.post(f"/api/fitness/connect/{alice.id}")).json()["authorizeUrl"]
    his = (await bob.post(f"/api/fitness/connect/{bob.id}")).json()["authorizeUrl"]
    code = parse_qs(urlsplit((await browser.get(hers)).headers["location"]).query)["code"][0]
    state = parse_qs(urlsplit((await browser.get(his)).headers["location"]).query)["state"][0]
    reply = await bob.get("/api/fitness/callback", params={"state": state, "code": code})
    assert reply.headers["location"] == "/settings?fitness=expired"
    assert (await status_of(bob)).json()["status"] == "disconnected"


async def test_google_that_stumbles_once_is_asked_again(alice, consent, world):
    world.fail = [503]
    assert await consent(alice) == "connected"
    assert len(world.called("/token")) == 2


async def test_google_that_stays_away_is_said(alice, consent, world, monkeypatch):
    monkeypatch.setattr("nutritrack.google.oauth.PAUSE_SECONDS", 0.01)
    world.fail = [503, 429, 500]
    assert await consent(alice) == "googleDown"
    assert (await status_of(alice)).json()["status"] == "disconnected"


async def test_a_wrong_secret_is_for_who_runs_the_server(alice, consent, world, caplog):
    world.client_secret = "another"
    assert await consent(alice) == "misconfigured"
    assert "invalid_client" in caplog.text
    assert not any(secret in caplog.text for secret in world.secrets)


async def test_without_a_client_at_google(db, settings, join):
    transport = httpx2.ASGITransport(app=create_app(settings, db))
    alice = await join("Alice")
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as plain:
        plain.headers["Authorization"] = alice.headers["Authorization"]
        reply = await plain.post(f"/api/fitness/connect/{alice.id}")
        assert (reply.status_code, reply.json()["code"]) == (409, "NotConfigured")
        assert "docs/fitness.md" in reply.json()["detail"]
        assert (await plain.get(f"/api/fitness/{alice.id}")).json()["configured"] is False
        assert (await plain.post(f"/api/fitness/disconnect/{alice.id}")).status_code == 200
        methods = {"google": False, "emailCode": False}
        assert (await plain.get("/api/auth/methods")).json() == methods
        assert (await plain.get("/api/auth/google")).status_code == 303  # to the right address
        reply = await plain.get("/api/auth/google?moved=true")
        assert (reply.status_code, reply.json()["code"]) == (409, "GoogleNotConfigured")


async def test_a_browser_at_another_address_is_told_where_to_go(alice):
    alice.cookies.set("nutritrack", alice.token)
    del alice.headers["Authorization"]
    path = f"/api/fitness/connect/{alice.id}"
    reply = await alice.post(path, headers={"Origin": "http://test"})
    assert (reply.status_code, reply.json()["code"]) == (409, "WrongAddress")
    assert "http://127.0.0.1:8000" in reply.json()["detail"]
    here = {"Origin": "http://127.0.0.1:8000", "Host": "127.0.0.1:8000"}
    assert (await alice.post(path, headers=here)).status_code == 200


async def test_google_fit_can_be_connected_until_it_ends(join, consent, world, clock):
    clock.move_to("2026-12-31T12:00:00Z")
    alice = await join("Alice")
    world.granted = {FIT_DISTANCE}
    assert await consent(alice, provider="google_fit") == "partial"
    status = (await status_of(alice)).json()
    assert (status["provider"], status["features"]) == ("google_fit", ["distance"])
    assert [offer["id"] for offer in status["providers"]] == ["google_health", "google_fit"]
    clock.move_to("2027-01-01T00:00:00Z")
    path = f"/api/fitness/connect/{alice.id}"
    reply = await alice.post(path, json={"provider": "google_fit"})
    assert (reply.status_code, reply.json()["code"]) == (409, "ProviderEnded")
    status = (await status_of(alice)).json()
    assert [offer["id"] for offer in status["providers"]] == ["google_health"]


async def test_connecting_again_needs_no_disconnect(alice, consent, world, db):
    await consent(alice)
    before = await stored(db, alice)
    assert await consent(alice) == "connected"
    after = await stored(db, alice)
    assert after["tokenVersion"] > before["tokenVersion"]
    assert world.called("/revoke") == []  # both tokens are of one grant
    assert len(world.refresh) == 2


async def test_another_google_account_replaces_the_first_whose_access_ends(alice, consent, world):
    await consent(alice)
    first = next(iter(world.refresh))
    world.person.id, world.person.email = "999", "other@gmail.com"
    assert await consent(alice) == "connected"
    assert [sent["token"] for sent in world.called("/revoke")] == [first]
    assert (await status_of(alice)).json()["account"] == "other@gmail.com"


async def test_disconnecting_forgets_the_tokens_and_ends_the_access(alice, consent, world, db):
    await consent(alice)
    reply = await disconnect(alice)
    assert reply.status_code == 200
    assert reply.json()["revoked"] is True
    assert reply.json()["status"] == "disconnected"
    user = await stored(db, alice)
    assert [user[name] for name in TOKENS] == [None, None, None]
    assert user["fitDataEnabled"] is False
    assert world.access == world.refresh == {}
    assert (await disconnect(alice)).json()["revoked"] is None  # again, with nothing to end


@pytest.mark.parametrize("status", [400, 403, 429, 500, 503])
async def test_disconnecting_does_not_depend_on_what_google_says(alice, consent, world, db, status):
    await consent(alice)
    world.fail = [status]
    reply = await disconnect(alice)
    assert (reply.status_code, reply.json()["revoked"]) == (200, False)
    user = await stored(db, alice)
    assert [user[name] for name in TOKENS] == [None, None, None]
    assert user["fitDataEnabled"] is False


async def test_disconnecting_works_while_google_does_not_answer(
    alice, consent, world, db, monkeypatch
):
    await consent(alice)
    monkeypatch.setattr("nutritrack.google.oauth.REVOKE_SECONDS", 0.2)
    world.slow_seconds = 1.0
    reply = await disconnect(alice)
    assert (reply.status_code, reply.json()["revoked"]) == (200, False)
    assert (await stored(db, alice))["googleRefreshToken"] is None


async def test_access_that_is_gone_at_google_already_counts_as_ended(alice, consent, world):
    await consent(alice)
    world.revoke_all()
    assert (await disconnect(alice)).json()["revoked"] is True


async def test_erasing_an_account_ends_its_access(alice, bob, consent, world, google_settings):
    await consent(alice)
    assert (google_settings.keys_dir / "users" / alice.id).exists()
    token = next(iter(world.refresh))
    assert (await alice.delete(f"/api/users/{alice.id}")).status_code == 204
    assert [sent["token"] for sent in world.called("/revoke")] == [token]
    assert not (google_settings.keys_dir / "users" / alice.id).exists()


async def test_an_account_that_is_erased_during_consent_keeps_no_key(
    alice, browser, world, db, google_settings
):
    asked = (await alice.post(f"/api/fitness/connect/{alice.id}")).json()
    back = await browser.get(asked["authorizeUrl"])
    parts = urlsplit(back.headers["location"])
    await db.users.delete_one({"_id": ObjectId(alice.id)})
    assert (await alice.get(f"{parts.path}?{parts.query}")).status_code == 401
    assert not (google_settings.keys_dir / "users" / alice.id).exists()


async def test_a_client_in_testing_says_when_the_access_ends(alice, consent, world):
    world.testing = True
    await consent(alice)
    assert (await status_of(alice)).json()["connectionEndsAt"] is not None
    world.testing = False
    await consent(alice)
    assert (await status_of(alice)).json()["connectionEndsAt"] is None


async def test_connecting_is_limited(alice):
    path = f"/api/fitness/connect/{alice.id}"
    replies = [await alice.post(path) for _ in range(21)]
    assert [reply.status_code for reply in replies] == [200] * 20 + [429]
    assert int(replies[-1].headers["Retry-After"]) > 0
