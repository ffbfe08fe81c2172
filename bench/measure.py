"""One cell of each table. Its windows take turns, so that a busy neighbour meets them all."""

from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count
from statistics import median, quantiles

from bench import process
from bench.client import Connection
from bench.drive import Bounds, Do, Window, drive
from bench.people import People
from bench.routes import ROUTES
from bench.setup import Setup

ROUNDS = 7
SECONDS, MOST = 0.5, 500
STEP = 100_003  # users of one window are not those of the last one


@dataclass
class Side:
    """What one side did in its windows."""

    per_second: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    mongod: list[float] = field(default_factory=list)

    def add(self, window: Window, cpu: float, mongod: float) -> None:
        done = len(window.latencies)
        self.per_second.append(done / window.seconds)
        self.latencies += window.latencies
        self.cpu.append(cpu / done)
        self.mongod.append(mongod / done)

    @property
    def rate(self) -> float:
        return median(self.per_second)

    @property
    def p50(self) -> float:
        return median(self.latencies) * 1e3

    @property
    def p99(self) -> float:
        return quantiles(self.latencies, n=100)[98] * 1e3

    @property
    def cpu_us(self) -> float:
        return median(self.cpu) * 1e6

    @property
    def mongod_us(self) -> float:
        return median(self.mongod) * 1e6


@dataclass(frozen=True)
class Cell:
    route: str
    slots: int
    server: Side = field(default_factory=Side)
    floor: Side = field(default_factory=Side)

    @property
    def ratio(self) -> float:
        return median(ours / bare for ours, bare in self._pairs())

    @property
    def added_us(self) -> float:
        return median(ours - bare for ours, bare in self._pairs()) * 1e6

    def _pairs(self) -> Iterable[tuple[float, float]]:
        """The CPU of neighbouring windows."""
        return zip(self.server.cpu, self.floor.cpu, strict=True)


async def measure(setups: Sequence[Setup], route: int, slots: int) -> list[Cell]:
    """The same route and as many at once, in each setup. The first round only warms up."""
    cells = [Cell(ROUTES[route].name, slots) for _ in setups]
    firsts = count(0, STEP)
    for number in range(1 + ROUNDS):
        for cell, setup in zip(cells, setups, strict=True):
            mongod = setup.server.mongod
            for side, pid, run in (
                (cell.server, setup.server.worker, _ask),
                (cell.floor, setup.floor.pid, _ask_floor),
            ):
                before = process.cpu_seconds(pid), process.cpu_seconds(mongod)
                window = await run(setup, route, slots, Bounds(next(firsts), SECONDS, MOST))
                after = process.cpu_seconds(pid), process.cpu_seconds(mongod)
                if number > 0:
                    side.add(window, after[0] - before[0], after[1] - before[1])
    return cells


async def _ask(setup: Setup, route: int, slots: int, bounds: Bounds) -> Window:
    async with AsyncExitStack() as stack:
        connections = [
            await stack.enter_async_context(Connection.to(setup.server.port)) for _ in range(slots)
        ]
        return await drive([_asker(each, setup.who, route) for each in connections], bounds)


async def _ask_floor(setup: Setup, route: int, slots: int, bounds: Bounds) -> Window:
    return await setup.floor.drive(route, setup.who, slots, bounds)


def _asker(connection: Connection, who: People, route: int) -> Do:
    make = ROUTES[route].request

    async def ask(number: int) -> None:
        status, body = await connection.send(make(who, number))
        assert status in (200, 201), body

    return ask
