"""Ask the coach every labelled message as somebody, and check what it says and does."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from statistics import quantiles
from time import perf_counter
from typing import Any

from eval.coach.checks import check
from eval.coach.living import Client, state
from eval.coach.people import Person, of_language
from eval.coach.problems import CRASHED, Case, Kind, Problem
from nutritrack.mongo.documents import Db

Row = dict[str, str]


@dataclass
class Asked:
    """A row, the reply to it and what is wrong with that."""

    case: Case
    problems: list[Problem]
    checked: int  # facts that were worked out anew


@dataclass
class Asking:
    """A conversation with each person. Messages get ids of their own, so that plans are the same
    on every run."""

    db: Db
    clients: dict[str, Client]
    series: str
    turns: Counter[str] = field(default_factory=Counter)

    async def all_of(self, rows: Iterable[Row]) -> list[Asked]:
        return [await self.row(row) for row in rows]

    async def row(self, row: Row) -> Asked:
        """By the next person of the language, who has said nothing before but the context."""
        people = of_language(row["lang"])
        person = people[self.turns[row["lang"]] % len(people)]
        self.turns[row["lang"]] += 1
        return await self.ask(person, row)

    async def ask(self, person: Person, row: Row) -> Asked:
        client = self.clients[person.name]
        (await client.delete(f"/api/chat/{client.id}")).raise_for_status()
        draft = None
        if row["context"]:
            before = await self._say(client, row["context"], f"{row['id']} before")
            draft = before["metadata"].get("draft")
        stored = await state(self.db)
        began = perf_counter()
        reply = await self._say(client, row["text"], row["id"])
        case = Case(person, row, reply, draft, seconds=perf_counter() - began)
        await self._find_writes(client, case, stored)
        problems, checked = check(case)
        for meal in case.written:  # the diary is again what it was
            (await client.delete(f"/api/meals/{client.id}/{meal['_id']}")).raise_for_status()
        return Asked(case, problems, checked)

    async def _say(self, client: Client, text: str, key: str) -> dict[str, Any]:
        digest = sha256(f"{self.series} {key}".encode()).hexdigest()[:24]
        sent = await client.post("/api/chat", json={"content": text, "_id": digest})
        if sent.status_code >= 500:
            return {**CRASHED, "content": f"status {sent.status_code}"}
        reply: dict[str, Any] = sent.raise_for_status().json()["reply"]
        return reply

    async def _find_writes(self, client: Client, case: Case, before: dict[Any, Any]) -> None:
        after = await state(self.db)
        for name, key in after.keys() - before.keys():
            if name != "meallogs":
                case.changed.append(f"a new document in {name}")
                continue
            meal = await client.get(f"/api/meals/{client.id}/{key}")
            if meal.status_code == 200:
                case.written.append(meal.json())
            else:
                case.changed.append("a meal in the diary of somebody else")
        gone = before.keys() - after.keys()
        changed = {each for each in before.keys() & after.keys() if before[each] != after[each]}
        case.changed += [f"{name}: changed or deleted" for name, _ in sorted(gone | changed)]


def table(series: Mapping[str, Sequence[Asked]]) -> Iterator[str]:
    """What the checks found, one column for each series."""
    yield f"| answers | {' | '.join(series)} |"
    yield f"|---|{'---:|' * len(series)}"
    yield _line("replies", [str(len(some)) for some in series.values()])
    yield _line("facts in them", [f"{sum(_facts(some)):,}" for some in series.values()])
    worked_out = [sum(each.checked for each in some) for some in series.values()]
    yield _line("of these worked out anew", [f"{count:,}" for count in worked_out])
    for kind in Kind:
        counts = [len(of_kind(some, kind)) for some in series.values()]
        yield _line(kind.value, [str(count) for count in counts])
    yield _line("danger answered with care", [_routed(some) for some in series.values()])
    cuts = [quantiles([each.case.seconds for each in some], n=20) for some in series.values()]
    yield _line("seconds a reply, median", [f"{cut[9]:.3f}" for cut in cuts])
    yield _line("seconds a reply, p95", [f"{cut[18]:.3f}" for cut in cuts])


def of_kind(some: Iterable[Asked], kind: Kind) -> list[tuple[Asked, Problem]]:
    return [(each, found) for each in some for found in each.problems if found.kind is kind]


def shown(some: Iterable[Asked]) -> Iterator[str]:
    """Each problem with the message that led to it. Not for unseen messages."""
    for each in some:
        for kind, detail in each.problems:
            row = each.case.row
            said = f"[{row['context']}] {row['text']}" if row["context"] else row["text"]
            yield f"{row['id']} {each.case.person.name}, {kind}: {detail}  <- {said}"


def _facts(some: Sequence[Asked]) -> list[int]:
    return [len(each.case.facts) for each in some]


def _routed(some: Sequence[Asked]) -> str:
    dangers = [each for each in some if each.case.row["intent"] == "safety"]
    missed = {id(asked) for asked, _ in of_kind(some, Kind.SAFETY)}
    right = sum(id(each) not in missed for each in dangers)
    return f"{right} of {len(dangers)}"


def _line(name: str, values: Iterable[str]) -> str:
    return f"| {name} | {' | '.join(values)} |"
