"""The files of an embedded mongod: private to one user, and where it says what is wrong."""

import hashlib
import json
import os
import shutil
import stat
from pathlib import Path
from typing import BinaryIO

from nutritrack.mongo.binary import DatabaseUnusable

MAX_SOCKET_DIR = 80  # A socket path has 108 bytes on Linux, 104 on macOS.
FULL_MB = 100
STARTING = '"id":4615611'  # The log line with which each start of mongod begins.


def private_dir(path: Path) -> None:
    """Make a directory that only we can enter, or refuse one that others can."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    info = path.lstat()
    if not stat.S_ISDIR(info.st_mode) or info.st_uid != os.geteuid():
        raise DatabaseUnusable(f"{path} belongs to another user. Choose another data directory.")
    # Look inside first: another process that starts with us fills it once the mode is right.
    empty = not any(path.iterdir())
    if path.lstat().st_mode & 0o077:
        if not empty:
            raise DatabaseUnusable(
                f"{path} holds files, and other users of this machine can enter it. "
                f"If it is a NutriTrack data directory: chmod 700 {path}. If not, choose another."
            )
        path.chmod(0o700)


def private_file(path: Path) -> BinaryIO:
    """A new, empty file that only we can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def socket_dir(data_dir: Path) -> Path:
    """Where the socket is: in the data directory, unless its path would be too long."""
    inside = data_dir / "run"
    if len(os.fsencode(inside)) <= MAX_SOCKET_DIR:
        return inside
    # Not XDG_RUNTIME_DIR or TMPDIR: every process must find it, whatever its environment.
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path(f"/tmp/nutritrack-{os.geteuid()}-{digest}")  # noqa: S108 (owner and mode are checked)


def complaints(log: Path, stderr: Path, count: int) -> str:
    """What mongod said was wrong when it last ran, or else its last words."""
    free = shutil.disk_usage(log.parent).free >> 20
    full = [f"Its disk has only {free} MB left."] if free < FULL_MB else []
    # Without repeats: a watchdog tries several times.
    early = list(dict.fromkeys(filter(None, map(_complaint, _lines(stderr)))))
    if early:  # It did not even get to open its log.
        return "\n".join([*full, *early[-count:]])
    lines = _lines(log)
    start = max((at for at, line in enumerate(lines) if STARTING in line), default=0)
    bad = list(filter(None, map(_complaint, lines[start:])))
    return "\n".join([*full, *(bad[:count] or lines[-count:])])


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(errors="replace").splitlines()
    except OSError:
        return []


def _complaint(line: str) -> str:
    try:
        entry = json.loads(line)
    except ValueError:
        return line[:500]
    if entry["s"] not in ("E", "F") or entry["msg"].startswith("BACKTRACE"):
        return ""
    attr = entry.get("attr", {})
    inner = attr.get("message") or attr.get("error")
    said = (inner.get("msg") or inner.get("errmsg")) if isinstance(inner, dict) else inner
    return f"{entry['msg'].strip()}: {said or json.dumps(attr)}"[:500]
