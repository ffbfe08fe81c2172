"""Live changes, over a real connection to a real server."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx2
import pytest

from serving import Server, serving

RICE = {"name": "Rice", "calories": 200, "protein": 4, "carbs": 45, "fat": 0.5, "quantity": "1"}
MEAL = {"foods": [RICE], "mealType": "lunch", "date": "2026-03-01T12:00:00Z"}
SOON = 10


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("e") / "data") as server:
        yield server


@pytest.fixture
async def ann(server: Server) -> AsyncIterator[httpx2.AsyncClient]:
    async with person(server, "ann") as ann:
        yield ann


@asynccontextmanager
async def person(server: Server, name: str) -> AsyncIterator[httpx2.AsyncClient]:
    email = f"{name}-{asyncio.get_running_loop().time()}@example.com"
    async with httpx2.AsyncClient(base_url=server.url, timeout=30) as client:
        answer = await client.post("/api/auth/login", json={"email": email, "name": name})
        client.cookies.clear()
        client.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        client.id = answer.json()["user"]["_id"]
        yield client


class Stream:
    """Reads events as they come."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self.lines = lines
        self.last_id = ""

    async def block(self) -> dict[str, str]:
        block: dict[str, str] = {}
        while True:
            line = await asyncio.wait_for(anext(self.lines), SOON)
            if not line and block:
                self.last_id = block.get("id", self.last_id)
                return block
            name, _, value = line.partition(": ")
            if name:
                block[name] = value

    async def until_it_ends(self) -> None:
        while True:
            await self.block()

    async def next(self) -> tuple[str, dict]:
        while "event" not in (block := await self.block()):
            pass
        return block["event"], json.loads(block["data"])


@asynccontextmanager
async def stream(client: httpx2.AsyncClient, after: str = "") -> AsyncIterator[Stream]:
    headers = {"Last-Event-ID": after} if after else {}
    async with client.stream("GET", f"/api/events/{client.id}", headers=headers) as reply:
        assert reply.status_code == 200
        assert reply.headers["content-type"].startswith("text/event-stream")
        opened = Stream(aiter(reply.aiter_lines()))
        while not (opened.last_id or after):
            await opened.block()
        yield opened


async def test_every_change_comes_in_order(ann):
    async with stream(ann) as live:
        meal = (await ann.post("/api/meals", json=MEAL)).json()
        path = f"/api/meals/{ann.id}/{meal['_id']}"
        changed = await ann.put(
            path, json=MEAL | {"mealType": "snack"}, headers={"If-Match": meal["updatedAt"]}
        )
        await ann.put(f"/api/users/{ann.id}", json={"age": 40})
        await ann.delete(path)
        user = (await ann.get(f"/api/users/{ann.id}")).json()
        assert await live.next() == ("meal", {"op": "put", "_id": meal["_id"], "document": meal})
        assert await live.next() == (
            "meal",
            {"op": "put", "_id": meal["_id"], "document": changed.json()},
        )
        assert await live.next() == ("user", {"op": "put", "_id": ann.id, "document": user})
        assert await live.next() == ("meal", {"op": "delete", "_id": meal["_id"]})


async def test_nothing_is_missed_after_a_lost_connection(ann):
    async with stream(ann) as live:
        first = (await ann.post("/api/meals", json=MEAL)).json()
        assert (await live.next())[1]["_id"] == first["_id"]
        seen = live.last_id
    second = (await ann.post("/api/meals", json=MEAL)).json()
    async with stream(ann, seen) as live:
        assert (await live.next())[1]["_id"] == second["_id"]


async def test_a_place_that_is_unknown_means_reading_all_again(ann):
    for place in ("nonsense", "82" + "0" * 60):
        headers = {"Last-Event-ID": place}
        async with ann.stream("GET", f"/api/events/{ann.id}", headers=headers) as reply:
            live = Stream(aiter(reply.aiter_lines()))
            assert (await live.next())[0] == "resync"
            while not live.last_id:
                await live.block()
            meal = (await ann.post("/api/meals", json=MEAL)).json()
            assert (await live.next())[1]["_id"] == meal["_id"]


async def test_nobody_hears_of_somebody_else(ann, server):
    async with person(server, "bob") as bob, stream(bob) as live:
        await ann.post("/api/meals", json=MEAL)
        mine = (await bob.post("/api/meals", json=MEAL)).json()
        assert (await live.next())[1]["_id"] == mine["_id"]
        reply = await bob.get(f"/api/events/{ann.id}")
        assert reply.status_code == 403
        assert (
            await httpx2.AsyncClient().get(f"{server.url}/api/events/{ann.id}")
        ).status_code == 401


async def test_a_stream_ends_with_its_sign_in(ann):
    async with stream(ann) as live:
        assert (await ann.post("/api/auth/logout")).status_code == 204
        with pytest.raises(StopAsyncIteration):
            await live.until_it_ends()


def test_open_streams_do_not_hold_up_a_stop(data_dir):
    import threading

    with serving(data_dir) as server:
        answer = httpx2.post(server.url + "/api/auth/login", json={"email": "a@b.co", "name": "A"})
        headers = {"Authorization": f"Bearer {answer.json()['token']}"}
        path = f"{server.url}/api/events/{answer.json()['user']['_id']}"
        opened = threading.Event()

        def listen() -> None:
            try:
                with httpx2.stream("GET", path, headers=headers, timeout=40) as reply:
                    for _ in reply.iter_lines():
                        opened.set()
            except httpx2.HTTPError:
                pass

        listener = threading.Thread(target=listen)
        listener.start()
        assert opened.wait(SOON)
        server.process.terminate()
        assert server.process.wait(25) == 0
        listener.join(10)
