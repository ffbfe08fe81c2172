"""The targets: an editor that explains what it suggests, refuses kindly, and takes things back."""

import re
from datetime import date, timedelta

import pytest
from playwright.async_api import expect

from nutritrack.foods.nutrients import NUTRIENTS
from nutritrack.targets.models import ADULT, UNDERWEIGHT, Fact, Reason
from nutritrack.targets.references import Kind, Note, Scope
from nutritrack.targets.suggest import FASTEST, KCAL_PER_KG, Limit, Refusal
from nutritrack.users.models import Sex, safety_floor
from web.helpers import ask, axe, join, log_in, open_app, overflow
from web.test_texts import LANGUAGES, SOURCE, texts

PAGE = "/targets"
DAY = timedelta(days=1)
WOMAN = {"age": 30, "weight": 80, "height": 170, "sex": "female", "activityLevel": "sedentary"}
NOTES = ("ruleOfThumb", "notCovered", "sexUnspecified")


async def join_targets(page, **profile):
    user = await join(page, **{**WOMAN, **profile})
    await open_targets(page)
    return user


async def open_targets(page):
    await open_app(page, PAGE)
    await expect(page.locator(".targets[aria-busy=false]")).to_be_visible()


async def put(page, user, day, headers=None, **goal):
    """Set goals past the page, as another device would."""
    origin = "/".join(page.url.split("/", 3)[:3])
    sent = {"energy": {"aim": 1800}, **goal}
    reply = await page.context.request.put(
        f"/api/goals/{user['_id']}/{day}", data=sent, headers={"Origin": origin, **(headers or {})}
    )
    assert reply.ok, await reply.text()
    return await reply.json()


async def goals(page, user) -> list[dict]:
    return await ask(page, f"goals/{user['_id']}")


async def today_of(page, user) -> date:
    return date.fromisoformat((await ask(page, f"goals/{user['_id']}/current"))["day"])


def suggestion(page):
    return page.locator(".suggested")


def save(page):
    return page.get_by_role("button", name="Save")


def toast(page):
    return page.locator(".toast")


def section(page, name):
    return page.get_by_role("region", name=name)


async def press(page, *keys):
    for key in keys:
        await page.keyboard.press(key)


async def test_keys_alone_set_targets_from_the_suggestion(page):
    user = await join_targets(page)
    await page.get_by_role("radio", name="Keep").focus()
    await press(page, "ArrowLeft")
    await expect(page.get_by_role("radio", name="Lose")).to_be_checked()
    await press(page, "Tab")
    slider = page.get_by_role("slider", name="How fast")
    await expect(slider).to_be_focused()
    await press(page, "Home", *["ArrowRight"] * 9)
    await expect(slider).to_have_attribute("aria-valuetext", re.compile(r"0\.50\skg a week"))
    await expect(slider).to_have_accessible_description(re.compile("about 550 kcal a day less"))
    await press(page, "Tab")
    await page.keyboard.type("75,5")
    await expect(page.get_by_label("Target weight")).to_have_accessible_description(
        re.compile(r"From 80\.0\skg that is about 9 weeks, until")
    )
    suggested = await ask(page, f"goals/{user['_id']}/suggestion?goal=lose&rate=0.5")
    kcal = f"{suggested['kcal']:,} kcal"
    await expect(suggestion(page)).to_contain_text(f"Suggested for a day: {kcal}")
    await press(page, "Tab")
    await expect(page.locator(":focus")).to_have_text(f"Use {kcal}")
    await press(page, "Enter")
    await expect(page.get_by_label("Aim")).to_have_value(str(suggested["kcal"]))
    await save(page).focus()
    await press(page, "Enter")
    await expect(toast(page)).to_contain_text("Saved. It holds from")
    [version] = await goals(page, user)
    assert version["energy"] == {"aim": suggested["kcal"]}
    assert (version["rate"], version["targetWeight"]) == (-0.5, 75.5)
    assert version["from"] == str(await today_of(page, user))
    held = section(page, "What holds now")
    await expect(held).to_contain_text(f"{suggested['kcal']:,} kcal today")
    await expect(held).to_contain_text("Lose 0.50 kg a week")


