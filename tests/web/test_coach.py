"""The Coach screen before there is an answer: what is typed, kept and sent."""

import pytest
from playwright.async_api import expect

from web.helpers import axe, join, log_in, open_app, overflow

OFFLINE = "You are offline"
KEPT = "What you typed stays on this device"
LIMIT = 50_000


@pytest.fixture
async def page(visit):
    """Without a service worker: while one starts, Chromium may send requests past `page.route`."""
    return await visit(service_workers="block")


def field(page, name="Your message"):
    return page.get_by_role("textbox", name=name)


def notice(page):
    return page.locator("#screen").get_by_role("alert")


def questions(page):
    """The questions that this page tries to send."""
    found = []
    page.on("request", lambda each: found.append(each) if each.url.endswith("/api/chat") else None)
    return found


async def cut_off(page):
    """No request reaches the server. (That every screen opens offline is tested elsewhere.)"""
    await page.route("**/api/**", lambda route: route.abort())


async def offline_coach(page, **profile):
    """The screen as it opens where there is no network."""
    user = await join(page, **profile)
    await cut_off(page)
    await page.get_by_role("link", name="Coach").click()
    await expect(notice(page)).to_be_visible()
    return user


async def test_without_a_network_it_says_so_and_keeps_what_was_typed(page):
    await offline_coach(page)
    await expect(page).to_have_title("Coach – NutriTrack")
    await expect(notice(page)).to_contain_text(OFFLINE)
    await expect(page.get_by_role("heading", name="Ask about your diary")).to_be_visible()
    await field(page).fill("Are you there?")
    await field(page).press("Enter")
    await expect(notice(page)).to_contain_text(KEPT)
    await expect(field(page)).to_have_value("Are you there?")
    await expect(field(page)).to_be_editable()
    await expect(field(page)).to_be_focused()


async def test_what_could_not_be_read_is_read_when_the_network_is_back(page):
    await offline_coach(page)
    await expect(notice(page)).to_contain_text(OFFLINE)
    async with page.expect_response("**/api/chat/*"):
        await page.unroute_all()
    await expect(page.get_by_text(OFFLINE)).to_have_count(0)


async def test_a_draft_outlives_a_reload_and_other_screens(page):
    await join(page, "/coach")
    await field(page).fill("Two lines,\nnot sent")
    await page.reload()
    await expect(field(page)).to_have_value("Two lines,\nnot sent")
    await page.get_by_role("link", name="Today").click()
    await expect(page.get_by_role("heading", name="Today")).to_be_visible()
    await page.get_by_role("link", name="Coach").click()
    await expect(field(page)).to_have_value("Two lines,\nnot sent")


async def test_a_draft_is_shown_to_nobody_else(page):
    await join(page, "/coach")
    await field(page).fill("This is mine")
    await page.evaluate("fetch('/api/auth/logout', { method: 'POST' })")
    somebody = await log_in(page, "the-next-one@example.com", name="Else")
    async with page.expect_response(f"**/api/chat/{somebody['_id']}*"):
        await open_app(page, "/coach")
    await expect(field(page)).to_have_value("")


async def test_the_same_text_is_the_same_message_also_after_a_reload(page):
    """So that a question that arrived, though its answer was lost, is stored once."""
    await offline_coach(page)
    asked = questions(page)
    await field(page).fill("How was my day?")
    await field(page).press("Enter")
    await expect(notice(page)).to_contain_text(KEPT)
    async with page.expect_request("**/api/chat"):
        await page.get_by_role("button", name="Try again").click()
    await expect(notice(page)).to_contain_text(KEPT)
    await page.reload()
    await expect(field(page)).to_have_value("How was my day?")
    async with page.expect_request("**/api/chat"):
        await field(page).press("Enter")
    await expect(field(page)).to_have_value("How was my day?")
    await field(page).fill("How was my week?")
    async with page.expect_request("**/api/chat"):
        await field(page).press("Enter")
    bodies = [each.post_data_json for each in asked]
    same, again, reloaded, other = (body["_id"] for body in bodies)
    assert same == again == reloaded != other
    assert [body["content"] for body in bodies] == ["How was my day?"] * 3 + ["How was my week?"]
    assert set(bodies[0]) == {"_id", "content"}
    assert await asked[-1].header_value("Accept") == "text/event-stream"


