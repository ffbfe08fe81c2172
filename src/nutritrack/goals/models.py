"""What somebody aims at, from a day on. Shapes and arithmetic only."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from nutritrack.foods.nutrients import BY_ID
from nutritrack.mongo.documents import CivilDay, Id, Input, Instant, Model, Number, Stored
from nutritrack.users.models import CalorieGoal, GoalFrom, Weight

DAYS_A_WEEK = 7
MOST_AMOUNT = 1_000_000  # in the unit of the nutrient, as in meals
FASTEST = 5  # kg a week; what a body may do is said where it is known

NutrientAmount = Annotated[Number, Field(ge=0, le=MOST_AMOUNT)]


class Bounds(Input):
    """A target of a nutrient in its unit: at least, at most, or between."""

    min: NutrientAmount | None = None
    max: NutrientAmount | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("name min, max or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min lies above max")
        return self


class Energy(Input):
    """kcal a day: an aim, a least, a most, and how the week differs, Monday first.

    The goal of a day is that of its weekday, else the aim, else the middle of the range, else its
    only bound.
    """

    aim: CalorieGoal | None = None
    min: CalorieGoal | None = None
    max: CalorieGoal | None = None
    week: Annotated[tuple[CalorieGoal, ...], Field(min_length=7, max_length=7)] | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        named = [kcal for kcal in (self.min, self.aim, self.max) if kcal is not None]
        if not named and self.week is None:
            raise ValueError("name aim, min, max or week")
        if named != sorted(named):
            raise ValueError("min, aim and max are not in this order")
        return self

    @property
    def by_weekday(self) -> tuple[int, ...]:
        """Seven goals, Monday first."""
        if self.week is not None:
            return self.week
        kcal = self.aim
        if kcal is None and self.min is not None and self.max is not None:
            kcal = round((self.min + self.max) / 2)
        kcal = kcal or self.max or self.min
        assert kcal is not None  # the model demands one of them
        return (kcal,) * DAYS_A_WEEK


class GoalVersion(Stored):
    """What holds from a day on, until the next version begins.

    `warnings` is what a careful person would say of it.
    """

    user_id: Id
    first: CivilDay = Field(alias="from")
    energy: Energy
    nutrients: dict[str, Bounds] = Field(default_factory=dict)
    rate: float | None = None  # kg a week; below 0 loses
    target_weight: float | None = None  # kg
    warnings: list[str] | None = None

    def says_the_same(self, other: "GoalVersion") -> bool:
        """Whether a client would see no difference, apart from the times of writing."""
        return all(getattr(self, name) == getattr(other, name) for name in SAID)

    @property
    def projected(self) -> GoalFrom:
        """The part that the account knows."""
        week = self.energy.by_weekday
        return GoalFrom(first=self.first, week=week if len(set(week)) > 1 else week[:1])


SAID = ("first", "energy", "nutrients", "rate", "target_weight")


class PutGoal(Input):
    """A request to aim at something from a day on. What the server sets is ignored."""

    energy: Energy
    nutrients: Annotated[dict[str, Bounds], Field(max_length=len(BY_ID))] = Field(
        default_factory=dict, description="Targets by the id of a nutrient, in its unit"
    )
    rate: Annotated[Number, Field(ge=-FASTEST, le=FASTEST)] | None = Field(
        None, description="kilograms a week; below 0 loses"
    )
    target_weight: Weight | None = None
    user_id: Id | None = None

    id: Id | None = Field(None, alias="_id", description="ignored")
    first: CivilDay | None = Field(None, alias="from", description="ignored")
    warnings: list[str] | None = Field(None, description="ignored")
    created_at: Instant | None = Field(None, description="ignored")
    updated_at: Instant | None = Field(None, description="ignored")

    @field_validator("nutrients")
    @classmethod
    def _known(cls, nutrients: dict[str, Bounds]) -> dict[str, Bounds]:
        unknown = sorted(set(nutrients) - set(BY_ID) | set(nutrients) & {"calories"})
        if unknown:
            raise ValueError("a target is not for a nutrient that is known here")
        return nutrients


class CurrentGoal(Model):
    """The goal of one day: of the version that held, else of the profile."""

    day: date
    calorie_goal: int
    version: GoalVersion | None
