"""What the coach says of a meal: on request, and by itself after a sentence was logged."""

import pytest
from playwright.async_api import expect

from web.coaching import LUNCH, PERSON, saved
from web.helpers import FOOD, ask, axe, join, log_in, open_app, overflow, post_meal

LOOK = "Look at this meal"


def meal(page):
    return page.get_by_role("article")


def judged(page):
    return meal(page).locator(".judgement").filter(has_not_text="Looking")


async def look(page, name=LOOK):
    await page.locator("article .menu > button").click()
    await page.get_by_role("menuitem", name=name).click()


async def with_lunch(page, **profile):
    user = await join(page, **PERSON | profile)
    await post_meal(page, LUNCH)
    await page.reload()
    await expect(meal(page)).to_contain_text("Chicken and rice")
    return user


async def stored(page, user):
    (only,) = await ask(page, f"meals/{user['_id']}")
    return only


async def test_a_meal_is_judged_on_request_with_its_numbers(page):
    user = await with_lunch(page)
    await look(page)
    await expect(judged(page)).to_contain_text("1,500 kcal")
    await expect(judged(page)).to_contain_text("Computed ")
    await expect(meal(page).get_by_role("status")).to_contain_text("1,500 kcal")
    await judged(page).get_by_text("Where the numbers come from").click()
    kept = await stored(page, user)
    labels = [fact["label"] for fact in kept["analysisFacts"]]
    await expect(judged(page).locator("dt")).to_have_text(labels)
    assert await judged(page).locator("p").first.inner_text() == kept["analysis"]
    assert await axe(page) == []
    await page.reload()
    await expect(judged(page)).to_contain_text("1,500 kcal")
    await expect(meal(page).get_by_role("status")).to_have_text("")


async def test_a_day_of_history_offers_it_too(page):
    user = await with_lunch(page)
    day = (await stored(page, user))["day"]
    await open_app(page, f"/day/{day}")
    await look(page)
    await expect(judged(page)).to_contain_text("1,500 kcal")


async def test_another_amount_drops_what_was_said_and_undo_is_no_conflict(page):
    user = await with_lunch(page)
    await look(page)
    await expect(judged(page)).to_be_visible()
    await meal(page).get_by_role("button", name="Chicken and rice").click()
    await page.get_by_role("button", name="More", exact=True).click()
    await expect(judged(page)).to_have_count(0)
    await saved(page)
    assert "analysis" not in await stored(page, user)
    await page.locator(".toast").get_by_role("button", name="Undo").click()
    await expect(meal(page)).to_contain_text("1 plate")
    await saved(page)
    assert (await stored(page, user))["foods"][0]["calories"] == 1500
    await expect(meal(page).get_by_role("alert")).to_have_count(0)


async def test_a_meal_that_was_judged_meanwhile_is_still_changed(visit):
    """The judgement is no change that a person has made: nobody is asked which one is right."""
    phone, desk = await visit(), await visit()
    user = await with_lunch(phone)
    await log_in(desk, user["email"])
    await desk.route("**/api/events/**", lambda route: route.abort())
    await open_app(desk)
    await expect(meal(desk)).to_be_visible()
    await look(phone)
    await expect(judged(phone)).to_be_visible()
    await desk.locator("article .menu > button").click()
    await desk.get_by_role("menuitem", name="Move to dinner").click()
    await expect(desk.get_by_role("article", name="Dinner")).to_be_visible()
    await saved(desk)
    await expect(desk.get_by_role("alert")).to_have_count(0)
    moved = await stored(desk, user)
    assert moved["mealType"] == "dinner"
    assert "analysis" not in moved  # it was said of a lunch


async def test_without_a_network_it_is_not_offered(page):
    await with_lunch(page)
    await page.route("**/api/**", lambda route: route.abort())
    await page.context.set_offline(True)
    await expect(page.locator(".sync")).to_contain_text("Offline")
    await page.locator("article .menu > button").click()
    await expect(page.get_by_role("menuitem", name="Delete")).to_be_visible()
    await expect(page.get_by_role("menuitem", name=LOOK)).to_have_count(0)


async def log_sentence(page):
    await page.get_by_role("link", name="Add food").first.click()
    box = page.get_by_role("combobox", name="Add food")
    await box.fill("200 g yogurt and 100 g tofu")
    await page.get_by_role("button", name="Log 2").click()
    await expect(box).to_have_value("")


async def test_a_logged_sentence_is_judged_by_itself(page):
    user = await join(page, **PERSON)
    await log_sentence(page)
    await page.get_by_role("link", name="Today").first.click()
    await expect(judged(page)).to_contain_text("of the 1,900 kcal for the day")
    kept = await stored(page, user)
    assert kept["analysisFacts"]
    assert f"{kept['totalCalories']:.0f} kcal" in kept["analysis"]
    await expect(meal(page).get_by_role("status")).to_have_text("")  # nobody asked


async def test_when_that_fails_nobody_is_told(page):
    user = await join(page, **PERSON)
    await page.route("**/analysis", lambda route: route.abort())
    async with page.expect_request("**/analysis"):
        await log_sentence(page)
    await saved(page)
    await page.get_by_role("link", name="Today").first.click()
    await expect(meal(page).get_by_role("listitem")).to_have_count(2)
    await expect(judged(page)).to_have_count(0)
    await expect(page.locator(".toast")).not_to_contain_text("reach")
    assert len((await stored(page, user))["foods"]) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_can_be_used_by_everybody_in_german(visit, scheme):
    page = await visit(color_scheme=scheme, viewport={"width": 320, "height": 640})
    await with_lunch(page, locale="de-DE")
    await look(page, "Mahlzeit ansehen lassen")
    await expect(judged(page)).to_contain_text("1.500 kcal")
    await judged(page).get_by_text("Woher die Zahlen kommen").click()
    assert await axe(page) == []
    assert await overflow(page) == 0


async def test_what_another_client_wrote_of_a_meal_is_shown_as_it_is(page):
    await join(page)
    await post_meal(page, FOOD, analysis="A <b>fine</b> lunch.")
    await page.reload()
    await expect(judged(page)).to_contain_text("A <b>fine</b> lunch.")
    await expect(judged(page)).not_to_contain_text("Computed")
    await expect(judged(page).locator("details")).to_have_count(0)
