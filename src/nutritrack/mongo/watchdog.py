"""The process that runs one embedded mongod. Standard library only: about 10 MB of memory.

Started as `python -I -S watchdog.py '<settings as JSON>'`, it detaches itself. It runs mongod,
restarts it after a crash, rotates its log, and stops it cleanly as soon as it can lock
clients.lock: then the last process that used the database has closed it or died.
Three crashes within a minute, and it gives up.
"""

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import TypedDict

PR_SET_PDEATHSIG = 1
POLL_SECONDS = 0.25
POLLS_BETWEEN_ROTATIONS = 40
CRASHES = 3
CRASH_SECONDS = 60


class Settings(TypedDict):
    args: list[str]  # mongod's command line
    owner_fd: int  # holds owner.lock
    clients: str  # the path of clients.lock
    log: str  # mongod's log
    log_bytes: int  # at which it is rotated
    grace: float  # seconds that mongod has to stop


class Watchdog:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.mongod: subprocess.Popen[bytes] | None = None
        self.crashes: list[float] = []
        self.stopping = False
        self.pid = os.getpid()
        self.libc = ctypes.CDLL(None)

    def run(self) -> None:
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, self.on_signal)
        self.rotate_log()
        polls = 0
        with Path(self.settings["clients"]).open("a") as clients:
            while not self.stopping:
                if self.mongod is None or self.mongod.poll() is not None:
                    self.start_mongod()
                try:
                    fcntl.flock(clients, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    time.sleep(POLL_SECONDS)
                polls += 1
                if polls % POLLS_BETWEEN_ROTATIONS == 0:
                    self.rotate_log()
            # New clients wait for clients.lock. When they get it, owner.lock is free for them.
            self.stop_mongod()
            os.close(self.settings["owner_fd"])

    def on_signal(self, _signum: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def start_mongod(self) -> None:
        if self.mongod is not None:
            now = time.monotonic()
            self.crashes = [at for at in self.crashes if now - at < CRASH_SECONDS] + [now]
        if len(self.crashes) >= CRASHES:
            sys.exit(1)
        time.sleep(len(self.crashes))
        # From this thread only: the death signal is tied to the thread that starts mongod.
        self.mongod = subprocess.Popen(
            self.settings["args"],
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            preexec_fn=self.before_exec,
            pass_fds=(self.settings["owner_fd"],),
        )

    def before_exec(self) -> None:
        """In the child: whoever kills this watchdog makes mongod stop cleanly. Linux only."""
        if hasattr(self.libc, "prctl"):
            self.libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
            if os.getppid() != self.pid:  # killed already, between fork and prctl
                os._exit(1)

    def stop_mongod(self) -> None:
        if self.mongod is None or self.mongod.poll() is not None:
            return
        self.mongod.terminate()
        try:
            self.mongod.wait(self.settings["grace"])
        except subprocess.TimeoutExpired:
            self.mongod.kill()
            self.mongod.wait()

    def rotate_log(self) -> None:
        """Keep one old log file."""
        log = Path(self.settings["log"])
        try:
            if log.stat().st_size > self.settings["log_bytes"]:
                log.replace(f"{log}.1")
                if self.mongod is not None:
                    self.mongod.send_signal(signal.SIGUSR1)  # reopens its log
        except OSError:
            pass


if __name__ == "__main__":
    if os.fork():  # Detached, so that the app has no child to reap.
        os._exit(0)
    Watchdog(json.loads(sys.argv[1])).run()
