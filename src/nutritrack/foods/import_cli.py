"""`nutritrack foods import`: food tables of others into our database."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from nutritrack.mongo.documents import Db

STEPS = 1000

OnDatabase = Callable[[Callable[["Db"], Awaitable[Any]]], Any]


def command(on_database: OnDatabase) -> click.Command:
    """The command, given what runs some work on the database."""

    @click.command("import")
    @click.argument("path", type=click.Path(exists=True, path_type=Path))
    @click.option(
        "--source",
        type=click.Choice(["auto", "fdc", "fndds", "usda-sr", "off"]),
        default="auto",
        show_default=True,
        help="What the file must be. It is found out from its content.",
    )
    @click.option("--release", help="What to call this release, if the file does not say.")
    @click.option("--dry-run", is_flag=True, help="Read and judge the file, keep nothing.")
    @click.option("--force", is_flag=True, help="Even if it is imported already, or much smaller.")
    def import_foods(
        path: Path, source: str, release: str | None, dry_run: bool, force: bool
    ) -> None:
        """Import a food table: a file, or the folder of the FNDDS workbooks.

        USDA FoodData Central (zip of CSV), FNDDS At A Glance (xlsx), USDA Standard Reference (zip
        of ASCII), Open Food Facts (JSONL, JSONL.gz, Parquet). A release is seen when all of it is
        there, in place of the one before. Run it again after a stop: it goes on.
        """
        from nutritrack.errors import AppError
        from nutritrack.foods import imports

        try:
            with click.progressbar(length=STEPS, label=path.name) as bar:

                def show(share: float) -> None:
                    bar.update(max(0, round(share * STEPS) - bar.pos))

                def work(db: "Db") -> Awaitable[imports.Imported]:
                    return imports.run(db, path, source, release, force=force, progress=show)

                check = imports.check
                done = check(path, source, release, show) if dry_run else on_database(work)
                show(1.0)
        except AppError as error:
            raise click.ClickException(str(error)) from None
        _tell(done, dry_run)

    return import_foods


def _tell(done: Any, dry_run: bool) -> None:
    from nutritrack.foods.imports import as_lines

    if done.unchanged:
        click.echo(f"{done.source} {done.release} is imported already, with {done.foods:,} foods.")
        return
    for line in as_lines(done):
        click.echo(line)
    if dry_run:
        click.echo(f"This is {done.source} {done.release}. Nothing was kept.")
    else:
        instead = f", in place of {done.before}" if done.before else ""
        click.echo(f"{done.foods:,} foods of {done.source} {done.release} are there now{instead}.")
