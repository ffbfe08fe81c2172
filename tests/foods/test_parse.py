"""Sentences become foods and grams, and what could not be read is said."""

from math import isfinite

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nutritrack.foods.catalogue import load
from nutritrack.foods.models import Food, FoodKind, Portion, Source, food_id
from nutritrack.foods.parse import counts, split
from nutritrack.foods.parse.parser import LONGEST_TEXT, MOST_ITEMS, parse
from nutritrack.foods.parse.quantities import read_quantity
from nutritrack.foods.parse.tokens import clean, number, tokens
from nutritrack.foods.search import Index, of_catalogue

INDEX = Index(load().foods, of_catalogue)

# What is written, and of each food the words of its name with its grams, from and to.
CASES = [
    # the sentence of the design, and its parts
    (
        "two eggs, 200g chicken tikka masala and a cup of basmati rice",
        [("egg", 80, 130), ("chicken tikka masala", 200, 200), ("rice", 140, 210)],
    ),
    # counts are never grams
    ("two eggs and three slices of bread", [("egg", 80, 130), ("bread", 60, 130)]),
    ("an egg", [("egg", 40, 65)]),
    ("a banana", [("banana", 90, 140)]),
    ("3 bananas", [("banana", 270, 420)]),
    ("a dozen eggs", [("egg", 480, 780)]),
    ("half a dozen eggs", [("egg", 240, 390)]),
    ("a couple of apples", [("apple", 250, 420)]),
    ("a few strawberries", [("strawberr", 15, 75)]),
    ("banana x2", [("banana", 180, 280)]),
    ("2x banana", [("banana", 180, 280)]),
    # mass
    ("200g chicken breast", [("breast", 200, 200)]),
    ("200 grams of chicken breast", [("breast", 200, 200)]),
    ("0.5 kg potatoes", [("potato", 500, 500)]),
    ("500mg salt", [("salt", 0.5, 0.5)]),
    ("4 oz salmon", [("salmon", 113, 114)]),
    ("1/2 lb ground beef", [("beef", 226, 228)]),
    ("1,000 g watermelon", [("watermelon", 1000, 1000)]),
    ("1,5 kg potatoes", [("potato", 1500, 1500)]),
    ("a hundred and fifty grams of rice", [("rice", 150, 150)]),
    ("twenty-five grams of butter", [("butter", 25, 25)]),
    ("chicken breast 200g", [("breast", 200, 200)]),
    ("chicken breast (200g)", [("breast", 200, 200)]),
    ("a pork chop weighing 80g", [("pork", 80, 80)]),
    ("rice - 150 g", [("rice", 150, 150)]),
    ("a 250g serving of applesauce", [("applesauce", 250, 250)]),
    ("a serving of 60g French toast", [("french toast", 60, 60)]),
    ("2 x 150 g yogurt", [("yogurt", 300, 300)]),
    # volume
    ("a cup of milk", [("milk", 235, 255)]),
    ("250 ml milk", [("milk", 250, 262)]),
    ("1 l water", [("water", 990, 1010)]),
    ("a tablespoon of olive oil", [("oil", 12, 15)]),
    ("2 tbsp peanut butter", [("peanut butter", 28, 36)]),
    ("1 tsp sugar", [("sugar", 3, 5)]),
    ("half a cup of rice", [("rice", 65, 105)]),
    ("½ cup rice", [("rice", 65, 105)]),
    ("1½ cups of milk", [("milk", 350, 385)]),
    ("1 1/2 cups milk", [("milk", 350, 385)]),
    ("one and a half cups of milk", [("milk", 350, 385)]),
    ("a cup and a half of milk", [("milk", 350, 385)]),
    ("three quarters of a cup of milk", [("milk", 175, 195)]),
    ("a 12 fl oz can of cola", [("cola", 350, 380)]),
    ("two 12 oz cans of beer", [("beer", 670, 750)]),
    ("a 16.9 fl oz bottle of water", [("water", 490, 510)]),
    ("a glass of orange juice", [("orange juice", 180, 375)]),
    # containers, pieces and sizes
    ("a can of cola", [("cola", 330, 390)]),
    ("a slice of pizza", [("pizza", 80, 160)]),
    ("a small apple", [("apple", 120, 170)]),
    ("a large apple", [("apple", 200, 260)]),
    ("a medium-sized banana", [("banana", 90, 140)]),
    ("large fries", [("french fries", 120, 200)]),
    ("2 large eggs", [("egg", 90, 130)]),
    ("3 strips of bacon", [("bacon", 20, 50)]),
    ("a bowl of oatmeal", [("oatmeal", 180, 420)]),
    # ranges are their middle
    ("2-3 eggs", [("egg", 100, 160)]),
    ("two or three eggs", [("egg", 100, 160)]),
    ("100 to 200 g rice", [("rice", 150, 150)]),
    # numbers that are no amounts
    ("2% milk", [("milk, reduced fat (2%)", 200, 260)]),
    ("a glass of 2% milk", [("milk, reduced fat (2%)", 180, 260)]),
    ("a cup of 100% apple juice", [("apple juice", 235, 255)]),
    ("at 8 am I had a banana", [("banana", 90, 140)]),
    ("at 7:30 a banana", [("banana", 90, 140)]),
    ("an 8-inch pizza", [("pizza", 50, 800)]),
    # compounds stay together
    ("a peanut butter and jelly sandwich", [("peanut butter and jelly", 60, 140)]),
    ("a cup of mac and cheese", [("macaroni", 180, 260)]),
    ("a cup of macaroni and cheese", [("macaroni", 180, 260)]),
    ("200g ham and cheese sandwich", [("sandwich", 200, 200)]),
    ("15g half and half", [("half", 15, 15)]),
    ("28g sour cream and onion potato chips", [("potato chips", 28, 28)]),
    # "with" and "and"
    ("coffee with milk", [("coffee", 150, 500), ("milk", 5, 60)]),
    ("a cup of coffee with a tablespoon of cream", [("coffee", 230, 250), ("cream", 10, 20)]),
    ("150g chicken with 100g rice", [("chicken", 150, 150), ("rice", 100, 100)]),
    ("a hamburger on a soft white bun", [("hamburger", 80, 260)]),
    ("eggs, bacon and toast", [("egg", 30, 120), ("bacon", 5, 40), ("bread", 20, 60)]),
    (
        "200g chicken, rice and broccoli",
        [("chicken", 200, 200), ("rice", 60, 260), ("broccoli", 40, 200)],
    ),
    ("a sausage and cheese sandwich on an English muffin", [("sandwich", 80, 220)]),
    ("avocado on toast", [("avocado", 25, 160), ("toasted", 20, 60)]),
    ("a bagel with cream cheese", [("bagel", 60, 120), ("cream cheese", 10, 30)]),
    ("cereal with milk", [("cereal", 20, 60), ("milk", 100, 250)]),
    ("3 cups of coffee with sugar", [("coffee", 700, 760), ("sugar", 2, 15)]),
    (
        "a burger with fries and a coke",
        [("hamburger", 80, 260), ("fries", 60, 200), ("cola", 250, 400)],
    ),
    # what was left out
    ("200g pasta without cheese", [("pasta", 200, 200)]),
    ("a cup of coffee, no sugar", [("coffee", 230, 250)]),
    # stories
    ("I had a banana for breakfast", [("banana", 90, 140)]),
    ("This morning I started with 200g of Greek yogurt.", [("yogurt, greek", 200, 200)]),
    (
        "For lunch, I enjoyed 170g of salmon along with a cup of rice. Later I ate an apple!",
        [("salmon", 170, 170), ("rice", 140, 210), ("apple", 120, 240)],
    ),
    (
        "Dinner was a slice of pizza, washed down with a can of cola",
        [("pizza", 80, 160), ("cola", 330, 390)],
    ),
    (
        "I kicked off my day with 240g of crisp, unsweetened water paired with a banana",
        [("water", 240, 240), ("banana", 90, 140)],
    ),
    ("Breakfast: 2 eggs\nLunch: 100g tuna", [("egg", 80, 130), ("tuna", 100, 100)]),
    # spelling
    ("200g chiken breast", [("breast", 200, 200)]),
    ("100g brocoli", [("broccoli", 100, 100)]),
    ("150g yoghurt", [("yogurt", 150, 150)]),
    ("a cup of oatmeel", [("oatmeal", 200, 260)]),
    # brands
    ("a McDonald's cheeseburger", [("cheeseburger", 90, 180)]),
    ("a can of Coke", [("cola", 330, 390)]),
    ("a 3 Musketeers bar", [("musketeers", 15, 70)]),
]


