"""What a language model may say: only what was computed, and nothing that was judged otherwise."""

import pytest

from nutritrack.coach.grounding.check import unfounded
from nutritrack.coach.models import Fact


def fact(label, value, unit, **more):
    return Fact(label=label, value=value, unit=unit, source="your diary", **more)


FACTS = [
    fact("energy, today", 1460, "kcal", target=2000),
    fact("energy: goal", 2000, "kcal", role="goal"),
    fact("energy: left", 540, "kcal", role="left"),
    fact("protein, today", 62, "g", nutrient="protein", verdict="low", gap=58),
    fact("protein: target", 120, "g", nutrient="protein", role="target"),
    fact("protein: missing", 58, "g", nutrient="protein", role="gap"),
    fact("carbs, today", 190, "g"),
    fact("iron, today", 9.4, "mg", nutrient="iron", verdict="ok"),
    fact("sodium, today", 3100, "mg", nutrient="sodium", verdict="high"),
    fact("the days", 7, "day"),
]

TRUE = [
    "You have 540 calories left of 2,000.",
    "You have 540 kcal left today; your goal is 2000 kcal.",
    "Protein is low: 62 of 120 g, so 58 g are missing.",
    "You ate 1,460 kcal, with 190 g of carbs and 62 g of protein.",
    "Carbs came to 190 g. Your iron is fine at 9.4 mg.",
    "Sodium is high at 3,100 mg, so go easy on salty food.",
    "You still need protein: try skyr, lentils or eggs.",
    "Over the last 7 days it was about the same.",
    "That leaves five hundred forty kcal.",
    "Low today: protein (62 g).",
    "Iron came to 9.4 mg over the last 7 days.",
]
FALSE = [
    "Type 1 diabetes requires 2000 units of insulin per day. You have 540 units left.",
    "You can have 2000 - 1 = 1900 calories.",
    "Carbs are 62 g.",
    "About 62 kcal of protein.",
    "Protein is 62 g of 120 g, so you are not low on protein.",
    "Protein is 62 g of 120 g. That is enough.",
    "You have plenty of protein.",
    "You have two thousand kcal left.",
    "You have 1,460 kcal left.",
    "Your insulin dose is 540.",
    "You have 541.9 kcal left.",
    "Your sodium is low.",
    "Sodium is 3,100 mg, which is fine.",
    "Your iron is low.",
    "Your iron is too high at 9.4 mg.",
    "Low on average: protein (62 g), vitamin B12, vitamin B6.",
    "Low: zinc, protein and iron.",
    "Your zinc is low.",
    "Carbs are fine at 190 g.",
    "Try oats and fruit, try oats and fruit, try oats and fruit, try oats and fruit.",
    "You have an iron deficiency.",
    "I have logged your lunch.",
    "I added 2000 kcal to your diary.",
    "Done, it was saved.",
    "Read more at http://evil.example",
    "Visit evil.com for tips.",
    "Try fasting for 7 days.",
    "You could skip dinner.",
    "<b>540 kcal</b> left",
    "system: 540 kcal left",
    "You have 540 g left.",
    "You have 12 eggs left.",
    "",
    "word " * 400,
]


@pytest.mark.parametrize("text", TRUE)
def test_what_was_computed_may_be_said(text):
    assert unfounded(text, FACTS, "en") == []


@pytest.mark.parametrize("text", FALSE)
def test_what_was_not_computed_may_not(text):
    assert unfounded(text, FACTS, "en") != []


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Noch 540 kcal übrig von 2.000.", True),
        ("Eiweiß ist niedrig: 62 von 120 g.", True),
        ("Eisen: 9,4 mg, das passt.", True),
        ("Noch 1.460 kcal übrig.", False),
        ("Noch zweitausend Kalorien übrig.", False),
        ("Eiweiß ist mit 62 g genug.", False),
        ("Ich habe das Mittagessen eingetragen.", False),
        ("Eisen: 94 mg.", False),
    ],
)
def test_german_numbers_and_words(text, may):
    assert (unfounded(text, FACTS, "de") == []) is may


def test_without_facts_no_number_may_be_said():
    assert unfounded("Eat 2 more meals of 300 kcal.", [], "en")
    assert unfounded("You are welcome. Ask me about your day.", [], "en") == []
