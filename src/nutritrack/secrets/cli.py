"""`nutritrack keys`: looking after the keys that secrets of users are sealed with."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import click

from nutritrack.config import Settings
from nutritrack.mongo.documents import Db

T = TypeVar("T")
Run = Callable[[Callable[[Db, Settings], Awaitable[T]]], T]


def command(run: "Run[object]") -> click.Group:
    """The group, run on the database and the settings that `run` opens."""

    @click.group()
    def keys() -> None:
        """Look after the keys that seal the access to other services."""

    @keys.command()
    def status() -> None:
        """Say which master keys there are, and how much depends on each."""
        from nutritrack.secrets import rotation

        found = run(rotation.status)
        assert isinstance(found, rotation.Status)
        for number, key_id in enumerate(found.masters):
            what = "in use" if number == 0 else "old"
            click.echo(f"{key_id}  {what}, opens {found.by_master.get(key_id, 0)} keys of users")
        missing = {i: n for i, n in found.by_master.items() if i not in found.masters}
        for key_id, count in missing.items():
            click.echo(f"{key_id}  MISSING, {count} keys of users need it")
        if missing:
            raise click.ClickException(
                "Put the missing key back where the keys come from, or run `nutritrack keys "
                "give-up`: then people connect again."
            )

    @keys.command()
    @click.option("--grace", type=click.FloatRange(0), help="Seconds that writes may take.")
    def rotate(grace: float | None) -> None:
        """Make new keys, seal everything anew, drop the old ones. The server may run."""
        from nutritrack.secrets import rotation
        from nutritrack.secrets.vault import MasterKeyMissing

        seconds = rotation.GRACE_SECONDS if grace is None else grace
        try:
            done = run(lambda db, settings: rotation.rotate(db, settings, seconds))
        except rotation.Rotating:
            raise click.ClickException("Another rotation is under way.") from None
        except MasterKeyMissing as error:
            raise click.ClickException(f"The master key {error} is missing here.") from None
        assert isinstance(done, rotation.Report)
        click.echo(f"New keys for {done.users} users; {done.texts} texts sealed anew.")
        if done.left:
            click.echo(f"Nothing needs these master keys any more: {', '.join(done.left)}")

    @keys.command(name="give-up")
    @click.confirmation_option(prompt="People will have to connect again. Are the keys lost?")
    def give_up() -> None:
        """Go on without master keys that are lost. What they sealed is lost with them."""
        from nutritrack.secrets import rotation

        click.echo(f"{run(rotation.give_up)} users have to connect again.")

    return keys
