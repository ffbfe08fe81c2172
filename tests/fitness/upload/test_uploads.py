"""An upload on its way: in parts, twice at once, too large, cancelled, cut off."""

import asyncio
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from bson import ObjectId

from bench import exports
from fitness.upload.conftest import ended
from health_exports import apple, record, steps, zipped
from nutritrack.fitness.upload import process, receiving, service
from nutritrack.fitness.upload.health_connect_db import PREFIX
from nutritrack.mongo import schema
from nutritrack.mongo.documents import now

DAY = "2026-01-05"
FILE = apple(steps(DAY, "10:00", "10:10", 700))


def url(person):
    return f"/api/fitness/upload/{person.id}"


async def state(person):
    return (await person.get(url(person))).json()["state"]


async def until(person, *wanted):
    for _ in range(600):
        if (now := await state(person)) in wanted:
            return now
        await asyncio.sleep(0.02)
    raise TimeoutError(now)


async def at_rest():
    """Nothing goes on in the background any more."""
    await asyncio.gather(*service._running, return_exceptions=True)


@pytest.fixture
def large(tmp_path):
    """An export that takes a while."""
    path = tmp_path / "large.xml"
    exports.write(path, 40 << 20)
    return path.read_bytes()


async def test_nothing_was_sent_yet(alice):
    reply = await alice.get(url(alice))
    assert (reply.status_code, reply.json()["code"]) == (404, "NoUpload")
    assert (await alice.delete(url(alice))).status_code == 204


async def test_the_answer_comes_when_the_file_is_there(alice):
    reply = await alice.post(url(alice), content=FILE)
    assert reply.status_code == 202
    assert (reply.json()["state"], reply.json()["received"]) == ("waiting", len(FILE))
    upload = await ended(alice)
    assert (upload["state"], upload["progress"], upload["_id"]) == ("done", 1, reply.json()["_id"])


async def test_the_same_file_again_changes_nothing(alice, send, db):
    weighing = record("BodyMass", f"{DAY} 07:00:00 +0000", f"{DAY} 07:00:00 +0000", 176.4, "lb")
    content = apple(weighing, weighing, steps(DAY, "10:00", "10:10", 700))
    first = await send(alice, content)
    again = await send(alice, content)
    assert first.days == again.days
    assert (first.upload["weights"], again.upload["weights"]) == (1, 0)
    [weight] = [each async for each in db.weights.find()]
    assert (weight["kilograms"], weight["source"]) == (80.014, "apple_health")
    assert await schema.drift(db) == []


async def test_days_that_a_later_file_does_not_name_stay(alice, send):
    await send(alice, apple(*(steps(f"2026-01-0{n}", "10:00", "10:10", n) for n in range(1, 6))))
    sent = await send(
        alice,
        apple(*(steps(f"2026-01-0{n}", "10:00", "10:10", 100 - n) for n in range(3, 7))),
    )
    assert [day["steps"] for day in sent.days.values()] == [1, 2, 97, 96, 95, 94]


async def test_many_days(alice, send):
    """More than are stored at once, so that a file comes in several steps."""
    lines = [
        steps(f"2026-{month:02}-{day:02}", "10:00", "10:10", month * 100 + day)
        for month in range(1, 11)
        for day in range(1, 29)
    ]
    sent = await send(alice, apple(*lines))
    assert sent.upload["days"] == len(sent.days) == 280
    assert sent.days["2026-10-28"]["steps"] == 1028


async def test_one_file_at_a_time(alice, bob, send):
    may_go_on = asyncio.Event()

    async def slow():
        yield FILE[:100]
        await may_go_on.wait()
        yield FILE[100:]

    first = asyncio.create_task(alice.post(url(alice), content=slow()))
    for _ in range(100):
        if (await alice.get(url(alice))).status_code == 200:
            break
        await asyncio.sleep(0.02)
    assert await state(alice) == "receiving"
    second = await alice.post(url(alice), content=FILE)
    assert (second.status_code, second.json()["code"]) == (409, "UploadIsRunning")
    assert (await send(bob, FILE)).upload["state"] == "done"  # others are not held up
    may_go_on.set()
    assert (await first).status_code == 202
    assert (await ended(alice))["state"] == "done"


async def test_cancelled_while_it_arrives(alice, send, db):
    may_go_on = asyncio.Event()

    async def slow():
        yield FILE[:100]
        await may_go_on.wait()
        yield FILE[100:]

    first = asyncio.create_task(alice.post(url(alice), content=slow()))
    for _ in range(100):
        if (await alice.get(url(alice))).status_code == 200:
            break
        await asyncio.sleep(0.02)
    assert (await alice.delete(url(alice))).status_code == 204
    may_go_on.set()
    reply = await first
    assert (reply.status_code, reply.json()["code"]) == (400, "BrokenOff")
    await at_rest()
    assert await state(alice) == "cancelled"
    assert await db.dailyactivities.count_documents({}) == 0
    assert (await send(alice, FILE)).upload["state"] == "done"


async def test_cancelled_while_it_is_read(alice, db, large, tmp_path):
    assert (await alice.post(url(alice), content=large)).status_code == 202
    await until(alice, "reading")
    assert (await alice.delete(url(alice))).status_code == 204
    assert await state(alice) == "cancelled"
    await at_rest()
    assert await state(alice) == "cancelled"
    assert await db.dailyactivities.count_documents({}) == 0
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_an_account_deleted_meanwhile_leaves_nothing(alice, db, large):
    assert (await alice.post(url(alice), content=large)).status_code == 202
    await until(alice, "reading")
    assert (await alice.delete(f"/api/users/{alice.id}")).status_code == 204
    await at_rest()
    for name, owner in schema.owned().items():
        assert await db[name].count_documents({owner: ObjectId(alice.id)}) == 0, name


