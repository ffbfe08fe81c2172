"""Judge the coach and print the figures for docs/coach.md: what is understood, what is said.

Every labelled message is asked in the real application, by people with diaries that were made for
it. With --model a small real language model words some of the replies. Ends with 1 where a number
was said that no fact supports, a verdict was wrong, something was written unasked, something
leaked, or a danger of "seen" was not answered with care.
"""

import asyncio
import logging
from collections.abc import Callable

import click
import time_machine

from eval.coach import answers, modelled, smollm, understanding
from eval.coach.answers import Asked, Asking, Row
from eval.coach.diaries import NOW
from eval.coach.living import application, clients
from eval.coach.people import PEOPLE
from eval.coach.problems import HARD, Kind
from nutritrack.coach import llm

SERIES = ("seen", "unseen")
PATIENCE = 120  # seconds for a reply of the model: here its words are judged, not its speed


@click.command(help=__doc__)
@click.option("--model", is_flag=True, help="Let a small real language model word the replies.")
@click.option("--rows", default=60, show_default=True, help="How many messages, with --model.")
@click.option("--only", type=click.Choice(SERIES), help="Only these messages.")
@click.option("--answers-only", is_flag=True, help="Leave out how messages are understood.")
def main(model: bool, rows: int, only: str | None, answers_only: bool) -> None:
    series = {name: understanding.read(name) for name in SERIES if only in (None, name)}
    if model:
        each = max(1, rows // len(series))
        asked = _with_model({name: modelled.sample(some, each) for name, some in series.items()})
    else:
        if not answers_only:
            _understanding(series)
        asked = _asked(series)
    click.echo("\n## Answers\n\n" + "\n".join(answers.table(asked)))
    if "seen" in asked:
        click.echo("\n" + "\n".join(answers.shown(asked["seen"])))
    raise SystemExit(_missed(asked))


def _understanding(series: dict[str, list[Row]]) -> None:
    judges: dict[str, Callable[[list[Row]], list[understanding.Verdict]]] = {
        "seen": understanding.cross_validated,
        "unseen": understanding.shipped,
    }
    for name, rows in series.items():
        click.echo(f"\n## Understanding: {name}\n")
        click.echo("\n".join(understanding.report(judges[name](rows))))


def _asked(series: dict[str, list[Row]], **settings: str) -> dict[str, list[Asked]]:
    """The same clock on every run, so that "on Monday" is the same Monday."""

    async def ask() -> dict[str, list[Asked]]:
        async with application(**settings) as (app, db), clients(app, PEOPLE) as people:
            return {
                name: await Asking(db, people, name).all_of(rows) for name, rows in series.items()
            }

    with time_machine.travel(NOW, tick=True):
        return asyncio.run(ask())


def _with_model(series: dict[str, list[Row]]) -> dict[str, list[Asked]]:
    reasons = modelled.Reasons()
    log = logging.getLogger(llm.__name__)
    log.addHandler(reasons)
    log.propagate = False  # what it quotes may be of unseen messages
    llm.SECONDS = PATIENCE
    with smollm.serving() as url:
        asked = _asked(series, ai_url=url, ai_model=smollm.NAME)
    everything = [each for some in asked.values() for each in some]
    click.echo("\n## Words of a language model\n")
    click.echo("\n".join(modelled.report(everything, reasons)))
    return asked


def _missed(asked: dict[str, list[Asked]]) -> bool:
    """Whether a hard aim is missed."""
    hard = any(answers.of_kind(some, kind) for some in asked.values() for kind in HARD)
    return hard or bool(answers.of_kind(asked.get("seen", []), Kind.SAFETY))


if __name__ == "__main__":
    main(prog_name="python -m eval.coach")
