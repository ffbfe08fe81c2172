"""If-Match: a change that happens only if nobody else changed the thing meanwhile."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Header

from nutritrack.mongo.documents import to_instant


async def get_if_match(
    if_match: Annotated[str | None, Header(description="The `updatedAt` that was read")] = None,
) -> Callable[[datetime], bool] | None:
    """A test of `updatedAt`, or None where the client named no version.

    The header holds the instant, bare or in quotes; several may be named; `*` is any.
    """
    if if_match is None:
        return None
    named = [part.strip().removeprefix("W/").strip('"') for part in if_match.split(",")]
    if "*" in named:
        return lambda updated_at: True
    versions = {version for text in named if (version := _version(text))}
    return versions.__contains__


def _version(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text)
        return to_instant(time) if time.tzinfo else None
    except ValueError:
        return None


IfMatch = Annotated[Callable[[datetime], bool] | None, Depends(get_if_match)]
