"""A real server and a real browser. Whatever a page complains about fails its test."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from serving import Server, serving

Open = Callable[..., Awaitable[Page]]

NAMES = ("chromium", "chromium-browser", "google-chrome")
LAN = "nutritrack.lan"  # plain http with a name: a context that browsers do not trust
# The last list that a browser is given counts, so what Playwright switches off is named here, too.
# The popups of the address bar are pages: half of what a new window costs.
WITHOUT = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
)
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(WITHOUT)}",
    f"--host-resolver-rules=MAP {LAN} 127.0.0.1",
]
PATIENCE = 20_000  # ms; machines may be busy
expect.set_options(timeout=PATIENCE)


def chromium() -> str:
    named = os.environ.get("NUTRITRACK_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "no Chromium: see scripts/install-browser.sh"
    return found


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("w") / "data") as server:
        yield server


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGS)
        yield browser
        await browser.close()


@pytest.fixture
async def visit(server: Server, browser: Browser) -> AsyncIterator[Open]:
    """Opens pages, each as if on a device of its own: phone, language, zone, colours as given."""
    complaints: list[str] = []
    contexts = []

    def note(message: ConsoleMessage) -> None:
        said = f"{message.text} {message.location}"
        # To the browser an answer such as 401 or 422 is an error; here it is a question.
        of_api = said.startswith("Failed to load resource") and "/api/" in said
        # A late picture of a page that is made offline is no mistake of the page.
        offline = "net::ERR_INTERNET_DISCONNECTED" in said
        blocked = "Service Worker registration blocked by Playwright" in said
        wrong = message.type in ("error", "warning")
        if wrong and not (of_api or offline or blocked):
            complaints.append(said)

    async def open_page(path: str = "/", *, host: str = "127.0.0.1", **device: Any) -> Page:
        base = server.url.replace("127.0.0.1", host)
        context = await browser.new_context(
            **{"base_url": base, "locale": "en-GB", "viewport": {"width": 390, "height": 844}}
            | device
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = await context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(path)
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert complaints == []


@pytest.fixture
def lan() -> str:
    return LAN


@pytest.fixture
async def page(visit: Open) -> Page:
    return await visit()
