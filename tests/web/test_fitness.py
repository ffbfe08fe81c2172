"""Steps and energy out, from Google and from files; and signing in with Google.

Google is the stand-in of the other tests on its own port, which the browser visits too.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from fitness.google import oauth  # noqa: F401  registers its routes
from fitness.google.data import ACTIVITY
from fitness.google.server import World, google
from fitness.reading import ago, fill, today
from health_exports import apple, record, steps, takeout
from serving import Server, serving
from web.helpers import ask, axe, join, log_in, open_app, overflow, post_meal

PAGE = "/settings"
PART = "Devices & activity"


@pytest.fixture(scope="module")
def stand_in() -> Iterator[tuple[World, str]]:
    world = World()
    with google(world) as url:
        yield world, url


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, stand_in: tuple[World, str]
) -> Iterator[Server]:
    """A server that has a client at the stand-in."""
    env = {
        "NUTRITRACK_GOOGLE_CLIENT_ID": "client-id",
        "NUTRITRACK_GOOGLE_CLIENT_SECRET": "client-secret",
        "NUTRITRACK_GOOGLE_URL": stand_in[1],
    }
    with serving(tmp_path_factory.mktemp("f") / "data", **env) as server:
        yield server


@pytest.fixture
def world(stand_in: tuple[World, str]) -> World:
    """Google as on the first day."""
    fresh = World()
    vars(stand_in[0]).update(vars(fresh))
    return stand_in[0]


@pytest.fixture
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that has no client at Google."""
    with serving(tmp_path_factory.mktemp("p") / "data") as server:
        yield server


def part(page, name=PART):
    return page.get_by_role("region", name=name, exact=True)


def button(where, name):
    return where.get_by_role("button", name=name, exact=True)


def toast(page):
    return page.locator(".toast")


async def connect(page):
    """From the button to Google and back."""
    await button(part(page), "Connect Google Health").click()
    await expect(part(page)).to_contain_text("alice@gmail.com")


async def synced(page):
    await expect(part(page)).to_contain_text("Last read:")
    await expect(part(page).get_by_role("progressbar")).to_have_count(0)


async def days_of(page, user):
    found = await ask(page, f"fitness/{user['_id']}/days?from={ago(400)}")
    return {day["day"]: day for day in found}


def figure(page, name):
    return page.locator(".moved > div").filter(has=page.get_by_text(name, exact=True))


async def set_mode(page, name):
    await part(page).get_by_role("radio", name=name).check()


async def test_connecting_brings_the_days_and_disconnecting_keeps_them(page, world):
    fill(world)
    user = await join(page, PAGE)
    await expect(part(page)).to_contain_text("steps, energy out, distance and workouts")
    await connect(page)
    await expect(page).to_have_url(re.compile("/settings#activity$"))  # the word is gone
    answer = part(page).get_by_text("Google is connected. Your days arrive now.")
    await expect(answer).to_be_visible()
    await expect(part(page).locator(".answer")).to_be_focused()
    await synced(page)
    assert len(await days_of(page, user)) == 90
    assert await axe(page) == []

    await page.get_by_role("link", name="Today").first.click()
    await expect(figure(page, "Steps")).to_contain_text("1,000")
    await expect(figure(page, "Steps")).to_contain_text("5 km")
    await expect(figure(page, "Active")).to_contain_text("301")
    await expect(figure(page, "Energy out")).to_contain_text("2,100")
    await expect(page.locator(".ring-text")).to_have_text("2,000 kcal left")  # nothing is added

    await page.get_by_role("link", name="Settings").last.click()
    await button(part(page), "Disconnect").click()
    await expect(part(page)).to_contain_text("What was read stays here.")
    assert world.refresh
    await button(part(page), "Disconnect").click()
    await expect(toast(page)).to_contain_text("Google is disconnected")
    await expect(button(part(page), "Connect Google Health")).to_be_visible()
    assert world.refresh == {}
    assert len(await days_of(page, user)) == 90
    assert (await ask(page, f"fitness/{user['_id']}"))["status"] == "disconnected"


async def test_the_progress_of_the_first_import_is_shown(page, world):
    fill(world)
    await join(page, PAGE)
    world.slow_seconds = 0.8
    await button(part(page), "Connect Google Health").click()
    bar = part(page).get_by_role("progressbar", name="Reading your days")
    await expect(bar).to_be_visible()
    await expect(part(page)).to_contain_text(re.compile(r"\d+ of 90 days"))
    await expect(button(part(page), "Sync now")).to_be_disabled()
    world.slow_seconds = 0
    await synced(page)
    await expect(part(page)).to_contain_text("Read again at")


