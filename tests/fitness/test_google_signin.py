"""Signing in with Google: who gets in, and who does not."""

import asyncio
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from bson import ObjectId

from nutritrack.fitness.scopes import HEALTH_ACTIVITY
from nutritrack.mongo.documents import now

HOST = {"Host": "127.0.0.1:8000"}


async def go(person, browser):
    """From the button to where the browser ends. Cookies are kept as a browser keeps them."""
    asked = await person.get("/api/auth/google", headers=HOST)
    assert asked.status_code == 303, asked.text
    back = await browser.get(asked.headers["location"])
    return await come_back(person, back)


async def come_back(person, back):
    parts = urlsplit(back.headers["location"])
    return await person.get(f"{parts.path}?{parts.query}", headers=HOST)


async def link(person, browser):
    asked = await person.post("/api/auth/google")
    assert asked.status_code == 200, asked.text
    return await come_back(person, await browser.get(asked.json()["authorizeUrl"]))


def where(reply):
    assert reply.status_code == 303, reply.text
    return reply.headers["location"]


async def proofs(person):
    """What lets them in, as the settings are told."""
    reply = await person.get("/api/auth/proofs")
    assert reply.status_code == 200, reply.text
    return reply.json()["methods"]


async def prove(db, person):
    await db.credentials.update_one(
        {"_id": ObjectId(person.id)}, {"$set": {"emailProvenAt": now()}}
    )


async def test_an_unknown_google_account_makes_an_account(stranger, browser, world, db):
    assert where(await go(stranger, browser)) == "/"
    user = (await stranger.get("/api/auth/session")).json()
    assert (user["email"], user["name"]) == ("alice@gmail.com", "Alice Example")
    assert user["googleId"] == world.person.id
    assert user["fitDataEnabled"] is False
    kept = await db.users.find_one({"_id": ObjectId(user["_id"])})
    assert "googleAccessToken" not in kept  # signing in reads no data, so no token is kept
    world.person.email = "renamed@gmail.com"  # the id says who it is
    stranger.cookies.clear()
    assert where(await go(stranger, browser)) == "/"
    assert (await stranger.get("/api/auth/session")).json()["_id"] == user["_id"]


async def test_signing_in_asks_for_no_data(stranger, world):
    url = where(await stranger.get("/api/auth/google", headers=HOST))
    assert "access_type" not in url
    assert HEALTH_ACTIVITY not in url
    assert "scope=openid+email+profile" in url


async def test_an_account_is_not_found_by_an_email_that_it_never_proved(join, anybody, browser, db):
    """Somebody may have signed up with the address of somebody else, to wait for them."""
    squatter = await join("Squatter", email="alice@gmail.com")
    alice = anybody()
    assert where(await go(alice, browser)) == "/sign-in?google=known"
    assert (await alice.get("/api/auth/session")).status_code == 401
    assert "googleId" not in await db.users.find_one({"_id": ObjectId(squatter.id)})
    assert "googleId" not in await db.credentials.find_one({"_id": ObjectId(squatter.id)})


async def test_an_account_is_found_by_an_email_that_it_proved(join, anybody, browser, world, db):
    alice = await join("Alice", email="alice@gmail.com")
    await prove(db, alice)
    elsewhere = anybody()
    assert where(await go(elsewhere, browser)) == "/"
    assert (await elsewhere.get("/api/auth/session")).json()["_id"] == alice.id


async def test_an_address_that_google_does_not_host_finds_no_account(
    join, anybody, browser, world, db
):
    """Google verified it once; it may belong to somebody else by now."""
    alice = await join("Alice", email="alice@example.org")
    await prove(db, alice)
    world.person.email = "alice@example.org"
    assert where(await go(anybody(), browser)) == "/sign-in?google=known"
    world.person.hosted_domain = "example.org"
    assert where(await go(anybody(), browser)) == "/"


async def test_an_address_that_went_to_somebody_else_does_not_take_the_account(
    stranger, anybody, browser, world
):
    assert where(await go(stranger, browser)) == "/"
    world.person.id = "another person with the same address"
    assert where(await go(anybody(), browser)) == "/sign-in?google=known"


