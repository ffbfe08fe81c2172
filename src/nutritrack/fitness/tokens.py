"""The connection of a user to Google, in the design's fields on `users`.

The tokens are sealed before they come here. Every write says in its filter what it found, so that
of several processes one wins: `tokenVersion` counts the tokens of a connection, and
`refreshLease` names who fetches the next.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import Field

from nutritrack.mongo.documents import Db, Document, Id, Instant, Model, load, now

ACCESS = "users.googleAccessToken"
REFRESH = "users.googleRefreshToken"
NO_TOKENS: Document = {
    "googleAccessToken": None,
    "googleRefreshToken": None,
    "googleTokenExpiry": None,
    "fitDataEnabled": False,
}
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)


class FitStatus(StrEnum):
    CONNECTED = "connected"
    NEEDS_RECONNECT = "needsReconnect"
    NOT_LINKED = "notLinked"
    DISCONNECTED = "disconnected"


class Pause(Model):
    """After Google was away: when to ask again, and how often it was away in a row."""

    until: Instant
    count: int


class LastError(Model):
    code: str
    at: Instant


class Connection(Model):
    """A user as far as Google is concerned."""

    id: Id = Field(alias="_id")
    google_id: str | None = None
    google_access_token: str | None = Field(None, repr=False)
    google_refresh_token: str | None = Field(None, repr=False)
    google_token_expiry: Instant | None = None
    fit_data_enabled: bool = False
    fit_provider: str | None = None
    fit_status: FitStatus = FitStatus.DISCONNECTED
    fit_granted_scopes: list[str] = Field(default_factory=list)
    fit_account: str | None = None
    fit_grant_ends_at: Instant | None = None
    fit_last_sync_at: Instant | None = None
    fit_last_error: LastError | None = None
    token_version: int = 0
    refresh_pause: Pause | None = None


FIELDS = {field.alias: 1 for field in Connection.model_fields.values() if field.alias}


async def read(db: Db, user_id: Id) -> Connection | None:
    found = await db.users.find_one({"_id": user_id}, FIELDS)
    return load(Connection, found) if found else None


async def keep(db: Db, user_id: Id, fields: Document) -> Connection | None:
    """Store a new connection over whatever was there. Answers what was, None for no such user."""
    gone = ["refreshLease", "refreshPause", "fitLastError", "fitGrantEndsAt", "fitAccount"]
    before = await db.users.find_one_and_update(
        {"_id": user_id},
        {
            "$set": {**fields, "fitDataEnabled": True, "updatedAt": now()},
            "$unset": {name: "" for name in gone if name not in fields},
            "$inc": {"tokenVersion": 1},
        },
        FIELDS,
    )
    return load(Connection, before) if before else None


async def lease(db: Db, user_id: Id, version: int, by: str, life: timedelta) -> bool:
    """Whether it is ours to fetch the next tokens after this version: not while another one does,
    and not during a pause.
    """
    at = now()
    over = [
        {"$or": [{f"{name}.until": {"$exists": False}}, {f"{name}.until": {"$lte": at}}]}
        for name in ("refreshLease", "refreshPause")
    ]
    connected = {"googleRefreshToken": {"$type": "string"}}
    done = await db.users.update_one(
        {"_id": user_id, **_version(version), **connected, "$and": over},
        {"$set": {"refreshLease": {"by": by, "until": at + life}}},
    )
    return done.modified_count == 1


async def renew(db: Db, user_id: Id, version: int, by: str, fields: Document) -> bool:
    """Store the tokens that we leased. False when somebody disconnected or connected meanwhile."""
    done = await db.users.update_one(
        {"_id": user_id, **_version(version), "refreshLease.by": by},
        {
            "$set": fields,
            "$unset": {"refreshLease": "", "refreshPause": ""},
            "$inc": {"tokenVersion": 1},
        },
    )
    return done.modified_count == 1


async def release(db: Db, user_id: Id, by: str, pause: Pause | None) -> None:
    """Give the lease back without new tokens. Nobody asks Google again before the pause is over."""
    steps: dict[str, Any] = {"$unset": {"refreshLease": ""}}
    if pause:
        steps["$set"] = {"refreshPause": pause.model_dump()}
    await db.users.update_one({"_id": user_id, "refreshLease.by": by}, steps)


async def lose(db: Db, user_id: Id, refresh_box: str) -> bool:
    """Drop tokens that Google no longer takes. True for one caller only: it happens once."""
    lost = {"code": FitStatus.NEEDS_RECONNECT.value, "at": now()}
    done = await db.users.update_one(
        {"_id": user_id, "googleRefreshToken": refresh_box},
        {
            "$set": {
                **NO_TOKENS,
                "fitStatus": FitStatus.NEEDS_RECONNECT.value,
                "fitLastError": lost,
                "updatedAt": lost["at"],
            },
            "$unset": {"refreshLease": "", "refreshPause": "", "fitGrantEndsAt": ""},
            "$inc": {"tokenVersion": 1},
        },
    )
    return done.modified_count == 1


async def drop(db: Db, user_id: Id) -> Connection | None:
    """Disconnect. Answers what was there, for revoking it."""
    before = await db.users.find_one_and_update(
        {"_id": user_id},
        {
            "$set": {
                **NO_TOKENS,
                "fitStatus": FitStatus.DISCONNECTED.value,
                "fitGrantedScopes": [],
                "updatedAt": now(),
            },
            "$unset": {
                "refreshLease": "",
                "refreshPause": "",
                "fitGrantEndsAt": "",
                "fitLastError": "",
                "fitAccount": "",
            },
            "$inc": {"tokenVersion": 1},
        },
        FIELDS,
    )
    return load(Connection, before) if before else None


async def note(db: Db, user_id: Id, version: int, **fields: Any) -> None:
    """Note how a sync went, unless the connection it used is another one by now.

    `fields` are `fitLastSyncAt`, `fitStatus`, `fitLastError` ({code, at}; None removes it).
    """
    kept = {name: value for name, value in fields.items() if value is not None}
    gone = {name: "" for name, value in fields.items() if value is None}
    steps = {how: what for how, what in (("$set", kept), ("$unset", gone)) if what}
    await db.users.update_one(
        {"_id": user_id, "fitDataEnabled": True, "tokenVersion": {"$gte": version}}, steps
    )


def next_pause(before: Pause | None, at_least: float, chance: float) -> Pause:
    """Twice as long as the last one, up to a quarter of an hour, and between 50 and 100 % of it.

    `at_least` is in seconds and comes from Google; `chance` is between 0 and 1.
    """
    count = before.count + 1 if before else 1
    length = min(FIRST_PAUSE * 2 ** min(count - 1, 20), LONGEST_PAUSE) * (0.5 + chance / 2)
    return Pause(until=now() + max(length, timedelta(seconds=at_least)), count=count)


def seconds_left(until: datetime) -> float:
    return max(0.0, (until - now()).total_seconds())


def _version(version: int) -> Document:
    """The filter for a version. Accounts that never connected have none."""
    return {"tokenVersion": version if version else {"$in": [0, None]}}
