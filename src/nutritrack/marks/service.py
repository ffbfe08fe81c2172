"""What other domains ask about marks."""

from datetime import date

from nutritrack.marks import store
from nutritrack.marks.models import Mark
from nutritrack.mongo.documents import Db, Id


async def marks_of(db: Db, user_id: Id, first: date, last: date) -> dict[date, Mark]:
    """The mark of each day that has one."""
    return {each.day: each.mark for each in await store.of_days(db, user_id, first, last)}
