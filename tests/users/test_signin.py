"""Signing up and in, with every proof, and the limits around them."""

import asyncio
from datetime import timedelta

import pytest
from bson import ObjectId

from nutritrack.mongo.documents import now

JOHN = {
    "email": "John.Doe@Example.com",
    "name": "John Doe",
    "age": 25,
    "weight": 70,
    "height": 175,
    "activityLevel": "moderately_active",
}
PASSWORD = "correct horse battery staple"


def login(person, **body):
    return person.post("/api/auth/login", json=body)


async def session(person, token):
    person.cookies.clear()
    return await person.get("/api/auth/session", headers={"Authorization": f"Bearer {token}"})


async def test_an_unknown_email_makes_an_account(stranger):
    reply = await login(stranger, **JOHN)
    assert reply.status_code == 201
    answer = reply.json()
    user = answer["user"]
    assert user["email"] == "john.doe@example.com"
    assert {key: user[key] for key in ("name", "age", "weight", "height")} == {
        "name": "John Doe",
        "age": 25,
        "weight": 70,
        "height": 175,
    }
    assert (user["activityLevel"], user["dailyCalorieGoal"]) == ("moderately_active", 2000)
    assert (user["fitDataEnabled"], user["timezone"], user["dayStartHour"]) == (False, "UTC", 0)
    assert len(answer["recoveryCodes"]) == 8
    assert answer["expiresAt"] > user["createdAt"]
    assert (await session(stranger, answer["token"])).json() == user


async def test_a_new_email_needs_a_name_and_a_long_enough_password(stranger):
    for body, path in [({}, "name"), ({"name": "J", "password": "short"}, "password")]:
        reply = await login(stranger, email="john@example.com", **body)
        assert reply.status_code == 422
        assert reply.json()["fields"][0]["path"] == path


async def test_a_known_email_needs_its_proof_and_changes_nothing(stranger):
    first = (await login(stranger, **JOHN, password=PASSWORD)).json()
    assert "recoveryCodes" not in first
    for proof in ({}, {"password": "wrong password"}, {"code": "1234"}):
        reply = await login(stranger, **(JOHN | {"age": 99, "name": "Eve"}), **proof)
        assert reply.status_code == 401
        assert reply.json()["code"] == "ProofRequired"
        assert reply.json()["methods"] == ["password"]
    reply = await login(stranger, email="JOHN.doe@example.com", password=PASSWORD, age=99)
    assert reply.status_code == 200
    assert reply.json()["user"] == first["user"]
    assert reply.json()["token"] != first["token"]


async def test_a_recovery_code_works_once(stranger):
    codes = (await login(stranger, **JOHN)).json()["recoveryCodes"]
    typed = codes[0].upper().replace("-", " ")
    assert (await login(stranger, email=JOHN["email"], code=typed)).status_code == 200
    assert (await login(stranger, email=JOHN["email"], code=codes[0])).status_code == 401
    replies = await asyncio.gather(
        *(login(stranger, email=JOHN["email"], code=codes[1]) for _ in range(3))
    )
    assert sorted(reply.status_code for reply in replies) == [200, 401, 401]


async def test_new_recovery_codes_void_the_old_ones(alice, stranger):
    codes = (await alice.post("/api/auth/recovery-codes")).json()["recoveryCodes"]
    newer = (await alice.post("/api/auth/recovery-codes")).json()["recoveryCodes"]
    assert (await login(stranger, email="alice@example.com", code=codes[0])).status_code == 401
    assert (await login(stranger, email="alice@example.com", code=newer[0])).status_code == 200


async def test_two_sign_ups_at_once_make_one_account(stranger, db):
    replies = await asyncio.gather(*(login(stranger, **JOHN) for _ in range(5)))
    assert sorted(reply.status_code for reply in replies) == [201, 401, 401, 401, 401]
    assert await db.users.count_documents({}) == 1
    assert await db.credentials.count_documents({}) == 1


# Limits


async def test_five_failed_proofs_a_minute_whoever_sends_them(stranger, clock):
    await login(stranger, **JOHN, password=PASSWORD)
    replies = await asyncio.gather(
        *(login(stranger, email=JOHN["email"], password=f"wrong {i}") for i in range(7))
    )
    assert sorted(reply.status_code for reply in replies) == [401] * 5 + [429] * 2
    right = await login(stranger, email=JOHN["email"], password=PASSWORD)
    assert right.status_code == 429
    assert 1 <= int(right.headers["Retry-After"]) <= 60
    clock.shift(timedelta(seconds=61))
    assert (await login(stranger, email=JOHN["email"], password=PASSWORD)).status_code == 200


async def test_asking_without_a_proof_locks_nobody_out(stranger):
    await login(stranger, **JOHN, password=PASSWORD)
    for _ in range(8):
        assert (await login(stranger, email=JOHN["email"])).status_code == 401
    assert (await login(stranger, email=JOHN["email"], password=PASSWORD)).status_code == 200


