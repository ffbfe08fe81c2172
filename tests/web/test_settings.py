"""The settings: the person, this device, and the connection between it and the server."""

import csv
import io
import json
import re
import time
from pathlib import Path

import pytest
from playwright.async_api import expect

from web.helpers import FOOD, PASSWORD, ask, axe, join, log_in, open_app, overflow, post_meal

PAGE = "/settings"
CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"


def part(page, name):
    return page.get_by_role("region", name=name, exact=True)


def save(page, name="Profile"):
    return part(page, name).get_by_role("button", name="Save")


def toast(page):
    return page.locator(".toast")


async def me(page):
    return await ask(page, "auth/session")


def radio(page, name):
    return page.get_by_role("radio", name=name)


async def join_settings(page, **profile):
    return await join(page, PAGE, **profile)


async def assert_wrong(field, message):
    await expect(field).to_have_attribute("aria-invalid", "true")
    await expect(field).to_have_accessible_description(re.compile(message))


async def with_queue(page, food=FOOD):
    """One meal on the screen, and no network."""
    user = await join(page)
    await post_meal(page, food)
    await expect(page.get_by_role("article")).to_be_visible()
    await page.context.set_offline(True)
    return user


async def delete_meal(page):
    await page.get_by_role("button", name="More for").click()
    await page.get_by_role("menuitem", name="Delete").click()
    await expect(page.locator(".sync")).to_have_text("Offline, 1 waiting")


async def to_settings(page):
    """By a link, so that nothing is loaded anew."""
    await page.get_by_role("link", name="Settings").last.click()
    await expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()


async def test_a_changed_profile_is_on_the_other_device_in_two_seconds(visit):
    phone, desk = await visit(), await visit()
    user = await join_settings(phone)
    await log_in(desk, user["email"])
    async with desk.expect_response("**/api/events/*"):
        await open_app(desk)
    await phone.get_by_label("Daily energy goal").fill("2300")
    await save(phone).click()
    await expect(toast(phone)).to_contain_text("Saved")
    saved = time.monotonic()
    await expect(desk.locator(".ring-text")).to_have_text("2,300 kcal left")
    assert time.monotonic() - saved < 2


async def test_only_what_was_changed_is_sent(visit):
    """The other device has changed the rest meanwhile."""
    phone, desk = await visit(), await visit()
    user = await join_settings(phone, weight=68.0388555, height=177.8, units="imperial", age=30)
    await log_in(desk, user["email"])
    await open_app(desk, PAGE)
    await expect(phone.get_by_label("Weight lb")).to_have_value("150")
    await expect(phone.get_by_label("ft", exact=True)).to_have_value("5")
    await expect(phone.get_by_label("in", exact=True)).to_have_value("10")
    await phone.get_by_label("Name").fill("Robin the Second")
    await desk.get_by_label("Age years").fill("31")
    await save(desk).click()
    await expect(phone.get_by_label("Age years")).to_have_value("31")
    await save(phone).click()
    await expect(toast(phone)).to_contain_text("Saved")
    after = await me(phone)
    assert (after["name"], after["age"]) == ("Robin the Second", 31)
    assert (after["weight"], after["height"]) == (68.0388555, 177.8)


