"""A report of a week or a month, as JSON. Null is unknown."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from nutritrack.analytics.models import Shares
from nutritrack.analytics.periods import Consistency
from nutritrack.arithmetic import Total
from nutritrack.marks.models import Mark
from nutritrack.meals.models import MealType
from nutritrack.mongo.documents import CivilDay, Model
from nutritrack.progress.models import ProgressDrivers


class Language(StrEnum):
    ENGLISH = "en"
    GERMAN = "de"


class ReportKind(StrEnum):
    WEEK = "week"  # Monday to Sunday
    MONTH = "month"


class FigureId(StrEnum):
    CALORIES = "calories"
    CALORIE_GOAL = "calorieGoal"
    AGAINST_GOAL = "againstGoal"
    PROTEIN = "protein"
    CARBS = "carbs"
    FAT = "fat"
    WEIGHT = "weight"
    TREND = "trend"
    RATE = "rate"
    EXPENDITURE = "expenditure"


class Basis(StrEnum):
    """What days a figure rests on: those with a meal, or with a weighing."""

    LOGGED = "daysLogged"
    WEIGHED = "daysWeighed"


class Figure(Model):
    """One number, its unit and what it rests on.

    Energy and grams are means of a day that was logged, `weight` of a day with a weighing; the
    others are estimates at the end, which lie between `low` and `high` nine times in ten. `counted`
    of `of` days told it: of the report, or of all the days that an estimate was made from. `before`
    is the same of the time before, `change` the difference.
    """

    id: FigureId
    value: Total | None
    low: Total | None
    high: Total | None
    unit: str
    basis: Basis
    counted: int
    of: int
    before: Total | None
    change: Total | None


class ReportNutrient(Model):
    """A nutrient that was low or high, a mean of a day that was logged.

    `bound` says on which side of the target it is held. `coverage` is the share of the energy whose
    foods tell of it.
    """

    id: str
    name: str
    unit: str
    amount: Total
    target: Total
    bound: str
    verdict: str
    coverage: Total


class ReportFood(Model):
    """`calories` of all its days; `share` is its part of all energy."""

    name: str
    calories: Total
    share: float


class ReportMealType(Model):
    meal_type: MealType
    calories: Total
    share: float


class ReportDay(Model):
    """One day: kcal, grams and kilograms."""

    date: CivilDay
    calories: Total | None
    calorie_goal: int
    protein: Total | None
    carbs: Total | None
    fat: Total | None
    meals: int
    mark: Mark | None
    weight: Total | None
    trend: Total | None
    trend_low: Total | None
    trend_high: Total | None
    expenditure: Total | None
    expenditure_low: Total | None
    expenditure_high: Total | None


class TimeBefore(Model):
    """The week or the month that figures are compared with."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    days: int
    days_logged: int


class Report(Model):
    """A week or a month. `until` is the last day that counts: today, while it is not over.

    `nutrients` are the low ones and the high ones; of `nutrientsInDoubt` more the foods tell too
    little. `foods` are those that most energy came from, `foodCount` is how many there were.
    """

    kind: ReportKind
    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    until: date
    over: bool
    days_logged: int
    figures: list[Figure]
    shares: Shares | None
    drivers: ProgressDrivers | None
    nutrients: list[ReportNutrient]
    nutrients_in_doubt: int
    foods: list[ReportFood]
    food_count: int
    meal_types: list[ReportMealType]
    consistency: Consistency
    before: TimeBefore
    days: list[ReportDay]
