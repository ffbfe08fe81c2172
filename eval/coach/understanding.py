"""Judge how messages to the coach are understood and print the figures for docs/coach.md.

"seen" is judged by models that learned nothing from the rows they judge. "unseen" is judged by the
shipped model, and only sums are printed: who has seen one of its rows cannot measure with it.
"voices" judges each writer's examples by a model that learned from all the other writers.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import click

from eval.report import share
from nutritrack.coach.understanding.model import Model, model
from nutritrack.coach.understanding.models import Intent, Slots, Understood
from nutritrack.coach.understanding.reading import Reader
from nutritrack.coach.understanding.understand import understood
from scripts import train_coach

DATA = Path(__file__).parent / "data"
FOLDS = 5
NOT_JUDGED = ("patterns", "seen")  # one line says a thing many ways; and "seen" is its own report
Row = dict[str, str]
Named = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Verdict:
    row: Row
    got: Understood
    seconds: float

    @property
    def meant(self) -> set[str]:
        """The intents that a careful reader may take it for."""
        notes = self.row["note"].split(";")
        others = {note.removeprefix("or=") for note in notes if note.startswith("or=")}
        return {self.row["intent"], *others}

    @property
    def right(self) -> bool:
        return self.got.intent.value in self.meant

    @property
    def false_alarm(self) -> bool:
        return self.got.safety is not None and "safety" not in self.meant


@dataclass
class Count:
    """Slots found, named in the label, and both."""

    both: int = 0
    found: int = 0
    named: int = 0

    def add(self, found: Named, named: Named) -> None:
        self.both += len(found & named)
        self.found += len(found)
        self.named += len(named)

    def __str__(self) -> str:
        precision = self.both / self.found if self.found else 1.0
        recall = self.both / self.named if self.named else 1.0
        f1 = 2 * precision * recall / (precision + recall) if self.both else 0.0
        return f"{100 * precision:.1f} % | {100 * recall:.1f} % | {100 * f1:.1f} %"


def read(name: str) -> list[Row]:
    with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def judge(row: Row, reader: Reader, using: Model) -> Verdict:
    before = None
    if row["context"]:
        before = understood(reader.read(row["context"], row["lang"]), None, using=using)
    elif row.get("before"):
        before = Understood(intent=Intent(row["before"]))
    started = perf_counter()
    got = understood(reader.read(row["text"], row["lang"]), before, using=using)
    return Verdict(row, got, perf_counter() - started)


def shipped(rows: Iterable[Row]) -> list[Verdict]:
    reader = Reader(model().words)
    return [judge(row, reader, model()) for row in rows]


def cross_validated(rows: Sequence[Row]) -> list[Verdict]:
    """Each row judged by a model that learned from four fifths of the others."""
    written, verdicts = train_coach.examples(), []
    for fold in range(FOLDS):
        others = [row for at, row in enumerate(rows) if at % FOLDS != fold]
        using = Model(train_coach.learn([*written, *train_coach.lines(others)]))
        reader = Reader(using.words)
        verdicts += [judge(row, reader, using) for row in rows[fold::FOLDS]]
    return verdicts


def left_out(writer: str) -> list[Verdict]:
    """The lines of one writer judged by a model that learned from all the others."""
    written = train_coach.writers()
    others = [line for name, some in written.items() if name != writer for line in some]
    using = Model(train_coach.learn(others))
    reader = Reader(using.words)
    language = "de" if writer == "german" else "en"
    return [judge(_row(line, language), reader, using) for line in written[writer]]


def _row(line: train_coach.Line, language: str) -> Row:
    intent, _, category = line.label.partition(":")
    row = {"intent": intent, "safety": category, "lang": language, "text": line.texts[0]}
    return row | {"before": line.before or "", "context": "", "slots": "", "note": ""}


def voices(errors: bool, only: str | None = None) -> Iterable[str]:
    """Intent and safety of every writer, each left out of what the model learned."""
    yield "| writer left out | n | intent right | dangers caught | false alarms |"
    yield "|---|---:|---:|---:|---:|"
    wrong: list[str] = []
    for name in train_coach.writers():
        if name in NOT_JUDGED or only not in (None, name):
            continue
        verdicts = left_out(name)
        dangers = [each for each in verdicts if each.row["intent"] == "safety"]
        alarms = sum(each.false_alarm for each in verdicts)
        yield (
            f"| {name} | {len(verdicts)} | {share([each.right for each in verdicts])} | "
            f"{share([each.got.safety is not None for each in dangers])} of {len(dangers)} | "
            f"{alarms} of {len(verdicts) - len(dangers)} |"
        )
        wrong += mistakes(verdicts) if errors else []
    yield from wrong


def named(slots: str) -> Named:
    """The slots of a label: "day=today nutrient=protein,fiber"."""
    pairs = (part.partition("=") for part in slots.split())
    return frozenset((key, each) for key, _, value in pairs for each in value.split(","))


def found(slots: Slots) -> Named:
    some = {
        "day": [slots.day],
        "meal": [slots.meal],
        "span": slots.spans,
        "nutrient": slots.nutrients,
        "food": slots.foods,
        "diet": slots.diets,
        "avoid": slots.avoid,
        "days": [slots.days],
        "kcal": [slots.kcal],
        "minutes": [slots.minutes],
    }
    return frozenset((key, str(each)) for key, all_of in some.items() for each in all_of if each)


def table(title: str, groups: dict[str, list[Verdict]]) -> Iterable[str]:
    yield f"\n| {title} | n | right |\n|---|---:|---:|"
    for name, some in sorted(groups.items()):
        yield f"| {name} | {len(some)} | {share([each.right for each in some])} |"


def report(verdicts: Sequence[Verdict]) -> Iterable[str]:
    intents, languages = defaultdict(list), defaultdict(list)
    for each in verdicts:
        intents[each.row["intent"]].append(each)
        languages[each.row["lang"]].append(each)
    yield f"Intent right: {share([each.right for each in verdicts])} of {len(verdicts)}"
    yield from table("language", languages)
    yield from table("intent", intents)
    yield from safety(verdicts)
    yield from slots(verdicts)
    cuts = quantiles([1000 * each.seconds for each in verdicts], n=100)
    yield f"\nTime: median {cuts[49]:.2f} ms, p95 {cuts[94]:.2f} ms, p99 {cuts[98]:.2f} ms"


def safety(verdicts: Sequence[Verdict]) -> Iterable[str]:
    categories = defaultdict(list)
    for each in verdicts:
        if each.row["intent"] == "safety":
            categories[each.row["safety"]].append(each)
    yield "\n| safety | n | caught | of this category |\n|---|---:|---:|---:|"
    for name, some in sorted(categories.items()):
        caught = share([each.got.safety is not None for each in some])
        right = share([each.got.safety == name for each in some])
        yield f"| {name} | {len(some)} | {caught} | {right} |"
    all_of_them = [each for some in categories.values() for each in some]
    others = [each for each in verdicts if each.row["intent"] != "safety"]
    near = [each for each in others if "near-miss" in each.row["note"].split(";")]
    yield (
        f"\nCaught {share([each.got.safety is not None for each in all_of_them])} of "
        f"{len(all_of_them)}. False alarms: {sum(each.false_alarm for each in others)} of "
        f"{len(others)}, {sum(each.false_alarm for each in near)} of {len(near)} near misses."
    )


def slots(verdicts: Sequence[Verdict]) -> Iterable[str]:
    """Slots of the messages whose intent is right, and of all."""
    right, everything, keys = Count(), Count(), defaultdict(Count)
    for each in verdicts:
        mine, label = found(each.got.slots), named(each.row["slots"])
        everything.add(mine, label)
        if each.got.intent.value == each.row["intent"]:
            right.add(mine, label)
            for key in {key for key, _ in mine | label}:
                keys[key].add(
                    frozenset(pair for pair in mine if pair[0] == key),
                    frozenset(pair for pair in label if pair[0] == key),
                )
    yield "\n| slots | precision | recall | F1 |\n|---|---:|---:|---:|"
    yield f"| all messages | {everything} |"
    yield f"| intent right | {right} |"
    for key, count in sorted(keys.items()):
        yield f"| {key} | {count} |"


def mistakes(verdicts: Iterable[Verdict]) -> Iterable[str]:
    for each in verdicts:
        if not each.right:
            yield f"{each.row['intent']} for {each.got.intent} {each.got.confidence}: {_said(each)}"
        elif "before" not in each.row and found(each.got.slots) != named(each.row["slots"]):
            yield f"{sorted(found(each.got.slots))} for {each.row['slots']}: {_said(each)}"


def _said(verdict: Verdict) -> str:
    return f"[{verdict.row['context'] or verdict.row.get('before', '')}] {verdict.row['text']}"


@click.command(help=__doc__)
@click.argument("name", type=click.Choice(["seen", "voices", "unseen"]))
@click.option("--errors", is_flag=True, help="Show the mistakes. Not for unseen messages.")
@click.option("--writer", help="Only this one of the voices.")
def main(name: str, errors: bool, writer: str | None) -> None:
    if name == "voices":
        for line in voices(errors, writer):
            click.echo(line)
        return
    rows = read(name)
    verdicts = cross_validated(rows) if name == "seen" else shipped(rows)
    click.echo("\n".join(report(verdicts)))
    if errors and name == "seen":
        click.echo("\n" + "\n".join(mistakes(verdicts)))


if __name__ == "__main__":
    main(prog_name="python -m eval.coach.understanding")
