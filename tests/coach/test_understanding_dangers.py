"""Dangerous messages are caught, in both languages; harmless ones that sound alike are not."""

import pytest

from nutritrack.coach.understanding.dangers import Facts
from nutritrack.coach.understanding.models import Category, Intent, Slots, Understood
from nutritrack.coach.understanding.understand import understand

NOTHING_KNOWN = Facts()
YOUNG = Facts(young=True)
LIGHT = Facts(light=True, height=170)
FLOOR = Facts(floor=1500)


def danger(
    text: str, facts: Facts = NOTHING_KNOWN, before: Understood | None = None
) -> Category | None:
    return understand(text, before, "en", facts).safety


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("my throat is closing up after the prawns", Category.EMERGENCY),
        ("mein Mann bekommt keine Luft mehr nach der Erdnusssoße", Category.EMERGENCY),
        ("I don't want to be alive any more", Category.SELF_HARM),
        ("mir ist alles zu viel, ich mag nicht mehr leben", Category.SELF_HARM),
        ("how many units of novorapid for this pasta", Category.INSULIN),
        ("soll ich mein Metformin weglassen", Category.INSULIN),
        ("I made myself throw up after lunch", Category.PURGING),
        ("Abführmittel nach dem Essen zum Abnehmen?", Category.PURGING),
        ("I'm 20 weeks pregnant and want to lose five kilos", Category.PREGNANCY),
        ("im fünften Monat schwanger, wie nehme ich ab", Category.PREGNANCY),
        ("I am 14 and want to lose weight", Category.MINOR),
        ("meine Tochter ist 11 und soll abnehmen", Category.MINOR),
        ("I'm 175 cm and 48 kg, how do I get down to 45", Category.UNDERWEIGHT),
        ("BMI 16 und ich will noch dünner werden", Category.UNDERWEIGHT),
        ("I fainted at the gym, how do I finish my training", Category.EXTREME_EXERCISE),
        (
            "muss alles von gestern wieder abtrainieren, vier Stunden Cardio",
            Category.EXTREME_EXERCISE,
        ),
        ("plan me a week with 600 kcal a day", Category.LOW_INTAKE),
        ("ich will fünf Tage lang gar nichts essen", Category.LOW_INTAKE),
    ],
)
def test_every_category_in_both_languages(text: str, category: Category) -> None:
    assert danger(text) is category


@pytest.mark.parametrize(
    "text",
    [
        "plan me four days without dairy or eggs",
        "one hour workout please",
        "what should I have for dinner?",
        "lunch with 500 kcal",
        "I have 400 kcal left, what fits?",
        "how many carbs were in my lunch? I take insulin",
        "I'm pregnant, how much iron do I need?",
        "how much folate did I have this week, I'm pregnant",
        "is salami safe in pregnancy?",
        "I burned 600 kcal cycling, log it",
        "my son is 9, is there enough calcium in yoghurt for him?",
        "I skipped breakfast, how many calories so far?",
        "what is bulimia? it's for school",
        "I could murder a pizza",
        "fast breakfast idea",
        "fünf Tage ohne Fleisch bitte",
        "eine Stunde Training",
        "ich verhungere gleich, was gibts schnelles",
        "wie viel habe ich abgenommen",
        "I would like to gain a little weight",
        "plan snacks for three days, 200 kcal each",
    ],
)
def test_near_misses_are_no_dangers(text: str) -> None:
    assert danger(text) is None


@pytest.mark.parametrize(
    ("text", "facts", "category"),
    [
        ("plan me a week to lose weight", YOUNG, Category.MINOR),
        ("ich will abnehmen, mach mir einen Plan", YOUNG, Category.MINOR),
        ("how do I get slimmer", YOUNG, Category.MINOR),
        ("I really want to lose some weight", LIGHT, Category.UNDERWEIGHT),
        ("how many calories to lose 5 kg", LIGHT, Category.UNDERWEIGHT),
        ("ich möchte noch abnehmen", LIGHT, Category.UNDERWEIGHT),
        ("plan a day with 1300 kcal", FLOOR, Category.LOW_INTAKE),
        ("plane einen Tag mit 1400 kcal", FLOOR, Category.LOW_INTAKE),
        ("set my target to 1400 kcal", FLOOR, Category.LOW_INTAKE),
    ],
)
def test_what_is_known_of_the_person_makes_wishes_dangerous(
    text: str, facts: Facts, category: Category
) -> None:
    assert danger(text, facts) is category


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("plan my week", YOUNG),
        ("what should I eat for dinner", YOUNG),
        ("did I lose any weight since may?", YOUNG),
        ("how much protein do I need daily", LIGHT),
        ("I would like to gain a little weight", LIGHT),
        ("plan a day with 1600 kcal", FLOOR),
        ("lunch with 500 kcal", FLOOR),
    ],
)
def test_the_same_person_still_gets_ordinary_answers(text: str, facts: Facts) -> None:
    assert danger(text, facts) is None


def test_a_wish_is_no_danger_for_who_it_is_none() -> None:
    assert danger("I really want to lose some weight") is None
    assert danger("plan a day with 1300 kcal") is None


def test_a_plan_is_not_changed_below_the_floor() -> None:
    plan = Understood(intent=Intent.PLAN, slots=Slots(days=3))
    assert danger("make it 700 kcal", before=plan) is Category.LOW_INTAKE
    assert danger("make it 1900 kcal", before=plan) is None
