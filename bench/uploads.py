"""Reading an export of Apple Health: `python -m bench.uploads [MEGABYTES]`.

Seconds and peak memory of our reader beside the floor: the bare expat parser on the same bytes,
first without handlers, then with one that does nothing. Then the whole way through the server:
sent over HTTP, read, stored, while somebody else goes on using it.
"""

import asyncio
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import httpx2

from bench import exports, process, server
from nutritrack.fitness.upload.process import READER

MEGABYTES = 200
PIECE = 1 << 20
PAUSE_SECONDS = 0.02

FLOOR = """
import sys
from xml.parsers import expat
parser = expat.ParserCreate()
if {handler}:
    parser.StartElementHandler = lambda tag, attributes: None
while chunk := sys.stdin.buffer.read(1 << 18):
    parser.Parse(chunk, False)
parser.Parse(b"", True)
"""
# A small process in between: what starts a process lends it its own peak of memory.
MEASURE = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
sys.exit(status)
"""


def measured(file: Path, *command: str) -> tuple[float, float, float]:
    """Seconds, seconds of processor, and MB at the peak."""
    since = perf_counter()
    with file.open("rb") as stdin:
        run = subprocess.run(
            [sys.executable, "-c", MEASURE, sys.executable, *command],
            stdin=stdin,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    cpu, peak = map(float, run.stdout.split())
    return perf_counter() - since, cpu, peak


def row(name: str, file: Path, *command: str) -> str:
    seconds, cpu, peak = measured(file, *command)
    size = file.stat().st_size / (1 << 20)
    return f"| {name} | {size:.0f} | {seconds:.1f} | {cpu:.1f} | {peak:.0f} |"


async def whole_way(place: Path, file: Path) -> None:
    """Send it to a server of its own, and ask that for something else meanwhile."""
    async with server.serving(place / "data") as running:
        url = f"http://127.0.0.1:{running.port}"
        async with httpx2.AsyncClient(base_url=url, timeout=600) as person:
            new = {"email": "bench@example.com", "name": "Bench"}
            signed_in = (await person.post("/api/auth/login", json=new)).json()
            person.headers["Authorization"] = f"Bearer {signed_in['token']}"
            path = f"/api/fitness/upload/{signed_in['user']['_id']}"
            quiet = await latencies(person, 100)
            before = process.resident_mb(running.worker)
            since = perf_counter()
            reply = await person.post(path, content=pieces(file))
            assert reply.status_code == 202, reply.text
            sent = perf_counter() - since
            busy, upload = [], reply.json()
            while upload["state"] not in ("done", "failed"):
                busy += await latencies(person, 20)
                upload = (await person.get(path)).json()
            seconds = perf_counter() - since
            assert upload["state"] == "done", upload
            after = process.peak_mb(running.worker)
    print(
        f"\nThrough the server: sent in {sent:.1f} s, {upload['days']} days stored after "
        f"{seconds:.1f} s. Memory of the web process: {before:.0f} MB before, {after:.0f} MB "
        f"at its peak.\n"
        f"Somebody else's GET /api/auth/session meanwhile: {shown(busy)} ms (p50 / p95), "
        f"{shown(quiet)} ms when nothing is read."
    )


async def pieces(file: Path) -> AsyncIterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            yield piece


async def latencies(person: httpx2.AsyncClient, count: int) -> list[float]:
    """Milliseconds that each of some requests took."""
    seen = []
    for _ in range(count):
        await asyncio.sleep(PAUSE_SECONDS)
        since = perf_counter()
        assert (await person.get("/api/auth/session")).status_code == 200
        seen.append(1000 * (perf_counter() - since))
    return seen


def shown(milliseconds: list[float]) -> str:
    cuts = quantiles(milliseconds, n=20)
    return f"{cuts[9]:.1f} / {cuts[18]:.1f}"


def main(megabytes: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        xml, packed = place / "export.xml", place / "export.zip"
        exports.write(xml, megabytes << 20)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(xml, "apple_health_export/export.xml")
        print("|  | File, MB | Seconds | CPU seconds | Peak MB |\n|---|---:|---:|---:|---:|")
        print(row("expat alone", xml, "-c", FLOOR.format(handler=False)))
        print(row("expat with an empty handler", xml, "-c", FLOOR.format(handler=True)))
        print(row("**our reader**", xml, "-m", READER, "Europe/Berlin", "0"))
        print(row("**our reader**, zip", packed, "-m", READER, "Europe/Berlin", "0"))
        asyncio.run(whole_way(place, packed))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MEGABYTES)
