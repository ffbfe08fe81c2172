"""German sentences of our own: whether each food is found, and weighed as Germans would."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from eval.judge import index
from nutritrack.foods.catalogue import Entry
from nutritrack.foods.parse.parser import Item, parse

FILE = Path(__file__).with_name("german.tsv")
TOLERANCE = 0.25  # of the grams
NONE = "-"
HEADER = (
    "| sentences | n | all right | foods | found | found and weighed right | more than said |\n"
    "|---|---:|---:|---:|---:|---:|---:|"
)


class Expected(NamedTuple):
    name: str  # part of the food's name
    grams: float

    def is_found(self, item: Item[Entry]) -> bool:
        return self.name in item.food.name.lower()

    def is_right(self, item: Item[Entry]) -> bool:
        return self.is_found(item) and abs(item.grams - self.grams) <= TOLERANCE * self.grams


class Verdict(NamedTuple):
    text: str
    expected: list[Expected]
    items: list[Item[Entry]]
    unmatched: list[str]

    @property
    def found(self) -> int:
        return len(self._pairs())

    @property
    def right(self) -> int:
        return sum(each.is_right(item) for each, item in self._pairs())

    @property
    def extra(self) -> int:
        return len(self.items) - len(self._pairs())

    @property
    def is_right(self) -> bool:
        return self.right == len(self.expected) == len(self.items)

    def _pairs(self) -> list[tuple[Expected, Item[Entry]]]:
        """Each food with the first item of its name, no item twice."""
        left = list(self.items)
        pairs = []
        for each in self.expected:
            item = next((item for item in left if each.is_found(item)), None)
            if item is not None:
                left.remove(item)
                pairs.append((each, item))
        return pairs


def verdicts() -> list[Verdict]:
    lines = (line for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    return [_judge(*line.split("\t")) for line in lines]


def _judge(text: str, foods: str) -> Verdict:
    pairs = [each.strip().rpartition(" ") for each in foods.split(";") if each.strip() != NONE]
    read = parse(text, index())
    expected = [Expected(name, float(grams)) for name, _, grams in pairs]
    return Verdict(text, expected, read.items, read.unmatched)


def row(some: Sequence[Verdict]) -> str:
    foods = sum(len(each.expected) for each in some)
    all_right = sum(each.is_right for each in some)
    found, right = sum(each.found for each in some), sum(each.right for each in some)
    return (
        f"| German | {len(some)} | {all_right / len(some):.0%} | {foods} | {found / foods:.0%} "
        f"| {right / foods:.0%} | {sum(each.extra for each in some)} |"
    )


def wrong(verdict: Verdict) -> str:
    read = "; ".join(f"{item.food.name} {item.grams:g}" for item in verdict.items)
    expected = "; ".join(f"{each.name} {each.grams:g}" for each in verdict.expected)
    lines = [verdict.text, f"  expected {expected or NONE}", f"  read     {read or NONE}"]
    if verdict.unmatched:
        lines.append(f"  not read {verdict.unmatched}")
    return "\n".join(f"  {line}" for line in lines)
