"""What tests of the coach's screen share: a diary to talk about, asking, and the reply."""

from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.async_api import Locator, Page, expect

from web.helpers import join, post_meal

PERSON = {"age": 34, "sex": "female", "weight": 70, "height": 172, "dailyCalorieGoal": 1900}
# What is known of it says that protein is fine, and iron low (18 mg a day for a woman of 34).
LUNCH = {
    "name": "Chicken and rice",
    "calories": 1500,
    "protein": 90,
    "carbs": 180,
    "fat": 45,
    "fiber": 20,
    "quantity": "1 plate",
    "grams": 900,
    "nutrients": {"iron": 3.2, "sodium": 900},
}


async def diary(page: Page, path: str = "/coach", days: int = 7, **profile: Any) -> dict[str, Any]:
    """An account that has eaten the same lunch on each of the last days, today included."""
    user = await join(page, **PERSON | profile)
    for back in range(days):
        at = datetime.now(UTC) - timedelta(days=back)
        await post_meal(page, LUNCH, date=at.isoformat())
    await page.goto(path)
    await page.locator("#screen h1").wait_for()
    return user


def field(page: Page, name: str = "Your message") -> Locator:
    return page.get_by_role("textbox", name=name)


async def say(page: Page, text: str, name: str = "Your message") -> Locator:
    """Ask, and wait for the whole reply."""
    before = await page.locator(".coach-log .theirs").count()
    await field(page, name).fill(text)
    await field(page, name).press("Enter")
    replies = page.locator(".coach-log .theirs")
    await expect(replies).to_have_count(before + 1)
    return replies.last


async def saved(page: Page, words: str = "All saved") -> None:
    await expect(page.locator(".sync")).to_have_text(words)
