"""Uploads to a real server: told live, and gone with it."""

import asyncio
import json
import sys
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest

from bench import exports
from health_exports import apple, steps
from nutritrack.fitness.upload.process import READER
from serving import Server, serving, stop


@pytest.fixture
def server(data_dir):
    with serving(data_dir) as server:
        yield server


async def sign_in(person: httpx2.AsyncClient) -> str:
    new = {"email": "ann@example.com", "name": "Ann"}
    answer = (await person.post("/api/auth/login", json=new)).json()
    person.headers["Authorization"] = f"Bearer {answer['token']}"
    return answer["user"]["_id"]


async def test_how_far_it_is_is_told_live(server: Server):
    async with httpx2.AsyncClient(base_url=server.url, timeout=30) as person:
        user_id = await sign_in(person)
        path = f"/api/fitness/upload/{user_id}"
        seen = []
        async with person.stream("GET", f"/api/events/{user_id}") as reply:
            lines = reply.aiter_lines()
            async for line in lines:
                if line.startswith(": ready"):
                    content = apple(steps("2026-01-05", "10:00", "10:10", 700))
                    assert (await person.post(path, content=content)).status_code == 202
                elif line.startswith("event: "):
                    kind = line.removeprefix("event: ")
                    data = json.loads((await anext(lines)).removeprefix("data: "))
                    seen.append((kind, data["document"]))
                    if kind == "upload" and data["document"]["state"] == "done":
                        break
    assert {kind for kind, _ in seen} == {"upload", "activity"}
    assert [each["steps"] for kind, each in seen if kind == "activity"] == [700]
    assert all("leaseUntil" not in each for _, each in seen)
    states = [each["state"] for kind, each in seen if kind == "upload"]
    assert states[0] == "receiving"
    assert "storing" in states


def readers(folder: Path) -> list[str]:
    """The readers that work for a server."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if READER.encode() in (each / "cmdline").read_bytes():
                found += [each.name] * (str(folder).encode() in (each / "environ").read_bytes())
    return found


async def eventually(what, seconds=30):
    for _ in range(seconds * 20):
        if what():
            return
        await asyncio.sleep(0.05)
    raise TimeoutError


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
async def test_a_killed_server_leaves_no_file_and_no_reader(server: Server, data_dir, tmp_path):
    large = tmp_path / "large.xml"
    exports.write(large, 80 << 20)
    folder = data_dir / "uploads"
    async with httpx2.AsyncClient(base_url=server.url, timeout=60) as person:
        path = f"/api/fitness/upload/{await sign_in(person)}"
        assert (await person.post(path, content=large.read_bytes())).status_code == 202
        await eventually(lambda: readers(folder))
    server.process.kill()
    stop(server)
    await eventually(lambda: not readers(folder))
    assert list(folder.iterdir()) == []
    assert folder.stat().st_mode & 0o077 == 0
