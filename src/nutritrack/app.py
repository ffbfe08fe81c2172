"""Puts the parts together. If it is served, it is listed here."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI

from nutritrack import __version__, logs
from nutritrack.analytics import api as analytics
from nutritrack.coach import api as coach
from nutritrack.config import Settings, load_settings
from nutritrack.events import api as events
from nutritrack.fitness import activity_api as activity
from nutritrack.fitness import api as fitness
from nutritrack.fitness.jobs import syncing
from nutritrack.fitness.upload import api as uploads
from nutritrack.foods import api as foods
from nutritrack.foods.finding import index
from nutritrack.goals import api as goals
from nutritrack.http import docs, errors, health
from nutritrack.http.middleware import AccessLog, SecurityHeaders
from nutritrack.http.static import ClientFiles
from nutritrack.marks import api as marks
from nutritrack.meals import api as meals
from nutritrack.mongo.client import connect
from nutritrack.mongo.documents import Db
from nutritrack.parent import die_with_parent
from nutritrack.progress import api as progress
from nutritrack.users import api as users
from nutritrack.users import google_api as google
from nutritrack.users import signin_api as signin
from nutritrack.weights import api as weights

ROUTERS = (
    health.router,
    signin.router,
    google.router,
    users.router,
    meals.router,
    weights.router,
    goals.router,
    marks.router,
    foods.router,
    analytics.router,
    progress.router,
    coach.router,
    coach.meals,
    fitness.router,
    activity.router,
    events.router,
    uploads.router,
    docs.router,
)
STATIC = Path(__file__).parent / "static"
DESCRIPTION = (
    "What you ate, and what it adds up to. Ids are 24 hexadecimal digits, instants ISO 8601 in "
    "UTC, days YYYY-MM-DD in the user's time zone, energy in kcal and amounts in grams. Sign in "
    "at POST /api/auth/login and send the token as Authorization: Bearer."
)


def create_app(settings: Settings, db: Db | None = None) -> FastAPI:
    """The whole application. Without a database it connects to the one of the settings."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with (
            connect(settings) as app.state.db,
            syncing(app.state.db, settings) as app.state.syncing,
        ):
            # Ready before most people have typed a word; a request before that waits for its own.
            loading = asyncio.create_task(asyncio.to_thread(index))
            yield
            await loading

    app = FastAPI(
        title="NutriTrack",
        version=__version__,
        description=DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=None if db is not None else lifespan,
    )
    app.state.settings = settings
    app.state.db = db
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/", ClientFiles(STATIC), name="client")
    app.add_middleware(SecurityHeaders, secure=settings.secure)
    if settings.access_log:
        app.add_middleware(AccessLog)
    return app


def serve_app() -> FastAPI:
    """What each web process runs."""
    die_with_parent()
    settings = load_settings()
    logs.configure(settings)
    return create_app(settings)