async def test_consent_in_part_says_what_is_missing(page, world):
    fill(world)
    world.granted = {ACTIVITY}
    user = await join(page, PAGE)
    await connect(page)
    await expect(part(page)).to_contain_text("Google is connected, but not with everything")
    await expect(part(page)).to_contain_text("You did not allow: weight")
    await synced(page)
    assert (await days_of(page, user))[today().isoformat()]["steps"] == 1000
    world.granted = None
    await button(part(page), "Connect Google Health again").click()
    await expect(part(page)).to_contain_text("Your days arrive now")
    await expect(part(page)).not_to_contain_text("You did not allow")


async def test_a_token_that_expired_is_renewed_unseen(page, world):
    fill(world, 20)
    await join(page, PAGE)
    await connect(page)
    await synced(page)
    for grant in world.access.values():
        grant["ends"] = 0
    world.data["days"][today().isoformat()]["steps"] = 4321
    await button(part(page), "Sync now").click()
    await page.get_by_role("link", name="Today").first.click()
    await expect(figure(page, "Steps")).to_contain_text("4,321")  # live
    grants = [
        dict(p.split("=") for p in sent.split("&")) if isinstance(sent, str) else sent
        for sent in world.called("/token")
    ]
    kinds = [each["grant_type"] for each in grants]  # people of other tests are read for too
    assert "refresh_token" in kinds[kinds.index("authorization_code") :]
    await page.get_by_role("link", name="Settings").last.click()
    await expect(part(page)).to_contain_text("connected")
    await expect(part(page).locator(".warning")).to_have_count(0)


async def test_access_that_was_revoked_at_google_asks_to_connect_again(page, world):
    fill(world, 20)
    user = await join(page, PAGE)
    await connect(page)
    await synced(page)
    world.revoke_all()
    await button(part(page), "Sync now").click()
    await expect(part(page)).to_contain_text("Google no longer lets NutriTrack read this account")
    await expect(button(part(page), "Sync now")).to_have_count(0)
    assert len(await days_of(page, user)) == 20
    assert await axe(page) == []
    await button(part(page), "Connect Google Health again").click()
    await expect(part(page)).to_contain_text("Your days arrive now")
    await expect(part(page)).not_to_contain_text("no longer lets")


async def test_what_goes_wrong_at_google_is_said_in_words(page, world):
    await join(page, PAGE)
    world.deny = True
    await button(part(page), "Connect Google Health").click()
    await expect(part(page)).to_contain_text("nothing was allowed there")
    world.deny = False
    world.linked = False
    await connect(page)
    await expect(part(page)).to_contain_text("This Google account has no Health profile")
    await expect(part(page).locator(".badge")).to_have_text("no profile")
    world.linked = True
    fill(world, 5)
    await button(part(page), "Sync now").click()
    await expect(part(page).locator(".badge")).to_have_text("connected")
    await expect(part(page)).not_to_contain_text("no Health profile")
    await page.goto(f"{PAGE}?fitness=expired")
    await expect(part(page)).to_contain_text("That took too long")
    await expect(part(page).get_by_role("heading", name="Devices")).to_be_in_viewport()


async def test_google_that_does_not_confirm_the_end_is_named(page, world):
    await join(page, PAGE)
    await connect(page)
    await synced(page)
    world.fail = [503] * 10
    await button(part(page), "Disconnect").click()
    await button(part(page), "Disconnect").click()
    await expect(part(page)).to_contain_text("Google did not confirm")
    link = part(page).get_by_role("link", name="myaccount.google.com")
    await expect(link).to_have_attribute("href", "https://myaccount.google.com/connections")


async def test_another_device_follows_live(visit, world):
    fill(world, 5)
    here, there = await visit(PAGE), await visit()
    user = await join(here, PAGE)
    await log_in(there, user["email"])
    await open_app(there, PAGE)
    await expect(button(part(there), "Connect Google Health")).to_be_visible()
    await connect(here)
    await expect(part(there)).to_contain_text("Last read:")
    await button(part(here), "Disconnect").click()
    await button(part(here), "Disconnect").click()
    await expect(button(part(there), "Connect Google Health")).to_be_visible()


