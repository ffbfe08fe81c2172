"""What a day, a week and a stretch of days add up to."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated

from pydantic import Field

from nutritrack.arithmetic import CARBS_KCAL, FAT_KCAL, PROTEIN_KCAL, Total, fsum
from nutritrack.mongo.documents import Instant, Model
from nutritrack.users.models import ActivityMode


@dataclass(frozen=True)
class Sums:
    """The unrounded sums of some meals: kcal and grams."""

    calories: float = 0.0
    protein: float = 0.0
    carbs: float = 0.0
    fat: float = 0.0
    fiber: float = 0.0
    sugar: float = 0.0
    meals: int = 0

    @classmethod
    def of(cls, parts: "list[Sums]") -> "Sums":
        names = [field.name for field in fields(cls) if field.name != "meals"]
        added = {name: fsum(getattr(part, name) for part in parts) for name in names}
        return cls(**added, meals=sum(part.meals for part in parts))


@dataclass(frozen=True)
class Known:
    """The sum of a nutrient, and how much was eaten of the foods that tell of it."""

    amount: float
    energy: float  # kcal
    foods: int

    @classmethod
    def of(cls, parts: "list[Known]") -> "Known":
        return cls(
            fsum(part.amount for part in parts),
            fsum(part.energy for part in parts),
            sum(part.foods for part in parts),
        )


class Budget(Model):
    """How `remainingCalories` comes about where activity is added: goal + added - eaten.

    Added is active energy only. Total energy holds that of rest, which the goal holds already.
    """

    goal: Total
    added: Total
    eaten: Total
    remaining: Total


class Daily(Model):
    """One day of one user.

    `remainingCalories` is goal minus eaten; in the mode `add`, on a day whose active energy is
    known, it is what `budget` shows. Energy out is null when it is unknown, or not wanted.
    """

    date: date
    start: Instant
    end: Instant
    total_calories: Total
    meal_count: int
    protein: Total
    carbs: Total
    fat: Total
    fiber: Total
    sugar: Total
    calorie_goal: int
    remaining_calories: Total
    activity_mode: ActivityMode
    active_energy: Total | None
    total_energy_out: Total | None
    budget: Budget | None


class Weekly(Model):
    """Seven days; the average is over the days with at least one meal."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    total_calories: Total
    average_daily_calories: Total
    total_meals: int
    days_logged: int
    days: list[Daily]


class ByMacro(Model):
    protein: Total
    carbs: Total
    fat: Total


class Shares(Model):
    """Parts of one; not rounded, so that they add up."""

    protein: float
    carbs: float
    fat: float


class Macros(Model):
    """Where the energy of a stretch of days came from."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    total_protein: Total
    total_carbs: Total
    total_fat: Total
    calories_from: ByMacro
    share: Shares


class Point(Model):
    """One day of a chart. Without a meal it is unknown, which is not zero."""

    date: date
    total_calories: Total | None
    protein: Total | None
    carbs: Total | None
    fat: Total | None
    meal_count: int
    calorie_goal: int


def energy_from(sums: Sums) -> ByMacro:
    """kcal by macronutrient, with the general factors of 4, 4 and 9 kcal per gram."""
    return ByMacro(
        protein=PROTEIN_KCAL * sums.protein, carbs=CARBS_KCAL * sums.carbs, fat=FAT_KCAL * sums.fat
    )


def shares_of(energy: ByMacro) -> Shares:
    """How the energy divides; all 0 when there is none."""
    total = fsum((energy.protein, energy.carbs, energy.fat)) or 1.0
    return Shares(
        protein=energy.protein / total, carbs=energy.carbs / total, fat=energy.fat / total
    )


class NutrientTotal(Model):
    """How much of a nutrient was eaten, as far as it is known.

    `coverage` is the share of the energy whose foods say how much of it they hold: below 1, the
    amount is a lower bound.
    """

    id: str
    name: str
    unit: str
    amount: Total
    coverage: Total


class Nutrients(Model):
    """Every nutrient that any food of some days tells of."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    total_calories: Total
    nutrients: list[NutrientTotal]


class Contribution(Model):
    """How much of a nutrient came from one food."""

    name: str
    amount: Total
    calories: Total
    times: int
