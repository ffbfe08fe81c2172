"""Signing up and in, coming back, leaving, and the first run."""

import re
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from serving import serving
from web.helpers import FOOD, PASSWORD, ask, axe, join, log_in, open_app, overflow, post_meal

NARROW = {"width": 320, "height": 568}


def new_email():
    return f"{uuid4().hex[:12]}@example.com"


def heading(page, name):
    return page.get_by_role("heading", name=name, exact=True)


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def password(page):
    return page.get_by_label("Password", exact=True)


async def give_email(page, email):
    await page.get_by_label("E-mail").fill(email)
    await button(page, "Continue").click()


async def sign_up(page, name="Alice", password=PASSWORD):
    """Make a new account by hand, and answer its e-mail."""
    email = new_email()
    await give_email(page, email)
    await page.get_by_label("Your name").fill(name)
    await page.get_by_label("Password (optional)").fill(password)
    await button(page, "Create account").click()
    if not password:
        await button(page, "I kept them").click()
    await expect(heading(page, f"Welcome, {name}")).to_be_visible()
    return email


async def give_password(page, email, text=PASSWORD):
    await give_email(page, email)
    await password(page).fill(text)
    await button(page, "Sign in").click()


async def me(page):
    return await ask(page, "auth/session")


async def assert_wrong(field, message):
    await expect(field).to_have_attribute("aria-invalid", "true")
    await expect(field).to_have_accessible_description(message)
    await expect(field).to_be_focused()


async def databases(page: Page) -> list[str]:
    names: list[str] = await page.evaluate(
        "indexedDB.databases().then((all) => all.map((each) => each.name))"
    )
    return names


async def sign_out(page):
    await page.goto("/settings")
    await page.locator("#sign-out").get_by_role("button", name="Sign out", exact=True).click()
    await expect(heading(page, "Welcome")).to_be_visible()


async def revoke(other, page):
    """End the sign-in of this page on another device."""
    ids = [each["_id"] for each in await ask(page, "auth/sessions") if each["current"]]
    origin = "/".join(other.url.split("/")[:3])
    reply = await other.context.request.delete(
        f"/api/auth/sessions/{ids[0]}", headers={"Origin": origin}
    )
    assert reply.status == 204


async def queue_a_deletion(page):
    """Leave one write in the queue of a page that shows one meal, without a network."""
    await page.context.set_offline(True)
    await page.get_by_role("button", name="More for").click()
    await page.get_by_role("menuitem", name="Delete").click()
    await expect(page.locator(".sync")).to_have_text("Offline, 1 waiting")


async def test_signing_up_with_a_password_and_in_again(page):
    email = await sign_up(page)
    assert (await me(page))["email"] == email
    await page.reload()
    await expect(heading(page, "Welcome, Alice")).to_be_visible()

    await sign_out(page)
    await give_password(page, email)
    await expect(heading(page, "Today")).to_be_visible()
    await page.reload()
    await expect(heading(page, "Today")).to_be_visible()


async def test_recovery_codes_are_shown_once_and_let_in(page):
    email = new_email()
    await give_email(page, email)
    await page.get_by_label("Your name").fill("Bob")
    await button(page, "Create account").click()
    await expect(heading(page, "Keep these codes")).to_be_focused()
    codes = (await page.locator(".codes").inner_text()).split()
    assert len(codes) == 8
    await button(page, "Copy all").click()
    await expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    await button(page, "I kept them").click()
    await expect(heading(page, "Welcome, Bob")).to_be_visible()
    assert codes[0] not in await page.content()

    await sign_out(page)
    await give_email(page, email)
    await page.get_by_label("Code", exact=True).fill(f" {codes[0]} ")
    await button(page, "Sign in").click()
    await expect(heading(page, "Today")).to_be_visible()
    assert codes[1] not in await page.content()

    await sign_out(page)
    await give_email(page, email)
    await page.get_by_label("Code", exact=True).fill(codes[0])
    await button(page, "Sign in").click()
    await assert_wrong(page.get_by_label("Code", exact=True), re.compile("not a code of this"))


async def test_codes_that_were_not_kept_are_not_left_by_accident(page):
    await give_email(page, new_email())
    await page.get_by_label("Your name").fill("Bob")
    await button(page, "Create account").click()
    await expect(heading(page, "Keep these codes")).to_be_visible()
    await button(page, "Copy all").click()  # browsers ask only where somebody has pressed something
    async with page.expect_event("dialog") as asked:
        await page.evaluate("setTimeout(() => location.reload())")
    dialog = await asked.value
    assert dialog.type == "beforeunload"
    await dialog.dismiss()
    await expect(page.locator(".codes")).to_be_visible()


