"""Progress: trend, expenditure, what they stand on, and the proposal, as the server has them."""

import re
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from playwright.async_api import expect

from web.helpers import FOOD, PASSWORD, ask, axe, log_in, open_app, overflow

DAY = timedelta(days=1)
DAYS = 40
WORKER_READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller)"
BODY = {"age": 34, "height": 172, "weight": 78, "sex": "female", "units": "metric"}


class Person:
    """Somebody with an account, who logs and weighs past the client."""

    def __init__(self, url: str, **profile: Any) -> None:
        self.email = f"{secrets.token_hex(6)}@example.com"
        self.api = httpx2.Client(base_url=url, timeout=30)
        sent = {"email": self.email, "password": PASSWORD, "name": "Kim", **BODY, **profile}
        answer = self.api.post("/api/auth/login", json=sent).json()
        self.id = answer["user"]["_id"]
        self.api.headers["Authorization"] = f"Bearer {answer['token']}"
        self.today = datetime.fromisoformat(self.get(f"analytics/{self.id}/daily")["date"]).date()

    def get(self, path: str) -> Any:
        return self.ok(self.api.get(f"/api/{path}"))

    def ok(self, reply: httpx2.Response) -> Any:
        assert reply.is_success, reply.text
        return reply.json() if reply.content else None

    def eat(self, ago: int, calories: float) -> None:
        food = FOOD | {"calories": calories}
        meal = {"mealType": "lunch", "foods": [food], "date": f"{self.today - ago * DAY}T11:00:00Z"}
        self.ok(self.api.post("/api/meals", json=meal))

    def weigh(self, ago: int, kilograms: float) -> dict[str, Any]:
        at = f"{self.today - ago * DAY}T00:05:00Z"
        return self.ok(self.api.post("/api/weights", json={"weight": kilograms, "at": at}))

    def live(self, first: int, last: int) -> None:
        """Eat about 1,900 kcal a day and lose a little, from so many days ago until so many."""
        for ago in range(first, last - 1, -1):
            self.eat(ago, 1900 + (ago * 37) % 200 - 100)
            if ago % 3:
                self.weigh(ago, round(78 - 0.05 * (first - ago) + (ago * 13) % 7 / 10 - 0.3, 1))

    def aim(self, ago: int, **goal: Any) -> None:
        day = self.today - ago * DAY
        self.ok(self.api.put(f"/api/goals/{self.id}/{day}", json=goal))

    def course(self, days: int = 30) -> dict[str, Any]:
        first = self.today - (days - 1) * DAY
        return self.get(f"progress/{self.id}?from={first}&to={self.today}")


@pytest.fixture(scope="module")
def kim(server) -> Iterator[Person]:
    """Forty days of life, read by several tests and changed by none."""
    person = Person(server.url)
    person.live(DAYS, 1)
    yield person
    person.api.close()


@pytest.fixture
def newcomer(server) -> Iterator[Any]:
    made: list[Person] = []

    def make(**profile: Any) -> Person:
        made.append(Person(server.url, **profile))
        return made[-1]

    yield make
    for person in made:
        person.api.close()


async def show(page, person: Person, path: str = "/progress") -> None:
    await log_in(page, person.email)
    await open_app(page, path)
    await expect(page.locator("main .progress[aria-busy=false]")).to_be_visible()


def figure(page, name: str):
    return page.get_by_role("figure", name=name, exact=True)


def sync(page):
    return page.locator(".sync")


def toast(page):
    return page.locator(".toast")


def proposal(page):
    return page.get_by_role("region", name="A proposal for this week")


async def table(page, chart: str) -> list[list[str]]:
    frame = figure(page, chart)
    await frame.get_by_text("Show as a table").click()
    rows = frame.get_by_role("row")
    await expect(rows.nth(1)).to_be_visible()
    cells = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText))"
    return [[each.split("\n")[0] for each in row] for row in await rows.evaluate_all(cells)]


def number(text: str) -> float | None:
    return None if text == "–" else float(text.replace(",", ""))


