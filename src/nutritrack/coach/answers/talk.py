"""What needs no numbers: what the coach can do, how it computes, and what it does not know."""

import re

from nutritrack.coach import words
from nutritrack.coach.answer import Answer, Saying
from nutritrack.coach.request import Request

THANKS = re.compile(
    r"\b(?:thank|thanks|thx|ty|cheers|danke|dankeschön|merci)\b|thank you", re.IGNORECASE
)
# What is explained where a word of it is asked for.
SUBJECTS = (
    ("explain.met", re.compile(r"\bmets?\b", re.IGNORECASE)),
    ("explain.coverage", re.compile(r"\bcover|\babdeck|\bunknown|\bunbekannt", re.IGNORECASE)),
)


async def explain(request: Request) -> Answer:
    saying = Saying(request.language)
    nutrients = request.understood.slots.nutrients
    saying.say("explain.general")
    asked = [key for key, pattern in SUBJECTS if pattern.search(request.text)]
    if "calories" in nutrients:
        asked.append("explain.calories")
    elif nutrients:
        asked.append("explain.targets")
    for key in asked or ["explain.coverage"]:
        saying.say(key)
    return saying.done()


async def help_(request: Request) -> Answer:
    return _plain(request, "other.help", suggests=True)


async def others(request: Request) -> Answer:
    return _plain(request, "other.others")


async def other(request: Request) -> Answer:
    if THANKS.search(request.text):
        return _plain(request, "other.thanks")
    return _plain(request, "other.unsure", suggests=True)


def _plain(request: Request, key: str, *, suggests: bool = False) -> Answer:
    saying = Saying(request.language)
    saying.say(key)
    if not suggests:
        return saying.done()
    return saying.done(suggestions=words.load(saying.language)["other"]["suggestions"])