async def test_a_wrong_password_says_so_at_the_field_and_is_kept(page):
    user = await join(page)
    await sign_out(page)
    await give_password(page, user["email"], "not the password")
    await assert_wrong(password(page), "This is not the password of this account.")
    await expect(password(page)).to_have_value("not the password")
    await button(page, "Show: Password").click()
    await expect(password(page)).to_have_attribute("type", "text")

    await password(page).fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(heading(page, "Today")).to_be_visible()


async def test_too_many_tries_say_how_long_to_wait(page):
    user = await join(page)
    await sign_out(page)
    await give_email(page, user["email"])
    await password(page).fill("not the password")
    said = page.get_by_role("alert").filter(has_text=re.compile(r"Wait \d+ seconds, then"))
    for _ in range(6):
        async with page.expect_response("**/api/auth/login"):
            await button(page, "Sign in").click()
        await expect(page.locator("form")).to_have_attribute("aria-busy", "false")
    await expect(said).to_be_visible()


async def test_a_code_by_mail_is_offered_where_the_server_can_send_it(visit, tmp_path):
    with serving(tmp_path / "data", NUTRITRACK_SMTP_URL="smtp://127.0.0.1:9") as mailing:
        page = await visit()
        await page.goto(mailing.url)
        email = new_email()
        await log_in(page, email, name="Alice")
        await page.context.clear_cookies()
        await page.reload()
        await give_email(page, email)
        await expect(password(page)).to_be_focused()
        async with page.expect_response("**/api/auth/code") as reply:
            await button(page, "Mail me a code").click()
        assert (await reply.value).status == 202
        await expect(page.get_by_text("a code is on its way")).to_be_visible()
        await expect(page.get_by_label("Code", exact=True)).to_be_focused()
        await expect(page.get_by_label("Code", exact=True)).to_have_attribute(
            "autocomplete", "one-time-code"
        )
        assert await axe(page) == []
        await button(page, "Use the password").click()
        await expect(password(page)).to_be_focused()
        await page.goto("about:blank")


async def test_signing_up_says_at_the_field_what_is_wrong(page):
    await give_email(page, "alice")
    await assert_wrong(page.get_by_label("E-mail"), "This is not an e-mail address.")

    await give_email(page, new_email())
    await button(page, "Create account").click()
    await assert_wrong(page.get_by_label("Your name"), "Please write a name.")

    await page.get_by_label("Your name").fill("Alice")
    await page.get_by_label("Password (optional)").fill("short")
    await button(page, "Create account").click()
    await assert_wrong(page.get_by_label("Password (optional)"), re.compile("has 8 to 200"))
    assert await axe(page) == []


async def test_password_managers_know_each_field(page):
    user = await join(page)
    await sign_out(page)
    await expect(page.get_by_label("E-mail")).to_have_attribute("autocomplete", "username")
    await give_email(page, new_email())
    await expect(page.get_by_label("Password (optional)")).to_have_attribute(
        "autocomplete", "new-password"
    )
    await give_email_again(page, user["email"])
    await expect(password(page)).to_have_attribute("autocomplete", "current-password")


async def give_email_again(page, email):
    """Another e-mail than before asks for everything anew."""
    await page.get_by_label("E-mail").fill(email)
    await expect(page.get_by_label("Your name")).to_be_hidden()
    await button(page, "Continue").click()


@pytest.mark.parametrize(
    ("locale", "units"), [("en-US", "imperial"), ("de-AT", "metric"), ("fr-FR", "metric")]
)
async def test_a_new_account_has_the_zone_language_and_units_of_the_device(visit, locale, units):
    page = await visit(timezone_id="Asia/Tokyo", locale=locale)
    await page.locator("input[name=email]").fill(new_email())
    await page.keyboard.press("Enter")
    await page.locator("input[name=name]").fill("Aiko")
    await page.locator("input[name=password]").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.locator("#screen h1")).to_contain_text("Aiko")
    user = await me(page)
    assert user["timezone"] == "Asia/Tokyo"
    assert user["units"] == units
    assert user["locale"] == (locale if locale != "fr-FR" else "en")


async def test_a_zone_that_the_server_does_not_know_keeps_nobody_out(visit):
    page = await visit()
    await page.add_init_script(
        """const real = Intl.DateTimeFormat.prototype.resolvedOptions;
        Intl.DateTimeFormat.prototype.resolvedOptions = function () {
          return { ...real.call(this), timeZone: "Mars/Olympus" };
        };"""
    )
    await page.reload()
    await sign_up(page)
    user = await me(page)
    assert (user["timezone"], user["locale"]) == ("UTC", "en-GB")