async def test_every_field_of_the_profile_is_saved(page):
    await join_settings(page)
    await page.get_by_label("Name").fill("Robin Hood")
    await radio(page, "Male").last.check()
    await page.get_by_label("Age years").fill("40")
    await page.get_by_label("Weight kg").fill("81,5")
    await page.get_by_label("Height").fill("183")
    await radio(page, "Lightly active").check()
    await radio(page, "Keep my weight").check()
    await page.get_by_label("Other goals").fill("more fiber\n\n  cook at home ")
    await page.get_by_label("Daily energy goal").fill("2400")
    await save(page).click()
    await expect(toast(page)).to_contain_text("Saved")
    user = await me(page)
    assert user["name"] == "Robin Hood"
    assert (user["sex"], user["age"], user["weight"], user["height"]) == ("male", 40, 81.5, 183)
    assert (user["activityLevel"], user["dailyCalorieGoal"]) == ("lightly_active", 2400)
    assert user["goals"] == ["Keep weight", "more fiber", "cook at home"]

    await page.reload()
    await expect(page.get_by_label("Other goals")).to_have_value("more fiber\ncook at home")
    await expect(radio(page, "Keep my weight")).to_be_checked()
    await page.get_by_label("Age years").fill("")
    await radio(page, "None of these").check()
    await save(page).click()
    await expect(toast(page)).to_contain_text("Saved")
    user = await me(page)
    assert "age" not in user
    assert user["goals"] == ["more fiber", "cook at home"]


async def test_what_is_wrong_is_said_at_the_field_and_nothing_is_stored(page):
    before = await join_settings(page, weight=70)
    await page.get_by_label("Age years").fill("12")
    await page.get_by_label("Weight kg").fill("much")
    await save(page).click()
    await assert_wrong(page.get_by_label("Weight kg"), "from 20 to 500 kg")
    await expect(page.get_by_label("Weight kg")).to_be_focused()
    await page.get_by_label("Weight kg").fill("71")
    await save(page).click()
    await assert_wrong(page.get_by_label("Age years"), "from 13 to 120")
    await expect(page.get_by_label("Age years")).to_have_value("12")
    assert (await me(page))["weight"] == before["weight"] == 70


async def test_without_a_network_a_form_says_so_and_keeps_what_was_typed(page):
    await join_settings(page)
    await expect(page.locator(".checks li")).to_have_count(7)
    await page.context.set_offline(True)
    await page.get_by_label("Name").fill("Offline")
    await save(page).click()
    await expect(part(page, "Profile").get_by_role("alert")).to_contain_text("cannot be reached")
    await expect(page.get_by_label("Name")).to_have_value("Offline")
    await page.context.set_offline(False)
    await save(page).click()
    await expect(toast(page)).to_contain_text("Saved")


async def test_the_day_starts_where_and_when_the_person_says(visit):
    page = await visit(timezone_id="Europe/Berlin")
    await join_settings(page, timezone="Asia/Tokyo")
    day = part(page, "Your day")
    await expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    await page.get_by_label("Time zone").fill("Mars/Olympus")
    await save(page, "Your day").click()
    await assert_wrong(page.get_by_label("Time zone"), "such as Europe/Berlin")
    await day.get_by_role("button", name="Use the one of this device: Europe/Berlin").click()
    await page.get_by_label("A new day starts at").select_option("04:00")
    await save(page, "Your day").click()
    await expect(toast(page)).to_contain_text("Saved")
    user = await me(page)
    assert (user["timezone"], user["dayStartHour"]) == ("Europe/Berlin", 4)
    await expect(day.get_by_role("button", name="Use the one")).to_be_hidden()


async def test_german_is_everywhere_at_once_and_stays(visit):
    page, other = await visit(), await visit()
    user = await join_settings(page)
    await log_in(other, user["email"])
    await open_app(other, PAGE)
    await page.get_by_label("Language", exact=True).select_option("Deutsch")
    for each in (page, other):
        await expect(each.get_by_role("heading", name="Einstellungen", exact=True)).to_be_visible()
        await expect(each.locator("html")).to_have_attribute("lang", "de")
    assert (await me(page))["locale"] == "de"
    await page.reload()
    await expect(page.get_by_role("heading", name="Einstellungen", exact=True)).to_be_visible()
    await expect(page).to_have_title("Einstellungen – NutriTrack")
    english = {"Save", "Profile", "Sign-ins", "Sign out", "Weight", "Today", "All saved", "Clock"}
    words = set((await page.locator("body").inner_text()).split("\n"))
    assert not english & words
    assert await axe(page) == []


