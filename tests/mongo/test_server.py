"""What the embedded mongod survives, each with real processes and real kills."""
# ruff: noqa: ASYNC240 (a test may block its own event loop)

import asyncio
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import AsyncMongoClient
from pymongo.errors import OperationFailure

from nutritrack.config import Settings
from nutritrack.mongo import server
from nutritrack.mongo.binary import DatabaseUnusable
from nutritrack.mongo.client import connect
from nutritrack.mongo.documents import Db
from nutritrack.mongo.server import DATABASE, EmbeddedMongo

Make = Callable[[Path], EmbeddedMongo]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

# Writes as many documents as it is told (-1: without end), says each, then waits to be let go.
APP = """
import asyncio, os, sys
from pathlib import Path
from nutritrack.config import Settings
from nutritrack.mongo.client import connect

async def main(data_dir, count):
    async with connect(Settings(data_dir=Path(data_dir))) as db:
        n = 0
        while n != int(count):
            key = f"{os.getpid()}-{n}"
            await db.written.insert_one({"_id": key})
            print(key, flush=True)
            n += 1
        print("done", flush=True)
        await asyncio.to_thread(sys.stdin.read)

asyncio.run(main(*sys.argv[1:]))
"""

App = subprocess.Popen[str]
Start = Callable[[Path, int], App]


