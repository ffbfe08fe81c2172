"""How a day stands: energy against the goal, macronutrients, what is low, and what would help."""

from nutritrack.coach import words
from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.answers.helping import what_helps
from nutritrack.coach.answers.judged import analysis, energy_goal, say_lows, say_standing
from nutritrack.coach.models import Entry, MessageType
from nutritrack.coach.request import Request
from nutritrack.coach.tools import MACROS, Overview, foods_behind, lows, overview

NEVER_MIND = 0.5  # kcal from the goal that nobody needs to be told of
MOST_OF_DAY = 0.7  # of the goal: before that, a day that is not over is low in everything
SHOWN = 4  # vitamins and minerals that are named
JUDGED = ("protein", "fiber", "sodium", "saturatedFat")


async def answer(request: Request) -> Answer:
    saying = Saying(request.language)
    day, _ = request.days()
    seen = await overview(request.db, request.user, day, day)
    when = saying.day(day, request.today)
    source = saying.text("source.diary", days=day.isoformat())
    if not seen.meals:
        saying.say("day.nothing", day=when)
        return saying.done(MessageType.NUTRITION_ANALYSIS, analysis=analysis(seen, []))
    is_today = day == request.today
    _say_energy(saying, seen, when, source, is_today)
    macros = {
        name: saying.number(seen.standings[name].amount or 0, "g", f"{label}, {when}", source)
        for name in MACROS
        if (label := words.nutrient(request.language, name))
    }
    saying.say("day.macros" if is_today else "day.macrosThen", **macros)
    for nutrient in JUDGED:
        standing = seen.standings[nutrient]
        verdict = standing.judgement.verdict if standing.judgement else None
        if verdict in ("low", "high") or (nutrient == "protein" and verdict):
            say_standing(saying, standing, when, source)
    if not is_today or seen.calories >= MOST_OF_DAY * seen.goal:
        _say_micros(saying, seen, when, source)
    if is_today and seen.left > 0:
        await what_helps(saying, request, seen)
    behind = await foods_behind(request.db, request.user, day, day, "calories", limit=10)
    entries = [Entry(name=food.name, calories=food.calories) for food in behind]
    return saying.done(MessageType.NUTRITION_ANALYSIS, analysis=analysis(seen, entries))


def _say_energy(saying: Saying, seen: Overview, when: str, source: str, is_today: bool) -> None:
    energy = words.nutrient(saying.language, "calories")
    eaten = saying.number(seen.calories, "kcal", f"{energy}, {when}", source, target=seen.goal)
    goal = energy_goal(saying, seen.goal)
    saying.say("day.eaten" if is_today else "day.eatenThen", eaten=eaten, goal=goal, day=when)
    if seen.added:
        added = saying.number(
            seen.added, "kcal", saying.about(energy, "activity"), saying.text("source.active")
        )
        saying.say("day.added", added=added)
    if abs(seen.left) <= NEVER_MIND:
        saying.say("day.exact")
    elif seen.left > 0:
        left = saying.number(seen.left, "kcal", saying.about(energy, "left"), role="left")
        if is_today:
            saying.say("day.left", left=left)
    else:
        over = saying.number(-seen.left, "kcal", saying.about(energy, "over"), role="over")
        saying.say("day.over", over=over)


def _say_micros(saying: Saying, seen: Overview, when: str, source: str) -> None:
    low = [each for each in lows(seen.standings.values()) if each.nutrient not in JUDGED]
    low = [each for each in low if each.nutrient not in MACROS and each.target][:SHOWN]
    say_lows(saying, "day.micros", low, lambda name: f"{name}, {when}", source)
