"""History, Week and Progress: what was eaten, with the numbers of the server."""

import asyncio
import re
from datetime import date, timedelta

import pytest
from playwright.async_api import expect

from web.helpers import FOOD, ask, axe, join, open_app, overflow, post_meal

DAY = timedelta(days=1)
SCREENS = ("/history", "/week", "/progress")
WORKER_READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller)"
RANDOM_KCAL = [431.4, 2333.333, 1875.005, 2018.75, 1699.995, 1204.1, 2560.55]


def food(calories: float, **amounts: float) -> dict:
    macros = {"protein": calories * 0.05, "carbs": calories * 0.11, "fat": calories * 0.04}
    return FOOD | macros | {"calories": calories} | amounts


async def today_of(page, user) -> date:
    return date.fromisoformat((await ask(page, f"analytics/{user['_id']}/daily"))["date"])


async def log(page, day: date, *calories: float, hour: str = "12:00:00Z") -> None:
    for amount in calories:
        await post_meal(page, food(amount), date=f"{day}T{hour}")


async def log_days(page, today: date, ages: range | list[int]) -> None:
    """A meal or two a day, a few days at a time."""
    few = asyncio.Semaphore(6)

    async def one(age: int) -> None:
        async with few:
            amounts = [RANDOM_KCAL[age % 7], RANDOM_KCAL[age % 5] / 3][: 1 + age % 2]
            await log(page, today - age * DAY, *amounts)

    await asyncio.gather(*map(one, ages))


async def points(page, user, first: date, last: date) -> list[dict]:
    return await ask(page, f"analytics/{user['_id']}/progress?from={first}&to={last}")


def cell(page, day: date):
    path = f'a[href="/day/{day}"], a[aria-current="date"][href="/"]'
    return (
        page.locator(".month").locator(path).filter(has=page.get_by_text(str(day.day), exact=True))
    )


def sync(page):
    return page.locator(".sync")


def toast(page):
    return page.locator(".toast")


def number(text: str) -> float:
    return float(text.replace(",", ""))


async def open_screen(page, path: str) -> None:
    """Open it, and wait until its days are here."""
    await open_app(page, path)
    await expect(page.locator("main [aria-busy=false]").first).to_be_visible()


async def table(page, chart: str) -> list[list[str]]:
    """The numbers of a chart, as its table shows them."""
    figure = page.get_by_role("figure", name=chart)
    await figure.get_by_text("Show as a table").click()
    rows = figure.get_by_role("row")
    await expect(rows.nth(1)).to_be_visible()
    cells = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText))"
    return [[each.split("\n")[0] for each in row] for row in await rows.evaluate_all(cells)]


async def same_as_server(page, user, chart: str, first: date, last: date) -> None:
    """The table of the calories says what the API says of those days."""
    expected = await points(page, user, first, last)
    head, *rows = await table(page, chart)
    assert head[:4] == ["Day", "Energy (kcal)", "Goal (kcal)", "Meals"]
    assert len(rows) == len(expected)
    for (_, kcal, goal, meals, *_), point in zip(rows, expected, strict=True):
        assert (number(kcal) if kcal != "–" else None) == point["totalCalories"], point
        assert (number(goal), number(meals)) == (point["calorieGoal"], point["mealCount"])


