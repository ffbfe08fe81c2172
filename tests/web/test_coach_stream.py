"""A conversation that is broken off: stopped, tried again, reloaded; and one on two devices."""

import asyncio

from playwright.async_api import expect

from web.coaching import diary, field, say
from web.helpers import ask, join, log_in, open_app

SLOW = "Plan 7 days of meals for me"  # the server computes for some seconds


def replies(page):
    return page.locator(".coach-log .theirs")


def questions(page):
    return page.locator(".mine:not(.sending)")


async def begin(page, text=SLOW):
    """Ask, and go on as soon as the question is stored."""
    await field(page).fill(text)
    await field(page).press("Enter")
    await expect(questions(page)).to_have_count(1)


async def stored(page, user):
    return [each["role"] for each in await ask(page, f"chat/{user['_id']}")]


async def test_a_reply_is_stopped_and_asked_for_again(page):
    user = await diary(page, days=1)
    await begin(page)
    await page.get_by_role("button", name="Stop the reply").click()
    notice = page.locator("#screen").get_by_role("alert")
    await expect(notice).to_contain_text("You stopped the reply.")
    await expect(page.get_by_role("button", name="Send")).to_be_visible()
    assert await stored(page, user) == ["user"]
    await notice.get_by_role("button", name="Try again").click()
    await expect(replies(page)).to_have_count(1)
    await expect(replies(page)).to_contain_text("Day 7")
    await expect(notice).to_have_count(0)
    assert await stored(page, user) == ["user", "assistant"]


async def test_a_reload_in_the_middle_of_a_reply_loses_nothing(page):
    user = await diary(page, days=1)
    await begin(page)
    await page.reload()
    await expect(questions(page)).to_contain_text(SLOW)
    await expect(replies(page)).to_have_count(1)
    assert await stored(page, user) == ["user", "assistant"]
    await page.reload()
    await expect(replies(page)).to_have_count(1)
    await expect(page.get_by_text("There is no reply yet.")).to_have_count(0)


async def test_a_connection_that_breaks_in_the_middle_is_said_and_mended(page):
    await diary(page, days=1)
    await page.route("**/api/chat", lambda route: route.abort())
    await field(page).fill("How was my day?")
    await field(page).press("Enter")
    await expect(page.locator("#screen").get_by_role("alert")).to_contain_text("stays on this")
    await page.unroute_all()
    await page.get_by_role("button", name="Try again").click()
    await expect(replies(page)).to_have_count(1)
    await expect(questions(page)).to_have_count(1)
    await expect(field(page)).to_have_value("")


async def test_what_was_stopped_has_an_end_after_a_reload_too(page):
    user = await diary(page, days=1)
    await begin(page)
    await page.get_by_role("button", name="Stop the reply").click()
    await page.reload()
    await page.get_by_role("button", name="Ask again").click()
    await expect(replies(page)).to_have_count(1)
    assert await stored(page, user) == ["user", "assistant"]


async def test_two_devices_see_the_same_conversation(visit):
    phone, desk = await visit(), await visit(viewport={"width": 1280, "height": 900})
    user = await join(phone, "/coach")
    await log_in(desk, user["email"])
    await open_app(desk, "/coach")
    await say(phone, "How was my day?")
    await expect(replies(desk)).to_have_count(1)
    await say(desk, "Suggest a workout for 30 minutes")
    await expect(replies(phone)).to_have_count(2)
    said = await phone.locator(".coach-log .bubble").all_inner_texts()
    assert said == await desk.locator(".coach-log .bubble").all_inner_texts()
    await phone.get_by_role("button", name="Clear conversation").click()
    await phone.get_by_role("dialog").get_by_role("button", name="Clear conversation").click()
    await expect(desk.get_by_role("heading", name="Ask about your diary")).to_be_visible()
    await expect(replies(desk)).to_have_count(0)


async def test_both_devices_ask_at_once_and_both_get_their_reply(visit):
    phone, desk = await visit(), await visit()
    user = await join(phone, "/coach")
    await log_in(desk, user["email"])
    await open_app(desk, "/coach")
    await field(phone).fill("How was my day?")
    await field(desk).fill("How was my week?")
    await asyncio.gather(field(phone).press("Enter"), field(desk).press("Enter"))
    for page in (phone, desk):
        await expect(questions(page)).to_have_count(2)
        await expect(replies(page)).to_have_count(2)
        await expect(page.locator("#screen").get_by_role("alert")).to_have_count(0)
