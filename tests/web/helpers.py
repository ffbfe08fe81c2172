"""What browser tests do again and again."""

import asyncio
import secrets
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSWORD = "a password of the tests"


async def join(page: Page, path: str = "/", **profile: Any) -> dict[str, Any]:
    """Make an account through the API, with its cookie in this browser, and open the app."""
    email = f"{secrets.token_hex(6)}@example.com"
    user = await log_in(page, email, **{"name": "Robin", **profile})
    await open_app(page, path)
    return user


async def open_app(page: Page, path: str = "/") -> None:
    await page.goto(path)
    await page.locator("#screen h1").wait_for()


async def log_in(page: Page, email: str, **profile: Any) -> dict[str, Any]:
    """Sign this browser in, or up when the e-mail is new; answers the user."""
    sent = {"email": email, "password": PASSWORD, **profile}
    answer = await page.evaluate(LOG_IN, sent)
    assert "user" in answer, answer
    user: dict[str, Any] = answer["user"]
    return user


LOG_IN = """async (sent) => {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(sent);
  return (await fetch("/api/auth/login", { method: "POST", headers, body })).json();
}"""


async def ask(page: Page, path: str, **options: Any) -> Any:
    """What the API answers this browser, past the page and its storage."""
    reply = await page.context.request.get(f"/api/{path}", **options)
    assert reply.ok, await reply.text()
    return await reply.json()


async def post_meal(page: Page, *foods: dict[str, Any], **meal: Any) -> dict[str, Any]:
    """Log a meal through the API, as another device would."""
    body = {"mealType": "lunch", "foods": list(foods or [FOOD]), **meal}
    origin = page.url.split("/", 3)
    headers = {"Origin": "/".join(origin[:3])}
    reply = await page.context.request.post("/api/meals", data=body, headers=headers)
    assert reply.ok, await reply.text()
    logged: dict[str, Any] = await reply.json()
    return logged


FOOD = {
    "name": "Chicken Tikka Masala",
    "calories": 450.4,
    "protein": 35,
    "carbs": 28,
    "fat": 18,
    "quantity": "300 g",
    "grams": 300,
}


async def axe(page: Page) -> list[str]:
    """What is not accessible on the screen, in words; empty when all is well."""
    # A screen that is fading in has other colours than the one people read.
    await page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished))")
    found = await Axe().run(page, options={"runOnly": RULES})
    return [
        f"{each['id']}: {node['html']} {node['failureSummary']}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]


async def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window, once it has settled."""
    wide: int = 0
    for _ in range(20):
        wide = await page.evaluate(WIDER)
        if wide <= 0:
            break
        await asyncio.sleep(0.1)
    return wide


WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
