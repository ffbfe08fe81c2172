"""The review of a week or a month: beside the time before, what was low or high, where it came
from, and the report as a file."""

import asyncio
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.async_api import expect

from nutritrack.targets.references import UNDERCOUNTED
from nutritrack.targets.verdicts import LEAST_COVERAGE, TOLERANCE
from web.helpers import ask, axe, join, open_app, overflow, post_meal

DAY = timedelta(days=1)
WOMAN = {"age": 30, "weight": 70, "height": 170, "sex": "female"}
SOURCE = Path(__file__).parents[2] / "web" / "src"


def food(name: str, calories: float, **nutrients: float) -> dict:
    macros = {"protein": calories / 20, "carbs": calories / 10, "fat": calories / 25}
    return {"name": name, "calories": calories, "quantity": "1", **macros, "nutrients": nutrients}


async def today_of(page, user) -> date:
    return date.fromisoformat((await ask(page, f"analytics/{user['_id']}/daily"))["date"])


async def log(page, day: date, *foods: dict, meal_type: str = "lunch") -> None:
    await post_meal(page, *foods, date=f"{day}T12:00:00Z", mealType=meal_type)


async def post(page, path: str, **body) -> None:
    origin = "/".join(page.url.split("/", 3)[:3])
    reply = await page.context.request.post(f"/api/{path}", data=body, headers={"Origin": origin})
    assert reply.ok, await reply.text()


def card(page, name):
    return page.get_by_role("region", name=name)


async def open_week(page, path="/week"):
    await open_app(page, path)
    await expect(page.locator(".week[aria-busy=false]")).to_be_visible()


async def rows(table) -> list[list[str]]:
    cells = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    return await table.get_by_role("row").evaluate_all(cells)


async def two_weeks(page) -> date:
    """Bread and soup on some days of two weeks. Soup tells of its sodium and iron."""
    user = await join(page, **WOMAN)
    today = await today_of(page, user)
    soup, bread = food("Salty soup", 300, sodium=3000, iron=1.5), food("Dark bread", 100)
    await asyncio.gather(
        *(log(page, today - age * DAY, soup, bread) for age in (0, 1, 2)),
        log(page, today - 2 * DAY, food("Apple", 80, sodium=1), meal_type="snack"),
        *(log(page, today - age * DAY, bread) for age in (8, 9)),
        post(page, "weights", weight=70.5, at=f"{today - DAY}T06:00:00Z"),
        post(page, "weights", weight=71.5, at=f"{today - 9 * DAY}T06:00:00Z"),
    )
    return today


async def test_a_week_stands_beside_the_one_before(page):
    await two_weeks(page)
    await open_week(page)
    compared = card(page, "Beside the time before")
    await expect(compared).to_contain_text("On average 327 kcal a day more than before.")
    head, *found = await rows(compared.get_by_role("table"))
    assert head == ["", "Now", "Before", "Change"]
    assert found[0] == ["Energy (kcal)", "427", "100", "+327"]
    assert found[4:] == [["Weight (kg)", "70.5", "71.5", "−1"], ["Days logged", "3", "2", ""]]
    facts = card(page, "In numbers")
    await expect(facts).to_contain_text("Goal on average2,000 kcal")
    await expect(facts).to_contain_text("Days logged3 of 7")
    await expect(facts).to_contain_text("Meals on a logged day1.3")
    await expect(facts).to_contain_text("Days weighed1 of 7")


async def test_without_a_week_before_there_is_nothing_to_compare(page):
    user = await join(page)
    await log(page, await today_of(page, user), food("Soup", 200))
    await open_week(page)
    compared = card(page, "Beside the time before")
    await expect(compared).to_contain_text("there is nothing to compare yet")
    [energy] = [row for row in await rows(compared.get_by_role("table")) if "kcal" in row[0]]
    assert energy == ["Energy (kcal)", "200", "–not known", "–not known"]


async def test_low_and_high_are_told_only_where_enough_is_known(page):
    user = await join(page, **WOMAN)
    today = await today_of(page, user)
    known = food("Plate", 900, sodium=3000, iron=2, vitaminC=90, niacin=1)
    await log(page, today, known, food("Bread", 600, calcium=100))
    await open_week(page)
    nutrients = card(page, "Nutrients")
    low, high = nutrients.get_by_role("list").nth(0), nutrients.get_by_role("list").nth(1)
    # 60 % of the energy tells of iron: 2 mg would be 3.3 of 18. Of niacin foods tell too little.
    await expect(low.get_by_role("listitem")).to_have_count(1)
    await expect(low).to_contain_text("Iron2 mg")
    await expect(low).to_contain_text("at least 18 mg · known for 60% of the energy")
    await expect(high.get_by_role("listitem")).to_have_count(1)
    await expect(high).to_contain_text("Sodium3,000 mg")
    await expect(nutrients).to_contain_text("1 nutrient is on target.")  # vitamin C
    await expect(nutrients).to_contain_text("For 2 nutrients too little is known to tell.")