async def test_the_numbers_are_those_of_the_server(page):
    user = await join(page, dailyCalorieGoal=1900)
    today = await today_of(page, user)
    # Every tenth day nothing was logged.
    await log_days(page, today, [age for age in range(90) if age % 10 != 4])
    await open_screen(page, "/progress?days=90")
    await same_as_server(page, user, "Calories", today - 89 * DAY, today)
    head, *rows = await table(page, "Macros")
    expected = await points(page, user, today - 89 * DAY, today)
    assert head == ["Day", "Protein (g)", "Carbs (g)", "Fat (g)"]
    for (_, *grams), point in zip(rows, expected, strict=True):
        known = [point[name] for name in ("protein", "carbs", "fat")]
        assert [number(text) if text != "–" else None for text in grams] == known

    await open_screen(page, "/week")
    weekly = await ask(page, f"analytics/{user['_id']}/weekly")
    average = f"{weekly['averageDailyCalories']:,.0f}"
    await expect(page.locator(".average")).to_have_text(f"{average} kcal a day on average")
    await expect(page.get_by_text("Days logged")).to_be_visible()
    await expect(page.locator("dl")).to_contain_text(f"{weekly['daysLogged']} of 7")
    await expect(page.get_by_role("figure")).to_contain_text(f"On average {average} kcal a day")
    macros = await ask(page, f"analytics/{user['_id']}/macros?days=7")
    for name, words in (("protein", "Protein"), ("carbs", "Carbs"), ("fat", "Fat")):
        share = f"{words} {macros['share'][name]:.0%}"
        await expect(page.locator(".macro-shares")).to_contain_text(share)
    await same_as_server(page, user, "Energy", today - 6 * DAY, today)

    await open_screen(page, "/history")
    for point in await points(page, user, today.replace(day=1), today):
        day = date.fromisoformat(point["date"])
        name = "nothing logged"
        if point["mealCount"]:
            meals = "1 meal" if point["mealCount"] == 1 else f"{point['mealCount']} meals"
            name = f"{point['totalCalories']:,.0f} of 1,900 kcal, {meals}"
        await expect(cell(page, day)).to_have_accessible_name(re.compile(f", {name}"))


async def test_a_day_without_a_meal_is_not_zero(page):
    user = await join(page)
    today = await today_of(page, user)
    await log(page, today, 500)
    await log(page, today - 2 * DAY, 0.0)  # water: this day is known, and it is zero
    await open_screen(page, "/week")
    _, *rows = await table(page, "Energy")
    assert [row[1] for row in rows[-3:]] == ["0", "–", "500"]
    missing = page.get_by_role("row").nth(6)
    await expect(missing.get_by_role("cell").first).to_have_text("–not known")
    await expect(page.locator(".plot .unknown rect[fill]")).to_have_count(2)  # 4 days, and 1
    await expect(page.locator("dl")).to_contain_text("2 of 7")

    await open_screen(page, f"/history?month={(today - DAY).isoformat()[:7]}")
    empty = cell(page, today - DAY)
    await expect(empty).to_have_accessible_name(re.compile("nothing logged$"))
    await expect(empty.locator(".column")).to_have_class(re.compile("unknown"))
    await expect(empty.locator(".kcal")).to_have_text("–")


async def test_a_past_day_is_held_against_the_goal_of_then(page):
    user = await join(page, dailyCalorieGoal=1800)
    today = await today_of(page, user)
    yesterday = today - DAY
    await log_days(page, today, range(2))
    change = {"dailyCalorieGoal": 2200}
    headers = {"Origin": page.url.rstrip("/")}
    path = f"/api/users/{user['_id']}"
    assert (await page.context.request.put(path, data=change, headers=headers)).ok
    then = (await points(page, user, yesterday, today))[0]["calorieGoal"]
    await open_screen(page, "/week")
    _, *rows = await table(page, "Energy")
    assert [number(row[2]) for row in rows[-2:]] == [then, 2200]


