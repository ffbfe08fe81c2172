"""Which foods are behind a number, and what would change it."""

from nutritrack.coach import words
from nutritrack.coach.answer import Answer, Saying, bound
from nutritrack.coach.answers.helping import say_source
from nutritrack.coach.answers.judged import ABOUT_ALL, analysis, first_upper, number
from nutritrack.coach.answers.nutrient import say_behind, span_of, when_of
from nutritrack.coach.models import MessageType
from nutritrack.coach.request import Request
from nutritrack.coach.tools import Overview, Standing, overview
from nutritrack.targets.verdicts import Verdict

DAYS = 7  # a single day says little about why


async def answer(request: Request) -> Answer:
    saying = Saying(request.language)
    nutrients = request.understood.slots.nutrients
    if not nutrients:
        saying.say("why.noNutrient")
        return saying.done()
    first, last = request.days(otherwise=DAYS)
    seen = await overview(request.db, request.user, first, last)
    when = span_of(saying, request, seen) if first < last else when_of(saying, request, seen)
    source = saying.text("source.diary", days=f"{first} – {last}")
    entries = []
    for nutrient in nutrients[:2]:
        standing = _standing(seen, nutrient)
        name = words.nutrient(saying.language, nutrient)
        if not seen.meals or standing.amount is None:
            saying.say("why.nothing", nutrient=name, when=when)
            continue
        _say_why(saying, standing, name, when, source, average=first < last)
        entries += await say_behind(saying, request, standing, first, last)
        if standing.judgement and standing.judgement.verdict is Verdict.LOW:
            await say_source(saying, request, standing)
    return saying.done(MessageType.NUTRITION_ANALYSIS, analysis=analysis(seen, entries))


def _standing(seen: Overview, nutrient: str) -> Standing:
    if nutrient == "calories":
        return Standing("calories", "kcal", seen.calories, None, None, None)
    return seen.standings.get(nutrient) or Standing(nutrient, "", None, None, None, None)


def _say_why(
    saying: Saying, standing: Standing, name: str, when: str, source: str, *, average: bool
) -> None:
    verdict = standing.judgement.verdict if standing.judgement else None
    mark = bound(standing.target, verdict) if standing.target else None
    amount = number(saying, standing, standing.amount or 0, f"{name}, {when}", source)
    values = {
        "nutrient": first_upper(name) if verdict else name,
        "when": when,
        "amount": saying.text("standing.perDay", amount=amount) if average else amount,
    }
    if mark is not None and verdict is not None and standing.target is not None:
        label = saying.text("source.labelTarget", nutrient=name)
        values["target"] = saying.number(
            mark, standing.unit, label, saying.cited(standing.target), role="target"
        )
        key = {Verdict.LOW: "low", Verdict.OK: "notLow", Verdict.HIGH: "high"}[verdict]
        saying.say(f"why.{key}", **values)
    else:
        saying.say("why.amount", **values)
    if standing.coverage is not None and standing.coverage < ABOUT_ALL:
        part = saying.number(round(standing.coverage * 100), "%", f"{name}: coverage", source)
        saying.say("why.unknown", coverage=part, nutrient=name, when=when)
