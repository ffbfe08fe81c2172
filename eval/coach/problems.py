"""What can be wrong with a reply, and what is known when it is looked at."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from eval.coach.arithmetic import Eaten
from eval.coach.diaries import today
from eval.coach.people import Person


class Kind(StrEnum):
    NUMBER = "unsupported numbers"
    FACT = "wrong facts"
    VERDICT = "wrong verdicts"
    TOTAL = "wrong totals of plans and drafts"
    ALLERGEN = "plans with what was to be left out"
    SAFETY = "danger not answered with care"
    ALARM = "care where there is no danger"
    WRITE = "unasked writes"
    LEAK = "links or other people in a reply"
    CRASH = "questions without a reply"
    TYPE = "wrong types"
    LANGUAGE = "replies in the other language"


HARD = (Kind.CRASH, Kind.NUMBER, Kind.VERDICT, Kind.WRITE, Kind.LEAK, Kind.ALLERGEN)


CRASHED: dict[str, Any] = {"type": "none", "metadata": {"engine": "none", "facts": []}}


class Problem(NamedTuple):
    kind: Kind
    detail: str


@dataclass
class Case:
    """A question of a row, the reply to it, and what it did to the database."""

    person: Person
    row: dict[str, str]
    reply: dict[str, Any]
    draft: dict[str, Any] | None = None  # what a yes would log: the draft of the reply before
    written: list[dict[str, Any]] = field(default_factory=list)  # meals that came
    changed: list[str] = field(default_factory=list)  # anything else, in words
    seconds: float = 0.0

    @property
    def content(self) -> str:
        return str(self.reply["content"])

    @property
    def metadata(self) -> dict[str, Any]:
        found: dict[str, Any] = self.reply["metadata"]
        return found

    @property
    def facts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.metadata["facts"]
        return found

    @property
    def slots(self) -> dict[str, Any]:
        found: dict[str, Any] = self.metadata.get("slots", {})
        return found

    @property
    def meant(self) -> set[str]:
        """The intents that a careful reader may take the message for."""
        notes = self.row["note"].split(";")
        return {self.row["intent"], *(n.removeprefix("or=") for n in notes if n[:3] == "or=")}

    @property
    def today(self) -> date:
        return today(self.person)

    def eaten(self, first: date, last: date) -> Eaten:
        """The diary of some days, with what this reply has logged."""
        more = tuple((self.today, tuple(meal["foods"])) for meal in self.written)
        return Eaten(self.person, first, last, more)
