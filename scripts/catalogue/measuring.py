"""Household measures: the rules of measures.tsv and densities.tsv applied to every food."""

import re
from dataclasses import dataclass

from catalogue.rows import Account, Row
from catalogue.tables import BadTable, lines

OURS = "NutriTrack measure"
BY_DENSITY = "NutriTrack measure, from the density"
VOLUMES = {"1 cup": 236.588, "1 fl oz": 29.574, "1 tablespoon": 14.787, "1 teaspoon": 4.929}


@dataclass(frozen=True)
class Pattern:
    """Alternatives for the name, and those with a `\\|` for name and group together."""

    name: re.Pattern[str] | None
    whole: re.Pattern[str] | None

    def found(self, name: str, whole: str) -> bool:
        return bool(
            (self.name and self.name.search(name)) or (self.whole and self.whole.search(whole))
        )


@dataclass(frozen=True)
class Rule:
    """Foods whose name or group match, and do not match `unless`, have these portions."""

    where: Pattern
    unless: Pattern | None
    portions: tuple[tuple[str, float], ...]

    def holds(self, row: Row) -> bool:
        name = row.name.lower()
        whole = f"{name} | {row.group.lower()}"
        return self.where.found(name, whole) and not (
            self.unless is not None and self.unless.found(name, whole)
        )


def rules(table: str = "measures.tsv") -> list[Rule]:
    return [_rule(*cells) for cells in lines(table, 3)]


def _rule(where: str, unless: str, portions: str) -> Rule:
    try:
        return Rule(
            _pattern(where),
            None if unless == "-" else _pattern(_whole_words(unless)),
            tuple(_portion(part) for part in portions.split(";") if part.strip()),
        )
    except (re.error, ValueError) as error:
        raise BadTable(f"{where}: {error}") from None


def _alternatives(pattern: str) -> list[str]:
    """What stands between the `|` that are neither escaped nor in brackets."""
    parts, depth = [""], 0
    for piece in re.findall(r"\\.|.", pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _pattern(text: str) -> Pattern:
    parts = _alternatives(text)
    name = [part for part in parts if r"\|" not in part]
    whole = [part for part in parts if r"\|" in part]
    return Pattern(
        re.compile("|".join(name)) if name else None,
        re.compile("|".join(whole)) if whole else None,
    )


def _whole_words(text: str) -> str:
    """A short word in `unless` is a word: `on` is not in bacon, nor `oil` in broiled."""
    parts = [part.strip() for part in _alternatives(text)]
    return "|".join(
        rf"\b{part}s?\b" if part.isalpha() and len(part) <= 4 else part for part in parts
    )


def _portion(text: str) -> tuple[str, float]:
    name, grams = text.strip().rsplit(" ", 1)
    return name, float(grams)


def measure(rows: list[Row], account: Account) -> None:
    """Give each food its density and its portions; of two with one name the first rule wins."""
    measures, densities = rules(), rules("densities.tsv")
    for row in rows:
        row.density = next(
            (rule.portions[0][1] for rule in densities if rule.holds(row)),
            row.density,
        )
        found: dict[str, tuple[str, float, str]] = {}
        for name, grams, source in row.measures:
            if 0 < grams < 5000:
                found.setdefault(name, (name, grams, source))
            else:
                account.row("portion dropped: out of range", f"{row.name}: {name} {grams} g")
        for rule in measures:
            if rule.holds(row):
                for name, grams in rule.portions:
                    if grams:  # 0 says: this food has no such portion, whatever the later rules say
                        found.setdefault(f"1 {name}", (f"1 {name}", grams, OURS))
                    else:
                        found.setdefault(f"1 {name}", (f"1 {name}", 0.0, ""))
        if row.density:
            for name, millilitres in VOLUMES.items():
                grams = round(millilitres * row.density, 1)
                found.setdefault(name, (name, grams, BY_DENSITY))
        row.measures = [portion for portion in found.values() if portion[1] > 0]
        account.row(
            "foods with a portion" if row.measures else "foods without a portion",
            "" if row.measures else row.name,
        )
