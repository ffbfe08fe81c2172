"""What one device logs, the others show within a second."""

from playwright.async_api import expect

from web.helpers import FOOD, join, log_in, open_app, post_meal

TABS = 9


async def listening(page, requests):
    """Wait until a stream of this browser is open."""
    for _ in range(400):
        if requests:
            return
        await page.wait_for_timeout(50)
    raise AssertionError("no tab opened a stream")


async def test_another_device_shows_a_meal_and_its_end(visit):
    phone, desk = await visit(), await visit(viewport={"width": 1280, "height": 800})
    user = await join(phone)
    await log_in(desk, user["email"])
    async with desk.expect_response("**/api/events/*"):
        await open_app(desk)
    await desk.wait_for_load_state()
    await post_meal(phone, FOOD)
    await expect(desk.get_by_role("article")).to_contain_text("Chicken Tikka Masala")
    await expect(desk.locator(".ring-text")).to_have_text("1,550 kcal left")
    await phone.reload()
    await phone.get_by_role("button", name="More for").click()
    await phone.get_by_role("menuitem", name="Delete").click()
    await expect(desk.get_by_role("article")).to_have_count(0)


async def test_nine_tabs_share_one_stream(page):
    await join(page)
    streams = []
    page.context.on("request", lambda each: streams.append(each) if "/events/" in each.url else 0)
    tabs = [await page.context.new_page() for _ in range(TABS - 1)]
    for tab in tabs:
        await tab.goto("/")
        await tab.locator("#screen h1").wait_for()
    await page.reload()  # its stream goes to another tab
    await page.locator("#screen h1").wait_for()
    await listening(page, streams)
    await post_meal(page, FOOD)
    for tab in [page, *tabs]:
        await expect(tab.get_by_role("article")).to_contain_text("Chicken Tikka Masala")
    assert len(streams) <= 2


async def test_what_happened_while_nobody_listened_is_caught_up(visit):
    page, other = await visit(), await visit()
    user = await join(page)
    await log_in(other, user["email"])
    await expect(page.locator(".sync")).to_have_text("All saved")
    await page.context.set_offline(True)
    await post_meal(other, FOOD)
    await page.context.set_offline(False)
    await expect(page.get_by_role("article")).to_contain_text("Chicken Tikka Masala")
