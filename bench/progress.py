"""A year of one person among many: `python -m bench.progress [MEALS]`. 200,000 take two minutes.

Every route is asked by each of some people, each the first time of their life and then again: at
first the meals are read, after that the summaries of days. Then what the index costs that makes the
summaries safe.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import pymongo
from bson import ObjectId
from pymongo import WriteConcern

from bench import process
from bench.client import Connection, request
from bench.diaries import DAYS, Diaries
from bench.load import PROFILE
from bench.server import Server, environment, serving
from nutritrack.config import load_settings
from nutritrack.crypto.tokens import hash_token
from nutritrack.meals.filters import BY_DAY
from nutritrack.meals.store import MEALLOGS
from nutritrack.mongo.client import connect
from nutritrack.mongo.documents import Db, now

MEALS = 200_000
ASKING = 40  # people, of whom each asks for everything
INSERTS = 5000
QUIET_SECONDS = 0.05  # without a tick of the processor
TODAY = datetime.now(UTC).date() - timedelta(days=1)
YEAR = f"from={TODAY - timedelta(days=DAYS - 1)}&to={TODAY}"
ROUTES = {
    "progress": f"progress?{YEAR}",
    "all nutrients": f"nutrients?{YEAR}",
    "sodium by month": f"breakdown?{YEAR}&by=month&nutrient=sodium",
    "sodium by food": f"breakdown?{YEAR}&by=food&nutrient=sodium",
    "sodium by type of meal": f"breakdown?{YEAR}&by=mealType&nutrient=sodium",
    "balance": f"balance?{YEAR}",
    "the last week": f"weekly?to={TODAY}",
}


def token(number: int) -> str:
    return f"nt_diary_{number}"


async def people(db: Db, who: Diaries, connection: Connection) -> list[int]:
    """Accounts and sign-ins of those who ask, as copies of one that the app made."""
    profile = {"email": "bench@example.org", "name": "Dana Bench", "password": "bench-bench"}
    status, body = await connection.send(request("POST", "/api/auth/login", body=profile | PROFILE))
    assert status == 201, body
    user, sign_in = await db.users.find_one(), await db.sessions.find_one()
    assert user is not None
    assert sign_in is not None
    step = max(1, who.people // ASKING)
    numbers = list(range(0, who.people, step))[:ASKING]
    for number in numbers:
        mine = {"_id": who.id(number), "email": f"{number}@example.org"}
        await db.users.insert_one({**user, **mine})
        signed_in = {"_id": ObjectId(), "userId": who.id(number), "lastUsedAt": now()}
        await db.sessions.insert_one(
            {**sign_in, **signed_in, "tokenHash": hash_token(token(number))}
        )
    return numbers


class Asking:
    """Milliseconds by the clock, and of processor time in the web process and in mongod."""

    def __init__(self, server: Server, who: Diaries, connection: Connection) -> None:
        self.server, self.who, self.connection = server, who, connection

    async def everybody(self, numbers: list[int], path: str) -> str:
        taken = []
        cpu = self._cpu()
        for number in numbers:
            whole = f"/api/analytics/{self.who.id(number)}/{path}"
            since = perf_counter()
            status, body = await self.connection.send(request("GET", whole, token(number)))
            taken.append(1000 * (perf_counter() - since))
            assert status == 200, body
            await self._quiet()
        web, mongod = (
            1000 * (after - before) / len(numbers)
            for after, before in zip(self._cpu(), cpu, strict=True)
        )
        return f"{median(taken):.0f} / {quantiles(taken, n=20)[18]:.0f} | {web:.0f} + {mongod:.0f}"

    async def _quiet(self) -> None:
        """What is done after an answer is no part of the next one's time."""
        for _ in range(40):
            before = self._cpu()
            await asyncio.sleep(QUIET_SECONDS)
            if self._cpu() == before:
                return

    def _cpu(self) -> tuple[float, float]:
        return process.cpu_seconds(self.server.worker), process.cpu_seconds(self.server.mongod)


@asynccontextmanager
async def loaded(place: Path, who: Diaries) -> AsyncIterator[tuple[Server, Db, Connection]]:
    async with (
        serving(place) as server,
        connect(load_settings(environment(place))) as db,
        Connection.to(server.port) as connection,
    ):
        since = perf_counter()
        with pymongo.timeout(None):
            await who.load(db)
        seconds = perf_counter() - since
        print(f"{who.meals:,} meals of {who.people:,} people in {seconds:.0f} s.\n", flush=True)
        yield server, db, connection


async def main(place: Path, meals: int) -> None:
    who = Diaries(meals, TODAY)
    async with loaded(place, who) as (server, db, connection):
        numbers = await people(db, who, connection)
        asking = Asking(server, who, connection)
        print("| a year of one person | first: p50 / p95 ms | CPU ms | again | CPU ms |")
        print("|---|---:|---:|---:|---:|")
        kept = 0
        for name, path in ROUTES.items():
            await db.dailysummaries.delete_many({})
            first = await asking.everybody(numbers, path)
            again = await asking.everybody(numbers, path)
            print(f"| {name} | {first} | {again} |", flush=True)
            kept = max(kept, await db.dailysummaries.estimated_document_count())
        print(f"\n{kept:,} days were summed up for {len(numbers)} people.")
        await index_cost(db, server, who)


async def index_cost(db: Db, server: Server, who: Diaries) -> None:
    """Microseconds of mongod for each meal that is stored, with and without the index."""
    quick = db.meallogs.with_options(write_concern=WriteConcern(w=1, j=False))
    [index] = [each for each in MEALLOGS.indexes if each.document["name"] == BY_DAY]
    sample = await db.meallogs.find().limit(INSERTS).to_list()
    used = []
    for has_index in (True, False, True, False):
        if has_index:
            with pymongo.timeout(None):
                await db.meallogs.create_indexes([index])
        else:
            await db.meallogs.drop_index(BY_DAY)
        copies = [{**meal, "_id": ObjectId()} for meal in sample]
        before = process.cpu_seconds(server.mongod)
        for meal in copies:
            await quick.insert_one(meal)
        used.append(1e6 * (process.cpu_seconds(server.mongod) - before) / len(copies))
    print(
        f"An insert costs mongod {min(used[0::2]):.0f} µs with the index of the stamps, "
        f"{min(used[1::2]):.0f} µs without."
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="nutritrack-bench-") as temporary:
        asyncio.run(
            main(Path(temporary) / "data", int(sys.argv[1]) if len(sys.argv) > 1 else MEALS)
        )
