"""Files with activity, as HTTP."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from starlette.requests import ClientDisconnect

from nutritrack import limits
from nutritrack.errors import AppError
from nutritrack.fitness.upload import service
from nutritrack.fitness.upload.models import Upload
from nutritrack.http.errors import errors
from nutritrack.http.state import Database, TheSettings
from nutritrack.users.auth import Owner

router = APIRouter(prefix="/api/fitness/upload", tags=["fitness"], responses=errors(401, 403, 422))

A_FEW = limits.Limit("upload", 60, timedelta(hours=1))
FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file itself: export.zip or export.xml of Apple Health, the zip of "
        "Google Takeout, the zip or JSON of Health Connect",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class NotAForm(AppError):
    status = 415
    title = "Unsupported media type"
    detail = "Send the file itself as the body, not a form: curl --data-binary @export.zip"


@router.post(
    "/{userId}",
    status_code=202,
    response_model_exclude_none=True,
    responses=errors(400, 409, 413, 415, 429, 507),
    openapi_extra=FILE,
)
async def upload(
    owner: Owner,
    request: Request,
    db: Database,
    settings: TheSettings,
    content_type: Annotated[str, Header(include_in_schema=False)] = "",
) -> Upload:
    """Read activity and weights from a file. Answers when it has arrived; GET tells the rest."""
    if content_type.lower().startswith(("multipart/", "application/x-www-form-urlencoded")):
        raise NotAForm
    await limits.take(db, A_FEW, str(owner.id))
    length = request.headers.get("content-length", "")
    size = int(length) if length.isdecimal() else None
    return await service.begin(db, settings, owner, size, _chunks(request))


@router.get("/{userId}", response_model_exclude_none=True, responses=errors(404))
async def get_upload(owner: Owner, db: Database) -> Upload:
    """How far the latest file is, or what became of it."""
    return await service.status(db, owner)


@router.delete("/{userId}", status_code=204)
async def cancel_upload(owner: Owner, db: Database) -> None:
    """Stop reading. Days that were stored stay. Safe to repeat."""
    await service.cancel(db, owner)


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect:
        raise service.BrokenOff from None
