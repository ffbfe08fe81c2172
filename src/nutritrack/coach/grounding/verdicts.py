"""Whether a text agrees with what was judged: a low protein may not become plenty of protein."""

import re
from collections.abc import Iterable, Iterator

from nutritrack.coach.grounding.claims import PERIOD, clauses, nutrients
from nutritrack.coach.models import Fact
from nutritrack.targets.verdicts import Verdict

NEGATED = re.compile(
    r"\b(?:not|isn't|aren't|never|no longer|hardly|nicht|kein\w*|kaum)\b", re.IGNORECASE
)
LOW = re.compile(
    r"\b(?:low|lower|lacking|lack|short|missing|too little|not enough|insufficient"
    r"|under(?!stand)\w*|below|need more|niedrig|wenig|zu wenig|fehlt|fehlen|unter|knapp"
    r"|nicht genug|gering)\b",
    re.IGNORECASE,
)
FINE = re.compile(
    r"\b(?:fine|good|great|enough|plenty|on target|on track|sufficient|adequate|ok|okay|perfect|met"
    r"|reached|gut|genug|ausreichend|in ordnung|erreicht|passt|super|prima|im ziel)\b",
    re.IGNORECASE,
)
HIGH = re.compile(
    r"\b(?:high|higher|too much|excess\w*|over|above|exceed\w*|a lot of|hoch|zu viel|über"
    r"|überschr\w+)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[.!?](?!\d)|\n")
# The words that may not stand beside a nutrient of each verdict, as they are and denied.
AGAINST = {
    Verdict.LOW: ((FINE, False), (HIGH, False), (LOW, True)),
    Verdict.OK: ((LOW, False), (HIGH, False), (FINE, True)),
    Verdict.HIGH: ((LOW, False), (FINE, False), (HIGH, True)),
}


def contradictions(text: str, facts: Iterable[Fact], language: str) -> Iterator[str]:
    """The clauses that say otherwise than the verdict on the nutrient they name.

    A nutrient that was not judged may not be called anything.
    """
    verdicts = {fact.nutrient: fact.verdict for fact in facts if fact.nutrient and fact.verdict}
    spoken_of: set[str] = set()
    for clause in _spread(PERIOD.sub("", text), language):
        found = nutrients(clause, language) - {"calories"}
        if any(pattern.search(clause) for pattern in (LOW, FINE, HIGH)):
            for nutrient in sorted(found - verdicts.keys()):
                yield f"{nutrient} was not judged: {clause!r}"
        named = found & verdicts.keys()
        spoken_of = named or spoken_of  # "Protein is 62 g, so you are not low."
        for nutrient in spoken_of:
            if _contradicts(clause, verdicts[nutrient]):
                yield f"{nutrient} is {verdicts[nutrient]}: {clause!r}"


def _spread(text: str, language: str) -> Iterator[str]:
    """The clauses of a text. "Low: iron, zinc" says it of each."""
    for sentence in SENTENCE.split(text):
        head, colon, rest = sentence.partition(":")
        if colon and not nutrients(head, language) and nutrients(rest, language):
            yield f"{head} {rest}".strip()
        else:
            yield from clauses(sentence)


def _contradicts(clause: str, verdict: Verdict) -> bool:
    denied = bool(NEGATED.search(clause))
    plain = LOW.sub("", clause) if denied else clause
    for pattern, when_denied in AGAINST[verdict]:
        if when_denied == denied and pattern.search(clause if when_denied else plain):
            return True
    # "Not enough" says low, and "not too much" says fine.
    return denied and verdict is not Verdict.LOW and bool(FINE.search(clause))
