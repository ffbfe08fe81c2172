"""Units and sizes by every name that people give them."""

from nutritrack.foods.text import stem

# Grams, and millilitres as US kitchens measure them.
MASS = {"g": 1.0, "kg": 1000.0, "mg": 0.001, "oz": 28.35, "lb": 453.6}
VOLUME = {
    "ml": 1.0,
    "cl": 10.0,
    "dl": 100.0,
    "l": 1000.0,
    "tsp": 4.93,
    "tbsp": 14.79,
    "fl oz": 29.57,
    "cup": 236.6,
    "pint": 473.2,
    "quart": 946.4,
    "gallon": 3785.4,
}
_NAMES = {
    "g": "gram gm gr gramme",
    "kg": "kilogram kilo kilogramme kgs",
    "mg": "milligram mgs",
    "oz": "ounce ozs",
    "lb": "pound lbs",
    "ml": "milliliter millilitre mls cc",
    "cl": "centiliter centilitre",
    "dl": "deciliter decilitre",
    "l": "liter litre ltr",
    "tsp": "teaspoon teaspoonful tsps tspn",
    "tbsp": "tablespoon tablespoonful tbsps tbs tbl spoon spoonful tblsp",
    "fl oz": "floz",
    "cup": "cupful",
    "pint": "pt",
    "quart": "qt",
    "gallon": "gal",
    "slice": "slab",
    "piece": "pc pcs chunk bite morsel",
    "can": "tin",
    "bottle": "",
    "glass": "tumbler glassful",
    "mug": "",
    "bowl": "bowlful",
    "plate": "plateful",
    "packet": "sachet pkt",
    "package": "pack pkg",
    "bag": "",
    "box": "",
    "carton": "",
    "container": "tub pot pottle",
    "jar": "",
    "pouch": "",
    "serving": "portion helping side order",
    "handful": "",
    "scoop": "",
    "shot": "",
    "splash": "",
    "drizzle": "",
    "dash": "",
    "pinch": "sprinkle sprinkling",
    "dollop": "",
    "bar": "",
    "stick": "",
    "link": "",
    "patty": "",
    "strip": "rasher",
    "fillet": "filet",
    "wedge": "",
    "cube": "",
    "ball": "",
    "leaf": "",
    "stalk": "",
    "clove": "",
    "ear": "cob",
    "head": "",
    "bunch": "",
    "sheet": "",
    "cone": "",
    "tube": "",
    "loaf": "",
    "ring": "",
    "rod": "",
    "spear": "",
    "floret": "",
    "square": "",
    "round": "",
    "segment": "",
    "layer": "",
}
UNITS = {stem(word): unit for unit, line in _NAMES.items() for word in (unit, *line.split())}
UNITS |= dict.fromkeys(("t",), "tsp") | dict.fromkeys(("T",), "tbsp")
del UNITS["fl oz"], UNITS["t"], UNITS["T"]
CONTAINERS = frozenset(
    "can bottle glass mug bowl plate packet package bag box carton container jar pouch cup serving "
    "shot scoop cone tube piece slice".split()
)
# These words are foods or parts of foods too: they are units only before "of".
NEEDS_OF = frozenset(
    "bar stick link patty strip fillet wedge cube ball leaf stalk clove ear head bunch sheet cone "
    "tube loaf ring rod spear floret square round segment layer shot".split()
)
SIZES = {
    "tiny": "mini",
    "mini": "mini",
    "miniature": "mini",
    "bite": "mini",
    "small": "small",
    "little": "small",
    "snack": "small",
    "kiddy": "small",
    "junior": "small",
    "thin": "small",
    "medium": "medium",
    "regular": "medium",
    "average": "medium",
    "standard": "medium",
    "normal": "medium",
    "individual": "single",
    "single": "single",
    "large": "large",
    "big": "large",
    "thick": "large",
    "tall": "large",
    "huge": "extra large",
    "jumbo": "extra large",
    "giant": "extra large",
    "king": "extra large",
}
# How much of a medium one, where only that is known.
OF_MEDIUM = {
    "mini": 0.4,
    "small": 0.7,
    "medium": 1.0,
    "single": 1.0,
    "large": 1.35,
    "extra large": 1.7,
}