async def test_without_a_network_it_says_so_and_keeps_what_was_typed(page):
    await page.wait_for_function(
        "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller)"
    )
    await page.context.set_offline(True)
    await give_email(page, "alice@example.com")
    await expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    await expect(page.get_by_text("You are offline")).to_be_visible()
    await expect(page.get_by_label("E-mail")).to_have_value("alice@example.com")
    assert await axe(page) == []
    await page.context.set_offline(False)
    await button(page, "Continue").click()
    await expect(heading(page, "Create your account")).to_be_visible()
    await expect(page.get_by_text("You are offline")).to_be_hidden()


async def test_signing_up_by_keyboard_alone(page):
    await expect(page.get_by_label("E-mail")).to_be_focused()
    await page.keyboard.type(new_email())
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Your name")).to_be_focused()
    await page.keyboard.type("Alice")
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Password (optional)")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(heading(page, "Keep these codes")).to_be_focused()
    for name in ("Copy all", "I kept them"):
        await page.keyboard.press("Tab")
        await expect(button(page, name)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(heading(page, "Welcome, Alice")).to_be_visible()
    await expect(page).to_have_url(re.compile("/welcome$"))


async def test_signing_out_leaves_nothing_of_the_person_here(page):
    user = await join(page)
    await post_meal(page)
    await page.reload()
    await expect(page.get_by_role("article")).to_be_visible()
    assert f"nutritrack-{user['_id']}" in await databases(page)

    await sign_out(page)
    await page.reload()
    await expect(heading(page, "Welcome")).to_be_visible()
    assert await databases(page) == []
    kept = await page.evaluate("JSON.stringify(localStorage)")
    assert user["_id"] not in kept
    assert user["email"] not in kept


async def test_two_people_on_one_browser_do_not_see_each_other(page):
    alice = await join(page, name="Alice")
    await post_meal(page, {**FOOD, "name": "Soup of Alice"})
    await page.reload()
    await expect(page.get_by_role("article")).to_contain_text("Soup of Alice")
    await sign_out(page)
    await sign_up(page, "Bob")
    await page.goto("/")
    await expect(page.get_by_text("Nothing logged")).to_be_visible()
    await post_meal(page, {**FOOD, "name": "Bread of Bob"})
    await expect(page.get_by_role("article")).to_contain_text("Bread of Bob")
    assert "Soup of Alice" not in await page.content()

    await sign_out(page)
    await give_password(page, alice["email"])
    await expect(page.get_by_role("article")).to_contain_text("Soup of Alice")
    assert "Bread of Bob" not in await page.content()


async def test_a_sign_in_that_ended_keeps_what_is_queued_until_the_person_is_back(visit):
    page, other = await visit(), await visit()
    user = await join(page)
    await log_in(other, user["email"])
    await post_meal(page)
    await expect(page.get_by_role("article")).to_be_visible()
    await queue_a_deletion(page)
    await revoke(other, page)
    await page.context.set_offline(False)
    await expect(page.get_by_text("You are signed out")).to_be_visible()
    await expect(page.locator(".sync")).to_have_text(re.compile("1"))

    await page.get_by_role("link", name="Sign in").click()
    await expect(heading(page, "Sign in again")).to_be_visible()
    await expect(page.get_by_label("E-mail")).to_have_value(user["email"])
    await expect(page.get_by_text("1 entry waits on this device")).to_be_visible()
    assert await axe(page) == []
    await page.get_by_label("E-mail").fill(new_email())
    await expect(page.get_by_text(f"belongs to {user['email']}")).to_be_visible()

    await page.get_by_role("link", name="Not now").click()
    await expect(heading(page, "Today")).to_be_visible()
    await page.get_by_role("link", name="Sign in").click()
    await button(page, "Continue").click()
    await password(page).fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.locator(".sync")).to_have_text("All saved")
    assert await ask(page, f"meals/{user['_id']}") == []


