"""A server of one's own: `nutritrack serve` as people run it, on a port that was free."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

START_SECONDS = 30


@dataclass
class Server:
    url: str
    process: subprocess.Popen[bytes]
    log: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(data_dir: Path, *args: str, port: int = 0, **env: str) -> Server:
    """Start it and wait until it is ready."""
    port = port or free_port()
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    log = data_dir.parent / f"serve-{port}.log"
    clean = {k: v for k, v in os.environ.items() if not k.startswith("NUTRITRACK_")}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "nutritrack", "serve", "--port", str(port), *args],
            env=clean | {"NUTRITRACK_DATA_DIR": str(data_dir)} | env,
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
    server = Server(f"http://127.0.0.1:{port}", process, log)
    wait_until_ready(server)
    return server


def wait_until_ready(server: Server, seconds: float = START_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert server.process.poll() is None, server.log.read_text()
        try:
            if httpx2.get(server.url + "/readyz", timeout=2).status_code == 200:
                return
        except httpx2.HTTPError:
            pass
        time.sleep(0.05)
    raise TimeoutError(server.log.read_text())


def stop(server: Server) -> int:
    if server.process.poll() is None:
        server.process.terminate()
    return server.process.wait(30)


@contextmanager
def serving(data_dir: Path, *args: str, port: int = 0, **env: str) -> Iterator[Server]:
    server = start(data_dir, *args, port=port, **env)
    try:
        yield server
    finally:
        stop(server)