async def test_it_opens_without_a_network_with_what_was_logged_there(page):
    user = await join(page)
    today = await today_of(page, user)
    old = today - 5 * DAY
    await log(page, today - DAY, 300.4)
    await log(page, old, 1200.6)
    await open_app(page, f"/day/{today - DAY}")  # the other screens read sums alone
    await expect(page.get_by_role("article")).to_be_visible()
    for path in SCREENS:
        await open_screen(page, path)
    await open_screen(page, "/week")
    await expect(page.locator("dl")).to_contain_text("2 of 7")
    await page.wait_for_function(WORKER_READY)

    await page.context.set_offline(True)
    await page.goto("/history")
    await open_copy(page, today - DAY, old)
    await expect(sync(page)).to_have_text("Offline, 1 waiting")
    await page.goto("/week")
    _, *rows = await table(page, "Energy")
    assert [row[1] for row in rows] == ["–", "1,501", "–", "–", "–", "300.4", "–"]
    await page.goto("/progress")
    await expect(page.get_by_role("figure", name="Calories")).to_contain_text("Only 2 days")
    if old.month == today.month:
        await page.goto("/history")
        await expect(cell(page, old)).to_contain_text("1,501")
        await expect(cell(page, old)).to_have_accessible_name(re.compile("2 meals"))

    await page.goto("/week")
    await expect(page.locator(".average")).to_contain_text("901")
    await page.evaluate(WATCH_AVERAGE)
    async with page.expect_response(re.compile("/progress")):
        await page.context.set_offline(False)
        await expect(sync(page)).to_have_text("All saved")
    assert (await points(page, user, old, old))[0]["totalCalories"] == 1501
    await expect(page.locator(".average")).to_contain_text("901")
    # What was shown stays while it is sent.
    assert set(await page.evaluate("window.seen")) <= {"901 kcal a day on average"}


WATCH_AVERAGE = """
  window.seen = [];
  const watch = () => window.seen.push(document.querySelector(".average").textContent);
  const options = { subtree: true, characterData: true, childList: true };
  new MutationObserver(watch).observe(document.querySelector(".average"), options);
"""


# As after an event that came too late: the meals of no day are known to be all here.
TRUST_NO_DAY = """(userId) => new Promise((resolve) => {
  indexedDB.open(`nutritrack-${userId}`).onsuccess = ({ target: { result: db } }) => {
    const change = db.transaction("kept", "readwrite");
    change.objectStore("kept").delete("complete");
    change.oncomplete = resolve;
  };
})"""


async def test_what_waits_is_reckoned_in_on_days_that_are_not_whole_here(page):
    user = await join(page)
    today = await today_of(page, user)
    deleted, changed = today - 3 * DAY, today - 5 * DAY
    for day in (deleted, changed):
        await log(page, day, 450.4)
        await open_app(page, f"/day/{day}")
        await expect(page.get_by_role("article")).to_be_visible()
    await log(page, changed, 100)
    await open_screen(page, "/week")
    await expect(page.locator("dl")).to_contain_text("2 of 7")
    await page.wait_for_function(WORKER_READY)
    await page.context.set_offline(True)
    await page.evaluate(TRUST_NO_DAY, user["_id"])

    await page.goto(f"/day/{deleted}")
    await page.get_by_role("button", name="More for Lunch").click()
    await page.get_by_role("menuitem", name="Delete").click()
    await expect(sync(page)).to_have_text("Offline, 1 waiting")
    await page.goto(f"/day/{changed}")
    await page.get_by_role("article").get_by_role("button", name="Chicken").first.click()
    await page.get_by_role("button", name="Less", exact=True).click()
    await expect(sync(page)).to_have_text("Offline, 2 waiting")
    await page.goto("/week")
    _, *rows = await table(page, "Energy")
    expected = ["–", f"{100 + round(450.4 * 290 / 300, 2):.2f}", "–", "–", "–", "–", "–"]
    assert [row[1] for row in rows] == expected
    assert [row[3] for row in rows] == ["0", "2", "0", "0", "0", "0", "0"]

    await page.context.set_offline(False)
    await expect(sync(page)).to_have_text("All saved")
    await open_screen(page, "/week")
    await same_as_server(page, user, "Energy", today - 6 * DAY, today)


