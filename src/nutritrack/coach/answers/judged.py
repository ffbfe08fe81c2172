"""How a nutrient stands against its target, in words and as facts; shared by several answers."""

from collections.abc import Callable, Sequence
from typing import Any

from nutritrack.coach import words
from nutritrack.coach.answer import Saying, bound
from nutritrack.coach.models import Entry
from nutritrack.coach.tools import Overview, Standing
from nutritrack.foods.nutrients import BY_ID
from nutritrack.targets.verdicts import Doubt, Verdict

ABOUT_ALL = 0.995  # a coverage that needs no word


def say_standing(
    saying: Saying, standing: Standing, when: str, source: str, *, average: bool = False
) -> None:
    """One or two sentences: the amount, the mark it is held against, and the verdict."""
    name = words.nutrient(saying.language, standing.nutrient)
    if standing.amount is None:
        saying.say("standing.nothingKnown", nutrient=name, when=when)
        return
    judgement, target = standing.judgement, standing.target
    amount = number(saying, standing, standing.amount, f"{name}, {when}", source)
    if average:
        amount = saying.text("standing.perDay", amount=amount)
    if target is None or judgement is None or judgement.doubt is Doubt.NO_BOUND:
        saying.say("standing.noTarget", nutrient=first_upper(name), when=when, amount=amount)
        return
    if judgement.verdict is None:
        coverage = saying.number(
            round((standing.coverage or 0) * 100), "%", f"{name}: coverage", source
        )
        saying.say("standing.unknown", nutrient=name, when=when, coverage=coverage, amount=amount)
        return
    mark = bound(target, judgement.verdict)
    values: dict[str, Any] = {"nutrient": first_upper(name), "when": when, "amount": amount}
    if mark is not None:
        label = saying.text("source.labelTarget", nutrient=name)
        values["target"] = saying.number(
            mark, standing.unit, label, saying.cited(target), role="target"
        )
    if judgement.verdict is Verdict.OK:
        key = "okMost" if target.least is None else "ok"
        saying.say(f"standing.{key}" if mark is not None else "standing.okRange", **values)
    else:
        key = "labelGap" if judgement.verdict is Verdict.LOW else "labelOver"
        gap = abs((mark or 0) - standing.amount)
        label = saying.text(f"source.{key}", nutrient=name)
        values["gap"] = saying.number(gap, standing.unit, label, role="gap")
        saying.say(f"standing.{judgement.verdict}", **values)
    if target.aim is not None and standing.amount < target.aim:
        label = saying.text("source.labelTarget", nutrient=name)
        aim = saying.number(target.aim, standing.unit, label, saying.cited(target), role="target")
        saying.say("standing.aim", aim=aim)
    if standing.coverage is not None and standing.coverage < ABOUT_ALL:
        part = saying.number(round(standing.coverage * 100), "%", f"{name}: coverage", source)
        saying.say("standing.coverage", coverage=part)


def say_lows(
    saying: Saying, key: str, low: Sequence[Standing], label: Callable[[str], str], source: str
) -> None:
    """A sentence that lists what is low. `label` makes the label of an amount from a name."""
    parts = []
    for each in low:
        name = words.nutrient(saying.language, each.nutrient)
        parts.append(f"{name} ({number(saying, each, each.amount or 0, label(name), source)})")
    if parts:
        saying.say(key, list=", ".join(parts))


def energy_goal(saying: Saying, goal: float) -> str:
    """The goal of a day, kcal, as a fact."""
    label = saying.about(words.nutrient(saying.language, "calories"), "goal")
    return saying.number(goal, "kcal", label, saying.text("source.goal"), role="goal")


def number(
    saying: Saying,
    standing: Standing,
    value: float,
    label: str,
    source: str,
    entries: list[Entry] | None = None,
) -> str:
    """The amount of a nutrient as a fact, with its verdict."""
    target, judgement = standing.target, standing.judgement
    verdict = judgement.verdict if judgement else None
    return saying.number(
        value,
        standing.unit,
        label,
        source,
        nutrient=standing.nutrient,
        target=bound(target, verdict) if target else None,
        judgement=judgement,
        coverage=standing.coverage,
        entries=entries,
    )


def analysis(overview: Overview, entries: list[Entry]) -> dict[str, Any]:
    """The part of the metadata that the client draws as bars."""
    shown = [
        {
            "id": each.nutrient,
            "name": BY_ID[each.nutrient].name if each.nutrient in BY_ID else each.nutrient,
            "unit": each.unit,
            "amount": None if each.amount is None else round(each.amount, 2),
            "target": _mark(each),
            "bound": _side(each),
            "verdict": each.judgement.verdict if each.judgement else None,
            "coverage": None if each.coverage is None else round(each.coverage, 4),
        }
        for each in overview.standings.values()
        if each.target is not None
    ]
    return {
        "from": overview.first.isoformat(),
        "to": overview.last.isoformat(),
        "daysLogged": overview.days_logged,
        "calories": round(overview.calories, 2),
        "calorieGoal": overview.goal,
        "nutrients": [{k: v for k, v in row.items() if v is not None} for row in shown],
        "entries": [entry.model_dump(mode="json", exclude_none=True) for entry in entries],
    }


def _side(standing: Standing) -> str | None:
    """Which side of the target the amount is held against."""
    if standing.target is None or standing.judgement is None:
        return None
    held = bound(standing.target, standing.judgement.verdict)
    if held is None:
        return None
    return "least" if held == standing.target.least else "most"


def _mark(standing: Standing) -> float | None:
    if standing.target is None:
        return None
    mark = bound(standing.target, standing.judgement.verdict if standing.judgement else None)
    return None if mark is None else round(mark, 2)


def first_upper(name: str) -> str:
    """As the first word of a sentence."""
    return name[:1].upper() + name[1:]
