"""What a scale said."""

from datetime import date
from enum import StrEnum

from nutritrack.mongo.documents import Id, Instant, Stored


class WeightUnit(StrEnum):
    KILOGRAM = "kg"
    POUND = "lb"
    STONE = "st"


class Weight(Stored):
    """One weighing. Any number a day; the unit is the one it was read in."""

    user_id: Id
    at: Instant
    day: date
    kilograms: float
    unit: WeightUnit = WeightUnit.KILOGRAM
    source: str | None = None  # who read it, such as `google_health`; None for the user
