"""An OpenAI-compatible endpoint over real HTTP on loopback that says what a test tells it to."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# What a test plays: it gets the request and answers the pieces of a reply.
Play = Callable[[dict[str, Any]], Iterator[dict[str, Any] | bytes]]


def said(text: str) -> Iterator[dict[str, Any]]:
    """A reply in pieces."""
    for at in range(0, len(text), 7):
        yield {"content": text[at : at + 7]}


def called(name: str, **arguments: object) -> Iterator[dict[str, Any]]:
    """A call of a tool."""
    function = {"name": name, "arguments": json.dumps(arguments)}
    yield {"tool_calls": [{"index": 0, "id": "call_1", "type": "function", "function": function}]}


class Endpoint(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.play: Play = lambda _: said("Hello.")
        self.status = 200
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        self.server.keys.append(self.headers.get("Authorization"))
        self.send_response(self.server.status)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.server.status != 200:
            return
        try:
            tools = False
            for piece in self.server.play(body):
                if isinstance(piece, bytes):
                    self.wfile.write(piece)
                    continue
                tools = tools or "tool_calls" in piece
                self._event(piece, None)
            self._event({}, "tool_calls" if tools else "stop")
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            pass  # the client hung up

    def _event(self, delta: dict[str, Any], reason: str | None) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": reason}
        chunk = {
            "id": "1",
            "object": "chat.completion.chunk",
            "created": int(time.time()),
            "model": "scripted",
            "choices": [choice],
        }
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
