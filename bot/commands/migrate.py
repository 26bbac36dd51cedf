"""huifang migrate."""

import typer

from bot.commands.opening import without_secret
from bot.settings import CommonSettings
from storage.migrating import migrate as bring_up
from storage.migrating import newest

app = typer.Typer()


@app.command()
def migrate() -> None:
    """Bring the database to this release's tables."""
    bring_up(without_secret(CommonSettings).database_url)
    typer.echo(f"the database is at migration {newest()}")
