"""Who is on the way to Google and back.

A `state` works once, for ten minutes, for the same purpose, and only for its holder: the sign-in
or the browser that began. Only its hash is kept, beside the PKCE verifier, which is worth nothing
without the code that Google gives to the holder's browser.
"""

import secrets
from datetime import timedelta
from typing import NamedTuple

from pymongo import ASCENDING, IndexModel

from nutritrack.crypto.tokens import hash_token
from nutritrack.google.oauth import new_verifier
from nutritrack.mongo.documents import Db, Document, Id, now
from nutritrack.mongo.schema import DATE, collection

LIFE = timedelta(minutes=10)

STATES = collection(
    "oauthstates",
    owner="userId",
    indexes=[
        IndexModel([("userId", ASCENDING)]),
        IndexModel([("expiresAt", ASCENDING)], expireAfterSeconds=0),
    ],
    required=["purpose", "holder", "verifier", "expiresAt"],
    properties={
        "_id": {"bsonType": "string"},
        "purpose": {"bsonType": "string"},
        "holder": {"bsonType": "string"},
        "verifier": {"bsonType": "string"},
        "expiresAt": DATE,
    },
)


class Started(NamedTuple):
    state: str
    verifier: str


class Back(NamedTuple):
    """Somebody who came back, and what they had left for."""

    verifier: str
    user_id: Id | None
    provider: str | None


async def begin(
    db: Db, purpose: str, holder: str, user_id: Id | None = None, provider: str | None = None
) -> Started:
    started = Started(secrets.token_urlsafe(32), new_verifier())
    document: Document = {
        "_id": hash_token(started.state),
        "purpose": purpose,
        "holder": hash_token(holder),
        "verifier": started.verifier,
        "expiresAt": now() + LIFE,
    }
    if user_id is not None:
        document["userId"] = user_id
    if provider is not None:
        document["provider"] = provider
    await db.oauthstates.insert_one(document)
    return started


async def take(db: Db, state: str, purpose: str, holder: str) -> Back | None:
    """Use a state up. None for one that is unknown, used, too old, or somebody else's."""
    found = await db.oauthstates.find_one_and_delete(
        {
            "_id": hash_token(state),
            "purpose": purpose,
            "holder": hash_token(holder),
            "expiresAt": {"$gt": now()},
        }
    )
    if found is None:
        return None
    return Back(found["verifier"], found.get("userId"), found.get("provider"))
