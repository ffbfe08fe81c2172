"""What the verdicts add up to, as text."""

from collections.abc import Sequence
from statistics import mean, median, quantiles

from eval.judge import Verdict
from nutritrack.foods.catalogue import load

HEADER = (
    "| meals | n | carbs within 7.5 g | MAE | median | kcal within 20 % |\n"
    "|---|---:|---:|---:|---:|---:|"
)


def row(name: str, verdicts: Sequence[Verdict]) -> str:
    misses = [verdict.miss for verdict in verdicts]
    carbs, kcal = share([v.carbs_right for v in verdicts]), share([v.kcal_right for v in verdicts])
    return (
        f"| {name} | {len(verdicts):,} | {carbs} "
        f"| {mean(misses):.1f} g | {median(misses):.1f} g | {kcal} |"
    )


def share(right: Sequence[bool]) -> str:
    return f"{100 * mean(right):.1f} %" if right else "-"


def by_count(verdicts: Sequence[Verdict]) -> list[str]:
    rows = []
    for count in range(6):
        some = [v for v in verdicts if min(len(v.parsed.items), 5) == count]
        if some:
            name = f"{count}{' or more' if count == 5 else ''} foods read"
            rows.append(row(name, some))
    return rows


def times(verdicts: Sequence[Verdict]) -> str:
    milliseconds = [1000 * verdict.seconds for verdict in verdicts]
    cuts = quantiles(milliseconds, n=100)
    return (
        f"Time for a meal: mean {mean(milliseconds):.1f} ms, median {cuts[49]:.1f} ms, "
        f"p95 {cuts[94]:.1f} ms, p99 {cuts[98]:.1f} ms, longest {max(milliseconds):.1f} ms"
    )


def worst(verdict: Verdict) -> str:
    lines = [
        f"\n{verdict.miss:.0f} g off: {verdict.carbs:.0f} g for {verdict.meal.carbs:.0f} g, "
        f"{verdict.kcal:.0f} kcal for {verdict.meal.kcal:.0f} kcal",
        f"  {verdict.meal.text}",
    ]
    for item in verdict.parsed.items:
        values = load().per100g(item.food.index)
        carbs = values.get("carbs", 0.0) * item.grams / 100
        lines.append(
            f"  {item.confidence:.2f}  {item.grams:6.1f} g  {carbs:5.1f} g carbs  "
            f"{item.food.name}  <- {item.text} [{item.quantity}]"
        )
    if verdict.parsed.unmatched:
        lines.append(f"  not read: {verdict.parsed.unmatched}")
    return "\n".join(lines)
