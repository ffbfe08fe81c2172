"""What somebody says of the diary of a day."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from nutritrack.mongo.documents import CivilDay, Id, Input, Instant, Stored


class Mark(StrEnum):
    COMPLETE = "complete"  # everything that was eaten is there
    PARTIAL = "partial"  # more was eaten than is there
    FASTING = "fasting"  # little or nothing was eaten, and it is all there


class DayMark(Stored):
    """The mark of one day. A day without one is unmarked."""

    user_id: Id
    day: date
    mark: Mark


class PutMark(Input):
    """A request to mark a day. What the server sets is ignored."""

    mark: Mark
    id: Id | None = Field(None, alias="_id")
    user_id: Id | None = None
    day: CivilDay | None = None
    created_at: Instant | None = None
    updated_at: Instant | None = None