def read(text, own=None):
    return parse(text, INDEX, own)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_a_sentence(text, expected):
    items = read(text).items
    assert len(items) == len(expected), [(item.food.name, item.grams) for item in items]
    for item, (name, low, high) in zip(items, expected, strict=True):
        assert name in item.food.name.lower()
        assert low <= item.grams <= high, (item.food.name, item.grams)


@pytest.mark.parametrize(
    "text", ["", "   ", "I had it for breakfast today.", "!!! ... ???", "4 8 15"]
)
def test_where_no_food_is_none_is_invented(text):
    assert read(text).items == []


def test_what_could_not_be_read_is_said():
    parsed = read("200g qwxzvk and a banana")
    assert [item.food.name for item in parsed.items] == ["Banana, raw"]
    assert parsed.unmatched == ["200g qwxzvk"]


def test_an_estimate_is_less_sure_than_a_weight():
    weighed, counted, bare = (read(text).items[0] for text in ("200g rice", "2 apples", "rice"))
    assert weighed.confidence > 0.9
    assert weighed.confidence > counted.confidence > bare.confidence
    assert read("2-3 apples").items[0].confidence < counted.confidence


def test_alternatives_are_other_foods_and_few():
    item = read("200g milk").items[0]
    assert 1 <= len(item.alternatives) <= 5
    assert item.food not in item.alternatives


