"""What a message names: nutrients, foods, days, meals, diets and the like."""

from collections.abc import Sequence
from functools import cache

from nutritrack.coach.understanding.phrases import Mention, Phrases, longest
from nutritrack.coach.understanding.tables import rows
from nutritrack.coach.understanding.words import Word

# Where two kinds name the same words, the first one holds.
ORDER = (
    *("nothing", "self", "users", "day", "span", "meal", "diet", "nutrient", "food", "avoid"),
    *("person", "exercise", "planning", "logging", "weighing", "losing", "fit", "asking"),
    *("remaining", "eaten", "hungry", "advising", "needing", "causing", "computing", "meaning"),
    *("helping", "overall", "greeting", "changeweight", "changing", "howmuch", "how", "why"),
    *("what", "which", "where", "when", "who", "whether", "may", "request", "nowadays", "past"),
    *("future", "mine", "yours"),
)
RANK = {kind: at for at, kind in enumerate(ORDER)}
TABLES = {
    "meals.tsv": "meal",
    "diets.tsv": "diet",
    "nutrients.tsv": "nutrient",
    "avoid.tsv": "avoid",
}


@cache
def lexicon() -> Phrases:
    """Every name of the tables. A value that holds several ids has commas."""
    found = Phrases()
    for table in ("days.tsv", "other_words.tsv"):
        for kind, value, names in rows(table):
            found.add(kind, value, names.split("; "))
    for table, kind in TABLES.items():
        for value, names in rows(table):
            found.add(kind, value, names.split("; "))
    for row in rows("foods.tsv"):
        found.add("food", "", row[0].split("; "))
    return found


def mentions(said: Sequence[Word]) -> list[Mention]:
    """Everything that is named, in every reading."""
    return sorted(lexicon().find(said), key=lambda each: RANK[each.kind])


def main(found: Sequence[Mention]) -> list[Mention]:
    """One reading of each word: the longest name of it, and of equals the first in ORDER."""
    return longest(found)


def of_kind(found: Sequence[Mention], kind: str) -> list[Mention]:
    """The longest names of one kind, less those that mean nothing here."""
    kept = longest(each for each in found if each.kind in (kind, "nothing"))
    return [each for each in kept if each.kind == kind]
