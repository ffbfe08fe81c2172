"""Charts: read by eyes, fingers, keys and screen readers, as a table and as a file."""

import csv
import re
from datetime import date, timedelta

import pytest
from playwright.async_api import expect

from web.helpers import FOOD, ask, join, open_app, post_meal

DAY = timedelta(days=1)
KCAL = {0: 1850, 1: 2133.337, 3: 905.5, 6: 1200}  # by age in days


@pytest.fixture
async def days(page):
    """Somebody with four logged days in the last seven."""
    user = await join(page)
    today = date.fromisoformat((await ask(page, f"analytics/{user['_id']}/daily"))["date"])
    await log(page, today)
    await open_app(page, "/week")
    await expect(page.get_by_role("figure")).to_contain_text("4 logged days")
    return [today - age * DAY for age in range(6, -1, -1)]


async def log(page, today: date) -> None:
    for age, calories in KCAL.items():
        await post_meal(page, FOOD | {"calories": calories}, date=f"{today - age * DAY}T11:00:00Z")


def slider(page, chart="Energy"):
    return page.get_by_role("slider", name=f"{chart}, day by day")


def words(day: date, said: str) -> str:
    return f"{day:%A} {day.day} {day:%B}: {said}"


async def says(page, text: str) -> None:
    await expect(slider(page)).to_have_attribute("aria-valuetext", text)
    await expect(page.locator(".readout")).to_have_text(text.replace(": ", " ", 1))


async def test_arrow_keys_read_every_day(page, days):
    await slider(page).focus()
    await says(page, words(days[6], "1,850 kcal, goal 2,000"))
    await page.keyboard.press("ArrowLeft")
    await says(page, words(days[5], "2,133 kcal, goal 2,000"))
    await page.keyboard.press("ArrowLeft")
    await says(page, words(days[4], "nothing logged"))
    await page.keyboard.press("Home")
    await says(page, words(days[0], "1,200 kcal, goal 2,000"))
    await page.keyboard.press("ArrowRight")
    await says(page, words(days[1], "nothing logged"))
    await page.keyboard.press("End")
    await says(page, words(days[6], "1,850 kcal, goal 2,000"))
    await expect(page.locator(".guide")).to_have_count(1)
    await slider(page).blur()
    await expect(page.locator(".guide")).to_have_count(0)


async def test_a_mouse_reads_the_day_below_it_and_nothing_moves(page, days):
    plot = page.locator(".plot")
    await plot.scroll_into_view_if_needed()
    before = await plot.bounding_box()
    for at in (0, 3, 5, 6):
        await page.mouse.move(*await place_of(page, at))
        await expect(slider(page)).to_have_attribute(
            "aria-valuetext", re.compile(f"^{days[at]:%A} {days[at].day} ")
        )
        await expect(page.locator(".guide")).to_have_count(1)
        assert await plot.bounding_box() == before
    await page.mouse.move(2, 2)
    await expect(page.locator(".guide")).to_have_count(0)
    await page.mouse.move(*await place_of(page, 3))
    await page.mouse.down()
    await page.mouse.move(*await place_of(page, 1), steps=4)
    await page.mouse.up()
    await says(page, words(days[1], "nothing logged"))


async def place_of(page, at: int) -> tuple[float, float]:
    """Where a day is drawn: its name stands below it."""
    label = await page.locator(".axes text[text-anchor=middle]").nth(at).bounding_box()
    plot = await page.locator(".plot").bounding_box()
    assert label
    assert plot
    return label["x"] + label["width"] / 2, plot["y"] + plot["height"] / 2


async def test_a_finger_reads_the_day_below_it(visit):
    page = await visit(has_touch=True)
    user = await join(page)
    today = date.fromisoformat((await ask(page, f"analytics/{user['_id']}/daily"))["date"])
    await log(page, today)
    await open_app(page, "/week")
    await expect(page.get_by_role("figure")).to_contain_text("4 logged days")
    await page.locator(".plot").scroll_into_view_if_needed()
    await page.touchscreen.tap(*await place_of(page, 3))
    await says(page, words(today - 3 * DAY, "906 kcal, goal 2,000"))
    await page.touchscreen.tap(*await place_of(page, 0))
    await says(page, words(today - 6 * DAY, "1,200 kcal, goal 2,000"))


