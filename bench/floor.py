"""The floor: the bare driver on the same database, in a process of its own."""

import asyncio
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection

import uvloop

from bench.drive import Bounds, Window, drive
from bench.load import Models
from bench.people import People
from bench.routes import ROUTES
from nutritrack.config import Settings
from nutritrack.mongo.client import connect


class Floor:
    """Its process, which does what it is told and tells what happened."""

    def __init__(self, settings: Settings, models: Models) -> None:
        processes = get_context("spawn")
        self._pipe, theirs = processes.Pipe()
        self._process = processes.Process(target=_main, args=(theirs, settings, models))
        self._process.start()
        theirs.close()  # so that we notice when it dies
        assert self._process.pid is not None
        self.pid = self._process.pid

    async def drive(self, route: int, who: People, slots: int, bounds: Bounds) -> Window:
        self._pipe.send((route, who, slots, bounds))
        window: Window = await asyncio.to_thread(self._pipe.recv)
        return window

    def stop(self) -> None:
        self._pipe.send(None)
        self._process.join()


def _main(pipe: Connection, settings: Settings, models: Models) -> None:
    uvloop.run(_obey(pipe, settings, models))


async def _obey(pipe: Connection, settings: Settings, models: Models) -> None:
    # The app's own client, so that its options are the same: majority and journal.
    async with connect(settings) as db:
        while order := await asyncio.to_thread(pipe.recv):
            route, who, slots, bounds = order
            do = partial(ROUTES[route].bare, db, models, who)
            pipe.send(await drive([do] * slots, bounds))
