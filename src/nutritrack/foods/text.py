"""Words as they are compared: without case, accents, plurals and differences of spelling."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    }
)

# One spelling for all: the left one is read as the right one.
SPELLINGS = {
    "yoghurt": "yogurt",
    "yogourt": "yogurt",
    "yoghourt": "yogurt",
    "donut": "doughnut",
    "omelette": "omelet",
    "catsup": "ketchup",
    "fibre": "fiber",
    "flavour": "flavor",
    "flavoured": "flavored",
    "unflavoured": "unflavored",
    "grey": "gray",
    "aubergine": "eggplant",
    "courgette": "zucchini",
    "coriander": "cilantro",
    "beetroot": "beet",
    "rocket": "arugula",
    "porridge": "oatmeal",
    "prawn": "shrimp",
    "skimmed": "skim",
    "wholemeal": "wholewheat",
    "wholegrain": "wholegrain",
    "chilli": "chili",
    "chile": "chili",
    "hommus": "hummus",
    "houmous": "hummus",
    "humus": "hummus",
    "chapati": "chappatti",
    "chapatti": "chappatti",
    "mayo": "mayonnaise",
    "burger": "hamburger",
    "pb": "peanutbutter",
    "decaf": "decaffeinated",
    "froyo": "frozenyogurt",
    "calory": "calorie",
    "grilled": "broiled",
    "roast": "roasted",
    "chesnut": "chestnut",
    "lite": "light",
    "choc": "chocolate",
    "avo": "avocado",
    "bbq": "barbecue",
    "barbeque": "barbecue",
    "barbecued": "barbecue",
    "wiener": "frankfurter",
    "mcdonald": "mcdonalds",
    "mcdonald's": "mcdonalds",
}

# Words that mean one thing together are one word, whether written apart, joined or with a hyphen.
JOINED = {
    ("low", "fat"): "lowfat",
    ("fat", "free"): "nonfat",
    ("fatfree",): "nonfat",
    ("non", "fat"): "nonfat",
    ("sugar", "free"): "sugarfree",
    ("caffeine", "free"): "decaffeinated",
    ("gluten", "free"): "glutenfree",
    ("lactose", "free"): "lactosefree",
    ("whole", "wheat"): "wholewheat",
    ("whole", "grain"): "wholegrain",
    ("multi", "grain"): "multigrain",
    ("fast", "food"): "fastfood",
    ("hot", "chocolate"): "hotchocolate",
    ("hot", "cocoa"): "hotchocolate",
    ("energy", "drink"): "energydrink",
    ("sport", "drink"): "sportdrink",
    ("nutritional", "drink"): "nutritionaldrink",
    ("nutritional", "shake"): "nutritionaldrink",
    ("frozen", "dinner"): "frozendinner",
    ("frozen", "meal"): "frozendinner",
    ("hot", "dog"): "frankfurter",
    ("hotdog",): "frankfurter",
    ("pop", "corn"): "popcorn",
    ("corn", "bread"): "cornbread",
    ("ice", "cream"): "icecream",
    ("peanut", "butter"): "peanutbutter",
    ("soft", "drink"): "softdrink",
    ("cream", "cheese"): "creamcheese",
    ("cottage", "cheese"): "cottagecheese",
    ("sour", "cream"): "sourcream",
    ("half", "and", "half"): "halfandhalf",
    ("half", "half"): "halfandhalf",
    ("english", "muffin"): "englishmuffin",
    ("frozen", "yogurt"): "frozenyogurt",
    ("french", "fry"): "frenchfry",
    ("french", "toast"): "frenchtoast",
    ("french", "fried", "potato"): "frenchfry",
    ("egg", "roll"): "eggroll",
    ("rice", "cake"): "ricecake",
    ("milk", "shake"): "milkshake",
    ("gold", "fish"): "goldfish",
    ("sweet", "potato"): "sweetpotato",
    ("water", "melon"): "watermelon",
    ("butter", "milk"): "buttermilk",
    ("green", "bean"): "greenbean",
    ("string", "bean"): "greenbean",
}

# Plurals that the rules would get wrong, and words that only look like plurals.
IRREGULAR = {
    "leaves": "leaf",
    "loaves": "loaf",
    "halves": "half",
    "knives": "knife",
    "geese": "goose",
    "quiches": "quiche",
    "brioches": "brioche",
    "ceviches": "ceviche",
    "quesadillas": "quesadilla",
    "pies": "pie",
    "pieces": "piece",
    "oats": "oat",
}
SAME = frozenset(
    (
        "asparagus couscous hummus citrus molasses swiss lentils as is us gas bass grass "
        "glass less bus unless jus octopus cactus hibiscus watercress cress ones this its "
        "whiskies schnapps series across press gross boneless skinless seedless mass  "
        "yes always perhaps was has does pancreas christmas brussels"
    ).split()
)
_WORD = re.compile(r"\d+(?:\.\d+)?%?|[^\W\d_]+(?:'[^\W\d_]+)?")


def fold(text: str) -> str:
    """Lower case, without accents: "Crème Brûlée" is "creme brulee"."""
    text = text.lower().translate(LETTERS)
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The singular of a folded word, in one spelling."""
    if word.endswith("'s"):
        word = SPELLINGS.get(word, word[:-2])
    word = singular(word.replace("'", ""))
    return SPELLINGS.get(word, word)


def singular(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= 3 or word in SAME:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("ie"):
        return word[:-2] + "y"  # cookie and cookies meet at one stem
    if word.endswith(("shes", "ches", "xes", "sses", "zzes", "oes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


LONGEST = max(map(len, JOINED))


def join(stems: list[str]) -> list[str]:
    """The words with those that belong together made one."""
    joined: list[str] = []
    at = 0
    while at < len(stems):
        for length in range(min(LONGEST, len(stems) - at), 0, -1):
            word = JOINED.get(tuple(stems[at : at + length]))
            if word is not None:
                joined.append(word)
                at += length
                break
        else:
            joined.append(stems[at])
            at += 1
    return joined


def words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return join([stem(word) for word in raw_words(text)])


def raw_words(text: str) -> Iterator[str]:
    return (match.group() for match in _WORD.finditer(fold(text)))
