"""A stand-in for Google: real HTTP on a loopback port, in a thread.

`World` is everything a test may switch or look at. Routes are functions from a world and a request
to a reply; `oauth.py` has those of signing in, and the data has its own beside it. It runs on the
clock of the tests, so that tokens can age.
"""

import json
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Person:
    """A Google account."""

    id: str = "108234567890123456789"
    email: str = "alice@gmail.com"
    email_verified: bool = True
    name: str = "Alice Example"
    hosted_domain: str | None = None


@dataclass
class World:
    person: Person = field(default_factory=Person)
    client_id: str = "client-id"
    client_secret: str = "client-secret"
    granted: set[str] | None = None  # None: every box is ticked
    deny: bool = False  # cancel is pressed
    testing: bool = False  # the client is in "Testing": access ends after 7 days
    rotate: bool = False  # a refresh gives another refresh token
    fail: list[int] = field(default_factory=list)  # statuses of the next answers, tokens and data
    retry_after: str | None = None
    slow_seconds: float = 0.0
    claims: dict[str, Any] = field(default_factory=dict)  # of the id token, over the right ones
    linked: bool = True  # False: there is no Google Health profile
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    access: dict[str, dict[str, Any]] = field(default_factory=dict)
    refresh: dict[str, dict[str, Any]] = field(default_factory=dict)
    calls: list[tuple[str, Any]] = field(default_factory=list)  # path, and what was sent
    secrets: list[str] = field(default_factory=list)  # every token that was ever given out
    data: dict[str, Any] = field(default_factory=dict)  # what the data routes answer from

    def token(self, prefix: str) -> str:
        made = prefix + secrets.token_urlsafe(32)
        self.secrets.append(made)
        return made

    def called(self, path: str) -> list[Any]:
        return [sent for called, sent in self.calls if called == path]

    def revoke_all(self) -> None:
        """What happens when somebody removes our access in their Google account."""
        self.access.clear()
        self.refresh.clear()


@dataclass
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode()))

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def bearer(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ")


@dataclass
class Reply:
    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[[World, Request], Reply]
ROUTES: list[tuple[str, re.Pattern[str], Handler]] = []


def route(method: str, pattern: str) -> Callable[[Handler], Handler]:
    """Register a handler for paths that match all of a pattern."""

    def register(handler: Handler) -> Handler:
        ROUTES.append((method, re.compile(pattern), handler))
        return handler

    return register


def oauth_error(status: int, error: str, description: str = "") -> Reply:
    """RFC 6749, 5.2."""
    return Reply(status, {"error": error, "error_description": description})


def api_error(code: int, status: str, message: str, reason: str | None = None) -> Reply:
    """The error of every Google API."""
    error: dict[str, Any] = {"code": code, "message": message, "status": status}
    if reason:
        kind = "type.googleapis.com/google.rpc.ErrorInfo"
        error["details"] = [{"@type": kind, "reason": reason, "domain": "googleapis.com"}]
    return Reply(code, {"error": error})


def authorize(world: World, request: Request, scope: str | None) -> Reply | None:
    """What every API does first. None when the request may go on."""
    grant = world.access.get(request.bearer)
    if grant is None or grant["ends"] < time.time():
        return api_error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
    if scope is not None and scope not in grant["scope"].split():
        reason = "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
        return api_error(403, "PERMISSION_DENIED", "Insufficient authentication scopes.", reason)
    if not world.linked:
        text = "The account is not linked."
        return api_error(400, "FAILED_PRECONDITION", text, "ACCOUNT_NOT_LINKED")
    return None


def _handler(request: Request) -> Handler | None:
    for method, pattern, handler in ROUTES:
        if method == request.method and pattern.fullmatch(request.path):
            return handler
    return None


def _answer(world: World, request: Request, lock: threading.Lock) -> Reply:
    handler = _handler(request)
    if handler is None:
        return Reply(404, {"error": {"code": 404, "message": "Not found", "status": "NOT_FOUND"}})
    time.sleep(world.slow_seconds)
    with lock:
        sent = request.form if "form" in request.headers.get("content-type", "") else request.body
        world.calls.append((request.path, sent))
        if world.fail and not request.path.endswith("/auth"):
            headers = {"Retry-After": world.retry_after} if world.retry_after else {}
            failed = api_error(world.fail.pop(0), "UNAVAILABLE", "Try again later.")
            return Reply(failed.status, failed.body, headers)
        return handler(world, request)


@contextmanager
def google(world: World) -> Iterator[str]:
    """Serve a world, and answer its address."""
    lock = threading.Lock()

    class Connection(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def serve(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("content-length", 0))
            request = Request(
                self.command,
                parts.path,
                dict(parse_qsl(parts.query)),
                {name.lower(): value for name, value in self.headers.items()},
                self.rfile.read(length),
            )
            reply = _answer(world, request, lock)
            content = b"" if reply.body is None else json.dumps(reply.body).encode()
            self.send_response(reply.status)
            headers = {"Content-Type": "application/json", "Content-Length": str(len(content))}
            for name, value in (headers | reply.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = serve  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Connection)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
