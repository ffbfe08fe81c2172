"""Whether the summaries of days say what the meals say: `nutritrack db check`."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from math import isclose

import pymongo

from nutritrack.analytics.daysums import SAME, DaySums, read
from nutritrack.analytics.models import Known
from nutritrack.analytics.summaries import add_up, make, read_stamps
from nutritrack.mongo.documents import Db, Id
from nutritrack.mongo.transactions import Session

SHOWN = 5  # days named in the report


@dataclass
class Report:
    """How many summaries there are, which lie, and which their stamp knows to be outdated.

    The outdated are no fault: a meal changed, and nobody has asked for that day since.
    """

    summaries: int = 0
    outdated: int = 0
    wrong: list[str] = field(default_factory=list)  # "user day"

    @property
    def sentences(self) -> list[str]:
        if not self.wrong:
            return []
        shown = ", ".join(self.wrong[:SHOWN]) + (", ..." if len(self.wrong) > SHOWN else "")
        return [f"dailysummaries: {len(self.wrong)} say something else than their meals: {shown}"]


async def check(db: Db, *, repair: bool = False) -> Report:
    """Add every summarised day up again and compare; with `repair` put right what is not right.

    Each user's meals and summaries are read at one moment, so writers do not disturb.
    """
    report = Report()
    with pymongo.timeout(None):  # the time limit of requests is not for all there is
        async for user_id in _users(db):
            async with db.client.start_session(snapshot=True) as moment:
                wrong, outdated, count = await _of_user(db, user_id, moment)
            report.summaries += count
            report.outdated += len(outdated)
            report.wrong += [f"{user_id} {day}" for day in wrong]
            if repair and (wrong or outdated):
                await _rebuild(db, user_id, sorted({*wrong, *outdated}))
    return report


async def _users(db: Db) -> AsyncIterator[Id]:
    rows = await db.dailysummaries.aggregate([{"$group": {"_id": "$userId"}}])
    async for row in rows:
        yield row["_id"]


async def _of_user(db: Db, user_id: Id, moment: Session) -> tuple[list[str], list[str], int]:
    """The days that are wrong, those that are outdated, and how many summaries there are."""
    found = db.dailysummaries.find({"userId": user_id}, session=moment)
    stored = {row["day"]: read(row) async for row in found}
    query = {"userId": user_id, "day": {"$in": sorted(stored)}}
    stamps = await read_stamps(db, query, moment)
    current = [
        day for day, kept in stored.items() if day in stamps and kept.stamp.vouches_for(stamps[day])
    ]
    again = await add_up(db, user_id, current, moment)
    wrong = [day for day in current if not _same(stored[day], again[day])]
    outdated = sorted(set(stored) - set(current))
    return wrong, outdated, len(stored)


def _same(kept: DaySums, again: DaySums) -> bool:
    return set(kept.known) == set(again.known) and all(
        _close(kept.known[name], again.known[name]) for name in again.known
    )


def _close(one: Known, other: Known) -> bool:
    return (
        one.foods == other.foods
        and isclose(one.amount, other.amount, rel_tol=SAME)
        and isclose(one.energy, other.energy, rel_tol=SAME)
    )


async def _rebuild(db: Db, user_id: Id, wanted: list[str]) -> None:
    """From the meals; a day without a meal has no summary."""
    await db.dailysummaries.delete_many({"userId": user_id, "day": {"$in": wanted}})
    await make(db, user_id, wanted)
