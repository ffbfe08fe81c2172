"""An answer of the coach, and how it is said: every number in it is a fact with its source."""

from dataclasses import dataclass, field
from datetime import date
from string import Formatter
from typing import Any

from nutritrack.coach import words
from nutritrack.coach.models import Entry, Fact, FactRole, MessageType
from nutritrack.coach.quoting import localized, numbers, spoken
from nutritrack.targets.models import Target
from nutritrack.targets.sources import CITATIONS, Source
from nutritrack.targets.verdicts import Judgement, Verdict

WHOLE_FROM = 10  # smaller amounts are said with one decimal


@dataclass
class Answer:
    """What is stored as the reply. `parts` are the pieces of metadata that its type calls for."""

    text: str
    type: MessageType = MessageType.TEXT
    facts: list[Fact] = field(default_factory=list)
    parts: dict[str, Any] = field(default_factory=dict)


class Saying:
    """Puts an answer into words of one language. Numbers get in only as facts."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.sentences: list[str] = []
        self.facts: list[Fact] = []

    def number(
        self,
        value: float,
        unit: str,
        label: str,
        source: str | None = None,
        *,
        nutrient: str | None = None,
        role: FactRole | None = None,
        target: float | None = None,
        judgement: Judgement | None = None,
        coverage: float | None = None,
        entries: list[Entry] | None = None,
    ) -> str:
        """A fact, and how it is written: "1,460 kcal". Without a source it was computed here."""
        self.facts.append(
            Fact(
                label=label,
                value=value,
                unit=unit,
                source=source or self.text("source.computed"),
                nutrient=nutrient,
                role=role,
                target=target,
                verdict=judgement.verdict if judgement else None,
                gap=_gap(value, target, judgement),
                coverage=coverage,
                entries=entries,
            )
        )
        return written(value, unit, self.language)

    def count(self, value: int, unit: str, label: str) -> str:
        """A fact that is said as a bare number, where the sentence has the unit."""
        self.number(value, unit, label)
        return str(value)

    def about(self, subject: str, what: str) -> str:
        """The label of a fact: "energy: left"."""
        return f"{subject}: {self.label(what)}"

    def label(self, what: str) -> str:
        return self.text(f"label.{what}")

    def name(self, name: str) -> str:
        """What a food is called, with its numbers ("2% milk") as facts."""
        said = spoken(name)
        self._quote(said, said, self.text("source.name"))
        return localized(said, self.language)

    def quantity(self, quantity: str, name: str, source: str) -> str:
        """A quantity of the diary or the food table: "2 slices (60 g)"."""
        self._quote(quantity, spoken(name), source)
        return localized(quantity, self.language)

    def _quote(self, text: str, label: str, source: str) -> None:
        for value, unit in numbers(text):
            self.number(value, unit, label, source)

    def say(self, key: str, **values: object) -> None:
        """Add a sentence of the language."""
        self.sentences.append(self.text(key, **values))

    def text(self, key: str, **values: object) -> str:
        template = words.sentence(self.language, key)
        named = {name for _, name, _, _ in Formatter().parse(template) if name}
        return template.format(**{name: values[name] for name in named})

    def line(self, text: str) -> None:
        """Start a new line with a text that is already in words."""
        self.sentences.append(f"\n{text}")

    def day(self, day: date, today: date) -> str:
        return words.day(self.language, day, today)

    def cited(self, target: Target) -> str:
        """Where a target is from."""
        if target.source is Source.OWN:
            return self.text("source.own")
        return CITATIONS[target.source]

    def done(self, kind: MessageType = MessageType.TEXT, **parts: Any) -> Answer:
        text = " ".join(self.sentences).replace(" \n", "\n").strip()
        return Answer(text, kind, self.facts, parts)


def _gap(value: float, target: float | None, judgement: Judgement | None) -> float | None:
    """How far an amount is from the mark, in the numbers that are shown."""
    if judgement is None or judgement.verdict is None:
        return None
    if judgement.verdict is Verdict.OK or target is None:
        return judgement.gap
    return abs(target - value)


def written(value: float, unit: str, language: str) -> str:
    """A number with its unit as it is read in a language: "1,460 kcal", "1.460 kcal", "2,5 g"."""
    decimals = 0 if abs(value) >= WHOLE_FROM or float(value).is_integer() else 1
    text = f"{value:,.{decimals}f}"
    if text.startswith("-0") and float(text.replace(",", "")) == 0:
        text = text[1:]
    if language == "de":
        text = text.translate(str.maketrans(",.", ".,"))
    shown = words.unit(language, unit, value)
    return f"{text} {shown}" if shown else text


def bound(target: Target, verdict: Verdict | None) -> float | None:
    """The side of a target that an amount is held against."""
    if verdict is Verdict.HIGH or target.least is None:
        return target.most
    return target.least
