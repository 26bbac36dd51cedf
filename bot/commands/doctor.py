"""huifang doctor."""

import importlib
from typing import Annotated

import typer
from sqlmodel import select

from bot.commands.opening import without_secret
from bot.settings import Settings
from procedures.explaining import explain
from procedures.procedure import load
from storage import Store, open_store
from storage.events import broken_at
from storage.migrating import current, newest
from storage.tables import Centre

app = typer.Typer()


@app.command()
def doctor(
    procedure: Annotated[
        str, typer.Option(help="Only explain this procedure, whether or not a centre works by it")
    ] = "",
    *,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no platform")] = False,
) -> None:
    """Look whether everything is sound, and say what is not.

    Database, procedures in words, the chain of events, the platforms.
    """
    settings = without_secret(Settings)
    if procedure:
        typer.echo("\n".join(explain(load(procedure))))
        return
    store = open_store(settings.database_url)
    sound = _database(store) and _centres(store)
    if sound and not offline:
        sound = _platforms(settings, store)
    store.close()
    if not sound:
        raise SystemExit(1)


def _database(store: Store) -> bool:
    at = current(store)
    typer.echo(f"database: migration {at} ({'current' if at == newest() else f'needs {newest()}'})")
    return at == newest()


def _centres(store: Store) -> bool:
    sound = True
    for centre in store.read(lambda session: list(session.exec(select(Centre)))):
        explained = explain(load(centre.procedure))
        broken = store.read(lambda session, centre=centre: broken_at(session, centre.id or 0))
        sound = sound and broken is None
        chain = "sound" if broken is None else f"BROKEN at event {broken}"
        typer.echo(f"centre {centre.code}: procedure {centre.procedure}, events {chain}")
        typer.echo("\n".join(f"  {line}" for line in explained))
    return sound


def _platforms(settings: Settings, store: Store) -> bool:
    """Their libraries are loaded only where they are asked."""
    sound = True
    for finding in importlib.import_module("bot.doctor.live").look(settings, store):
        typer.echo(str(finding))
        sound = sound and finding.is_sound
    return sound