def test_the_text_of_an_item_is_part_of_the_sentence():
    text = "For lunch I had 200g of chicken, and then a large apple."
    assert [item.text for item in read(text).items] == ["200g of chicken", "a large apple"]
    assert [item.quantity for item in read(text).items] == ["200 g", "1 large"]


def test_own_foods_are_preferred():
    source = Source(name="own", id="1", release="1")
    mine = Food(
        _id=food_id("own", "1"),
        name="Oatmeal of mine",
        kind=FoodKind.OWN,
        per100g={"calories": 120.0},
        portions=[Portion(name="1 bowl", grams=333, source="you")],
        aliases=["oatmeal"],
        source=source,
    )
    item = read("a bowl of oatmeal", Index([mine])).items[0]
    assert (item.food, item.grams) == (mine, 333)
    assert read("an apple", Index([mine])).items[0].food.name == "Apple, raw"


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("2", 2),
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("1,000", 1000),
        ("1,000.5", 1000.5),
        ("1.000,5", 1000.5),
        ("1,234,567", 1234567),
        ("0,250", 0.25),
        ("1.2.3", None),
        ("9" * 30, None),
    ],
)
def test_digits(digits, value):
    assert number(digits) == value


def test_a_long_text_is_cut_and_that_is_said():
    parsed = read("a banana and " * 2000)
    assert "characters" in parsed.note
    assert len(parsed.items) <= MOST_ITEMS
    assert read("a banana").note is None


pieces_of_text = st.sampled_from(
    "2 1/2 ½ 200g a an the of cup cups slice half and with , . - ( ) % 0 1,000 egg eggs milk "
    "rice chicken toast no without to or x fl oz 12 dozen large I had for breakfast \u202e \x00 "
    "שלום".split(" ")
)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=200), st.lists(pieces_of_text, max_size=40).map(" ".join)))
@example("1/0 g rice")
@example("0 g rice")
@example("\u202e200g rice\u0000")
@example("a" * 500)
@example("2 x 2 x 2 x 2")
@example("-5 eggs")
def test_any_text_is_read_without_a_fault(text):
    for item in read(text).items:
        assert isfinite(item.grams)
        assert item.grams > 0
        assert 0 <= item.confidence <= 1


ADVERSARIAL = [
    "and ",
    "2-",
    "1/",
    "a half and a ",
    "(",
    "one and ",
    "with a ",
    "x 2 ",
    "½",
    "twenty-",
    "a a ",
]


@pytest.mark.parametrize("part", ADVERSARIAL)
def test_work_grows_with_the_text_and_no_faster(part, monkeypatch):
    """Counted in looks at single words, not in seconds."""

    def looks(times):
        count = 0
        word_at = counts.word_at

        def counting(some, at):
            nonlocal count
            count += 1
            return word_at(some, at)

        monkeypatch.setattr(counts, "word_at", counting)
        split.split(tokens(clean(part * times)))
        monkeypatch.setattr(counts, "word_at", word_at)
        return count + 1

    assert looks(400) <= 5 * looks(100)


def test_a_text_of_the_greatest_length_is_read():
    for part in (*ADVERSARIAL, "\u202e\u0645\u0631\u062d\u0628\u0627 ", "\x00\x07", "9" * 50):
        parsed = read((part * 20_000)[:20_000])
        assert parsed.note is not None or len(part * 20_000) <= LONGEST_TEXT


def test_a_quantity_ends_where_the_food_begins():
    some = tokens("one and a half cups of brown rice")
    quantity, end = read_quantity(some, 0)
    assert (quantity.amount, quantity.unit) == (1.5, "cup")
    assert some[end].text == "brown"
