"""What somebody wishes for and the plan that they get. Shapes only."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from nutritrack.arithmetic import Total
from nutritrack.errors import AppError
from nutritrack.meals.models import MealType
from nutritrack.mongo.documents import Id, Input, Line, Model, Number, Whole
from nutritrack.planning.diets import Allergen, Diet

KCAL_OFF, MACRO_OFF = 0.03, 0.05  # how far a plan may be from its targets, relative
DAYS = 7
THREE_MEALS = (MealType.BREAKFAST, MealType.LUNCH, MealType.DINNER)
LEAST_KCAL = 50

Kcal = Annotated[Number, Field(le=10_000, description="kcal")]
Grams = Annotated[Number, Field(gt=0, le=2_000, description="grams")]
Milligrams = Annotated[Number, Field(gt=0, le=20_000, description="mg")]
Word = Annotated[Line, Field(max_length=60)]
Weight = Annotated[Number, Field(ge=0)]


class Wish(Input):
    """What a plan should be. The numbers are those of one day, or of what is left of today.

    A target is met within 3 % (kcal) or 5 % (grams); a bound is kept. What is not set does not
    matter. Sodium is that of the foods: salt added while cooking is nobody's to know. The same wish
    with the same seed gives the same plan.
    """

    kcal: Kcal
    protein: Grams | None = None
    carbs: Grams | None = None
    fat: Grams | None = None
    fiber_min: Grams | None = None
    sodium_max: Milligrams | None = None
    saturated_max: Grams | None = None
    meals: Annotated[tuple[MealType, ...], Field(min_length=1, max_length=8)] = THREE_MEALS
    days: Annotated[Whole, Field(ge=1, le=DAYS)] = 1
    avoid: frozenset[Allergen] = frozenset()
    diets: frozenset[Diet] = frozenset()
    disliked: Annotated[tuple[Word, ...], Field(max_length=50)] = ()
    usual: Annotated[
        dict[Word, Weight],
        Field(max_length=100, description="Food ids or names, and how usual each is"),
    ] = Field(default_factory=dict)
    cuisines: Annotated[tuple[Word, ...], Field(max_length=20)] = ()
    only_cuisines: bool = Field(False, description="Nothing but these, rather than these first")
    exclude: frozenset[Word] = Field(frozenset(), description="Templates that were planned lately")
    seed: Annotated[Whole, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _something_is_left(self) -> Self:
        if self.kcal < LEAST_KCAL:
            raise ValueError(
                f"there is nothing left to plan: {self.kcal:g} kcal, "
                f"and the smallest meal has {LEAST_KCAL}"
            )
        return self


class Item(Model):
    """A food of a meal, and what the amount of it has. A nutrient nobody measured is absent."""

    food_id: Id
    name: str
    name_de: str
    grams: float
    quantity: str
    amounts: dict[str, Total]


class Dish(Model):
    """One template with its portions."""

    template: str
    name: str
    name_de: str
    cuisine: str
    items: list[Item]


class PlannedMeal(Model):
    """One meal: mostly one dish, more where one would have to be too large."""

    meal_type: MealType
    dishes: list[Dish]
    totals: dict[str, Total]


class Bound(StrEnum):
    TARGET = "target"
    AT_LEAST = "at least"
    AT_MOST = "at most"


class Deviation(Model):
    """A target or a bound beside what the plan has. `off` is relative, and negative below it."""

    nutrient: str
    bound: Bound
    wanted: float
    planned: Total | None  # None where a food of the plan does not know it
    off: float | None
    within: bool


class PlannedDay(Model):
    meals: list[PlannedMeal]
    totals: dict[str, Total]
    deviations: list[Deviation]
    within: bool


class Constraint(Model):
    """One thing that was wished for, as in {"name": "protein", "value": "180 g"}."""

    name: str
    value: str


class Clash(Model):
    """What does not go together: to give up one of these helps, or, if `together`, all of them."""

    constraints: list[Constraint]
    together: bool = False


class Plan(Model):
    """The days. Where one is not within the targets and bounds, `clash` says why."""

    days: list[PlannedDay]
    within: bool
    clash: Clash | None = None


class NoPlan(AppError):
    """There is no dish at all for a meal. Says which wishes exclude each other."""

    status = 422
    title = "No plan"
    detail = "No {meal} is left with all of these: {constraints}."

    def __init__(self, meal: str, clash: Clash) -> None:
        self.clash = clash
        words = ", ".join(f"{each.name} {each.value}" for each in clash.constraints)
        super().__init__(meal=meal, constraints=words)

    def body(self) -> dict[str, object]:
        return {**super().body(), "clash": self.clash.model_dump(mode="json")}
