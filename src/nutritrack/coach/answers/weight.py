"""What the scale says over some weeks, by its trend: a single weighing is mostly water."""

from datetime import timedelta

from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.answers.nutrient import days_of
from nutritrack.coach.request import Request
from nutritrack.coach.tools import course
from nutritrack.expenditure.models import State
from nutritrack.progress.models import ProgressCourse, ProgressDay

DAYS, FEWEST = 28, 14
STEADY = 0.2  # kg a week: within what scales can tell
POUND = 0.45359237  # kg


async def answer(request: Request) -> Answer:
    saying = Saying(request.language)
    first, last = request.days(otherwise=DAYS)
    days = max((last - first).days + 1, FEWEST)
    first = request.today - timedelta(days=days - 1)
    found = await course(request.db, request.user, first, request.today)
    weighed = [day for day in found.days if day.weighings]
    span = saying.text("span.days", n=days_of(saying, days))
    unit, factor = ("lb", 1 / POUND) if request.user.units == "imperial" else ("kg", 1.0)
    if sum(day.weighings for day in weighed) < 2:
        if weighed:
            source = saying.text("source.scale", days=span)
            mass = (weighed[0].weight or 0) * factor
            weight = saying.number(mass, unit, saying.label("weight"), source)
            saying.say("weight.one", weight=weight, span=span)
        else:
            saying.say("weight.none", span=span)
        return saying.done()
    _say_trend(saying, found, span, unit, factor)
    say_spent(saying, found.latest)
    return saying.done()


def _say_trend(saying: Saying, found: ProgressCourse, span: str, unit: str, factor: float) -> None:
    """The same trend that the chart of Progress shows."""
    trend = [(day.date, day.trend) for day in found.days if day.trend is not None]
    (since, before), (until, after) = trend[0], trend[-1]
    weighings = sum(day.weighings for day in found.days)
    label, source = saying.label("weight"), saying.text("source.scale", days=span)
    saying.say(
        "weight.trend",
        n=saying.count(weighings, "time", saying.label("weighings")),
        weight=saying.number(round(after * factor, 1), unit, label, source),
        before=saying.number(round(before * factor, 1), unit, label, source),
        since=saying.day(since, until),
    )
    change = after - before
    rate = change * 7 / max((until - since).days, 1)
    if abs(rate) < STEADY:
        saying.say("weight.steady")
    else:
        saying.say(
            "weight.change",
            change=saying.number(round(abs(change) * factor, 1), unit, label),
            direction=saying.text("weight.up" if change > 0 else "weight.down"),
            rate=saying.number(round(abs(rate) * factor, 2), unit, label),
        )
    saying.say("weight.noise")


def say_spent(saying: Saying, latest: ProgressDay | None) -> None:
    """What somebody spends in a day, once their own days tell it."""
    if latest is None or latest.state is not State.ESTIMATED:
        return
    kcal, low, high = latest.expenditure, latest.expenditure_low, latest.expenditure_high
    if kcal is None or low is None or high is None:
        return
    label, source = saying.label("spent"), saying.text("source.estimate")
    saying.say(
        "weight.spent",
        kcal=saying.number(round(kcal), "kcal", label, source),
        low=saying.number(round(low), "kcal", label, source),
        high=saying.number(round(high), "kcal", label, source),
    )
