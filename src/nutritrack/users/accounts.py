"""A new account in MongoDB: the user, the proofs and the first sign-in, all of it or nothing."""

from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from nutritrack.mongo.documents import Db
from nutritrack.mongo.transactions import in_transaction
from nutritrack.users import credentials, sessions, store
from nutritrack.users.models import Account, Session


class EmailIsTaken(Exception):
    """Another account has this e-mail, or is linked to this Google account."""


async def create(
    db: Db,
    account: Account,
    session: Session,
    password_hash: str | None,
    codes: list[str],
    **proofs: Any,
) -> None:
    """Raises EmailIsTaken: the unique index decides, so two at once cannot both win.

    `proofs` are more fields of the credentials: `googleId`, which is unique too, `emailProvenAt`.
    """

    async def write(transaction: AsyncClientSession) -> None:
        await store.add(db, account, session=transaction)
        await credentials.add(db, account.id, password_hash, codes, proofs, session=transaction)
        await sessions.add(db, session, session=transaction)

    try:
        await in_transaction(db, write)
    except DuplicateKeyError:
        raise EmailIsTaken from None
