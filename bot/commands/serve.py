"""huifang serve."""

import typer

from bot.app import serve as run_server
from bot.commands.opening import check_migrated
from bot.gate.opening import open_gate
from bot.logs import set_up
from bot.own_procedures import check_in_use, read_own
from bot.settings import read_settings
from storage import open_store

app = typer.Typer()


@app.command()
def serve() -> None:
    """Serve as the settings say."""
    settings = read_settings()
    read_own(settings)
    set_up(settings.log_level)
    gate = open_gate(settings)
    store = open_store(settings.database_url)
    check_migrated(store)
    check_in_use(store)
    run_server(settings, store, gate=gate)
