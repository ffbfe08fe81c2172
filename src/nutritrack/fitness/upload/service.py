"""What happens to an uploaded file: received, read by a process of its own, stored day by day."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import IO

from nutritrack.config import Settings
from nutritrack.errors import AppError, Conflict, InvalidRequest, NotFound, TooLarge
from nutritrack.fitness.upload import receiving, store
from nutritrack.fitness.upload.landing import Stopped
from nutritrack.fitness.upload.models import Job, State, Upload, UploadProblem
from nutritrack.fitness.upload.problems import Unusable
from nutritrack.fitness.upload.reading import BEAT_SECONDS, Reading
from nutritrack.mongo.documents import Db, now
from nutritrack.users.models import Account

log = logging.getLogger(__name__)

AT_ONCE = 2  # files that one web process reads; further ones wait

_running: set[asyncio.Task[None]] = set()  # a task that nobody holds may vanish
_turns: dict[asyncio.AbstractEventLoop, asyncio.Semaphore] = {}


class UploadIsRunning(Conflict):
    detail = "Your last file is still being read. Wait until it is done, or cancel it."


class EmptyUpload(InvalidRequest):
    detail = "There is no file in the body. Send the file itself as the body."
    path = "body"


class BrokenOff(AppError):
    title = "Broken off"
    detail = "The file did not arrive as a whole. Send it again."


class NoUpload(NotFound):
    detail = "You have not sent a file yet."


async def begin(
    db: Db, settings: Settings, account: Account, size: int | None, chunks: AsyncIterator[bytes]
) -> Job:
    """Take the file and start to read it. Answers when all of it has arrived."""
    limit = settings.upload_limit_mb << 20
    if size is not None and size > limit:
        await receiving.drain(chunks)
        raise TooLarge(limit=limit)
    receiving.check_room(receiving.folder(settings), size or 0)
    begun = await store.begin(db, account.id)
    if begun is None:
        await receiving.drain(chunks)
        raise UploadIsRunning
    job = begun

    async def told(received: int) -> None:
        if not await store.change(db, job.model_copy(update={"received": received})):
            raise Stopped

    try:
        file, received = await receiving.receive(settings, chunks, told)
        if not received:
            file.close()
            raise EmptyUpload
    except Stopped:
        raise BrokenOff from None
    except BaseException as error:
        problem = error if isinstance(error, AppError) else BrokenOff()
        await asyncio.shield(_end(db, job, State.FAILED, type(problem).__name__, str(problem)))
        raise
    job = job.model_copy(update={"received": received, "state": State.WAITING})
    if not await store.change(db, job):  # cancelled, or its user is gone
        file.close()
        raise BrokenOff
    task = asyncio.create_task(_run(db, settings, account, job, file))
    _running.add(task)
    task.add_done_callback(_running.discard)
    return job


async def status(db: Db, account: Account) -> Upload:
    """The latest upload. Raises NoUpload."""
    job = await store.latest(db, account.id)
    if job is None:
        raise NoUpload
    return Upload.model_validate(store.interrupted(job).model_dump(exclude={"lease_until"}))


async def cancel(db: Db, account: Account) -> None:
    await store.cancel(db, account.id, now())


async def _run(db: Db, settings: Settings, account: Account, job: Job, file: IO[bytes]) -> None:
    try:
        with file:
            turns = _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))
            await _wait_for(turns, db, job)
            try:
                await Reading(db, settings, account, job).read(file)
            finally:
                turns.release()
    except Stopped:
        return
    except Unusable as problem:
        await _end(db, job, State.FAILED, problem.code, str(problem))
    except Exception as error:
        log.exception("an upload could not be stored")
        detail = "The file was read, but not all of it could be stored. Send it again."
        if isinstance(error, OSError):
            detail = "The server could not keep the file. Send it again later."
        await _end(db, job, State.FAILED, "unexpected", detail)


async def _wait_for(turns: asyncio.Semaphore, db: Db, job: Job) -> None:
    """Wait for our turn, and stay alive meanwhile. Raises Stopped."""
    while True:
        try:
            await asyncio.wait_for(turns.acquire(), BEAT_SECONDS)
            return
        except TimeoutError:
            if not await store.is_alive(db, job):
                raise Stopped from None


async def _end(db: Db, job: Job, state: State, code: str, detail: str) -> None:
    problem = UploadProblem(code=code, detail=detail)
    known = await store.latest(db, job.user_id)
    if known is not None and known.id == job.id:
        await store.change(db, known.model_copy(update={"state": state, "problem": problem}))