async def test_the_charts_say_what_the_server_says(page, kim):
    await show(page, kim)
    course = kim.course()
    latest = course["latest"]
    keys = ("expenditure", "expenditureLow", "expenditureHigh", "calories")
    kcal, low, high = (f"{latest[key]:,.0f}" for key in keys[:3])
    await expect(figure(page, "Expenditure")).to_contain_text(
        f"You spend about {kcal} kcal a day, nine times in ten between {low} and {high}"
    )
    head, *rows = await table(page, "Expenditure")
    assert head[1:] == ["Expenditure (kcal)", "At least (kcal)", "At most (kcal)", "Eaten (kcal)"]
    for (_, *cells), day in zip(rows, course["days"], strict=True):
        assert [number(cell) for cell in cells] == [day[key] for key in keys]

    trend = [f"{latest[key]:.1f} kg" for key in ("trend", "trendLow", "trendHigh")]
    await expect(figure(page, "Weight")).to_contain_text(
        f"Your trend is {trend[0]}, nine times in ten between {trend[1]} and {trend[2]}. "
        f"It falls by about {-latest['rate']:.2f} kg a week."
    )
    head, *rows = await table(page, "Weight")
    assert head[1:3] == ["Weighed (kg)", "Trend (kg)"]
    for (_, *cells), day in zip(rows, course["days"], strict=True):
        known = [day[key] for key in ("weight", "trend", "trendLow", "trendHigh")]
        assert [number(cell) for cell in cells] == pytest.approx(known, abs=0.006)
    dots = await figure(page, "Weight").locator("path.points").get_attribute("d")
    assert dots is not None
    assert dots.count("M") == sum(day["weight"] is not None for day in course["days"])


async def test_what_it_stands_on_is_told(page, kim):
    await show(page, kim)
    drivers = kim.course()["drivers"]
    await page.get_by_text("What this stands on").click()
    facts = page.locator(".drivers dl")
    for name, said in {
        "An equation says": f"{drivers['prior']:,.0f} ± {drivers['priorError']:,.0f} kcal",
        "Eaten": f"{drivers['eaten']:,.0f} kcal a day",
        "Drawn from the body": f"{-drivers['stored']:,.0f} kcal a day",
        "Days logged": f"{drivers['daysLogged']} of {drivers['days']}",
        "Days weighed": f"{drivers['daysWeighed']} of {drivers['days']}",
    }.items():
        row = facts.locator("div").filter(has_text=re.compile(f"^{name}"))
        await expect(row.locator("dd")).to_have_text(said)
    await expect(page.locator(".expenditure")).to_contain_text("on the scale of what you log")


async def test_keys_read_the_days(page, kim):
    await show(page, kim)
    yesterday = kim.course()["days"][-2]
    for chart, said in {
        "Weight": rf"trend {yesterday['trend']:.1f}\skg \(.* to .*\)$",
        "Expenditure": f"spent {yesterday['expenditure']:,.0f} kcal .*; eaten [0-9,]+ kcal$",
    }.items():
        slider = page.get_by_role("slider", name=f"{chart}, day by day")
        await slider.focus()
        await page.keyboard.press("ArrowLeft")
        await expect(slider).to_have_attribute("aria-valuetext", re.compile(said))


async def test_it_says_that_it_still_learns_and_that_it_holds(page, visit, newcomer):
    new, away = newcomer(), newcomer()
    new.live(6, 1)
    away.live(DAYS, 9)
    await show(page, new)
    await expect(figure(page, "Expenditure")).to_contain_text("Still learning")
    other = await visit()
    await show(other, away)
    await expect(figure(other, "Expenditure")).to_contain_text("Holding: too little was logged")


async def test_who_has_nothing_is_told_what_to_do(page, newcomer):
    person = newcomer(weight=None, age=None)
    await show(page, person)
    await expect(page.get_by_text("No weighing in the last 30 days")).to_be_visible()
    await expect(page.get_by_text("There is no estimate yet")).to_be_visible()
    await expect(page.get_by_text("kcal a day stays: there is too little")).to_be_visible()
    await page.get_by_role("button", name="Weigh in").click()
    await page.get_by_role("dialog").get_by_label("Weight").fill("78.2")
    await page.keyboard.press("Enter")
    await expect(figure(page, "Weight")).to_be_visible()
    await expect(page.get_by_text("1 weighing", exact=True)).to_be_visible()


async def test_a_proposal_is_applied_when_somebody_says_so_and_not_before(page, newcomer):
    person = newcomer()
    person.live(DAYS, 1)
    week = [2200, 2200, 2200, 2200, 2200, 2600, 2600]
    kept = {"nutrients": {"protein": {"min": 90, "max": None}}, "rate": -0.3}
    person.aim(9, energy={"week": week, "min": 1500, "max": 2700}, **kept)
    await show(page, person)
    proposed = person.get(f"progress/{person.id}/proposal")
    assert proposed["verdict"] == "change"
    aim = proposed["kcal"]
    await expect(proposal(page)).to_contain_text(f"{proposed['current']:,} becomes {aim:,}")
    await expect(proposal(page)).to_contain_text("0.30 kg less a week takes 330 kcal a day less")
    assert person.get(f"goals/{person.id}/current")["version"]["energy"]["week"] == week

    await proposal(page).get_by_role("button", name=f"Aim at {aim:,} from today").click()
    await expect(toast(page)).to_contain_text(f"The goal is {aim:,} kcal from today")
    version = person.get(f"goals/{person.id}/current")["version"]
    assert version["from"] == f"{person.today}"
    assert {key: version[key] for key in kept} == kept
    shift = aim - sum(week) / 7
    assert version["energy"]["week"] == [round(day + shift) for day in week]
    await expect(proposal(page)).to_be_hidden()

    await toast(page).get_by_role("button", name="Undo").click()
    await expect(proposal(page)).to_be_visible()
    assert person.get(f"goals/{person.id}/current")["version"]["energy"]["week"] == week
    assert len(person.get(f"goals/{person.id}")) == 1


