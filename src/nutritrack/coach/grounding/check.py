"""The check that every text of a language model passes before one word of it is shown."""

import re
from collections.abc import Iterator, Sequence

from nutritrack.coach.grounding.claims import PERIOD, Claim, claims, nutrients
from nutritrack.coach.grounding.promises import objections
from nutritrack.coach.grounding.verdicts import contradictions
from nutritrack.coach.models import Fact

MARK = re.compile(r"[.,]")
GROUP = re.compile(r"[.,]\d{3}$")
COUNTS = ("day", "meal", "minute", "time")  # units of numbers that those words say nothing about
# Words that say what a number is; a number beside them has to be one of that.
SENSES = {
    "left": frozenset("left remaining spare übrig bleiben bleibt verbleibend rest".split()),
    "over": frozenset("over above exceeded exceeding drüber überschritten".split()),
    "goal": frozenset("goal target aim limit ziel zielwert kalorienziel".split()),
}
ALLOWED: dict[str, set[str | None]] = {
    "left": {"left", "gap"},
    "over": {"over", "gap"},
    "goal": {"goal", "target", "left", "over", "gap", None},
}


def unfounded(text: str, facts: Sequence[Fact], language: str) -> list[str]:
    """What is wrong with a text, in words for the log; empty when all of it was computed."""
    wrong = objections(text)
    wrong += [f"no fact: {claim.text!r}" for claim in _unsupported(text, facts, language)]
    wrong += [f"verdict: {each}" for each in contradictions(text, facts, language)]
    return wrong


def _unsupported(text: str, facts: Sequence[Fact], language: str) -> Iterator[Claim]:
    about = [(fact, _about(fact, language)) for fact in facts]
    for claim in claims(text, language):
        named = nutrients(claim.clause, language)
        if not any(_supports(fact, of, claim, named) for fact, of in about):
            yield claim


def _about(fact: Fact, language: str) -> set[str]:
    """The nutrients that a fact is about; empty where it tells of none."""
    return {fact.nutrient} if fact.nutrient else nutrients(fact.label, language)


def _supports(fact: Fact, of: set[str], claim: Claim, named: set[str]) -> bool:
    if not _rounds_to(claim, fact.value):
        return False
    if claim.unit is not None and claim.unit != fact.unit:
        return False
    energy = {"calories"} if fact.unit == "kcal" else set()
    if named and of and not named & (of | energy):
        return False
    if claim.is_whole and fact.role in ("goal", "target"):
        return True
    said = set() if fact.unit in COUNTS else set(PERIOD.sub("", claim.clause).lower().split())
    return all(fact.role in ALLOWED[sense] for sense, spelled in SENSES.items() if said & spelled)


def _rounds_to(claim: Claim, value: float) -> bool:
    """Whether a value is what was written, rounded to the last digit that was written."""
    if claim.value is None:
        return False
    decimals = 0 if GROUP.search(claim.written) else len(MARK.split(claim.written, maxsplit=1)[-1])
    if not MARK.search(claim.written):
        decimals = 0
    half = 0.5 * 10.0**-decimals
    return bool(abs(abs(claim.value) - abs(value)) <= half * 1.000001)
