"""Serves the built web client from memory, compressed as it was built.

Only names that were there at the start are answered, so no path leads out of the folder.
"""

import gzip
import hashlib
import re
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

# The screens of the client. Each is the same page, which looks at its own address; one that ends
# in a slash stands for everything below it.
SCREENS = (
    "/",
    "/add",
    "/coach",
    "/day/",
    "/food",
    "/food/",
    "/history",
    "/progress",
    "/report/",
    "/scan",
    "/settings",
    "/sign-in",
    "/sources",
    "/targets",
    "/week",
    "/welcome",
)
BELOW = tuple(screen for screen in SCREENS[1:] if screen.endswith("/"))
PAGE = "/index.html"
NOT_BUILT = "The web client was not built. Run `make web`, then start the server again.\n"

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json; charset=utf-8",
}
COPIES = {".br": "br", ".gz": "gzip"}  # the best first
AS_IT_IS = ""
REFUSED = re.compile(r"q=0(\.0*)?")
# The name of an asset holds its hash: another content has another name.
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


class File:
    """A built file and its compressed copies, by the name of their encoding."""

    def __init__(self, name: str, copies: dict[str, bytes]) -> None:
        self.kind = TYPES[Path(name).suffix]
        self.caching = FOREVER if name.startswith("/assets/") else ASK_AGAIN
        self.copies = copies
        self.hash = hashlib.sha256(next(iter(copies.values()))).hexdigest()[:32]

    def answer(self, method: str, headers: Headers) -> Response:
        wanted = _accepted(headers.get("accept-encoding", ""))
        encoding = next((each for each in self.copies if each in wanted), AS_IT_IS)
        tag = f'"{self.hash}{encoding}"'
        about = {"Cache-Control": self.caching, "ETag": tag, "Vary": "Accept-Encoding"}
        if tag in headers.get("if-none-match", ""):
            return Response(status_code=304, headers=about)
        content = self._content(encoding)
        about |= {"Content-Type": self.kind, "Content-Length": str(len(content))}
        if encoding:
            about["Content-Encoding"] = encoding
        return Response(b"" if method == "HEAD" else content, headers=about)

    def _content(self, encoding: str) -> bytes:
        """A large file is kept only compressed: hardly anybody asks for it otherwise."""
        if encoding in self.copies:
            return self.copies[encoding]
        return gzip.decompress(self.copies["gzip"])


class ClientFiles:
    """The files of a folder, as they were when the server started."""

    def __init__(self, folder: Path) -> None:
        self.files = {name: File(name, copies) for name, copies in _read(folder).items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        response = self._answer(scope["path"], scope["method"], Headers(scope=scope))
        await response(scope, receive, send)

    def _answer(self, path: str, method: str, headers: Headers) -> Response:
        if path in SCREENS or path.startswith(BELOW):
            path = PAGE
            if path not in self.files:
                return PlainTextResponse(NOT_BUILT, 503)
        if path not in self.files:
            raise HTTPException(404)
        return self.files[path].answer(method, headers)


def _read(folder: Path) -> dict[str, dict[str, bytes]]:
    """The copies of every built file, by its path on the server, the best copy first."""
    files: dict[str, dict[str, bytes]] = {}
    for suffix, encoding in COPIES.items():
        for path in folder.rglob(f"*{suffix}"):
            name = f"/{path.relative_to(folder).as_posix()}".removesuffix(suffix)
            files.setdefault(name, {})[encoding] = path.read_bytes()
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix not in COPIES:
            name = f"/{path.relative_to(folder).as_posix()}"
            files.setdefault(name, {})[AS_IT_IS] = path.read_bytes()
    return files


def _accepted(header: str) -> set[str]:
    """The encodings that a client takes. With a weight of zero it refuses one."""
    names = set()
    for part in header.replace(" ", "").lower().split(","):
        name, *parameters = part.split(";")
        if not any(map(REFUSED.fullmatch, parameters)):
            names.add(name)
    return names
