"""Planning meals: from what is left of today, or for some days."""

from collections.abc import Sequence
from functools import cache

from nutritrack.planning.models import Plan, Wish
from nutritrack.planning.templates import Template, menu


@cache
def warm() -> None:
    """Load what the first plan would wait a second for. Runs once, in a thread of its own."""
    from nutritrack.planning import week  # noqa: F401 - imports numpy and scipy

    menu()


def plan(wish: Wish, templates: Sequence[Template] | None = None) -> Plan:
    """A plan for the wish, from the shipped templates unless others are given.

    Where none is within the targets and bounds, the closest one, with `within` false and what
    clashes. Raises NoPlan where a meal has no dish left. Takes a core for a tenth of a second a
    day, so a server calls it in a thread.
    """
    # numpy and scipy take longer to import than the rest of the server, so the first plan pays.
    from nutritrack.planning.week import plan_days

    return plan_days(wish, menu() if templates is None else tuple(templates))
