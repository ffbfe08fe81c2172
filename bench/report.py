"""The figures as Markdown."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench.measure import Cell
from bench.start import Times, shown

PACKAGES = ("nutritrack", "granian", "fastapi", "pydantic", "pymongo", "uvloop")


def machine(mongod: str, busy: float) -> str:
    cpu = next(
        (
            line.partition(": ")[2]
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{date.today()}, {len(os.sched_getaffinity(0))} cores ({cpu}), "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"MongoDB {mongod}, {packages}. Load average before: {busy:.1f}."
    )


def start(times: Times) -> str:
    return _table(
        ("", "Median of 5", "Target"),
        [
            ("Start, first time", shown(times.cold), "3 s"),
            ("Start, after that", shown(times.warm), "2 s"),
            ("Stop", shown(times.stop), ""),
        ],
    )


def speed(cells: Iterable[Cell]) -> str:
    head = (
        "Route",
        "At once",
        "Requests/s",
        "p50 / p99 ms",
        "Server CPU µs",
        "Floor CPU µs",
        "**Ratio**",
        "Floor ops/s",
        "Floor p50 / p99 ms",
        "mongod CPU µs: server / floor",
    )
    rows = [
        (
            cell.route,
            str(cell.slots),
            f"{cell.server.rate:.0f}",
            f"{cell.server.p50:.1f} / {cell.server.p99:.1f}",
            f"{cell.server.cpu_us:.0f}",
            f"{cell.floor.cpu_us:.0f}",
            f"**{cell.ratio:.2f}**",
            f"{cell.floor.rate:.0f}",
            f"{cell.floor.p50:.1f} / {cell.floor.p99:.1f}",
            f"{cell.server.mongod_us:.0f} / {cell.floor.mongod_us:.0f}",
        )
        for cell in cells
    ]
    return _table(head, rows)


def growth(few: Iterable[Cell], many: Iterable[Cell]) -> str:
    head = ("Route", "At once", "Ratio", "We add, µs", "Floor, µs", "mongod under the floor, µs")
    rows = [
        (
            a.route,
            str(a.slots),
            f"{a.ratio:.2f} / {b.ratio:.2f}",
            f"{a.added_us:.0f} / {b.added_us:.0f}",
            f"{a.floor.cpu_us:.0f} / {b.floor.cpu_us:.0f}",
            f"{a.floor.mongod_us:.0f} / {b.floor.mongod_us:.0f}",
        )
        for a, b in zip(few, many, strict=True)
    ]
    return _table(head, rows)


def memory(megabytes: dict[str, float]) -> str:
    return _table(("Process", "RSS"), [(name, f"{mb:.0f} MB") for name, mb in megabytes.items()])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
