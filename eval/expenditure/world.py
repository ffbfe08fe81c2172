"""A scenario with its people: what truly happened, and what scale and diary say of it."""

from dataclasses import dataclass

import numpy as np

from eval.expenditure.arrays import Bools, Floats, Ints
from eval.expenditure.hall import live
from eval.expenditure.people import Said, draw, tell
from eval.expenditure.scenarios import Scenario

DAYS = 90
BEFORE = 56  # days of life before the first one
UNMARKED, COMPLETE, PARTIAL, FASTING = range(4)
MORNING, EVENING = 7, 20  # o'clock


@dataclass(frozen=True, slots=True)
class World:
    """Everything is people x days; NaN is what was not measured or written down."""

    said: Said
    monday: Ints  # weekday of the first day, Monday is 0
    truth: Floats  # kcal: mean of the last seven days, on the scale of what people log
    weight: Floats  # kg, as the scale said
    hour: Ints  # of that weighing; -1 is unknown
    logged: Floats  # kcal
    mark: Ints
    meals: Ints
    trend: Floats  # kg, the weight without water and errors


def make(scenario: Scenario, count: int, seed: int) -> World:
    chance = np.random.default_rng(seed)
    person = draw(chance, scenario, count)
    total = BEFORE + DAYS
    day = np.arange(total) - BEFORE
    first = chance.integers(0, 7, (count, 1))
    weekday = (day + first) % 7
    planned = np.zeros((count, total))
    plan = chance.choice(np.array(scenario.plans), (count, 1))
    on = (day >= scenario.starts - scenario.dieting_before) & (day < (scenario.ends or total))
    planned += plan * on
    relative = 1 + planned + chance.normal(0, scenario.spread, (count, total))
    relative += (chance.normal(0, 0.05, (count, 1))) * on
    for which, more in zip((4, 5, 6), scenario.weekend, strict=True):
        relative += more * (weekday == which)
    relative = np.clip(relative, 0.3, 2.2)
    fasts = np.isin(weekday, scenario.fasting_days) & (day >= 0)
    relative = np.where(fasts, 0.25 * relative, relative)
    if scenario.fast:
        relative = np.where(within(day, scenario.fast), 0.15 * relative, relative)
    if scenario.holiday:
        relative = np.where(within(day, scenario.holiday), 1.25 * relative, relative)
    eaten = relative * person.needs[:, None]

    moves = wander(chance, count, total, 0.985, scenario.drift)
    moves -= moves[:, BEFORE : BEFORE + 1]
    if scenario.new_activity:
        moves += scenario.new_activity[1] * (day >= scenario.new_activity[0])
    life = live(person, eaten, moves, chance.normal(0, 900, (count, total)))

    weight, hour = weigh(chance, scenario, life.weight[:, BEFORE:], person.male > 0)
    eaten, weekday, fasts = eaten[:, BEFORE:], weekday[:, BEFORE:], fasts[:, BEFORE:]
    logged, hidden, mark, meals = log(chance, scenario, eaten, weekday, fasts)
    spent = life.spent - np.pad(hidden, ((0, 0), (BEFORE, 0)))
    sums = np.cumsum(spent, axis=1)
    week = (sums[:, 7:] - sums[:, :-7])[:, -DAYS:] / 7
    said = tell(chance, scenario, person, life.weight[:, BEFORE])
    return World(said, first[:, 0], week, weight, hour, logged, mark, meals, life.dry[:, BEFORE:])


def within(day: Ints, span: tuple[int, int]) -> Bools:
    return (day >= span[0]) & (day < span[1])


def wander(
    chance: np.random.Generator, count: int, days: int, memory: float, step: float | Floats
) -> Floats:
    """An autoregressive walk; `step` is the SD of what comes new each day."""
    walk = np.zeros((count, days))
    noise = chance.normal(0, 1, (count, days)) * step
    walk[:, 0] = noise[:, 0] / np.sqrt(1 - memory**2)
    for day in range(1, days):
        walk[:, day] = memory * walk[:, day - 1] + noise[:, day]
    return walk


