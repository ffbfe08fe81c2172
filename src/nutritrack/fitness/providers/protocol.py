"""What every provider can do, and what it needs for it."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Protocol

from nutritrack.fitness.models import DailyActivity, WeightReading


class TokenSource(Protocol):
    """The access of one user."""

    async def access_token(self, force: bool = False) -> str:
        """A token that is good for a minute. `force` when Google just refused the last one.

        Raises a Problem of nutritrack.fitness.errors.
        """


class Provider(Protocol):
    """Reads what one user granted. Both raise a Problem of nutritrack.fitness.errors."""

    source: str  # what its days and weights are marked with

    def days(self, first: date, last: date, zone: str) -> AsyncIterator[DailyActivity]:
        """The civil days from first to last, both included, that anything is known of.

        `zone` is the IANA zone of the user. A day that is not among them is unknown, also when it
        was known before.
        """
        ...

    def weights(self, first: date, last: date, zone: str) -> AsyncIterator[WeightReading]:
        """What scales said on these days."""
        ...
