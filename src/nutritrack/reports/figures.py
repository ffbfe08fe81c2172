"""The numbers at the head of a report, each with what it rests on. Differences are all it adds."""

from datetime import date

from nutritrack.analytics.periods import Averages, Comparison, Consistency
from nutritrack.arithmetic import fsum
from nutritrack.progress.models import ProgressCourse, ProgressDay
from nutritrack.reports.models import Basis, Figure, FigureId

EATEN = {
    FigureId.CALORIES: ("total_calories", "kcal"),
    FigureId.CALORIE_GOAL: ("calorie_goal", "kcal"),
    FigureId.PROTEIN: ("protein", "g"),
    FigureId.CARBS: ("carbs", "g"),
    FigureId.FAT: ("fat", "g"),
}


def of(
    compared: Comparison, regular: Consistency, course: ProgressCourse, before: date
) -> list[Figure]:
    """`before` is the last day of the time before, which `course` holds too."""
    eaten = [_eaten(id, name, unit, compared) for id, (name, unit) in EATEN.items()]
    eaten.insert(2, _against_goal(compared))
    return [*eaten, _weight(compared, regular), *_estimates(course, before)]


def _eaten(id: FigureId, name: str, unit: str, compared: Comparison) -> Figure:
    return Figure(
        id=id,
        value=getattr(compared.period.averages, name),
        low=None,
        high=None,
        unit=unit,
        basis=Basis.LOGGED,
        counted=compared.period.days_logged,
        of=compared.period.days,
        before=getattr(compared.against.averages, name),
        change=getattr(compared.change, name),
    )


def _against_goal(compared: Comparison) -> Figure:
    now, then = _over(compared.period.averages), _over(compared.against.averages)
    return Figure(
        id=FigureId.AGAINST_GOAL,
        value=now,
        low=None,
        high=None,
        unit="kcal",
        basis=Basis.LOGGED,
        counted=compared.period.days_logged,
        of=compared.period.days,
        before=then,
        change=_less(now, then),
    )


def _over(averages: Averages) -> float | None:
    return _less(averages.total_calories, averages.calorie_goal)


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else fsum((one, -other))


def _weight(compared: Comparison, regular: Consistency) -> Figure:
    return Figure(
        id=FigureId.WEIGHT,
        value=compared.period.averages.weight,
        low=None,
        high=None,
        unit="kg",
        basis=Basis.WEIGHED,
        counted=regular.days_weighed,
        of=regular.days,
        before=compared.against.averages.weight,
        change=compared.change.weight,
    )


def _estimates(course: ProgressCourse, before: date) -> list[Figure]:
    now = course.latest
    then = next((day for day in course.days if day.date == before), None)
    drivers = course.drivers
    days = drivers.days if drivers else 0
    logged, weighed = (drivers.days_logged, drivers.days_weighed) if drivers else (0, 0)

    def figure(id: FigureId, name: str, unit: str, basis: Basis, bounded: bool) -> Figure:
        value, was = _of(now, name), _of(then, name)
        return Figure(
            id=id,
            value=value,
            low=_of(now, f"{name}_low") if bounded else None,
            high=_of(now, f"{name}_high") if bounded else None,
            unit=unit,
            basis=basis,
            counted=logged if basis is Basis.LOGGED else weighed,
            of=days,
            before=was,
            change=_less(value, was),
        )

    return [
        figure(FigureId.TREND, "trend", "kg", Basis.WEIGHED, bounded=True),
        figure(FigureId.RATE, "rate", "kg/week", Basis.WEIGHED, bounded=False),
        figure(FigureId.EXPENDITURE, "expenditure", "kcal", Basis.LOGGED, bounded=True),
    ]


def _of(day: ProgressDay | None, name: str) -> float | None:
    value: float | None = getattr(day, name) if day else None
    return value
