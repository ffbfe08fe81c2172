"""A meal that the coach has drafted: logged once, however and however often one agrees."""

import asyncio

import pytest
from playwright.async_api import expect

from web.coaching import field, saved, say
from web.helpers import ask, axe, join, log_in, open_app, overflow, post_meal

ATE = "I had 200 g of rice and 100 g of tofu for lunch"


def card(page):
    return page.locator(".meal-draft").last


def button(page, name):
    return card(page).get_by_role("button", name=name, exact=True)


def title(page):
    return card(page).get_by_role("heading")


async def meals(page, user):
    return await ask(page, f"meals/{user['_id']}")


async def draft(page, user):
    """The draft that the server keeps with its last reply."""
    return (await ask(page, f"chat/{user['_id']}"))[-1]["metadata"]["draft"]


async def drafted(page, sentence=ATE, **profile):
    user = await join(page, "/coach", **profile)
    await say(page, sentence)
    return user


async def test_a_draft_is_logged_under_its_id_and_taken_back(page):
    user = await drafted(page)
    said = await draft(page, user)
    await expect(title(page)).to_have_text("Log this meal?")
    for food in said["foods"]:
        row = card(page).get_by_role("listitem").filter(has_text=food["name"])
        await expect(row).to_contain_text(f"{food['calories']:.0f} kcal")
    await expect(card(page).get_by_role("radio", name="Lunch")).to_be_checked()
    await button(page, "Log").click()
    await expect(title(page)).to_have_text("Logged to lunch")
    await expect(title(page)).to_be_focused()
    await saved(page)
    (meal,) = await meals(page, user)
    assert meal["_id"] == said["_id"]
    assert [food["name"] for food in meal["foods"]] == [food["name"] for food in said["foods"]]

    await button(page, "Undo").click()
    await expect(title(page)).to_have_text("Log this meal?")
    await saved(page)
    assert await meals(page, user) == []
    await button(page, "Log").click()  # its id is used up: it gets the next one
    await expect(title(page)).to_have_text("Logged to lunch")
    await saved(page)
    (again,) = await meals(page, user)
    assert again["_id"] != said["_id"]
    await page.reload()
    await expect(title(page)).to_have_text("Logged to lunch")


async def test_agreeing_in_words_logs_it_and_shows_it(page):
    user = await drafted(page)
    reply = await say(page, "yes")
    await expect(reply).to_contain_text("Logged to lunch")
    await expect(title(page)).to_have_text("Logged to lunch")
    assert len(await meals(page, user)) == 1
    await button(page, "Undo").click()
    await expect(title(page)).to_have_text("Log this meal?")
    await saved(page)
    assert await meals(page, user) == []


async def test_the_button_and_a_yes_at_once_log_it_once(visit):
    phone, desk = await visit(), await visit(viewport={"width": 1280, "height": 900})
    user = await drafted(phone)
    said = await draft(phone, user)
    await log_in(desk, user["email"])
    await open_app(desk, "/coach")
    await expect(title(desk)).to_have_text("Log this meal?")
    await field(desk).fill("yes")
    await asyncio.gather(button(phone, "Log").click(), field(desk).press("Enter"))
    for page in (phone, desk):
        await expect(title(page)).to_have_text("Logged to lunch")
        await saved(page)
        await expect(page.locator(".coach-log .theirs")).to_have_count(2)
    (meal,) = await meals(phone, user)
    assert meal["_id"] == said["_id"]
    assert await phone.locator(".problem").count() == 0


async def test_a_yes_after_the_button_logs_nothing_more(page):
    user = await drafted(page)
    await button(page, "Log").click()
    await expect(title(page)).to_have_text("Logged to lunch")
    await saved(page)
    await say(page, "yes")
    assert len(await meals(page, user)) == 1
    await expect(title(page)).to_have_text("Logged to lunch")


async def test_the_button_after_a_yes_that_was_not_heard_of_logs_nothing_more(visit):
    phone, desk = await visit(), await visit()
    user = await drafted(phone)
    await log_in(desk, user["email"])
    await desk.route("**/api/events/**", lambda route: route.abort())
    await open_app(desk, "/coach")
    await expect(title(desk)).to_have_text("Log this meal?")
    await say(phone, "yes")
    await button(desk, "Log").click()
    await expect(title(desk)).to_have_text("Logged to lunch")
    await saved(desk)
    (meal,) = await meals(phone, user)
    assert meal["analysis"]  # what the server has computed meanwhile is still there
    await expect(desk.locator(".problem")).to_have_count(0)


async def test_it_is_logged_without_a_network(page):
    user = await drafted(page)
    await page.context.set_offline(True)
    await button(page, "Log").click()
    await expect(title(page)).to_have_text("Logged to lunch")
    await expect(card(page)).to_contain_text("waiting to be sent")
    await button(page, "Undo").click()
    await button(page, "Log").click()
    await page.context.set_offline(False)
    await saved(page)
    assert len(await meals(page, user)) == 1
    await expect(card(page)).not_to_contain_text("waiting")


