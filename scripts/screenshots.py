"""Takes a picture of every screen, light and dark, on a phone and on a desk: `make screenshots`.

All go to `screenshots/`, which git does not keep; the two of the README to `docs/images/`.
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

EMAIL = "demo@nutritrack.example"
SCREENS = (
    "/",
    "/add",
    "/scan",
    "/food/new",
    "/history",
    "/week",
    "/sources",
    "/targets",
    "/progress",
    "/coach",
    "/settings",
    "/welcome",
)
DEVICES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
OF_THE_README = {"today-phone-light": "today-phone", "today-desktop-dark": "today-desktop-dark"}

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
    with tempfile.TemporaryDirectory(prefix="nt") as folder:
        data = Path(folder) / "data"
        password = fill(data)
        with serving(data) as server:
            async with async_playwright() as playwright:
                args = ["--no-sandbox", "--disable-gpu"]
                browser = await playwright.chromium.launch(executable_path=chromium, args=args)
                for device, options in DEVICES.items():
                    for theme in ("light", "dark"):
                        options = {**options, "base_url": server.url, "color_scheme": theme}
                        await take_all(browser, password, f"{device}-{theme}", options)
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


async def take_all(browser: Browser, password: str, name: str, device: dict[str, Any]) -> None:
    context = await browser.new_context(locale="en-GB", bypass_csp=True, **device)
    page = await context.new_page()
    await page.goto("/")
    await page.locator("h1").wait_for()
    await shoot(page, f"sign-in-{name}")
    await eat(context.request, password)
    for screen in SCREENS:
        await page.goto(screen)
        await page.locator("#screen h1").wait_for()
        await shoot(page, f"{screen.strip('/').replace('/', '-') or 'today'}-{name}")
    await context.close()


async def shoot(page: Any, name: str) -> None:
    # The page takes the font of the system; that of a server is no pretty one.
    await page.add_style_tag(content="body { font-family: 'Liberation Sans', sans-serif }")
    await page.wait_for_timeout(1000)  # until what moves has come to rest
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    await page.screenshot(path=folder / f"{name}.png")
    if name in OF_THE_README:
        shutil.copy(folder / f"{name}.png", ROOT / "docs" / "images" / f"{OF_THE_README[name]}.png")
    print(f"screenshots/{name}.png")


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
