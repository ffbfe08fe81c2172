"""`nutritrack serve` as people run it, on a port that was free."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench import process
from bench.client import Connection, request

READY = request("GET", "/readyz")
POLL_SECONDS = 0.01
MONGOD = "NUTRITRACK_MONGOD"


@dataclass(frozen=True)
class Server:
    """One that answers."""

    port: int
    main: subprocess.Popen[bytes]
    data_dir: Path

    @cached_property
    def worker(self) -> int:
        [pid] = process.children(self.main.pid)
        return pid

    @cached_property
    def mongod(self) -> int:
        return process.started_with("--dbpath", str(self.data_dir / "db"))

    @cached_property
    def watchdog(self) -> int:
        return process.parent(self.mongod)

    async def stop(self) -> None:
        self.main.terminate()
        await asyncio.to_thread(self.main.wait, 60)


def environment(data_dir: Path) -> dict[str, str]:
    """The defaults on this data directory, whatever is set here, except which mongod."""
    ours = {"NUTRITRACK_DATA_DIR": str(data_dir)}
    kept = {n: v for n, v in os.environ.items() if not n.startswith("NUTRITRACK_") or n == MONGOD}
    return kept | ours


async def start(data_dir: Path) -> Server:
    """Start it and wait until it is ready."""
    port = _free_port()
    with data_dir.with_suffix(".log").open("ab") as log:
        main = subprocess.Popen(  # noqa: ASYNC220  (returns at once)
            [sys.executable, "-m", "nutritrack", "serve", "--port", str(port)],
            env=environment(data_dir),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    while not await _is_ready(port):
        assert main.poll() is None, f"it ended: {data_dir.with_suffix('.log').read_text()}"
        await asyncio.sleep(POLL_SECONDS)
    return Server(port, main, data_dir)


@asynccontextmanager
async def serving(data_dir: Path) -> AsyncIterator[Server]:
    server = await start(data_dir)
    try:
        yield server
    finally:
        await server.stop()


async def _is_ready(port: int) -> bool:
    try:
        async with Connection.to(port) as connection:
            return (await connection.send(READY))[0] == 200
    except (OSError, asyncio.IncompleteReadError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