async def test_a_proposal_that_was_dismissed_stays_away_for_a_week(page, newcomer):
    person = newcomer()
    person.live(DAYS, 1)
    person.aim(9, energy={"aim": 2400}, rate=-0.3)
    await show(page, person)
    await proposal(page).get_by_role("button", name="Not this week").click()
    await expect(proposal(page)).to_be_hidden()
    await open_app(page, "/progress")
    await expect(figure(page, "Expenditure")).to_be_visible()
    await expect(proposal(page)).to_be_hidden()
    await page.goto("about:blank")  # an answer that is on its way would tell the right time
    await page.route("**/api/**", lambda route: route.abort())
    await page.clock.set_fixed_time(datetime.now(UTC) + 8 * DAY)
    await open_app(page, "/progress")
    await expect(proposal(page)).to_be_visible()


async def test_without_a_network_it_shows_what_it_knew(page, newcomer):
    person = newcomer()
    person.live(DAYS, 1)
    person.aim(9, energy={"aim": 2400}, rate=-0.3)
    await show(page, person)
    await expect(figure(page, "Weight")).to_contain_text("Your trend is")
    said = await figure(page, "Weight").locator("figcaption").inner_text()
    await expect(proposal(page)).to_be_visible()
    await page.wait_for_function(WORKER_READY)
    await page.context.set_offline(True)
    await page.reload()
    await expect(figure(page, "Weight").locator("figcaption")).to_have_text(
        said, use_inner_text=True
    )
    await expect(figure(page, "Expenditure")).to_contain_text("You spend about")
    await expect(proposal(page)).to_contain_text("the server must be reached. You are offline.")
    await expect(proposal(page).get_by_role("button", name="Aim at")).to_be_disabled()


async def test_weighings_are_changed_and_deleted(page, newcomer):
    person = newcomer()
    for ago, kilograms in ((2, 78.5), (1, 78.1)):
        person.weigh(ago, kilograms)
    await show(page, person)
    await page.get_by_text("2 weighings").click()
    await page.get_by_role("button", name="More for 78.1").click()
    await page.get_by_role("menuitem", name="Change").click()
    sheet = page.get_by_role("dialog", name="Change this weighing")
    await sheet.get_by_label("Weight").fill("77.9")
    await page.keyboard.press("Enter")
    await expect(sheet).to_be_hidden()
    await expect(sync(page)).to_have_text("All saved")
    new, _ = person.get(f"weights/{person.id}")
    assert (new["weight"], new["day"]) == (77.9, f"{person.today - DAY}")

    await page.get_by_role("button", name="More for 78.5").click()
    await page.get_by_role("menuitem", name="Delete").click()
    await expect(page.get_by_text("1 weighing", exact=True)).to_be_visible()
    await expect(sync(page)).to_have_text("All saved")
    assert [each["weight"] for each in person.get(f"weights/{person.id}")] == [77.9]
    await toast(page).get_by_role("button", name="Undo").click()
    await expect(page.get_by_text("2 weighings")).to_be_visible()
    await expect(sync(page)).to_have_text("All saved")
    back = person.get(f"weights/{person.id}")
    assert [each["weight"] for each in back] == [77.9, 78.5]
    assert back[1]["day"] == f"{person.today - 2 * DAY}"


async def test_a_time_is_changed_and_the_weight_stays_exact(page, newcomer):
    person = newcomer(units="imperial")
    person.weigh(1, 78.13)  # in kilograms, for somebody who goes by pounds
    await show(page, person)
    await page.get_by_text("1 weighing", exact=True).click()
    await page.get_by_role("button", name="More for 172.2").click()
    await page.get_by_role("menuitem", name="Change").click()
    sheet = page.get_by_role("dialog", name="Change this weighing")
    await sheet.get_by_label("When").fill(f"{person.today - 3 * DAY}T07:30")
    await sheet.get_by_role("button", name="Save").click()
    await expect(sheet).to_be_hidden()
    await expect(sync(page)).to_have_text("All saved")
    (weight,) = person.get(f"weights/{person.id}")
    assert (weight["weight"], weight["unit"]) == (78.13, "kg")
    assert weight["day"] == f"{person.today - 3 * DAY}"


