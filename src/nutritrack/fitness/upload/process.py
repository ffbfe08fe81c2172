"""Runs `reader.py` on a file and listens to it."""

import asyncio
import json
import logging
import os
import sys
import tempfile
from collections.abc import AsyncGenerator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from nutritrack.days import Calendar
from nutritrack.fitness.upload.problems import Unusable

log = logging.getLogger(__name__)

LONGEST_LINE = 1 << 20
READER = "nutritrack.fitness.upload.reader"


async def read(
    file: IO[bytes], calendar: Calendar, folder: Path
) -> AsyncGenerator[tuple[str, Any], None]:
    """What the reader says, as name and value. Raises Unusable. Stopping early ends the reader."""
    file.seek(0)
    with tempfile.TemporaryFile(dir=folder) as complaints:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", READER, calendar.timezone, str(calendar.day_start_hour)),
            stdin=file,
            stdout=asyncio.subprocess.PIPE,
            stderr=complaints,
            env=_environment(folder),
            limit=LONGEST_LINE,
        )
        assert process.stdout is not None
        ended, problem, status = False, None, None
        try:
            async for line in process.stdout:
                [(name, value)] = json.loads(line).items()
                if name == "problem":
                    problem = Unusable(value["code"], value["detail"])
                    continue
                ended = name == "done"
                yield name, value
            status = await process.wait()
        finally:
            if status is None:  # nobody wants to hear the rest
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if problem:
            raise problem
        if not ended:
            log.error("the reader of uploads ended with %s: %s", status, _last_word(complaints))
            raise Unusable(
                "unexpected",
                "The file could not be read, and that is our mistake. "
                "Tell who runs this server; the log says more.",
            )


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours but where the code is: no settings, and so no secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "OPENBLAS_NUM_THREADS": "1",
        "TMPDIR": str(folder),
    }


def _last_word(complaints: IO[bytes]) -> str:
    """The kind of the exception, without its text, which may quote the file."""
    complaints.seek(0)
    lines = complaints.read(1 << 20).decode(errors="replace").splitlines()
    return lines[-1].partition(":")[0][:100] if lines else "it said nothing"
