"""How much of something is right for this person, and what that is worked out from."""

from nutritrack.coach import words
from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.answers.judged import energy_goal
from nutritrack.coach.request import Request
from nutritrack.coach.tools import goal_of, targets_of
from nutritrack.targets.models import Body, Target
from nutritrack.targets.sources import CITATIONS


async def answer(request: Request) -> Answer:
    saying = Saying(request.language)
    goal = goal_of(request.user, request.today)
    nutrients = request.understood.slots.nutrients or ("calories",)
    targets = targets_of(request.user, goal)
    for nutrient in nutrients[:3]:
        name = words.nutrient(saying.language, nutrient)
        if nutrient == "calories":
            saying.say("target.energy", goal=energy_goal(saying, goal))
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
            value, target.unit, label, CITATIONS[target.source], nutrient=target.nutrient
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
    saying.say("target.why", reason=saying.text(f"reason.{target.reason}"))
