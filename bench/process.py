"""What the kernel counts of a process."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
PARENT, USER, SYSTEM = 1, 11, 12  # places in `stat`, after the name


def cpu_seconds(pid: int) -> float:
    """User and system time of all threads, in steps of a hundredth of a second."""
    stat = _stat(pid)
    return (int(stat[USER]) + int(stat[SYSTEM])) / TICKS


def resident_mb(pid: int) -> float:
    """Memory in use, with what is shared with other processes."""
    return _memory(pid, "VmRSS:")


def peak_mb(pid: int) -> float:
    """The most memory that it ever had in use."""
    return _memory(pid, "VmHWM:")


def _memory(pid: int, what: str) -> float:
    lines = (PROC / str(pid) / "status").read_text().splitlines()
    [kilobytes] = [line.split()[1] for line in lines if line.startswith(what)]
    return int(kilobytes) / 1024


def parent(pid: int) -> int:
    return int(_stat(pid)[PARENT])


def children(pid: int) -> list[int]:
    return [each for each, its_parent, _ in _all() if its_parent == pid]


def started_with(*arguments: str) -> int:
    """The process whose command line holds these arguments in a row."""
    wanted = "\0".join(arguments).encode()
    [pid] = [each for each, _, command in _all() if wanted in command]
    return pid


def _all() -> Iterator[tuple[int, int, bytes]]:
    """Id, parent and command line of each process."""
    for each in PROC.glob("[0-9]*"):
        with suppress(OSError):  # it ended meanwhile
            pid = int(each.name)
            yield pid, parent(pid), (each / "cmdline").read_bytes()


def _stat(pid: int) -> list[str]:
    return (PROC / str(pid) / "stat").read_text().rpartition(") ")[2].split()
