"""Several days: the average against the goal, what was low, and the days before beside it."""

from datetime import timedelta

from nutritrack.coach import words
from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.answers.judged import analysis, energy_goal, say_lows
from nutritrack.coach.answers.nutrient import days_of, span_of
from nutritrack.coach.models import MessageType
from nutritrack.coach.request import Request
from nutritrack.coach.tools import MACROS, Overview, lows, overview

NEAR = 0.02  # of the goal: as good as on it
FEW = 0.5  # of the days: with fewer logged, an average says little
SHOWN = 5


async def answer(request: Request) -> Answer:
    saying = Saying(request.language)
    first, last = request.days(otherwise=7)
    seen = await overview(request.db, request.user, first, last)
    span = span_of(saying, request, seen)
    source = saying.text("source.diary", days=f"{first} – {last}")
    if not seen.meals:
        saying.say("week.nothing", span=span)
        return saying.done(MessageType.NUTRITION_ANALYSIS, analysis=analysis(seen, []))
    _say_average(saying, seen, span, source)
    if last == request.today and first < last and seen.last_logged:
        saying.say("week.today")
    label = {name: words.nutrient(saying.language, name) for name in MACROS}
    macros = {
        name: saying.number(
            seen.standings[name].amount or 0,
            "g",
            saying.text("source.perDay", nutrient=label[name]),
            source,
        )
        for name in MACROS
    }
    saying.say("week.macros", **macros)
    low = [each for each in lows(seen.standings.values()) if each.amount is not None][:SHOWN]
    say_lows(
        saying, "week.lows", low, lambda name: saying.text("source.perDay", nutrient=name), source
    )
    if len(request.understood.slots.spans) > 1:
        await _say_compared(saying, request, seen)
    return saying.done(MessageType.NUTRITION_ANALYSIS, analysis=analysis(seen, []))


def _say_average(saying: Saying, seen: Overview, span: str, source: str) -> None:
    energy = words.nutrient(saying.language, "calories")
    label = saying.text("source.perDay", nutrient=energy)
    saying.say(
        "week.average",
        average=saying.number(seen.calories, "kcal", label, source, target=seen.goal),
        span=span,
        days=saying.number(seen.days_logged, "day", label, source),
        of=saying.number(seen.days, "day", label, source),
    )
    goal = energy_goal(saying, seen.goal)
    if abs(seen.left) <= seen.goal * NEAR:
        saying.say("week.at", goal=goal)
    else:
        gap = saying.number(abs(seen.left), "kcal", label, role="gap")
        saying.say("week.below" if seen.left > 0 else "week.above", gap=gap, goal=goal)
    if seen.days_logged < seen.days * FEW:
        saying.say("week.few")


async def _say_compared(saying: Saying, request: Request, seen: Overview) -> None:
    days = timedelta(days=seen.days)
    before = await overview(request.db, request.user, seen.first - days, seen.last - days)
    if not before.meals:
        saying.say("week.notCompared", n=days_of(saying, before.days))
        return
    energy = words.nutrient(saying.language, "calories")
    label = saying.text("source.perDay", nutrient=energy)
    source = saying.text("source.diary", days=f"{before.first} – {before.last}")
    change = seen.calories - before.calories
    saying.say(
        "week.compared",
        n=days_of(saying, before.days),
        average=saying.number(before.calories, "kcal", label, source),
        change=saying.number(abs(change), "kcal", label),
        direction=saying.text("week.more" if change > 0 else "week.less"),
    )