async def test_a_success_starts_the_count_anew(stranger):
    await login(stranger, **JOHN, password=PASSWORD)
    for _ in range(3):
        for _ in range(4):
            await login(stranger, email=JOHN["email"], password="wrong")
        assert (await login(stranger, email=JOHN["email"], password=PASSWORD)).status_code == 200


async def test_sixty_new_accounts_a_minute_from_one_address(stranger, clock):
    for number in range(60):
        assert (await login(stranger, email=f"n{number}@example.com", name="N")).status_code == 201
    reply = await login(stranger, email="n60@example.com", name="N")
    assert (reply.status_code, reply.json()["code"]) == (429, "TooManyRequests")
    clock.shift(timedelta(seconds=61))
    assert (await login(stranger, email="n60@example.com", name="N")).status_code == 201


# Sign-ins


async def test_signing_out_kills_the_token(alice):
    assert (await alice.post("/api/auth/logout")).status_code == 204
    assert (await alice.get("/api/auth/session")).json()["code"] == "Unauthenticated"


async def test_sign_ins_are_listed_and_revoked(stranger):
    first = (await login(stranger, **JOHN, password=PASSWORD)).json()["token"]
    second = await login(stranger, email=JOHN["email"], password=PASSWORD)
    stranger.cookies.clear()
    stranger.headers["Authorization"] = f"Bearer {second.json()['token']}"
    listed = (await stranger.get("/api/auth/sessions")).json()
    assert [entry["current"] for entry in listed].count(True) == len(listed) - 1 == 1
    assert not any("token" in key.lower() for entry in listed for key in entry)
    (other,) = [entry for entry in listed if not entry["current"]]
    path = f"/api/auth/sessions/{other['_id']}"
    assert (await stranger.get(path)).json() == other
    assert (await stranger.delete(path)).status_code == 204
    assert (await stranger.delete(path)).json()["code"] == "SignInNotFound"
    assert (await session(stranger, first)).status_code == 401
    assert (await stranger.delete("/api/auth/sessions")).status_code == 204
    assert (await stranger.get("/api/auth/session")).status_code == 401


async def test_nobody_revokes_the_sign_in_of_someone_else(alice, bob):
    (entry,) = (await alice.get("/api/auth/sessions")).json()
    assert (await bob.delete(f"/api/auth/sessions/{entry['_id']}")).status_code == 404
    assert (await bob.get(f"/api/auth/sessions/{entry['_id']}")).status_code == 404
    assert (await alice.get("/api/auth/session")).status_code == 200


async def test_a_sign_in_ends_when_it_is_idle_or_old(alice, db, clock):
    clock.shift(timedelta(days=13))
    assert (await alice.get("/api/auth/session")).status_code == 200  # and lives on
    clock.shift(timedelta(days=13))
    assert (await alice.get("/api/auth/session")).status_code == 200
    clock.shift(timedelta(days=14, seconds=1))
    assert (await alice.get("/api/auth/session")).status_code == 401


async def test_a_sign_in_never_outlives_its_lifetime(alice, clock):
    for _ in range(9):
        clock.shift(timedelta(days=9.5))
        assert (await alice.get("/api/auth/session")).status_code == 200
    clock.shift(timedelta(days=5))
    assert (await alice.get("/api/auth/session")).status_code == 401


async def test_only_hashes_are_stored(stranger, db):
    answer = (await login(stranger, **JOHN, password=PASSWORD)).json()
    codes = (
        await stranger.post(
            "/api/auth/recovery-codes", headers={"Authorization": f"Bearer {answer['token']}"}
        )
    ).json()["recoveryCodes"]
    secrets = [answer["token"], PASSWORD, *codes, *(code.replace("-", "") for code in codes)]
    for name in await db.list_collection_names():
        async for document in db[name].find():
            assert not any(secret in str(document) for secret in secrets), name


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer nt_wrong", "Basic abc", "Bearer a b", "Bearer é"]
)
async def test_a_token_that_is_none_is_a_401(stranger, header):
    reply = await stranger.get(
        "/api/auth/session", headers={"Authorization": header.encode("latin-1")}
    )
    assert (reply.status_code, reply.json()["code"]) == (401, "Unauthenticated")


# The cookie of the web client


