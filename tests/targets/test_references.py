"""The table of references against the printed tables, which were typed a second time here.

Rows and columns are those of the summary tables of the reports: a line is a group of people.
"""

import pytest

from nutritrack.foods.nutrients import BY_ID, Unit
from nutritrack.targets.models import Reason
from nutritrack.targets.references import Kind, Note, Scope, reference, table
from nutritrack.users.models import Sex

AGES = (13, 14, 18, 19, 30, 31, 50, 51, 70, 71, 100)
GROUPS = (0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5)  # the line of each age

VITAMINS = (
    "vitaminA vitaminC vitaminD vitaminE vitaminK thiamin riboflavin niacin vitaminB6 folate "
    "vitaminB12 pantothenicAcid choline"
)
ELEMENTS = (
    "calcium copper iodine iron magnesium manganese phosphorus selenium zinc potassium sodium"
)
OTHERS = "water fiber ala"
PRINTED = {
    Sex.MALE: {
        VITAMINS: """
            600 45 15 11 60 0.9 0.9 12 1.0 300 1.8 4 375
            900 75 15 15 75 1.2 1.3 16 1.3 400 2.4 5 550
            900 90 15 15 120 1.2 1.3 16 1.3 400 2.4 5 550
            900 90 15 15 120 1.2 1.3 16 1.3 400 2.4 5 550
            900 90 15 15 120 1.2 1.3 16 1.7 400 2.4 5 550
            900 90 20 15 120 1.2 1.3 16 1.7 400 2.4 5 550""",
        ELEMENTS: """
            1300 0.700 120 8 240 1.9 1250 40 8 2500 1200
            1300 0.890 150 11 410 2.2 1250 55 11 3000 1500
            1000 0.900 150 8 400 2.3 700 55 11 3400 1500
            1000 0.900 150 8 420 2.3 700 55 11 3400 1500
            1000 0.900 150 8 420 2.3 700 55 11 3400 1500
            1200 0.900 150 8 420 2.3 700 55 11 3400 1500""",
        OTHERS: """
            2400 31 1.2
            3300 38 1.6
            3700 38 1.6
            3700 38 1.6
            3700 30 1.6
            3700 30 1.6""",
    },
    Sex.FEMALE: {
        VITAMINS: """
            600 45 15 11 60 0.9 0.9 12 1.0 300 1.8 4 375
            700 65 15 15 75 1.0 1.0 14 1.2 400 2.4 5 400
            700 75 15 15 90 1.1 1.1 14 1.3 400 2.4 5 425
            700 75 15 15 90 1.1 1.1 14 1.3 400 2.4 5 425
            700 75 15 15 90 1.1 1.1 14 1.5 400 2.4 5 425
            700 75 20 15 90 1.1 1.1 14 1.5 400 2.4 5 425""",
        ELEMENTS: """
            1300 0.700 120 8 240 1.6 1250 40 8 2300 1200
            1300 0.890 150 15 360 1.6 1250 55 9 2300 1500
            1000 0.900 150 18 310 1.8 700 55 8 2600 1500
            1000 0.900 150 18 320 1.8 700 55 8 2600 1500
            1200 0.900 150 8 320 1.8 700 55 8 2600 1500
            1200 0.900 150 8 320 1.8 700 55 8 2600 1500""",
        OTHERS: """
            2100 26 1.0
            2300 26 1.1
            2700 25 1.1
            2700 25 1.1
            2700 21 1.1
            2700 21 1.1""",
    },
}
LIMITED = (
    "vitaminA vitaminC vitaminD vitaminE niacin vitaminB6 folate choline calcium copper iodine "
    "iron magnesium manganese phosphorus selenium zinc sodium"
)
LIMITS = """
    1700 1200 100 600 20 60 600 2000 3000 5 600 40 350 6 4000 280 23 1800
    2800 1800 100 800 30 80 800 3000 3000 8 900 45 350 9 4000 400 34 2300
    3000 2000 100 1000 35 100 1000 3500 2500 10 1100 45 350 11 4000 400 40 2300
    3000 2000 100 1000 35 100 1000 3500 2500 10 1100 45 350 11 4000 400 40 2300
    3000 2000 100 1000 35 100 1000 3500 2000 10 1100 45 350 11 4000 400 40 2300
    3000 2000 100 1000 35 100 1000 3500 2000 10 1100 45 350 11 3000 400 40 2300"""


def lines(text):
    return [[float(word) for word in line.split()] for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("sex", PRINTED)
def test_recommended_amounts_are_those_that_are_printed(sex):
    for nutrients, text in PRINTED[sex].items():
        for age, group in zip(AGES, GROUPS, strict=True):
            found = [reference(nutrient, sex, age).amount for nutrient in nutrients.split()]
            assert found == lines(text)[group], age


def test_limits_are_those_that_are_printed():
    for sex in Sex:
        for age, group in zip(AGES, GROUPS, strict=True):
            found = [reference(nutrient, sex, age).limit for nutrient in LIMITED.split()]
            assert found == lines(LIMITS)[group], age


def test_each_row_is_one_of_our_nutrients_in_its_unit():
    for nutrient, found in table().items():
        assert {row.unit for row in found} == {BY_ID[nutrient].unit}
    names = " ".join((VITAMINS, ELEMENTS, OTHERS)).split()
    assert sorted(table()) == sorted(names)


def test_nothing_is_known_of_children_and_of_other_nutrients():
    assert reference("iron", Sex.MALE, 12) is None
    assert reference("caffeine", Sex.MALE, 30) is None
    assert reference("nothing", None, None) is None


def test_an_unknown_sex_gets_the_higher_amount_and_a_note():
    iron = reference("iron", Sex.UNSPECIFIED, 30)
    assert (iron.amount, iron.notes) == (18, (Note.SEX_UNKNOWN,))
    assert reference("iron", None, 60).amount == 8
    assert reference("zinc", None, 30).amount == 11
    assert reference("vitaminD", None, 30).notes == ()  # the same for both


def test_an_unknown_age_is_taken_for_19_to_50_and_a_note():
    magnesium = reference("magnesium", Sex.FEMALE, None)
    assert (magnesium.amount, magnesium.notes) == (320, (Note.AGE_UNKNOWN,))
    calcium = reference("calcium", Sex.MALE, None)
    assert (calcium.amount, calcium.limit) == (1000, 2500)


@pytest.mark.parametrize(
    ("nutrient", "scope"),
    [
        ("magnesium", Scope.SUPPLEMENTS),
        ("niacin", Scope.SYNTHETIC),
        ("folate", Scope.SYNTHETIC),
        ("vitaminE", Scope.SYNTHETIC),
        ("vitaminA", Scope.PREFORMED),
    ],
)
def test_food_is_not_judged_by_a_limit_for_something_else(nutrient, scope):
    found = reference(nutrient, Sex.MALE, 30)
    assert found.limit_scope is scope
    assert found.limit > 0
    assert found.target.most is None
    assert found.target.least == found.amount


def test_other_limits_judge_food():
    zinc = reference("zinc", Sex.FEMALE, 30).target
    assert (zinc.least, zinc.most, zinc.unit) == (8, 40, Unit.MILLIGRAM)
    assert zinc.reason is Reason.RECOMMENDED


def test_sodium_has_only_an_upper_end():
    found = reference("sodium", Sex.MALE, 30)
    assert (found.kind, found.amount, found.limit_kind) == (Kind.AI, 1500, Kind.CDRR)
    assert (found.target.least, found.target.most) == (None, 2300)
    assert found.target.reason is Reason.CHRONIC_RISK
