"""The coach: safety first, then what was meant, then what is true, and only then words."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from nutritrack.coach import llm, safety
from nutritrack.coach.answer import Answer
from nutritrack.coach.answers import (
    day,
    food,
    log,
    nutrient,
    plan,
    talk,
    target,
    week,
    weight,
    why,
    workout,
)
from nutritrack.coach.models import ChatMessage, MessageType, Role
from nutritrack.coach.request import Request
from nutritrack.coach.understanding.dangers import Facts
from nutritrack.coach.understanding.models import Intent, Understood
from nutritrack.coach.understanding.understand import understand, yes_or_no
from nutritrack.config import Settings
from nutritrack.mongo.documents import Db
from nutritrack.planning import planner
from nutritrack.users.models import Account

COMPUTED, CAREFUL, MODEL = "computed", "careful", "model"
ANSWERS: dict[Intent, Callable[[Request], Awaitable[Answer]]] = {
    Intent.DAY: day.answer,
    Intent.NUTRIENT: nutrient.answer,
    Intent.WEEK: week.answer,
    Intent.WHY: why.answer,
    Intent.TARGET: target.answer,
    Intent.FOOD: food.answer,
    Intent.LOG: log.draft,
    Intent.CONFIRM: log.confirm,
    Intent.CANCEL: log.cancel,
    Intent.SUGGEST: plan.suggest,
    Intent.PLAN: plan.plan,
    Intent.WORKOUT: workout.answer,
    Intent.WEIGHT: weight.answer,
    Intent.EXPLAIN: talk.explain,
    Intent.HELP: talk.help_,
    Intent.OTHERS: talk.others,
    Intent.OTHER: talk.other,
}


@dataclass(frozen=True)
class Reply:
    """What is stored and sent."""

    text: str
    type: MessageType
    metadata: dict[str, Any]


async def answer(
    db: Db, settings: Settings, user: Account, question: ChatMessage, history: list[ChatMessage]
) -> Reply:
    """The reply to a question, over the data of the person who asked it."""
    language = "de" if (user.locale or "").lower().startswith("de") else "en"
    facts = safety.facts_of(user)
    earlier = [each.content for each in history if each.role is Role.USER]
    # In a thread: the model is loaded with the first question.
    understood = await asyncio.to_thread(_understand, [*earlier, question.content], language, facts)
    if understood.intent is Intent.OTHER and log.speaks_of_drafts(history):
        answered = yes_or_no(question.content, language)
        understood = replace(understood, intent=answered or understood.intent)
    if understood.safety:
        text = safety.answer(understood.safety, understood.language)
        careful = {"engine": CAREFUL, "safety": understood.safety, "facts": []}
        return Reply(text, MessageType.TEXT, careful)
    request = Request(db, user, question.content, understood, history, question.id)
    said = await ANSWERS[understood.intent](request)
    engine: dict[str, Any] = {"engine": COMPUTED}
    if llm.is_worded(settings, request):
        worded = await llm.worded(settings, request, said)
        if isinstance(worded, str):
            engine["fallback"] = worded
        else:
            engine = {"engine": MODEL, "model": worded.model}
            said = replace(said, text=worded.text, facts=worded.facts)
    metadata: dict[str, Any] = {
        **engine,
        "intent": understood.intent,
        "slots": {name: value for name, value in asdict(understood.slots).items() if value},
        "facts": [fact.model_dump(mode="json", exclude_none=True) for fact in said.facts],
        **said.parts,
    }
    return Reply(said.text, said.type, metadata)


def warm() -> None:
    """Load what the first question would wait for: the model of messages, and the planner."""
    understand("hello", None, "en")
    planner.warm()


def _understand(said: list[str], language: str, facts: Facts) -> Understood:
    """What the last of somebody's messages wants; those before tell what "and yesterday?" means."""
    before = None
    for text in said[:-1]:
        before = understand(text, before, language, facts)
    return understand(said[-1], before, language, facts)