async def test_the_cookie_signs_in_and_needs_our_origin_to_write(stranger):
    reply = await login(stranger, **JOHN)
    cookie = reply.headers["set-cookie"]
    assert cookie.startswith("nutritrack=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    user = (await stranger.get("/api/auth/session")).json()
    path = f"/api/users/{user['_id']}"

    async def write(headers):
        return (await stranger.put(path, json={"age": 30}, headers=headers)).status_code

    assert await write({}) == 403
    assert await write({"Origin": "https://evil.example"}) == 403
    assert await write({"Origin": "http://test.evil.example"}) == 403
    assert await write({"Origin": "null"}) == 403
    assert await write({"Origin": "http://test"}) == 200
    reply = await stranger.post("/api/auth/logout", headers={"Origin": "http://test"})
    assert 'nutritrack=""' in reply.headers["set-cookie"]
    assert (await stranger.get("/api/auth/session")).status_code == 401


async def test_over_https_the_cookie_belongs_to_this_host_alone(db, settings):
    import httpx2

    from nutritrack.app import create_app

    public = settings.model_copy(update={"public_url": "https://food.example"})
    transport = httpx2.ASGITransport(app=create_app(public, db))
    async with httpx2.AsyncClient(transport=transport, base_url="http://food.example") as person:
        reply = await login(person, **JOHN)
        cookie = reply.headers["set-cookie"]
        assert cookie.startswith("__Host-nutritrack=")
        assert "Secure" in cookie
        assert "Path=/" in cookie
        assert "max-age" in reply.headers["strict-transport-security"]


# Passwords


async def test_changing_the_password_needs_the_present_one_and_ends_other_sign_ins(stranger):
    first = (await login(stranger, **JOHN, password=PASSWORD)).json()["token"]
    second = (await login(stranger, email=JOHN["email"], password=PASSWORD)).json()["token"]
    stranger.cookies.clear()
    stranger.headers["Authorization"] = f"Bearer {second}"

    async def change(**body):
        return (await stranger.put("/api/auth/password", json=body)).status_code

    assert await change(password="a new password") == 401
    assert await change(password="a new password", currentPassword="wrong") == 401
    assert await change(password="short", currentPassword=PASSWORD) == 422
    assert await change(password="a new password", currentPassword=PASSWORD) == 204
    assert (await session(stranger, first)).status_code == 401
    assert (await session(stranger, second)).status_code == 200
    assert (await login(stranger, email=JOHN["email"], password=PASSWORD)).status_code == 401
    assert (await login(stranger, email=JOHN["email"], password="a new password")).is_success


async def test_a_sign_in_by_code_sets_a_forgotten_password(stranger, clock):
    await login(stranger, **JOHN, password=PASSWORD)
    reply = await login(stranger, email=JOHN["email"], password=PASSWORD)
    stranger.cookies.clear()
    stranger.headers["Authorization"] = f"Bearer {reply.json()['token']}"
    codes = (await stranger.post("/api/auth/recovery-codes")).json()["recoveryCodes"]
    for wait, status in ((timedelta(minutes=16), 401), (timedelta(minutes=1), 204)):
        reply = await login(stranger, email=JOHN["email"], code=codes.pop())
        stranger.cookies.clear()
        stranger.headers["Authorization"] = f"Bearer {reply.json()['token']}"
        clock.shift(wait)
        reply = await stranger.put("/api/auth/password", json={"password": "a new password"})
        assert reply.status_code == status


async def test_an_account_of_another_client_can_be_given_a_password_by_its_owner_only(stranger, db):
    await db.users.insert_one({"name": "Old", "email": "old@example.com"})
    reply = await login(stranger, email="old@example.com", password="guess guess")
    assert (reply.status_code, reply.json()["methods"]) == (401, [])


# Input


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("email", {"$gt": ""}),
        ("email", {"$ne": None}),
        ("email", ["a@b.co"]),
        ("email", "no-at.example.com"),
        ("email", "a@b"),
        ("email", "a\x00@b.co"),
        ("email", "a@b.co\n"),
        ("email", None),
        ("name", {"$gt": ""}),
        ("name", ""),
        ("name", "x" * 201),
        ("age", "25"),
        ("age", 12),
        ("age", 121),
        ("age", 25.5),
        ("age", True),
        ("age", {"$gt": 0}),
        ("weight", 19.9),
        ("weight", 500.1),
        ("weight", "70"),
        ("height", 49.9),
        ("height", 300.1),
        ("activityLevel", "lazy"),
        ("goals", "lose_weight"),
        ("goals", [1]),
        ("dailyCalorieGoal", 999),
        ("dailyCalorieGoal", 10001),
        ("dailyCalorieGoal", 1e400),
        ("timezone", "Mars/Olympus"),
        ("timezone", "../../etc/passwd"),
        ("dayStartHour", 7),
        ("dayStartHour", -1),
        ("sex", "yes"),
        ("locale", "not a locale"),
        ("role", "admin"),
        ("$where", "1"),
        ("password", ""),
        ("password", {"$gt": ""}),
        ("googleRefreshToken", "x"),
    ],
)
async def test_bad_fields_are_refused(stranger, db, path, value):
    import json

    body = json.dumps(JOHN | {path: value}).encode()
    reply = await stranger.post(
        "/api/auth/login", content=body, headers={"Content-Type": "application/json"}
    )
    assert reply.status_code == 422, reply.text
    assert reply.json()["fields"][0]["path"].startswith(path)
    assert await db.users.count_documents({}) == 0


async def test_expired_sessions_are_swept_by_the_database(alice, db):
    past = now() - timedelta(days=1)
    mine = {"userId": ObjectId(alice.id)}
    await db.sessions.update_one(mine, {"$set": {"expiresAt": past}})
    for _ in range(100):
        if not await db.sessions.count_documents(mine):
            break
        await asyncio.sleep(0.1)
    assert await db.sessions.count_documents(mine) == 0
