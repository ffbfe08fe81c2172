"""Marks of days through the API."""

import asyncio

import pytest


def put(person, day, mark, seen=None, **more):
    headers = {"If-Match": seen} if seen else {}
    path = f"/api/days/{person.id}/{day}"
    return person.put(path, json={"mark": mark, **more}, headers=headers)


async def listed(person, query="from=2026-03-01&to=2026-03-31"):
    reply = await person.get(f"/api/days/{person.id}?{query}")
    assert reply.status_code == 200, reply.text
    return {each["day"]: each["mark"] for each in reply.json()}


async def test_days_are_marked_and_unmarked(alice):
    first = (await put(alice, "2026-03-02", "partial")).json()
    assert (first["day"], first["mark"]) == ("2026-03-02", "partial")
    await put(alice, "2026-03-01", "complete")
    await put(alice, "2026-03-03", "fasting")
    assert (await put(alice, "2026-03-02", "partial")).json() == first
    assert await listed(alice) == {
        "2026-03-01": "complete",
        "2026-03-02": "partial",
        "2026-03-03": "fasting",
    }
    path = f"/api/days/{alice.id}/2026-03-02"
    assert (await alice.get(path)).json() == first
    for _ in range(2):
        assert (await alice.delete(path)).status_code == 204
    assert (await alice.get(path)).json()["code"] == "NotMarked"
    assert list(await listed(alice)) == ["2026-03-01", "2026-03-03"]


async def test_the_last_word_counts_unless_another_was_seen(alice):
    first = (await put(alice, "2026-03-01", "partial")).json()
    second = (await put(alice, "2026-03-01", "complete")).json()
    assert second["_id"] == first["_id"]
    assert second["updatedAt"] > first["updatedAt"]
    stale = await put(alice, "2026-03-01", "fasting", first["updatedAt"])
    assert (stale.status_code, stale.json()["code"]) == (412, "MarkChanged")
    path = f"/api/days/{alice.id}/2026-03-01"
    assert (await alice.delete(path, headers={"If-Match": first["updatedAt"]})).status_code == 412
    assert (await put(alice, "2026-03-01", "fasting", second["updatedAt"])).status_code == 200
    assert (await put(alice, "2026-03-02", "fasting", second["updatedAt"])).status_code == 412
    # What GET returned is taken as it is.
    seen = (await alice.get(path)).json()
    assert (await alice.put(path, json=seen)).json() == seen


async def test_many_at_once_leave_one_mark(alice):
    marks = ["complete", "partial", "fasting"] * 2
    replies = await asyncio.gather(*(put(alice, "2026-03-01", mark) for mark in marks))
    assert {reply.status_code for reply in replies} <= {200, 412}
    assert list(await listed(alice)) == ["2026-03-01"]


async def test_nobody_marks_the_days_of_somebody_else(alice, bob):
    await put(alice, "2026-03-01", "complete")
    assert await listed(bob) == {}
    reply = await put(bob, "2026-03-01", "complete", userId=alice.id)
    assert (reply.status_code, reply.json()["error"]) == (403, "Unauthorized")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("mark", {}),
        ("mark", {"mark": None}),
        ("mark", {"mark": "feast"}),
        ("mark", {"mark": {"$ne": ""}}),
        ("x", {"mark": "partial", "x": 1}),
    ],
)
async def test_what_is_no_mark_is_refused(alice, path, body):
    reply = await alice.put(f"/api/days/{alice.id}/2026-03-01", json=body)
    assert reply.status_code == 422
    assert reply.json()["fields"][0]["path"] == path


@pytest.mark.parametrize(
    "query", ["from=2026-03-02&to=2026-03-01", "from=2020-01-01&to=2026-03-01", "to=x"]
)
async def test_a_query_that_makes_no_sense_is_refused(alice, query):
    assert (await alice.get(f"/api/days/{alice.id}?{query}")).status_code == 422