@pytest.mark.parametrize(("choice", "expected"), [("here", 77.7), ("there", 79.9)])
async def test_a_conflict_is_shown_and_the_person_decides(page, newcomer, choice, expected):
    person = newcomer()
    old = person.weigh(1, 78.1)
    await show(page, person)
    await page.get_by_text("1 weighing", exact=True).click()
    await page.context.set_offline(True)
    await page.get_by_role("button", name="More for 78.1").click()
    await page.get_by_role("menuitem", name="Change").click()
    await page.get_by_role("dialog").get_by_label("Weight").fill("77.7")
    await page.keyboard.press("Enter")
    await expect(sync(page)).to_have_text("Offline, 1 waiting")
    path = f"/api/weights/{person.id}/{old['_id']}"
    body = {"weight": 79.9, "at": old["at"]}
    person.ok(person.api.put(path, json=body, headers={"If-Match": old["updatedAt"]}))
    await page.context.set_offline(False)
    await expect(page.get_by_role("alert")).to_contain_text("changed on another device too")
    assert person.get(f"weights/{person.id}")[0]["weight"] == 79.9
    await page.get_by_role("button", name=f"Keep the one from {choice}").click()
    await expect(sync(page)).to_have_text("All saved")
    await expect(page.get_by_role("alert")).to_have_count(0)
    assert [each["weight"] for each in person.get(f"weights/{person.id}")] == [expected]


async def test_what_another_device_weighs_moves_the_trend(page, newcomer):
    person = newcomer()
    person.live(20, 1)
    await log_in(page, person.email)
    async with page.expect_response("**/api/events/*"):
        await show(page, person)
    said = figure(page, "Weight").locator("figcaption p")
    await expect(said).to_contain_text("Your trend is")
    before = await said.inner_text()
    person.weigh(0, 74.5)
    await expect(said).not_to_have_text(before)
    trend = person.course()["latest"]["trend"]
    await expect(said).to_contain_text(f"Your trend is {trend:.1f} kg")


async def test_pounds_and_stones(page, newcomer):
    person = newcomer(units="imperial")
    person.weigh(2, 78.4)
    await show(page, person)
    head, *rows = await table(page, "Weight")
    assert head[1] == "Weighed (lb)"
    assert rows[-3][1] == "172.84"
    at = f"{person.today - DAY}T06:00:00Z"
    weight = {"weight": 12.25, "unit": "st", "at": at}
    person.ok(person.api.post("/api/weights", json=weight))
    await show(page, person)
    await expect(page.get_by_role("button", name="Weigh in")).to_be_visible()
    ticks = figure(page, "Weight").locator(".axes text[text-anchor=end]")
    await expect(ticks.first).to_have_text(re.compile(r"^1\d st \d"))
    await expect(figure(page, "Weight")).to_contain_text(re.compile(r"Your trend is 12\sst\s\d"))


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_it_is_accessible(visit, newcomer, theme):
    person = newcomer()
    person.live(DAYS, 1)
    person.aim(9, energy={"aim": 2400}, rate=-0.3)
    page = await visit(color_scheme=theme)
    await show(page, person)
    await expect(proposal(page)).to_be_visible()
    await expect(figure(page, "Expenditure")).to_be_visible()
    for closed in await page.locator("main summary").all():
        await closed.click()
    assert await axe(page) == []


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
async def test_a_narrow_screen_is_wide_enough(visit, newcomer, locale):
    person = newcomer(units="imperial")
    person.live(DAYS, 1)
    person.aim(9, energy={"aim": 2400}, rate=-0.3)
    page = await visit(locale=locale, viewport={"width": 320, "height": 640})
    await show(page, person)
    await expect(page.locator(".proposal")).to_be_visible()
    for closed in await page.locator("main summary").all():
        await closed.click()
    assert await overflow(page) <= 0


async def test_every_reason_is_said_in_german(visit, kim):
    page = await visit(locale="de-DE")
    await show(page, kim)
    await expect(page.locator(".proposal")).to_contain_text("Im Maßstab deiner Einträge")
    proposed = await ask(page, f"progress/{kim.id}/proposal")
    shown = await page.locator(".proposal").inner_text()
    assert not [each["words"] for each in proposed["reasons"] if each["words"] in shown]
