"""Whether a message speaks of a day's food with too little energy."""

from collections.abc import Collection, Iterator, Sequence

from nutritrack.coach.understanding.models import Intent, Understood
from nutritrack.coach.understanding.words import Word
from nutritrack.foods.nutrients import KJ_PER_KCAL

KCAL = frozenset("kcal calories kalorien calorias kcals caloric".split())
KJ = frozenset("kj kilojoule kilojoules".split())
LARGE = 300  # kcal; a number that says no unit is energy from there, where a plan is spoken of
CHANGED = (Intent.PLAN, Intent.TARGET)  # what a bare number may change
LEAST = 50  # kcal; below that it is no day's food but a detail
WIDEST_DEFICIT = 1100  # kcal a day: 1 kg a week
DEFICIT = frozenset("deficit defizit kaloriendefizit".split())
GOAL = frozenset("goal target limit budget ziel kalorienziel tagesziel cap".split())
NEAR = 4  # words between a number and its unit or goal


def energies(said: Sequence[Word], bare: bool = False) -> Iterator[float]:
    """Every energy that is named, in kcal; with `bare` also large numbers without a unit."""
    for at, word in enumerate(said):
        if word.number is None or word.number < LEAST:
            continue
        after = said[at + 1].text if at + 1 < len(said) else ""
        further = said[at + 2].text if at + 2 < len(said) else ""
        if after in KJ:
            yield word.number / KJ_PER_KCAL
        elif (
            after in KCAL
            or (further in KCAL and after not in UNITS)
            or (after not in UNITS and (_spoken_of(said, at) or (bare and word.number >= LARGE)))
        ):
            yield word.number


UNITS = frozenset(
    "g mg ml l kg pounds protein eiweiss carbs kh iu ie units einheiten cm m km minutes hours "
    "days weeks day week steps schritte percent tage wochen tagen years jahre jahren months "
    "monate times euro".split()
)


def _spoken_of(said: Sequence[Word], at: int) -> bool:
    """A number without a unit after "calories" or "goal": keep my calories under 800."""
    return any(word.text in KCAL or word.text in GOAL for word in said[max(0, at - NEAR) : at])


def too_little(
    said: Sequence[Word], signs: Collection[str], floor: float, before: Understood | None
) -> bool:
    """Whether a day's food below the floor (kcal) is wished for.

    The signs say whether a number is a day's food: "a day", "live on" and not "left" or "burned".
    """
    planned = before is not None and before.slots.meal is None and before.intent in CHANGED
    named = list(energies(said, bare=planned))
    if not named:
        return False
    if any(word.text in DEFICIT for word in said):
        return any(kcal > WIDEST_DEFICIT for kcal in named)
    if min(named) >= floor:
        return False
    if "sure_intake" in signs and "spent" not in signs:
        return True
    return "not_intake" not in signs and (planned or "intake" in signs)


def bare_too_little(said: Sequence[Word], signs: Collection[str], floor: float) -> bool:
    """A day's food in a number without a unit: "650 a day", "limit me to 750"."""
    if "bare_day" not in signs or {"spent", "amount"} & set(signs):
        return False
    for at, word in enumerate(said):
        after = said[at + 1].text if at + 1 < len(said) else ""
        if word.number is not None and LARGE <= word.number < floor and after not in UNITS:
            return True
    return False
