"""The first page, in a real browser, as people use it."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.async_api import Locator, Page, Route, expect

PASSWORD = "correct horse battery"
TIKKA = {"Food": "Chicken Tikka Masala", "Calories": "450", "Protein": "35", "Carbs": "28"}
TIKKA |= {"Fat": "18"}
RICE = {"Food": "Basmati Rice", "Calories": "200.4", "Protein": "4", "Carbs": "45", "Fat": "0.5"}
RICE |= {"Quantity": "1 cup"}
MEALS = "**/api/meals/**"


async def give_email(page, email):
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_role("button", name="Continue").click()


async def sign_up(page, name="Alice", password=PASSWORD):
    """Make a new account, and answer its e-mail."""
    email = f"{uuid4().hex}@example.com"
    await give_email(page, email)
    await page.get_by_label("Your name").fill(name)
    await page.get_by_label("Password (optional)").fill(password)
    await page.get_by_role("button", name="Create account").click()
    if not password:
        await page.get_by_role("button", name="I kept them").click()
    await expect(page.get_by_role("heading", name="Today")).to_be_visible()
    return email


async def join(page, name="Alice"):
    """The same in a moment: through the API, with the cookie of this browser."""
    said = {"email": f"{uuid4().hex}@example.com", "name": name}
    reply = await page.request.post("/api/auth/login", data=said)
    assert reply.status == 201
    await page.reload()
    await expect(page.get_by_role("heading", name="Today")).to_be_visible()


async def fill_food(page, number, food):
    row = page.get_by_role("group", name=f"Food {number}")
    for label, text in food.items():
        await row.get_by_label(label).fill(text)


async def fill_meal(page, *foods, meal="Lunch"):
    await page.get_by_role("button", name="Log a meal").click()
    await page.get_by_role("radio", name=meal).check()
    for number, food in enumerate(foods, 1):
        if number > 1:
            await page.get_by_role("button", name="Add another food").click()
        await fill_food(page, number, food)


async def send_meal(page):
    await page.get_by_role("button", name="Log meal").click()
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def log_meal(page, *foods, meal="Lunch"):
    await fill_meal(page, *foods, meal=meal)
    await send_meal(page)
    await expect(page.get_by_role("article").filter(has_text=foods[0]["Food"])).to_be_visible()


async def ask(page: Page, path: str):
    """The API's answer to whoever is signed in on this page."""
    user = await (await page.request.get("/api/auth/session")).json()
    reply = await page.request.get(path.replace("{userId}", user["_id"]))
    assert reply.ok, await reply.text()
    return await reply.json()


def ring(page: Page) -> Locator:
    return page.locator(".ring-text")


async def assert_wrong(field: Locator, message: str | re.Pattern[str]):
    await expect(field).to_have_attribute("aria-invalid", "true")
    await expect(field).to_have_accessible_description(message)
    await expect(field).to_be_focused()


async def test_a_logged_meal_adds_up_everywhere(page):
    await sign_up(page)
    await fill_meal(page, TIKKA, RICE)
    await expect(page.get_by_role("dialog")).to_contain_text("650 kcal")
    await expect(page.get_by_role("dialog")).to_contain_text("Protein 39 g · Carbs 73 g · Fat 18.5")
    await send_meal(page)

    await expect(ring(page)).to_have_text("1,350 kcal left")
    await expect(page.locator(".energy")).to_contain_text("650 eaten")
    await expect(page.locator(".energy")).to_contain_text("2,000 goal")
    await expect(page.get_by_role("meter", name="Protein")).to_have_attribute(
        "aria-valuetext", "39 g, 25% of the energy"
    )
    for grams in ("39 g", "73 g", "18.5 g"):
        await expect(page.locator("#summary")).to_contain_text(grams)

    meal = page.get_by_role("article")
    await expect(meal.get_by_role("heading")).to_have_text("Lunch")
    await expect(meal.locator("header")).to_contain_text("650 kcal")
    for food in ("Chicken Tikka Masala", "Basmati Rice", "1 serving", "1 cup"):
        await expect(meal).to_contain_text(food)

    day = await ask(page, "/api/analytics/{userId}/daily")
    assert day["totalCalories"] == 650.4
    assert (day["protein"], day["carbs"], day["fat"]) == (39, 73, 18.5)


