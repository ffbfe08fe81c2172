"""The `nutritrack` command."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import click
from pydantic import SecretStr

from nutritrack import __version__, logs
from nutritrack.config import PREFIX, BadSettings, Settings, load_settings
from nutritrack.foods import import_cli
from nutritrack.mongo.documents import Db
from nutritrack.secrets import cli as keys_cli

T = TypeVar("T")


class Command(click.Group):
    """Problems that an administrator can solve are said in a line, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        from nutritrack.mongo.client import DatabaseUnusable
        from nutritrack.server import PortTaken

        try:
            return super().invoke(ctx)
        except (BadSettings, DatabaseUnusable, PortTaken) as error:
            raise click.ClickException(str(error)) from None


def with_database(settings: Settings, work: Callable[[Db], Awaitable[T]]) -> T:
    """Run some work on the database of the settings, made ready for this version."""
    from nutritrack.mongo.client import connect
    from nutritrack.prepare import prepare

    async def main() -> T:
        async with connect(settings) as db:
            await prepare(db, settings)
            return await work(db)

    return asyncio.run(main())


@click.group(cls=Command)
@click.version_option(__version__)
def main() -> None:
    """NutriTrack: what you ate, and what it adds up to.

    Settings are environment variables; `nutritrack config` lists them.
    """


@main.command()
@click.option("--host", help="Address to listen on. Default 127.0.0.1; 0.0.0.0 for the network.")
@click.option("--port", type=int, help="Port to listen on. Default 8000.")
@click.option("--workers", type=int, help="Web processes. Default 1.")
def serve(**options: str | int | None) -> None:
    """Serve the API and the web page, over our own database unless a URI is set."""
    from nutritrack import server

    for name, value in options.items():
        if value is not None:
            os.environ[PREFIX + name.upper()] = str(value)  # the workers read it too
    settings = load_settings()
    logs.configure(settings)
    server.serve(settings)


@main.command()
def config() -> None:
    """Print the settings as understood. Secrets are hidden."""
    settings = load_settings()
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = "(hidden)" if isinstance(value, SecretStr) else "" if value is None else value
        click.echo(f"{PREFIX}{name.upper()}={shown}\n    {field.description}")


@main.command()
@click.option("--email", default="demo@nutritrack.example", show_default=True)
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 1000))
def demo(email: str, days: int) -> None:
    """Make an account with some months of meals and weights, to try the product on."""
    from nutritrack.demo import EmailTaken, fill

    settings = load_settings()
    try:
        made = with_database(settings, lambda db: fill(db, settings, email, days))
    except EmailTaken as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{made.meals} meals and {made.weights} weights on {days} days.")
    click.echo(f"Sign in as {email} with the password {made.password}")


@main.group()
def foods() -> None:
    """Look after the tables of foods."""


def _on_database(work: Callable[[Db], Awaitable[T]]) -> T:
    return with_database(load_settings(), work)


foods.add_command(import_cli.command(_on_database))


def _with_settings(work: Callable[[Db, Settings], Awaitable[object]]) -> object:
    settings = load_settings()
    return with_database(settings, lambda db: work(db, settings))


main.add_command(keys_cli.command(_with_settings))


@main.group()
def db() -> None:
    """Look after the database."""


@db.command()
@click.option("--repair", is_flag=True, help="Make summaries anew that differ from their meals.")
def check(repair: bool) -> None:
    """Report where the database differs from what this version expects.

    Changes nothing, unless --repair is given.
    """
    from nutritrack import prepare  # noqa: F401  declares every collection
    from nutritrack.analytics.checking import Report
    from nutritrack.analytics.checking import check as check_summaries
    from nutritrack.mongo import schema
    from nutritrack.mongo.client import connect

    async def look() -> tuple[list[str], Report]:
        async with connect(load_settings()) as database:
            return await schema.drift(database), await check_summaries(database, repair=repair)

    found, summaries = asyncio.run(look())
    for line in (*found, *summaries.sentences):
        click.echo(line)
    if repair and (summaries.wrong or summaries.outdated):
        count = len(summaries.wrong) + summaries.outdated
        click.echo(f"dailysummaries: {count} of {summaries.summaries} were made anew.")
    if found:
        raise click.ClickException(
            f"{len(found)} differences. `nutritrack db migrate` mends collections and indexes."
        )
    if summaries.wrong and not repair:
        raise click.ClickException("`nutritrack db check --repair` makes those summaries anew.")
    click.echo("The database is as this version expects.")


@db.command()
def migrate() -> None:
    """Make collections, validators and indexes, and run the migrations. `serve` does it too."""
    from nutritrack.mongo.client import connect
    from nutritrack.prepare import prepare

    async def run() -> list[str]:
        settings = load_settings()
        async with connect(settings) as database:
            return await prepare(database, settings)

    for name in asyncio.run(run()):
        click.echo(f"ran {name}")
    click.echo("The database is ready.")
