"""The client adds, rounds and counts days exactly as the server does."""

import math
import random
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nutritrack.arithmetic import rounded
from nutritrack.days import Calendar

WEB = Path(__file__).parents[2] / "web"
EXPORTS = """
  export { sum, rounded } from "./src/lib/numbers";
  export { Calendar } from "./src/lib/days";
"""


@pytest.fixture(scope="module")
def library() -> str:
    """The modules of the client as one script that defines `lib`."""
    esbuild = WEB / "node_modules" / ".bin" / "esbuild"
    options = ["--bundle", "--format=iife", "--global-name=lib", "--loader=ts"]
    made = subprocess.run(
        [esbuild, *options], cwd=WEB, input=EXPORTS, capture_output=True, text=True, check=True
    )
    return f"{made.stdout}; globalThis.lib = lib;"


@pytest.fixture
async def lib(page, library):
    await page.evaluate(library)
    return page


async def test_sums_are_those_of_fsum(lib):
    chance = random.Random(1)
    lists = [
        [
            chance.uniform(-1, 1) * 10 ** chance.randint(-12, 12)
            for _ in range(chance.randint(0, 40))
        ]
        for _ in range(2000)
    ]
    lists += [[0.1] * 10, [1e100, 1.0, -1e100], [2**53, 1.0, 2**-60], [1e16, 1.0, 1e-16]]
    sums = await lib.evaluate("(lists) => lists.map((each) => lib.sum(each))", lists)
    assert sums == [math.fsum(each) for each in lists]


async def test_amounts_are_rounded_alike(lib):
    chance = random.Random(2)
    amounts = [0.125, 0.375, 2.675, 605.525, 1.005, 0.005, 0, 12345.675, 1e-9]
    amounts += [chance.uniform(0, 20000) for _ in range(2000)]
    amounts += [chance.randint(0, 10**6) / 8 for _ in range(2000)]
    amounts += [chance.randint(0, 10**7) / 1000 for _ in range(2000)]
    shown = await lib.evaluate("(amounts) => amounts.map(lib.rounded)", amounts)
    assert shown == [rounded(each) for each in amounts]


ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Santiago",
    "Pacific/Apia",
    "Asia/Kathmandu",
]


async def test_days_are_those_of_the_server(lib):
    """In ten zones, every start hour, and around each clock change of some years."""
    cases, expected = [], []
    chance = random.Random(3)
    for zone in ZONES:
        for _ in range(150):
            hour = chance.randint(0, 6)
            instant = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(
                seconds=chance.randrange(15 * 365 * 86_400)
            )
            calendar = Calendar(zone, hour)
            day = calendar.day_of(instant)
            for at in (instant, calendar.start(day), calendar.start(day) - timedelta(seconds=1)):
                cases.append([zone, hour, at.timestamp() * 1000, str(day)])
                start = calendar.start(day).timestamp() * 1000
                expected.append([str(calendar.day_of(at)), start])
    for year in range(2019, 2027):
        for month, day in ((3, 26), (10, 25)):
            first = datetime(year, month, day, tzinfo=UTC)
            for hours in range(0, 24 * 10, 1):
                at = first + timedelta(hours=hours, minutes=30)
                calendar = Calendar("Europe/Berlin", 2)
                civil = calendar.day_of(at)
                cases.append(["Europe/Berlin", 2, at.timestamp() * 1000, str(civil)])
                expected.append([str(civil), calendar.start(civil).timestamp() * 1000])
    found = await lib.evaluate(
        """(cases) => cases.map(([zone, hour, at, day]) => {
          const calendar = new lib.Calendar(zone, hour);
          return [calendar.dayOf(at), calendar.start(day)];
        })""",
        cases,
    )
    wrong = [
        (case, theirs, ours)
        for case, theirs, ours in zip(cases, found, expected, strict=True)
        if theirs != ours
    ]
    assert wrong == []
