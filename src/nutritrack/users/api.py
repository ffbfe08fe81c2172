"""Profiles as JSON."""

from fastapi import APIRouter

from nutritrack.http.body import JsonRoute
from nutritrack.http.errors import BODY, errors
from nutritrack.http.state import Database, TheSettings
from nutritrack.users import service
from nutritrack.users.auth import OwnerById
from nutritrack.users.models import ChangeProfile, User

router = APIRouter(
    prefix="/api/users",
    tags=["users"],
    route_class=JsonRoute,
    responses=errors(401, 403, 422),
)


@router.get("/{id}", response_model_exclude_none=True)
async def get_user(owner: OwnerById) -> User:
    """The whole user document, less secrets."""
    return owner


@router.put("/{id}", response_model_exclude_none=True, responses=errors(*BODY, 409, 412))
async def change_user(owner: OwnerById, request: ChangeProfile, db: Database) -> User:
    """Change the named fields. `null` removes an optional one."""
    return await service.change_profile(db, owner, request)


@router.delete("/{id}", status_code=204)
async def delete_user(owner: OwnerById, settings: TheSettings, db: Database) -> None:
    """Delete the user and everything that belongs to them, at once and for good."""
    await service.erase(db, settings, owner.id)
