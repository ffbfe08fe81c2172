"""Which wishes do not go together: found by giving up one after the other."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from math import inf

from nutritrack.meals.models import MealType
from nutritrack.planning.choose import allowed
from nutritrack.planning.generate import Before, Draw
from nutritrack.planning.goals import FIELDS, Goals
from nutritrack.planning.models import Clash, Constraint, NoPlan, Wish
from nutritrack.planning.slots import Slot, slots_of
from nutritrack.planning.table import Table
from nutritrack.planning.templates import Template

DAYS, BEST = 300, 4  # drawn to see whether it helps to give something up
GOOD = 0.2  # a day that misses by less can be rounded to one within
MOST_TOGETHER = 3
MOST_WORDS = 6  # so many dislikes are given up one by one, more of them all at once
MORE = 2.0  # without a target for energy, meals may become so much larger

AMOUNTS = {
    "protein": "{:g} g",
    "carbs": "{:g} g",
    "fat": "{:g} g",
    "fiber_min": "at least {:g} g",
    "sodium_max": "at most {:g} mg",
    "saturated_max": "at most {:g} g",
}


@dataclass(frozen=True, eq=False)
class Giving:
    """One constraint of a wish, and what it is without it. Energy stays: meals are sized by it."""

    constraint: Constraint
    field: str
    without: Callable[..., object]  # the value of the field, changed

    def up(self, wish: Wish) -> Wish:
        if self.field == "kcal":
            return wish
        return wish.model_copy(update={self.field: self.without(getattr(wish, self.field))})


def clash_of(wish: Wish, templates: tuple[Template, ...], outside: Collection[str]) -> Clash:
    """Why no day of this wish is within its targets and bounds; `outside` are the nutrients.

    What helps when it is given up alone; where nothing does, what helps most, and so on until it is
    enough, less what turns out not to be needed.
    """
    left, given = list(_givings(wish)), list[Giving]()
    if _miss(wish, [], templates) <= GOOD:
        # It would do with portions of any size, but an egg is an egg: the amounts are too small.
        fields = {FIELDS[nutrient] for nutrient in outside}
        return _clash([each for each in left if each.field in fields])
    while left and len(given) < MOST_TOGETHER:
        misses = [_miss(wish, [*given, each], templates) for each in left]
        if not given and min(misses) <= GOOD:
            return _clash([each for each, miss in zip(left, misses, strict=True) if miss <= GOOD])
        given.append(left.pop(misses.index(min(misses))))
        if min(misses) <= GOOD:
            break
    for each in given[:-1]:
        others = [other for other in given if other is not each]
        if _miss(wish, others, templates) <= GOOD:
            given = others
    return _clash(given, together=True)


def served(slot: Slot, templates: tuple[Template, ...]) -> bool:
    """Whether there is a dish for this meal."""
    return any(not each.suits.isdisjoint(slot.takes) for each in templates)


def nothing_left(wish: Wish, slot: Slot, templates: tuple[Template, ...]) -> NoPlan:
    """Why there is no dish for a meal: what stands in the way of those that come closest."""
    suiting = tuple(each for each in templates if served(slot, (each,)))
    in_the_way: dict[str, list[Giving]] = {each.id: [] for each in suiting}
    givings = list(_givings(wish))
    for giving in givings:
        alone = wish
        for other in givings:
            alone = other.up(alone) if other is not giving else alone
        for id in in_the_way.keys() - {each.id for each in allowed(alone, suiting)}:
            in_the_way[id].append(giving)
    least = min(in_the_way.values(), key=len, default=[])
    if len(least) != 1:
        return NoPlan(slot.meal, _clash(least, together=True))
    enough = {each[0] for each in in_the_way.values() if len(each) == 1}
    return NoPlan(slot.meal, _clash([each for each in givings if each in enough]))


def _clash(givings: Collection[Giving], *, together: bool = False) -> Clash:
    return Clash(constraints=[each.constraint for each in givings], together=together)


def _miss(wish: Wish, given: Collection[Giving], templates: tuple[Template, ...]) -> float:
    """How far the best of some days is off, in squared tolerances, when these are given up."""
    for each in given:
        wish = each.up(wish)
    free = any(each.field == "kcal" for each in given)
    left = allowed(wish, templates)
    slots = slots_of(wish.meals, wish.kcal * MORE if free else wish.kcal)
    if not all(served(slot, left) for slot in slots):
        return inf
    goals = Goals.of_wish(wish, without=("kcal",) if free else ())
    if not goals.nutrients:
        return 0
    table = Table(left, [0.0] * len(left), goals)
    days = Draw(table, slots, Before()).best((wish.seed,), DAYS, BEST)
    return min(day.miss for day in days)


def _givings(wish: Wish) -> Iterator[Giving]:
    """All constraints of a wish."""
    yield _giving("kcal", f"{wish.kcal:g} kcal", "kcal", lambda kcal: kcal)
    for field, words in AMOUNTS.items():
        if (amount := getattr(wish, field)) is not None:
            yield _giving(field, words.format(amount), field, lambda _: None)
    for diet in sorted(wish.diets):
        yield _giving("diet", diet, "diets", _without(diet))
    for allergen in sorted(wish.avoid):
        yield _giving("avoid", allergen, "avoid", _without(allergen))
    if len(wish.disliked) > MOST_WORDS:
        yield _giving("disliked", ", ".join(wish.disliked), "disliked", lambda _: ())
    else:
        for word in dict.fromkeys(wish.disliked):
            yield _giving("disliked", word, "disliked", _without(word))
    if wish.only_cuisines and wish.cuisines:
        cuisines = ", ".join(wish.cuisines)
        yield _giving("only cuisines", cuisines, "only_cuisines", lambda _: False)
    if wish.exclude:
        yield _giving("exclude", f"{len(wish.exclude)} dishes", "exclude", lambda _: frozenset())
    if more := [meal for meal in MealType if meal not in wish.meals]:
        yield _giving("meals", ", ".join(wish.meals), "meals", lambda meals: (*meals, *more))


def _giving(name: str, value: str, field: str, without: Callable[..., object]) -> Giving:
    return Giving(Constraint(name=name, value=value), field, without)


def _without(value: str) -> Callable[..., object]:
    """A set or tuple without one of its values."""
    return lambda values: type(values)(each for each in values if each != value)