async def test_what_waits_is_not_sent_for_somebody_else(visit):
    """Bob signs in where a write of Alice waits: it stays here until she is back."""
    page, other = await visit(), await visit()
    alice = await join(page)
    await log_in(other, alice["email"])
    bob = await log_in(await visit(), new_email(), name="Bob")
    await post_meal(page)
    await expect(page.get_by_role("article")).to_be_visible()
    await queue_a_deletion(page)
    await revoke(other, page)
    await page.context.set_offline(False)
    await page.get_by_role("link", name="Sign in").click()
    await give_password(page, bob["email"])
    await expect(page.get_by_text("Nothing logged")).to_be_visible()
    await expect(page.locator(".sync")).to_have_text("All saved")
    assert len(await ask(other, f"meals/{alice['_id']}")) == 1

    await sign_out(page)
    async with page.expect_response(lambda reply: reply.request.method == "DELETE"):
        await give_password(page, alice["email"])
    await expect(page.get_by_text("Nothing logged")).to_be_visible()
    assert await ask(other, f"meals/{alice['_id']}") == []


async def test_signing_in_is_seen_in_the_other_tab(page):
    tab = await page.context.new_page()
    await tab.goto("/")
    await expect(heading(tab, "Welcome")).to_be_visible()
    await sign_up(page)
    await expect(heading(tab, "Today")).to_be_visible()
    await post_meal(page)
    await expect(tab.get_by_role("article")).to_contain_text("Chicken Tikka Masala")


async def test_one_comes_back_to_where_one_was(page):
    user = await join(page)
    await page.context.clear_cookies()
    await page.evaluate("localStorage.clear()")
    await page.goto("/settings")
    await give_password(page, user["email"])
    await expect(heading(page, "Settings")).to_be_visible()


async def test_language_and_colours_can_be_chosen_at_the_door(page):
    await page.get_by_label("Language").select_option("Deutsch")
    await expect(heading(page, "Willkommen")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "de")
    await page.get_by_label("Farben").select_option("Dunkle Farben")
    await expect(page.locator("body")).to_have_css("background-color", "rgb(17, 21, 19)")
    await page.reload()
    await expect(heading(page, "Willkommen")).to_be_visible()
    await expect(page.locator("body")).to_have_css("background-color", "rgb(17, 21, 19)")

    await page.get_by_label("E-Mail").fill(new_email())
    await page.keyboard.press("Enter")
    await page.get_by_label("Dein Name").fill("Anna")
    await page.keyboard.press("Enter")
    await button(page, "Ich habe sie").click()
    await expect(heading(page, "Willkommen, Anna")).to_be_visible()
    assert (await me(page))["locale"] == "de"


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_step_is_accessible(visit, scheme):
    page = await visit(color_scheme=scheme)
    email = new_email()
    await expect(heading(page, "Welcome")).to_be_visible()
    assert await axe(page) == []
    await give_email(page, email)
    await expect(page.get_by_label("Your name")).to_be_visible()
    assert await axe(page) == []
    await page.get_by_label("Your name").fill("Alice")
    await button(page, "Create account").click()
    await expect(heading(page, "Keep these codes")).to_be_visible()
    assert await axe(page) == []
    await button(page, "I kept them").click()
    await expect(heading(page, "Welcome, Alice")).to_be_visible()
    assert await axe(page) == []
    await page.get_by_label("Age").fill("7")
    await button(page, "Save and go on").click()
    await assert_wrong(page.get_by_label("Age"), re.compile("from 13 to 120"))
    assert await axe(page) == []
    await button(page, "Skip for now").click()
    await page.get_by_label("Daily energy goal").fill("1000")
    await button(page, "Save and start").click()
    await expect(page.get_by_text("1,000 kcal a day is below 1,500 kcal")).to_be_visible()
    assert await axe(page) == []
    await button(page, "I have read this: start").click()
    await sign_out(page)
    await give_email(page, email)
    await expect(page.get_by_label("Code", exact=True)).to_be_visible()
    assert await axe(page) == []


@pytest.mark.parametrize("locale", ["en-US", "de-DE"])
async def test_nothing_is_cut_off_on_the_narrowest_phone(visit, locale):
    page = await visit(viewport=NARROW, locale=locale)
    await page.locator("input[name=email]").fill(new_email())
    assert await overflow(page) == 0
    await page.keyboard.press("Enter")
    await page.locator("input[name=name]").fill("Donaudampfschifffahrtsgesellschaft" * 3)
    assert await overflow(page) == 0
    await page.keyboard.press("Enter")
    await expect(page.locator(".codes")).to_be_visible()
    assert await overflow(page) == 0
    await page.locator(".primary").click()
    await expect(page.locator(".welcome")).to_be_visible()
    assert await overflow(page) == 0
    await page.locator(".welcome > .quiet").click()
    await expect(page.locator(".welcome .options.short")).to_be_visible()
    assert await overflow(page) == 0


