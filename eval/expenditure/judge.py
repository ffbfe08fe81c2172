"""How far estimates are from the truth, person by person, through the function users get."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from eval.expenditure.arrays import Floats
from eval.expenditure.baselines import METHODS
from eval.expenditure.scenarios import SCENARIOS, Scenario
from eval.expenditure.world import COMPLETE, DAYS, FASTING, PARTIAL, UNMARKED, World, make
from nutritrack.expenditure.estimate import estimate
from nutritrack.expenditure.models import Day, Weighing
from nutritrack.marks.models import Mark
from nutritrack.targets.models import Body
from nutritrack.users.models import ActivityLevel, Sex

CHECKED = (14, 28, 60, 90)  # days after the first one
MARKS = {
    UNMARKED: None,
    COMPLETE: Mark.COMPLETE,
    PARTIAL: Mark.PARTIAL,
    FASTING: Mark.FASTING,
}
MONDAY = date(2026, 1, 5)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """People x days checked. Errors are estimate - truth."""

    error: Floats  # kcal
    inside: Floats  # 1 where the interval holds the truth
    width: Floats  # kcal, half of the interval
    trend_error: Floats  # kg
    trend_inside: Floats
    others: dict[str, Floats]  # errors of the other methods

    @classmethod
    def join(cls, parts: list["Verdicts"]) -> "Verdicts":
        def all_of(name: str) -> Floats:
            return np.concatenate([getattr(part, name) for part in parts])

        names = ("error", "inside", "width", "trend_error", "trend_inside")
        others = {m: np.concatenate([part.others[m] for part in parts]) for m in parts[0].others}
        return cls(*(all_of(name) for name in names), others)


def judge_job(job: tuple[str, int, int]) -> Verdicts:
    """`judge` for another process: the name of a scenario, how many people, seed."""
    name, count, seed = job
    return judge(next(each for each in SCENARIOS if each.name == name), count, seed)


def judge(scenario: Scenario, count: int, seed: int) -> Verdicts:
    world = make(scenario, count, seed)
    rows = np.array([_person(world, person) for person in range(count)])
    others = {
        name: np.stack(
            [
                method(world.weight[:, :day], world.logged[:, :day], world.said.equation)
                - world.truth[:, day - 1]
                for day in CHECKED
            ],
            axis=1,
        )
        for name, method in METHODS.items()
    }
    return Verdicts(*np.moveaxis(rows, 2, 0), others)


def _person(world: World, person: int) -> list[tuple[float, ...]]:
    """For each day checked: what `Verdicts` has before `others`."""
    said, rows = world.said, []
    known = Sex.MALE if said.male[person] else Sex.FEMALE
    body = Body(
        age=int(said.age[person]),
        weight=float(said.weight[person]),
        height=float(said.height[person]),
        sex=known if said.known_sex else Sex.UNSPECIFIED,
        activity=list(ActivityLevel)[said.level[person]],
    )
    days = [_day(world, person, day) for day in range(DAYS)]
    for day in CHECKED:
        found = estimate(body, days[:day])
        assert found is not None
        latest = found.latest
        truth, trend = world.truth[person, day - 1], world.trend[person, day - 1]
        low, high = latest.interval
        rows.append(
            (
                latest.expenditure - truth,
                float(low <= truth <= high),
                (high - low) / 2,
                latest.trend - trend,
                float(latest.trend_interval.low <= trend <= latest.trend_interval.high),
            )
        )
    return rows


def _day(world: World, person: int, day: int) -> Day:
    kilograms, hour = world.weight[person, day], int(world.hour[person, day])
    logged = world.logged[person, day]
    return Day(
        day=MONDAY + timedelta(days=int(world.monday[person]) + day),
        weighings=()
        if np.isnan(kilograms)
        else (Weighing(float(kilograms), hour if hour >= 0 else None),),
        energy=None if np.isnan(logged) else float(logged),
        mark=MARKS[int(world.mark[person, day])],
        meals=int(world.meals[person, day]),
    )
