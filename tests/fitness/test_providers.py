"""Both of Google's APIs, asked directly: Fit ends with 2026, so nobody can connect to it later."""

import time
from datetime import UTC, date, datetime

import httpx2
import pytest

from fitness.google import data  # noqa: F401  registers its routes
from fitness.google.data import FIT
from nutritrack.config import Settings
from nutritrack.fitness.errors import GoogleDown, NoPermission, NotLinked
from nutritrack.fitness.providers import open_provider
from nutritrack.fitness.providers.reading import civil, instant, number
from nutritrack.fitness.scopes import PROVIDERS, Feature, ProviderId

BERLIN = "Europe/Berlin"
FIRST, LAST = date(2026, 10, 24), date(2026, 10, 27)  # the clock goes back on the 25th
ALL = frozenset(Feature)


class Token:
    """Access that was given long ago."""

    def __init__(self, world, *scopes):
        self.world = world
        self.scopes = scopes
        self.count = 0

    async def access_token(self, force=False):
        if force or not self.count:
            self.count += 1
            scope = " ".join(self.scopes)
            self.world.access[f"t{self.count}"] = {"scope": scope, "ends": time.time() + 60}
        return f"t{self.count}"


@pytest.fixture
async def open_as(world, google_url):
    """A provider, as somebody who granted all of it, or just some scopes."""
    settings = Settings(google_url=google_url)
    async with httpx2.AsyncClient() as http:

        def open_(which, features=ALL, scopes=None):
            token = Token(world, *(PROVIDERS[which].scopes if scopes is None else scopes))
            return open_provider(which, features, settings, http, token)

        yield open_


async def days(provider, first=FIRST, last=LAST, zone=BERLIN):
    return {day.day: day async for day in provider.days(first, last, zone)}


def at(day, hour, minute=0):
    return datetime(2026, 10, day, hour, minute, tzinfo=UTC)


async def test_fit_days_follow_the_wall_clock(world, open_as):
    world.data["days"] = {
        "2026-10-24": {"steps": 1, "total": 2000.5},
        "2026-10-25": {"steps": 2, "metres": 10.5, "minutes": 25},
        "2026-10-27": {"steps": 0},
    }
    found = await days(open_as(ProviderId.GOOGLE_FIT))
    assert {day: row.steps for day, row in found.items()} == {
        date(2026, 10, 24): 1,
        date(2026, 10, 25): 2,
        date(2026, 10, 27): 0,
    }
    first, second, _ = found.values()
    assert (first.total_energy, first.active_energy, first.distance) == (2000.5, None, None)
    assert (second.distance, second.active_minutes, second.total_energy) == (10.5, 25, None)
    assert {row.source for row in found.values()} == {"google_fit"}


async def test_fit_workouts_fall_on_the_day_on_which_they_begin(world, open_as):
    times = [(at(24, 22, 30), 8), (at(25, 23, 30), 7), (at(24, 21, 0), 72)]
    world.data["workouts"] = [
        {"start": when, "end": when.replace(minute=59), "type": "X", "fit_type": kind}
        for when, kind in times
    ]
    found = await days(open_as(ProviderId.GOOGLE_FIT))
    kinds = {day.day: [each.kind for each in row.workouts] for day, row in found.items()}
    # 0:30 on the 25th is still summer time, 0:30 on the 26th is not; sleep is no exercise.
    assert kinds == {25: ["running"], 26: ["walking"]}


async def test_fit_reads_long_spans_in_parts(world, open_as):
    world.data["days"] = {"2026-01-01": {"steps": 5}, "2026-10-27": {"steps": 6}}
    found = await days(open_as(ProviderId.GOOGLE_FIT), date(2026, 1, 1), LAST)
    assert [row.steps for row in found.values()] == [5, 6]
    assert len(world.called("/fitness/v1/users/me/dataset:aggregate")) == 5


async def test_fit_weights_are_means_of_days(world, open_as):
    world.data["days"] = {"2026-10-25": {"kg": 80.5}, "2026-10-26": {}}
    fit = open_as(ProviderId.GOOGLE_FIT)
    # Twelve hours after the day began, which had 25.
    assert [each async for each in fit.weights(FIRST, LAST, BERLIN)] == [(at(25, 10), 80.5)]