async def test_active_energy_that_is_added_shows_its_sum(page, world):
    fill(world, 5)
    user = await join(page, PAGE, activityLevel="sedentary")
    await connect(page)
    await synced(page)
    await set_mode(page, "Add active energy")
    await expect(part(page).get_by_role("radio", name="Add active energy")).to_be_checked()
    await expect(part(page)).not_to_contain_text("counts twice")
    await post_meal(page)
    await open_app(page)
    # 300.5 and 450.4: in whole numbers the sum would not hold.
    await expect(page.locator(".arithmetic")).to_have_text(
        "2,000 goal + 300.5 active − 450.4 eaten = 1,850.1 left"
    )
    await expect(page.locator(".ring-text")).to_have_text("1,850 kcal left")
    daily = await ask(page, f"analytics/{user['_id']}/daily")
    assert daily["remainingCalories"] == daily["budget"]["remaining"] == 1850.1

    await open_app(page, f"/day/{ago(6)}")  # nothing is known of it, and nothing is added
    await expect(page.locator(".moved-not")).to_contain_text("are not known")
    await expect(page.locator(".arithmetic")).to_contain_text("so nothing is added to the goal")
    await expect(page.locator(".ring-text")).to_have_text("2,000 kcal left")

    await open_app(page, PAGE)
    await page.get_by_role("radio", name="Moderately active").check()
    await button(part(page, "Profile"), "Save").click()
    await expect(part(page)).to_contain_text("counts twice")
    assert await axe(page) == []
    await set_mode(page, "Leave it out")
    await open_app(page)
    await expect(page.locator(".ring-text")).to_have_text("1,550 kcal left")
    await expect(page.locator(".moved, .moved-not, .arithmetic")).to_have_count(0)


async def test_without_any_source_there_is_nothing_to_see(page):
    await join(page)
    await expect(page.locator(".ring-text")).to_be_visible()
    await post_meal(page)
    await expect(page.get_by_role("article")).to_be_visible()
    await expect(page.locator(".moved, .moved-not, .arithmetic")).to_have_count(0)
    await open_app(page, "/progress")
    await expect(page.get_by_role("figure")).to_have_count(2)


def export(days: int = 12, samples: int = 30) -> bytes:
    """Steps and energy of some days as an iPhone tells them, and a weight a day."""
    rows = []
    for number in range(1, days + 1):
        day = ago(number).isoformat()
        for minute in range(samples):
            rows.append(steps(day, f"10:{minute:02}", f"10:{minute + 1:02}", 100))
        at = f"{day} 18:00:00 +0000"
        rows.append(record("ActiveEnergyBurned", at, f"{day} 18:30:00 +0000", 250 + number, "kcal"))
        rows.append(record("BodyMass", at, at, 80 - number / 10, "kg"))
    return apple(*rows)


async def choose(page, name, content):
    field = part(page).locator("input[type=file]")
    await field.set_input_files({"name": name, "mimeType": "", "buffer": content})


async def test_a_file_of_an_iphone_is_read(page):
    user = await join(page, PAGE)
    await choose(page, "export.xml", export())
    await expect(part(page)).to_contain_text("12 days were found. 12 weighings are new.")
    await expect(part(page)).to_contain_text("Apple Health")
    await expect(part(page).get_by_role("progressbar")).to_have_count(0)
    days = await days_of(page, user)
    assert days[ago(3).isoformat()]["steps"] == 3000
    assert await axe(page) == []
    await page.reload()
    await expect(part(page)).to_contain_text("12 days were found.")
    await open_app(page, f"/day/{ago(3)}")
    await expect(figure(page, "Steps")).to_contain_text("3,000")
    await expect(figure(page, "Active")).to_contain_text("253")
    await expect(figure(page, "Energy out")).to_contain_text("not known")  # which is not zero


async def test_the_progress_of_a_file_and_how_to_cancel_it(page):
    """Over a slow network, so that there is something to see."""
    user = await join(page, PAGE)
    network = await page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 300_000}
    await network.send("Network.enable")
    await network.send("Network.emulateNetworkConditions", slow)
    content = export(days=60, samples=50)
    await choose(page, "export.xml", content)
    bar = part(page).get_by_role("progressbar", name="export.xml is being sent")
    await expect(bar).to_be_visible()
    await expect(part(page)).to_contain_text(re.compile(r"[1-9]\d?%"))
    await page.get_by_role("link", name="Today").first.click()  # it goes on meanwhile
    await page.get_by_role("link", name="Settings").last.click()
    await expect(bar).to_be_visible()
    await button(part(page), "Cancel").click()
    await expect(part(page)).to_contain_text("The file was stopped.")
    await expect(bar).to_have_count(0)
    assert await days_of(page, user) == {}
    await network.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": -1})
    await choose(page, "export.xml", content)
    await expect(part(page)).to_contain_text("60 days were found.")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello", "none of the files that can be read"),
        (b"", "The file is empty"),
        (export()[:3000], "The file ends too early"),
        (takeout("x,1", head="Date,Schritte"), "is not in English"),
    ],
)
async def test_what_is_wrong_with_a_file_is_said_in_words(page, content, words):
    await join(page, PAGE)
    await choose(page, "file", content)
    await expect(part(page).locator(".warning")).to_contain_text(words)
    await expect(button(part(page), "Choose a file")).to_be_enabled()


