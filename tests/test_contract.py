"""What holds for every route: who may use it, what an error looks like, what is documented."""

import inspect
import json
from collections.abc import Iterator

import pytest
from bson import ObjectId
from fastapi.routing import iter_route_contexts

from nutritrack.app import create_app
from nutritrack.config import Settings
from nutritrack.http.body import LIMIT, READ_AT_MOST
from nutritrack.users.auth import get_caller, get_owner, get_owner_by_id

# Nobody is signed in yet, or it tells nothing about a person.
OPEN = {
    ("POST", "/api/auth/login"),
    ("POST", "/api/auth/code"),
    ("GET", "/api/auth/methods"),
    ("GET", "/api/auth/google"),
    ("GET", "/api/auth/google/callback"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/api/docs"),
}
JSON = {"Content-Type": "application/json"}
OTHER = str(ObjectId())


def calls(dependant) -> Iterator[object]:
    yield dependant.call
    for dependency in dependant.dependencies:
        yield from calls(dependency)


def routes():
    found = []
    for route in iter_route_contexts(create_app(Settings()).routes):
        if getattr(route, "dependant", None) is not None:
            found += [(method, route.path, set(calls(route.dependant))) for method in route.methods]
    assert len(found) > 20  # an empty walk must fail
    return found


@pytest.mark.parametrize(("method", "path", "guards"), routes())
def test_every_route_knows_who_may_use_it(method, path, guards):
    if "{userId}" in path:
        assert get_owner in guards
    elif path.startswith("/api/users/"):
        assert get_owner_by_id in guards
    elif (method, path) not in OPEN:
        assert get_caller in guards


def owner_routes():
    return [
        (method, path) for method, path, guards in routes() if guards & {get_owner, get_owner_by_id}
    ]


def test_no_dependency_costs_a_thread():
    """FastAPI runs a plain function in a thread, which costs more than the function."""
    for method, path, dependencies in routes():
        for call in dependencies:
            called = call if inspect.isfunction(call) else type(call).__call__
            is_async = inspect.iscoroutinefunction(called) or inspect.isasyncgenfunction(called)
            assert is_async, (method, path, call)


@pytest.mark.parametrize(("method", "path"), owner_routes())
async def test_the_owner_is_checked_before_anything_else(alice, bob, stranger, method, path):
    """401, 422 for a malformed id, 403, and only then the body."""

    def fill(user_id, other=OTHER):
        named = {"userId": user_id, "id": user_id, "mealId": other, "weightId": other}
        return path.format(**named, day="2026-03-01")

    bad = {"content": b"{", "headers": JSON} if method in ("PUT", "POST") else {}
    for sent in ({}, bad):
        assert (await stranger.request(method, fill(alice.id), **sent)).status_code == 401
        assert (await stranger.request(method, fill("x"), **sent)).status_code == 401
        for malformed in ("x", "g" * 24, "[$ne]", '{"$gt":""}', "a" * 23, "a" * 24 + "%00"):
            reply = await alice.request(method, fill(malformed), **sent)
            assert reply.status_code == 422, (malformed, reply.text)
        for foreign in (bob.id, OTHER, bob.id.upper()):
            reply = await alice.request(method, fill(foreign), **sent)
            assert (reply.status_code, reply.json()["error"]) == (403, "Unauthorized")
        for name in ("mealId", "weightId"):
            if name in path:
                reply = await alice.request(method, fill(bob.id, "x"), **sent)
                assert (reply.status_code, reply.json()["fields"][0]["path"]) == (422, name)
    assert (await bob.get("/api/auth/session")).status_code == 200


async def test_every_error_has_one_shape(alice, bob):
    """`{"error", "code", "detail"}`, and `fields` with a 422 only."""
    meals = f"/api/meals/{alice.id}"
    errors = {
        400: await alice.post("/api/meals", content=b"{", headers=JSON),
        403: await alice.get(f"/api/meals/{bob.id}"),
        404: await alice.get(f"{meals}/{OTHER}"),
        405: await alice.patch("/api/meals"),
        413: await alice.post("/api/meals", content=b" " * (LIMIT + 1), headers=JSON),
        415: await alice.post("/api/meals", content=b"{}", headers={"Content-Type": "text/plain"}),
        422: await alice.post("/api/meals", json={}),
        412: await alice.put(
            f"{meals}/{OTHER}",
            json={
                "foods": [
                    dict.fromkeys(("calories", "protein", "carbs", "fat"), 1)
                    | {"name": "x", "quantity": "1"}
                ],
                "mealType": "lunch",
                "date": "2026-03-01T12:00:00Z",
            },
            headers={"If-Match": "x"},
        ),
    }
    del alice.headers["Authorization"]
    errors[401] = await alice.get(meals)
    for status, reply in errors.items():
        assert reply.status_code == status, reply.text
        body = reply.json()
        assert set(body) == {"error", "code", "detail"} | ({"fields"} if status == 422 else set())
        assert body["code"].isalnum()
        assert reply.headers["content-type"] == "application/json"
    assert (await alice.get("/api/nothing")).json()["code"] == "NotFound"


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"null", 422),
        (b"[]", 422),
        (b'"x"', 422),
        (b"1", 422),
        (b"{", 400),
        (b"{}}", 400),
        (b'{"name": "\xff"}', 400),
        (b'{"name": "\\ud800"}', 400),
        (b"\x00", 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 10_000, 400),
        (b'{"foods": NaN}', 422),
        (b" " * (LIMIT + 1), 413),
        (b"x" * 10_000_000, 413),
    ],
)
async def test_whatever_the_body_is_it_is_no_bug(alice, content, status):
    for method, path in (("POST", "/api/meals"), ("PUT", f"/api/meals/{alice.id}/{OTHER}")):
        reply = await alice.request(method, path, content=content, headers=JSON)
        assert reply.status_code == status, reply.text