@pytest.fixture
def app() -> Iterator[Start]:
    """Starts other processes of ours."""
    started: list[App] = []

    def start(data_dir: Path, count: int) -> App:
        process = subprocess.Popen(
            [sys.executable, "-c", APP, str(data_dir), str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def hear(process: App, word: str = "done") -> None:
    """Wait until the app says so."""
    assert process.stdout
    for line in process.stdout:
        if word in line:
            return
    raise AssertionError(f"the app ended without {word}")


def pids(data_dir: Path, part: str) -> list[int]:
    """The processes of a data directory: its `mongod` or its `watchdog.py`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        mine = any(str(data_dir).encode() in word for word in command)
        if mine and any(Path(os.fsdecode(word)).name == part for word in command):
            found.append(int(folder.name))
    return found


def kill(data_dir: Path, part: str) -> int:
    [pid] = pids(data_dir, part)
    os.kill(pid, signal.SIGKILL)
    return pid


async def until(what: Callable[[], bool], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while True:
            if what():
                return
            await asyncio.sleep(0.02)


async def gone(data_dir: Path) -> None:
    """Wait until nothing runs, and mongod has stopped cleanly."""
    await until(lambda: not pids(data_dir, "mongod") and not pids(data_dir, "watchdog.py"))
    assert '"exitCode":0' in (data_dir / "mongod.log").read_text().splitlines()[-1]


async def written(db: Db) -> set[str]:
    return {document["_id"] async for document in db.written.find()}


class Writers:
    """Write without pause, and notice what was acknowledged."""

    def __init__(self, db: Db) -> None:
        self.db = db
        self.acknowledged: set[str] = set()
        self.stopping = False

    async def write(self, name: str) -> None:
        number = 0
        while not self.stopping:
            key = f"{name}{number}"
            await self.db.written.insert_one({"_id": key})
            self.acknowledged.add(key)
            number += 1

    async def more(self) -> None:
        enough = len(self.acknowledged) + 50
        await until(lambda: len(self.acknowledged) > enough)

    async def go_through(self, event: Callable[[], object], back: Callable[[], bool]) -> None:
        """Writing goes on through an event, without an exception, and nothing is lost."""
        tasks = [asyncio.create_task(self.write(name)) for name in "abcd"]
        try:
            await self.more()
            event()
            await until(back)
            await self.more()
        finally:
            self.stopping = True
            await asyncio.gather(*tasks)
        assert self.acknowledged <= await written(self.db)


# Sharing


async def test_processes_that_start_together_share_one_mongod(fresh: Path, app: Start) -> None:
    apps = [app(fresh, 20) for _ in range(5)]
    for process in apps:
        await asyncio.to_thread(hear, process)
    assert len(pids(fresh, "mongod")) == len(pids(fresh, "watchdog.py")) == 1
    async with connect(Settings(data_dir=fresh)) as db:
        assert len(await written(db)) == 5 * 20
        for process in apps:
            await asyncio.to_thread(process.communicate)
            assert process.returncode == 0
    assert not pids(fresh, "mongod")
    assert (fresh / "mongod.log").read_text().count("MongoDB starting") == 1


async def test_whoever_started_it_may_die_before_the_others(fresh: Path, app: Start) -> None:
    first = app(fresh, 1)
    await asyncio.to_thread(hear, first)
    async with connect(Settings(data_dir=fresh)) as db:
        before = pids(fresh, "mongod")
        first.kill()
        await asyncio.sleep(1)
        assert len(await written(db)) == 1
        assert pids(fresh, "mongod") == before
    await gone(fresh)


async def test_leaving_and_coming_at_the_same_moment(used: Path, make: Make) -> None:
    mongo = make(used)
    await mongo.start()
    for _ in range(2):
        other = make(used)
        await asyncio.gather(mongo.stop(), other.start())
        async with other.system_client() as client:
            assert await client[DATABASE].kept.find_one() == {"_id": "old"}
        mongo = other
    await mongo.stop()
    await gone(used)


# Kills


async def test_a_killed_app_leaves_no_mongod(fresh: Path, app: Start) -> None:
    process = app(fresh, 1)
    await asyncio.to_thread(hear, process)
    process.kill()
    await gone(fresh)


async def test_a_killed_mongod_comes_back(used: Path) -> None:
    async with connect(Settings(data_dir=used)) as db:
        before = pids(used, "mongod")
        await Writers(db).go_through(
            lambda: kill(used, "mongod"), lambda: pids(used, "mongod") not in ([], before)
        )
    await gone(used)


async def test_a_killed_watchdog_is_replaced(used: Path) -> None:
    async with connect(Settings(data_dir=used)) as db:
        before = pids(used, "watchdog.py")
        await Writers(db).go_through(
            lambda: kill(used, "watchdog.py"),
            lambda: pids(used, "watchdog.py") not in ([], before),
        )
    await gone(used)


async def test_a_killed_watchdog_and_app_leave_no_mongod(fresh: Path, app: Start) -> None:
    process = app(fresh, 1)
    await asyncio.to_thread(hear, process)
    process.kill()
    kill(fresh, "watchdog.py")
    await gone(fresh)


async def test_what_was_acknowledged_survives_killing_everything(fresh: Path, app: Start) -> None:
    process = app(fresh, -1)
    await asyncio.to_thread(hear, process, "-100")
    kill(fresh, "watchdog.py")
    kill(fresh, "mongod")
    process.kill()
    rest, _ = process.communicate()
    async with connect(Settings(data_dir=fresh)) as db:
        # A line that was cut off by the kill acknowledges nothing.
        assert {line for line in rest.split("\n")[:-1] if line} <= await written(db)
        assert f"{process.pid}-100" in await written(db)


async def test_a_first_start_may_be_killed_at_any_moment(fresh: Path, app: Start) -> None:
    for seconds in (0.4, 0.55, 0.7, 0.85):
        process = app(fresh, 0)
        await asyncio.sleep(seconds)
        process.kill()
        for part in ("watchdog.py", "mongod"):
            for pid in pids(fresh, part):
                os.kill(pid, signal.SIGKILL)
    async with connect(Settings(data_dir=fresh)) as db:
        await db.written.insert_one({})


# The data directory


async def test_a_directory_may_move(used: Path, make: Make) -> None:
    moved = used.rename(used.with_name("moved"))
    link = used.with_name("link")
    link.symlink_to(moved)
    async with connect(Settings(data_dir=link)) as db:
        assert await db.kept.find_one() == {"_id": "old"}
        assert pids(moved, "mongod")


async def test_a_key_file_may_get_lost(used: Path) -> None:
    (used / "keyfile").unlink()
    async with connect(Settings(data_dir=used)) as db:
        assert await db.kept.find_one() == {"_id": "old"}


async def test_a_key_file_may_get_lost_while_it_runs(used: Path, make: Make) -> None:
    async with connect(Settings(data_dir=used)) as db:
        key = used / "keyfile"
        text = key.read_text()
        key.unlink()
        with pytest.raises(DatabaseUnusable, match="keyfile"):
            await make(used).start()
        key.write_text("x" * 64)
        with pytest.raises(DatabaseUnusable, match="replaced"):
            await make(used).start()
        key.write_text(text)
        async with make(used):
            assert await db.kept.find_one() == {"_id": "old"}


async def test_a_copy_may_lose_modes(used: Path) -> None:
    (used / "keyfile").chmod(0o644)
    async with connect(Settings(data_dir=used)) as db:
        assert await db.kept.find_one() == {"_id": "old"}


async def test_an_empty_directory_is_made_private(fresh: Path, make: Make) -> None:
    fresh.mkdir()
    fresh.chmod(0o755)
    async with make(fresh):
        assert stat.S_IMODE(fresh.stat().st_mode) == 0o700


async def test_an_open_directory_with_files_is_refused(fresh: Path, make: Make) -> None:
    fresh.mkdir()
    fresh.chmod(0o755)
    (fresh / "holiday.jpg").touch()
    with pytest.raises(DatabaseUnusable, match=f"chmod 700 {fresh}"):
        await make(fresh).start()
    assert [path.name for path in fresh.iterdir()] == ["holiday.jpg"]


async def test_a_directory_of_another_user_is_refused(
    fresh: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.mkdir(mode=0o700)
    monkeypatch.setattr(os, "geteuid", lambda: fresh.stat().st_uid + 1)
    with pytest.raises(DatabaseUnusable, match="another user"):
        await make(fresh).start()
    assert not list(fresh.iterdir())


async def test_a_file_is_no_directory(fresh: Path, make: Make) -> None:
    fresh.touch()
    with pytest.raises(DatabaseUnusable, match=str(fresh)):
        await make(fresh).start()


async def test_a_long_path_has_its_socket_elsewhere(fresh: Path, make: Make) -> None:
    deep = fresh / ("d" * 100)
    mongo = make(deep)
    assert deep not in mongo.socket.parents
    async with mongo, connect(Settings(data_dir=deep)) as db:
        await db.written.insert_one({})
        assert stat.S_IMODE(mongo.socket.parent.stat().st_mode) == 0o700
        assert mongo.socket.is_socket()
    assert not mongo.socket.parent.exists()


async def test_damaged_files_say_so(used: Path, make: Make) -> None:
    (used / "db" / "WiredTiger.turtle").write_text("rubbish")
    with pytest.raises(DatabaseUnusable, match=r"WiredTiger\.turtle: fatal") as caught:
        await make(used).start()
    assert str(used / "mongod.log") in str(caught.value)
    assert not pids(used, "mongod")


async def test_an_option_that_mongod_refuses_is_said(used: Path, mongod: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="unrecognised option '--nonsense'"):
        await EmbeddedMongo(used, mongod, extra_args=["--nonsense"]).start()


async def test_it_comes_back_when_the_cause_is_gone(
    used: Path, mongod: Path, caplog: pytest.LogCaptureFixture
) -> None:
    link = used.with_name("mongod")
    link.symlink_to(mongod)
    async with EmbeddedMongo(used, link) as mongo, mongo.system_client() as client:
        link.unlink()
        os.kill(int((used / "db" / "mongod.lock").read_text()), signal.SIGKILL)
        await until(lambda: "does not come back" in caplog.text)
        assert f"No such file or directory: '{link}'" in caplog.text
        link.symlink_to(mongod)
        assert await client[DATABASE].kept.find_one() == {"_id": "old"}


async def test_the_log_is_rotated(used: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "LOG_BYTES", 1000)
    before = (used / "mongod.log").read_text()
    async with make(used):
        assert (used / "mongod.log.1").read_text() == before
        assert before not in (used / "mongod.log").read_text()


# Who may come in


async def test_only_we_can_read_its_files(running: EmbeddedMongo) -> None:
    paths = [running.dir, *running.dir.rglob("*")]
    assert {"keyfile", "mongod.log", server.SOCKET, "WiredTiger"} <= {path.name for path in paths}
    assert [path for path in paths if path.lstat().st_mode & 0o077] == []


async def test_nothing_listens_on_the_network(running: EmbeddedMongo) -> None:
    folder = Path(f"/proc/{(running.dir / 'db' / 'mongod.lock').read_text().strip()}")
    links = [str(path.readlink()) for path in (folder / "fd").iterdir()]
    sockets = {link[8:-1] for link in links if link.startswith("socket:[")}
    inet = [
        line.split()[9]
        for kind in ("tcp", "tcp6", "udp", "udp6")
        for line in (folder / "net" / kind).read_text().splitlines()[1:]
    ]
    assert sockets
    assert not sockets & set(inet)


@pytest.mark.parametrize("login", ["", "app:wrong@", "__system:wrong@"])
async def test_nobody_gets_in_without_the_password(running: EmbeddedMongo, login: str) -> None:
    source = "local" if "__" in login else "admin"
    uri = running.uri("x", "y", source).replace("x:y@", login)
    if not login:
        uri = uri.partition("?")[0]
    async with AsyncMongoClient(uri) as client:
        with pytest.raises(OperationFailure) as caught:
            await client[DATABASE].kept.find_one()
        assert caught.value.code in (13, 18)


async def test_the_app_may_use_its_own_database_only(running: EmbeddedMongo) -> None:
    async with AsyncMongoClient(running.app_uri) as client:
        await client[DATABASE].kept.insert_one({})
        for call in (
            client.other.kept.find_one(),
            client.local["oplog.rs"].find_one(),
            client.admin.command("shutdown"),
            client.admin.command("createUser", "me", pwd="me", roles=["root"]),
        ):
            with pytest.raises(OperationFailure) as caught:
                await call
            assert caught.value.code == 13


async def test_starting_leaves_the_event_loop_free(
    used: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = 0
    run = subprocess.run
    seen: list[int] = []

    def slow(*args: Any, **options: Any) -> object:
        seen.append(ticks)
        time.sleep(0.2)
        seen.append(ticks)
        return run(*args, **options)

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.001)

    monkeypatch.setattr(server.subprocess, "run", slow)
    task = asyncio.create_task(tick())
    async with make(used):
        task.cancel()
    before, after = seen
    assert after > before