async def test_days_that_are_not_here_are_said_to_be_missing_and_come_with_the_network(page):
    user = await join(page)
    today = await today_of(page, user)
    await log_days(page, today, range(20, 30))
    await page.wait_for_function(WORKER_READY)
    await page.context.set_offline(True)
    await page.goto("/progress")
    await expect(page.get_by_text("You are offline. Days that are not on")).to_be_visible()
    await expect(page.get_by_role("figure", name="Calories")).to_contain_text("not loaded yet")
    await page.get_by_role("button", name="Try again").click()
    await page.context.set_offline(False)
    await expect(page.get_by_role("figure", name="Calories")).to_contain_text("10 logged days")
    await expect(page.get_by_text("You are offline")).to_be_hidden()


@pytest.mark.parametrize("age", [0, 4])
async def test_a_meal_of_another_device_is_seen_within_two_seconds(page, age):
    user = await join(page)
    today = await today_of(page, user)
    await log(page, today - age * DAY, 100)
    await open_screen(page, "/week")
    await expect(page.locator(".average")).to_contain_text("100 kcal")
    await expect(page.locator(".sync")).to_have_text("All saved")
    await log(page, today - age * DAY, 250)
    await expect(page.locator(".average")).to_contain_text("350 kcal", timeout=2000)


async def test_months_are_a_press_away(page):
    user = await join(page)
    today = await today_of(page, user)
    before = today.replace(day=1) - DAY
    await log(page, before, 777)
    await open_screen(page, "/history")
    title = page.get_by_role("heading", level=1)
    await expect(title).to_have_text(f"{today:%B %Y}")
    following = page.get_by_role("button", name="Next month")
    await expect(following).to_have_attribute("aria-disabled", "true")
    await page.get_by_role("button", name="Previous month").click()
    await expect(title).to_have_text(f"{before:%B %Y}")
    await expect(page.get_by_role("button", name="Previous month")).to_be_focused()
    await expect(cell(page, before)).to_have_accessible_name(
        f"{before.day} {before:%B}, 777 of 2,000 kcal, 1 meal"
    )
    await cell(page, before).click()
    await expect(page).to_have_url(re.compile(f"/day/{before}$"))
    await page.go_back()
    await expect(title).to_have_text(f"{before:%B %Y}")
    await following.click()
    await expect(title).to_have_text(f"{today:%B %Y}")
    await expect(page.locator('[aria-current="date"]')).to_have_text(re.compile(f"^{today.day}"))
    await page.get_by_role("link", name="Week").first.click()
    await expect(title).to_have_text("Last 7 days")


async def test_weeks_are_a_press_away(page):
    user = await join(page)
    today = await today_of(page, user)
    await log(page, today - 8 * DAY, 640)
    await open_screen(page, "/week")
    following = page.get_by_role("button", name="Next 7 days")
    await expect(following).to_have_attribute("aria-disabled", "true")
    await expect(page.get_by_role("figure")).to_contain_text("Nothing is logged in these days")
    await page.get_by_role("button", name="Previous 7 days").click()
    await expect(page).to_have_url(re.compile(rf"\?to={today - 7 * DAY}$"))
    await expect(page.get_by_role("figure")).to_contain_text("Only 1 day is logged, with 640 kcal")
    await following.click()
    await expect(page).to_have_url(re.compile("/week$"))
    await page.get_by_role("link", name="Month", exact=True).click()
    await expect(page.get_by_role("table")).to_be_visible()


@pytest.mark.parametrize(("locale", "first"), [("en-GB", "Mon"), ("en-US", "Sun")])
async def test_weeks_start_as_they_do_in_the_region(visit, locale, first):
    page = await visit(locale=locale)
    await join(page, "/history")
    await expect(page.get_by_role("columnheader").first).to_contain_text(first)


