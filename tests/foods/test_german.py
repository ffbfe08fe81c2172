"""German sentences become the same foods, German names find them, and English stays as it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutritrack.foods.catalogue import load
from nutritrack.foods.german import sentences, tables
from nutritrack.foods.german.known import Known
from nutritrack.foods.german.queries import Queries
from nutritrack.foods.german.tables import Kind, decimal, key_of, look_up
from nutritrack.foods.models import Food, FoodKind, Source, food_id
from nutritrack.foods.parse.parser import parse
from nutritrack.foods.parse.tokens import tokens
from nutritrack.foods.search import Index, of_catalogue

INDEX = Index(load().foods, of_catalogue)
KNOWN = Known(INDEX, None)

# What is written, and of each food the words of its name with its grams, from and to.
CASES = [
    ("50 g Brot", [("bread", 50, 50)]),
    ("50g brot", [("bread", 50, 50)]),
    ("ein Butterbrot", [("bread", 40, 55), ("butter", 8, 16)]),
    ("ein Butterbrot mit Käse", [("bread", 40, 55), ("butter", 8, 16), ("cheese", 20, 40)]),
    ("zwei Brötchen", [("roll", 90, 130)]),
    ("2 Semmeln mit Marmelade", [("roll", 90, 130), ("jam", 10, 30)]),
    ("ein halbes Brötchen", [("roll", 22, 33)]),
    ("eine Scheibe Vollkornbrot", [("bread, whole wheat", 40, 60)]),
    ("Scheibe Brot mit Butter", [("bread", 40, 55), ("butter", 8, 16)]),
    ("drei Scheiben Toast", [("toasted", 60, 90)]),
    ("60 g Haferflocken", [("oats", 60, 60)]),
    ("ein Müsli mit Milch", [("muesli", 40, 80), ("milk", 100, 250)]),
    ("1,5 kg Kartoffeln", [("potato", 1500, 1500)]),
    ("0,25 l Milch", [("milk", 245, 265)]),
    ("1.000 g Erdäpfel", [("potato", 1000, 1000)]),
    ("1,250 kg Kartoffeln", [("potato", 1250, 1250)]),
    ("anderthalb Becher Joghurt", [("yogurt", 200, 250)]),
    ("eineinhalb Liter Wasser", [("water", 1480, 1520)]),
    ("fünfundzwanzig Gramm Mandeln", [("almond", 25, 25)]),
    ("zweihundertfünfzig Gramm Erdbeeren", [("strawberr", 250, 250)]),
    ("ein Pfund Hackfleisch", [("beef, ground", 500, 500)]),
    ("ein halbes Pfund Hackfleisch", [("beef, ground", 250, 250)]),
    ("½ Pfund Hackfleisch", [("beef, ground", 250, 250)]),
    ("2 EL Olivenöl", [("olive oil", 25, 30)]),
    ("zwei EL. Olivenöl und ca. 30 g Käse", [("olive oil", 25, 30), ("cheese", 30, 30)]),
    ("1 TL Honig", [("honey", 5, 9)]),
    ("eine Prise Salz", [("salt", 0.1, 0.6)]),
    ("eine Handvoll Walnüsse", [("walnut", 20, 40)]),
    ("ein Glas Milch", [("milk", 190, 220)]),
    ("ein großes Glas Milch", [("milk", 250, 300)]),
    ("eine halbe Tasse Kaffee", [("coffee", 70, 85)]),
    ("eine Dose Thunfisch", [("tuna", 120, 160)]),
    ("eine Tafel Schokolade", [("chocolate", 100, 100)]),
    ("zwei Kugeln Eis", [("ice cream", 100, 140)]),
    ("2-3 Äpfel", [("apple", 360, 540)]),
    ("zwei bis drei Äpfel", [("apple", 360, 540)]),
    ("ein paar Erdbeeren", [("strawberr", 15, 75)]),
    ("eine kleine Banane", [("banana", 70, 110)]),
    ("2 Eier", [("egg", 90, 130)]),
    ("zwei Spiegeleier", [("egg, whole, fried", 80, 120)]),
    ("zwei gekochte Eier", [("boiled", 80, 120)]),
    ("Rührei aus 3 Eiern", [("egg", 130, 190)]),
    ("250 g Magerquark", [("cottage", 250, 250)]),
    ("150g Skyr", [("yogurt, greek", 150, 150)]),
    ("200 ml fettarme Milch", [("reduced fat", 195, 215)]),
    ("200 ml Milch 1,5 %", [("reduced fat", 195, 215)]),
    ("200g Hähnchenbrust und 150g Reis", [("chicken breast", 200, 200), ("rice", 150, 150)]),
    ("200 g Haehnchenbrust", [("chicken breast", 200, 200)]),
    ("200 g Hänchenbrust", [("chicken breast", 200, 200)]),
    ("ein Schnitzel mit Pommes", [("coated", 140, 200), ("french fries", 100, 200)]),
    (
        "Currywurst mit Pommes",
        [("bratwurst", 100, 180), ("ketchup", 10, 40), ("french fries", 100, 200)],
    ),
    ("drei Frikadellen mit Senf", [("meat loaf", 200, 350), ("mustard", 5, 20)]),
    ("eine Bratwurst im Brötchen", [("bratwurst", 90, 130), ("roll", 30, 70)]),
    ("125 g gebratener Lachs", [("salmon", 125, 125)]),
    ("Linsensuppe", [("soup, lentil", 250, 400)]),
    ("100 g gekochte Linsen", [("lentils", 100, 100)]),
    ("eine Pizza Margherita", [("pizza", 300, 450)]),
    ("Kartoffelpüree mit Sauerkraut", [("mashed", 150, 250), ("sauerkraut", 100, 200)]),
    ("300 ml Apfelschorle", [("apple juice beverage", 290, 320)]),
    ("ein Glas Kirschsaft und ein Apfel", [("cherry juice", 190, 220), ("apple", 150, 200)]),
    ("eine Tasse Tee ohne Zucker", [("tea, hot", 140, 160)]),
    ("Kaffee mit Milch", [("coffee", 120, 200), ("milk", 5, 30)]),
    ("2 Scheiben Brot ohne Butter, dazu ein Apfel", [("bread", 80, 110), ("apple", 150, 200)]),
    ("zwei Stück Apfelkuchen mit Sahne", [("apple", 200, 280), ("cream", 10, 40)]),
    ("trag bitte zwei Eier ein", [("egg", 90, 130)]),
    (
        "Zum Frühstück hatte ich zwei Brötchen mit Butter und eine Tasse Kaffee",
        [("roll", 90, 130), ("butter", 8, 20), ("coffee", 140, 160)],
    ),
    (
        "Um 12:30 Uhr habe ich 200 g Nudeln gegessen und danach eine Banane",
        [("pasta", 200, 200), ("banana", 90, 140)],
    ),
    (
        "Frühstück: Ei, Kaffee. Abends: 100 g Lachs!",
        [("egg", 50, 130), ("coffee", 120, 200), ("salmon", 100, 100)],
    ),
    ("Schinken-Käse-Toast", [("ham sandwich", 100, 220)]),
    ("Bio-Milch 200 ml", [("milk", 195, 215)]),
    ("100 g Käse 45 % Fett i. Tr.", [("cheese", 100, 100)]),
    # two languages at once
    ("heute hatte ich a cup of coffee und zwei Eier", [("coffee", 200, 260), ("egg", 90, 130)]),
    ("Greek yogurt with Haferflocken", [("yogurt, greek", 100, 250), ("oats", 30, 60)]),
    ("two eggs and 50 g Brot", [("egg", 80, 130), ("bread", 50, 50)]),
]


def read(text, own=None, **more):
    return parse(text, INDEX, own, **more)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_a_german_sentence(text, expected):
    items = read(text).items
    assert len(items) == len(expected), [(item.food.name, item.grams) for item in items]
    for item, (name, low, high) in zip(items, expected, strict=True):
        assert name in item.food.name.lower()
        assert low <= item.grams <= high, (item.food.name, item.grams)


@pytest.mark.parametrize(
    ("text", "foods", "unmatched"),
    [
        ("200 g Zwurbelgemös und ein Ei", ["egg"], "200 g Zwurbelgemös"),
        ("Brot mit Zwurbel", ["bread"], "Zwurbel"),
        ("ein Brot mit Zwurbel und Käse", ["bread", "cheese"], "Zwurbel"),
        ("ich habe zwei Eier geschnabbelt", ["egg"], "geschnabbelt"),
        ("200 g fremdartige Kartoffeln", ["potato"], "fremdartige"),
        ("eine Portion Labskaus und 200 g Kartoffeln", ["potato"], "Labskaus"),
    ],
)
def test_what_no_table_knows_is_said_and_never_guessed(text, foods, unmatched):
    parsed = read(text)
    names = [item.food.name.lower() for item in parsed.items]
    assert len(names) == len(foods), names
    assert all(food in name for food, name in zip(foods, names, strict=True)), names
    assert any(unmatched in each for each in parsed.unmatched), parsed.unmatched


def test_an_unknown_word_beside_a_food_makes_it_less_sure():
    sure, unsure = (read(f"ich hatte 200 g {food}").items[0] for food in ("Reis", "weltigen Reis"))
    assert unsure.food == sure.food
    assert unsure.confidence < sure.confidence


def test_the_nearest_food_is_less_sure_than_the_food_itself():
    near, itself = (read(f"200 g {food} gegessen").items[0] for food in ("Skyr", "Joghurt"))
    assert near.confidence < itself.confidence


def test_the_text_of_an_item_is_what_was_written():
    parsed = read("Zum Frühstück: zwei Scheiben Brot mit 20 g Käse und 100 g Zwurbel.")
    assert [item.text for item in parsed.items] == ["zwei Scheiben Brot", "20 g Käse"]
    assert parsed.unmatched == ["100 g Zwurbel"]


ENGLISH = """
two eggs, 200g chicken tikka masala and a cup of basmati rice
2 slices of toast with butter and a glass of orange juice
1,000 g watermelon
a cup of coffee with milk, no sugar
200g pasta with tomato sauce
a hamburger with fries and a coke
I had a bowl of oatmeal with blueberries for breakfast
die-cut sandwich and a rind of cheese
200g brocoli
a wiener in a bun
muesli with yogurt
hot dog and a pretzel
""".strip().splitlines()


@pytest.mark.parametrize("text", ENGLISH)
def test_an_english_sentence_is_left_as_it_is(text):
    written = tokens(text)
    reading = sentences.read(written, KNOWN)
    assert not reading.is_german
    assert reading.tokens is written


def test_a_locale_decides_where_the_words_do_not():
    assert "pork" in read("200 g Rind").items[0].food.name.lower()  # rinds, in English
    assert "beef" in read("200 g Rind", prefers_german=True).items[0].food.name.lower()
    assert read("two eggs", prefers_german=True) == read("two eggs")


def test_an_own_food_with_a_german_name_is_preferred():
    mine = Food(
        _id=food_id("own", "1"),
        name="Omas Linsensuppe",
        kind=FoodKind.OWN,
        per100g={"calories": 120.0},
        source=Source(name="own", id="1", release="1"),
    )
    own = Index([mine])
    for text in ("200 g Omas Linsensuppe gegessen", "ich hatte 200 g Linsensuppe"):
        (item,) = read(text, own).items
        assert (item.food, item.grams) == (mine, 200), text
    assert read("200 g Linsen mit Brot", own).items[0].food.name == "Lentils, NFS"


@pytest.mark.parametrize(
    ("digits", "number", "key"),
    [
        ("1,5", 1.5, "1.5"),
        ("1.5", 1.5, "1.5"),
        ("1.500", 1.5, "1500"),
        ("1,500", 1500, "1.5"),
        ("1.234.567", 0, "1234567"),
        ("0.500", 0.5, "0.5"),
        ("1.000,5", 1000.5, "1000.5"),
    ],
)
def test_a_comma_is_decimal_and_a_dot_groups(digits, number, key):
    assert decimal(digits, number) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kartoffeln", "kartoffel"),
        ("Äpfel", "Apfel"),
        ("Kaese", "Käse"),
        ("Walnüssen", "Walnuss"),
        ("Brote", "Brot"),
        ("grünen Bohnen", "grüne Bohne"),
        ("Hafer-Flocken", "Haferflocken"),
        ("Apfel Schorle", "Apfelschorle"),
    ],
)
def test_the_forms_of_a_word_mean_the_same(one, other):
    said = look_up(key_of(one))
    assert said is not None
    assert said == look_up(key_of(other))


@pytest.mark.parametrize("word", ["Reise", "Küche", "Hafen", "leben", "zehn", "Zwurbel", ""])
def test_a_word_that_looks_like_a_food_is_none(word):
    said = look_up(key_of(word))
    assert said is None or said.kind is not Kind.FOOD


def test_every_german_name_leads_to_a_food():
    """A name that finds nothing, or only a food of some of its words, would be a wrong one."""
    names = {entry.name for entry in load().foods}
    lost = []
    for name in tables.tables().names:
        if name.said.food is not None:
            if name.said.food not in names:
                lost.append((name.key, name.said.food))
        elif not all(map(KNOWN.food, name.said.english.split(" with "))) and not KNOWN.food(
            name.said.english
        ):
            lost.append((name.key, name.said.english))
    assert lost == []


words_of_german = st.sampled_from(
    "2 1,5 1.000 ½ % - . , ( ) ein eine halbes Pfund EL Tasse Glas großes Scheibe Brot Käse Eier "
    "mit und ohne dazu ca Uhr Rührei aus Zwurbel in and of cup milk \u202e \x00".split(" ")
)


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.text(max_size=120), st.lists(words_of_german, max_size=40).map(" ".join)))
def test_any_text_is_read_without_a_fault(text):
    for item in read(text).items:
        assert item.grams > 0
        assert 0 <= item.confidence <= 1
    Queries(INDEX).find(text, 5, prefers_german=True)


@pytest.mark.parametrize(
    "part", ["ein ", "ein und ", "Brot-", "zwurbel ", "halbe Tasse ", "1,5 % ", "so ein "]
)
def test_work_grows_with_the_text_and_no_faster(part, monkeypatch):
    """Counted in words that are looked up, not in seconds."""

    def looks(times):
        count = 0

        def counting(words):
            nonlocal count
            count += 1
            return look_up(words)

        monkeypatch.setattr(sentences, "look_up", counting)
        sentences.read(tokens(part * times), KNOWN)
        return count + 1

    assert looks(400) <= 5 * looks(100)


# Through the API


async def find(user, q):
    reply = await user.get("/api/foods", params={"q": q})
    assert reply.status_code == 200, reply.text
    return [food["name"] for food in reply.json()]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Linsen", "Lentils"),
        ("Brot", "Bread, white"),
        ("brötchen", "Roll, white"),
        ("Hähnchenb", "Chicken breast"),
        ("Kartof", "Potato"),
        ("gekochtes Ei", "Egg, whole, boiled"),
        ("Quark", "Cheese, cottage"),
        ("Haferfl", "Oats, raw"),
        ("Käse", "Cheese, Cheddar"),
    ],
)
async def test_a_german_name_finds_the_food_first(alice, typed, name):
    assert (await find(alice, typed))[0].startswith(name)


async def test_a_beginning_of_both_languages_finds_english_first(alice):
    found = await find(alice, "lin")
    english = [hit.food.name for hit in INDEX.search("lin", 20)]
    assert "Lentils, NFS" in found
    assert found[:15] == english[:15]


@pytest.mark.parametrize(
    "typed", ["butter", "chicken breast", "apple", "chips", "paprika", "rice", "toast", "egg"]
)
async def test_what_english_knows_is_found_as_before(alice, typed):
    found = Queries(INDEX).find(typed, 20, prefers_german=False)
    assert (found.before, found.after) == ([], [])
    assert await find(alice, typed) == [hit.food.name for hit in INDEX.search(typed, 20)]


async def test_a_german_sentence_is_read_through_the_api(alice):
    reply = await alice.post("/api/foods/parse", json={"text": "50 g Brot und 100 g Zwurbel"})
    assert reply.status_code == 200, reply.text
    draft = reply.json()
    assert [(item["name"], item["grams"]) for item in draft["items"]] == [("Bread, white", 50)]
    assert draft["items"][0]["text"] == "50 g Brot"
    assert draft["unmatched"] == ["100 g Zwurbel"]


async def test_who_speaks_german_finds_german_names_first(alice):
    assert (await find(alice, "lin"))[0] != "Lentils, NFS"
    reply = await alice.put(f"/api/users/{alice.id}", json={"locale": "de-DE"})
    assert reply.status_code == 200, reply.text
    assert (await find(alice, "lin"))[0] == "Lentils, NFS"
    reply = await alice.post("/api/foods/parse", json={"text": "200 g Rind"})
    assert "beef" in reply.json()["items"][0]["name"].lower()
