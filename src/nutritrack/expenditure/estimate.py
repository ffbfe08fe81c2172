"""What somebody spends and weighs, as far as their scale and their diary tell.

The number is *expenditure on the scale of what is logged*: who writes down 10 % less than they eat
gets an estimate that is 10 % too low, which is right for planning what to write down. How it works
and how good it is: docs/progress.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

import numpy as np

from nutritrack.expenditure import body as physiology
from nutritrack.expenditure.arrays import Floats
from nutritrack.expenditure.filter import Reading
from nutritrack.expenditure.hypotheses import hypotheses
from nutritrack.expenditure.intake import Intake, read
from nutritrack.expenditure.models import (
    Day,
    DayEstimate,
    Drivers,
    Estimate,
    Range,
    State,
    Weighing,
)
from nutritrack.expenditure.prior import Prior, prior
from nutritrack.expenditure.smoother import smooth
from nutritrack.expenditure.spent import Spent, spent
from nutritrack.expenditure.state import SEEN, SEEN_LATE
from nutritrack.expenditure.track import Track, follow, jumps, run
from nutritrack.marks.models import Mark
from nutritrack.targets.models import Body

LONGEST = 730  # days; what was before says nothing of today
NINE_IN_TEN = 1.645  # SD to each side
NOON = 12  # o'clock
START_DAYS, START_WEIGHINGS = 10, 5  # from the first weighing on, to know where the weight starts
ENOUGH_DAYS, ENOUGH_LOGGED, ENOUGH_WEIGHED = 14, 10, 4  # to have learned something
WEEK, WEEK_LOGGED, WEIGHED_WITHIN = 7, 4, 14  # days; with less than this the estimate waits
MONTH = 28  # days that the drivers speak of


def estimate(body: Body, days: Iterable[Day], until: date | None = None) -> Estimate | None:
    """The course of `days`, in any order, to the end of `until` or of the last of them.

    The last day must be over: leave today out, or mark it as partial. Only the last 730 days count.
    None where there is no day, or no weight at all. Raises ValueError for a day given twice.
    """
    course = _course(days, until)
    weight = _first_weight(course) or body.weight
    if not course or weight is None:
        return None
    expected = prior(body, weight)
    intake = read(course, expected.kcal)
    weighings = _readings(course)
    several = hypotheses(body.sex, intake)
    track = run(several, expected, intake, weighings)
    tried = jumps(track, expected, intake, weighings)
    tracks = [track, tried] if tried else [track]
    found = spent(tracks, expected, intake)
    winner = max(tracks, key=lambda each: float(each.known[-1].odds.max()))
    best = winner.several[int(winner.known[-1].odds.argmax())]
    trend, variance, water = smooth(follow(best, expected, intake, weighings))
    return Estimate(
        days=_day_estimates(course, found, trend, np.sqrt(variance), _around(water)),
        drivers=_drivers(course, expected, intake, tracks, found, trend),
    )


def _course(days: Iterable[Day], until: date | None) -> list[Day]:
    """Every day from the first to the last, in order, with empty days where nothing is known."""
    known: dict[date, Day] = {}
    for day in days:
        if day.day in known:
            raise ValueError(f"{day.day} is given twice: put its weighings and meals into one day")
        # Sorted, so that the order in which weighings come in changes nothing.
        known[day.day] = replace(day, weighings=tuple(sorted(day.weighings, key=_by_hour)))
    if until is not None:
        known = {each: day for each, day in known.items() if each <= until}
    if not known:
        return []
    last = until or max(known)
    first = max(min(known), last - timedelta(days=LONGEST - 1))
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [known.get(each) or Day(day=each) for each in every]


def _first_weight(course: Sequence[Day]) -> float | None:
    """kg; the median of the first weighings, as one alone may be typed wrong."""
    first = next((n for n, day in enumerate(course) if day.weighings), None)
    if first is None:
        return None
    early = [w.kilograms for day in course[first : first + START_DAYS] for w in day.weighings]
    return median(early[:START_WEIGHINGS])


def _readings(course: Sequence[Day]) -> list[list[Reading]]:
    hours = [w.hour for day in course for w in day.weighings]
    # Who never weighs in the morning has no morning weight to compare with.
    mixed = any(hour is None or hour < NOON for hour in hours)

    def seen(hour: float | None) -> Floats:
        return SEEN_LATE if mixed and hour is not None and hour >= NOON else SEEN

    return [[Reading(w.kilograms, seen(w.hour)) for w in day.weighings] for day in course]


def _by_hour(weighing: Weighing) -> tuple[float, float]:
    return (-1.0 if weighing.hour is None else weighing.hour, weighing.kilograms)


def _day_estimates(
    course: Sequence[Day], found: Spent, trend: Floats, deviation: Floats, water: Floats
) -> tuple[DayEstimate, ...]:
    states = _states(course)
    around = NINE_IN_TEN * deviation
    return tuple(
        DayEstimate(
            day=day.day,
            expenditure=float(found.mean[n]),
            interval=_range(found.mean[n], NINE_IN_TEN * found.deviation[n]),
            trend=float(trend[n]),
            trend_interval=_range(trend[n], around[n]),
            rate=_rate(trend, n),
            state=states[n],
            water=float(water[n]),
        )
        for n, day in enumerate(course)
    )


def _range(middle: float, around: float) -> Range:
    return Range(float(middle - around), float(middle + around))


def _around(water: Floats) -> Floats:
    """The mean of a week to each side, as far as there are days."""
    return np.array([water[max(n - WEEK, 0) : n + WEEK + 1].mean() for n in range(len(water))])


def _rate(trend: Floats, day: int) -> float | None:
    """kg a week, over the last week."""
    back = min(day, WEEK)
    return float(trend[day] - trend[day - back]) * 7 / back if back else None


def _states(course: Sequence[Day]) -> list[State]:
    logged = np.cumsum([0] + [_whole(day) for day in course])
    weighed = np.cumsum([0] + [bool(day.weighings) for day in course])
    states = []
    for day in range(1, len(course) + 1):
        early = day < ENOUGH_DAYS or logged[day] < ENOUGH_LOGGED or weighed[day] < ENOUGH_WEIGHED
        few = logged[day] - logged[max(day - WEEK, 0)] < WEEK_LOGGED
        unseen = weighed[day] == weighed[max(day - WEIGHED_WITHIN, 0)]
        holding = State.HOLDING if few or unseen else State.ESTIMATED
        states.append(State.LEARNING if early else holding)
    return states


def _whole(day: Day) -> bool:
    return day.eaten is not None and day.mark is not Mark.PARTIAL


def _drivers(
    course: Sequence[Day],
    expected: Prior,
    intake: Intake,
    tracks: Sequence[Track],
    found: Spent,
    trend: Floats,
) -> Drivers:
    odds = np.concatenate([track.known[-1].odds for track in tracks])
    several = [each for track in tracks for each in track.several]
    chances = np.exp(odds - odds.max())
    chances /= chances.sum()
    ways = [each.way for each in several]
    eaten, doubt = chances @ intake.mean[ways], chances @ intake.doubt[ways]
    month = slice(max(len(course) - MONTH, 0), None)
    change = float(trend[-1] - trend[month][0])
    span = len(trend[month]) - 1
    fat = expected.fat + physiology.FAT_OF_CHANGE * (float(trend[-1]) - expected.weight)
    stored = physiology.density(fat) * change / span if span else None
    jumped: dict[int, float] = {}
    for each, chance in zip(several, chances.tolist(), strict=True):
        for day, _ in each.jumps:
            jumped[day] = jumped.get(day, 0.0) + chance
    jump = max(jumped, key=lambda day: jumped[day]) if sum(jumped.values()) > 0.5 else None
    logged = [day for day in course if day.eaten is not None]
    at_first = (1 - physiology.THERMIC) * expected.error  # kcal, before the first day
    return Drivers(
        prior=expected.said,
        prior_error=expected.error,
        prior_share=min((float(found.deviation[-1]) / at_first) ** 2, 1.0),
        eaten=float(eaten[month].mean()) if logged else None,
        stored=stored,
        weight_change=change if span else None,
        days=len(course),
        days_logged=len(logged),
        days_in_doubt=float(doubt.sum()),
        days_weighed=sum(bool(day.weighings) for day in course),
        weighings_doubted=round(float(tracks[0].doubted.sum())),
        jump=course[jump].day if jump is not None else None,
    )
