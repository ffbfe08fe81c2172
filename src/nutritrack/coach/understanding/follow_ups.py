"""Messages that only make sense after another one: "and yesterday?", "what about iron"."""

from nutritrack.coach.understanding.lexicon import main
from nutritrack.coach.understanding.models import Intent, Understood
from nutritrack.coach.understanding.reading import Reading

LONGEST = 8  # words
# What may stand beside a name in a message that only names something else.
JOINING = frozenset(
    "and what about how ok so now then same for with the my on in of to at is was it or else "
    "also und wie war es ist mit fur bei dem der die das auch noch jetzt dann mein meine im am "
    "vom was instead rather please bitte lieber ? ist sieht aus well hmm um uh yeah hey by "
    "vs".split()
)
NAMES = ("day", "span", "nutrient", "food", "meal")
# Which intent a name alone leads to, by the intent before it.
LEADS = {
    Intent.DAY: {
        "day": Intent.DAY,
        "meal": Intent.DAY,
        "span": Intent.WEEK,
        "nutrient": Intent.NUTRIENT,
    },
    Intent.NUTRIENT: dict.fromkeys(("day", "span", "nutrient", "meal"), Intent.NUTRIENT),
    Intent.WEEK: {"span": Intent.WEEK, "day": Intent.DAY, "nutrient": Intent.NUTRIENT},
    Intent.WHY: dict.fromkeys(("day", "span", "nutrient"), Intent.WHY),
    Intent.TARGET: {"nutrient": Intent.TARGET},
    Intent.FOOD: {"nutrient": Intent.FOOD, "food": Intent.FOOD},
    Intent.WEIGHT: {"span": Intent.WEIGHT},
    Intent.OTHERS: {"day": Intent.OTHERS, "span": Intent.OTHERS},
}


def follow_up(reading: Reading, before: Understood | None) -> Intent | None:
    """The intent of a message that only names another day, nutrient, food or the like."""
    leads = LEADS.get(before.intent) if before is not None else None
    if leads is None or len(reading.words) > LONGEST:
        return None
    names = main([each for each in reading.mentions if each.kind in NAMES])
    named = {at for each in names for at in range(each.start, each.end)}
    others = {word.text for at, word in enumerate(reading.words) if at not in named}
    kinds = {each.kind for each in names}
    if not names or others - JOINING or len(kinds) > 1 or kinds - leads.keys():
        return None
    if any(each.value == "calories" for each in names) and Intent.FOOD not in leads.values():
        return None
    return leads[kinds.pop()]
