"""A food as its label tells it: per serving or per 100 g, kJ or kcal, salt or sodium."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from nutritrack.foods.nutrients import BY_ID, KJ_PER_KCAL, MAIN, SALT_PER_SODIUM
from nutritrack.mongo.documents import Input, Line, Number

MOST_KCAL = 902  # of 100 g: pure fat
Amount = Annotated[Number, Field(ge=0, le=1_000_000)]
Grams = Annotated[Number, Field(gt=0, le=5_000)]
Barcode = Annotated[str, StringConstraints(pattern=r"^[0-9]{8,14}$")]


class NewPortion(Input):
    name: Annotated[Line, Field(max_length=100)]
    grams: Grams


class Label(Input):
    """The values of a label, for `perGrams` of the food. What it does not say is left out."""

    name: Annotated[Line, Field(max_length=200)]
    brand: Annotated[Line, Field(max_length=100)] | None = None
    barcode: Barcode | None = None
    per_grams: Grams = Field(100, description="The grams that the values are for")
    calories: Amount | None = Field(None, description="kcal; or name kilojoules")
    kilojoules: Amount | None = None
    protein: Amount
    carbs: Amount
    fat: Amount
    fiber: Amount | None = None
    sugar: Amount | None = None
    salt: Amount | None = Field(None, description="grams; or name sodium in nutrients")
    nutrients: dict[str, Amount] | None = Field(None, description="Other nutrients by their id")
    portions: Annotated[list[NewPortion], Field(max_length=20)] | None = None
    density: Annotated[Number, Field(gt=0, le=3, description="grams per millilitre")] | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if (self.calories is None) == (self.kilojoules is None):
            raise ValueError("name the energy once: calories or kilojoules")
        named = self.nutrients or {}
        unknown = sorted(set(named) - set(BY_ID) | set(named) & set(MAIN))
        if unknown:
            raise ValueError(f"these nutrients are not known here: {', '.join(unknown)}")
        if self.salt is not None and "sodium" in named:
            raise ValueError("name salt or sodium, not both")
        if self.kcal * 100 / self.per_grams > MOST_KCAL:
            raise ValueError("no food has more energy than pure fat, 902 kcal in 100 g")
        if self.protein + self.carbs + self.fat > self.per_grams * 1.05:
            raise ValueError("protein, carbohydrate and fat weigh more than the food")
        return self

    @property
    def kcal(self) -> float:
        if self.calories is not None:
            return self.calories
        return (self.kilojoules or 0) / KJ_PER_KCAL

    def per_100g(self) -> dict[str, float]:
        """The values of 100 g. What the label does not say stays unknown."""
        said = {
            "calories": self.kcal,
            "protein": self.protein,
            "carbs": self.carbs,
            "fat": self.fat,
            "fiber": self.fiber,
            "sugar": self.sugar,
            "sodium": None if self.salt is None else self.salt / SALT_PER_SODIUM * 1000,
            **(self.nutrients or {}),
        }
        factor = 100 / self.per_grams
        return {name: amount * factor for name, amount in said.items() if amount is not None}
