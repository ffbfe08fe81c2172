"""What a meal is. Shapes and arithmetic only: no database, no HTTP."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from nutritrack.arithmetic import Total, fsum
from nutritrack.mongo.documents import (
    CivilDay,
    Day,
    Id,
    Input,
    Instant,
    Line,
    Model,
    Number,
    Stored,
    Text,
    now,
)

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=366)
TOLERANCE_KCAL = 0.5


def _plausible(time: datetime) -> datetime:
    if not EARLIEST <= time <= now() + AHEAD:
        raise ValueError("a meal lies between 1970 and one year ahead")
    return time


Kcal = Annotated[Number, Field(ge=0, le=20_000, description="kcal")]
Grams = Annotated[Number, Field(ge=0, le=5_000, description="grams")]
Amount = Annotated[Number, Field(ge=0, le=1_000_000)]
NutrientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Nutrients = Annotated[dict[NutrientId, Amount], Field(max_length=200)]
FoodName = Annotated[Line, Field(max_length=200)]
Quantity = Annotated[Line, Field(max_length=100)]
Source = Annotated[Line, Field(max_length=200)]
ImageUrl = Annotated[str, Field(pattern=r"^https://[^\s\x00-\x1f\x7f]+$", max_length=2000)]
Analysis = Annotated[Text, Field(max_length=4000)]
EatenAt = Annotated[Instant, AfterValidator(_plausible)]


class MealType(StrEnum):
    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"
    SNACK = "snack"


class MealFood(Model):
    """One food of a meal, with the values of the amount that was eaten.

    The values are copied from the food, so editing it keeps history true. `fiber` and `sugar` are
    stored only where they are known, and read as 0 where they are not.
    """

    id: Id | None = Field(None, alias="_id")
    food_id: Id | None = None
    name: str
    calories: float
    protein: float
    carbs: float
    fat: float
    fiber: float = 0
    sugar: float = 0
    quantity: str
    grams: float | None = None
    nutrients: Mapping[str, float] | None = None
    source: str | None = None


class Meal(Stored):
    """What one user ate at one time. `day` is the day it counts to, fixed when it was logged."""

    user_id: Id
    foods: list[MealFood]
    total_calories: Total
    meal_type: MealType
    date: Instant
    day: CivilDay | None = None  # absent in documents of other clients
    image_url: str | None = None
    analysis: str | None = None
    # The numbers of an analysis that was computed here, each with where it comes from.
    analysis_facts: list[dict[str, object]] | None = None

    def says_the_same(self, other: "Meal") -> bool:
        """Whether a client would see no difference, apart from the times of writing."""
        return all(getattr(self, name) == getattr(other, name) for name in SAID)


SAID = ("id", "user_id", "foods", "meal_type", "date", "image_url", "analysis")


def total_calories(foods: Iterable[MealFood]) -> float:
    return fsum(food.calories for food in foods)


class LogFood(Input):
    """A food in a request: as strict as any request."""

    id: Id | None = Field(None, alias="_id")
    food_id: Id | None = None
    name: FoodName
    calories: Kcal
    protein: Grams
    carbs: Grams
    fat: Grams
    fiber: Grams | None = None
    sugar: Grams | None = None
    quantity: Quantity
    grams: Grams | None = None
    nutrients: Nutrients | None = None
    source: Source | None = None


class LogMeal(Input):
    """A request to log a meal. What the server sets is accepted as GET returned it, and ignored."""

    foods: list[LogFood] = Field(min_length=1, max_length=100)
    total_calories: Kcal | None = None
    meal_type: MealType
    date: EatenAt | None = None
    image_url: ImageUrl | None = None
    analysis: Analysis | None = None
    user_id: Id | None = None

    id: Id | None = Field(None, alias="_id", description="ignored")
    day: CivilDay | None = Field(None, description="ignored")
    created_at: Instant | None = Field(None, description="ignored")
    updated_at: Instant | None = Field(None, description="ignored")
    analysis_facts: list[dict[str, object]] | None = Field(None, description="ignored")


class PutMeal(LogMeal):
    """The same under an id of the client's: the date is needed, so that a retry says the same."""

    date: EatenAt


class CopyMeals(Input):
    """A request to eat the same again: some meals, or those of a day."""

    id: Id = Field(alias="_id", description="Made by the client, so that a retry adds nothing")
    meal_ids: Annotated[list[Id], Field(min_length=1, max_length=100)] | None = None
    from_day: Day | None = Field(None, alias="from")
    meal_type: MealType | None = None
    to_day: Day = Field(alias="to")

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.meal_ids is None) == (self.from_day is None):
            raise ValueError("name either mealIds or the day to copy from")
        return self


class UsualFood(Model):
    """A food somebody eats often, with the amount eaten last."""

    food: MealFood
    meal_type: MealType
    last_eaten: Instant
    times: int
