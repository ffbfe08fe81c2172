"""Nothing that was logged is ever lost: no network, no server, no room, no sign-in, wrong clock."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from serving import serving, start, stop
from web.helpers import FOOD, PASSWORD, ask, join, log_in, open_app, post_meal

WORKER_READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller)"


def sync(page):
    return page.locator(".sync")


def article(page):
    return page.get_by_role("article")


async def with_usual(page, **profile):
    """Somebody who ate something yesterday, so that one tap logs it."""
    user = await join(page, **profile)
    date = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    await post_meal(page, FOOD, date=date)
    await page.reload()
    await expect(chip(page)).to_be_visible()
    return user


def chip(page):
    return page.get_by_role("button", name="Log Chicken Tikka Masala")


async def meals_today(page, user):
    today = (await ask(page, f"analytics/{user['_id']}/daily"))["date"]
    return await ask(page, f"meals/{user['_id']}?from={today}")


async def test_it_opens_logs_edits_deletes_and_reloads_without_a_network(page):
    user = await with_usual(page)
    await page.wait_for_function(WORKER_READY)
    await page.context.set_offline(True)
    await page.reload()
    await expect(page.get_by_role("heading", name="Today")).to_be_visible()
    await chip(page).click()
    await expect(sync(page)).to_have_text("Offline, 1 waiting")

    await article(page).get_by_role("button", name="Chicken Tikka Masala").click()
    await page.get_by_role("button", name="Less", exact=True).click()
    await expect(article(page)).to_contain_text("290 g")
    await page.get_by_role("button", name="Repeat yesterday’s lunch").or_(chip(page)).first.click()
    await page.reload()
    await expect(article(page).first).to_contain_text("waiting to be sent")
    await page.get_by_role("button", name="More for").first.click()
    await page.get_by_role("menuitem", name="Delete").click()
    await chip(page).click()
    await expect(sync(page)).to_have_text("Offline, 1 waiting")
    assert await meals_today(page, user) == []

    await page.context.set_offline(False)
    await expect(sync(page)).to_have_text("All saved")
    (meal,) = await meals_today(page, user)
    assert [food["quantity"] for food in meal["foods"]] == ["300 g"]


async def test_every_screen_opens_without_a_network(page):
    await with_usual(page)
    await page.wait_for_function(WORKER_READY)
    await page.context.set_offline(True)
    for path in ("/add", "/history", "/week", "/progress", "/coach", "/settings", "/food/new"):
        await page.goto(path)
        await expect(page.locator("#screen h1")).to_be_visible()
        await expect(sync(page)).to_have_text("Offline")


async def test_a_write_that_was_cut_off_is_made_once(page):
    """The request arrives, its answer does not: the same write is sent again."""
    user = await with_usual(page)
    cut = 0

    async def lose_the_answer(route):
        nonlocal cut
        cut += 1
        if cut == 1:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/api/meals/*/*", lose_the_answer)
    await chip(page).click()
    await expect(page.locator(".toast")).to_contain_text("logged")
    await expect(sync(page)).to_have_text("All saved")
    assert cut >= 2
    assert len(await meals_today(page, user)) == 1


async def test_a_change_after_a_lost_answer_is_no_conflict(page):
    user = await with_usual(page)
    lost = asyncio.Event()

    async def lose_the_answer(route):
        if not lost.is_set():
            await route.fetch()
            await page.context.set_offline(True)
            lost.set()
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/api/meals/*/*", lose_the_answer)
    await chip(page).click()
    await lost.wait()
    await expect(sync(page)).to_have_text("Offline, 1 waiting")
    await article(page).get_by_role("button", name="Chicken Tikka Masala").click()
    await page.get_by_role("button", name="More", exact=True).click()
    await expect(article(page)).to_contain_text("310 g")
    await page.context.set_offline(False)
    await expect(sync(page)).to_have_text("All saved")
    (meal,) = await meals_today(page, user)
    assert meal["foods"][0]["quantity"] == "310 g"


async def test_writes_go_out_in_order_and_each_once(page):
    user = await with_usual(page)
    await page.context.set_offline(True)
    for meal_type in ("breakfast", "dinner", "snack"):
        await chip(page).click()
        await page.get_by_role("button", name="More for Lunch").click()
        await page.get_by_role("menuitem", name=f"Move to {meal_type}").click()
    await expect(sync(page)).to_have_text("Offline, 3 waiting")
    sent = []
    page.on("request", lambda each: sent.append(each) if each.method == "PUT" else None)
    await page.context.set_offline(False)
    await expect(sync(page)).to_have_text("All saved")
    assert [each.post_data_json["mealType"] for each in sent] == ["breakfast", "dinner", "snack"]
    assert len(await meals_today(page, user)) == 3


async def test_a_conflict_is_shown_and_the_person_decides(page):
    user = await join(page)
    meal = await post_meal(page, FOOD)
    await open_app(page)
    await expect(article(page)).to_be_visible()
    for choice, expected in (("here", "310 g"), ("there", "one bowl")):
        await page.context.set_offline(True)
        await row_of(page, "Chicken").click()
        await page.get_by_role("button", name="More", exact=True).click()
        await expect(sync(page)).to_have_text("Offline, 1 waiting")
        await change_elsewhere(page, user, meal["_id"], "one bowl")
        await page.context.set_offline(False)
        await expect(article(page)).to_contain_text("changed on another device too")
        await expect(sync(page)).to_have_text("1 entry needs you")
        assert (await stored(page, user, meal))["foods"][0]["quantity"] == "one bowl"
        await page.get_by_role("button", name=f"Keep the one from {choice}").click()
        await expect(sync(page)).to_have_text("All saved")
        assert (await stored(page, user, meal))["foods"][0]["quantity"] == expected
        await open_app(page)


def row_of(page, name):
    return article(page).get_by_role("button", name=name)


async def stored(page, user, meal):
    return await ask(page, f"meals/{user['_id']}/{meal['_id']}")


async def change_elsewhere(page, user, meal_id, quantity):
    path = f"/api/meals/{user['_id']}/{meal_id}"
    meal = await (await page.context.request.get(path)).json()
    meal["foods"][0]["quantity"] = quantity
    headers = {"If-Match": "*", "Origin": page.url.rstrip("/")}
    reply = await page.context.request.put(path, data=meal, headers=headers)
    assert reply.ok, await reply.text()


async def test_a_meal_deleted_elsewhere_is_not_brought_back_silently(page):
    user = await join(page)
    meal = await post_meal(page, FOOD)
    await open_app(page)
    await expect(article(page)).to_be_visible()
    await page.context.set_offline(True)
    await row_of(page, "Chicken").click()
    await page.get_by_role("button", name="More", exact=True).click()
    path = f"/api/meals/{user['_id']}/{meal['_id']}"
    await page.context.request.delete(path, headers={"Origin": page.url.rstrip("/")})
    await page.context.set_offline(False)
    await expect(article(page)).to_contain_text("deleted on another device")
    assert await meals_today(page, user) == []
    await page.get_by_role("button", name="Keep the one from here").click()
    await expect(page.get_by_role("alert")).to_have_count(0)
    await expect(article(page)).to_contain_text("310 g")
    await expect(sync(page)).to_have_text("All saved")
    (kept,) = await meals_today(page, user)
    assert kept["foods"][0]["quantity"] == "310 g"


async def test_the_server_may_restart_while_somebody_logs(visit, data_dir):
    server = start(data_dir)
    try:
        page = await visit(base_url=server.url)
        user = await with_usual(page)
        stop(server)
        await chip(page).click()
        await expect(sync(page)).to_have_text("Offline, 1 waiting")
        with serving(data_dir, port=int(server.url.rpartition(":")[2])):
            await expect(sync(page)).to_have_text("All saved", timeout=60_000)
            assert len(await meals_today(page, user)) == 1
            # The stream is back as well.
            await post_meal(page, {**FOOD, "name": "From elsewhere"})
            await expect(page.get_by_text("From elsewhere")).to_be_visible(timeout=60_000)
    finally:
        stop(server)


async def test_a_revoked_sign_in_loses_nothing(page):
    user = await with_usual(page)
    await page.context.set_offline(True)
    await chip(page).click()
    await expect(sync(page)).to_have_text("Offline, 1 waiting")
    await page.context.request.delete(
        "/api/auth/sessions", headers={"Origin": page.url.rstrip("/")}
    )
    await page.context.set_offline(False)
    await expect(page.get_by_role("alert")).to_contain_text("You are signed out")
    await expect(article(page)).to_contain_text("Chicken Tikka Masala")
    await page.reload()
    await page.get_by_role("link", name="Sign in").click()
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(sync(page)).to_have_text("All saved")
    assert len(await meals_today(page, user)) == 1


FULL = """
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...values) {
    if (window.isFull) throw new DOMException("no room", "QuotaExceededError");
    return put.apply(this, values);
  };
