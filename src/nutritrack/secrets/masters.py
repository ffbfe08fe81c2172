"""The master keys: from the environment, from a command, or from a file that we make.

They open the keys of users (`userkeys.py`) and nothing else. A new one is noticed without a
restart where it comes from the file.
"""

import asyncio
import os
import shlex
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nutritrack.config import Settings
from nutritrack.mongo.binary import DatabaseUnusable
from nutritrack.mongo.files import private_dir
from nutritrack.mongo.locks import take_lock
from nutritrack.secrets.keys import BadKeys, Key, read_keys, write_keys

COMMAND_SECONDS = 30
REMEMBER_SECONDS = 300  # what a command printed

_printed: dict[str, tuple[float, tuple[Key, ...]]] = {}


def folder(settings: Settings) -> Path:
    return settings.keys_dir or settings.data_dir / "keys"


def file(settings: Settings) -> Path | None:
    """The file of the master keys, where they come from one that we may write."""
    if settings.keys is not None or settings.keys_command is not None:
        return None
    return folder(settings) / "master"


async def load(settings: Settings) -> tuple[Key, ...]:
    """The master keys, the one in use first. The file is made when there is none.

    Raises BadKeys.
    """
    if settings.keys is not None:
        return read_keys(settings.keys.get_secret_value(), "NUTRITRACK_KEYS")
    if settings.keys_command is not None:
        return await asyncio.to_thread(_ask, settings.keys_command)
    path = folder(settings) / "master"
    # A line of text, so no thread for it: that would cost more than the reading.
    return _read(path) or await _make(path)


async def save(settings: Settings, keys: tuple[Key, ...]) -> None:
    """Replace the file. The caller holds the lock of a rotation."""
    path = file(settings)
    assert path is not None, "these keys are not ours to write"
    await asyncio.to_thread(write_private, path, write_keys(keys))


async def _make(path: Path) -> tuple[Key, ...]:
    with at_place(path.parent):
        private_dir(path.parent)
        with await take_lock(path.parent / "lock"):
            found = _read(path)
            if not found:
                found = (Key.new(),)
                await asyncio.to_thread(write_private, path, write_keys(found))
            return found


@contextmanager
def at_place(place: Path) -> Iterator[None]:
    """Turns what goes wrong with files into BadKeys, which says where."""
    try:
        yield
    except DatabaseUnusable as error:  # others can enter the folder
        raise BadKeys(str(error)) from None
    except OSError as error:
        raise BadKeys(f"{place} cannot hold keys: {error.strerror}") from None


def _read(path: Path) -> tuple[Key, ...]:
    try:
        mode = path.stat().st_mode
        text = path.read_text()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise BadKeys(f"{path} cannot be read: {error.strerror}") from None
    if mode & 0o077:
        raise BadKeys(f"Other users of this machine can read {path}: chmod 600 {path}")
    return read_keys(text, str(path))


def _ask(command: str) -> tuple[Key, ...]:
    at, keys = _printed.get(command, (0.0, ()))
    if keys and time.monotonic() - at < REMEMBER_SECONDS:
        return keys
    name = "NUTRITRACK_KEYS_COMMAND"
    try:
        done = subprocess.run(
            shlex.split(command),
            capture_output=True,
            timeout=COMMAND_SECONDS,
            check=True,
            text=True,
        )
    except subprocess.CalledProcessError as error:
        raise BadKeys(f"{name} fails with {error.returncode}: {error.stderr[-300:]}") from None
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise BadKeys(f"{name} cannot be run: {type(error).__name__}") from None
    _printed[command] = (time.monotonic(), read_keys(done.stdout, f"What {name} prints"))
    return _printed[command][1]


def write_private(path: Path, text: str) -> None:
    """Write a file that only we can read: after a power cut it is the old one or the new one."""
    draft = path.with_suffix(f".{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make what was renamed or removed in a folder last."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