async def test_a_file_that_cannot_be_sent(page):
    await join(page, PAGE)
    await expect(page.locator(".checks li")).to_have_count(7)
    await page.context.set_offline(True)
    await choose(page, "export.xml", export())
    await expect(part(page).locator(".warning")).to_contain_text("The file did not arrive")
    await page.context.set_offline(False)
    await choose(page, "export.xml", export())
    await expect(part(page)).to_contain_text("12 days were found.")


async def test_charts_of_steps_and_energy_with_their_tables(page, world):
    fill(world, 40)
    del world.data["days"][ago(2).isoformat()]
    user = await join(page, PAGE)
    await connect(page)
    await synced(page)
    for age in range(1, 5):
        day = ago(age)
        await post_meal(page, date=f"{day}T12:00:00Z")
    await open_app(page, "/progress")
    charts = page.get_by_role("figure")
    await expect(charts).to_have_count(6)
    days = await days_of(page, user)
    known = [days[ago(age).isoformat()] for age in range(1, 30) if age != 2]
    mean = sum(day["steps"] for day in known) / len(known)
    walked = charts.filter(has=page.get_by_role("heading", name="Steps"))
    await expect(walked).to_contain_text(f"On average {mean:,.0f} steps a day over 28 known days.")
    out = charts.filter(has=page.get_by_role("heading", name="Energy out"))
    await expect(out).to_contain_text("On the 3 of them that are logged you ate 1,653 kcal less")
    await out.get_by_text("Show as a table").click()
    rows = out.get_by_role("row")
    await expect(rows).to_have_count(31)
    await expect(rows.nth(28)).to_contain_text("not known")
    await expect(rows.nth(29)).to_contain_text("2,101.25")
    slider = walked.get_by_role("slider")
    await slider.focus()
    await expect(slider).to_have_attribute("aria-valuetext", re.compile("1,000 steps$"))
    assert await axe(page) == []


async def test_signing_in_with_google_makes_an_account_of_this_device(visit, world):
    page = await visit("/sign-in", timezone_id="Europe/Berlin")
    world.person.id, world.person.email = "new-here", "new.here@gmail.com"
    await page.get_by_role("link", name="Sign in with Google").click()
    await expect(page.get_by_role("heading", name="Welcome, Alice Example")).to_be_visible()
    user = await ask(page, "auth/session")
    assert (user["email"], user["timezone"]) == ("new.here@gmail.com", "Europe/Berlin")
    assert user["locale"] == "en-GB"
    await page.get_by_role("button", name="Skip").click()
    await page.get_by_role("button", name="Skip").click()
    await page.get_by_role("link", name="Settings").last.click()
    await (
        page.get_by_role("region", name="Sign out")
        .get_by_role("button", name="Sign out", exact=True)
        .click()
    )
    await page.get_by_role("link", name="Sign in with Google").click()
    await expect(page.locator(".ring-text")).to_be_visible()  # known by now: no first run
    signins = part(page, "Sign-ins")
    await page.get_by_role("link", name="Settings").last.click()
    await button(signins, "End the link").click()
    await button(signins, "End the link").click()
    await expect(toast(page)).to_contain_text("Nothing else would let you in.")


async def test_an_account_that_only_google_lets_in_says_so(visit, world):
    world.person.id, world.person.email = "only-google", "only.google@gmail.com"
    page = await visit("/sign-in")
    await page.get_by_role("link", name="Sign in with Google").click()
    await expect(page.get_by_role("heading", name="Welcome, Alice Example")).to_be_visible()
    other = await visit("/sign-in")
    await other.get_by_label("E-mail").fill("only.google@gmail.com")
    await other.keyboard.press("Enter")
    await expect(other.get_by_role("alert")).to_contain_text("signs in with Google")


