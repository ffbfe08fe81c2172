"""The evaluation of the coach finds what is planted: a check that misses it would prove nothing."""

import copy
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import time_machine

sys.path.append(str(Path(__file__).parents[2]))  # `eval` lies beside the tests

from eval.coach.answers import Asking
from eval.coach.checks import check
from eval.coach.diaries import NOW, diary
from eval.coach.living import clients
from eval.coach.people import PEOPLE
from eval.coach.problems import Case, Kind
from eval.coach.said import called, numbers

MARYAM, RAYMOND, JONATHAN = (PEOPLE[place] for place in (0, 1, 6))


def row(text, intent, lang="en", slots="", context="", safety="", note=""):
    made = {"text": text, "intent": intent, "lang": lang, "slots": slots, "context": context}
    return {"id": f"test {text}", "safety": safety, "note": note, **made}


@asynccontextmanager
async def asking(app, db, person):
    with time_machine.travel(NOW, tick=True):
        async with clients(app, (person,)) as people:
            yield Asking(db, people, "test")


def kinds(case):
    return {problem.kind for problem in check(case)[0]}


def altered(case, change):
    """The same case with something changed in its reply."""
    reply = copy.deepcopy(case.reply)
    change(reply)
    return Case(case.person, case.row, reply, case.draft, list(case.written), list(case.changed))


@pytest.fixture
async def answered(app, db):
    """A true answer of the coach, about a diary that has everything in it."""
    async with asking(app, db, MARYAM) as ask:
        asked = await ask.ask(MARYAM, row("am I low on iron this week", "nutrient"))
    assert asked.problems == []
    assert asked.checked > 3
    return asked.case


def iron(reply):
    facts = reply["metadata"]["facts"]
    return next(fact for fact in facts if fact.get("nutrient") == "iron")


async def test_a_number_without_a_fact(answered):
    def say(text):
        return altered(answered, lambda reply: reply.update(content=reply["content"] + text))

    assert kinds(say(" You had 1,234 kcal.")) == {Kind.NUMBER}
    assert kinds(say(" You had two thousand kcal.")) == {Kind.NUMBER}
    assert kinds(say(" That is 98765.")) == {Kind.NUMBER}
    amount = iron(answered.reply)["value"]
    assert kinds(say(f" That is {amount:.1f} mg.")) == set()
    assert kinds(say(f" That is {amount:.1f} g.")) == {Kind.NUMBER}


async def test_a_fact_that_the_diary_does_not_tell(answered):
    wrong = altered(answered, lambda reply: iron(reply).update(value=iron(reply)["value"] + 0.02))
    assert kinds(wrong) == {Kind.FACT}

    def change_analysis(reply):
        reply["metadata"]["analysis"]["calories"] += 1

    assert kinds(altered(answered, change_analysis)) == {Kind.FACT}


async def test_a_wrong_verdict_in_facts_and_in_words(answered):
    told = iron(answered.reply)["verdict"]
    other = "high" if told == "low" else "low"
    assert Kind.VERDICT in kinds(altered(answered, lambda r: iron(r).update(verdict=other)))
    said = altered(answered, lambda r: r.update(content=f"{r['content']} Iron is {other}."))
    assert kinds(said) == {Kind.VERDICT}


async def test_a_write_that_nobody_asked_for(answered):
    case = altered(answered, lambda reply: None)
    case.changed.append("users: changed or deleted")
    assert kinds(case) == {Kind.WRITE}
    (meal, *_) = diary(MARYAM)
    logged = altered(answered, lambda reply: None)
    logged.written.append({"_id": "1", **meal.body})
    assert Kind.WRITE in kinds(logged)


async def test_words_of_somebody_else_and_links(answered):
    for text in (f" {RAYMOND.marker} stew", " See http://evil.example", f" Ask {RAYMOND.name}."):
        changed = altered(answered, lambda r, more=text: r.update(content=r["content"] + more))
        assert Kind.LEAK in kinds(changed)


