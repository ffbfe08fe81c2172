"""Reading JSON bodies: bounded, in UTF-8, and judged only after the caller is known.

FastAPI reads the body before it asks who is calling, but a stranger must get a 401 whatever was
sent. So a bad body does not raise here: it becomes a marker, which no model accepts once the
dependencies have run, and which the error handler recognises (`http/errors.py`).
"""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.routing import APIRoute
from pydantic_core import from_json
from starlette.requests import Request
from starlette.responses import Response

LIMIT = 256 * 1024
READ_AT_MOST = 32 * 1024 * 1024  # a client that is still sending cannot read our answer


class BadBody(bytes):
    """Stands in for a body that is not JSON."""


class LargeBody(bytes):
    """Stands in for a body over the limit."""


class JsonRequest(Request):
    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            self._body = await self._read()
        return self._body

    async def _read(self) -> bytes:
        chunks: list[bytes] = []
        size = 0
        async for chunk in self.stream():
            size += len(chunk)
            if size <= LIMIT:
                chunks.append(chunk)
            elif size > READ_AT_MOST:
                break
        return b"".join(chunks) if size <= LIMIT else LargeBody(b"too large")

    async def json(self) -> Any:
        body = await self.body()
        if isinstance(body, LargeBody):
            return body
        try:
            return from_json(body)
        except ValueError:
            return BadBody(b"not JSON")


class JsonRoute(APIRoute):
    """A route whose body is read as above."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return await handler(JsonRequest(request.scope, request.receive))

        return handle
