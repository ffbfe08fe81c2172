"""Weighing in: two taps, in the person's unit, without a network, on several devices."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from web.helpers import FOOD, ask, axe, join, log_in, open_app, overflow

POUND = 0.45359237
WORKER_READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller)"
COUNT_TAPS = "window.taps = 0; addEventListener('click', () => { window.taps += 1; }, true);"


async def post_weight(page, weight: float, unit: str = "kg", **fields) -> dict:
    """Log a weighing through the API, as another device would."""
    at = datetime.now(UTC) - timedelta(days=fields.pop("ago", 1))
    body = {"weight": weight, "unit": unit, "at": at.isoformat()} | fields
    reply = await page.context.request.post("/api/weights", data=body, headers=origin(page))
    assert reply.ok, await reply.text()
    return await reply.json()


def origin(page) -> dict[str, str]:
    return {"Origin": "/".join(page.url.split("/", 3)[:3])}


async def stored(page, user) -> list[dict]:
    return await ask(page, f"weights/{user['_id']}")


def button(page):
    return page.get_by_role("button", name=re.compile("^Weigh in"))


def sheet(page):
    return page.get_by_role("dialog", name=re.compile("Weigh in|Change this weighing"))


def sync(page):
    return page.locator(".sync")


def toast(page):
    return page.locator(".toast")


async def save(page) -> None:
    await sheet(page).get_by_role("button", name=re.compile("^Save ")).click()
    await expect(sheet(page)).to_be_hidden()


async def weigh(page, typed: str) -> None:
    await button(page).click()
    await sheet(page).get_by_label("Weight").fill(typed)
    await save(page)


async def with_weight(page, **profile) -> dict:
    """Somebody who weighed 77.4 kg yesterday."""
    user = await join(page, units="metric", **profile)
    await post_weight(page, 77.4)
    await open_app(page)
    await expect(button(page)).to_contain_text("77.4 kg · Yesterday")
    return user


async def test_the_same_weight_again_takes_two_taps(page):
    user = await with_weight(page)
    await page.evaluate(COUNT_TAPS)
    await button(page).click()
    await save(page)
    assert await page.evaluate("window.taps") == 2
    await expect(button(page)).to_contain_text("77.4 kg · Today")
    await expect(sync(page)).to_have_text("All saved")
    new, old = await stored(page, user)
    assert (new["weight"], new["unit"], old["weight"]) == (77.4, "kg", 77.4)
    assert datetime.now(UTC) - datetime.fromisoformat(new["at"]) < timedelta(minutes=2)


async def test_a_nudge_is_a_tenth_and_undo_takes_it_back(page):
    user = await with_weight(page)
    await button(page).click()
    less = sheet(page).get_by_role("button", name="A tenth less")
    for _ in range(5):
        await less.click()
    await sheet(page).get_by_role("button", name="A tenth more").click()
    await expect(sheet(page).get_by_label("Weight")).to_have_value("77")
    await save(page)
    await expect(toast(page)).to_contain_text("77.0 kg saved")
    await expect(sync(page)).to_have_text("All saved")
    assert (await stored(page, user))[0]["weight"] == 77
    await toast(page).get_by_role("button", name="Undo").click()
    await expect(button(page)).to_contain_text("77.4 kg · Yesterday")
    await expect(sync(page)).to_have_text("All saved")
    assert [each["weight"] for each in await stored(page, user)] == [77.4]


async def test_what_no_body_weighs_is_not_saved(page):
    user = await with_weight(page)
    await button(page).click()
    for typed in ("7", "7740", "", "abc"):
        await sheet(page).get_by_label("Weight").fill(typed)
        await sheet(page).get_by_role("button", name="Save").click()
        await expect(sheet(page).get_by_role("alert")).to_have_text(
            "Please write a weight from 20.0 kg to 500.0 kg."
        )
    await sheet(page).get_by_label("Weight").fill("90")
    await expect(sheet(page)).to_contain_text("far from the last one, 77.4 kg")
    await page.keyboard.press("Escape")
    await expect(sheet(page)).to_be_hidden()
    assert len(await stored(page, user)) == 1


async def test_without_a_network_it_waits_and_is_sent_once(page):
    user = await with_weight(page)
    await page.wait_for_function(WORKER_READY)
    await page.context.set_offline(True)
    await page.reload()
    await weigh(page, "76,9")
    await expect(sync(page)).to_have_text("Offline, 1 waiting")
    await expect(button(page)).to_contain_text("76.9 kg · Today")
    await page.reload()
    await expect(button(page)).to_contain_text("76.9 kg · Today")
    await page.goto("/settings#waiting")
    await expect(page.get_by_text("Weighing: 76.9 kg")).to_be_visible()
    assert len(await stored(page, user)) == 1
    sent = []
    page.on("request", lambda each: sent.append(each) if each.method == "PUT" else None)
    await page.context.set_offline(False)
    await expect(sync(page)).to_have_text("All saved")
    assert len(sent) == 1
    assert [each["weight"] for each in await stored(page, user)] == [76.9, 77.4]


async def test_a_weighing_whose_answer_was_lost_is_made_once(page):
    user = await with_weight(page)
    tries = 0

    async def lose_the_answer(route):
        nonlocal tries
        tries += 1
        if tries == 1:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/api/weights/*/*", lose_the_answer)
    await weigh(page, "77.1")
    await expect(sync(page)).to_have_text("All saved")
    assert tries >= 2
    assert [each["weight"] for each in await stored(page, user)] == [77.1, 77.4]


async def test_another_device_shows_it(visit):
    phone, desk = await visit(), await visit(viewport={"width": 1280, "height": 800})
    user = await with_weight(phone)
    await log_in(desk, user["email"])
    async with desk.expect_response("**/api/events/*"):
        await open_app(desk)
    await expect(button(desk)).to_contain_text("77.4 kg · Yesterday")
    await weigh(phone, "76.8")
    await expect(button(desk)).to_contain_text("76.8 kg · Today")
    await toast(phone).get_by_role("button", name="Undo").click()
    await expect(button(desk)).to_contain_text("77.4 kg · Yesterday")


async def test_pounds_are_kept_as_pounds(page):
    user = await join(page, units="imperial")
    await post_weight(page, 170.6, "lb")
    await open_app(page)
    await expect(button(page)).to_contain_text("170.6 lb · Yesterday")
    await button(page).click()
    await sheet(page).get_by_role("button", name="A tenth less").click()
    await save(page)
    await expect(sync(page)).to_have_text("All saved")
    new = (await stored(page, user))[0]
    assert (new["weight"], new["unit"]) == (170.5, "lb")
    assert new["kilograms"] == pytest.approx(170.5 * POUND, abs=1e-4)


async def test_stones_are_stones_and_pounds(page):
    user = await join(page, units="imperial", weight=77.4)
    await open_app(page)
    await expect(button(page)).to_contain_text("170.6 lb")
    await button(page).click()
    await sheet(page).get_by_role("button", name="Stones and pounds").click()
    stones, pounds = await sheet(page).get_by_label("Weight").all()
    await expect(stones).to_have_value("12")
    await expect(pounds).to_have_value("2.6")
    await stones.fill("11")
    await pounds.fill("13.9")
    await sheet(page).get_by_role("button", name="A tenth more").click()
    await expect(stones).to_have_value("12")  # 14 pounds are a stone
    await expect(pounds).to_have_value("0")
    await pounds.fill("3.5")
    await save(page)
    await expect(button(page)).to_contain_text("12 st 3.5 lb · Today")
    await expect(sync(page)).to_have_text("All saved")
    (new,) = await stored(page, user)
    assert new["unit"] == "st"
    assert new["kilograms"] == pytest.approx((12 * 14 + 3.5) * POUND, abs=1e-4)
    # The next one is asked for in stones again, on every device.
    await open_app(page)
    await button(page).click()
    await expect(sheet(page).get_by_label("Weight")).to_have_count(2)


async def test_a_day_is_marked_also_without_a_network(page):
    user = await join(page)
    today = (await ask(page, f"analytics/{user['_id']}/daily"))["date"]
    whole = page.get_by_role("button", name="All is here")
    missing = page.get_by_role("button", name="Something is missing")
    await whole.click()
    await expect(whole).to_have_attribute("aria-pressed", "true")
    await expect(sync(page)).to_have_text("All saved")
    assert [each["mark"] for each in await ask(page, f"days/{user['_id']}")] == ["complete"]
    await page.context.set_offline(True)
    await missing.click()
    await expect(missing).to_have_attribute("aria-pressed", "true")
    await expect(sync(page)).to_have_text("Offline, 1 waiting")
    # Another device says something else meanwhile: the last word counts.
    await page.context.request.put(
        f"/api/days/{user['_id']}/{today}", data={"mark": "fasting"}, headers=origin(page)
    )
    await page.context.set_offline(False)
    await expect(sync(page)).to_have_text("All saved")
    assert [each["mark"] for each in await ask(page, f"days/{user['_id']}")] == ["partial"]
    await missing.click()
    await expect(missing).to_have_attribute("aria-pressed", "false")
    await expect(sync(page)).to_have_text("All saved")
    assert await ask(page, f"days/{user['_id']}") == []


async def test_a_mark_of_another_device_is_shown(visit):
    phone, desk = await visit(), await visit()
    user = await join(phone)
    await log_in(desk, user["email"])
    async with desk.expect_response("**/api/events/*"):
        await open_app(desk)
    fasted = "I fasted"
    await expect(desk.get_by_role("button", name=fasted)).to_be_visible()
    await phone.get_by_role("button", name=fasted).click()
    on = re.compile("true")
    await expect(desk.get_by_role("button", name=fasted)).to_have_attribute("aria-pressed", on)
    await phone.get_by_role("button", name=fasted).click()
    off = re.compile("false")
    await expect(desk.get_by_role("button", name=fasted)).to_have_attribute("aria-pressed", off)


async def test_keys_alone_are_enough(page):
    user = await with_weight(page)
    await button(page).focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(":focus")).to_have_accessible_name("Save 77.4 kg")
    await page.keyboard.press("Escape")
    await expect(sheet(page)).to_be_hidden()
    await expect(button(page)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator(":focus")).to_have_accessible_name("Save 77.4 kg")
    await page.keyboard.press("Enter")
    await expect(button(page)).to_contain_text("Today")
    await expect(sync(page)).to_have_text("All saved")
    assert len(await stored(page, user)) == 2


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_sheet_is_accessible(visit, theme):
    page = await visit(color_scheme=theme)
    await join(page, units="imperial", weight=77.4)
    await open_app(page)
    assert await axe(page) == []
    await button(page).click()
    await sheet(page).get_by_text("At another time").click()
    await sheet(page).get_by_label("Weight").fill("3")
    await sheet(page).get_by_role("button", name="Save").click()
    await expect(sheet(page).get_by_role("alert")).to_be_visible()
    assert await axe(page) == []


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
async def test_a_narrow_screen_is_wide_enough(visit, locale):
    page = await visit(locale=locale, viewport={"width": 320, "height": 640})
    await join(page, units="imperial", weight=177.4)
    await open_app(page)
    assert await overflow(page) <= 0
    await page.locator(".weigh > button").click()
    await page.locator(".sheet .segments button").nth(1).click()
    inside = "sheet => sheet.scrollWidth - sheet.clientWidth"
    assert await page.locator(".sheet").evaluate(inside) <= 0
    for field in await page.locator(".weigh-number input").all():
        assert await field.evaluate("field => field.scrollWidth <= field.clientWidth")


# A row of the queue as the first release wrote it, when only meals waited.
QUEUE_OLD = """({ userId, meal }) => new Promise((resolve) => {
  indexedDB.open(`nutritrack-${userId}`).onsuccess = ({ target: { result: db } }) => {
    const change = db.transaction("outbox", "readwrite");
    const write = { order: 1, revision: 1, before: null, arrived: [], state: "waiting" };
    change.objectStore("outbox").put({ key: meal._id, meal, ...write });
    change.oncomplete = resolve;
  };
})"""


async def test_what_waited_before_an_update_is_sent(page):
    user = await join(page)
    await expect(sync(page)).to_have_text("All saved")
    now = datetime.now(UTC).isoformat()
    meal = {"_id": "6b0400000000000000000001", "userId": user["_id"], "mealType": "lunch"}
    meal |= {"foods": [FOOD], "totalCalories": FOOD["calories"], "date": now}
    await page.evaluate(QUEUE_OLD, {"userId": user["_id"], "meal": meal})
    await page.reload()
    await expect(page.get_by_role("article")).to_contain_text("Chicken Tikka Masala")
    await expect(sync(page)).to_have_text("All saved")
    assert [each["_id"] for each in await ask(page, f"meals/{user['_id']}")] == [meal["_id"]]