async def test_an_unverified_address_makes_no_account(stranger, browser, world, db):
    world.person.email_verified = False
    assert where(await go(stranger, browser)) == "/sign-in?google=unverified"
    assert await db.users.count_documents({}) == 0


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another client"},
        {"iss": "https://evil.example"},
        {"nonce": "of another sign-in"},
        {"exp": 1},
        {"exp": "soon"},
        {"sub": ""},
        {"sub": None},
        {"sub": {"$ne": ""}},
    ],
)
async def test_an_id_token_that_is_not_for_us_signs_nobody_in(stranger, browser, world, db, claims):
    world.claims = claims
    assert where(await go(stranger, browser)) == "/sign-in?google=misconfigured"
    assert (await stranger.get("/api/auth/session")).status_code == 401
    assert await db.users.count_documents({}) == 0


@pytest.mark.parametrize("name", ["", " \t", "x" * 500, "a\x00b", None, 5])
async def test_a_name_that_we_do_not_take(stranger, browser, world, name):
    world.claims = {"name": name}
    assert where(await go(stranger, browser)) == "/"
    assert (await stranger.get("/api/auth/session")).json()["name"] == "alice"


async def test_only_the_browser_that_began_comes_back(stranger, anybody, browser):
    """Nobody is signed in to somebody else's account by a link."""
    asked = await stranger.get("/api/auth/google", headers=HOST)
    back = await browser.get(where(asked))
    other = anybody()
    assert where(await come_back(other, back)) == "/sign-in?google=expired"
    await other.get("/api/auth/google", headers=HOST)  # with a cookie of its own
    assert where(await come_back(other, back)) == "/sign-in?google=expired"
    assert where(await come_back(stranger, back)) == "/"
    assert where(await come_back(stranger, back)) == "/settings?google=expired"  # signed in by now


async def test_a_state_of_one_purpose_is_none_of_another(alice, browser):
    asked = (await alice.post(f"/api/fitness/connect/{alice.id}")).json()
    back = await browser.get(asked["authorizeUrl"])
    state = urlsplit(back.headers["location"]).query
    assert (
        where(await alice.get(f"/api/auth/google/callback?{state}")) == "/settings?google=expired"
    )


async def test_cancelling(stranger, browser, world):
    world.deny = True
    assert where(await go(stranger, browser)) == "/sign-in?google=denied"


async def test_google_away(stranger, browser, world, monkeypatch):
    monkeypatch.setattr("nutritrack.google.oauth.PAUSE_SECONDS", 0.01)
    world.fail = [503] * 3
    assert where(await go(stranger, browser)) == "/sign-in?google=googleDown"


async def test_the_cookie_holds_a_sign_in_and_no_token_of_google(stranger, browser, world):
    reply = await go(stranger, browser)
    cookies = reply.headers.get_list("set-cookie")
    session = next(each for each in cookies if each.startswith("nutritrack="))
    assert "HttpOnly" in session
    assert "SameSite=lax" in session
    assert not any(secret in str(reply.headers) for secret in world.secrets)


async def test_two_clicks_make_one_account(anybody, browser, db):
    people = [anybody() for _ in range(4)]
    replies = await asyncio.gather(*(go(person, browser) for person in people))
    assert {where(reply) for reply in replies} == {"/"}
    assert await db.users.count_documents({}) == 1


async def test_linking_and_ending_it(alice, bob, anybody, browser, world):
    assert where(await link(alice, browser)) == "/settings?google=linked"
    assert (await alice.get("/api/auth/session")).json()["googleId"] == world.person.id
    elsewhere = anybody()
    assert where(await go(elsewhere, browser)) == "/"
    assert (await elsewhere.get("/api/auth/session")).json()["_id"] == alice.id
    assert where(await link(bob, browser)) == "/settings?google=taken"
    assert (await proofs(alice)) == ["recovery_code", "google"]
    proof = await anybody().post("/api/auth/login", json={"email": "alice@example.com"})
    assert "google" in proof.json()["methods"]
    assert (await alice.delete("/api/auth/google")).status_code == 204
    assert (await alice.delete("/api/auth/google")).status_code == 204
    assert (await proofs(alice)) == ["recovery_code"]
    world.person.email = "somebody.new@gmail.com"
    assert where(await go(anybody(), browser)) == "/"  # a new account, not Alice's
    assert where(await link(alice, browser)) == "/settings?google=taken"


