"""Takes the pictures of the README: today on a phone, and on a desk at night.

Run it as `.venv/bin/python scripts/screenshots.py` after the page has changed.
"""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import APIRequestContext, Browser, async_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from serving import serving  # noqa: E402

IMAGES = ROOT / "docs" / "images"
EMAIL = "demo@nutritrack.example"
DEVICES: dict[str, dict[str, Any]] = {
    "today-phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "color_scheme": "light",
    },
    "today-desktop-dark": {
        "viewport": {"width": 1280, "height": 800},
        "color_scheme": "dark",
    },
}

Food = tuple[str, str, float, float, float, float]  # name, quantity, kcal, protein, carbs, fat
TODAY: list[tuple[str, str, list[Food]]] = [
    (
        "breakfast",
        "07:50",
        [
            ("Greek Yogurt", "200 g", 146, 20, 7.8, 3.8),
            ("Blueberries", "100 g", 57, 0.7, 14.5, 0.3),
        ],
    ),
    (
        "lunch",
        "12:35",
        [
            ("Chicken Tikka Masala", "1 serving", 450, 35, 28, 18),
            ("Basmati Rice", "1 cup", 200, 4, 45, 0.5),
        ],
    ),
    (
        "snack",
        "16:10",
        [("Apple", "1 medium", 94, 0.5, 24.9, 0.3), ("Almonds", "20 g", 116, 4.2, 4.3, 10)],
    ),
]


async def main() -> None:
    chromium = os.environ.get("NUTRITRACK_CHROMIUM") or shutil.which("chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="nt") as folder:
        data = Path(folder) / "data"
        password = fill(data)
        with serving(data) as server:
            async with async_playwright() as playwright:
                args = ["--no-sandbox", "--disable-gpu"]
                browser = await playwright.chromium.launch(executable_path=chromium, args=args)
                for name, device in DEVICES.items():
                    await take(browser, server.url, password, name, device)
                await browser.close()


def fill(data: Path) -> str:
    """Make the demo account, and answer its password."""
    made = subprocess.run(
        [sys.executable, "-m", "nutritrack", "demo", "--email", EMAIL],
        env=os.environ | {"NUTRITRACK_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        check=True,
    )
    return re.search(r"password (\S+)", made.stdout)[1]  # type: ignore[index]


async def take(
    browser: Browser, url: str, password: str, name: str, device: dict[str, Any]
) -> None:
    context = await browser.new_context(base_url=url, locale="en-GB", bypass_csp=True, **device)
    await eat(context.request, password)
    page = await context.new_page()
    await page.goto("/")
    await page.get_by_role("heading", name="Today").wait_for()
    # The page takes the font of the system; that of a server is no pretty one.
    await page.add_style_tag(content="body { font-family: 'Liberation Sans', sans-serif }")
    await page.wait_for_timeout(1000)  # until the ring has grown
    path = IMAGES / f"{name}.png"
    await page.screenshot(path=path)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")
    await context.close()


async def eat(api: APIRequestContext, password: str) -> None:
    """Give today the same meals, at whatever time of the day this runs."""
    reply = await api.post("/api/auth/login", data={"email": EMAIL, "password": password})
    answer = await reply.json()
    user, auth = answer["user"], {"Authorization": f"Bearer {answer['token']}"}
    today = (await (await api.get(f"/api/analytics/{user['_id']}/weekly")).json())["to"]
    meals = f"/api/meals/{user['_id']}"
    for meal in await (await api.get(f"{meals}?from={today}&to={today}")).json():
        await api.delete(f"{meals}/{meal['_id']}", headers=auth)
    for meal_type, time, foods in TODAY:
        body = {
            "mealType": meal_type,
            "date": f"{today}T{time}:00Z",
            "foods": list(map(show, foods)),
        }
        reply = await api.post("/api/meals", data=body, headers=auth)
        assert reply.status == 201, await reply.text()


def show(food: Food) -> dict[str, Any]:
    return dict(zip(("name", "quantity", "calories", "protein", "carbs", "fat"), food, strict=True))


if __name__ == "__main__":
    asyncio.run(main())
