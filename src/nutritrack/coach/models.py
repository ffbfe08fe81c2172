"""What is said between a person and the coach, and the facts that a reply rests on."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from nutritrack.arithmetic import Total
from nutritrack.mongo.documents import Id, Input, Model, Stored, Text
from nutritrack.targets.verdicts import Verdict

LONGEST = 50_000  # characters of a message


class Role(StrEnum):
    USER = "user"
    ASSISTANT = "assistant"


class MessageType(StrEnum):
    TEXT = "text"
    NUTRITION_ANALYSIS = "nutrition_analysis"
    WORKOUT_SUGGESTION = "workout_suggestion"
    MEAL_PLAN = "meal_plan"


class ChatMessage(Stored):
    """One message of the conversation. `metadata` is what its type calls for."""

    user_id: Id
    role: Role
    content: str
    type: MessageType = MessageType.TEXT
    metadata: object | None = None


class Exchange(ChatMessage):
    """What was asked, with the reply."""

    reply: ChatMessage


def _says_something(text: str) -> str:
    if not text.strip():
        raise ValueError("write what you want to know")
    return text


Content = Annotated[Text, Field(max_length=LONGEST), AfterValidator(_says_something)]


class Ask(Input):
    """A question to the coach. Its id may be made by the client, so that a retry asks once."""

    content: Content
    id: Id | None = Field(None, alias="_id")
    user_id: Id | None = None
    role: Literal[Role.USER] = Role.USER
    type: Literal[MessageType.TEXT] = MessageType.TEXT


class Entry(Model):
    """Something of the diary that a number comes from."""

    name: str
    quantity: str | None = None
    day: str | None = None
    calories: Total | None = None
    amount: Total | None = None


FactRole = Literal["goal", "target", "left", "over", "gap"]


class Fact(Model):
    """One number of a reply: what it is, in which unit, and where it comes from.

    Where it is held against a target, `verdict` says how it stands and `gap` by how much it is off.
    """

    label: str
    value: Total
    unit: str
    source: str = Field(alias="from")
    nutrient: str | None = None
    role: FactRole | None = Field(None, description="what the number is, where it is no amount")
    target: Total | None = None
    verdict: Verdict | None = None
    gap: Total | None = None
    coverage: Total | None = Field(None, description="share of the energy that is known, 0 to 1")
    entries: list[Entry] | None = None
