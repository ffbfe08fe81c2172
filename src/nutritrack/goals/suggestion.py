"""A suggestion of what to eat in a day, with its arithmetic, its doubts and its sources. Pure.

Every sentence comes with a code and its numbers, so that a client can say it in another language.
"""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from pydantic import Field

from nutritrack.foods.nutrients import NUTRIENTS, Unit
from nutritrack.mongo.documents import Model
from nutritrack.targets import eer
from nutritrack.targets.energy import FACTORS, SEX_ERROR, Expenditure
from nutritrack.targets.macros import macro_targets
from nutritrack.targets.models import ADULT, UNDERWEIGHT, Body, Fact, Reason
from nutritrack.targets.references import Kind, Note, Scope, reference
from nutritrack.targets.sources import CITATIONS, Source
from nutritrack.targets.suggest import (
    FASTEST,
    KCAL_PER_KG,
    Limit,
    Refusal,
    Suggestion,
    suggest,
)
from nutritrack.users.models import Sex, safety_floor

# Of the body weight a week, where nobody names a rate: half of the fastest to lose and a quarter of
# it to gain, as more would be fat. Judgement.
LOSE, GAIN = -FASTEST / 2, FASTEST / 4
TYPICAL = 70.0  # kg, where the weight is not known: then there is a refusal anyway


class Goal(StrEnum):
    LOSE = "lose"
    KEEP = "keep"
    GAIN = "gain"


class Said(Model):
    """A sentence, its code, and the numbers in it."""

    code: str
    words: str
    numbers: dict[str, float] = Field(default_factory=dict)


class Cited(Model):
    """Where a number is from."""

    id: str
    citation: str


class Spent(Model):
    """kcal a day that a body spends, by an equation: the truth lies between low and high for two in
    three. `resting` is null under 19, where the equation gives no part of it."""

    kcal: float
    low: float
    high: float
    uncertainty: float
    resting: float | None
    activity_factor: float | None
    source: Cited


class Equation(Model):
    """What one equation says, kcal a day, for comparison."""

    kcal: float
    source: Cited


class NutrientTarget(Model):
    """A target for a day in the unit of the nutrient; null is no bound on that side."""

    nutrient: str
    name: str
    unit: Unit
    min: float | None
    max: float | None
    aim: float | None
    reason: Reason
    source: Cited


class NutrientReference(Model):
    """The dietary reference intake of a nutrient, and its upper limit with what that counts."""

    nutrient: str
    name: str
    unit: Unit
    kind: Kind
    amount: float
    limit: float | None
    limit_kind: Kind | None
    limit_scope: Scope | None
    notes: list[Note]
    source: Cited


class Suggested(Model):
    """`kcal` a day, which should change the weight by `rate` kg a week; or a refusal.

    Nothing is applied: setting a goal is the user's.
    """

    goal: Goal
    wanted_rate: float
    kcal: int | None
    rate: float | None
    expenditure: Spent | None
    equations: list[Equation]
    limits: list[Said]
    refusal: Said | None
    missing: list[Fact]
    notes: list[Said]
    nutrients: list[NutrientTarget]
    references: list[NutrientReference]


def suggested(body: Body, goal: Goal | None, rate: float | None) -> Suggested:
    """For a goal and a rate in kg a week; its sign is that of the goal, where one is named."""
    goal, wanted = _wanted(body, goal, rate)
    found = suggest(body, wanted)
    return Suggested(
        goal=goal,
        wanted_rate=wanted,
        kcal=found.kcal,
        rate=found.rate,
        expenditure=_spent(body, found.spent) if found.spent else None,
        equations=_equations(body, found.spent) if found.spent else [],
        limits=[_limit(body, limit, wanted) for limit in found.limits],
        refusal=refused(body, found.refusal, found.missing) if found.refusal else None,
        missing=list(found.missing),
        notes=_notes(body, found),
        nutrients=_targets(body, goal, found.kcal),
        references=_references(body),
    )


def _wanted(body: Body, goal: Goal | None, rate: float | None) -> tuple[Goal, float]:
    if goal is None:
        sign = 0 if not rate else -1 if rate < 0 else 1
        goal = {-1: Goal.LOSE, 0: Goal.KEEP, 1: Goal.GAIN}[sign]
    if goal is Goal.KEEP:
        return goal, 0.0
    if rate is None:
        weight = body.weight or TYPICAL
        return goal, (LOSE if goal is Goal.LOSE else GAIN) * weight
    return goal, -abs(rate) if goal is Goal.LOSE else abs(rate)


def _cited(source: Source) -> Cited:
    return Cited(id=source.value, citation=CITATIONS[source])


def _spent(body: Body, spent: Expenditure) -> Spent:
    return Spent(
        kcal=spent.kcal,
        low=spent.kcal - spent.uncertainty,
        high=spent.kcal + spent.uncertainty,
        uncertainty=spent.uncertainty,
        resting=spent.resting,
        activity_factor=FACTORS[body.activity] if spent.resting else None,
        source=_cited(spent.source),
    )


