"""How one or a few nutrients stand, on a day or on average over some."""

from datetime import date

from nutritrack.coach import words
from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.answers.helping import say_source
from nutritrack.coach.answers.judged import analysis, energy_goal, say_standing
from nutritrack.coach.models import Entry, MessageType
from nutritrack.coach.quoting import spoken
from nutritrack.coach.request import Request
from nutritrack.coach.tools import Overview, Standing, foods_behind, overview

BEHIND = 3


async def answer(request: Request) -> Answer:
    saying = Saying(request.language)
    first, last = request.days()
    seen = await overview(request.db, request.user, first, last)
    when = when_of(saying, request, seen)
    source = saying.text("source.diary", days=f"{first} – {last}" if first < last else f"{last}")
    if not seen.meals:
        saying.say("week.nothing" if first < last else "day.nothing", span=when, day=when)
        return saying.done(MessageType.NUTRITION_ANALYSIS, analysis=analysis(seen, []))
    entries: list[Entry] = []
    for nutrient in request.understood.slots.nutrients or ():
        if nutrient == "calories":
            _say_energy(saying, seen, when, source)
            continue
        standing = seen.standings.get(nutrient) or Standing(nutrient, "", None, None, None, None)
        say_standing(saying, standing, when, source, average=first < last)
        entries += await say_behind(saying, request, standing, first, last)
        if standing.judgement and standing.judgement.verdict == "low":
            await say_source(saying, request, standing)
    return saying.done(MessageType.NUTRITION_ANALYSIS, analysis=analysis(seen, entries))


def when_of(saying: Saying, request: Request, seen: Overview) -> str:
    if seen.first == seen.last:
        return saying.day(seen.last, request.today)
    return saying.text("standing.average", span=span_of(saying, request, seen))


def span_of(saying: Saying, request: Request, seen: Overview) -> str:
    if seen.last < request.today:
        return saying.text("span.before", n=days_of(saying, seen.days))
    return saying.text("span.days", n=days_of(saying, seen.days))


def days_of(saying: Saying, days: int) -> str:
    """How many days are looked at, as a bare number."""
    return saying.count(days, "day", saying.text("source.period"))


async def say_behind(
    saying: Saying, request: Request, standing: Standing, first: date, last: date
) -> list[Entry]:
    """Which foods most of it came from."""
    foods = await foods_behind(
        request.db, request.user, first, last, standing.nutrient, limit=BEHIND
    )
    source = saying.text("source.diary", days=f"{first} – {last}" if first < last else f"{last}")
    parts = [
        saying.text(
            "standing.behindPart",
            food=saying.name(food.name),
            amount=saying.number(food.amount, standing.unit, spoken(food.name), source),
        )
        for food in foods
    ]
    if parts:
        saying.say("standing.behind", list=", ".join(parts))
    return [Entry(name=f.name, calories=f.calories, amount=f.amount) for f in foods]


def _say_energy(saying: Saying, seen: Overview, when: str, source: str) -> None:
    energy = words.nutrient(saying.language, "calories")
    eaten = saying.number(seen.calories, "kcal", f"{energy}, {when}", source, target=seen.goal)
    goal = energy_goal(saying, seen.goal)
    saying.say("day.eatenThen", eaten=eaten, goal=goal, day=when)
    if seen.left >= 0:
        left = saying.number(seen.left, "kcal", saying.about(energy, "left"), role="left")
        saying.say("day.left", left=left)
    else:
        saying.say(
            "day.over",
            over=saying.number(-seen.left, "kcal", saying.about(energy, "over"), role="over"),
        )