async def test_fiber_and_sugar_can_be_told(page):
    await join(page)
    await fill_meal(page, TIKKA)
    await page.get_by_text("Fiber and sugar").click()
    await fill_food(page, 1, {"Fiber": "4,5", "Sugar": "6"})
    await send_meal(page)
    (meal,) = await ask(page, "/api/meals/{userId}")
    assert (meal["foods"][0]["fiber"], meal["foods"][0]["sugar"]) == (4.5, 6)


async def test_a_food_can_be_taken_out_again(page):
    await join(page)
    await fill_meal(page, TIKKA, RICE)
    await page.get_by_role("group", name="Food 1").get_by_role("button", name="Remove").click()
    await expect(page.get_by_role("dialog")).to_contain_text("200 kcal")
    await send_meal(page)
    (meal,) = await ask(page, "/api/meals/{userId}")
    assert [food["name"] for food in meal["foods"]] == ["Basmati Rice"]


async def test_more_than_the_goal_is_said_in_words(page):
    await join(page)
    await log_meal(page, TIKKA | {"Calories": "2,300"})
    await expect(ring(page)).to_have_text("300 kcal over")


async def test_a_reload_stays_signed_in_and_signing_out_does_not(page):
    email = await sign_up(page)
    await page.reload()
    await expect(page.get_by_role("heading", name="Today")).to_be_visible()

    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    await page.reload()
    await give_email(page, email)
    await expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    await page.get_by_label("Password", exact=True).fill("not the password")
    await page.get_by_role("button", name="Sign in").click()
    await assert_wrong(page.get_by_label("Password", exact=True), re.compile("not a password of"))

    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Today")).to_be_visible()
    assert await page.evaluate("localStorage.length + sessionStorage.length") == 0


async def test_recovery_codes_are_shown_once_and_let_in(page):
    email = f"{uuid4().hex}@example.com"
    await give_email(page, email)
    await page.get_by_label("Your name").fill("Bob")
    await page.get_by_role("button", name="Create account").click()
    await expect(page.get_by_role("heading", name="Keep these codes")).to_be_focused()
    codes = (await page.locator("#codes-list").inner_text()).split()
    assert len(codes) == 8
    await page.get_by_role("button", name="Copy all").click()
    await expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    await page.get_by_role("button", name="I kept them").click()
    await expect(page.get_by_role("heading", name="Today")).to_be_visible()
    assert codes[0] not in await page.content()

    await page.get_by_role("button", name="Sign out").click()
    await give_email(page, email)
    await page.get_by_label("Code", exact=True).fill(codes[0])
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", name="Today")).to_be_visible()
    assert codes[1] not in await page.content()


async def test_a_code_by_mail_is_offered_where_the_server_can_send_it(page):
    """Other ways in are one press away; asking for a code does not tell whether it was sent."""
    proof = {"code": "ProofRequired", "methods": ["password", "email_code", "recovery_code"]}
    await page.route("**/api/auth/login", lambda route: route.fulfill(status=401, json=proof))
    await give_email(page, "alice@example.com")
    await expect(page.get_by_label("Password", exact=True)).to_be_focused()
    async with page.expect_response("**/api/auth/code") as reply:
        await page.get_by_role("button", name="Mail me a code").click()
    assert (await reply.value).status == 202
    await expect(page.get_by_text("a code is on its way")).to_be_visible()
    await expect(page.get_by_label("Code", exact=True)).to_be_focused()
    await expect(page.get_by_role("button", name="Use a recovery code")).to_be_visible()
    await page.get_by_role("button", name="Use the password").click()
    await expect(page.get_by_label("Password", exact=True)).to_be_focused()