async def test_controls_are_large_enough_to_touch(page):
    await give_email(page, new_email())
    await expect(page.get_by_label("Your name")).to_be_visible()
    small = """[...document.querySelectorAll('button, input, select, a')]
      .filter((it) => it.checkVisibility() && !it.closest('label:has([type=radio]), .skip'))
      .filter((it) => it.getBoundingClientRect().height < 42)
      .map((it) => it.outerHTML.slice(0, 80))"""
    assert await page.evaluate(small) == []
    await page.get_by_label("Your name").fill("Alice")
    await button(page, "Create account").click()
    await button(page, "I kept them").click()
    await expect(heading(page, "Welcome, Alice")).to_be_visible()
    assert await page.evaluate(small) == []


async def test_signing_up_works_on_plain_http_at_home(visit, lan):
    page = await visit(host=lan)
    assert not await page.evaluate("isSecureContext")
    await give_email(page, new_email())
    await page.get_by_label("Your name").fill("Alice")
    await button(page, "Create account").click()
    await button(page, "Copy all").click()
    await expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    await button(page, "I kept them").click()
    await expect(heading(page, "Welcome, Alice")).to_be_visible()


async def test_the_first_run_can_be_skipped(page):
    await sign_up(page)
    before = await me(page)
    await button(page, "Skip for now").click()
    await expect(heading(page, "What you want")).to_be_focused()
    await button(page, "Skip for now").click()
    await expect(heading(page, "Today")).to_be_visible()
    await expect(page).to_have_url(re.compile(r":\d+/$"))
    after = await me(page)
    assert after == before
    assert "weight" not in after


async def test_the_first_run_stores_pounds_and_feet_exactly(page):
    await sign_up(page)
    await page.get_by_role("radio", name="lb, ft, in").check()
    await page.get_by_role("radio", name="Female").check()
    await page.get_by_label("Age").fill("34")
    await page.get_by_label("Weight").fill("150")
    await page.get_by_label("ft", exact=True).fill("5")
    await page.get_by_label("in", exact=True).fill("10")
    await page.get_by_role("radio", name="Very active").check()
    await button(page, "Save and go on").click()
    await page.get_by_role("radio", name="Lose weight").check()
    await page.get_by_label("Daily energy goal").fill("1800")
    await button(page, "Save and start").click()
    await expect(heading(page, "Today")).to_be_visible()

    user = await me(page)
    assert user["weight"] == pytest.approx(150 * 0.45359237, abs=1e-9)
    assert user["height"] == 177.8
    assert (user["age"], user["sex"], user["units"]) == (34, "female", "imperial")
    assert (user["activityLevel"], user["dailyCalorieGoal"]) == ("very_active", 1800)
    assert user["goals"] == ["Lose weight"]

    await open_app(page, "/settings")
    await expect(page.get_by_label("Weight lb")).to_have_value("150")
    await expect(page.get_by_label("ft", exact=True)).to_have_value("5")
    await expect(page.get_by_label("in", exact=True)).to_have_value("10")


async def test_changing_the_units_while_typing_moves_no_value(page):
    await sign_up(page)
    await page.get_by_label("Height").fill("180")
    await page.get_by_label("Weight").fill("72,5")
    for _ in range(3):
        await page.get_by_role("radio", name="lb, ft, in").check()
        await expect(page.get_by_label("in", exact=True)).to_have_value("10.9")
        await page.get_by_role("radio", name="kg, cm").check()
    await expect(page.get_by_label("Height")).to_have_value("180")
    await button(page, "Save and go on").click()
    await expect(heading(page, "What you want")).to_be_visible()
    user = await me(page)
    assert (user["height"], user["weight"]) == (180, 72.5)


async def test_a_low_goal_is_warned_of_before_one_goes_on(page):
    await sign_up(page)
    await button(page, "Skip for now").click()
    await page.get_by_label("Daily energy goal").fill("900")
    await button(page, "Save and start").click()
    await assert_wrong(page.get_by_label("Daily energy goal"), re.compile("from 1,000 to 10,000"))
    await page.get_by_label("Daily energy goal").fill("1400")
    await button(page, "Save and start").click()
    await expect(page.get_by_text("1,400 kcal a day is below 1,500 kcal")).to_be_visible()
    assert (await me(page))["dailyCalorieGoal"] == 1400
    await page.get_by_label("Daily energy goal").fill("1600")
    await button(page, "I have read this: start").click()
    await expect(heading(page, "Today")).to_be_visible()
    assert (await me(page))["dailyCalorieGoal"] == 1600