async def test_the_colours_can_be_chosen(page):
    await join_settings(page)
    await radio(page, "Dark").check()
    await expect(page.locator("body")).to_have_css("background-color", "rgb(17, 21, 19)")
    await page.reload()
    await expect(page.locator("body")).to_have_css("background-color", "rgb(17, 21, 19)")
    await radio(page, "As the device").check()
    await expect(page.locator("body")).to_have_css("background-color", "rgb(246, 247, 245)")


async def test_units_change_what_is_shown_and_not_what_is_stored(page):
    await join_settings(page, weight=70.5, height=178)
    await radio(page, "lb, ft, in").check()
    await expect(page.get_by_label("Weight lb")).to_have_value("155.4")
    await expect(page.get_by_label("in", exact=True)).to_have_value("10.1")
    await radio(page, "kg, cm").check()
    await expect(page.get_by_label("Weight kg")).to_have_value("70.5")
    user = await me(page)
    assert (user["weight"], user["height"], user["units"]) == (70.5, 178, "metric")


async def test_what_waits_can_be_seen_and_sent(page):
    user = await with_queue(page)
    await delete_meal(page)
    await to_settings(page)
    waiting = part(page, "Waiting entries")
    await expect(waiting).to_contain_text("Lunch: Chicken Tikka Masala")
    await expect(waiting).to_contain_text("deleted · waiting to be sent")
    await waiting.get_by_role("button", name="Send now").click()
    await expect(toast(page)).to_contain_text("cannot be reached")
    await page.context.set_offline(False)
    await expect(waiting).to_contain_text("Nothing waits")
    assert await ask(page, f"meals/{user['_id']}") == []