def weigh(
    chance: np.random.Generator, scenario: Scenario, true: Floats, male: Bools
) -> tuple[Floats, Ints]:
    """Weighings and their hours."""
    count, days = true.shape
    day = np.arange(days)
    sd = chance.uniform(*scenario.scale, (count, 1))
    memory = scenario.memory
    if scenario.heavy_tails:
        step = chance.standard_t(3, (count, days)) / np.sqrt(3) * sd
        error = np.zeros((count, days))
        for today in range(days):
            before = error[:, today - 1] if today else step[:, 0]
            error[:, today] = memory * before + np.sqrt(1 - memory**2) * step[:, today]
    else:
        error = wander(chance, count, days, memory, sd * np.sqrt(1 - memory**2))
    error = error + chance.normal(0, 0.1, (count, days))
    if scenario.cycle:
        period = np.clip(chance.normal(28, 2.5, (count, 1)), 22, 36)
        angle = 2 * np.pi * (day / period + chance.random((count, 1)))
        size = np.clip(chance.normal(scenario.cycle, 0.2, (count, 1)), 0.1, None)
        error += np.where(male[:, None], 0, size * (np.sin(angle) + 0.25 * np.sin(2 * angle)))
    hour = np.full((count, days), MORNING)
    if scenario.evening:
        late = chance.random((count, days)) < scenario.evening
        more = chance.normal(1.5, 0.4, (count, 1)) + chance.normal(0, 0.4, (count, days))
        error = np.where(late, error + more, error)
        hour = np.where(late, EVENING, hour)
        hour = hour if scenario.evening_told else np.full_like(hour, -1)
    if scenario.jump:
        error = error + scenario.jump[1] * (day >= scenario.jump[0])
    shown = np.round((true + error) / scenario.rounding) * scenario.rounding
    wrong = chance.random((count, days)) < scenario.typos
    pounds = chance.random((count, days)) < 0.5
    shown = np.where(wrong, np.where(pounds, shown * 2.2046, shown + 10), shown)
    away = chance.random((count, days)) < scenario.no_weight
    away |= (day + chance.integers(0, 7, (count, 1))) % scenario.weighs_every != 0
    for span in (scenario.gap, scenario.holiday):
        if span:
            away |= within(day, span)
    return np.where(away, np.nan, shown), hour


def log(
    chance: np.random.Generator, scenario: Scenario, eaten: Floats, weekday: Ints, fasts: Bools
) -> tuple[Floats, Floats, Ints, Ints]:
    """What the diary says, what it never hears of (kcal), marks, and the number of meals."""
    count, days = eaten.shape
    day = np.arange(days)
    share = np.clip(chance.normal(*scenario.unreported, (count, 1)), -0.1, 0.4)
    share = share + scenario.fatigue * day / 90
    logged = eaten * (1 - share) * (1 + chance.normal(0, scenario.log_error, (count, days)))
    meals = 3 + chance.binomial(2, 0.4, (count, days))
    half = chance.random((count, days)) < scenario.half_logged
    logged = np.where(half, logged * chance.uniform(0.3, 0.7, (count, days)), logged)
    if scenario.meals_tell:
        meals = np.where(half, np.maximum(1, meals // 2), meals)
    mark = np.full((count, days), UNMARKED)
    mark[chance.random((count, days)) < scenario.marked] = COMPLETE
    mark[half] = PARTIAL if scenario.half_marked else UNMARKED
    meals = np.where(fasts, 1, meals)
    if scenario.fasting_marked:
        mark[fasts] = FASTING
    missing = chance.random((count, days)) < scenario.no_log
    missing |= ~np.isin(weekday, scenario.logged_weekdays)
    if scenario.holiday:
        missing |= within(day, scenario.holiday)
    meals = np.where(missing, 0, meals)
    mark[missing] = UNMARKED
    return np.where(missing, np.nan, logged), eaten * share, mark, meals