async def test_the_last_way_in_stays(stranger, browser):
    assert where(await go(stranger, browser)) == "/"
    token = stranger.cookies["nutritrack"]
    stranger.cookies.clear()
    stranger.headers["Authorization"] = f"Bearer {token}"
    reply = await stranger.delete("/api/auth/google")
    assert (reply.status_code, reply.json()["code"]) == (409, "LastProof")
    assert (await stranger.post("/api/auth/recovery-codes")).status_code == 201
    assert (await stranger.delete("/api/auth/google")).status_code == 204


async def test_connecting_fitness_data_lets_nobody_sign_in(alice, anybody, consent, browser):
    """A watch may be paired with an account that others use too."""
    assert await consent(alice) == "connected"
    assert (await proofs(alice)) == ["recovery_code"]
    elsewhere = anybody()
    assert where(await go(elsewhere, browser)) == "/"
    assert (await elsewhere.get("/api/auth/session")).json()["_id"] != alice.id


async def test_signing_in_with_another_account_than_the_data_comes_from(
    alice, consent, browser, world
):
    await consent(alice)
    token = next(iter(world.refresh))
    world.person.id = "999"
    assert where(await link(alice, browser)) == "/settings?google=linked"
    world.person.id = "108234567890123456789"
    await consent(alice)
    assert world.called("/revoke") == []
    assert token in world.refresh


async def test_an_account_that_another_client_removed_is_made_anew(stranger, anybody, browser, db):
    assert where(await go(stranger, browser)) == "/"
    await db.users.delete_many({})
    again = anybody()
    assert where(await go(again, browser)) == "/"
    assert (await again.get("/api/auth/session")).status_code == 200


async def test_an_erased_account_leaves_no_way_in(alice, anybody, browser, db):
    await link(alice, browser)
    assert (await alice.delete(f"/api/users/{alice.id}")).status_code == 204
    assert await db.credentials.count_documents({}) == 0
    elsewhere = anybody()
    assert where(await go(elsewhere, browser)) == "/"
    assert (await elsewhere.get("/api/auth/session")).json()["_id"] != alice.id


async def test_a_mailed_code_proves_the_email(join, anybody, db, browser):
    from nutritrack.users import credentials

    alice = await join("Alice", email="alice@gmail.com")
    user_id = ObjectId(alice.id)
    await credentials.set_mailed_code(db, user_id, "12345678")
    body = {"email": "alice@gmail.com", "code": "1234 5678"}
    assert (await anybody().post("/api/auth/login", json=body)).status_code == 200
    elsewhere = anybody()
    assert where(await go(elsewhere, browser)) == "/"
    assert (await elsewhere.get("/api/auth/session")).json()["_id"] == alice.id


async def test_a_recovery_code_proves_no_email(anybody, browser):
    new = {"email": "alice@gmail.com", "name": "Alice"}
    codes = (await anybody().post("/api/auth/login", json=new)).json()["recoveryCodes"]
    body = {"email": "alice@gmail.com", "code": codes[0]}
    assert (await anybody().post("/api/auth/login", json=body)).status_code == 200
    assert where(await go(anybody(), browser)) == "/sign-in?google=known"


async def test_a_browser_at_another_address_is_sent_to_the_right_one(stranger):
    reply = await stranger.get("/api/auth/google", headers={"Host": "localhost:8000"})
    assert where(reply) == "http://127.0.0.1:8000/api/auth/google?moved=true"
    again = await stranger.get("/api/auth/google?moved=true", headers={"Host": "localhost:8000"})
    assert "/o/oauth2/v2/auth" in where(again)  # once: a proxy may hide the address


async def test_the_button_is_offered(stranger):
    assert (await stranger.get("/api/auth/methods")).json()["google"] is True


async def test_beginning_is_limited(stranger, clock):
    replies = [await stranger.get("/api/auth/google", headers=HOST) for _ in range(31)]
    assert [reply.status_code for reply in replies] == [303] * 30 + [429]
    clock.shift(timedelta(minutes=11))
    assert (await stranger.get("/api/auth/google", headers=HOST)).status_code == 303
