"""What queries are made of: days, spans of days, and the cursor that pages continue from."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from fastapi import Query

from nutritrack.days import FIRST_DAY, LAST_DAY
from nutritrack.errors import InvalidRequest
from nutritrack.mongo.documents import Id, to_id

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


class EndsBeforeItStarts(InvalidRequest):
    detail = "The first day lies after the last one."
    path = "from"


def days_between(first: date | None, last: date | None) -> tuple[date, date] | None:
    """Both ends of a span, an open one as far as days go; None when both are open."""
    if first is None and last is None:
        return None
    span = (first or FIRST_DAY, last or LAST_DAY)
    if span[0] > span[1]:
        raise EndsBeforeItStarts
    return span


Before = Annotated[
    str | None,
    Query(
        pattern="^-?[0-9]{1,13}-[0-9a-f]{24}$",
        description="Where the page before ended: from its Link header",
    ),
]


def write_cursor(at: datetime, last: Id) -> str:
    return f"{(at - EPOCH) // MILLISECOND}-{last}"


def read_cursor(text: str | None) -> tuple[datetime, Id] | None:
    if text is None:
        return None
    milliseconds, _, last = text.rpartition("-")
    return EPOCH + int(milliseconds) * MILLISECOND, to_id(last)