async def test_signing_up_says_at_the_field_what_is_wrong(page):
    await give_email(page, "alice")
    await assert_wrong(page.get_by_label("E-mail"), "This is not an e-mail address.")

    await give_email(page, f"{uuid4().hex}@example.com")
    await page.get_by_role("button", name="Create account").click()
    await assert_wrong(page.get_by_label("Your name"), "A new account needs a name.")

    await page.get_by_label("Your name").fill("Alice")
    await page.get_by_label("Password (optional)").fill("short")
    await page.get_by_role("button", name="Create account").click()
    await assert_wrong(page.get_by_label("Password (optional)"), re.compile("at least 8"))


async def test_a_new_account_gets_the_zone_of_the_browser(visit):
    page = await visit(timezone_id="Asia/Tokyo")
    await sign_up(page)
    assert (await ask(page, "/api/users/{userId}"))["timezone"] == "Asia/Tokyo"
    await fill_meal(page, TIKKA)
    await page.get_by_label("Time").fill("07:45")
    await send_meal(page)
    await expect(page.get_by_role("article")).to_contain_text("07:45")
    (meal,) = await ask(page, "/api/meals/{userId}")
    assert meal["date"].endswith("T22:45:00.000Z")


async def test_a_wrong_food_says_so_at_the_field(page):
    await join(page)
    await fill_meal(page, TIKKA, RICE | {"Calories": "many"})
    await page.get_by_role("button", name="Log meal").click()
    row = page.get_by_role("group", name="Food 2")
    await assert_wrong(row.get_by_label("Calories"), re.compile("number"))
    assert await ask(page, "/api/meals/{userId}") == []

    await row.get_by_label("Calories").fill("30000")
    await row.get_by_label("Food").fill(" ")
    await page.get_by_role("button", name="Log meal").click()
    await assert_wrong(row.get_by_label("Food"), re.compile("."))
    await expect(row.get_by_label("Calories")).to_have_accessible_description(re.compile("20000"))

    await fill_food(page, 2, RICE)
    await send_meal(page)
    assert len(await ask(page, "/api/meals/{userId}")) == 1


@pytest.mark.parametrize("change", [{}, {"Calories": "500"}])
async def test_a_failed_request_keeps_the_form_and_is_never_logged_twice(page, change):
    """The first try is lost on its way, the answer of the second on its way back."""
    await join(page)
    tries = []

    async def lose(route: Route) -> None:
        tries.append(route.request.url)
        if len(tries) == 2:
            await route.fetch()
        await (route.abort() if len(tries) < 3 else route.continue_())

    await page.route(
        MEALS, lambda route: lose(route) if route.request.method == "PUT" else route.continue_()
    )
    await fill_meal(page, TIKKA)
    for _ in range(2):
        await page.get_by_role("button", name="Log meal").click()
        await expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    await fill_food(page, 1, change)
    await send_meal(page)

    assert len(set(tries)) == 1
    (meal,) = await ask(page, "/api/meals/{userId}")
    assert meal["totalCalories"] == float((TIKKA | change)["Calories"])


async def test_what_was_typed_survives_closing_the_form(page):
    await join(page)
    await fill_meal(page, TIKKA)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Log a meal").click()
    await expect(page.get_by_label("Food", exact=True)).to_have_value("Chicken Tikka Masala")


async def test_a_deleted_meal_comes_back(page):
    await join(page)
    await log_meal(page, TIKKA, RICE)
    (before,) = await ask(page, "/api/meals/{userId}")
    await page.get_by_role("button", name="Delete Lunch").click()
    await expect(page.get_by_role("article")).to_have_count(0)
    await expect(ring(page)).to_have_text("2,000 kcal left")

    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_role("article")).to_have_count(1)
    await expect(ring(page)).to_have_text("1,350 kcal left")
    (after,) = await ask(page, "/api/meals/{userId}")
    assert after["_id"] != before["_id"]
    assert (after["date"], after["foods"]) == (before["date"], before["foods"])


async def test_a_logged_meal_can_be_undone(page):
    await join(page)
    await log_meal(page, TIKKA)
    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_text("Nothing logged on this day yet")).to_be_visible()


