"""Measure it all, and print the tables for docs/performance.md."""

import asyncio
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import uvloop

from bench import process, report, start
from bench.measure import Cell, measure
from bench.people import People
from bench.routes import ROUTES
from bench.setup import Setup, setup

TODAY = datetime.now(UTC).date()
FEW = People(series=1, count=182, days=11, sign_ins=2366, today=TODAY)
MANY = People(series=2, count=2222, days=90, sign_ins=2222, today=TODAY)
AT_ONCE = (1, 16)
SETTLE_SECONDS = 5  # mongod writes back what was loaded

STARTED = monotonic()


def say(text: str) -> None:
    print(f"{monotonic() - STARTED:5.0f} s  {text}", file=sys.stderr, flush=True)


async def main(place: Path) -> None:
    busy = os.getloadavg()[0]
    say("start and stop, five times")
    times = await start.times(place)
    say(f"load {FEW.meals:,} meals into one database and {MANY.meals:,} into another")
    async with setup(place / "few", FEW) as few, setup(place / "many", MANY) as many:
        await asyncio.sleep(SETTLE_SECONDS)
        few_cells, many_cells = await measure_all(few, many)
        memory = report.memory(_memory(many))
    say("done")
    print(report.machine(many.mongod, busy))
    print(f"\n## Start\n\n{report.start(times)}")
    print(f"\n## {MANY.meals:,} meals of {MANY.count:,} users\n\n{report.speed(many_cells)}")
    print(f"\n## {FEW.meals:,} / {MANY.meals:,} meals\n\n{report.growth(few_cells, many_cells)}")
    print(f"\n## Memory\n\n{memory}")


async def measure_all(few: Setup, many: Setup) -> tuple[list[Cell], list[Cell]]:
    cells = []
    for route in range(len(ROUTES)):
        for slots in AT_ONCE:
            pair = await measure([few, many], route, slots)
            ratios = " and ".join(f"{cell.ratio:.2f}" for cell in pair)
            say(f"{pair[0].route}, {slots} at once: {ratios} times the floor")
            cells.append(pair)
    return [a for a, _ in cells], [b for _, b in cells]


def _memory(setup: Setup) -> dict[str, float]:
    """Megabytes of each process that `nutritrack serve` consists of."""
    server = setup.server
    pids = {
        "web process": server.worker,
        "main process": server.main.pid,
        "mongod": server.mongod,
        "watchdog": server.watchdog,
    }
    return {name: process.resident_mb(pid) for name, pid in pids.items()}


if __name__ == "__main__":
    if not sys.platform.startswith("linux"):
        sys.exit("make bench reads /proc, so it runs on Linux only.")
    with tempfile.TemporaryDirectory(prefix="nutritrack-bench-") as temporary:
        uvloop.run(main(Path(temporary)))
