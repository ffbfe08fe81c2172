"""Where what was read comes to rest: days and weights of the user, as from any other source."""

from datetime import UTC, datetime
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession

from nutritrack.fitness import store as activity
from nutritrack.fitness.models import DailyActivity
from nutritrack.fitness.upload import store
from nutritrack.fitness.upload.models import Job
from nutritrack.mongo.documents import Db
from nutritrack.users.models import Account
from nutritrack.weights import readings

AMOUNTS = ("steps", "active_energy", "total_energy", "distance", "active_minutes")


class Stopped(Exception):
    """The upload was cancelled, or its user is gone."""


class Landing:
    """Writes for one upload. Each write is fenced: after a stop, nothing more comes to rest."""

    def __init__(self, db: Db, account: Account, job: Job) -> None:
        self.db, self.account, self.job = db, account, job

    async def fence(self, session: AsyncClientSession) -> None:
        if not await store.is_alive(self.db, self.job, session=session):
            raise Stopped

    async def put_days(
        self, source: str, read: list[dict[str, Any]], *, is_first: bool, is_last: bool
    ) -> None:
        """Store days as the reader says them, in order. Raises Stopped.

        A file may begin or end in the middle of a day, as do those of apps that send the last
        hours again and again. So the first and the last day of a file never shrink.
        """
        days = [_day(source, each) for each in read]
        for at in {*([0] if is_first else []), *([len(days) - 1] if is_last else [])}:
            if 0 <= at < len(days):
                days[at] = await self._grown(days[at])
        await activity.put_days(self.db, self.account.id, days, self.fence)

    async def put_weights(self, source: str, read: list[tuple[float, float]]) -> int:
        """Store weighings that are new. Answers how many. Raises Stopped."""
        weights = [(datetime.fromtimestamp(at, UTC), kilograms) for at, kilograms in read]
        return await readings.take_in(
            self.db, self.account.id, self.account.calendar, source, weights, self.fence
        )

    async def _grown(self, day: DailyActivity) -> DailyActivity:
        found = await activity.days(self.db, self.account.id, day.day, day.day, day.source)
        if not found:
            return day
        [stored] = found
        known = {name: (getattr(stored, name), getattr(day, name)) for name in AMOUNTS}
        most = {
            name: max((each for each in both if each is not None), default=None)
            for name, both in known.items()
        }
        workouts = {each.start: each for each in (*stored.workouts, *day.workouts)}
        kept = [workouts[start] for start in sorted(workouts)]
        return day.model_copy(update={**most, "workouts": kept})


def _day(source: str, read: dict[str, Any]) -> DailyActivity:
    workouts = [_workout(each) for each in read["workouts"]]
    return DailyActivity.model_validate({**read, "source": source, "workouts": workouts})


def _workout(read: dict[str, Any]) -> dict[str, Any]:
    times = {name: datetime.fromtimestamp(read[name], UTC) for name in ("start", "end")}
    return {**read, **times}
