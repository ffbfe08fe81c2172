"""Our own mongod: a replica set of one in a data directory, on a private Unix socket only.

Every process that opens the directory shares one mongod, which stops when the last of them is
gone, however it went. Three locks say who is who:

    clients.lock  shared by every process that uses the database
    owner.lock    held by the watchdog and its mongod
    start.lock    held for a moment by whoever starts them
"""

import asyncio
import contextlib
import hmac
import json
import logging
import os
import secrets
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, urlencode

from pymongo import AsyncMongoClient
from pymongo.errors import ConnectionFailure, OperationFailure, PyMongoError

from nutritrack.mongo.binary import DatabaseUnusable
from nutritrack.mongo.documents import Document
from nutritrack.mongo.files import complaints, private_dir, private_file, socket_dir
from nutritrack.mongo.locks import POLL_SECONDS, Lock, take_lock, try_lock
from nutritrack.mongo.replica import ensure_primary, ensure_user

log = logging.getLogger(__name__)

DATABASE = "nutritrack"
APP_USER = "app"
APP_ROLES = [{"role": role, "db": DATABASE} for role in ("readWrite", "dbAdmin")]

WATCHDOG = Path(__file__).with_name("watchdog.py")
SOCKET = "mongodb-27017.sock"  # With a name of another pattern mongod opens a second socket.
LOG_BYTES = 8 << 20
START_SECONDS = 120
GRACE_SECONDS = 30
AUTHENTICATION_FAILED = 18


