"""What a reply shows: cards, where its numbers come from, who worded it, and what to ask next."""

import re

import pytest
from playwright.async_api import expect

from web.coaching import diary, field, say
from web.helpers import ask, axe, join, overflow

FIVE = [
    "How am I doing on protein this week?",
    "Plan dinner with what I have left, no dairy",
    "Suggest a workout for 30 minutes",
    "I had two eggs and toast, log it",
    "why is my iron low?",
]


def card(reply, title):
    return reply.locator(".coach-card").filter(has=reply.page.get_by_role("heading", name=title))


async def opened(reply):
    """The numbers of a reply with their sources."""
    await reply.get_by_text("Where the numbers come from").click()
    return reply.locator("dl")


async def test_protein_this_week_is_a_bar_against_its_target(page):
    await diary(page)
    reply = await say(page, FIVE[0])
    shown = card(reply, "Against your targets")
    meter = shown.get_by_role("meter", name="Protein").first
    await expect(meter).to_have_attribute("aria-valuetext", re.compile(r"^90 g of \d"))
    await expect(shown).to_contain_text("On target")
    await expect(shown.get_by_role("meter", name="Iron")).to_be_hidden()  # it was not asked for
    await shown.get_by_text("more values").click()
    await expect(shown.get_by_role("meter", name="Iron")).to_be_visible()
    await shown.get_by_text("behind this").click()
    await expect(shown).to_contain_text("Chicken and rice")


async def test_a_dinner_without_dairy_can_be_logged(page):
    user = await diary(page)
    reply = await say(page, FIVE[1])
    shown = reply.locator(".coach-card")
    await expect(shown.get_by_role("heading").first).to_contain_text(re.compile("dinner", re.I))
    await shown.get_by_role("button", name="Log all").click()
    await expect(page.locator(".sync")).to_have_text("All saved")
    planned = (await messages(page, user))[-1]["metadata"]["mealPlan"]
    (dinner,) = [m for m in await ask(page, f"meals/{user['_id']}") if m["mealType"] == "dinner"]
    assert [each["name"] for each in dinner["foods"]] == [each["name"] for each in planned["items"]]
    assert dinner["totalCalories"] == pytest.approx(planned["totalCalories"], abs=0.05)
    assert dinner["totalCalories"] <= 1900 - 1500 + 40


async def test_a_workout_shows_its_met_values_and_their_source(page):
    user = await diary(page)
    reply = await say(page, FIVE[2])
    workout = (await messages(page, user))[-1]["metadata"]["workout"]
    shown = reply.locator(".coach-card")
    await expect(shown).to_contain_text("30 min")
    await expect(shown).to_contain_text("MET values: 2024 Compendium of Physical Activities.")
    for activity in workout["activities"]:
        row = shown.get_by_role("listitem").filter(has_text=activity["name"]).first
        code = activity["source"].split(", ")[-1]
        await expect(row).to_contain_text(f"{activity['met']:g} MET ({code})")
        await expect(row).to_contain_text(f"{activity['calories']} kcal")


async def test_what_was_eaten_is_a_draft_to_log(page):
    await diary(page)
    reply = await say(page, FIVE[3])
    shown = card(reply, "Log this meal?")
    await expect(shown).to_contain_text(re.compile("egg", re.I))
    await expect(shown.get_by_role("button", name="Log", exact=True)).to_be_enabled()


async def test_low_iron_is_shown_as_low_with_what_is_behind_it(page):
    await diary(page)
    reply = await say(page, FIVE[4])
    shown = card(reply, "Against your targets")
    first = shown.locator(".coach-bars").first.get_by_role("listitem")
    await expect(first).to_have_count(1)
    await expect(first).to_contain_text("Iron")
    await expect(first).to_contain_text("Low")
    await expect(first).to_contain_text("3.2 mg of 18 mg")


async def messages(page, user):
    return await ask(page, f"chat/{user['_id']}")


@pytest.mark.parametrize("sentence", [FIVE[0], FIVE[2], FIVE[4], "How was my day?"])
async def test_every_number_of_a_reply_is_listed_with_its_source(page, sentence):
    user = await diary(page)
    reply = await say(page, sentence)
    facts = (await messages(page, user))[-1]["metadata"]["facts"]
    listed = await opened(reply)
    await expect(listed.locator("dt")).to_have_text([fact["label"] for fact in facts])
    words = {"low": "Low", "ok": "On target", "high": "High"}
    for at, fact in enumerate(facts):
        row = listed.locator("> div").nth(at)
        if "verdict" in fact:
            await expect(row).to_contain_text(words[fact["verdict"]])
        if "target" in fact:
            await expect(row).to_contain_text("target")
    assert any("verdict" in fact for fact in facts) == ("workout" not in sentence)
    # A day that it names leads to that day of the diary.
    dated = [fact for fact in facts if re.search(r"\d{4}-\d\d-\d\d", fact["from"])]
    assert await listed.locator("a[href^='/day/']").count() >= len(dated)


async def test_it_says_that_no_model_worded_it(page):
    await diary(page, days=1)
    reply = await say(page, "How was my day?")
    await expect(reply).to_contain_text("Computed, no AI")


async def test_danger_is_met_with_care_and_nothing_else(page):
    await diary(page, days=1)
    reply = await say(page, "I make myself throw up after every meal")
    await expect(reply).to_contain_text("Thank you for saying it.")
    await expect(reply).to_contain_text("emergency number")
    await expect(reply.locator(".coach-card, details")).to_have_count(0)
    await expect(reply).not_to_contain_text("Computed")
    assert await axe(page) == []


async def test_what_was_not_understood_offers_questions(page):
    user = await diary(page, days=1)
    await say(page, "flurb the wumple")
    suggested = (await messages(page, user))[-1]["metadata"]["suggestions"]
    chips = page.get_by_role("list", name="Ask next").get_by_role("button")
    await expect(chips).to_have_text(suggested)
    await chips.first.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine").last).to_contain_text(suggested[0])
    await expect(page.locator(".coach-log .theirs")).to_have_count(2)
    await expect(page.get_by_role("log")).to_be_focused()
    await expect(chips.filter(has_text=suggested[0])).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_all_cards_can_be_used_by_everybody(visit, scheme):
    page = await visit(color_scheme=scheme, viewport={"width": 320, "height": 640})
    await diary(page)
    for sentence in [*FIVE, "flurb the wumple"]:
        await say(page, sentence)
    assert await overflow(page) == 0
    assert await axe(page) == []
    for summary in await page.locator("#screen summary").all():
        await summary.click()
    await page.get_by_role("button", name="Edit").last.click()
    assert await overflow(page) == 0
    assert await axe(page) == []


async def test_it_answers_in_german(page):
    await diary(page, locale="de-DE")
    reply = await say(page, "Wie steht es diese Woche um mein Protein?", "Deine Nachricht")
    await expect(reply).to_contain_text("Im Vergleich zu deinen Zielen")
    await expect(reply).to_contain_text("Im Ziel")
    await expect(reply).to_contain_text("Berechnet, ohne KI")
    await reply.get_by_text("Woher die Zahlen kommen").click()
    await expect(reply.locator("dl")).to_contain_text("90 g")
    reply = await say(page, "Schlag mir ein Training für 30 Minuten vor", "Deine Nachricht")
    await expect(reply).to_contain_text("MET-Werte: ")
    assert await overflow(page) == 0


async def test_an_account_without_a_diary_gets_an_answer_too(page):
    await join(page, "/coach")
    for sentence in FIVE:
        reply = await say(page, sentence)
        assert (await reply.locator(".bubble").inner_text()).strip()
    await expect(field(page)).to_be_editable()
