"""Which nutrients were low or high, by the verdicts that every surface shows."""

from nutritrack.coach import words
from nutritrack.coach.answer import bound
from nutritrack.coach.tools import Overview, Standing
from nutritrack.reports.models import Language, ReportNutrient
from nutritrack.targets.verdicts import Doubt, Verdict

# Energy is said at length elsewhere in a report.
LEFT_OUT = frozenset({"calories"})


def beyond(eaten: Overview, language: Language) -> list[ReportNutrient]:
    """What was low first, then what was high, each in the order of their list."""
    found = [_nutrient(each, language) for each in _standings(eaten)]
    known = [each for each in found if each is not None]
    return sorted(known, key=lambda each: each.verdict != Verdict.LOW)


def in_doubt(eaten: Overview) -> int:
    """How many have a target, and too little is known to hold them against it."""
    return sum(
        each.judgement is not None and each.judgement.doubt is Doubt.UNKNOWN
        for each in _standings(eaten)
    )


def _standings(eaten: Overview) -> list[Standing]:
    """None where nothing was logged: what nobody wrote down is neither low nor in doubt."""
    if not eaten.days_logged:
        return []
    return [each for each in eaten.standings.values() if each.nutrient not in LEFT_OUT]


def _nutrient(each: Standing, language: Language) -> ReportNutrient | None:
    verdict = each.judgement.verdict if each.judgement else None
    if each.target is None or each.amount is None or verdict in (None, Verdict.OK):
        return None
    mark = bound(each.target, verdict)
    assert mark is not None  # or there was nothing to be beyond of
    name = words.nutrient(language, each.nutrient)
    return ReportNutrient(
        id=each.nutrient,
        name=name[:1].upper() + name[1:],
        unit=each.unit,
        amount=each.amount,
        target=mark,
        bound="most" if verdict is Verdict.HIGH else "least",
        verdict=str(verdict),
        coverage=1.0 if each.coverage is None else each.coverage,
    )
