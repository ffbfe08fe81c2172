"""Logging food: one field for names, sentences and barcodes, with and without a network."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, Route, expect

from web.helpers import FOOD, ask, axe, join, open_app, overflow, post_meal

GRANOLA = {"name": "Crunchy Granola", "calories": 450, "protein": 10, "carbs": 60, "fat": 18}
EAN = "4006381333931"
XSS = '<img src=x onerror="document.title=1"><b>Soup</b>'
SEARCHES = "**/api/foods?q=*"
YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).isoformat()
WORKER_READY = "navigator.serviceWorker.ready.then(() => true)"
# The device has written down which foods were used.
KEPT = """async () => {
  const name = `nutritrack-${JSON.parse(localStorage["nutritrack.user"])._id}`;
  const settled = (request) => new Promise((done) => {
    request.onsuccess = () => done(request.result);
  });
  for (let used = false; !used; ) {
    const db = await settled(indexedDB.open(name));
    const row = await settled(db.transaction("kept").objectStore("kept").get("foods"));
    used = row?.foods.some((each) => each.used);
    db.close();
  }
}"""


def field(page: Page):
    return page.get_by_role("combobox", name="Add food")


def options(page: Page):
    return page.get_by_role("option")


def option(page: Page, text: str):
    return options(page).filter(has_text=text).first


def plus(page: Page, text: str):
    return option(page, text).locator(".plus")


def toast(page: Page):
    return page.locator(".toast")


async def saved(page: Page) -> None:
    await expect(page.locator(".sync")).to_have_text("All saved")


async def post_food(page: Page, **label):
    headers = {"Origin": page.url.rsplit("/", page.url.count("/") - 2)[0]}
    reply = await page.context.request.post("/api/foods", data=GRANOLA | label, headers=headers)
    assert reply.ok, await reply.text()
    return await reply.json()


async def daily(page: Page, user, date=None):
    return await ask(page, f"analytics/{user['_id']}/daily" + (f"?date={date}" if date else ""))


async def foods(page: Page, user):
    """What was logged just now and before, the newest meal first."""
    await expect(toast(page)).to_contain_text(" kcal")
    await saved(page)
    meals = await ask(page, f"meals/{user['_id']}")
    return [food for meal in meals for food in meal["foods"]]


# By name


async def test_a_known_food_takes_one_tap_three_letters_and_enter(page):
    user = await join(page)
    await post_meal(page, FOOD, date=YESTERDAY)
    await page.reload()
    await field(page).click()
    await page.keyboard.type("chi")
    await page.keyboard.press("Enter")
    await expect(toast(page)).to_contain_text("Chicken Tikka Masala, 450 kcal, to ")
    await expect(field(page)).to_have_value("")
    await expect(field(page)).to_be_focused()
    first, _ = await foods(page, user)
    assert {name: first[name] for name in FOOD} == FOOD


async def test_plus_adds_a_food_of_the_tables_at_once_and_keeps_the_field(page):
    user = await join(page, "/add?meal=lunch")
    await expect(field(page)).to_be_focused()
    await field(page).fill("basmati rice")
    await plus(page, "Basmati rice, cooked").click()
    await expect(toast(page)).to_contain_text("to lunch")
    await expect(field(page)).to_be_focused()
    await expect(page.get_by_text("Lunch so far: 1 food")).to_be_visible()
    await expect(page.get_by_text("Stays open for the next food")).to_be_visible()
    (food,) = await foods(page, user)
    table = await ask(page, f"foods/{food['foodId']}")
    assert food["source"] == table["source"]["name"]
    assert food["quantity"].endswith(f"({food['grams']:g} g)")
    share = food["grams"] / 100
    for name in ("calories", "protein", "carbs", "fat"):
        assert food[name] == pytest.approx(table["per100g"][name] * share, abs=0.005)
    assert food["nutrients"]["iron"] == pytest.approx(table["per100g"]["iron"] * share, abs=1e-4)
    assert "calories" not in food["nutrients"]


async def test_undo_takes_it_back(page):
    user = await join(page, "/add")
    await field(page).fill("banana")
    await plus(page, "Banana, raw").click()
    await toast(page).get_by_role("button", name="Undo").click()
    await expect(page.get_by_text("nothing yet")).to_be_visible()
    await saved(page)
    assert await ask(page, f"meals/{user['_id']}") == []


async def test_foods_in_a_rush_are_all_logged_into_one_meal(page):
    user = await join(page, "/add")
    await post_meal(page, FOOD, {**FOOD, "name": "Chicken soup"}, date=YESTERDAY)
    await page.reload()
    await expect(field(page)).to_be_focused()
    rows = page.get_by_role("list").get_by_role("button")
    await expect(rows).to_have_count(2)
    await rows.evaluate_all("(all) => all.forEach((each) => each.click())")
    await expect(page.get_by_text("so far: 2 foods, 901 kcal")).to_be_visible()
    await saved(page)
    today, _ = await ask(page, f"meals/{user['_id']}")
    assert len(today["foods"]) == 2


async def test_an_own_food_is_found_at_once_the_next_time(page):
    """Without asking the server: what was used is on the device."""
    await join(page, "/add")
    await post_food(page)
    await field(page).fill("crunchy")
    await plus(page, "Crunchy Granola").click()
    await expect(field(page)).to_have_value("")
    await page.route(SEARCHES, lambda route: asyncio.sleep(3600))
    await field(page).fill("gran")
    await expect(option(page, "Crunchy Granola")).to_contain_text("100 g")
    await page.unroute_all(behavior="ignoreErrors")


async def test_the_whole_field_works_by_keyboard(page):
    user = await join(page)
    await page.get_by_role("heading", name="Today").wait_for()
    await page.keyboard.press("/")
    await expect(field(page)).to_be_focused()
    await page.keyboard.type("banana")
    await expect(option(page, "Banana, raw")).to_be_visible()
    names = await options(page).locator(".found-name").all_inner_texts()
    for _ in range(3):
        await page.keyboard.press("ArrowDown")
    active = page.locator('[role="option"][aria-selected="true"]')
    await expect(active.locator(".found-name")).to_have_text(names[3])
    name = await field(page).get_attribute("aria-activedescendant")
    assert name == await active.get_attribute("id")
    await page.keyboard.press("ArrowUp")
    await expect(active.locator(".found-name")).to_have_text(names[2])

    await page.keyboard.press("Shift+Enter")
    amount = page.get_by_role("textbox", name="Amount in")
    await expect(amount).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(field(page)).to_be_focused()
    await page.keyboard.press("Shift+Enter")
    await page.get_by_role("radio", name="grams").check()
    await amount.fill("50")
    await page.keyboard.press("Enter")
    await expect(field(page)).to_be_focused()
    (food,) = await foods(page, user)
    assert (food["name"], food["grams"], food["quantity"]) == (names[2], 50, "50 g")

    await page.keyboard.type("ban")
    await expect(options(page).first).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(options(page)).to_have_count(0)
    await expect(field(page)).to_have_value("ban")


async def test_the_field_has_the_focus_each_time_one_comes_back(page):
    await join(page)
    for _ in range(2):
        await page.get_by_role("link", name="Add food").click()
        await expect(field(page)).to_be_focused()
        await page.get_by_role("button", name="Done").click()
        await expect(page.get_by_role("heading", name="Today")).to_be_visible()


async def test_keys_do_nothing_while_somebody_types_elsewhere(page):
    await join(page, "/add")
    await page.get_by_role("button", name="Quick add").click()
    name = page.get_by_role("textbox", name="Name")
    await name.press_sequentially("a/a")
    await expect(name).to_have_value("a/a")
    await expect(name).to_be_focused()


async def test_results_of_the_server_move_nothing_that_is_there(page):
    await join(page)
    await post_meal(page, FOOD, {**FOOD, "name": "Chicken soup of mine"}, date=YESTERDAY)
    await open_app(page, "/add")
    free = asyncio.Event()

    async def hold(route: Route) -> None:
        await free.wait()
        await route.continue_()

    await page.route(SEARCHES, hold)
    async with page.expect_request(SEARCHES):
        await field(page).fill("chicken")
    await expect(options(page)).to_have_count(2)
    places = "(all) => all.slice(0, 2).map((it) => [it.id, it.getBoundingClientRect().y])"
    before = await options(page).evaluate_all(places)
    free.set()
    await expect(options(page).nth(5)).to_be_visible()
    assert await options(page).evaluate_all(places) == before


async def test_an_answer_to_an_earlier_text_is_dropped(page):
    await join(page, "/add")
    free = asyncio.Event()

    async def hold_bananas(route: Route) -> None:
        if "banana" in route.request.url:
            await free.wait()
        await route.continue_()

    await page.route(SEARCHES, hold_bananas)
    async with page.expect_event("requestfailed"):
        async with page.expect_request("**/api/foods?q=banana"):
            await field(page).fill("banana")
        await field(page).fill("oatmeal")
    free.set()
    await expect(option(page, "Oatmeal")).to_be_visible()
    await expect(option(page, "Banana")).to_have_count(0)


async def test_enter_before_the_answer_adds_the_first_when_it_comes(page):
    user = await join(page, "/add")
    await field(page).fill("oatmeal")
    await field(page).press("Enter")
    await expect(toast(page)).to_contain_text("Oatmeal")
    assert len(await foods(page, user)) == 1


async def test_the_amount_can_be_chosen_in_portions(page):
    user = await join(page, "/add?meal=breakfast")
    await field(page).fill("oats, raw")
    await option(page, "Oats, raw").locator(".found-name").click()
    await page.get_by_role("radio", name="1 cup 81 g").check()
    await page.get_by_role("button", name="More", exact=True).click()
    await expect(page.get_by_role("textbox", name="Amount in 1 cup")).to_have_value("1.5")
    await page.get_by_role("textbox", name="Amount in 1 cup").fill("0")
    await page.get_by_role("button", name="Add to breakfast").click()
    await expect(page.get_by_role("alert")).to_contain_text("above 0")
    await page.get_by_role("textbox", name="Amount in 1 cup").fill("2,5")
    await page.get_by_role("button", name="Add to breakfast").click()
    await expect(field(page)).to_be_focused()
    (food,) = await foods(page, user)
    assert (food["quantity"], food["grams"]) == ("2.5 cup (202.5 g)", 202.5)


async def test_several_usual_foods_take_one_tap_each_and_are_marked(page):
    user = await join(page)
    await post_meal(page, FOOD, {**FOOD, "name": "Toast"}, date=YESTERDAY)
    await open_app(page, "/add?meal=dinner")
    rows = page.get_by_role("region", name="Usual at this time").get_by_role("button")
    for name in ("Toast", "Chicken Tikka Masala", "Toast"):
        await rows.filter(has_text=name).click()
        await expect(toast(page)).to_contain_text(name)
    await expect(rows.filter(has_text="Toast")).to_contain_text("added 2 times")
    await saved(page)
    today, _ = await ask(page, f"meals/{user['_id']}")
    assert (today["mealType"], len(today["foods"])) == ("dinner", 3)


async def test_it_logs_to_the_day_and_meal_of_the_address(page):
    user = await join(page)
    today = (await daily(page, user))["date"]
    day = str(datetime.fromisoformat(today).date() - timedelta(days=9))
    await open_app(page, f"/add?day={day}&meal=lunch")
    await expect(page.locator(".other-day")).to_contain_text("For ")
    await expect(page.get_by_role("radio", name="Lunch")).to_be_checked()
    await page.get_by_role("radio", name="Dinner").check()
    await field(page).fill("banana")
    await plus(page, "Banana, raw").click()
    await expect(toast(page)).to_contain_text(" kcal")
    await saved(page)
    (meal,) = await ask(page, f"meals/{user['_id']}")
    assert (meal["day"], meal["mealType"]) == (day, "dinner")


# Sentences


async def test_a_sentence_is_corrected_and_logged_with_the_right_totals(page):
    user = await join(page, "/add?meal=lunch")
    await field(page).fill("2 eggs, 200g chicken tikka masala and a cup of basmati rice")
    lines = page.locator(".draft-line")
    await expect(lines).to_have_count(3)
    eggs = lines.filter(has_text="2 eggs")
    await eggs.get_by_role("textbox").fill("3")
    await lines.filter(has_text="basmati").get_by_role("button", name="Remove").click()
    await expect(lines).to_have_count(2)
    await expect(page.get_by_role("heading", name="Read as")).to_be_focused()
    shown = await page.locator(".draft-total strong").inner_text()
    await field(page).press("Enter")
    await expect(toast(page)).to_contain_text(f"2 foods, {shown} kcal, to lunch")
    await expect(field(page)).to_have_value("")
    logged = await foods(page, user)
    assert [food["quantity"] for food in logged] == ["3 (150 g)", "200 g"]
    day = await daily(page, user)
    assert f"{day['totalCalories']:.0f}" == shown
    for name in ("protein", "carbs", "fat"):
        assert day[name] == pytest.approx(sum(food[name] for food in logged), abs=0.006)
    assert day["totalCalories"] == pytest.approx(sum(f["calories"] for f in logged), abs=0.006)


async def test_another_food_can_be_meant(page):
    user = await join(page, "/add")
    await field(page).fill("200 g oatmeal")
    choice = page.get_by_role("combobox", name="Food for “200 g oatmeal”")
    other = await choice.locator("option").nth(1).inner_text()
    await choice.select_option(other)
    remove = page.get_by_role("button", name=f"Remove {other}")
    await expect(remove).to_be_visible()
    await page.get_by_role("button", name="Log 1 food").click()
    (food,) = await foods(page, user)
    table = await ask(page, f"foods/{food['foodId']}")
    assert (food["name"], food["grams"]) == (other, 200)
    assert food["calories"] == pytest.approx(table["per100g"]["calories"] * 2, abs=0.005)


async def test_what_is_not_sure_or_not_understood_is_said(page):
    await join(page)
    await post_meal(page, {**FOOD, "name": "Blueberries"}, date=YESTERDAY)
    await open_app(page, "/add")
    await field(page).fill("a cup of coffee, blueberries and a qwrtzxq")
    await expect(page.get_by_text("Not understood:")).to_contain_text("qwrtzxq")
    sure, unsure = page.locator(".draft-line").nth(0), page.locator(".draft-line").nth(1)
    await expect(unsure).to_contain_text("please check")
    await expect(sure).not_to_contain_text("please check")
    await page.get_by_role("button", name="Search instead").click()
    await expect(field(page)).to_be_focused()
    await expect(page.locator(".draft-line")).to_have_count(0)
    await expect(option(page, "Create “a cup of coffee")).to_be_visible()
    await option(page, "Read as a sentence").click()
    await expect(page.locator(".draft-line")).to_have_count(2)


async def test_a_name_with_and_is_one_food_where_it_is_one(page):
    await join(page, "/add")
    await field(page).fill("macaroni and cheese")
    await expect(option(page, "Macaroni")).to_be_visible()
    await expect(page.locator(".draft-line")).to_have_count(0)


async def test_in_german_a_sentence_is_offered_and_not_imposed(visit):
    page = await visit(locale="de-DE")
    await join(page, "/add")
    await page.get_by_role("combobox").fill("2 eggs and toast")
    await option(page, "Als englischen Satz lesen").click()
    await expect(page.get_by_role("heading", name="Gelesen als")).to_be_visible()


async def test_what_another_app_shares_is_in_the_field(page):
    await join(page)
    await open_app(page, "/add?title=Lunch&text=2%20eggs%0Aa%20slice%20of%20bread")
    await expect(field(page)).to_have_value("2 eggs, a slice of bread")
    await expect(page.locator(".draft-line")).to_have_count(2)


# Barcodes


async def test_the_digits_of_a_barcode_find_the_product(page):
    user = await join(page, "/add")
    await post_food(page, barcode=EAN)
    await field(page).fill(EAN)
    await expect(options(page)).to_have_count(1)
    await field(page).press("Enter")
    (food,) = await foods(page, user)
    assert (food["name"], food["calories"]) == ("Crunchy Granola", 450)


async def test_an_unknown_barcode_becomes_a_food_that_is_found_next_time(page):
    user = await join(page, "/add?meal=snack")
    await field(page).fill("400638133393")
    await expect(page.locator(".found")).to_contain_text("not a whole barcode yet")
    await field(page).press_sequentially("1")
    await expect(page.locator(".found")).to_contain_text("barcode is not known here")
    await option(page, "Create the food").click()
    await expect(page.get_by_role("heading", name="New food")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Barcode")).to_have_value(EAN)
    await page.get_by_role("textbox", name="Name").fill("Oat Bar")
    for name, text in {"Energy": "1.800", "Protein": "8,5", "Carbs": "60", "Fat": "15"}.items():
        await page.get_by_role("textbox", name=name).fill(text)
    await page.get_by_role("combobox", name="Unit of the energy").select_option("kJ")
    await page.get_by_role("textbox", name="Energy").fill("1800")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("heading", name="Oat Bar", level=1)).to_be_visible()
    await page.get_by_role("textbox", name="Amount").fill("40")
    await page.get_by_role("button", name="Add to snack").click()

    await expect(field(page)).to_be_visible()
    (food,) = await foods(page, user)
    assert food["calories"] == pytest.approx(1800 / 4.184 * 0.4, abs=0.005)
    assert (food["protein"], food["grams"]) == (3.4, 40)
    await field(page).fill(EAN)
    await expect(option(page, "Oat Bar")).to_contain_text("40 g")


# Without a network


async def test_offline_a_food_that_was_used_is_found_and_a_sentence_stays(page):
    user = await join(page, "/add?meal=lunch")
    await page.evaluate(WORKER_READY)
    await field(page).fill("basmati rice")
    await plus(page, "Basmati rice, cooked").click()
    await expect(toast(page)).to_contain_text(" kcal")
    await saved(page)
    await page.evaluate(KEPT)
    await page.context.set_offline(True)
    await page.reload()
    await field(page).fill("bas ric")
    await expect(page.locator(".found")).to_contain_text("You are offline")
    await plus(page, "Basmati rice, cooked").click()
    await expect(page.locator(".sync")).to_have_text("Offline, 1 waiting")

    await field(page).fill("2 eggs and toast")
    await expect(page.locator(".found")).to_contain_text("Reading a sentence needs the network")
    await field(page).press("Enter")
    await expect(field(page)).to_have_value("2 eggs and toast")
    await page.context.set_offline(False)
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(".draft-line").first).to_be_visible()
    first, second = await foods(page, user)
    assert first == second


async def test_offline_a_new_food_says_that_it_needs_the_network(page):
    await join(page, "/food/new?name=Soup")
    await fill_label(page)
    await page.context.set_offline(True)
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("alert")).to_contain_text("needs the network")
    await expect(page.get_by_role("textbox", name="Protein")).to_have_value("2")
    await page.context.set_offline(False)
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("heading", name="Soup", level=1)).to_be_visible()


async def test_it_works_on_plain_http_at_home(visit, lan):
    page = await visit(host=lan)
    await join(page, "/add")
    await field(page).fill("banana")
    await plus(page, "Banana, raw").click()
    await expect(toast(page)).to_contain_text(" kcal")
    await saved(page)
    await page.reload()
    await expect(page.get_by_text("so far: 1 food")).to_be_visible()


# Only numbers, and foods of one's own


async def fill_label(page: Page, **more: str) -> None:
    for name, text in ({"Energy": "50", "Protein": "2", "Carbs": "8", "Fat": "1"} | more).items():
        await page.get_by_role("textbox", name=name).fill(text)


async def test_quick_add_takes_a_comma_and_says_what_counts_as_zero(page):
    user = await join(page, "/add?meal=snack")
    await page.get_by_role("button", name="Quick add").click()
    await page.get_by_role("button", name="Add to snack").click()
    calories = page.get_by_role("textbox", name="Calories")
    await expect(calories).to_be_focused()
    await expect(calories).to_have_accessible_description("This is needed.")
    await calories.fill("12,5")
    await page.get_by_role("textbox", name="Protein").fill("x")
    await page.get_by_role("button", name="Add to snack").click()
    await expect(page.get_by_role("textbox", name="Protein")).to_be_focused()
    await page.get_by_role("textbox", name="Protein").fill("1.5")
    await expect(page.get_by_text("Counted as 0 g")).to_contain_text("Carbs, Fat")
    await page.get_by_role("button", name="Add to snack").click()
    (food,) = await foods(page, user)
    assert (food["name"], food["quantity"]) == ("Quick add", "1 serving")
    assert [food[name] for name in ("calories", "protein", "carbs", "fat")] == [12.5, 1.5, 0, 0]


async def test_a_food_of_a_serving_with_salt_and_a_portion(page):
    user = await join(page, "/food/new?meal=lunch")
    await page.get_by_role("textbox", name="Name").fill("Lentil soup")
    await page.get_by_role("radio", name="One serving").check()
    await fill_label(page, **{"One serving weighs": "250", "Energy": "125", "Salt": "2,5"})
    await page.get_by_role("button", name="Add a portion").click()
    await page.get_by_role("button", name="Save").click()
    portion = page.get_by_role("textbox", name="Portion such as")
    await expect(portion).to_be_focused()
    await portion.fill("1 ladle")
    await page.get_by_role("textbox", name="Weight").fill("90")
    await page.get_by_role("button", name="Save").click()
    await page.get_by_role("heading", name="Lentil soup", level=1).wait_for()
    values = page.get_by_role("table")
    await expect(values.get_by_role("row", name="Calories")).to_contain_text("50 kcal")
    await expect(values.get_by_role("row", name="Sodium")).to_contain_text("400 mg")
    await expect(values.get_by_role("row", name="Fiber")).to_contain_text("unknown")
    await page.get_by_role("radio", name="1 ladle 90 g").check()
    await page.get_by_role("button", name="Add to lunch").click()
    (food,) = await foods(page, user)
    assert (food["calories"], food["quantity"]) == (45, "1 ladle (90 g)")
    assert food["nutrients"] == {"sodium": 360}


async def test_a_label_that_makes_no_sense_is_said_at_the_field(page):
    await join(page, "/food/new")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("textbox", name="Name")).to_be_focused()
    await page.get_by_role("textbox", name="Name").fill("Rock")
    await fill_label(page, Energy="5000", Barcode="123")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("textbox", name="Barcode")).to_be_focused()
    await page.get_by_role("textbox", name="Barcode").fill("")
    await page.get_by_role("button", name="Save").click()
    energy = page.get_by_role("textbox", name="Energy")
    await expect(energy).to_be_focused()
    await expect(energy).to_have_accessible_description(re.compile("902 kcal in 100 g"))
    await energy.fill("300")
    await fill_label(page, Energy="300", Carbs="99", Protein="50")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("alert")).to_contain_text("weigh more than the food")


async def test_an_own_food_is_edited_unless_it_changed_elsewhere(page):
    await join(page)
    food = await post_food(page, nutrients={"iron": 3})
    await open_app(page, f"/food/{food['_id']}")
    await page.get_by_role("button", name="Edit").click()
    await expect(page.get_by_role("heading", name="Edit Crunchy Granola")).to_be_focused()
    await page.get_by_role("textbox", name="Energy").fill("400")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("row", name="Calories")).to_contain_text("400 kcal")
    changed = await ask(page, f"foods/{food['_id']}")
    assert changed["per100g"] == food["per100g"] | {"calories": 400}

    await page.get_by_role("button", name="Edit").click()
    headers = {"Origin": page.url.split("/food")[0]}
    path = f"/api/foods/{food['_id']}"
    other = GRANOLA | {"calories": 420}
    assert (await page.context.request.put(path, data=other, headers=headers)).ok
    await page.get_by_role("textbox", name="Energy").fill("410")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("alert")).to_contain_text("changed meanwhile")
    await page.get_by_role("button", name="Cancel").click()
    await expect(page.get_by_role("row", name="Calories")).to_contain_text("420 kcal")


async def test_an_own_food_can_be_removed(page):
    await join(page, "/add")
    food = await post_food(page)
    await open_app(page, f"/food/{food['_id']}")
    await page.get_by_role("button", name="Remove from my foods").click()
    await page.get_by_role("button", name="Yes, remove it").click()
    await expect(toast(page)).to_contain_text("is removed")
    await field(page).fill("crunchy granola")
    await expect(option(page, "Create “crunchy granola”")).to_be_visible()
    await expect(option(page, "Your food")).to_have_count(0)


async def test_create_takes_the_name_along(page):
    await join(page, "/add?meal=dinner")
    await field(page).fill("Grandma's pie")
    await option(page, "Create “Grandma's pie”").click()
    await expect(page.get_by_role("textbox", name="Name")).to_have_value("Grandma's pie")
    await fill_label(page)
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("button", name="Add to dinner")).to_be_visible()


# What people type


async def test_markup_in_a_name_is_only_text(page):
    await join(page, "/add")
    await post_food(page, name=XSS, brand="<i>Oma</i>")
    await field(page).fill("soup img")
    await expect(option(page, XSS)).to_contain_text("<i>Oma</i>")
    await option(page, XSS).locator(".found-name").click()
    await expect(page.get_by_role("heading", name=XSS)).to_be_visible()
    await page.get_by_role("button", name="Add to").click()
    await expect(toast(page)).to_contain_text(XSS)
    await expect(page.locator("main :is(b, i, img)").filter(has_text="Soup")).to_have_count(0)
    assert await page.title() == "Add food – NutriTrack"


async def test_a_name_of_200_characters_fits(visit):
    page = await visit(viewport={"width": 320, "height": 640})
    user = await join(page, "/add")
    name = ("Donaudampfschifffahrtsgesellschaftskuchen" * 5)[:200]
    await field(page).fill(name + "too much")
    await option(page, "Create").click()
    await expect(page.get_by_role("textbox", name="Name")).to_have_value(name)
    await fill_label(page)
    await page.get_by_role("button", name="Save").click()
    await page.get_by_role("button", name="Add to").click()
    await expect(toast(page)).to_contain_text(name)
    assert await overflow(page) <= 0
    (food,) = await foods(page, user)
    assert food["name"] == name
    await field(page).fill("donau")
    await expect(option(page, name)).to_be_visible()
    assert await overflow(page) <= 0


# Everybody can use it


async def show_found(page: Page) -> None:
    await field(page).fill("chicken tikka")
    await expect(option(page, "Chicken tikka masala")).to_be_visible()


async def show_amounts(page: Page) -> None:
    await show_found(page)
    await option(page, "Chicken tikka masala").locator(".found-name").click()
    await expect(page.get_by_role("button", name="Add to")).to_be_visible()


async def show_sentence(page: Page) -> None:
    await field(page).fill("a cup of coffee, blueberries and a qwrtzxq")
    await expect(page.locator(".draft-line")).to_have_count(2)


async def show_quick(page: Page) -> None:
    await page.get_by_role("button", name="Quick add").click()
    await page.get_by_role("button", name="Add to").click()
    await expect(page.locator(".error")).to_be_visible()


async def show_wrong(page: Page) -> None:
    await page.get_by_role("radio", name="One serving").check()
    await page.get_by_role("button", name="Add a portion").click()
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator(".error").first).to_be_visible()


async def show_food(page: Page) -> None:
    food = await post_food(page)
    await open_app(page, f"/food/{food['_id']}")
    await expect(page.get_by_role("table")).to_be_visible()


async def nothing(page: Page) -> None:
    pass


STATES = {
    "empty": ("/add", nothing),
    "found on today": ("/", show_found),
    "found": ("/add", show_found),
    "amounts": ("/", show_amounts),
    "sentence": ("/add", show_sentence),
    "quick": ("/add", show_quick),
    "new food": ("/food/new", nothing),
    "wrong": ("/food/new", show_wrong),
    "food": ("/food/new", show_food),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
async def test_it_is_accessible(visit, state, scheme):
    page = await visit(color_scheme=scheme)
    path, show = STATES[state]
    await join(page)
    await post_meal(page, FOOD, date=YESTERDAY)
    await open_app(page, path)
    await show(page)
    assert await axe(page) == []


@pytest.mark.parametrize("state", STATES)
async def test_nothing_is_cut_off_on_the_narrowest_phone(visit, state):
    page = await visit(viewport={"width": 320, "height": 568})
    path, show = STATES[state]
    await join(page)
    await post_meal(page, {**FOOD, "name": "Grünkernbratlingsauflauf" * 3}, date=YESTERDAY)
    await open_app(page, path)
    await show(page)
    assert await overflow(page) <= 0


async def test_controls_are_large_enough_to_touch(page):
    await join(page, "/add")
    await show_sentence(page)
    small = """() => [...document.querySelectorAll("main :is(button, a, select, [role=option])")]
      .filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 44)
      .map((it) => it.outerHTML.slice(0, 90))"""
    assert await page.evaluate(small) == []
    await open_app(page, "/add")
    await show_amounts(page)
    assert await page.evaluate(small) == []