def _equations(body: Body, spent: Expenditure) -> list[Equation]:
    """The one that is used, and the other one where it fits."""
    found = [Equation(kcal=spent.kcal, source=_cited(spent.source))]
    measures = body.measures
    if spent.source is not Source.NASEM_2023 and measures is not None:
        other = eer.requirement(body.sex, measures, body.activity)
        found.append(Equation(kcal=other, source=_cited(Source.NASEM_2023)))
    return found


def _limit(body: Body, limit: Limit, wanted: float) -> Said:
    if limit is Limit.RATE:
        most = FASTEST * (body.weight or TYPICAL)
        return Said(
            code=limit.value,
            words=f"{abs(wanted):g} kg a week is too fast. At most 1 % of the body weight a week "
            f"is suggested, {most:.2f} kg.",
            numbers={"wantedRate": abs(wanted), "fastestRate": most, "share": FASTEST},
        )
    floor, why = safety_floor(body.sex)
    return Said(
        code=limit.value,
        words=f"Less than {floor} kcal a day is never suggested, {why}.",
        numbers={"floor": floor},
    )


def refused(body: Body, refusal: Refusal, missing: Iterable[Fact]) -> Said:
    """Why there is no number, for a body with the weight that it was judged by."""
    words: str
    numbers: dict[str, float] = {}
    match refusal:
        case Refusal.INCOMPLETE:
            words = f"Say first in your profile: {', '.join(missing)}."
        case Refusal.UNDER_18:
            words = f"Under {ADULT} nobody is told here to eat less. Ask a doctor."
            numbers = {"age": body.age or 0, "least": ADULT}
        case Refusal.UNDERWEIGHT:
            assert body.measures is not None  # its body mass index is what refuses
            numbers = {"bmi": round(body.measures.bmi, 2), "least": UNDERWEIGHT}
            words = (
                f"Your body mass index is {body.measures.bmi:.1f}. Below {UNDERWEIGHT} nobody is "
                "told here to eat less. Ask a doctor."
            )
        case Refusal.NO_EQUATION:
            words = "No equation fits a body of this age, weight and height. Check your profile."
    return Said(code=refusal.value, words=words, numbers=numbers)


def _notes(body: Body, found: Suggestion) -> list[Said]:
    notes = [] if body.sex is not Sex.UNSPECIFIED else [_sex_unspecified(body)]
    if found.kcal is not None and found.rate:
        notes.append(
            Said(
                code="ruleOfThumb",
                words=f"{KCAL_PER_KG:,} kcal are taken for a kilogram. Bodies adapt, so that holds "
                "for some weeks; after that your own weights tell more.",
                numbers={"kcalPerKg": KCAL_PER_KG},
            )
        )
    if found.spent is not None:
        notes.append(
            Said(
                code="notCovered",
                words="Pregnancy, breastfeeding and illness are not known here and not covered.",
            )
        )
    return notes


def _sex_unspecified(body: Body) -> Said:
    floor, _ = safety_floor(body.sex)
    off = sex_error(body)
    numbers: dict[str, float] = {"floor": floor}
    words = "Your sex is not given, so the middle of both equations is used"
    if off is not None:
        numbers["kcal"] = round(off, 1)
        words += f", which may be {off:.0f} kcal a day too much or too little for that alone"
    return Said(
        code="sexUnspecified",
        words=f"{words}. The higher floor of {floor} kcal holds, and of each nutrient the higher "
        "amount and the lower limit.",
        numbers=numbers,
    )


def sex_error(body: Body) -> float | None:
    """kcal a day by which the middle of both sexes is off; None where facts are missing."""
    measures = body.measures
    if measures is None:
        return None
    if measures.age >= eer.GROWN:
        return SEX_ERROR * FACTORS[body.activity]
    female, male = (eer.requirement(sex, measures, body.activity) for sex in (Sex.FEMALE, Sex.MALE))
    return abs(male - female) / 2


def _targets(body: Body, goal: Goal, kcal: int | None) -> list[NutrientTarget]:
    if kcal is None:
        return []
    wishing = replace(body, goals=(*body.goals, "lose weight")) if goal is Goal.LOSE else body
    found = macro_targets(wishing, kcal)
    return [
        NutrientTarget(
            nutrient=nutrient.id,
            name=nutrient.name,
            unit=nutrient.unit,
            min=target.least,
            max=target.most,
            aim=target.aim,
            reason=target.reason,
            source=_cited(target.source),
        )
        for nutrient in NUTRIENTS
        if (target := found.get(nutrient.id)) is not None
    ]


def _references(body: Body) -> list[NutrientReference]:
    return [
        NutrientReference(
            nutrient=nutrient.id,
            name=nutrient.name,
            unit=nutrient.unit,
            kind=found.kind,
            amount=found.amount,
            limit=found.limit,
            limit_kind=found.limit_kind,
            limit_scope=found.limit_scope,
            notes=list(found.notes),
            source=_cited(found.source),
        )
        for nutrient in NUTRIENTS
        if (found := reference(nutrient.id, body.sex, body.age)) is not None
    ]
