"""Several writes that happen together or not at all."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias, TypeVar

from pymongo.asynchronous.client_session import AsyncClientSession

from nutritrack.mongo.documents import Db

T = TypeVar("T")
Session: TypeAlias = AsyncClientSession


async def in_transaction(db: Db, work: Callable[[AsyncClientSession], Awaitable[T]]) -> T:
    """Run `work` in a transaction, and again when another write came between.

    So it may run several times: no side effects outside the session. Avoid upserts in it, which
    can break a unique index on servers before 6.0.25 (CVE-2025-10060).
    """
    async with db.client.start_session() as session:
        return await session.with_transaction(work)