async def test_the_targets_of_the_person_come_before_references(page):
    user = await join(page, **WOMAN)
    today = await today_of(page, user)
    origin = "/".join(page.url.split("/", 3)[:3])
    goal = {"energy": {"aim": 1800}, "nutrients": {"sodium": {"max": 1000}}}
    reply = await page.context.request.put(
        f"/api/goals/{user['_id']}/{today}", data=goal, headers={"Origin": origin}
    )
    assert reply.ok
    await log(page, today, food("Soup", 500, sodium=1500))
    await open_week(page)
    await expect(card(page, "Nutrients")).to_contain_text("Sodium1,500 mg")
    await expect(card(page, "Nutrients")).to_contain_text("your target: at most 1,000 mg")


async def test_a_nutrient_leads_to_where_it_came_from(page):
    await two_weeks(page)
    await open_week(page)
    await card(page, "Nutrients").get_by_role("link", name="Sodium").first.focus()
    await page.keyboard.press("Enter")
    title = page.get_by_role("heading", level=1)
    await expect(title).to_have_text("Where it comes from: Sodium")
    sources = page.locator(".sources")
    await expect(sources).to_contain_text("9,001 mg in all")
    await expect(sources).to_contain_text("Known for 77% of the energy")
    bars = sources.locator(".source-bars li")
    await expect(bars.nth(0)).to_have_text("Salty soup9,000 mg 100%")
    await expect(bars.nth(1)).to_contain_text("Apple1 mg")
    await expect(bars).to_have_count(2)
    # What does not tell is named, and is no zero.
    await sources.get_by_text("1 food does not say how much it holds").click()
    await expect(sources.locator(".silent")).to_have_text("Dark bread")

    await page.get_by_role("link", name="Meals", exact=True).click()
    await expect(bars.nth(0)).to_contain_text("Lunch9,000 mg")
    await expect(bars.nth(0)).to_contain_text("known for 75% of the energy")
    await page.get_by_role("link", name="Days", exact=True).click()
    await expect(bars).to_have_count(3)
    await page.get_by_role("link", name="Day", exact=True).click()
    await expect(page.get_by_role("link", name="Days", exact=True)).to_have_count(0)
    await expect(sources).to_contain_text("3,000 mg in all")
    await page.get_by_role("button", name="Earlier").click()
    await page.get_by_role("button", name="Earlier").click()
    await expect(sources).to_contain_text("3,001 mg in all")
    await page.get_by_label("Nutrient").select_option("zinc")
    await expect(title).to_have_text("Where it comes from: Zinc")
    await expect(sources).to_contain_text("No food of these days tells how much Zinc it holds")
    await page.get_by_role("button", name="Back").click()
    await expect(page).to_have_url(re.compile("/week$"))


async def test_meals_and_foods_with_the_most_energy_are_shown(page):
    await two_weeks(page)
    await open_week(page)
    came = card(page, "Which meals and foods")
    bars = came.locator(".source-bars")
    await expect(bars.nth(0).locator("li")).to_have_text(["Lunch1,200 kcal 94%", "Snack80 kcal 6%"])
    await expect(bars.nth(1).locator("li").first).to_have_text("Salty soup900 kcal 70%")
    await came.get_by_role("link", name="All foods").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Where it comes from: Energy")


async def test_a_month_is_reviewed_as_a_whole(page):
    user = await join(page, **WOMAN)
    today = await today_of(page, user)
    last = today.replace(day=1) - DAY
    await log(page, today, food("Soup", 300))
    await log(page, last, food("Bread", 500))
    await open_app(page, "/history")
    await page.get_by_role("link", name="Review this month").click()
    title = page.get_by_role("heading", level=1)
    await expect(title).to_have_text(f"{today:%B %Y}")
    await open_week(page)
    await page.get_by_role("link", name="as a whole").click()
    await expect(title).to_have_text(f"{today:%B %Y}")
    compared = card(page, "Beside the time before")
    await expect(compared).to_contain_text(f"beside {last:%B %Y}")
    await expect(compared).to_contain_text("On average 200 kcal a day less than before.")
    await expect(card(page, "In numbers").locator(".weekdays li")).to_have_count(7)
    await page.get_by_role("button", name="Previous month").click()
    await expect(title).to_have_text(f"{last:%B %Y}")
    await expect(page.locator(".average").first).to_have_text("500 kcal a day on average")
    await page.get_by_role("link", name="The seven days up to its end").click()
    await expect(page).to_have_url(re.compile(rf"/week\?to={last}$"))


