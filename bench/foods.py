"""Finding foods: `python -m bench.foods [PRODUCTS]`. A million take six minutes to load."""

import asyncio
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench.products import Shelf
from nutritrack.config import Settings
from nutritrack.foods import catalogue, imports, store
from nutritrack.foods.finding import index
from nutritrack.foods.parse.parser import parse
from nutritrack.mongo import schema
from nutritrack.mongo.client import connect

PRODUCTS = 100_000
SEARCHES = 1500
SENTENCES = (
    "two eggs, 200g chicken tikka masala and a cup of basmati rice",
    "I had a bowl of oatmeal with blueberries and a large coffee with milk for breakfast",
    "half a pepperoni pizza, a can of coke and 2 scoops of vanilla ice cream",
)


def row(name: str, milliseconds: list[float]) -> str:
    marks = statistics.quantiles(milliseconds, n=100)
    return f"| {name} | {marks[49]:.1f} | {marks[98]:.1f} | {max(milliseconds):.1f} |"


async def times(work: Callable[[str], Awaitable[object]], texts: list[str]) -> list[float]:
    taken = []
    for text in texts:
        started = time.perf_counter()
        await work(text)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


async def in_memory() -> None:
    started = time.perf_counter()
    foods = index()
    built = time.perf_counter() - started
    names = [entry.name for entry in catalogue.load().foods[:: len(foods.entries) // SEARCHES]]
    typed = [name.replace(",", "")[: 3 + place % 20] for place, name in enumerate(names)]
    mistyped = [name.replace(",", "")[:12].replace("e", "", 1) for name in names]

    async def search(text: str) -> None:
        foods.search(text, 20)

    async def read(text: str) -> None:
        parse(text, foods)

    print(f"The catalogue and its index are ready after {built:.2f} s, ", end="")
    print(f"in a process of {megabytes():.0f} MB at most.\n")
    print("| in memory | p50 ms | p99 ms | max ms |\n|---|---:|---:|---:|")
    print(row("search, as typed", await times(search, typed)))
    print(row("search, mistyped", await times(search, mistyped)))
    print(row("a sentence", await times(read, list(SENTENCES) * 200)))


async def in_mongodb(place: Path, products: int) -> None:
    shelf = Shelf(seed=7)
    shelf.write(place / "dump.jsonl", products)
    async with connect(Settings(data_dir=place / "data")) as db:
        await schema.apply(db)
        started = time.perf_counter()
        done = await imports.run(db, place / "dump.jsonl")
        rate = done.foods / (time.perf_counter() - started)

        async def search(text: str) -> None:
            await store.search(db, *store.split_query(text), 20)

        typed = [shelf.typed() for _ in range(SEARCHES)]
        await times(search, typed[:300])
        print(f"\n{done.foods:,} products imported, {rate:,.0f} a second.\n")
        print("| imported products | p50 ms | p99 ms | max ms |\n|---|---:|---:|---:|")
        print(row("search, as typed", await times(search, typed)))


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def main(products: int) -> None:
    await in_memory()
    with tempfile.TemporaryDirectory(prefix="nutritrack-bench-") as temporary:
        await in_mongodb(Path(temporary), products)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else PRODUCTS))