async def test_bounds_of_another_client_stay_around_an_aim(page):
    user = await join_targets(page)
    await put(
        page, user, await today_of(page, user), energy={"aim": 1800, "min": 1600, "max": 2000}
    )
    await open_targets(page)
    await page.get_by_label("Aim").fill("1900")
    await save(page).click()
    await expect(toast(page)).to_contain_text("Saved. It holds from")
    [version] = await goals(page, user)
    assert version["energy"] == {"aim": 1900, "min": 1600, "max": 2000}
    await page.get_by_label("Aim").fill("2100")  # that is outside of them
    await save(page).click()
    await expect(section(page, "What holds now")).to_contain_text("2,100 kcal today")
    [version] = await goals(page, user)
    assert version["energy"] == {"aim": 2100}


async def test_the_suggestion_shows_its_arithmetic(page):
    user = await join_targets(page)
    await page.get_by_role("radio", name="Gain").check()
    await page.get_by_text("How this is worked out").click()
    said = await ask(page, f"goals/{user['_id']}/suggestion?goal=gain&rate=0.4")
    spent = said["expenditure"]
    for words in (
        f"At rest your body spends about {spent['resting']:,.0f} kcal",
        f"Times 1.2 for how active you are: {spent['kcal']:,.0f} kcal",
        f"between {spent['low']:,.0f} and {spent['high']:,.0f} kcal",
        f"another equation says {said['equations'][1]['kcal']:,.0f} kcal",
        "Mifflin et al. 1990",
        "7,700 kcal are taken for a kilogram",
        "Pregnancy, breastfeeding and illness are not known here",
    ):
        await expect(suggestion(page)).to_contain_text(words)


async def test_what_sex_unspecified_does_is_said(page):
    user = await join_targets(page, sex="unspecified")
    await expect(suggestion(page)).to_contain_text("Suggested")
    await page.get_by_text("How this is worked out").click()
    notes = (await ask(page, f"goals/{user['_id']}/suggestion?goal=keep"))["notes"]
    [numbers] = [each["numbers"] for each in notes if each["code"] == "sexUnspecified"]
    await expect(suggestion(page)).to_contain_text(
        f"it may be {numbers['kcal']:.0f} kcal a day too much or too little. "
        f"The higher floor of {numbers['floor']:,.0f} kcal holds"
    )


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ({"age": 16}, "You are 16. Under 18, nobody is told here to eat less"),
        ({"weight": 52}, "Your body mass index is 18. Below 18.5 nobody is told here to eat less"),
    ],
)
async def test_who_must_not_lose_is_refused_in_words(page, profile, words):
    user = await join_targets(page, **profile)
    await page.get_by_role("radio", name="Lose").check()
    await expect(suggestion(page)).to_contain_text(words)
    await expect(suggestion(page)).to_contain_text("A doctor can help")
    await expect(suggestion(page).get_by_role("button")).to_have_count(0)
    await save(page).click()
    slider = page.get_by_role("slider", name="How fast")
    await expect(slider).to_have_accessible_description(re.compile(words))
    await expect(slider).to_be_focused()
    assert await goals(page, user) == []
    await page.get_by_role("radio", name="Keep").check()
    await expect(suggestion(page)).to_contain_text("Suggested for a day")


async def test_missing_facts_lead_to_the_profile(page):
    await join(page, sex="female")
    await open_targets(page)
    await expect(suggestion(page)).to_contain_text("needs: age, weight, height")
    await suggestion(page).get_by_role("link", name="To your profile").click()
    await expect(page).to_have_url(re.compile("/settings#profile$"))


async def test_the_floor_is_kept_and_said(page):
    await join_targets(page, weight=60, height=158)
    await page.get_by_role("radio", name="Lose").check()
    await page.get_by_role("slider", name="How fast").press("End")
    await expect(suggestion(page)).to_contain_text("Less than 1,200 kcal a day is never suggested")
    await expect(suggestion(page)).to_contain_text("1,200 kcal")
    await page.get_by_label("Aim").fill("1100")
    warning = "1,100 kcal a day is below 1,200 kcal"
    await expect(page.get_by_text(warning)).to_be_visible()
    await save(page).click()
    await expect(toast(page)).to_contain_text("Saved")
    await expect(section(page, "What holds now")).to_contain_text(warning)


