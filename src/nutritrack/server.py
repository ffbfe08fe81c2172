"""The web processes: Granian in front of the app, over a database that is ready."""

import asyncio
import socket
from contextlib import AsyncExitStack

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from nutritrack import __version__
from nutritrack.config import Settings
from nutritrack.google import oauth
from nutritrack.mongo.client import connect
from nutritrack.prepare import prepare
from nutritrack.secrets import masters

GRACE_SECONDS = 10


class PortTaken(Exception):
    """Somebody else listens there."""


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. The database is held open by this process for the workers."""
    _check_port(settings)
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        runner.run(_open(stack, settings))
        try:
            print(f"NutriTrack {__version__} on {settings.address}", flush=True)  # noqa: T201
            _granian(settings).serve()
        finally:
            runner.run(stack.aclose())


async def _open(stack: AsyncExitStack, settings: Settings) -> None:
    db = await stack.enter_async_context(connect(settings))
    await prepare(db, settings)
    if oauth.is_configured(settings) or settings.keys or settings.keys_command:
        await masters.load(settings)  # keys that cannot be read are said now, not in a request


def _granian(settings: Settings) -> MPServer:
    return MPServer(
        "nutritrack.app:serve_app",
        factory=True,
        interface=Interfaces.ASGI,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_SECONDS,
    )


def _check_port(settings: Settings) -> None:
    """Say at once that the port is taken, before anything is started."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            where = f"{settings.host}:{settings.port}"
            hint = "Stop what runs there, or choose another with PORT="
            raise PortTaken(f"{where} cannot be used: {error.strerror}. {hint}") from None
