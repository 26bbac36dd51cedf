"""huifang department ..."""

from typing import Annotated

import typer

from bot.commands.opening import archive
from desk.centre_admin import add_department

app = typer.Typer(no_args_is_help=True)


@app.command()
def add(name: str, centre: Annotated[str, typer.Option(help="The centre's code")]) -> None:
    """Add a department to a centre."""
    with archive() as store:
        store.write(lambda session: add_department(session, name, code=centre))
    typer.echo(f"department {name} is there")