async def test_enter_sends_and_shift_enter_begins_a_line(page):
    await offline_coach(page)
    asked = questions(page)
    await field(page).focus()
    heights = []
    for _ in range(7):
        box = await field(page).bounding_box()
        heights.append(box["height"])
        await page.keyboard.type("line")
        await page.keyboard.press("Shift+Enter")
    assert heights == sorted(heights)
    assert heights[0] < heights[4] == heights[5] == heights[6]  # five lines at most
    await field(page).evaluate(COMPOSING)
    assert asked == []
    async with page.expect_request("**/api/chat") as question:
        await page.keyboard.press("Enter")
    request = await question.value
    assert request.post_data_json["content"] == "\n".join(["line"] * 7)


# An Enter that only chooses a word of an input method.
COMPOSING = """(field) => field.dispatchEvent(
  new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true })
)"""


async def test_nothing_and_too_much_are_not_sent_but_explained(page):
    await join(page, "/coach")
    asked = questions(page)
    await field(page).fill("  \n ")
    await field(page).press("Enter")
    await expect(field(page)).to_have_accessible_description("Write a question first.")

    await field(page).fill("😀" * (LIMIT - 1))
    await expect(field(page)).to_have_accessible_description("1 more character fits.")
    await expect(field(page)).to_have_attribute("aria-invalid", "false")
    await field(page).fill("x" * (LIMIT + 1200))
    await expect(field(page)).to_have_attribute("aria-invalid", "true")
    await expect(field(page)).to_have_accessible_description(
        "A message has room for 50,000 characters. "
        "Shorten this one by 1,200 characters, or send it in parts."
    )
    await field(page).press("Enter")
    await page.get_by_role("button", name="Send").click()
    await expect(field(page)).to_be_focused()
    assert asked == []


async def test_it_works_on_plain_http(visit, lan):
    page = await visit(host=lan)
    await join(page, "/coach")
    await expect(field(page)).to_be_visible()
    await cut_off(page)
    await field(page).fill("How was my day?")
    async with page.expect_request("**/api/chat"):
        await field(page).press("Enter")
    await expect(notice(page)).to_contain_text(KEPT)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_can_be_used_by_everybody(visit, scheme):
    page = await visit(color_scheme=scheme, viewport={"width": 320, "height": 640})
    async with page.expect_response("**/api/chat/*"):
        await join(page, "/coach")
    await expect(page.locator(".loading")).to_have_count(0)
    assert await axe(page) == []
    await field(page).fill("x" * (LIMIT + 1))
    await expect(field(page)).to_have_attribute("aria-invalid", "true")
    assert await axe(page) == []
    assert await overflow(page) == 0
    await cut_off(page)
    await page.reload()
    await expect(notice(page)).to_contain_text(OFFLINE)
    assert await axe(page) == []
    assert await overflow(page) == 0


async def test_it_is_used_by_the_keyboard_alone(page):
    await offline_coach(page)
    await page.locator("#screen").focus()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Try again")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(field(page)).to_be_focused()
    await page.keyboard.type("Hello")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Send")).to_be_focused()
    async with page.expect_request("**/api/chat"):
        await page.keyboard.press("Enter")
    await expect(field(page)).to_be_focused()


async def test_it_speaks_german(page):
    await offline_coach(page, locale="de-DE")
    await expect(notice(page)).to_contain_text("Du bist offline")
    await field(page, "Deine Nachricht").fill("Wie war mein Tag?")
    await page.get_by_role("button", name="Senden").click()
    await expect(notice(page)).to_contain_text("bleibt auf diesem Gerät")