"""


async def test_a_full_device_sends_at_once_or_says_that_it_cannot(page):
    await page.context.add_init_script(FULL)
    user = await with_usual(page)
    await page.evaluate("window.isFull = true")
    await chip(page).click()
    await expect(article(page)).to_contain_text("Chicken Tikka Masala")
    assert len(await meals_today(page, user)) == 1

    await page.context.set_offline(True)
    await chip(page).click()
    await expect(page.locator(".toast")).to_contain_text("This was not saved")
    await page.context.set_offline(False)
    assert len((await meals_today(page, user))[0]["foods"]) == 1


@pytest.mark.parametrize("wrong", [timedelta(days=1), timedelta(days=-1)])
async def test_a_clock_that_is_a_day_wrong_logs_to_the_right_day(page, wrong):
    user = await with_usual(page)
    await page.clock.set_fixed_time(datetime.now(UTC) + wrong)
    await open_app(page)
    await expect(page.get_by_text("The clock of this device is wrong by 24 hours")).to_be_visible()
    await chip(page).click()
    await expect(page.locator(".toast")).to_contain_text("logged")
    await expect(sync(page)).to_have_text("All saved")
    (meal,) = await meals_today(page, user)
    logged = datetime.fromisoformat(meal["date"])
    assert abs(datetime.now(UTC) - logged) < timedelta(minutes=5)


async def test_it_works_on_plain_http_without_a_service_worker(visit, lan):
    page = await visit(host=lan)
    assert not await page.evaluate("isSecureContext")
    user = await join(page)
    assert user
    await page.evaluate(POST, FOOD | {"when": (datetime.now(UTC) - timedelta(days=1)).isoformat()})
    await open_app(page)
    await page.context.set_offline(True)
    await chip(page).click()
    await expect(sync(page)).to_have_text("Offline, 1 waiting")
    await page.context.set_offline(False)
    await expect(sync(page)).to_have_text("All saved")
    await page.reload()
    await expect(article(page)).to_contain_text("Chicken Tikka Masala")


POST = """async ({ when, ...food }) => {
  const body = JSON.stringify({ mealType: "lunch", date: when, foods: [food] });
  const headers = { "Content-Type": "application/json" };
  return (await fetch("/api/meals", { method: "POST", headers, body })).status;
}"""


async def test_two_tabs_send_a_write_once(page):
    user = await with_usual(page)
    other = await page.context.new_page()
    await other.goto("/")
    await expect(chip(other)).to_be_visible()
    await page.context.set_offline(True)
    await chip(page).click()
    await expect(article(other)).to_contain_text("waiting to be sent")
    await page.context.set_offline(False)
    for tab in (page, other):
        await expect(sync(tab)).to_have_text("All saved")
    assert len(await meals_today(page, user)) == 1


async def test_nothing_of_one_person_is_shown_to_the_next(page):
    await with_usual(page)
    await page.context.set_offline(True)
    await chip(page).click()
    await page.context.set_offline(False)
    await page.evaluate("fetch('/api/auth/logout', {method: 'POST'})")
    await log_in(page, "somebody-else@example.com", name="Else")
    await open_app(page)
    await expect(article(page)).to_have_count(0)
    await expect(sync(page)).to_have_text("All saved")