async def test_the_day_of_a_clock_change_is_there_once(page):
    user = await join(page, timezone="Europe/Berlin")
    today = await today_of(page, user)
    changes = [last_sunday_of_october(today.year - ago) for ago in (0, 1)]
    change = next(day for day in changes if day < today)
    await log(page, change, 100, hour="00:30:00+02:00")
    await log(page, change, 200, hour="23:30:00+01:00")
    await open_screen(page, f"/history?month={change:%Y-%m}")
    await expect(cell(page, change)).to_have_accessible_name(
        re.compile("300 of 2,000 kcal, 2 meals")
    )
    await expect(page.locator(".month a")).to_have_count(31)
    await open_screen(page, f"/week?to={change + DAY}")
    _, *rows = await table(page, "Energy")
    assert [row[0].split()[1] for row in rows] == [  # "Sun 25 Oct"
        str((change + n * DAY).day) for n in range(-5, 2)
    ]
    assert [row[1] for row in rows] == ["–"] * 5 + ["300", "–"]


def last_sunday_of_october(year: int) -> date:
    last = date(year, 10, 31)
    return last - (last.isoweekday() % 7) * DAY


async def open_copy(page, start: date, end: date) -> None:
    await page.get_by_text("Copy a day").click()
    await page.get_by_label("Copy the meals of").fill(f"{start}")
    await page.get_by_label("To", exact=True).fill(f"{end}")
    await page.get_by_role("button", name="Copy", exact=True).click()


async def meals_of(page, user, day: date) -> list[dict]:
    return await ask(page, f"meals/{user['_id']}?from={day}&to={day}")


async def test_a_day_is_copied_and_the_copy_undone(page):
    user = await join(page)
    today = await today_of(page, user)
    old = today - 40 * DAY
    await log(page, old, 321.5, 200)
    await open_screen(page, "/history")
    await open_copy(page, old, today)
    await expect(toast(page)).to_contain_text(f"2 meals copied to {today:%A} {today.day}")
    await expect(cell(page, today)).to_contain_text("522")
    await expect(sync(page)).to_have_text("All saved")
    copies = await meals_of(page, user, today)
    assert sorted(each["totalCalories"] for each in copies) == [200, 321.5]
    assert {each["date"][11:16] for each in copies} == {"12:00"}
    await toast(page).get_by_role("button", name="Undo").click()
    await expect(cell(page, today)).to_have_accessible_name(re.compile("nothing logged yet"))
    await expect(sync(page)).to_have_text("All saved")
    assert await meals_of(page, user, today) == []
    assert len(await meals_of(page, user, old)) == 2


async def test_a_day_that_is_here_is_copied_without_a_network(page):
    user = await join(page)
    today = await today_of(page, user)
    await log(page, today - DAY, 400, 150)
    await open_app(page)
    await expect(page.get_by_text("Repeat yesterday").first).to_be_visible()  # it is here
    await page.get_by_role("link", name="History").first.click()
    await page.context.set_offline(True)
    await open_copy(page, today - DAY, today - 9 * DAY)
    await expect(sync(page)).to_have_text("Offline, 2 waiting")
    await page.context.set_offline(False)
    await expect(sync(page)).to_have_text("All saved")
    assert len(await meals_of(page, user, today - 9 * DAY)) == 2


async def test_what_cannot_be_copied_says_why(page):
    user = await join(page)
    today = await today_of(page, user)
    await log(page, today - 50 * DAY, 100)
    await open_screen(page, "/history")
    await open_copy(page, today, today)
    field = page.get_by_label("Copy the meals of")
    await expect(field).to_have_accessible_description("Choose two different days.")
    await expect(field).to_be_focused()
    await field.fill(f"{today - 3 * DAY}")
    await page.get_by_role("button", name="Copy", exact=True).click()
    await expect(field).to_have_accessible_description(re.compile("^Nothing is logged on that day"))
    await page.context.set_offline(True)
    await field.fill(f"{today - 50 * DAY}")
    await page.get_by_role("button", name="Copy", exact=True).click()
    await expect(field).to_have_accessible_description(re.compile("^You are offline"))


