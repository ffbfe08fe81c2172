"""Recommended daily amounts and upper limits of nutrients, by sex and age, from 13 years.

The dietary reference intakes of the United States and Canada, for healthy people. Pregnancy and
breastfeeding are not covered: they need more of most nutrients. `data/references.tsv` names the
report of each number.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from nutritrack.foods.nutrients import Unit
from nutritrack.targets.models import Reason, Target
from nutritrack.targets.sources import Source, rows
from nutritrack.users.models import Sex

TABLE = "references.tsv"
LEAST_AGE, OLDEST = 13, 200
ASSUMED_AGES = (19, 50)  # years, where the age is not known

# Less is counted than the amount means. The body makes niacin from protein; folic acid counts 1.7
# times in it but once in food tables; few people write down the water they drink.
UNDERCOUNTED = frozenset({"niacin", "folate", "water"})
NO_GOAL = frozenset({"sodium"})  # nobody needs to be told to eat more of it


class Kind(StrEnum):
    RDA = "RDA"  # enough for nearly everybody
    AI = "AI"  # what healthy people eat, where an RDA cannot be worked out
    UL = "UL"  # the most that harms nobody
    CDRR = "CDRR"  # above it, less means less chronic disease


class Scope(StrEnum):
    """What an upper limit counts. Only ALL can judge food."""

    ALL = "all"
    SUPPLEMENTS = "supplements"
    SYNTHETIC = "synthetic"  # supplements and what is added to food
    PREFORMED = "preformed"  # retinol: not the carotenoids, which our vitamin A holds too


class Note(StrEnum):
    """What a reference had to assume."""

    SEX_UNKNOWN = "sex_unknown"  # the higher amount and the lower limit of both
    AGE_UNKNOWN = "age_unknown"  # of the ages 19 to 50


class Row(NamedTuple):
    kind: Kind
    sexes: frozenset[Sex]
    first: int  # years
    last: int
    amount: float
    unit: Unit
    scope: Scope
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is recommended of a nutrient in a day, and the most of it, in the nutrient's unit."""

    nutrient: str
    unit: Unit
    kind: Kind
    amount: float
    source: Source
    limit: float | None = None
    limit_kind: Kind | None = None
    limit_scope: Scope | None = None
    notes: tuple[Note, ...] = ()

    @property
    def target(self) -> Target:
        """What food can be judged by: no limit that is meant for supplements."""
        most = self.limit if self.limit_scope is Scope.ALL else None
        least = None if self.nutrient in NO_GOAL else self.amount
        reason = Reason.RECOMMENDED if self.kind is Kind.RDA else Reason.ADEQUATE
        if least is None and self.limit_kind is Kind.CDRR:
            reason = Reason.CHRONIC_RISK
        return Target(
            nutrient=self.nutrient,
            unit=self.unit,
            least=least,
            most=most,
            source=self.source,
            reason=reason,
            undercounted=self.nutrient in UNDERCOUNTED,
        )


def reference(nutrient_id: str, sex: Sex | None, age: int | None) -> Reference | None:
    """None where there is no reference: for the nutrient, or under 13 years."""
    known = sex if sex in (Sex.FEMALE, Sex.MALE) else None
    first, last = ASSUMED_AGES if age is None else (age, age)
    fitting = [
        row
        for row in table().get(nutrient_id, ())
        if (known is None or known in row.sexes) and row.first <= last and row.last >= first
    ]
    amounts = [row for row in fitting if row.kind in (Kind.RDA, Kind.AI)]
    limits = [row for row in fitting if row.kind in (Kind.UL, Kind.CDRR)]
    if not amounts:
        return None
    amount = max(amounts, key=lambda row: row.amount)
    limit = min(limits, key=lambda row: row.amount, default=None)
    notes = [Note.AGE_UNKNOWN] if age is None else []
    notes += [Note.SEX_UNKNOWN] if known is None and _differ(amounts) else []
    return Reference(
        nutrient=nutrient_id,
        unit=amount.unit,
        kind=amount.kind,
        amount=amount.amount,
        source=amount.source,
        limit=limit.amount if limit else None,
        limit_kind=limit.kind if limit else None,
        limit_scope=limit.scope if limit else None,
        notes=tuple(notes),
    )


def _differ(amounts: list[Row]) -> bool:
    """Whether the sexes differ in some rows. The limits of both are always the same."""
    return any(len(row.sexes) == 1 for row in amounts)


@cache
def table() -> dict[str, tuple[Row, ...]]:
    """The rows of the table, by nutrient."""
    found: dict[str, list[Row]] = {}
    for nutrient, kind, sex, ages, amount, unit, scope, source in rows(TABLE):
        first, _, last = ages.partition("-")
        row = Row(
            kind=Kind(kind),
            sexes=frozenset({Sex.FEMALE, Sex.MALE} if sex == "both" else {Sex(sex)}),
            first=int(first),
            last=int(last) if last else OLDEST if "-" in ages else int(first),
            amount=float(amount),
            unit=Unit(unit),
            scope=Scope(scope),
            source=Source(source),
        )
        found.setdefault(nutrient, []).append(row)
    return {nutrient: tuple(some) for nutrient, some in found.items()}
