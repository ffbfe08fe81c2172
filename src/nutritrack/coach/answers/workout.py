"""Exercise that fits: activities of the compendium, their energy by this person's weight."""

import random
from typing import Any

from nutritrack.arithmetic import fsum
from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.models import MessageType
from nutritrack.coach.request import Request
from nutritrack.targets.activities import Activity, Effect, Level, Place, activities
from nutritrack.targets.wishes import Wish, wishes
from nutritrack.users.models import ActivityLevel

MINUTES, MOST_MINUTES = 30, 180
WARM_UP = 5  # minutes, within the time
EXERCISE = frozenset({"Bicycling", "Conditioning exercise", "Dancing", "Running", "Walking"})
LEVELS = {
    ActivityLevel.SEDENTARY: (Level.EASY, Level.MODERATE),
    ActivityLevel.LIGHTLY_ACTIVE: (Level.EASY, Level.MODERATE),
    ActivityLevel.MODERATELY_ACTIVE: (Level.MODERATE,),
    ActivityLevel.VERY_ACTIVE: (Level.MODERATE, Level.HARD),
    ActivityLevel.EXTRA_ACTIVE: (Level.MODERATE, Level.HARD),
}


async def answer(request: Request) -> Answer:
    saying = Saying(request.language)
    minutes = min(request.understood.slots.minutes or MINUTES, MOST_MINUTES)
    weight = request.user.weight
    told = saying.number(minutes, "minute", saying.label("time"))
    saying.say("workout.intro", minutes=told)
    chosen = _choose(request, minutes)
    rows: list[dict[str, Any]] = []
    for activity, part in chosen:
        source = f"{saying.text('source.compendium')}, {activity.code}"
        name = activity.names[saying.language]
        net = activity.net_energy(weight, part) if weight else None
        shown = saying.number(part, "minute", name)
        called = saying.quantity(name, name, source)  # "Walking slowly (3 to 4 km/h)"
        if net is None:
            saying.line(f"- {called}: {shown}")
        else:
            kcal = saying.number(round(net), "kcal", name, source)
            line = saying.text("workout.activity", name=called, minutes=shown, kcal=kcal)
            saying.line(f"- {line}")
        row = {
            "name": name,
            "minutes": part,
            "met": activity.met,
            "calories": None if net is None else round(net),
            "source": source,
        }
        rows.append({key: value for key, value in row.items() if value is not None})
    workout: dict[str, Any] = {
        "name": chosen[-1][0].names[saying.language],
        "activities": rows,
        "totalMinutes": minutes,
    }
    saying.line("")
    if weight:
        total = fsum(row["calories"] for row in rows)
        workout["totalCalories"] = total
        saying.say("workout.total", kcal=saying.number(total, "kcal", saying.label("total")))
    else:
        saying.say("workout.noWeight")
    saying.say("workout.care")
    saying.say("workout.notBudget")
    return saying.done(MessageType.WORKOUT_SUGGESTION, workout=workout)


def _choose(request: Request, minutes: int) -> list[tuple[Activity, int]]:
    """A gentle start and one or two things that fit the person's level and wishes."""
    user = request.user
    wanted = wishes(user.goals)
    effect = Effect.STRENGTH if Wish.MUSCLE in wanted else Effect.CARDIO
    levels = LEVELS[user.activity_level]
    fitting = [
        each
        for each in activities().values()
        if each.level in levels
        and each.heading in EXERCISE
        and each.places & {Place.HOME, Place.OUTSIDE}
        and {Effect.CARDIO, Effect.STRENGTH} & set(each.effects)
    ]
    # Another question brings other ideas; the same question always the same.
    chance = random.Random(str(request.question_id))  # noqa: S311 - no secret
    chance.shuffle(fitting)
    fitting.sort(key=lambda each: effect not in each.effects)
    easy = [each for each in activities().values() if each.level is Level.EASY]
    easy = [each for each in easy if each.heading == "Walking"]
    if minutes <= 2 * WARM_UP:
        return [(fitting[0], minutes)]
    rest = minutes - WARM_UP
    start = (chance.choice(easy), WARM_UP)
    if rest < 20:
        return [start, (fitting[0], rest)]
    second = next(each for each in fitting[1:] if each.heading != fitting[0].heading)
    return [start, (second, rest // 3), (fitting[0], rest - rest // 3)]