async def test_an_empty_diary_and_a_thin_one_are_said_kindly(page):
    user = await join(page, "/progress")
    today = await today_of(page, user)
    await expect(page.get_by_text("Nothing is logged in the last 30 days")).to_be_visible()
    await expect(page.get_by_role("figure")).to_have_count(0)
    await log_days(page, today, range(2))
    await open_screen(page, "/progress")
    said = "Only 2 days are logged"
    for chart in ("Calories", "Macros"):
        await expect(page.get_by_role("figure", name=chart)).to_contain_text(said)
    await expect(page.get_by_text("too little to say more").first).to_be_visible()


async def test_the_range_is_in_the_address(page):
    await join(page, "/progress?days=90")
    ranges = page.get_by_role("navigation", name="How far back")
    await expect(ranges.locator('[aria-current="true"]')).to_have_text("90 days")
    await ranges.get_by_role("link", name="365 days").click()
    await expect(page).to_have_url(re.compile(r"/progress\?days=365$"))
    await page.reload()
    await expect(ranges.locator('[aria-current="true"]')).to_have_text("365 days")


async def test_other_nutrients_come_with_their_coverage(page):
    user = await join(page)
    today = await today_of(page, user)
    salted = food(300, nutrients={"sodium": 800, "iron": 2.5}) | {"nutrients": {"sodium": 800}}
    await post_meal(page, salted, food(100), date=f"{today - DAY}T10:00:00Z")
    await post_meal(page, salted, date=f"{today - 2 * DAY}T10:00:00Z")
    await open_screen(page, "/week")
    asked = []
    page.on("request", lambda each: asked.append(each) if "nutrients" in each.url else None)
    await page.get_by_text("Vitamins, minerals and more").click()
    row = page.get_by_role("listitem").filter(has_text="Sodium")
    await expect(row).to_contain_text("800 mg")
    await expect(row).to_contain_text("known for 86% of the energy")
    assert len(asked) == 1
    await expect(page.locator(".nutrients")).not_to_contain_text("Protein")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", SCREENS)
async def test_everybody_can_use_it(visit, path, theme):
    page = await visit(color_scheme=theme)
    user = await join(page)
    today = await today_of(page, user)
    await log_days(page, today, [0, 1, 2, 4, 5, 9])
    await open_screen(page, path)
    for closed in await page.locator("main summary").all():
        await closed.click()
    if path != "/history":
        await expect(page.get_by_role("table").first).to_be_visible()
    assert await axe(page) == []


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
@pytest.mark.parametrize("path", SCREENS)
async def test_a_narrow_screen_is_wide_enough(visit, path, locale):
    page = await visit(locale=locale, viewport={"width": 320, "height": 640})
    user = await join(page)
    today = await today_of(page, user)
    await log_days(page, today, [0, 1, 2, 4, 5, 9])
    await open_screen(page, path)
    for closed in await page.locator("main summary").all():
        await closed.click()
    assert await overflow(page) <= 0


async def test_keys_alone_are_enough(page):
    user = await join(page)
    today = await today_of(page, user)
    await log_days(page, today, range(3))
    await open_screen(page, "/history")
    await expect(cell(page, today)).to_contain_text(re.compile(r"\d{3}"))
    await page.get_by_role("link", name="Month", exact=True).focus()
    for name in ("Week", "Previous month", "Next month"):
        await page.keyboard.press("Tab")
        await expect(page.locator(":focus")).to_have_accessible_name(name)
    for _ in range(today.day):
        await page.keyboard.press("Tab")
    await expect(cell(page, today)).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.locator(":focus")).to_have_text("Copy a day")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Copy the meals of")).to_be_focused()
    await cell(page, today).focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()


async def test_it_speaks_german(visit):
    page = await visit(locale="de-DE")
    user = await join(page)
    today = await today_of(page, user)
    await log_days(page, today, range(5))
    await open_screen(page, "/week")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Letzte 7 Tage")
    await expect(page.get_by_role("figure")).to_contain_text("an 5 eingetragenen Tagen")
    await page.get_by_text("Als Tabelle zeigen").click()
    await expect(page.get_by_role("cell", name="nicht bekannt")).to_have_count(2)