async def test_a_body_without_end_is_not_kept(alice):
    sent = 0

    async def endless():
        nonlocal sent
        while sent < 2 * READ_AT_MOST:
            sent += 1 << 20
            yield b"x" * (1 << 20)

    reply = await alice.post("/api/meals", content=endless(), headers=JSON)
    assert reply.status_code == 413


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "json"])
async def test_only_json_is_taken(alice, kind):
    headers = {"Content-Type": kind} if kind else {}
    reply = await alice.post("/api/meals", content=b'{"foods": []}', headers=headers)
    assert (reply.status_code, reply.json()["code"]) == (415, "NotJsonType")


async def test_what_was_sent_is_never_echoed(alice):
    for body in ({"foods": "my secret"}, {"my secret": 1, "mealType": "lunch", "foods": []}):
        reply = await alice.post("/api/meals", json=body)
        assert "my secret" not in json.dumps([f["message"] for f in reply.json()["fields"]])
        assert "input" not in reply.text


async def test_ids_in_capitals_are_answered_in_small_letters(alice):
    user = (await alice.get(f"/api/users/{alice.id.upper()}")).json()
    assert user["_id"] == alice.id


async def test_every_answer_carries_the_security_headers(alice, stranger):
    for reply in (
        await alice.get(f"/api/users/{alice.id}"),
        await stranger.get("/"),
        await stranger.get("/api/nothing"),
        await stranger.get("/api/auth/session"),
    ):
        policy = reply.headers["content-security-policy"]
        assert "script-src 'self' 'wasm-unsafe-eval';" in policy
        assert "style-src 'self';" in policy
        assert "'unsafe" not in policy
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"
    assert (await alice.get("/api/auth/session")).headers["cache-control"] == "no-store"


async def test_a_bug_is_a_500_that_tells_nothing(app, db):
    import httpx2

    @app.get("/api/bug")
    async def bug() -> None:
        raise RuntimeError("a secret of ours")

    app.router.routes.insert(0, app.router.routes.pop())
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as person:
        reply = await person.get("/api/bug")
    assert (reply.status_code, reply.json()["code"]) == (500, "InternalError")
    assert "secret" not in reply.text


async def test_the_documentation_names_every_route(stranger):
    document = (await stranger.get("/api/openapi.json")).json()
    page = await stranger.get("/api/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "<script" not in page.text
    for method, path, guards in routes():
        if path == "/api/docs":
            continue
        operation = document["paths"][path][method.lower()]
        assert f"{method} {path}" in page.text
        assert "503" in operation["responses"] or path == "/healthz"
        if get_caller in guards:
            assert "401" in operation["responses"]
            assert operation["security"]
        if "requestBody" in operation:
            assert {"400", "413", "415", "422"} <= set(operation["responses"])
    assert {"/api/users/{id}", "/api/meals/{userId}/{mealId}"} <= set(document["paths"])
