"""How far reading is, as the client shows it."""

from nutritrack.fitness.syncs import Sync
from nutritrack.mongo.documents import Instant, Model, now


class Progress(Model):
    """Reading of one user. The two counts are null when nothing is under way."""

    running: bool
    next_at: Instant | None = None  # when it starts or goes on; null until somebody asks
    days_wanted: int | None = None
    days_read: int | None = None


def show(state: Sync | None) -> Progress:
    if state is None:
        return Progress(running=False)
    at = now()
    starts = [each for each in (state.due_at, state.pause_until) if each is not None]
    progress = Progress(
        running=state.lease_until is not None and state.lease_until > at,
        next_at=max(starts) if state.due_at else None,
    )
    if state.since is None:
        return progress
    wanted = ((state.read_to or at.date()) - state.since).days + 1
    read = 0
    if state.read_from is not None and state.read_to is not None:
        read = (state.read_to - max(state.read_from, state.since)).days + 1
    return progress.model_copy(update={"days_wanted": wanted, "days_read": min(read, wanted)})