async def test_a_range_with_one_end_stays_one(page):
    user = await join(page, **WOMAN)
    today = await today_of(page, user)
    await put(page, user, today, energy={"max": 2100})
    await open_targets(page)
    await expect(page.get_by_label("At most")).to_have_value("2100")
    await page.get_by_label("Target weight").fill("75")
    await save(page).click()
    await expect(toast(page)).to_contain_text("Saved")
    [version] = await goals(page, user)
    assert (version["energy"], version["targetWeight"]) == ({"max": 2100}, 75)


async def test_what_cannot_be_is_said_beside_the_field(page):
    await join_targets(page)
    aim, target = page.get_by_label("Aim"), page.get_by_label("Target weight")
    await aim.fill("900")
    await save(page).click()
    await expect(aim).to_have_accessible_description(re.compile("from 1,000 to 10,000"))
    await expect(aim).to_be_focused()
    await aim.fill("1900")
    await target.fill("50")
    await save(page).click()
    await expect(target).to_have_accessible_description(
        re.compile(r"At 50\.0\skg your body mass index would be 17\.3, .* 53\.5\skg or more")
    )
    await target.fill("")
    await page.get_by_role("radio", name="A range").check()
    await page.get_by_label("At least").fill("2000")
    await page.get_by_label("At most").fill("1800")
    await save(page).click()
    least = page.get_by_label("At least")
    await expect(least).to_have_accessible_description(re.compile("the lower one first"))
    await least.fill("1600")
    await save(page).click()
    await expect(toast(page)).to_contain_text("Saved")
    await expect(section(page, "What holds now")).to_contain_text("1,600 to 1,800 kcal")


async def test_a_week_differs_at_the_same_total(page):
    user = await join_targets(page, dailyCalorieGoal=2000)
    await page.get_by_label("Different days of the week").check()
    await page.get_by_label("Sat", exact=True).fill("2500")
    await page.get_by_label("Sun", exact=True).fill("2400")
    days = [await page.get_by_label(name, exact=True).input_value() for name in WEEK]
    assert days == ["1820"] * 5 + ["2500", "2400"]
    await expect(page.get_by_text("14,000 kcal in the week, 2,000 a day")).to_be_visible()
    await save(page).click()
    await expect(toast(page)).to_contain_text("Saved")
    [version] = await goals(page, user)
    assert version["energy"] == {"aim": 2000, "week": [1820] * 5 + [2500, 2400]}
    held = section(page, "What holds now")
    await expect(held.get_by_role("row", name="Sunday")).to_contain_text("2,400 kcal")

    # It is read back as it was written: the days that were set are held, and another aim moves
    # the others.
    await open_targets(page)
    await page.get_by_label("Aim").fill("2100")
    days = [await page.get_by_label(name, exact=True).input_value() for name in WEEK]
    assert days == ["1960"] * 5 + ["2500", "2400"]
    await page.get_by_label("Is free").check()
    await page.get_by_label("Mon", exact=True).fill("1500")
    await expect(page.get_by_text("460 kcal less than seven times the aim")).to_be_visible()
    await page.get_by_label("Tue", exact=True).fill("1e3")
    await save(page).click()
    await expect(page.get_by_label("Tue", exact=True)).to_be_focused()


WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


async def test_a_nutrient_has_a_target_with_its_reference(page):
    user = await join_targets(page)
    await page.get_by_text("Targets for nutrients").click()
    await page.get_by_role("combobox", name="Nutrient").select_option("iron")
    await page.get_by_role("button", name="Add", exact=True).click()
    iron = page.get_by_role("group", name="Iron")
    await expect(iron.get_by_label("At least")).to_be_focused()
    await expect(iron.get_by_label("At least")).to_have_value("18")
    await expect(iron).to_contain_text("Recommended (RDA): 18 mg a day.")
    await expect(iron).to_contain_text("Upper limit (UL): 45 mg, from everything you eat")
    await expect(iron).to_contain_text("IOM 2001")
    await iron.get_by_label("At least").fill("20")
    await iron.get_by_label("At most").fill("15")
    await save(page).click()
    await expect(iron.get_by_label("At least")).to_have_accessible_description(
        re.compile("the lower one first")
    )
    await iron.get_by_label("At most").fill("")
    await page.get_by_role("combobox", name="Nutrient").select_option("sodium")
    await page.get_by_role("button", name="Add", exact=True).click()
    sodium = page.get_by_role("group", name="Sodium")
    await expect(sodium.get_by_label("At most")).to_have_value("2300")
    await expect(sodium.get_by_label("At least")).to_have_value("")
    await save(page).click()
    await expect(toast(page)).to_contain_text("Saved")
    [version] = await goals(page, user)
    assert version["nutrients"] == {"iron": {"min": 20}, "sodium": {"max": 2300}}
    await page.get_by_role("button", name="Remove Sodium").click()
    await expect(page.get_by_role("combobox", name="Nutrient")).to_be_focused()
    await save(page).click()
    await expect(section(page, "What holds now")).not_to_contain_text("Sodium")
    [version] = await goals(page, user)
    assert version["nutrients"] == {"iron": {"min": 20}}