async def test_what_the_server_works_out_comes_back_with_the_network(page):
    await two_weeks(page)
    await open_week(page)
    await expect(card(page, "In numbers")).to_contain_text("427")
    await page.wait_for_function(
        "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller)"
    )
    await page.context.set_offline(True)
    await page.goto("/week")
    await expect(page.locator(".average").first).to_contain_text("427")
    for name in ("Beside the time before", "Which meals and foods", "Nutrients"):
        await expect(card(page, name)).to_contain_text("You are offline. This part is worked out")
    await page.get_by_role("button", name="PDF").click()
    await expect(card(page, "Report")).to_contain_text("You are offline. The server makes")
    await page.goto("/sources?nutrient=sodium")
    await expect(page.get_by_text("You are offline. This part")).to_be_visible()
    await page.context.set_offline(False)
    await expect(page.locator(".sources")).to_contain_text("9,001 mg in all")


def report(page, status: int, kind: str, body: str, asked: list[str]):
    """A server with reports, or one without, in the place of the one that is here."""

    async def answer(route):
        asked.append(route.request.url.split("/api/")[1])
        await route.fulfill(status=status, content_type=kind, body=body)

    return page.context.route("**/api/reports/**", answer)


async def test_a_report_is_saved_as_a_file(page):
    today = await two_weeks(page)
    asked: list[str] = []
    await report(page, 200, "application/pdf", "%PDF-1.7", asked)
    await page.context.add_init_script("delete Navigator.prototype.canShare")
    middle = today - 3 * DAY
    monday = middle - middle.weekday() * DAY
    await open_week(page)
    async with page.expect_download() as download:
        await page.get_by_role("button", name="PDF").click()
    assert (await download.value).suggested_filename == f"nutritrack-week-{monday}.pdf"
    await expect(card(page, "Report")).to_contain_text("Saved on this device.")
    [path] = asked
    assert re.fullmatch(rf"reports/\w+/week\.pdf\?date={monday}&lang=en", path)


async def test_a_report_is_handed_to_other_apps_where_the_browser_can(page):
    today = await two_weeks(page)
    await report(page, 200, "text/csv; charset=utf-8", "day,kcal\r\n", [])
    await page.context.add_init_script("""
      Navigator.prototype.canShare = ({ files }) => files.length === 1;
      Navigator.prototype.share = async ({ files: [file] }) => {
        window.shared = [file.name, file.type];
      };
    """)
    await open_week(page, f"/week?month={today:%Y-%m}")
    await page.get_by_role("button", name="CSV", exact=True).click()
    await expect(card(page, "Report")).to_contain_text("Shared.")
    expected = [f"nutritrack-month-{today.replace(day=1)}.csv", "text/csv"]
    assert await page.evaluate("window.shared") == expected


async def test_a_server_without_reports_is_named(page):
    await two_weeks(page)
    error = {"error": "Not found", "code": "NotFound", "detail": "There is nothing here."}
    await report(page, 404, "application/json", json.dumps(error), [])
    await open_week(page)
    await page.get_by_role("button", name="PDF").click()
    await expect(card(page, "Report")).to_contain_text("This server makes no reports yet.")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/sources?nutrient=sodium", "/week?month="])
async def test_everybody_can_use_it(visit, path, theme):
    page = await visit(color_scheme=theme)
    today = await two_weeks(page)
    await open_app(page, f"{path}{today:%Y-%m}" if path.endswith("=") else path)
    await expect(page.locator(".source-bars").first).to_be_visible()
    for closed in await page.locator("main summary").all():
        await closed.click()
    assert await axe(page) == []


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
@pytest.mark.parametrize("path", ["/sources?nutrient=sodium", "/week"])
async def test_a_narrow_screen_is_wide_enough(visit, path, locale):
    page = await visit(locale=locale, viewport={"width": 320, "height": 640})
    await two_weeks(page)
    await open_app(page, path)
    await expect(page.locator(".source-bars").first).to_be_visible()
    assert await overflow(page) <= 0
    # Nothing sticks out of its card either.
    wide = "cards => cards.filter(card => card.scrollWidth > card.clientWidth).length"
    assert await page.locator("main .card").evaluate_all(wide) == 0


async def test_it_speaks_german(visit):
    page = await visit(locale="de-DE")
    await two_weeks(page)
    await open_week(page)
    await expect(card(page, "Neben der Zeit davor")).to_contain_text(
        "Im Durchschnitt 327 kcal am Tag mehr als davor."
    )
    await card(page, "Nährstoffe").get_by_role("link", name="Natrium").first.click()
    await expect(page.locator(".sources")).to_contain_text("9.001 mg insgesamt")
    await expect(page.locator(".sources")).to_contain_text("Bekannt für 77 % der Energie")


def test_the_rules_of_low_and_high_are_those_of_the_server():
    code = (SOURCE / "screens" / "week" / "levels.ts").read_text()
    assert set(re.findall(r'"(\w+)"', code.split("new Set(")[1].split(")")[0])) == UNDERCOUNTED
    numbers = dict(re.findall(r"const (TOLERANCE|LEAST_COVERAGE) = ([\d.]+)", code))
    assert {name: float(text) for name, text in numbers.items()} == {
        "TOLERANCE": TOLERANCE,
        "LEAST_COVERAGE": LEAST_COVERAGE,
    }