async def test_what_waits_can_be_discarded(page):
    user = await with_queue(page)
    await delete_meal(page)
    await to_settings(page)
    waiting = part(page, "Waiting entries")
    await waiting.get_by_role("button", name="Discard").click()
    await expect(waiting.get_by_role("group", name="Discard this change?")).to_be_visible()
    assert await axe(page) == []
    await waiting.get_by_role("button", name="Cancel").click()
    await expect(waiting.get_by_role("button", name="Discard")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(waiting.get_by_role("group")).to_be_visible()
    await expect(waiting.get_by_role("button", name="Discard")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(waiting).to_contain_text("Nothing waits")
    await page.context.set_offline(False)
    await page.get_by_role("link", name="Today").first.click()
    await expect(page.get_by_role("article")).to_contain_text("Chicken Tikka Masala")
    assert len(await ask(page, f"meals/{user['_id']}")) == 1


async def test_both_versions_of_a_conflict_are_shown(page):
    user = await with_queue(page)
    (meal,) = await ask(page, f"meals/{user['_id']}")
    await delete_meal(page)
    foods = [{**FOOD, "name": "Lentil Soup"}]
    origin = "/".join(page.url.split("/")[:3])
    reply = await page.context.request.put(
        f"/api/meals/{user['_id']}/{meal['_id']}",
        data={"foods": foods, "mealType": "lunch", "date": meal["date"]},
        headers={"Origin": origin, "If-Match": meal["updatedAt"]},
    )
    assert reply.ok
    await page.context.set_offline(False)
    await open_app(page, PAGE)
    waiting = part(page, "Waiting entries")
    await expect(waiting).to_contain_text("Lentil Soup")
    await expect(waiting).to_contain_text("changed on another device too")
    assert await axe(page) == []
    await waiting.get_by_role("button", name="Keep the one from there").click()
    await expect(waiting).to_contain_text("Nothing waits")
    (after,) = await ask(page, f"meals/{user['_id']}")
    assert after["foods"][0]["name"] == "Lentil Soup"


async def test_the_server_says_why_it_refused_and_it_can_be_tried_again(page):
    user = await with_queue(page, {**FOOD, "calories": 15_000})
    article = page.get_by_role("article")
    await article.get_by_role("button", name="Chicken Tikka Masala").click()
    await article.get_by_role("textbox").fill("600")
    await page.keyboard.press("Enter")
    await expect(page.locator(".sync")).to_have_text("Offline, 1 waiting")
    await page.context.set_offline(False)
    await expect(page.locator(".sync")).to_have_text("1 entry needs you")
    await page.get_by_role("alert").get_by_role("link", name="Settings").click()
    waiting = part(page, "Waiting entries")
    await expect(waiting).to_be_in_viewport()
    await expect(waiting).to_contain_text("not taken by the server")
    await expect(waiting).to_contain_text("20000")
    assert await axe(page) == []
    async with page.expect_response(f"**/api/meals/{user['_id']}/*") as reply:
        await waiting.get_by_role("button", name="Try again").click()
    assert (await reply.value).status == 422
    await expect(waiting).to_contain_text("not taken by the server")
    await waiting.get_by_role("button", name="Discard").click()
    await waiting.get_by_role("button", name="Discard").click()
    await expect(waiting).to_contain_text("Nothing waits")
    await expect(page.locator(".sync")).to_have_text("All saved")


async def test_another_device_can_be_signed_out(visit):
    here, there = await visit(), await visit()
    user = await join(there)
    await post_meal(there)
    await expect(there.get_by_role("article")).to_be_visible()
    await log_in(here, user["email"])
    await open_app(here, PAGE)
    devices = part(here, "Sign-ins")
    await expect(devices.get_by_role("listitem")).to_have_count(2)
    own = devices.get_by_role("listitem").filter(has_text="this device")
    await expect(own).to_contain_text("Chrome on Linux")
    await expect(own.get_by_role("button")).to_have_count(0)

    await devices.get_by_role("button", name="Sign out").click()
    await expect(devices).to_contain_text("Sign out Chrome on Linux?")
    await devices.get_by_role("button", name="Sign out").click()
    await expect(devices.get_by_role("listitem")).to_have_count(1)
    await expect(there.get_by_text("You are signed out")).to_be_visible()
    await there.get_by_role("button", name="More for").click()
    await there.get_by_role("menuitem", name="Delete").click()
    await expect(there.get_by_role("article")).to_have_count(0)
    await there.reload()
    await expect(there.get_by_text("You are signed out")).to_be_visible()
    await expect(there.locator(".sync")).to_have_text(re.compile("1"))
    assert len(await ask(here, f"meals/{user['_id']}")) == 1


async def test_signing_out_everywhere(visit):
    here, there = await visit(), await visit()
    user = await join_settings(here)
    await log_in(there, user["email"])
    await open_app(there)
    leaving = part(here, "Sign out")
    await leaving.get_by_role("button", name="Sign out everywhere").click()
    await leaving.get_by_role("button", name="Sign out everywhere").click()
    await expect(here.get_by_role("heading", name="Welcome")).to_be_visible()
    await expect(there.get_by_text("You are signed out")).to_be_visible()


async def test_a_password_can_be_changed(visit):
    page, other = await visit(), await visit()
    user = await join_settings(page)
    await log_in(other, user["email"])
    await open_app(other)
    await page.get_by_text("Set a new password").first.click()
    await page.get_by_label("Current password", exact=True).fill("not this one")
    await page.get_by_label("New password", exact=True).fill("another good password")
    await page.get_by_role("button", name="Set a new password").click()
    await assert_wrong(
        page.get_by_label("Current password", exact=True), "not your current password"
    )
    await page.get_by_label("Current password", exact=True).fill(PASSWORD)
    await page.get_by_label("New password", exact=True).fill("short")
    await page.get_by_role("button", name="Set a new password").click()
    await assert_wrong(page.get_by_label("New password", exact=True), "has 8 to 200 characters")
    await page.get_by_label("New password", exact=True).fill("another good password")
    await page.get_by_role("button", name="Set a new password").click()
    await expect(toast(page)).to_contain_text("The password is set")
    await expect(page.get_by_label("New password", exact=True)).to_have_value("")
    await expect(other.get_by_text("You are signed out")).to_be_visible()
    again = await log_in(other, user["email"], password="another good password")
    assert again["_id"] == user["_id"]


async def test_new_recovery_codes_are_shown_once_and_work(visit):
    page, other = await visit(), await visit()
    user = await join_settings(page)
    await page.get_by_role("button", name="Make new codes").click()
    await page.get_by_role("button", name="Make new codes").click()
    await expect(page.get_by_role("heading", name="Keep these codes")).to_be_focused()
    assert await axe(page) == []
    codes = (await page.locator(".codes").inner_text()).split()
    assert len(codes) == 8
    await page.get_by_role("button", name="I kept them").click()
    await expect(page.locator(".codes")).to_be_hidden()
    again = await log_in(other, user["email"], password=None, code=codes[3])
    assert again["_id"] == user["_id"]


POST_MANY = """async (foods) => {
  const headers = { "Content-Type": "application/json" };
  for (const food of foods)
    await fetch("/api/meals", {
      method: "POST", headers, body: JSON.stringify({ mealType: "snack", foods: [food] })
    });
}"""


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("form", ["JSON", "CSV"])
async def test_all_meals_can_be_downloaded(page, form):
    user = await join(page)
    names = ['=1+1, "Soup"', "Crème brûlée", *(f"Food {n}" for n in range(201))]
    await page.evaluate(POST_MANY, [{**FOOD, "name": name} for name in names])
    await open_app(page, PAGE)
    data = part(page, "Your data")
    async with page.expect_download() as waiting:
        await data.get_by_role("button", name=form).click()
    download = await waiting.value
    await expect(data).to_contain_text("Done: 203 meals.")
    assert download.suggested_filename.endswith(f".{form.lower()}")
    text = read(await download.path())
    newest = (await ask(page, f"meals/{user['_id']}?limit=1"))[0]
    if form == "JSON":
        meals = json.loads(text)
        assert meals[0] == newest
        assert {meal["foods"][0]["name"] for meal in meals} == set(names)
    else:
        rows = list(csv.DictReader(io.StringIO(text)))
        assert rows[0]["mealId"] == newest["_id"]
        assert (rows[0]["calories"], rows[0]["grams"]) == ("450.4", "300")
        assert {row["name"] for row in rows} == {f"'{names[0]}", *names[1:]}


async def test_an_account_can_be_deleted(visit):
    page, other = await visit(), await visit()
    user = await join_settings(page)
    await log_in(other, user["email"])
    await open_app(other)
    await post_meal(page)
    await page.get_by_text("Delete the account").click()
    await page.get_by_label("To confirm, type").fill("somebody@example.com")
    await page.get_by_role("button", name="Delete everything for good").click()
    await assert_wrong(page.get_by_label("To confirm, type"), "not the e-mail of this account")
    await page.get_by_label("To confirm, type").fill(user["email"].upper())
    await page.get_by_role("button", name="Delete everything for good").click()
    await expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    assert await page.evaluate("indexedDB.databases()") == []
    assert user["email"] not in await page.evaluate("JSON.stringify(localStorage)")
    await expect(other.get_by_text("You are signed out")).to_be_visible()
    await page.get_by_label("E-mail").fill(user["email"])
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Create your account")).to_be_visible()


async def test_the_connection_is_checked(page):
    await join_settings(page)
    checks = part(page, "Connection check").get_by_role("listitem")
    for fine in ("Private connection", "Server", "Changes on other devices", "Clock"):
        await expect(checks.filter(has_text=f"{fine}: fine")).to_have_count(1)
    await page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    await page.get_by_role("button", name="Check again").click()
    await expect(page.get_by_text("Checked at")).to_be_visible()
    await expect(checks.filter(has_text="Opening without a network: fine")).to_have_count(1)

    await page.context.set_offline(True)
    await page.get_by_role("button", name="Check again").click()
    away = checks.filter(has_text="Server: needs attention")
    await expect(away).to_contain_text("What you log stays here and is sent later")


async def test_every_tab_knows_that_one_of_them_hears_of_changes(page):
    await join_settings(page)
    tab = await page.context.new_page()
    await open_app(tab, PAGE)
    for each in (page, tab):
        checks = part(each, "Connection check").get_by_role("listitem")
        await expect(checks.filter(has_text="Changes on other devices: fine")).to_have_count(1)


async def test_plain_http_says_what_is_missing(visit, lan):
    page = await visit(host=lan)
    await join_settings(page)
    check = part(page, "Connection check")
    await expect(check).to_contain_text("This connection is not private")
    for missing in ("Private connection", "Opening without a network", "Camera for barcodes"):
        await expect(check).to_contain_text(f"{missing}: needs attention")
    await expect(check).to_contain_text("Server: fine")
    await expect(check).to_contain_text("Changes on other devices: fine")
    assert await axe(page) == []


async def test_signing_out_warns_of_what_would_be_lost(page):
    user = await with_queue(page)
    await delete_meal(page)
    await to_settings(page)
    leaving = part(page, "Sign out")
    await expect(leaving).to_contain_text("1 entry is not on the server yet")
    await leaving.get_by_role("button", name="Sign out", exact=True).click()
    await expect(leaving.get_by_role("group", name="Sign out and lose 1 entry?")).to_be_visible()
    await leaving.get_by_role("button", name="Sign out", exact=True).click()
    await expect(leaving.get_by_role("alert")).to_contain_text("You stay signed in")
    await leaving.get_by_role("button", name="Send first").click()
    await expect(toast(page)).to_contain_text("1 entry is still here")
    await page.context.set_offline(False)
    await expect(leaving).not_to_contain_text("not on the server yet")
    assert await ask(page, f"meals/{user['_id']}") == []
    await leaving.get_by_role("button", name="Sign out", exact=True).click()
    await expect(page.get_by_role("heading", name="Welcome")).to_be_visible()


async def test_a_link_to_a_part_shows_that_part(page):
    await join(page)
    await page.goto(f"{PAGE}#check")
    await expect(page.get_by_role("heading", name="Connection check")).to_be_in_viewport()
    await page.get_by_role("navigation", name="Parts").get_by_role("link", name="Sign-ins").click()
    await expect(page.get_by_role("heading", name="Sign-ins")).to_be_in_viewport()
    await page.go_back()
    await expect(page).to_have_url(re.compile("#check$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_part_is_accessible(visit, scheme):
    page = await visit(color_scheme=scheme)
    await join_settings(page, dailyCalorieGoal=1200)
    await expect(part(page, "Sign-ins").get_by_role("listitem")).to_have_count(1)
    for closed in await page.locator("summary").all():
        await closed.click()
    await expect(page.get_by_label("To confirm, type")).to_be_visible()
    assert await axe(page) == []
    await page.get_by_role("button", name="Sign out everywhere").click()
    await page.get_by_label("Age years").fill("5")
    await save(page).click()
    await expect(page.get_by_text("from 13 to 120")).to_be_visible()
    assert await axe(page) == []


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
async def test_nothing_is_cut_off_on_the_narrowest_phone(visit, locale):
    page = await visit(viewport={"width": 320, "height": 568})
    await join_settings(page, locale=locale, units="imperial", name="Wolfeschlegelsteinhausen" * 3)
    await expect(page.locator(".checks li")).to_have_count(7)
    for closed in await page.locator("summary").all():
        await closed.click()
    await page.locator(".actions button").last.click()
    assert await overflow(page) == 0


async def test_it_says_which_version_this_is(page):
    await join(page, PAGE)
    version = re.search(r"(?m)^## ([0-9.]+)$", CHANGELOG.read_text())[1]
    await expect(part(page, "About")).to_contain_text(f"NutriTrack {version}")
