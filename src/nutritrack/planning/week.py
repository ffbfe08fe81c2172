"""The days of a plan, one after the other, so that each knows what was eaten before."""

from collections.abc import Iterator, Sequence

from nutritrack.arithmetic import fsum
from nutritrack.planning.choose import allowed, liking
from nutritrack.planning.clashes import clash_of, nothing_left, served
from nutritrack.planning.generate import Before, Candidate, Draw
from nutritrack.planning.goals import Goals
from nutritrack.planning.models import Plan, PlannedDay, Wish
from nutritrack.planning.plates import day_of
from nutritrack.planning.polish import polish
from nutritrack.planning.slots import Slot, slots_of
from nutritrack.planning.table import Table
from nutritrack.planning.templates import Template

# So many random days, and so many of the best polished, until one is within targets and bounds;
# whether they may repeat what was eaten on the days before.
TRIES = ((400, 4, False), (1500, 6, False), (1500, 6, True))
HOPELESS = 4.0  # whole portions do not mend a day that misses by more before it is rounded


def plan_days(wish: Wish, templates: tuple[Template, ...]) -> Plan:
    """A plan for the wish. Raises NoPlan where a meal has no dish left at all."""
    left = allowed(wish, templates)
    slots = slots_of(wish.meals, wish.kcal)
    for slot in slots:
        if not served(slot, left):
            raise nothing_left(wish, slot, templates)
    table = Table(left, liking(wish, left), Goals.of_wish(wish))
    before, days = Before(), []
    for number in range(wish.days):
        day, candidate = _day(wish, table, slots, before, number)
        before = before.and_then(candidate)
        days.append(day)
    outside = [each.nutrient for day in days for each in day.deviations if not each.within]
    clash = clash_of(wish, templates, outside) if outside else None
    return Plan(days=days, within=not outside, clash=clash)


def _day(
    wish: Wish, table: Table, slots: Sequence[Slot], before: Before, number: int
) -> tuple[PlannedDay, Candidate]:
    """The first day that is within the targets and bounds, or else the closest one."""
    closest: tuple[float, PlannedDay, Candidate] | None = None
    for candidate in _candidates(wish.seed, number, table, slots, before):
        day = day_of(wish, candidate, polish(candidate, table.goals))
        if day.within:
            return day, candidate
        missed = _missed(day)
        if closest is None or missed < closest[0]:
            closest = missed, day, candidate
    assert closest is not None  # every draw has a best day
    return closest[1:]


def _missed(day: PlannedDay) -> float:
    """How far it is outside, over all targets and bounds; what is unknown is all of it off."""
    outside = [each.off for each in day.deviations if not each.within]
    return fsum(1 if off is None else abs(off) for off in outside)


def _candidates(
    seed: int, number: int, table: Table, slots: Sequence[Slot], before: Before
) -> Iterator[Candidate]:
    """Days to try, the likeliest first."""
    for attempt, (days, count, may_repeat) in enumerate(TRIES):
        if may_repeat and not before.templates:
            return
        draw = Draw(table, slots, before, may_repeat=may_repeat)
        for candidate in draw.best((seed, number, attempt), days, count):
            yield candidate
            if candidate.miss > HOPELESS:
                break
