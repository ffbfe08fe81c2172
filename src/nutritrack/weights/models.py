"""What a scale said."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator

from nutritrack.mongo.documents import CivilDay, Id, Input, Instant, Number, Stored, now

LEAST, MOST = 20.0, 500.0  # kg, as the weight of a profile
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # a clock may be wrong
TOLERANCE_KG = 0.01


class WeightUnit(StrEnum):
    KILOGRAM = "kg"
    POUND = "lb"
    STONE = "st"


# Kilograms. The international pound is exact by definition (1959), a stone is 14 of them.
KILOGRAMS = {
    WeightUnit.KILOGRAM: 1.0,
    WeightUnit.POUND: 0.45359237,
    WeightUnit.STONE: 14 * 0.45359237,
}


def kilograms_of(amount: float, unit: WeightUnit) -> float:
    """To a tenth of a gram, so that pounds and stones come out as they went in."""
    return round(amount * KILOGRAMS[unit], 4)


def _plausible(at: datetime) -> datetime:
    if not EARLIEST <= at <= now() + AHEAD:
        raise ValueError("a weighing lies between 1970 and now")
    return at


WeighedAt = Annotated[Instant, AfterValidator(_plausible)]


class Weight(Stored):
    """One weighing. Any number a day; `weight` is in the unit it was read in.

    `day` is the day it counts to, fixed when it was logged. `source` is the device or the file that
    it came from; null where the user typed it.
    """

    user_id: Id
    at: Instant
    day: date
    weight: float
    unit: WeightUnit = WeightUnit.KILOGRAM
    kilograms: float
    source: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _as_read(cls, data: Any) -> Any:
        """A weighing of a device, or of an older release, says kilograms alone."""
        if isinstance(data, dict) and "weight" not in data and "kilograms" in data:
            unit = WeightUnit(data.get("unit", WeightUnit.KILOGRAM))
            return {**data, "weight": round(data["kilograms"] / KILOGRAMS[unit], 3)}
        return data

    def says_the_same(self, other: "Weight") -> bool:
        """Whether a client would see no difference, apart from the times of writing."""
        return (self.id, self.at, self.weight, self.unit) == (
            other.id,
            other.at,
            other.weight,
            other.unit,
        )


class LogWeight(Input):
    """A request to log a weighing: `weight` in `unit`, or `kilograms` alone.

    What the server sets is accepted as GET returned it, and ignored.
    """

    weight: Annotated[Number, Field(gt=0, le=2000)] | None = None
    unit: WeightUnit = WeightUnit.KILOGRAM
    kilograms: Annotated[Number, Field(ge=LEAST, le=MOST)] | None = None
    at: WeighedAt | None = None
    user_id: Id | None = None

    id: Id | None = Field(None, alias="_id", description="ignored")
    day: CivilDay | None = Field(None, description="ignored")
    source: str | None = Field(None, max_length=40, description="ignored")
    created_at: Instant | None = Field(None, description="ignored")
    updated_at: Instant | None = Field(None, description="ignored")

    @model_validator(mode="after")
    def _plausible(self) -> Self:
        if self.weight is None and self.kilograms is None:
            raise ValueError("name the weight")
        if not LEAST <= self.mass <= MOST:
            raise ValueError("a body weighs between 20 and 500 kg")
        if self.kilograms is not None and abs(self.kilograms - self.mass) > TOLERANCE_KG:
            raise ValueError("weight and kilograms differ: leave out kilograms")
        return self

    @property
    def amount(self) -> float:
        """In the unit of the request."""
        if self.weight is not None:
            return self.weight
        assert self.kilograms is not None  # the model demands one of the two
        return round(self.kilograms / KILOGRAMS[self.unit], 3)

    @property
    def mass(self) -> float:
        """Kilograms."""
        if self.weight is None and self.kilograms is not None:
            return self.kilograms
        return kilograms_of(self.amount, self.unit)


class PutWeight(LogWeight):
    """The same under an id of the client's: the time is needed, so that a retry says the same."""

    at: WeighedAt
