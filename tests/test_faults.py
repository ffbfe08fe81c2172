"""The database dies, the app dies: nothing acknowledged is lost, and both come back."""

import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path

import httpx2
import pytest

from serving import Server, serving, start, stop, wait_until_ready

RICE = {"name": "Rice", "calories": 200, "protein": 4, "carbs": 45, "fat": 0.5, "quantity": "1"}
MEAL = {"foods": [RICE], "mealType": "lunch"}


def mongod_pid(data_dir: Path) -> int:
    return int((data_dir / "db" / "mongod.lock").read_text())


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone(pid: int, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(pid)


def sign_up(server: Server) -> httpx2.AsyncClient:
    new = {"email": "ann@example.com", "name": "Ann", "password": "a good password"}
    answer = httpx2.post(server.url + "/api/auth/login", json=new).json()
    headers = {"Authorization": f"Bearer {answer['token']}"}
    person = httpx2.AsyncClient(base_url=server.url, headers=headers, timeout=30)
    person.id = answer["user"]["_id"]
    return person


async def log_until(person: httpx2.AsyncClient, stop: asyncio.Event) -> tuple[set[str], set[int]]:
    """Log meals one after the other: the ids that were acknowledged, and every status seen."""
    acknowledged, statuses = set(), set()
    while not stop.is_set():
        try:
            reply = await person.post("/api/meals", json=MEAL)
        except httpx2.HTTPError:
            statuses.add(0)
            await asyncio.sleep(0.05)
            continue
        statuses.add(reply.status_code)
        if reply.status_code == 201:
            acknowledged.add(reply.json()["_id"])
    return acknowledged, statuses


async def all_meals(person: httpx2.AsyncClient) -> set[str]:
    found, path = set(), f"/api/meals/{person.id}?limit=200"
    while path:
        reply = await person.get(path)
        assert reply.status_code == 200, reply.text
        found |= {meal["_id"] for meal in reply.json()}
        path = reply.links.get("next", {}).get("url")
    return found


async def test_killing_the_database_under_writers_loses_nothing(data_dir):
    with serving(data_dir) as server:
        async with sign_up(server) as person:
            done = asyncio.Event()
            writers = [asyncio.create_task(log_until(person, done)) for _ in range(4)]
            for _ in range(2):
                await asyncio.sleep(1)
                os.kill(mongod_pid(data_dir), signal.SIGKILL)
                await asyncio.sleep(3)
            done.set()
            results = await asyncio.gather(*writers)
            acknowledged = set().union(*(ids for ids, _ in results))
            statuses = set().union(*(seen for _, seen in results))
            assert statuses <= {201, 503}
            assert len(acknowledged) > 5  # a busy machine writes little, but it writes
            assert acknowledged <= await all_meals(person)
            assert (await person.get("/readyz")).status_code == 200


async def test_killing_the_app_under_writers_loses_nothing_and_leaves_no_orphan(data_dir):
    server = start(data_dir)
    try:
        person = sign_up(server)
        done = asyncio.Event()
        writers = [asyncio.create_task(log_until(person, done)) for _ in range(4)]
        await asyncio.sleep(1.5)
        children = worker_pids(server.process.pid)
        assert children
        mongod = mongod_pid(data_dir)
        server.process.kill()
        server.process.wait()
        await asyncio.sleep(0.2)
        done.set()
        results = await asyncio.gather(*writers)
        acknowledged = set().union(*(ids for ids, _ in results))
        assert len(acknowledged) > 5
        for pid in (*children, mongod):
            assert await asyncio.to_thread(gone, pid), "an orphan is left"
        await person.aclose()
    finally:
        server.process.kill()

    with serving(data_dir) as again:
        person.id, token = person.id, person.headers["Authorization"]
        async with httpx2.AsyncClient(base_url=again.url, headers={"Authorization": token}) as back:
            back.id = person.id
            assert acknowledged <= await all_meals(back)


def worker_pids(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True)
    return [int(pid) for pid in listed.stdout.split()]


async def test_a_database_that_stands_still_is_a_503_and_recovers(data_dir):
    with serving(data_dir) as server:
        async with sign_up(server) as person:
            pid = mongod_pid(data_dir)
            os.kill(pid, signal.SIGSTOP)
            try:
                reply = await person.post("/api/meals", json=MEAL)
                assert (reply.status_code, reply.json()["code"]) == (503, "DatabaseAway")
                assert int(reply.headers["Retry-After"]) > 0
                assert (await person.get("/readyz")).status_code == 503
                assert (await person.get("/healthz")).status_code == 200
            finally:
                os.kill(pid, signal.SIGCONT)
            for _ in range(50):
                reply = await person.post("/api/meals", json=MEAL)
                if reply.status_code == 201:
                    break
                await asyncio.sleep(0.2)
            assert reply.status_code == 201


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_is_clean(data_dir, how):
    server = start(data_dir)
    mongod = mongod_pid(data_dir)
    workers = worker_pids(server.process.pid)
    server.process.send_signal(how)
    assert server.process.wait(30) == 0
    assert not alive(mongod)
    assert not any(alive(pid) for pid in workers)
    assert "Traceback" not in server.log.read_text()


def test_a_second_serve_on_the_same_data_joins_and_neither_harms_the_other(data_dir):
    with serving(data_dir) as first:
        pid = mongod_pid(data_dir)
        second = start(data_dir)
        answer = httpx2.post(
            second.url + "/api/auth/login", json={"email": "a@example.com", "name": "A"}
        ).json()
        headers = {"Authorization": f"Bearer {answer['token']}"}
        assert httpx2.get(first.url + "/api/auth/session", headers=headers).status_code == 200
        stop(second)
        assert httpx2.get(first.url + "/api/auth/session", headers=headers).status_code == 200
        assert mongod_pid(data_dir) == pid


def test_signing_out_counts_on_every_process_within_a_second(data_dir):
    with serving(data_dir, "--workers", "2") as server:
        new = {"email": "ann@example.com", "name": "Ann"}
        answer = httpx2.post(server.url + "/api/auth/login", json=new).json()
        headers = {"Authorization": f"Bearer {answer['token']}"}

        def seen() -> set[int]:
            # Every connection may reach another process.
            url = server.url + "/api/auth/session"
            return {httpx2.get(url, headers=headers).status_code for _ in range(30)}

        assert seen() == {200}
        assert httpx2.post(server.url + "/api/auth/logout", headers=headers).status_code == 204
        time.sleep(1)
        assert seen() == {401}


def test_a_port_that_is_taken_is_said_at_once(data_dir):
    with serving(data_dir) as server:
        port = server.url.rpartition(":")[2]
        again = subprocess.run(
            [*server.process.args[:3], "serve", "--port", port],
            env=os.environ | {"NUTRITRACK_DATA_DIR": str(data_dir.with_name("other"))},
            capture_output=True,
            text=True,
            timeout=20,
        )
        assert again.returncode == 1
        assert "PORT=" in again.stderr
        assert "Traceback" not in again.stderr
        wait_until_ready(server)
