"""Judge the parser on labelled meals and print the figures for docs/foods.md."""

from collections.abc import Sequence

import click

from eval import german, report
from eval.judge import judge
from eval.meals import KINDS, Missing, read

GERMAN = "german"
ALL = (*KINDS, GERMAN)


@click.command(help=__doc__)
@click.option("--errors", default=0, metavar="N", help="Show the N worst meals of each kind.")
@click.option("--rows", default=":", help="Only these meals, such as 0:700.")
@click.option("--kind", "kinds", type=click.Choice(ALL), multiple=True, help="Only these.")
def main(errors: int, rows: str, kinds: Sequence[str]) -> None:
    if not kinds or GERMAN in kinds:
        _german(errors)
    first, _, last = rows.partition(":")
    part = slice(int(first or 0), int(last) if last else None)
    for kind in [kind for kind in kinds or KINDS if kind != GERMAN]:
        try:
            meals = read(kind)[part]
        except Missing as missing:
            raise click.ClickException(str(missing)) from None
        verdicts = [judge(meal) for meal in meals]
        click.echo(f"\n### {kind}\n\n{report.HEADER}\n{report.row('all', verdicts)}")
        click.echo("\n".join(report.by_count(verdicts)))
        click.echo(f"\n{report.times(verdicts)}")
        for verdict in sorted(verdicts, key=lambda each: -each.miss)[:errors]:
            click.echo(report.worst(verdict))


def _german(errors: int) -> None:
    """These sentences are ours, so they need nothing downloaded."""
    verdicts = german.verdicts()
    click.echo(f"\n### German\n\n{german.HEADER}\n{german.row(verdicts)}")
    for verdict in [each for each in verdicts if not each.is_right][:errors]:
        click.echo(german.wrong(verdict))


if __name__ == "__main__":
    main(prog_name="python -m eval")
