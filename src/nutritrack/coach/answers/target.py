"""How much of something is right for this person, and what that is worked out from."""

from nutritrack.coach import words
from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.answers.judged import energy_goal
from nutritrack.coach.answers.weight import say_spent
from nutritrack.coach.request import Request
from nutritrack.coach.tools import course, goal_of, targets_of
from nutritrack.targets.models import Body, Reason, Target


async def answer(request: Request) -> Answer:
    saying = Saying(request.language)
    goal = goal_of(request.user, request.today)
    nutrients = request.understood.slots.nutrients or ("calories",)
    targets = await targets_of(request.db, request.user, request.today, goal)
    for nutrient in nutrients[:3]:
        name = words.nutrient(saying.language, nutrient)
        if nutrient == "calories":
            saying.say("target.energy", goal=energy_goal(saying, goal))
            today = request.today
            say_spent(saying, (await course(request.db, request.user, today, today)).latest)
        elif nutrient in targets:
            _say_target(saying, targets[nutrient], name)
        else:
            saying.say("target.none", nutrient=name)
    missing = Body.of(request.user).missing
    if missing:
        known = words.load(saying.language)["profile"]
        saying.say("target.missing", list=", ".join(known[fact] for fact in missing))
    return saying.done()


def _say_target(saying: Saying, target: Target, name: str) -> None:
    label = saying.text("source.labelTarget", nutrient=name)
    said = {
        side: saying.number(
            value, target.unit, label, saying.cited(target), nutrient=target.nutrient
        )
        for side in ("least", "most", "aim")
        if (value := getattr(target, side)) is not None
    }
    if target.aim is not None:
        saying.say("target.aim", nutrient=name, **said)
    if "least" in said and "most" in said:
        saying.say("target.range", nutrient=name, **said)
    elif said:
        saying.say("target.least" if "least" in said else "target.most", nutrient=name, **said)
    if target.reason is Reason.OWN:
        saying.say("target.own")
    else:
        saying.say("target.why", reason=saying.text(f"reason.{target.reason}"))