async def test_an_email_alone_lets_nobody_in_and_linking_does(visit, world):
    page = await visit("/sign-in")
    user = await log_in(page, "known@gmail.com", name="Robin", locale="en-GB")
    world.person.id, world.person.email = "known", "known@gmail.com"
    other = await visit("/sign-in")
    await other.get_by_role("link", name="Sign in with Google").click()
    await expect(other.locator(".answer")).to_contain_text("There is an account")
    assert await axe(other) == []

    await open_app(page, PAGE)
    signins = part(page, "Sign-ins")
    await button(signins, "Link a Google account").click()
    await expect(signins).to_contain_text("Your Google account is linked.")
    await expect(page).to_have_url(re.compile("/settings#devices$"))
    await other.get_by_role("link", name="Sign in with Google").click()
    await expect(other.locator(".ring-text")).to_be_visible()
    assert (await ask(other, "auth/session"))["_id"] == user["_id"]
    await button(signins, "End the link").click()
    await button(signins, "End the link").click()
    await expect(button(signins, "Link a Google account")).to_be_visible()


async def test_cancelling_at_google_is_said(visit, world):
    page = await visit("/sign-in")
    world.deny = True
    await page.get_by_role("link", name="Sign in with Google").click()
    await expect(page.locator(".answer")).to_contain_text("it was cancelled at Google")
    await expect(page.locator(".answer")).to_be_focused()
    await expect(page).to_have_url(re.compile("/sign-in$"))


async def test_a_server_without_a_client_points_to_files(plain, visit):
    page = await visit(base_url=plain.url)
    await expect(page.get_by_role("button", name="Continue")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await expect(page.get_by_role("link", name="Sign in with Google")).to_have_count(0)
    await join(page, PAGE)
    await expect(part(page)).to_contain_text("This server has no client at Google")
    await expect(part(page)).to_contain_text("docs/fitness.md")
    await expect(part(page)).to_contain_text("/api/fitness/callback")
    await expect(button(part(page), "Choose a file")).to_be_visible()
    await expect(part(page, "Sign-ins")).not_to_contain_text("Google")
    assert await axe(page) == []


async def test_at_another_address_than_google_leads_back_to(visit, server, lan):
    page = await visit(host=lan)
    await join(page, PAGE)
    await expect(part(page)).to_contain_text("Google leads back to another address")
    there = part(page).get_by_role("link", name=server.url)
    await expect(there).to_have_attribute("href", f"{server.url}/settings#activity")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
async def test_everything_is_accessible_and_fits_the_narrowest_phone(visit, world, scheme, locale):
    fill(world, 30)
    world.granted = {ACTIVITY}
    world.testing = True
    size = {"width": 320, "height": 568}
    page = await visit("/sign-in", color_scheme=scheme, locale=locale, viewport=size)
    await expect(page.get_by_role("link", name=re.compile("Google"))).to_be_visible()
    assert await axe(page) == []
    assert await overflow(page) == 0
    user = await join(page, PAGE, locale=locale, activityMode="add")
    here = page.locator("#activity")
    await here.locator("button.primary").click()
    await expect(here.locator(".answer")).to_be_visible()
    await expect(here.get_by_role("progressbar")).to_have_count(0)
    await expect(here.locator(".warning")).to_have_count(3)
    for closed in await here.locator("summary").all():
        await closed.click()
    assert await axe(page) == []
    assert await overflow(page) == 0
    assert len(await days_of(page, user)) == 30
    await post_meal(page, date=f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}")
    for path in ("/", "/progress"):
        await open_app(page, path)
        await expect(page.locator(".moved, .legend .bar").first).to_be_visible()
        assert await axe(page) == []
        assert await overflow(page) == 0


async def test_german_is_everywhere(visit, world):
    fill(world, 5)
    page = await visit(locale="de-DE")
    await join(page, PAGE, locale="de")
    here = part(page, "Geräte und Aktivität")
    await button(here, "Google Health verbinden").click()
    await expect(here).to_contain_text("Google ist verbunden.")
    await expect(here).to_contain_text("Zuletzt gelesen:")
    await expect(here.locator("[lang=en]")).to_have_count(0)
    words = set((await page.locator("body").inner_text()).split("\n"))
    assert not {"Disconnect", "Sync now", "Choose a file", "From a file", "Sign-ins"} & words
    await open_app(page)
    await expect(page.locator(".moved")).to_contain_text("Schritte")
    await expect(page.locator(".moved")).to_contain_text("kcal bis jetzt")
