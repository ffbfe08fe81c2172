"""What the scale says over some weeks, as averages: a single weighing is mostly water."""

from collections.abc import Sequence
from datetime import date

from nutritrack.arithmetic import fsum
from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.answers.nutrient import days_of
from nutritrack.coach.request import Request
from nutritrack.coach.tools import weighings

DAYS = 28
STEADY = 0.2  # kg a week: within what scales can tell
POUND = 0.45359237  # kg


async def answer(request: Request) -> Answer:
    saying = Saying(request.language)
    first, last = request.days(otherwise=DAYS)
    days = max((last - first).days + 1, 14)
    span = saying.text("span.days", n=days_of(saying, days))
    found = await weighings(request.db, request.user, request.today, days)
    source = saying.text("source.scale", days=span)
    unit, factor = ("lb", 1 / POUND) if request.user.units == "imperial" else ("kg", 1.0)
    if len(found) < 2:
        if found:
            weight = saying.number(found[0][1] * factor, unit, saying.label("weight"), source)
            saying.say("weight.one", weight=weight, span=span)
        else:
            saying.say("weight.none", span=span)
        return saying.done()
    half = len(found) // 2
    before, after = found[:half], found[half:]
    mean_before = fsum(kilograms for _, kilograms in before) / len(before)
    mean_after = fsum(kilograms for _, kilograms in after) / len(after)
    apart = _middle(after) - _middle(before)
    change = mean_after - mean_before
    rate = change / apart * 7 if apart else 0.0
    saying.say(
        "weight.trend",
        n=saying.count(len(after), "time", saying.label("weighings")),
        weight=saying.number(round(mean_after * factor, 1), unit, saying.label("weight"), source),
        before=saying.number(round(mean_before * factor, 1), unit, saying.label("weight"), source),
    )
    if abs(rate) < STEADY:
        saying.say("weight.steady")
    else:
        saying.say(
            "weight.change",
            change=saying.number(round(abs(change) * factor, 1), unit, saying.label("weight")),
            direction=saying.text("weight.up" if change > 0 else "weight.down"),
            rate=saying.number(round(abs(rate) * factor, 2), unit, saying.label("weight")),
        )
    saying.say("weight.noise")
    return saying.done()


def _middle(some: Sequence[tuple[date, float]]) -> float:
    """The mean day of some weighings, in days."""
    return fsum(day.toordinal() for day, _ in some) / len(some)