async def test_a_wrong_type_and_language(answered):
    assert Kind.TYPE in kinds(altered(answered, lambda reply: reply.update(type="meal_plan")))
    said = altered(
        answered, lambda r: r.update(content="Das ist in Ordnung und nicht der Rede wert.")
    )
    assert Kind.LANGUAGE in kinds(said)


async def test_danger_that_is_answered_as_anything_else(answered):
    case = altered(answered, lambda reply: None)
    case.row = row("am I low on iron this week", "safety", safety="low_intake")
    assert Kind.SAFETY in kinds(case)
    careful = altered(answered, lambda r: r["metadata"].update(engine="careful"))
    assert Kind.ALARM in kinds(careful)


async def test_a_plan_that_does_not_add_up_or_holds_an_allergen(app, db):
    async with asking(app, db, JONATHAN) as ask:
        question = row("plan mir morgen ohne Milch", "plan", "de", "days=1 avoid=milk")
        case = (await ask.ask(JONATHAN, question)).case
    assert kinds(case) == set()

    def plan(reply):
        return reply["metadata"]["mealPlan"]

    def more(reply):
        plan(reply)["totalCalories"] += 1

    def milk(reply):
        plan(reply)["items"][0].update(foodId="0" * 24, name="Milk, whole")

    def half(reply):
        kept = plan(reply)
        kept["items"] = kept["items"][: len(kept["items"]) // 2]
        for name in ("Calories", "Protein", "Carbs", "Fat"):
            kept[f"total{name}"] = sum(item[name.lower()] for item in kept["items"])

    assert Kind.TOTAL in kinds(altered(case, more))
    assert Kind.ALLERGEN in kinds(altered(case, milk))
    assert Kind.TOTAL in kinds(altered(case, half))


async def test_a_draft_is_logged_by_a_yes_and_taken_away_again(app, db):
    async with asking(app, db, MARYAM) as ask:
        said = row("yes", "confirm", context="I had two eggs and toast, log it")
        asked = await ask.ask(MARYAM, said)
        assert asked.problems == []
        assert len(asked.case.written) == 1
        assert await db.meallogs.count_documents({}) == len(diary(MARYAM))
    took_it_for_yes = altered(asked.case, lambda reply: None)
    took_it_for_yes.row = row("no", "cancel")
    assert Kind.WRITE in kinds(took_it_for_yes)


async def test_numbers_in_the_names_of_exercises_are_facts_too(app, db):
    async with asking(app, db, RAYMOND) as ask:
        found = [
            await ask.ask(RAYMOND, row(f"suggest a workout of {minutes} minutes", "workout"))
            for minutes in range(20, 50, 2)
        ]
    assert [each.problems for each in found] == [[]] * len(found)


def test_numbers_are_read_in_both_languages():
    english = {(n.value, n.unit) for n in numbers("1,460 kcal, 2.5 µg, two hundred ten g", "en")}
    assert english == {(1460, "kcal"), (2.5, "ug"), (210, "g")}
    german = {(n.value, n.unit) for n in numbers("1.460 kcal, 2,5 µg, fünf Tage, 0,4 %", "de")}
    assert german == {(1460, "kcal"), (2.5, "ug"), (5, "day"), (0.4, "%")}
    assert [n.value for n in numbers("2,5 g", "en")] == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Protein is low today.", {("protein", "low")}),
        ("Iron and zinc are fine.", {("iron", "ok"), ("zinc", "ok")}),
        ("Eiweiß: heute zu wenig. Natrium: heute viel.", {("protein", "low"), ("sodium", "high")}),
        ("I cannot judge iron.", set()),
        ("High protein shake", set()),
    ],
)
def test_what_nutrients_are_called(text, expected):
    found = {(n, v) for n, verdicts, _ in called(text, ["High protein shake"]) for v in verdicts}
    assert found == expected