async def test_fit_asks_only_for_what_was_granted(world, open_as):
    world.data["days"] = {"2026-10-25": {"metres": 10.5, "steps": 5, "kg": 80}}
    scopes = [FIT + "location.read"]
    fit = open_as(ProviderId.GOOGLE_FIT, frozenset({Feature.DISTANCE}), scopes)
    [day] = (await days(fit)).values()
    assert (day.distance, day.steps) == (10.5, None)
    assert [each async for each in fit.weights(FIRST, LAST, BERLIN)] == []
    with pytest.raises(NoPermission):
        await days(open_as(ProviderId.GOOGLE_FIT, ALL, scopes))


async def test_health_knows_the_day_of_a_workout_where_it_was(world, open_as):
    world.data["workouts"] = [
        {"start": when, "end": when, "type": "RUNNING"}
        for when in (
            datetime.fromisoformat("2026-10-25T00:30:00+02:00"),
            datetime.fromisoformat("2026-10-25T23:30:00+01:00"),
            datetime.fromisoformat("2026-10-25T23:30:00-07:00"),
            datetime.fromisoformat("2026-10-28T00:00:00+01:00"),
        )
    ]
    found = await days(open_as(ProviderId.GOOGLE_HEALTH))
    assert {day.day: len(row.workouts) for day, row in found.items()} == {25: 3}


async def test_health_keeps_to_what_one_request_may_span(world, open_as):
    world.data["days"] = {
        f"2026-{month:02}-01": {"steps": month, "total": 2000.0} for month in range(6, 11)
    }
    found = await days(open_as(ProviderId.GOOGLE_HEALTH), date(2026, 6, 1), LAST)
    assert [row.steps for row in found.values()] == list(range(6, 11))
    assert {row.total_energy for row in found.values()} == {2000.0}


@pytest.mark.parametrize("which", list(ProviderId))
async def test_problems_are_told_apart(world, open_as, which):
    with pytest.raises(NoPermission):
        await days(open_as(which, ALL, ["openid"]))
    world.fail = [500] * 3
    with pytest.raises(GoogleDown):
        await days(open_as(which))
    world.fail, world.retry_after = [429], "Wed, 21 Oct 2099 07:28:00 GMT"
    with pytest.raises(GoogleDown) as busy:
        await days(open_as(which))
    assert busy.value.seconds > 1e9
    world.linked = False
    with pytest.raises(NotLinked):
        await days(open_as(which))


async def test_a_token_is_replaced_once_and_not_for_ever(world, open_as):
    world.data["days"] = {"2026-10-25": {"steps": 5}}
    world.fail = [401]
    assert len(await days(open_as(ProviderId.GOOGLE_HEALTH))) == 1
    world.fail = [401] * 20
    with pytest.raises(GoogleDown):
        await days(open_as(ProviderId.GOOGLE_HEALTH))
    assert len(world.fail) > 10


async def test_nobody_at_the_other_end_is_google_down(world):
    settings = Settings(google_url="http://127.0.0.1:9")
    async with httpx2.AsyncClient() as http:
        health = open_provider(ProviderId.GOOGLE_HEALTH, ALL, settings, http, Token(world))
        with pytest.raises(GoogleDown):
            await days(health)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-11-16T06:00:00Z", datetime(2026, 11, 16, 6, tzinfo=UTC)),
        ("2026-11-16T06:00:00.123456789Z", datetime(2026, 11, 16, 6, 0, 0, 123_000, UTC)),
        ("2026-11-16T06:00:00+14:00", datetime(2026, 11, 15, 16, tzinfo=UTC)),
        ("2026-11-16T06:00:00", None),  # whose six o'clock?
        ("9999-12-31T23:59:59-12:00", None),
        ("0001-01-01T00:00:00+12:00", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_times_are_read_or_unknown(text, read):
    assert instant(text) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("12", 12.0),
        (12.5, 12.5),
        (0, 0.0),
        ("nan", None),
        (-1, None),
        (101, None),
        ("9" * 400, None),
    ]
    + [(each, None) for each in (None, "", "x", {}, [])],
)
def test_numbers_are_read_or_unknown(value, read):
    assert number(value, 100) == read


@pytest.mark.parametrize("year", [0, 10**10, "2026", None])
def test_days_are_read_or_unknown(year):
    assert civil({"date": {"year": year, "month": 1, "day": 1}}) is None
    assert civil({"date": {"year": 2026, "month": 1, "day": 1}}) == date(2026, 1, 1)
    assert civil(None) is civil({}) is None