async def test_a_draft_is_corrected_before_it_is_logged(page):
    user = await drafted(page)
    await button(page, "Edit").click()
    rice = card(page).get_by_role("textbox").first
    await rice.fill("0")
    await expect(button(page, "Log")).to_be_disabled()
    await rice.fill("300")
    await card(page).get_by_role("button", name="Remove").last.click()
    await expect(card(page).get_by_role("button", name="Remove")).to_have_count(0)
    await card(page).get_by_role("radio", name="Dinner").check()
    said = await draft(page, user)
    await button(page, "Log").click()
    await expect(title(page)).to_have_text("Logged to dinner")
    await saved(page)
    (meal,) = await meals(page, user)
    (food,) = meal["foods"]
    assert (meal["_id"], meal["mealType"]) == (said["_id"], "dinner")
    assert food["calories"] == pytest.approx(said["foods"][0]["calories"] * 1.5)
    await page.reload()
    await expect(title(page)).to_have_text("Logged to dinner")
    await expect(card(page)).to_contain_text("300 g")


async def test_a_draft_is_discarded(page):
    user = await drafted(page)
    await button(page, "Discard").click()
    await expect(title(page)).to_have_text("Not logged")
    await expect(card(page).get_by_role("button")).to_have_count(0)
    await page.reload()
    await expect(title(page)).to_have_text("Not logged")
    assert await meals(page, user) == []


async def test_a_draft_that_is_not_the_last_word_can_still_be_logged(page):
    user = await drafted(page)
    await say(page, "How was my day?")
    await expect(button(page, "Discard")).to_have_count(0)  # a "no" would be about something else
    await button(page, "Log").click()
    await expect(title(page)).to_have_text("Logged to lunch")
    await saved(page)
    assert len(await meals(page, user)) == 1


async def test_what_another_device_deleted_is_logged_again_only_when_asked(visit):
    phone, desk = await visit(), await visit()
    user = await drafted(phone)
    await button(phone, "Log").click()
    await expect(title(phone)).to_have_text("Logged to lunch")
    await saved(phone)
    await button(phone, "Undo").click()
    await expect(title(phone)).to_have_text("Log this meal?")
    await saved(phone)
    await log_in(desk, user["email"])
    await open_app(desk, "/coach")
    await button(desk, "Log").click()
    await expect(card(desk)).to_contain_text("deleted on another device")
    assert await meals(desk, user) == []
    await button(desk, "Log it again").click()
    await expect(title(desk)).to_have_text("Logged to lunch")
    await saved(desk)
    await expect(title(phone)).to_have_text("Logged to lunch")
    assert len(await meals(desk, user)) == 1


async def test_names_of_food_are_shown_as_they_are(page):
    name = '<img src=x onerror="document.title=1"> soup'
    food = {"name": name, "calories": 90, "protein": 1, "carbs": 2, "fat": 3, "quantity": "1 bowl"}
    user = await join(page, "/coach")
    await post_meal(page, food)
    await say(page, "I had soup")
    assert await page.title() == "Coach – NutriTrack"
    assert await page.locator("#screen img").count() == 0
    assert len(await meals(page, user)) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_draft_can_be_used_by_everybody(visit, scheme):
    page = await visit(color_scheme=scheme, viewport={"width": 320, "height": 640})
    await drafted(page)
    assert await axe(page) == []
    await button(page, "Edit").click()
    assert await axe(page) == []
    assert await overflow(page) == 0
    await button(page, "Log").click()
    await expect(title(page)).to_have_text("Logged to lunch")
    assert await axe(page) == []
    assert await overflow(page) == 0


async def test_a_draft_is_logged_by_the_keyboard_alone(page):
    await drafted(page)
    await card(page).get_by_role("radio", name="Lunch").focus()
    await page.keyboard.press("ArrowRight")
    await expect(card(page).get_by_role("radio", name="Dinner")).to_be_checked()
    await page.keyboard.press("Tab")
    await expect(button(page, "Log")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(title(page)).to_have_text("Logged to dinner")
    await expect(title(page)).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await expect(button(page, "Undo")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(title(page)).to_have_text("Log this meal?")


async def test_a_draft_in_german(page):
    user = await join(page, "/coach", locale="de-DE")
    await say(page, "Ich hatte 100 g Tofu zum Mittagessen", "Deine Nachricht")
    await expect(title(page)).to_have_text("Diese Mahlzeit eintragen?")
    await button(page, "Eintragen").click()
    await expect(title(page)).to_contain_text("Eingetragen")
    await saved(page, "Alles gespeichert")
    assert len(await meals(page, user)) == 1
    await say(page, "Ich hatte 150 g Tofu", "Deine Nachricht")
    await button(page, "Verwerfen").click()
    await expect(title(page)).to_have_text("Nicht eingetragen")
