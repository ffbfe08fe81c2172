"""How the built client is served: names, compression, caching."""

import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest

from nutritrack.app import create_app
from nutritrack.config import Settings
from nutritrack.http.static import SCREENS

PAGE = b"<!doctype html><title>NutriTrack</title>"
SCRIPT = b"console.log('a script');" * 20
SMALL = gzip.compress(SCRIPT, mtime=0)
WASM = b"\0asm" * 100
SCRIPT_PATH = "/assets/main-ABC.js"
FOREVER = "public, max-age=31536000, immutable"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A build of a few files, one of them only compressed."""
    (tmp_path / "assets").mkdir()
    for name, content in {"index.html": PAGE, "sw.js": b"//", "assets/main-ABC.js": SCRIPT}.items():
        (tmp_path / name).write_bytes(content)
    for name, content in {"assets/main-ABC.js": SCRIPT, "assets/reader-ABC.wasm": WASM}.items():
        (tmp_path / f"{name}.br").write_bytes(b"as brotli: " + name.encode())
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content, mtime=0))
    (tmp_path / "manifest.webmanifest").write_text("{}")
    (tmp_path / "icon.svg").write_text("<svg/>")
    return tmp_path


@pytest.fixture
async def browser(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx2.AsyncClient]:
    async with visit(folder, monkeypatch) as client:
        yield client


@asynccontextmanager
async def visit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx2.AsyncClient]:
    monkeypatch.setattr("nutritrack.app.STATIC", folder)
    app = create_app(Settings(), db=object())  # type: ignore[arg-type]
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        client.headers["Accept-Encoding"] = "identity"
        yield client


async def raw(client: httpx2.AsyncClient, path: str, accept: str) -> tuple[httpx2.Response, bytes]:
    """An answer, and its body as it was sent."""
    async with client.stream("GET", path, headers={"Accept-Encoding": accept}) as reply:
        return reply, b"".join([part async for part in reply.aiter_raw()])


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.1, gzip;q=1", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("gzip;q=0.000, br; q=0.0", None),
        ("identity", None),
        ("", None),
    ],
)
async def test_the_best_encoding_that_the_client_takes(browser, accept, encoding):
    reply, body = await raw(browser, SCRIPT_PATH, accept)
    assert reply.headers.get("content-encoding") == encoding
    assert reply.headers["vary"] == "Accept-Encoding"
    assert reply.headers["content-length"] == str(len(body))
    expected = {"br": b"as brotli: assets/main-ABC.js", "gzip": SMALL, None: SCRIPT}
    assert body == expected[encoding]


async def test_a_file_kept_only_compressed_is_served_whole_too(browser):
    reply, body = await raw(browser, "/assets/reader-ABC.wasm", "identity")
    assert body == WASM
    assert "content-encoding" not in reply.headers


async def test_a_name_with_a_hash_is_kept_for_ever_and_the_others_are_asked_for(browser):
    assert (await browser.get(SCRIPT_PATH)).headers["cache-control"] == FOREVER
    for path in ("/", "/sw.js", "/manifest.webmanifest", "/icon.svg"):
        assert (await browser.get(path)).headers["cache-control"] == "no-cache"


async def test_what_did_not_change_is_not_sent_again(browser):
    tags = set()
    for accept in ("br", "gzip", "identity"):
        headers = {"Accept-Encoding": accept}
        tag = (await browser.head(SCRIPT_PATH, headers=headers)).headers["etag"]
        tags.add(tag)
        for known in (tag, f'"other", W/{tag}'):
            headers["If-None-Match"] = known
            reply = await browser.get(SCRIPT_PATH, headers=headers)
            assert (reply.status_code, reply.content) == (304, b"")
            assert (reply.headers["etag"], reply.headers["cache-control"]) == (tag, FOREVER)
        headers["If-None-Match"] = '"other"'
        assert (await browser.head(SCRIPT_PATH, headers=headers)).status_code == 200
    assert len(tags) == 3


async def test_head_answers_the_headers_of_get(browser):
    for path in ("/", SCRIPT_PATH):
        get, head = await browser.get(path), await browser.head(path)
        assert dict(head.headers) == dict(get.headers)
        assert head.content == b""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/sw.js", "text/javascript; charset=utf-8"),
        ("/icon.svg", "image/svg+xml"),
        ("/manifest.webmanifest", "application/manifest+json; charset=utf-8"),
        ("/assets/reader-ABC.wasm", "application/wasm"),
    ],
)
async def test_the_type_of_a_file(browser, path, kind):
    assert (await browser.get(path)).headers["content-type"] == kind


async def test_every_screen_is_the_page(browser):
    for screen in SCREENS:
        reply = await browser.get(f"{screen}2026-11-22" if screen[1:].endswith("/") else screen)
        assert (reply.status_code, reply.content) == (200, PAGE), screen
    assert (await browser.get("/add?title=Soup&text=&url=")).content == PAGE


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/assets",
        "/assets/",
        "/assets/main-OLD.js",
        "/assets/main-ABC.js.br",
        "/add/",
        "/adder",
        "/assets/%2e%2e/index.html",
        "/%2e%2e/%2e%2e/app.py",
        "/..%2f..%2fapp.py",
        "//etc/passwd",
        "/%00",
        "/api/nothing",
    ],
)
async def test_other_paths_are_not_found(browser, path):
    reply = await browser.get(path)
    assert (reply.status_code, reply.json()["code"]) == (404, "NotFound")


async def test_files_are_only_read(browser):
    for path in ("/", SCRIPT_PATH, "/nothing"):
        reply = await browser.post(path)
        assert (reply.status_code, reply.json()["code"]) == (405, "MethodNotAllowed")
        assert reply.headers["allow"] == "GET, HEAD"


async def test_without_a_build_the_page_says_what_to_run(tmp_path, monkeypatch):
    async with visit(tmp_path / "none", monkeypatch) as client:
        for path in ("/", "/add"):
            reply = await client.get(path)
            assert reply.status_code == 503
            assert "make web" in reply.text
        assert (await client.get("/icon.svg")).status_code == 404
        assert (await client.get("/api/docs")).status_code == 200