async def test_too_large(alice, app, tmp_path):
    app.state.settings = app.state.settings.model_copy(update={"upload_limit_mb": 1})

    async def in_parts():
        for _ in range(20):
            yield bytes(100_000)

    for content in (bytes(2_000_000), in_parts()):
        reply = await alice.post(url(alice), content=content)
        assert (reply.status_code, reply.json()["code"]) == (413, "TooLarge")
        assert "1048576 bytes" in reply.json()["detail"]
    assert (await ended(alice))["problem"]["code"] == "TooLarge"
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_no_room_on_the_disk(alice, monkeypatch, tmp_path):
    monkeypatch.setattr(receiving, "RESERVE", 1 << 60)
    reply = await alice.post(url(alice), content=FILE)
    assert (reply.status_code, reply.json()["code"]) == (507, "DiskFull")
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_bodies_that_are_no_file(alice):
    empty = await alice.post(url(alice), content=b"")
    assert (empty.status_code, empty.json()["fields"][0]["path"]) == (422, "body")
    form = await alice.post(url(alice), files={"file": ("export.xml", FILE)})
    assert (form.status_code, form.json()["code"]) == (415, "NotAForm")


async def test_somebody_who_sends_all_day_has_to_wait(alice):
    for _ in range(60):
        assert (await alice.post(url(alice), content=b"")).status_code == 422
    reply = await alice.post(url(alice), content=FILE)
    assert reply.status_code == 429
    assert int(reply.headers["retry-after"]) > 0


async def test_a_connection_that_breaks(alice, app, send, tmp_path):
    messages = [
        {"type": "http.request", "body": FILE[:50], "more_body": True},
        {"type": "http.disconnect"},
    ]
    answers = []

    async def receive():
        return messages.pop(0)

    async def answer(message):
        answers.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": url(alice),
        "raw_path": url(alice).encode(),
        "query_string": b"",
        "headers": [
            (b"authorization", f"Bearer {alice.token}".encode()),
            (b"content-length", str(len(FILE)).encode()),
        ],
        "http_version": "1.1",
        "scheme": "http",
        "server": ("test", 80),
        "client": ("127.0.0.1", 1),
    }
    await app(scope, receive, answer)
    assert answers[0]["status"] == 400
    upload = (await alice.get(url(alice))).json()
    assert (upload["state"], upload["problem"]["code"]) == ("failed", "BrokenOff")
    assert list((tmp_path / "uploads").iterdir()) == []
    assert (await send(alice, FILE)).upload["state"] == "done"


async def test_a_server_that_stopped_in_the_middle(alice, send, db):
    await send(alice, FILE)
    gone = {"state": "reading", "leaseUntil": now() - timedelta(seconds=1)}
    await db.fitnessuploads.update_one({}, {"$set": gone})
    upload = (await alice.get(url(alice))).json()
    assert (upload["state"], upload["problem"]["code"]) == ("failed", "interrupted")
    assert (await send(alice, FILE)).upload["state"] == "done"


async def test_what_a_killed_reader_left_is_swept_up(alice, send, tmp_path):
    folder = tmp_path / "uploads"
    folder.mkdir()
    old, young, foreign = (folder / name for name in (f"{PREFIX}1", f"{PREFIX}2", "other"))
    for path in (old, young, foreign):
        path.write_bytes(b"x")
    for path in (old, foreign):
        os.utime(path, (0, 0))
    assert (await alice.post(url(alice), content=FILE)).status_code == 202
    await ended(alice)
    assert sorted(folder.iterdir()) == [young, foreign]


async def test_a_reader_that_fails_tells_no_secrets(alice, send, monkeypatch, caplog):
    monkeypatch.setattr(process, "READER", "nutritrack.nothing_of_this_name")
    sent = await send(alice, FILE)
    assert (sent.upload["state"], sent.code) == ("failed", "unexpected")
    assert "our mistake" in sent.detail
    assert "the reader of uploads ended" in caplog.text


def test_the_reader_knows_no_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("NUTRITRACK_KEYS", "a secret")
    monkeypatch.setenv("AWS_SECRET", "another")
    known = process._environment(tmp_path)
    assert set(known) <= {"PATH", "SYSTEMROOT", "PYTHONPATH", "OPENBLAS_NUM_THREADS", "TMPDIR"}


MEASURE = """
import os, subprocess, sys
reader = subprocess.Popen([sys.executable, "-m", sys.argv[1], "UTC", "0"])
_, status, usage = os.wait4(reader.pid, 0)
print(usage.ru_maxrss)
sys.exit(status)
"""


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="needs a Unix")
def test_memory_does_not_grow_with_the_file(tmp_path):
    """A file of eight times the size may take a few MB more: for its days, not for its samples."""

    def peak(megabytes, pack=False):
        path = tmp_path / f"{megabytes}.xml"
        exports.write(path, megabytes << 20)
        if pack:
            path.write_bytes(zipped({"export.xml": path.read_bytes()}))
        with path.open("rb") as file:
            # A process of a few MB in between: what forks lends its own peak to the new process.
            run = subprocess.run(
                [sys.executable, "-c", MEASURE, process.READER],
                stdin=file,
                stdout=subprocess.PIPE,
                env=process._environment(tmp_path),
                check=True,
            )
        *said, usage = run.stdout.splitlines()
        assert b'"done"' in said[-1]
        return int(usage) / (1 << 10 if sys.platform == "linux" else 1 << 20)

    small, large = peak(4), peak(32)
    assert large - small < 24, (small, large)
    assert large < 100
    assert peak(32, pack=True) < 100
