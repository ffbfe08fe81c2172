"""What a millilitre weighs, by kind of food, for products whose label is per 100 ml.

A label per 100 ml becomes values per 100 g only with a density. It is kept with the food, so what
somebody logs in millilitres gives what the label says, whatever the density. Where the kind is not
known, the product is refused: a millilitre is not a gram.
"""

import re

# g/ml, the first that is found in the categories. Rounded values for 20 degrees Celsius.
DENSITIES = (
    (r"syrup|honey|molasses|agave", 1.35),
    (r"condensed-milk", 1.3),
    (r"spirit|liquor|whisk|vodka|\brum\b|\bgin\b", 0.95),
    (r"liqueur", 1.07),
    (r"\bwines?\b|champagne", 0.99),
    (r"\bbeers?\b|\bales?\b|ciders?", 1.01),
    (r"plant-based-milk|milk-substitute|(oat|soy|almond|rice|coconut)-(milk|drink)", 1.03),
    (r"ice-cream|sorbet|frozen-dessert", 0.6),
    (r"\bmilks?\b|milk-drink|buttermilk|kefir|drinking-yogurt|yogurt-drink|dairy-drink", 1.03),
    (r"\bcreams?\b", 1.0),
    (r"nectar|juice|smoothie", 1.05),
    (r"diet-|unsweetened|sugar-free|without-sugar|zero", 1.0),
    (r"soda|soft-drink|cola|lemonade|energy-drink|iced-tea|sweetened-beverage|fruit-drink", 1.04),
    (r"sports-drink", 1.02),
    (r"waters?\b|\bteas?\b|coffee|broth|bouillon", 1.0),
    (r"vinegar", 1.01),
    (r"soy-sauce", 1.15),
    (r"\boils?\b", 0.92),
    (r"soup", 1.02),
    (r"beverage|drink", 1.03),
)
_KINDS = [(re.compile(pattern), density) for pattern, density in DENSITIES]
_GAPS = re.compile(r"[^a-z0-9]+")
LONGEST = 2_000


def density_of(*kinds: str) -> float | None:
    """The density of a kind of food, from the names of its categories. The most special first."""
    text = " ".join(_GAPS.sub("-", kind[:LONGEST].lower()) for kind in kinds)[:LONGEST]
    return next((density for kind, density in _KINDS if kind.search(text)), None)