async def test_a_version_is_taken_back(page):
    user = await join(page, **WOMAN)
    today = await today_of(page, user)
    await put(page, user, today - 9 * DAY, energy={"aim": 1700})
    await put(page, user, today, energy={"aim": 1650})
    await put(page, user, today + 9 * DAY, energy={"aim": 1600})
    await open_targets(page)
    await expect(section(page, "What holds now")).to_contain_text("1,650 kcal today")
    past = section(page, "History").get_by_role("listitem")
    await expect(past.nth(0)).to_contain_text("to come")
    await past.nth(1).get_by_role("button", name="Take back").click()
    await past.nth(1).get_by_role("button", name="Cancel").click()
    await past.nth(1).get_by_role("button", name="Take back").click()
    await past.nth(1).get_by_role("button", name="Take back").click()
    await expect(section(page, "What holds now")).to_contain_text("1,700 kcal today")
    await expect(past).to_have_count(2)
    await expect(page.get_by_role("heading", name="History")).to_be_focused()
    assert [each["energy"]["aim"] for each in await goals(page, user)] == [1600, 1700]


async def test_another_device_is_not_overwritten_unseen(page):
    user = await join_targets(page)
    today = await today_of(page, user)
    await page.get_by_label("Aim").fill("1850")
    await put(page, user, today, energy={"aim": 1500})
    await expect(section(page, "What holds now")).to_contain_text("1,500 kcal today")
    await expect(page.get_by_label("Aim")).to_have_value("1850")
    await save(page).click()
    await expect(page.get_by_role("alert")).to_contain_text("changed on another device meanwhile")
    await save(page).click()
    await expect(section(page, "What holds now")).to_contain_text("1,850 kcal today")
    assert [each["energy"] for each in await goals(page, user)] == [{"aim": 1850}]


async def test_without_a_network_it_says_so_and_keeps_what_was_typed(page):
    await join_targets(page)
    await page.get_by_label("Aim").fill("1750")
    await page.context.set_offline(True)
    await save(page).click()
    await expect(page.get_by_role("alert")).to_contain_text("Not saved: the server cannot be")
    await expect(
        page.get_by_text("You are offline. Targets are kept on the server")
    ).to_be_visible()
    await expect(page.get_by_label("Aim")).to_have_value("1750")
    await page.context.set_offline(False)
    await save(page).click()
    await expect(toast(page)).to_contain_text("Saved")


async def test_opened_without_a_network_it_says_what_is_missing(page):
    await join(page, **WOMAN, dailyCalorieGoal=1900)
    await page.wait_for_function(
        "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller)"
    )
    await page.context.set_offline(True)
    await page.goto(PAGE)
    await expect(
        page.get_by_text("You are offline. Targets are kept on the server")
    ).to_be_visible()
    await expect(page.get_by_text("Today’s goal is 1,900 kcal.")).to_be_visible()
    await page.context.set_offline(False)
    await expect(section(page, "What holds now")).to_contain_text("1,900 kcal today")


async def test_pounds_go_in_and_kilograms_are_kept(page):
    user = await join_targets(page, units="imperial")
    await page.get_by_role("radio", name="Lose").check()
    slider = page.get_by_role("slider", name="How fast")
    await press_all(slider, "Home", *["ArrowRight"] * 9)
    await expect(slider).to_have_attribute("aria-valuetext", re.compile(r"1\.00\slb a week"))
    await page.get_by_label("Target weight").fill("160")
    await save(page).click()
    await expect(toast(page)).to_contain_text("Saved")
    [version] = await goals(page, user)
    assert version["rate"] == pytest.approx(-0.45359237, abs=1e-6)
    assert version["targetWeight"] == pytest.approx(160 * 0.45359237)


