"""Today: the day at a glance, and everything that is one or two taps away."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from web.helpers import FOOD, ask, axe, join, open_app, overflow, post_meal

EGGS = {
    "name": "Boiled eggs",
    "calories": 155,
    "protein": 12.6,
    "carbs": 1.1,
    "fat": 10.6,
    "quantity": "2 eggs",
    "grams": 100,
}


def instant(**ago: float) -> str:
    return (datetime.now(UTC) - timedelta(**ago)).isoformat()


def ring(page):
    return page.locator(".ring-text")


def row(page, name):
    return page.get_by_role("article").get_by_role("button", name=name)


def toast(page):
    return page.locator(".toast")


async def meals(page, user):
    return await ask(page, f"meals/{user['_id']}")


async def test_the_day_adds_up_as_the_server_says(page):
    user = await join(page)
    await post_meal(page, FOOD, EGGS, {**EGGS, "calories": 0.125, "name": "Trace"})
    await page.reload()
    await expect(ring(page)).to_have_text("1,394 kcal left")
    daily = await ask(page, f"analytics/{user['_id']}/daily")
    assert daily["totalCalories"] == 605.52  # 605.525 lies just below in binary
    for grams in ("60.2 g", "30.2 g", "39.2 g"):
        await expect(page.locator(".macros")).to_contain_text(grams)
    await expect(page.get_by_role("meter", name="Protein")).to_have_attribute(
        "aria-valuetext", "60.2 g, 34% of the energy"
    )
    await expect(page.get_by_role("article").locator("header")).to_contain_text("606 kcal")


async def test_one_tap_logs_what_is_usual_and_one_undoes_it(page):
    user = await join(page)
    await post_meal(page, EGGS, date=instant(days=1), mealType="breakfast")
    await page.reload()
    await page.get_by_role("button", name="Log Boiled eggs").click()
    await expect(page.get_by_role("article")).to_contain_text("Boiled eggs")
    await expect(toast(page)).to_contain_text("Boiled eggs logged to breakfast")
    await expect(page.locator(".sync")).to_have_text("All saved")
    assert len(await meals(page, user)) == 2

    await toast(page).get_by_role("button", name="Undo").click()
    await expect(page.get_by_role("article")).to_have_count(0)
    await expect(page.locator(".sync")).to_have_text("All saved")
    assert len(await meals(page, user)) == 1


async def test_one_tap_repeats_the_lunch_of_yesterday(page):
    user = await join(page)
    await post_meal(page, FOOD, date=instant(days=1))
    await page.reload()
    await page.get_by_role("button", name="Repeat yesterday’s lunch").click()
    await expect(page.get_by_role("article")).to_contain_text("Chicken Tikka Masala")
    await expect(page.locator(".sync")).to_have_text("All saved")
    today, yesterday = await meals(page, user)
    assert today["foods"] == yesterday["foods"]
    assert today["date"] > yesterday["date"]
    assert today["day"] > yesterday["day"]


async def test_an_amount_is_changed_with_two_taps(page):
    user = await join(page)
    await post_meal(page, FOOD)
    await page.reload()
    await row(page, "Chicken Tikka Masala").click()
    await page.get_by_role("button", name="More", exact=True).click()
    await expect(page.get_by_role("article")).to_contain_text("310 g")
    await expect(page.locator(".sync")).to_have_text("All saved")
    (meal,) = await meals(page, user)
    (food,) = meal["foods"]
    assert (food["quantity"], food["grams"]) == ("310 g", 310)
    assert food["calories"] == pytest.approx(450.4 * 310 / 300)
    assert meal["totalCalories"] == 465.41


async def test_an_amount_can_be_typed_and_a_food_removed(page):
    user = await join(page)
    await post_meal(page, FOOD, EGGS)
    await page.reload()
    await row(page, "Boiled eggs").click()
    await page.get_by_role("textbox", name="Amount of Boiled eggs").fill("1,5")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("article")).to_contain_text("1.5 eggs")
    await row(page, "Chicken Tikka Masala").click()
    await page.get_by_role("button", name="Remove").first.click()
    await expect(page.get_by_role("article")).not_to_contain_text("Chicken Tikka")
    await expect(page.locator(".sync")).to_have_text("All saved")
    (meal,) = await meals(page, user)
    assert [food["calories"] for food in meal["foods"]] == [116.25]


async def test_a_meal_is_moved_copied_and_deleted(page):
    user = await join(page)
    await post_meal(page, EGGS, date=instant(days=1), mealType="dinner")
    await page.reload()
    await page.get_by_role("link", name="Previous day").click()
    menu = page.get_by_role("button", name="More for")
    await menu.click()
    await page.get_by_role("menuitem", name="Move to breakfast").click()
    await expect(page.get_by_role("article", name="Breakfast")).to_be_visible()
    await menu.click()
    await page.get_by_role("menuitem", name="Copy to today").click()
    await menu.click()
    await page.get_by_role("menuitem", name="Delete").click()
    await expect(page.get_by_role("article")).to_have_count(0)
    await page.get_by_role("link", name="Next day").click()
    await expect(page.get_by_role("article", name="Breakfast")).to_contain_text("Boiled eggs")
    await expect(page.locator(".sync")).to_have_text("All saved")
    (meal,) = await meals(page, user)
    assert meal["mealType"] == "breakfast"
    assert meal["foods"][0]["name"] == "Boiled eggs"


async def test_a_deleted_meal_comes_back(page):
    user = await join(page)
    await post_meal(page, EGGS)
    await page.reload()
    await page.get_by_role("button", name="More for").click()
    await page.get_by_role("menuitem", name="Delete").click()
    await expect(page.get_by_role("article")).to_have_count(0)
    await expect(page.locator(".sync")).to_have_text("All saved")
    assert await meals(page, user) == []
    await toast(page).get_by_role("button", name="Undo").click()
    await expect(page.get_by_role("article")).to_contain_text("Boiled eggs")
    await expect(page.locator(".sync")).to_have_text("All saved")
    assert len(await meals(page, user)) == 1


async def test_more_than_the_goal_is_said_in_words(page):
    await join(page)
    await post_meal(page, {**FOOD, "calories": 2300})
    await page.reload()
    await expect(ring(page)).to_have_text("300 kcal over")


async def test_a_past_day_keeps_the_goal_that_held_then(page):
    user = await join(page, timezone="Europe/Berlin")
    await post_meal(page, EGGS, date=instant(days=3))
    reply = await page.context.request.put(
        f"/api/users/{user['_id']}",
        data={"dailyCalorieGoal": 2500},
        headers={"Origin": page.url.rstrip("/")},
    )
    assert reply.ok
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    await page.goto(f"/day/{day}")
    await expect(page.locator(".energy")).to_contain_text("2,000 goal")
    await page.goto("/")
    await expect(page.locator(".energy")).to_contain_text("2,500 goal")


async def test_a_food_of_the_usual_ones_can_be_hidden(page):
    await join(page)
    await post_meal(page, EGGS, date=instant(days=1), mealType="breakfast")
    await page.reload()
    usual = page.get_by_role("region", name="Usual at this time")
    await usual.get_by_role("button", name="Edit").click()
    await usual.get_by_role("button", name="Hide Boiled eggs").click()
    await expect(usual).to_have_count(0)
    await page.reload()
    await expect(page.locator(".repeats")).to_be_visible()
    await expect(usual).to_have_count(0)


async def test_names_are_text_and_nothing_else(page):
    await join(page)
    await post_meal(page, {**EGGS, "name": "<img src=x onerror=alert(1)>", "quantity": "<b>1</b>"})
    await page.reload()
    await expect(page.get_by_role("article")).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(page.locator("article img")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_everybody_can_use_it(visit, theme):
    page = await visit(color_scheme=theme)
    await join(page)
    await post_meal(page, EGGS, FOOD)
    await post_meal(page, EGGS, date=instant(days=1), mealType="breakfast")
    await page.reload()
    await row(page, "Chicken Tikka Masala").click()
    await page.get_by_role("button", name="Log Boiled eggs").click()
    await page.get_by_role("button", name="More for").first.click()
    assert await axe(page) == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
async def test_it_fits_a_narrow_screen(visit, direction):
    page = await visit(viewport={"width": 320, "height": 640})
    await join(page, locale="de-DE")
    await post_meal(page, {**EGGS, "name": "Donaudampfschifffahrtsgesellschaftskapitänsfrühstück"})
    await page.reload()
    await page.evaluate(f"document.dir = '{direction}'")
    await row(page, "Donaudampf").click()
    assert await overflow(page) == 0


async def test_it_works_by_keyboard_alone(page):
    user = await join(page)
    await post_meal(page, EGGS)
    await page.reload()
    await row(page, "Boiled eggs").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("textbox", name="Amount of Boiled eggs")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await expect(page.get_by_role("article")).to_contain_text("3 eggs")
    await page.get_by_role("button", name="More for").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_role("menuitem", name="Delete")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="More for")).to_be_focused()
    await expect(page.locator(".sync")).to_have_text("All saved")
    assert (await meals(page, user))[0]["foods"][0]["quantity"] == "3 eggs"


async def test_the_day_is_that_of_the_person_and_not_of_the_browser(visit):
    page = await visit(timezone_id="Pacific/Kiritimati")
    user = await join(page, timezone="Pacific/Pago_Pago")
    await post_meal(page, EGGS)
    await open_app(page)
    await expect(page.get_by_role("article")).to_contain_text("Boiled eggs")
    await page.get_by_role("button", name="Log Boiled eggs").click()
    await expect(toast(page)).to_contain_text("logged")
    await expect(page.locator(".sync")).to_have_text("All saved")
    daily = await ask(page, f"analytics/{user['_id']}/daily")
    assert daily["totalCalories"] == 310
