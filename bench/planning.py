"""Planning meals: `python -m bench.planning [WISHES]`.

How many wishes are met, and how long it takes, beside the floor: the same random days with the best
one rounded to whole portions, without the solver.
"""

import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from time import perf_counter, process_time

from nutritrack.meals.models import MealType
from nutritrack.planning.choose import allowed, liking
from nutritrack.planning.diets import Allergen, Diet
from nutritrack.planning.generate import Before, Candidate, Draw
from nutritrack.planning.goals import Goals
from nutritrack.planning.models import NoPlan, Wish
from nutritrack.planning.planner import plan
from nutritrack.planning.plates import day_of
from nutritrack.planning.slots import slots_of
from nutritrack.planning.table import Table
from nutritrack.planning.templates import menu
from nutritrack.planning.week import TRIES

WISHES = 300
B, L, D, S = MealType.BREAKFAST, MealType.LUNCH, MealType.DINNER, MealType.SNACK
MEALS = ((L, D), (B, L, D), (B, L, D, S), (B, S, L, S, D))
COLUMNS = ("", "within", "p50 ms", "p95 ms", "max ms", "CPU p50 ms", "CPU p95 ms")
HEAD = f"| {' | '.join(COLUMNS)} |\n|---{'|---:' * (len(COLUMNS) - 1)}|"


@dataclass(frozen=True)
class Done:
    met: bool
    wall: float
    cpu: float


def wish(seed: int, meals: tuple[MealType, ...] | None = None, days: int = 1) -> Wish:
    """15-30 % protein, 20-35 % fat, the rest carbohydrates; every second one leaves things out."""
    random = Random(seed)
    kcal = random.randrange(300, 1201, 20) if meals else random.randrange(1200, 3501, 50)
    protein, fat = random.uniform(0.15, 0.30), random.uniform(0.20, 0.35)
    restricted = seed % 2 == 1
    return Wish(
        kcal=float(kcal),
        protein=round(kcal * protein / 4),
        fat=round(kcal * fat / 9),
        carbs=round(kcal * (1 - protein - fat) / 4),
        meals=meals or random.choice(MEALS),
        days=days,
        diets=frozenset(random.sample([*Diet], random.choice((0, 1)) * restricted)),
        avoid=frozenset(random.sample([*Allergen], random.choice((0, 1, 2)) * restricted)),
        seed=seed,
    )


def bounded(seed: int) -> Wish:
    """A day with bounds as well: 14 g of fibre in 1,000 kcal, 2.3 g sodium, 10 % saturated fat."""
    plain = wish(seed)
    bounds = {
        "fiber_min": plain.kcal * 14 / 1000,
        "sodium_max": 2300.0,
        "saturated_max": plain.kcal * 0.10 / 9,
    }
    return plain.model_copy(update=bounds)


def impossible(seed: int) -> Wish:
    return Wish(kcal=1000, protein=200, diets=frozenset({Diet.VEGAN}), seed=seed)


def planned(wish: Wish) -> bool:
    try:
        return plan(wish).within
    except NoPlan:
        return False


def sampled(wish: Wish) -> bool:
    """The floor: one day, the best of the samples, rounded."""
    left = allowed(wish, menu())
    table = Table(left, liking(wish, left), Goals.of_wish(wish))
    days = TRIES[0][0]
    best = Draw(table, slots_of(wish.meals, wish.kcal), Before()).best((wish.seed,), days, 1)[0]
    return day_of(wish, best, rounded(best)).within


def rounded(day: Candidate) -> list[list[float]]:
    return [
        [
            min(max(round(grams / part.ingredient.step), part.steps[0]), part.steps[1])
            * part.ingredient.step
            for part, grams in zip(course.template.parts, course.grams, strict=True)
        ]
        for course in day.courses
    ]


def row(name: str, work: Callable[[Wish], bool], wishes: list[Wish]) -> str:
    done = []
    for each in wishes:
        since, used = perf_counter(), process_time()
        met = work(each)
        done.append(Done(met, 1000 * (perf_counter() - since), 1000 * (process_time() - used)))
    wall = statistics.quantiles([each.wall for each in done], n=20)
    cpu = statistics.quantiles([each.cpu for each in done], n=20)
    share = sum(each.met for each in done) / len(done)
    slowest = max(each.wall for each in done)
    return (
        f"| {name} | {share:.1%} | {wall[9]:.0f} | {wall[18]:.0f} | {slowest:.0f} "
        f"| {cpu[9]:.0f} | {cpu[18]:.0f} |"
    )


def main(count: int) -> None:
    started = perf_counter()
    plan(Wish(kcal=2000))
    print(f"The first plan, with the catalogue: {perf_counter() - started:.1f} s.")
    print(f"{len(menu())} templates, {count} wishes each; a tenth of them for the weeks.\n{HEAD}")
    print(row("one meal, floor", sampled, [wish(seed, (D,)) for seed in range(count)]))
    print(row("**one meal**", planned, [wish(seed, (D,)) for seed in range(count)]))
    print(row("a day, floor", sampled, [wish(seed) for seed in range(count)]))
    print(row("**a day**", planned, [wish(seed) for seed in range(count)]))
    print(row("a day with bounds, floor", sampled, [bounded(seed) for seed in range(count)]))
    print(row("**a day with bounds**", planned, [bounded(seed) for seed in range(count)]))
    weeks = [wish(seed, days=7) for seed in range(max(count // 10, 20))]
    print(row("**a week**", planned, weeks))
    print(row("saying why it is impossible", planned, [impossible(seed) for seed in range(20)]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else WISHES)
