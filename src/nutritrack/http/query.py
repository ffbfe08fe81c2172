"""What queries are made of: days, spans of days, and the cursor that pages continue from."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query, Request, Response

from nutritrack.days import FIRST_DAY, LAST_DAY
from nutritrack.errors import InvalidRequest
from nutritrack.mongo.documents import Day, Id, to_id

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
MOST_DAYS = 1100  # three years at once

From = Annotated[Day | None, Query(alias="from")]
To = Annotated[Day | None, Query(alias="to")]


class EndsBeforeItStarts(InvalidRequest):
    detail = "The first day lies after the last one."
    path = "from"


class TooManyDays(InvalidRequest):
    detail = f"At most {MOST_DAYS} days at once."
    path = "from"


def last_days(
    first: date | None, last: date | None, *, today: date, usually: int
) -> tuple[date, date]:
    """Both ends of a span that is answered day by day; without a first day the last ones."""
    last = last or today
    first = first or max(last - timedelta(days=usually - 1), FIRST_DAY)
    if first > last:
        raise EndsBeforeItStarts
    if (last - first).days >= MOST_DAYS:
        raise TooManyDays
    return first, last


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


def link_next(request: Request, response: Response, at: datetime, last: Id) -> None:
    """Name the page that goes on after an entry in the `Link` header."""
    cursor = f"{(at - EPOCH) // MILLISECOND}-{last}"
    query = urlencode({**request.query_params, "before": cursor})
    response.headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'


def read_cursor(text: str | None) -> tuple[datetime, Id] | None:
    if text is None:
        return None
    milliseconds, _, last = text.rpartition("-")
    return EPOCH + int(milliseconds) * MILLISECOND, to_id(last)
