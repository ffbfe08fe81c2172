"""What happens to a profile: read, changed, erased."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from nutritrack.config import Settings
from nutritrack.errors import Unauthenticated
from nutritrack.mongo import schema
from nutritrack.mongo.documents import Db, Document, Id, now
from nutritrack.mongo.transactions import Session
from nutritrack.secrets.vault import Vault
from nutritrack.users import sessions, store
from nutritrack.users.models import Account, ChangeProfile, GoalFrom, held_on

ERASURES = schema.collection("erasures", owner=None, indexes=[])

# What a removed field goes back to; a field that is not here is simply gone.
DEFAULTS: Document = {
    "activityLevel": "moderately_active",
    "goals": [],
    "dailyCalorieGoal": 2000,
    "timezone": "UTC",
    "dayStartHour": 0,
    "activityMode": "show",
}


# Told of an erasure while the account is still there; what it answers is done when all is gone.
Farewell: TypeAlias = Callable[[Db, Settings, Id], Awaitable[Callable[[], Awaitable[None]] | None]]
FAREWELLS: list[Farewell] = []


def farewell(each: Farewell) -> Farewell:
    """Register what has to say goodbye elsewhere. It must not fail, nor take long."""
    FAREWELLS.append(each)
    return each


# Told of another daily goal of somebody whose goals have versions, which decide then.
GoalSet: TypeAlias = Callable[[Db, Account, int], Awaitable[None]]
GOAL_SETTERS: list[GoalSet] = []


def goal_setter(each: GoalSet) -> GoalSet:
    """Register who keeps versions of goals."""
    GOAL_SETTERS.append(each)
    return each


async def find(db: Db, user_id: Id) -> Account | None:
    """The account, for what runs without its user being here."""
    return await store.get(db, user_id)


async def change_profile(db: Db, account: Account, request: ChangeProfile) -> Account:
    """Change the fields that were named and leave the others."""
    sent = request.model_dump(mode="json", exclude_unset=True)
    named = {name: value for name, value in sent.items() if value is not None}
    named |= {name: DEFAULTS[name] for name in sent if sent[name] is None and name in DEFAULTS}
    removed = [name for name in sent if sent[name] is None and name not in DEFAULTS]
    at = now()
    after = account.model_copy(
        update={
            "timezone": named.get("timezone", account.timezone),
            "day_start_hour": named.get("dayStartHour", account.day_start_hour),
        }
    )
    today = after.calendar.day_of(at)
    if "dailyCalorieGoal" in named and held_on(after.goal_versions, today) is not None:
        # The profile keeps its own goal for the days before the first version.
        kcal = named.pop("dailyCalorieGoal")
        for set_goal in GOAL_SETTERS:
            await set_goal(db, after, kcal)
    changed = await store.change(db, account.id, named, removed, today, at)
    if changed is None:  # erased on another device meanwhile
        raise Unauthenticated
    return changed


async def keep_goals(db: Db, user_id: Id, versions: list[GoalFrom], session: Session) -> bool:
    """Let the account know the energy of its goals. False where it is gone.

    The account is written in any case, as by `follow_weight`.
    """
    written = [
        {"from": each.first.isoformat(), "week": list(each.week)}
        for each in sorted(versions, key=lambda each: each.first)
    ]
    changed = await store.change(
        db, user_id, {"goalVersions": written}, [], None, now(), session=session
    )
    return changed is not None


async def follow_weight(db: Db, user_id: Id, kilograms: float | None, session: Session) -> None:
    """Let the profile say what the latest weighing said; None where there is no weighing left.

    The account is written in any case, so that transactions of one user come one after the other.
    """
    weight = {} if kilograms is None else {"weight": round(kilograms, 2)}
    await store.change(db, user_id, weight, [], None, now(), session=session)


async def erase(db: Db, settings: Settings, user_id: Id) -> None:
    """Delete a user and everything that belongs to them.

    The account goes first, so that every sign-in is dead at once. What a request that was already
    under way wrote after that is caught by the second round.
    """
    goodbyes = [await each(db, settings, user_id) for each in FAREWELLS]
    await db.erasures.update_one({"_id": user_id}, {"$set": {"at": now()}}, upsert=True)
    await finish_erasure(db, settings, user_id)
    for goodbye in filter(None, goodbyes):
        await goodbye()


async def finish_erasure(db: Db, settings: Settings, user_id: Id) -> None:
    """Safe to repeat: a kill in the middle is made good at the next start."""
    await store.erase(db, "users", "_id", user_id)
    sessions.forget_recent()
    for _ in range(2):
        # Without the key, what it sealed is unreadable in every old copy of the database too.
        await Vault(db, settings).destroy(user_id)
        for name, field in schema.owned().items():
            await store.erase(db, name, field, user_id)
    await db.erasures.delete_one({"_id": user_id})


async def finish_erasures(db: Db, settings: Settings) -> None:
    """What a kill left half erased."""
    async for erasure in db.erasures.find():
        await finish_erasure(db, settings, erasure["_id"])
