"""What the application holds for its routes: the database and the settings.

Dependencies are coroutines even where they await nothing: FastAPI sends any other to a thread.
"""

from typing import Annotated, Any

from fastapi import Depends, Request

from nutritrack.config import Settings
from nutritrack.mongo.documents import Db


async def get_db(request: Request) -> Db:
    db: Db = request.app.state.db
    return db


def get_settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def provide_settings(request: Request) -> Settings:
    return get_settings(request)


Database = Annotated[Any, Depends(get_db)]  # a Db; FastAPI cannot read its type
TheSettings = Annotated[Settings, Depends(provide_settings)]
