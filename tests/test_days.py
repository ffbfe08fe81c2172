"""Days in every time zone: they follow each other without a gap, and every instant has one."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nutritrack.days import DAY, ZONES, Calendar, span, window

calendars = st.builds(Calendar, st.sampled_from(sorted(ZONES)), st.integers(0, 6))
days = st.dates(date(1970, 1, 2), date(2100, 1, 1))
instants = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(calendars, days)
@example(Calendar("Pacific/Apia", 0), date(2011, 12, 30))  # a day that never was
@example(Calendar("America/Sao_Paulo", 0), date(2018, 11, 4))  # midnight was skipped
@example(Calendar("Europe/Berlin", 2), date(2026, 3, 29))
def test_a_day_ends_where_the_next_begins(calendar, day):
    start, end = calendar.bounds(day)
    assert end == calendar.start(day + DAY)
    assert start.tzinfo is UTC
    assert timedelta(0) <= end - start <= timedelta(hours=49)


@given(calendars, instants)
@example(Calendar("America/Havana", 0), datetime(2026, 11, 1, 4, 30, tzinfo=UTC))
@example(Calendar("America/Havana", 0), datetime(2026, 11, 1, 5, 30, tzinfo=UTC))
@example(Calendar("Asia/Manila", 6), datetime(1999, 12, 31, 21, 59, 59, tzinfo=UTC))
def test_every_instant_lies_in_its_day(calendar, instant):
    day = calendar.day_of(instant)
    start, end = calendar.bounds(day)
    assert start <= instant < end


@given(calendars, days)
def test_a_day_begins_at_its_hour_or_right_after_a_gap(calendar, day):
    zone = ZoneInfo(calendar.timezone)
    start = calendar.start(day)
    wall = start.astimezone(zone).replace(tzinfo=None)
    wanted = datetime.combine(day, datetime.min.time()) + timedelta(hours=calendar.day_start_hour)
    if wall == wanted:
        earlier = start - timedelta(hours=3)
        while earlier < start:  # it is the first of the instants that read so
            assert earlier.astimezone(zone).replace(tzinfo=None) != wanted
            earlier += timedelta(minutes=30)
    else:  # the clock skips the hour: a moment before, it reads earlier; now, later
        before = (start - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
        assert before < wanted < wall


@given(calendars, days)
def test_no_meal_of_a_day_lies_outside_the_window(calendar, day):
    earliest, latest = window(day, day)
    start, end = calendar.bounds(day)
    assert earliest <= start
    assert end <= latest


@pytest.mark.parametrize(
    ("calendar", "day", "hours"),
    [
        (Calendar("Europe/Berlin"), date(2026, 3, 29), 23),
        (Calendar("Europe/Berlin"), date(2026, 10, 25), 25),
        (Calendar("Europe/Berlin"), date(2026, 6, 1), 24),
        (Calendar("Europe/Berlin", 3), date(2026, 3, 28), 23),
        (Calendar("Australia/Lord_Howe"), date(2026, 4, 5), 24.5),
        (Calendar("UTC", 4), date(2026, 3, 29), 24),
    ],
)
def test_how_long_a_day_lasts(calendar, day, hours):
    start, end = calendar.bounds(day)
    assert (end - start) / timedelta(hours=1) == hours


def test_a_start_that_is_skipped_is_the_first_instant_after_the_gap():
    calendar = Calendar("Europe/Berlin", 2)  # 02:00 to 03:00 does not exist on 29 March
    assert calendar.start(date(2026, 3, 29)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert calendar.day_of(datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)) == date(2026, 3, 28)
    assert calendar.day_of(datetime(2026, 3, 29, 1, tzinfo=UTC)) == date(2026, 3, 29)


def test_a_start_that_comes_twice_is_the_first():
    calendar = Calendar("Europe/Berlin", 2)  # 02:00 to 03:00 comes twice on 25 October
    assert calendar.start(date(2026, 10, 25)) == datetime(2026, 10, 25, 0, tzinfo=UTC)


def test_a_span_names_every_day():
    assert list(span(date(2026, 2, 27), date(2026, 3, 1))) == [
        date(2026, 2, 27),
        date(2026, 2, 28),
        date(2026, 3, 1),
    ]