class EmbeddedMongo:
    """The mongod of a data directory. One instance a process, made after any fork."""

    def __init__(self, data_dir: Path, mongod: Path, *, extra_args: Sequence[str] = ()) -> None:
        self.dir = data_dir.resolve()
        self.mongod = mongod
        self.extra_args = extra_args
        self.clients_lock = self.dir / "clients.lock"
        self.owner_lock = self.dir / "owner.lock"
        self.start_lock = self.dir / "start.lock"
        self.keyfile = self.dir / "keyfile"
        self.log = self.dir / "mongod.log"
        self.stderr = self.dir / "watchdog.err"
        self.socket = socket_dir(self.dir) / SOCKET
        self._key = ""
        self._use: Lock | None = None
        self._keeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Join the mongod of this directory, or start one. It takes writes on return."""
        assert self._use is None, "started already"
        try:
            async with asyncio.timeout(START_SECONDS):
                private_dir(self.dir)
                # Waits while a mongod that nobody used any more is stopping.
                self._use = await take_lock(self.clients_lock, shared=True)
                with await take_lock(self.start_lock):
                    await self._ensure_running()
            self._keeper = asyncio.create_task(self._keep_running())
        except TimeoutError:
            raise DatabaseUnusable(
                f"mongod is not ready after {START_SECONDS} seconds. {self.log_tail()}"
            ) from None
        except (OSError, subprocess.SubprocessError) as error:
            raise DatabaseUnusable(f"{self.dir} cannot hold a database: {error}") from error
        finally:
            if self._keeper is None:
                self._leave()

    async def stop(self) -> None:
        """Leave. The last one to leave waits until mongod has stopped."""
        if self._keeper is not None:
            # Again and again: on Python 3.11 the driver can swallow a cancellation.
            while not self._keeper.done():
                self._keeper.cancel()
                await asyncio.wait([self._keeper], timeout=1)
            self._keeper = None
        if self._use is not None:
            self._leave()
            with contextlib.suppress(OSError):  # or a timeout, which is one
                async with asyncio.timeout(GRACE_SECONDS + 5):
                    await self._stopped()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    # Connections

    def uri(self, user: str, password: str, auth_source: str, db: str = "") -> str:
        """Where a user of this mongod connects."""
        options = {
            "directConnection": "true",
            "authSource": auth_source,
            "authMechanism": "SCRAM-SHA-256",
        }
        login = f"{quote(user, safe='')}:{quote(password, safe='')}"
        return f"mongodb://{login}@{quote(str(self.socket), safe='')}/{db}?{urlencode(options)}"

    @property
    def app_uri(self) -> str:
        """Where the app connects, with rights on its own database only."""
        return self.uri(APP_USER, self._app_password, "admin", DATABASE)

    def system_client(self, **options: Any) -> AsyncMongoClient[Document]:
        """A client that may do everything: for setup and backup, never for requests."""
        return AsyncMongoClient(self.uri("__system", self._key, "local"), **options)

    def log_tail(self, count: int = 5) -> str:
        """What mongod complained of, and where to read more."""
        return f"{complaints(self.log, self.stderr, count)}\nMore in {self.log}"

    # Starting

    async def _ensure_running(self) -> None:
        """Call it under start.lock: two probes of owner.lock would take each other for an owner."""
        started = False
        while True:
            if owner := try_lock(self.owner_lock):
                if started:
                    owner.release()
                    raise DatabaseUnusable(f"mongod does not start. {self.log_tail()}")
                await asyncio.to_thread(self._spawn_watchdog, owner)
                started = True
            self._key = self.keyfile.read_text().strip()
            # mongod may go away at any moment of this, and come back.
            with contextlib.suppress(ConnectionFailure):
                if await self._listens():
                    return await self._configure()
            await asyncio.sleep(POLL_SECONDS)

    def _spawn_watchdog(self, owner: Lock) -> None:
        """Hand owner.lock over to a new watchdog: its copy of the descriptor keeps it."""
        with owner, private_file(self.stderr) as stderr:
            private_dir(self.dir / "db")
            private_dir(self.socket.parent)
            self._ensure_key()
            settings = {
                "args": self._command(),
                "owner_fd": owner.fd,
                "clients": str(self.clients_lock),
                "log": str(self.log),
                "log_bytes": LOG_BYTES,
                "grace": GRACE_SECONDS,
            }
            subprocess.run(
                [sys.executable, "-I", "-S", WATCHDOG, json.dumps(settings)],
                pass_fds=(owner.fd,),
                cwd="/",
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                check=True,
            )

    def _command(self) -> list[str]:
        # fmt: off
        return [
            str(self.mongod),
            "--dbpath", str(self.dir / "db"),
            "--replSet", "rs0",
            "--bind_ip", str(self.socket), "--port", "27017",
            "--unixSocketPrefix", str(self.socket.parent), "--filePermissions", "0600",
            "--auth", "--keyFile", str(self.keyfile),
            "--setParameter", "enableLocalhostAuthBypass=false",
            "--noscripting",
            # Decompression comes before login, and has had holes.
            "--networkMessageCompressors", "disabled",
            "--maxConns", "500",
            "--wiredTigerCacheSizeGB", "0.25",
            # By default the journal takes 300 MB at once.
            "--wiredTigerEngineConfigString",
            "log=(enabled=true,remove=true,path=journal,compressor=snappy,"
            "file_max=16MB,prealloc=false)",
            "--oplogSize", "512",
            "--logpath", str(self.log), "--logappend", "--logRotate", "reopen",
            "--setParameter", "diagnosticDataCollectionEnabled=false",
            *self.extra_args,
        ]
        # fmt: on

    async def _listens(self) -> bool:
        try:
            _, writer = await asyncio.open_unix_connection(str(self.socket))
        except OSError:
            return False
        writer.close()
        return True

    async def _configure(self) -> None:
        try:
            async with self.system_client() as client:
                await ensure_primary(client, str(self.socket))
                await ensure_user(client, APP_USER, self._app_password, APP_ROLES)
        except OperationFailure as error:
            if error.code != AUTHENTICATION_FAILED:
                raise DatabaseUnusable(f"mongod cannot be set up: {error}") from error
            raise DatabaseUnusable(
                f"{self.keyfile} was replaced while mongod runs. "
                "Stop everything that uses this directory, then start again."
            ) from None

    # The key file is the only secret. mongod takes it as the password of __system.

    def _ensure_key(self) -> None:
        if not self.keyfile.exists():
            draft = self.keyfile.with_suffix(".new")
            with private_file(draft) as file:
                file.write((self._key or secrets.token_hex(64)).encode())
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.keyfile)
        self.keyfile.chmod(0o600)  # A copy may have lost it, and mongod insists.

    @property
    def _app_password(self) -> str:
        return hmac.digest(self._key.encode(), b"app-user", "sha256").hex()

    # Watching and leaving

    async def _keep_running(self) -> None:
        """Start a new watchdog when the old one was killed, or gave up: it may work by now."""
        pause = 1
        while True:
            await asyncio.sleep(pause)
            try:
                revived = await self._revive()
            except (OSError, DatabaseUnusable, subprocess.SubprocessError, PyMongoError) as error:
                log.error("mongod does not come back: %s", str(error) or self.log_tail())
                revived = True
            pause = min(pause * 2, 30) if revived else 1

    async def _revive(self) -> bool:
        """Whether mongod was gone."""
        start = try_lock(self.start_lock)
        if start is None:  # somebody is at it
            return False
        with start:
            owner = try_lock(self.owner_lock)
            if owner is None:
                return False
            owner.release()
            log.warning("mongod is gone: starting it again")
            async with asyncio.timeout(START_SECONDS):
                await self._ensure_running()
            return True

    def _leave(self) -> None:
        if self._use is not None:
            self._use.release()
            self._use = None

    async def _stopped(self) -> None:
        """Wait until mongod has stopped. Not, if somebody else still uses it."""
        others = 0
        while True:
            if alone := try_lock(self.clients_lock):
                # Nobody can be starting it now, so owner.lock may be probed.
                with alone:
                    if owner := try_lock(self.owner_lock):
                        owner.release()
                        if self.socket.parent.parent != self.dir:
                            self.socket.parent.rmdir()
                        return
            elif other := try_lock(self.clients_lock, shared=True):
                other.release()
                others += 1
                if others == 2:  # The first may have been one who left just then.
                    return
            # The watchdog has not noticed yet, or is stopping mongod.
            await asyncio.sleep(POLL_SECONDS)
