"""A web process ends with the process that started it."""

import os
import signal
import threading
import time

GRACE_SECONDS = 10


def die_with_parent() -> None:
    """End this worker when the process that started it was killed: nobody else would."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