async def press_all(field, *keys):
    for key in keys:
        await field.press(key)


async def test_it_is_found_from_the_settings_and_the_week(page):
    await join(page, "/settings", **WOMAN)
    await page.get_by_role("link", name="Targets:").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Targets")
    await open_app(page, "/week")
    await page.get_by_role("link", name="Change targets").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Targets")


async def filled(page):
    """Everything that the screen can show."""
    user = await join(page, **{**WOMAN, "sex": "unspecified"})
    today = await today_of(page, user)
    await put(page, user, today - 5 * DAY)
    week = [1400] * 5 + [1700, 1700]
    bounds = {"sodium": {"max": 2300}, "vitaminA": {"min": 700, "max": 2500}}
    more = {"rate": -0.4, "targetWeight": 70, "nutrients": bounds}
    await put(page, user, today, energy={"week": week}, **more)
    await open_targets(page)
    await page.locator(".suggested summary").click()


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_everybody_can_use_it(visit, theme):
    page = await visit(color_scheme=theme)
    await filled(page)
    assert await axe(page) == []
    await page.get_by_label("Mon", exact=True).fill("90")
    await save(page).click()
    await expect(page.get_by_label("Mon", exact=True)).to_be_focused()
    assert await axe(page) == []


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
async def test_a_narrow_screen_is_wide_enough(visit, locale):
    page = await visit(locale=locale, viewport={"width": 320, "height": 640})
    await filled(page)
    assert await overflow(page) <= 0


async def test_it_speaks_german(visit):
    page = await visit(locale="de-DE")
    await filled(page)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Ziele")
    for words in (
        "In Ruhe verbraucht dein Körper etwa",
        "Dein Geschlecht ist nicht angegeben",
        "höchstens 2.300 mg",
        "0,40 kg pro Woche abnehmen",
        "1.400 kcal am Tag sind weniger als 1.500 kcal",
    ):
        await expect(page.locator(".targets")).to_contain_text(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_server_has_words(language):
    codes = [*Limit, *Refusal, *NOTES, "sexUnspecifiedOnly"]
    keys = {f"said.{code}" for code in codes}
    for name, values in (("reason", Reason), ("kind", Kind), ("scope", Scope), ("note", Note)):
        keys |= {f"said.{name}.{value}" for value in values}
    keys |= {f"said.fact.{fact}" for fact in Fact} | {f"targets.floor.{sex}" for sex in Sex}
    assert keys - texts(language).keys() == set()


def test_the_rules_are_those_of_the_server():
    folder = SOURCE / "screens" / "targets"
    code = "".join(path.read_text() for path in sorted(folder.glob("*.ts*")))
    numbers = dict(re.findall(r"^(?:export )?const ([A-Z_]+) = ([\d._]+);", code, re.M))
    rules = {
        "KCAL_PER_KG": KCAL_PER_KG,
        "FASTEST": FASTEST,
        "UNDERWEIGHT": UNDERWEIGHT,
        "ADULT": ADULT,
    }
    assert {name: float(numbers[name]) for name in rules} == rules
    floors = dict(re.findall(r"(\w+): (\d+)", code.split("const FLOOR = {")[1].split("}")[0]))
    assert {sex: int(floors[sex]) for sex in Sex} == {sex: safety_floor(sex)[0] for sex in Sex}


def test_the_client_knows_the_nutrients_and_their_units():
    source = (SOURCE / "screens" / "add" / "nutrients.ts").read_text()
    known = dict(re.findall(r'\["(\w+)", "([^"]+)"\]', source))
    assert known == {each.id: each.unit.replace("ug", "µg") for each in NUTRIENTS}


async def test_a_profile_of_another_device_changes_the_suggestion(visit):
    phone, desk = await visit(), await visit()
    user = await join_targets(phone)
    await log_in(desk, user["email"])
    before = await suggestion(phone).locator("strong").text_content()
    headers = {"Origin": "/".join(desk.url.split("/", 3)[:3])}
    change = {"activityLevel": "very_active"}
    path = f"/api/users/{user['_id']}"
    assert (await desk.context.request.put(path, data=change, headers=headers)).ok
    await expect(suggestion(phone).locator("strong")).not_to_have_text(before or "")
