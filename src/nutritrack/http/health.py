"""Is the process alive, and can it do its work?"""

from fastapi import APIRouter
from pymongo import timeout

from nutritrack.http.errors import errors
from nutritrack.http.state import Database
from nutritrack.mongo.documents import Model

router = APIRouter(tags=["health"])


class Health(Model):
    status: str = "ok"


@router.get("/healthz")
async def alive() -> Health:
    """The process lives."""
    return Health()


@router.get("/readyz", responses=errors(503))
async def ready(db: Database) -> Health:
    """The database answers. 503 while it does not."""
    with timeout(2):
        await db.command("ping")
    return Health()
