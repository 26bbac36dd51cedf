"""huifang tick: operations, demos and tests do what is due through the same door (ARCHITECTURE 12)."""

from datetime import datetime
from typing import Annotated

import typer

from bot.clock import tick as tick_once
from bot.commands.opening import now, without_secret
from bot.settings import CommonSettings, WrongSettings
from storage import open_store

app = typer.Typer()


@app.command()
def tick(
    at: Annotated[
        str, typer.Option(help="Do what is due at this time, ISO 8601 with offset; now if left out")
    ] = "",
) -> None:
    """Do all work that is due."""
    moment = _moment(at) if at else now()
    store = open_store(without_secret(CommonSettings).database_url)
    for name, found in tick_once(store, moment).items():
        typer.echo(f"{name}: {found}")
    store.close()


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise WrongSettings(f"--at: {text!r} is no ISO 8601 time") from None
    if at.tzinfo is None:
        raise WrongSettings("--at: say the offset too, as in 2026-11-24T09:00+08:00")
    return at
