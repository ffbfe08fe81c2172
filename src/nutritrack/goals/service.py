"""What happens when somebody sets a goal."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from nutritrack.errors import (
    Conflict,
    InvalidRequest,
    NotFound,
    PreconditionFailed,
    Unauthenticated,
    Unauthorized,
)
from nutritrack.goals import bounds, store
from nutritrack.goals.models import CurrentGoal, Energy, GoalVersion, PutGoal
from nutritrack.mongo.documents import Db, now
from nutritrack.targets.models import Body
from nutritrack.users.models import MOST_VERSIONS, Account
from nutritrack.users.service import goal_setter

MILLISECOND = timedelta(milliseconds=1)
AHEAD = timedelta(days=366)

# Whether a version's `updatedAt` is the one the client had seen.
Seen = Callable[[datetime], bool]


class GoalNotFound(NotFound):
    detail = "No goals begin on {day}."


class GoalExists(Conflict):
    detail = "Other goals begin on that day. To change them, send If-Match with their updatedAt."


class GoalChanged(PreconditionFailed):
    detail = "These goals changed meanwhile. Read them again, then decide."


class TooManyGoals(Conflict):
    detail = f"There are {MOST_VERSIONS} versions of your goals. Delete some that never mattered."


class TooFarAhead(InvalidRequest):
    detail = "Goals begin at most one year ahead."
    path = "day"


async def history(db: Db, user: Account) -> list[GoalVersion]:
    return [_shown(user, version) for version in await store.history(db, user.id)]


async def current(db: Db, user: Account, day: date) -> CurrentGoal:
    """The goal of a day, which is the one that analytics shows for it."""
    version = await store.held_on(db, user.id, day)
    return CurrentGoal(
        day=day,
        calorie_goal=user.calorie_goal_on(day),
        version=_shown(user, version) if version else None,
    )


async def get_goal(db: Db, user: Account, day: date) -> GoalVersion:
    version = await store.get(db, user.id, day)
    if version is None:
        raise GoalNotFound(day=day)
    return _shown(user, version)


async def put_goal(
    db: Db, user: Account, day: date, request: PutGoal, seen: Seen | None
) -> tuple[GoalVersion, bool]:
    """Aim at something from a day on. Also says whether a version begins there anew.

    A retry is safe: what already says the same is left alone, whatever the client had seen.
    """
    version = _version(user, day, request)
    stored = await store.get(db, user.id, day)
    if stored is None and seen is None:
        try:
            await store.add(db, version)
            return _shown(user, version), True
        except store.Changed:  # by the same request sent twice at once
            stored = await store.get(db, user.id, day)
        except store.TooMany:
            raise TooManyGoals from None
        except store.AccountGone:
            raise Unauthenticated from None
    if stored is None:
        raise GoalChanged
    if stored.says_the_same(version):
        return _shown(user, stored), False
    if seen is None:
        raise GoalExists
    if not seen(stored.updated_at):
        raise GoalChanged
    return await _replace(db, user, stored, version), False


async def delete_goal(db: Db, user: Account, day: date, seen: Seen | None) -> None:
    """Take a version back: the one before it holds on."""
    try:
        await store.delete(db, user.id, day, seen)
    except store.Changed:
        raise GoalChanged from None
    except store.AccountGone:
        raise Unauthenticated from None


@goal_setter
async def set_daily(db: Db, user: Account, kcal: int) -> None:
    """Another daily goal in the profile: the goals of today, with this energy on every day.

    What already holds today is left alone, or a profile sent back whole would end a weekly pattern.
    """
    today = user.calendar.day_of(now())
    if user.calorie_goal_on(today) == kcal:
        return
    for _ in range(3):
        held = await store.held_on(db, user.id, today)
        if held is None:  # taken back by another device, just now
            break
        fields = {"first": today, "energy": Energy(aim=kcal)}
        try:
            if held.first == today:
                await _replace(db, user, held, held.model_copy(update=fields))
            else:
                kept = {"nutrients": held.nutrients, "target_weight": held.target_weight}
                await store.add(db, GoalVersion.new(user_id=user.id, **fields, **kept))
        except (store.Changed, GoalChanged):  # by another device, just now
            continue
        except store.TooMany:
            raise TooManyGoals from None
        except store.AccountGone:
            raise Unauthenticated from None
        return
    raise GoalChanged


async def _replace(db: Db, user: Account, stored: GoalVersion, version: GoalVersion) -> GoalVersion:
    """The new content in the place of the old, unless somebody was faster."""
    kept = {
        "id": stored.id,
        "created_at": stored.created_at,
        "updated_at": max(now(), stored.updated_at + MILLISECOND),
    }
    changed = version.model_copy(update=kept)
    try:
        await store.replace(db, changed, stored.updated_at)
    except store.Changed:
        raise GoalChanged from None
    except store.AccountGone:
        raise Unauthenticated from None
    return _shown(user, changed)


def _version(user: Account, day: date, request: PutGoal) -> GoalVersion:
    if request.user_id not in (None, user.id):
        raise Unauthorized
    if day > user.calendar.day_of(now()) + AHEAD:
        raise TooFarAhead
    version = GoalVersion.new(
        user_id=user.id,
        first=day,
        energy=request.energy,
        nutrients=request.nutrients,
        rate=request.rate,
        target_weight=request.target_weight,
    )
    bounds.check(Body.of(user), version)
    return version


def _shown(user: Account, version: GoalVersion) -> GoalVersion:
    found = bounds.warnings(user.sex, version.energy)
    return version.model_copy(update={"warnings": found})
