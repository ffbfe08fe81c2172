"""What a message names, as the slots of its intent."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from nutritrack.coach.understanding.avoiding import NO, avoided
from nutritrack.coach.understanding.energy import KCAL, KJ, UNITS
from nutritrack.coach.understanding.lexicon import main, of_kind
from nutritrack.coach.understanding.models import Intent, Slots
from nutritrack.coach.understanding.phrases import Mention
from nutritrack.coach.understanding.tables import rows
from nutritrack.coach.understanding.words import Word
from nutritrack.foods.nutrients import KJ_PER_KCAL

# Which slots an intent has; the others have none.
KEPT = {
    Intent.DAY: ("day", "meal", "foods"),
    Intent.NUTRIENT: ("day", "spans", "nutrients", "meal"),
    Intent.WEEK: ("spans",),
    Intent.WHY: ("day", "spans", "nutrients", "meal"),
    Intent.TARGET: ("nutrients",),
    Intent.FOOD: ("nutrients", "foods"),
    Intent.LOG: ("day", "meal"),
    Intent.SUGGEST: ("day", "nutrients", "meal", "foods", "kcal", "minutes", "diets", "avoid"),
    Intent.PLAN: ("day", "nutrients", "meal", "days", "kcal", "minutes", "diets", "avoid"),
    Intent.WORKOUT: ("day", "kcal", "minutes"),
    Intent.WEIGHT: ("spans",),
    Intent.EXPLAIN: ("nutrients",),
    Intent.OTHERS: ("day",),
}
ENERGY = frozenset({"calories"})
ABOUT_ENERGY = (Intent.WHY, Intent.TARGET, Intent.FOOD)  # others are about energy anyway
LEAST_KCAL, BARE_KCAL, MOST_KCAL = 10, 100, 6000
# Before a number that is an energy though it says no unit.
ABOUT = frozenset(
    "under below around about within maximum max roughly unter um maximal hochstens circa ca "
    "etwa rund with mit at to auf for fur".split()
)
HALF = frozenset("half halbe halben".split())
SKIPPED = frozenset(
    "skip skipped missed ausgelassen uberspring ubersprungen skipping verpasst".split()
)


def slots(intent: Intent, said: Sequence[Word], found: Sequence[Mention]) -> Slots:
    """The slots of this intent that the message itself fills."""
    kept = KEPT.get(intent, ())
    all_of_them = Slots(
        day=_day(found),
        spans=_spans(found),
        nutrients=_nutrients(intent, found),
        meal=_meal(said, found),
        foods=_foods(intent, said, found) if "foods" in kept else (),
        days=_days(said, found) if "days" in kept else None,
        kcal=_kcal(said) if "kcal" in kept else None,
        minutes=_minutes(said) if "minutes" in kept else None,
        diets=tuple(dict.fromkeys(each.value for each in of_kind(found, "diet"))),
        avoid=avoided(said, found) if "avoid" in kept else (),
    )
    dropped = {name: value for name, value in EMPTY.items() if name not in kept}
    chosen = replace(all_of_them, **dropped)
    if intent is Intent.PLAN and chosen.meal is not None and chosen.days == 1 and chosen.day:
        return replace(chosen, days=None)
    return chosen


EMPTY = {name: getattr(Slots(), name) for name in Slots.__dataclass_fields__}


def _day(found: Sequence[Mention]) -> str | None:
    days = of_kind(found, "day")
    return days[-1].value if days else None


def _spans(found: Sequence[Mention]) -> tuple[str, ...]:
    kept = [each for each in main(found) if each.kind == "span"]
    return tuple(dict.fromkeys(each.value for each in kept))


def _nutrients(intent: Intent, found: Sequence[Mention]) -> tuple[str, ...]:
    kept = [each for each in _not_in_foods(found) if each.kind == "nutrient"]
    ids = [id_ for each in kept for id_ in each.value.split(",")]
    others = [id_ for id_ in ids if id_ not in ENERGY]
    if intent not in ABOUT_ENERGY:
        ids = others
    return tuple(dict.fromkeys(ids))


def _not_in_foods(found: Sequence[Mention]) -> list[Mention]:
    """One reading of each word; a food of several words hides the nutrient in it."""
    return main([each for each in found if each.kind in ("food", "nutrient", "nothing", "span")])


def _meal(said: Sequence[Word], found: Sequence[Mention]) -> str | None:
    meals = [
        each
        for each in of_kind(found, "meal")
        if not any(word.text in SKIPPED for word in said[max(0, each.start - 2) : each.end + 1])
        and not (each.start and said[each.start - 1].text == "not")
    ]
    return meals[0].value if meals else None


def _kcal(said: Sequence[Word]) -> int | None:
    """The energy that is named; a number without a unit is one after "under" or "around"."""
    for word, after in itertools.pairwise(said):
        if word.number is None or word.number < LEAST_KCAL:
            continue
        if after.text in KCAL:
            return round(word.number)
        if after.text in KJ:
            return round(word.number / KJ_PER_KCAL)
    for at, word in enumerate(said):
        behind = said[at + 1].text if at + 1 < len(said) else ""
        before = said[at - 1].text if at else ""
        if word.number is None or not BARE_KCAL <= word.number <= MOST_KCAL:
            continue
        if before in ABOUT and behind not in UNITS and not behind.startswith("<"):
            return round(word.number)
    return None


def _minutes(said: Sequence[Word]) -> int | None:
    for at, word in enumerate(said):
        if word.text == "minutes" and at and said[at - 1].number is not None:
            return round(said[at - 1].number or 0)
        if word.text == "hours":
            before = [each.text for each in said[max(0, at - 2) : at]]
            if HALF & set(before):
                return 30
            if at and said[at - 1].number is not None:
                return round(60 * (said[at - 1].number or 0))
            if before and before[-1] in ("an", "a", "eine", "einer", "one"):
                return 60
    return None


DAY_WORDS = frozenset("day days tag tage tagen tages dayz".split())
WEEK_WORDS = frozenset("week weeks woche wochen weekly wochenplan".split())
WEEKEND = frozenset("weekend weekends wochenende wochenenden".split())
RATES = frozenset("a per each every am pro jeden taglich".split())
MONTHS = frozenset("fortnight month monat".split())
MEALS = frozenset("dinners lunches breakfasts suppers abendessen mittagessen nights".split())


def _days(said: Sequence[Word], found: Sequence[Mention]) -> int | None:
    """How many days to plan. "2000 kcal a day" is no number of days."""
    for at, word in enumerate(said):
        count = _count(said, at)
        if count is None:
            continue
        if word.text in DAY_WORDS | {"nights"} or (word.text in MEALS and count > 1):
            return count
        if word.text in WEEK_WORDS:
            return 7 * count
    if any(word.text in WEEKEND for word in said):
        return 2
    if any(word.text in WEEK_WORDS and not _often(said, at) for at, word in enumerate(said)):
        return 7
    for at, word in enumerate(said):
        if word.text in MONTHS:
            return 14 if word.text == "fortnight" else 30
        if word.text == "tomorrow" or word.text in ("tagesplan", "ubermorgen"):
            return 1
        if word.text == "morgen" and not (
            at and said[at - 1].text in ("heute", "gestern", "guten")
        ):
            return 1
        if word.text in ("day", "tag") and not _is_rate(said, at):
            return 1
    weekdays = [each for each in of_kind(found, "day") if each.value.endswith("day")]
    named = [
        each for each in weekdays if each.value not in ("today", "yesterday", "beforeyesterday")
    ]
    return len({each.value for each in named}) or None


def _count(said: Sequence[Word], at: int) -> int | None:
    """The number before a word, over one word such as in "3 full days"."""
    for near in (at - 1, at - 2):
        value = said[near].number if near >= 0 else None
        if value is not None and value == int(value) and 1 <= value <= 60:
            between = said[near + 1].text if near == at - 2 else ""
            return None if between in KCAL or between in RATES else int(value)
    return None


def _often(said: Sequence[Word], at: int) -> bool:
    """ "five times a week" and "half a kilo a week" say how often, not how long."""
    before = [word.text for word in said[max(0, at - 3) : at]]
    return bool({"times", "mal", "kg", "pounds", "once", "twice"} & set(before)) and any(
        each in ("a", "per", "each", "pro", "die", "in") for each in before
    )


def _is_rate(said: Sequence[Word], at: int) -> bool:
    before = said[at - 1].text if at else ""
    if before in ("per", "each", "every", "am", "pro", "jeden", "je"):
        return True
    return before == "a" and any(
        word.text in KCAL or word.number is not None for word in said[max(0, at - 4) : at - 1]
    )


@cache
def common_words() -> frozenset[str]:
    return frozenset(word for row in rows("common_words.tsv") for word in row[0].split())


FITTING = frozenset({"fit"})


def _foods(intent: Intent, said: Sequence[Word], found: Sequence[Mention]) -> tuple[str, ...]:
    """The foods that are asked about, as written: what is left when other words are taken away."""
    if intent is Intent.DAY and not any(each.kind in FITTING for each in found):
        return ()
    chosen = _not_in_foods(found)
    if intent is Intent.SUGGEST:
        chosen = [each for each in chosen if _with(said, each.start)]
        return tuple(_said(said, each) for each in chosen if each.kind == "food")
    taken = {
        at
        for each in found
        if each.kind in ("day", "span", "meal", "nothing", "person", "fit", "logging", "planning")
        for at in range(each.start, each.end)
    }
    taken |= {at for each in chosen if each.kind != "food" for at in range(each.start, each.end)}
    sure = {at for each in chosen if each.kind == "food" for at in range(each.start, each.end)}
    foods: list[str] = []
    run: list[Word] = []
    for at, word in enumerate([*said, Word("?", "")]):
        left = word.text.isalpha() and word.text not in common_words() and at not in taken
        if at < len(said) and (at in sure or left):
            run.append(word)
        elif run:
            foods.append("_".join(each.said for each in run if each.said))
            run = []
    return tuple(dict.fromkeys(food for food in foods if food))


def _with(said: Sequence[Word], at: int) -> bool:
    near = {word.text for word in said[max(0, at - 3) : at]}
    return bool(near & {"with", "mit", "have", "habe", "from", "aus"}) and not near & NO


def _said(said: Sequence[Word], each: Mention) -> str:
    return "_".join(word.said for word in said[each.start : each.end] if word.said)


def whole_days(said: Sequence[Word]) -> bool:
    """Whether days are spoken of as such, "my day" and not only "tomorrow"."""
    return any(word.text in DAY_WORDS | WEEK_WORDS | WEEKEND | MONTHS for word in said)


def merged(new: Slots, old: Slots, kept: Iterable[str], whole: bool = False) -> Slots:
    """The slots of a follow-up: its own, and of the message before it those it leaves open.

    Where `whole` days are to be planned, it is no longer about the meal of the message before.
    """
    mine = {name: getattr(new, name) for name in kept}
    theirs = {name: getattr(old, name) for name in kept}
    if mine.get("day") or mine.get("spans"):
        theirs |= {name: EMPTY[name] for name in ("day", "spans") if name in theirs}
    if mine.get("days") is not None:
        theirs |= {name: None for name in ("day", *(["meal"] if whole else [])) if name in theirs}
    together = {name: mine[name] or theirs[name] for name in mine}
    for name in ("avoid", "diets"):
        if name in together:
            together[name] = tuple(dict.fromkeys((*theirs[name], *mine[name])))
    return Slots(**together)