async def test_the_offer_to_undo_lasts_eight_seconds(page):
    await join(page)
    await page.clock.install()
    await page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    await log_meal(page, TIKKA)
    await page.clock.run_for(7_000)
    await expect(page.get_by_role("button", name="Undo")).to_be_visible()
    await page.clock.run_for(2_000)
    await expect(page.get_by_role("button", name="Undo")).to_be_hidden()


async def test_another_day(page):
    await join(page)
    await log_meal(page, TIKKA)
    await page.get_by_role("link", name="Previous day").click()
    await expect(page.get_by_role("heading", name="Yesterday")).to_be_visible()
    await expect(page.get_by_text("Nothing logged on this day yet")).to_be_visible()

    await log_meal(page, RICE, meal="Breakfast")
    await expect(page.get_by_role("article")).to_contain_text("08:00")
    await expect(page.locator(".energy")).to_contain_text("200 eaten")
    await page.reload()
    await expect(page.get_by_role("heading", name="Yesterday")).to_be_visible()

    await page.get_by_role("link", name="Next day").click()
    await expect(page.get_by_role("heading", name="Today")).to_be_visible()
    await expect(page.locator(".energy")).to_contain_text("450 eaten")
    await expect(page.get_by_role("link", name="Next day")).to_be_disabled()
    day = date.fromisoformat((await ask(page, "/api/analytics/{userId}/daily"))["date"])
    meals = await ask(page, "/api/meals/{userId}")
    assert [meal["day"] for meal in meals] == [str(day), str(day - timedelta(days=1))]


async def test_a_page_that_was_left_open_looks_at_the_clock_first(page):
    async def end_the_day(route: Route) -> None:
        reply = await route.fetch()
        await route.fulfill(json=await reply.json() | {"end": "2020-01-01T00:00:00.000Z"})

    await page.route("**/daily?*", end_the_day, times=1)
    await join(page)
    async with page.expect_response("**/weekly"):
        await page.get_by_role("button", name="Log a meal").click()
    await fill_food(page, 1, TIKKA)
    await send_meal(page)
    (meal,) = await ask(page, "/api/meals/{userId}")
    assert meal["day"] == (await ask(page, "/api/analytics/{userId}/daily"))["date"]


async def test_the_week_shows_missing_days_as_unknown(page):
    await join(page)
    await log_meal(page, TIKKA)
    await page.get_by_role("link", name="Previous day").click()
    await expect(page.get_by_role("heading", name="Yesterday")).to_be_visible()
    await log_meal(page, RICE)
    await expect(page.locator(".week")).to_contain_text("2 days logged")
    await expect(page.locator("#average")).to_have_text("325 kcal a day on average")
    await expect(page.get_by_role("link", name="nothing logged")).to_have_count(5)
    await expect(page.locator(".column.missing")).to_have_count(5)
    await expect(page.get_by_role("link", name="200 kcal")).to_have_attribute(
        "aria-current", "date"
    )
    macros = await ask(page, "/api/analytics/{userId}/macros")
    share = round(macros["share"]["protein"] * 100)
    await expect(page.locator(".share-words")).to_contain_text(f"Protein {share}%")

    await page.get_by_role("link", name="450 kcal").click()
    await expect(page.get_by_role("heading", name="Today")).to_be_visible()


async def test_markup_in_a_name_is_only_text(page):
    name = '<img src=x onerror="alert(1)"><b>Soup</b>'
    await join(page, name)
    await log_meal(page, TIKKA | {"Food": name, "Quantity": "<i>1</i>"})
    await expect(page.get_by_role("article")).to_contain_text(name)
    await expect(page.get_by_role("article")).to_contain_text("<i>1</i>")
    await expect(page.locator(":is(article, #who) :is(img, i)")).to_have_count(0)
    await expect(page.locator("#who")).to_have_text(name)