async def test_days_without_a_meal_are_gaps(page, days):
    bars = await page.locator(".plot .bars").get_attribute("d")
    assert bars is not None
    assert bars.count("M") == len(KCAL)
    # Two days in a row, and one alone.
    await expect(page.locator(".plot .unknown rect[fill]")).to_have_count(2)
    today = days[-1]
    for age in (9, 10, 11, 19):
        await post_meal(page, FOOD, date=f"{today - age * DAY}T11:00:00Z")
    await open_app(page, "/progress?days=30")
    figure = page.get_by_role("figure", name="Calories")
    await expect(figure).to_contain_text("8 logged days")
    dots = await figure.locator("path.points").get_attribute("d")
    assert dots is not None
    assert dots.count("M") == 8
    assert all(float(y) < 190 for y in re.findall(r"M[\d.]+ ([\d.]+)h0", dots)), "no dot at zero"
    # Its average needs three logged days in seven: between them the line breaks.
    line = await figure.locator("path.line").get_attribute("d")
    assert line is not None
    assert line.count("M") == 2


async def test_the_axis_of_energy_starts_at_zero_and_is_round(page, days):
    ticks = await page.locator(".axes text[text-anchor=end]").all_text_contents()
    assert ticks == ["0", "1,000", "2,000", "3,000"]
    await expect(page.locator(".plot .goal text")).to_have_text("Goal 2,000")


async def test_the_table_is_made_when_it_is_opened(page, days):
    figure = page.get_by_role("figure", name="Energy")
    await expect(figure.get_by_role("table", include_hidden=True)).to_have_count(0)
    await figure.get_by_text("Show as a table").click()
    table = figure.get_by_role("table")
    await expect(table.locator("caption")).to_contain_text("Energy, ")
    assert await table.get_by_role("columnheader").all_inner_texts() == [
        "Day",
        "Energy (kcal)",
        "Goal (kcal)",
        "Meals",
    ]
    heads = await table.get_by_role("rowheader").all_inner_texts()
    short = [f"{day:%a} {day.day} {day:%b}".replace("Sep", "Sept") for day in days]
    assert heads == short
    column = await table.locator("tbody tr td:nth-child(2)").all_inner_texts()
    assert [text.split("\n")[0] for text in column] == [
        "1,200",
        "–",
        "–",
        "905.5",
        "–",
        "2,133.34",
        "1,850",
    ]


async def test_the_file_has_the_same_rows(page, days, tmp_path):
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="Download CSV").click()
    download = await saving.value
    assert download.suggested_filename == f"nutritrack-energy-{days[0]}-{days[-1]}.csv"
    path = tmp_path / "saved.csv"
    await download.save_as(path)
    content = path.read_bytes().decode("utf-8-sig")
    assert content.count("\r\n") == content.count("\n") == 8
    head, *rows = csv.reader(content.splitlines())
    assert head == ["Day", "Energy (kcal)", "Goal (kcal)", "Meals"]
    assert [row[0] for row in rows] == [f"{day}" for day in days]
    assert [row[1] for row in rows] == ["1200", "", "", "905.5", "", "2133.34", "1850"]
    assert all(re.fullmatch(r"[\d.-]*", each) for row in rows for each in row)


async def test_days_go_the_way_people_read(page, days):
    await page.context.add_init_script(
        "addEventListener('DOMContentLoaded', () => document.documentElement.dir = 'rtl')"
    )
    await open_app(page, "/week")
    await expect(page.locator(".axes text[text-anchor=middle]")).to_have_count(7)
    first, last = [(await place_of(page, at))[0] for at in (0, 6)]
    assert first > last
    await page.mouse.move(*await place_of(page, 0))
    await says(page, words(days[0], "1,200 kcal, goal 2,000"))


async def test_a_chart_fits_the_window_when_that_changes(page, days):
    async def width() -> float:
        box = await page.locator(".plot svg").bounding_box()
        view = await page.locator(".plot svg").get_attribute("viewBox")
        assert box
        assert view
        assert float(view.split()[2]) == pytest.approx(box["width"], abs=1), "nothing is stretched"
        return box["width"]

    narrow = await width()
    await page.set_viewport_size({"width": 700, "height": 800})
    await expect(page.locator(f'.plot svg[viewBox="0 0 {narrow:.0f} 220"]')).to_have_count(0)
    assert await width() > narrow + 200
