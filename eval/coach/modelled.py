"""The coach with a real language model: whose words were shown, and why not the model's."""

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from eval.coach.answers import Asked, Row

SEPARATOR = "sent instead of the model's: "


def sample(rows: Sequence[Row], count: int) -> list[Row]:
    """So many rows, as evenly over the intents as there are enough of each."""
    by_intent: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_intent[row["intent"]].append(row)
    # Across each intent's rows, so that both languages and the follow-ups take part.
    waiting = [_spread(some, count) for some in by_intent.values()]
    chosen: list[Row] = []
    while len(chosen) < count and any(waiting):
        for some in waiting:
            if some and len(chosen) < count:
                chosen.append(some.pop(0))
    return chosen


def _spread(rows: list[Row], count: int) -> list[Row]:
    """The rows in an order whose beginnings are spread over all of them."""
    step = max(1, len(rows) // max(1, count // 18))
    return [row for first in range(step) for row in rows[first::step]]


class Reasons(logging.Handler):
    """What the coach logs where it falls back: the kinds of reasons, never the words."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.counts: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        _, _, said = record.getMessage().partition(SEPARATOR)
        why_not, _, detail = said.partition(" (")
        parts = [part.partition(":")[0].strip(" )") for part in detail.split("; ")]
        kinds = {re.sub(r"[^a-zA-Z ]", "", part)[:40] for part in parts}
        self.counts.update(f"{why_not}: {kind}" for kind in kinds if kind)


def report(asked: Sequence[Asked], reasons: Reasons) -> Iterator[str]:
    engines = Counter(each.case.metadata["engine"] for each in asked)
    fallbacks = Counter(
        each.case.metadata["fallback"] for each in asked if "fallback" in each.case.metadata
    )
    computed = engines["computed"] - fallbacks.total()
    yield f"Words of the model: {engines['model']} of {len(asked)} replies."
    yield f"Computed words instead of the model's: {fallbacks.total()} {dict(fallbacks)}."
    yield f"Never asked of it: {computed} computed, {engines['careful']} careful."
    yield "\n| why not | replies |\n|---|---:|"
    for reason, count in reasons.counts.most_common():
        yield f"| {reason} | {count} |"