async def test_everything_works_by_keyboard(page):
    async def tab_to(name: str) -> None:
        for _ in range(40):
            focused = page.locator(":focus")
            if await focused.count() and await focused.evaluate(
                "(it, name) => (it.ariaLabel ?? it.innerText).includes(name)", name
            ):
                return
            await page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard never reaches {name}")

    await expect(page.get_by_label("E-mail")).to_be_focused()
    await page.keyboard.type(f"{uuid4().hex}@example.com")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Your name")).to_be_focused()
    await page.keyboard.type("Alice")
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Today")).to_be_visible()

    await tab_to("Log a meal")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Food", exact=True)).to_be_focused()
    for text in ("Lentil Soup", "245"):
        await page.keyboard.type(text)
        await page.keyboard.press("Tab")
    await tab_to("Add another food")
    await page.keyboard.press("Space")
    await page.keyboard.type("Rye Bread")
    await page.keyboard.press("Tab")
    await page.keyboard.type("181")
    await page.keyboard.press("Enter")
    await expect(ring(page)).to_have_text("1,574 kcal left")

    await tab_to("Delete")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Undo")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(ring(page)).to_have_text("1,574 kcal left")
    await expect(page.get_by_role("heading", name="Meals")).to_be_focused()


async def test_nothing_is_cut_off_on_the_narrowest_phone(visit):
    page = await visit(viewport={"width": 320, "height": 568})

    async def assert_fits() -> None:
        wide = await page.evaluate(
            """[...document.querySelectorAll('body *')]
              .filter((it) => it.checkVisibility() && !it.closest('.hide, svg'))
              .filter((it) => it.getBoundingClientRect().right > innerWidth)
              .map((it) => it.outerHTML.slice(0, 80))"""
        )
        assert wide == []
        assert await page.evaluate("document.documentElement.scrollWidth") == 320

    await expect(page.get_by_label("E-mail")).to_be_visible()
    await assert_fits()
    await sign_up(page, password="")
    await assert_fits()
    await fill_meal(page, TIKKA | {"Food": "Donaudampfschifffahrtsgesellschaftskuchen" * 4}, RICE)
    await assert_fits()
    await fill_food(page, 1, {"Calories": "12345.6"})
    await send_meal(page)
    await expect(ring(page)).to_contain_text("over")
    await assert_fits()


async def test_controls_are_large_enough_to_touch(page):
    await join(page)
    await log_meal(page, TIKKA)
    await page.get_by_role("button", name="Log a meal").click()
    small = await page.evaluate(
        """[...document.querySelectorAll('main button, .round, dialog button, dialog input')]
          .filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 44)
          .map((it) => it.outerHTML.slice(0, 80))"""
    )
    assert small == []


@pytest.mark.parametrize(
    ("scheme", "background"), [("light", "rgb(246, 247, 245)"), ("dark", "rgb(17, 21, 19)")]
)
async def test_it_follows_the_colours_of_the_device(visit, scheme, background):
    page = await visit(color_scheme=scheme)
    await expect(page.locator("body")).to_have_css("background-color", background)


async def test_it_works_on_plain_http_at_home(visit, lan):
    page = await visit(host=lan)
    assert not await page.evaluate("isSecureContext")
    await sign_up(page, password="")
    await expect(page.get_by_text("This connection is not private")).to_be_visible()
    await log_meal(page, TIKKA)
    await page.reload()
    await expect(ring(page)).to_have_text("1,550 kcal left")


async def test_this_computer_alone_is_private(page):
    await join(page)
    await expect(page.get_by_text("This connection is not private")).to_be_hidden()


async def test_the_api_can_be_read_on_a_phone(visit):
    page = await visit("/api/docs", viewport={"width": 320, "height": 568})
    await page.get_by_text("PUT /api/meals/{userId}/{mealId}").click()
    await expect(page.get_by_role("heading", name="requestBody")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 320


async def test_trouble_at_the_server_can_be_tried_again(page):
    await page.route("**/weekly", lambda route: route.abort())
    email = f"{uuid4().hex}@example.com"
    await give_email(page, email)
    await page.get_by_label("Your name").fill("Alice")
    await page.get_by_role("button", name="Create account").click()
    await page.get_by_role("button", name="I kept them").click()
    await expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    await page.unroute("**/weekly")
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("heading", name="Today")).to_be_visible()
