"""huifang demo."""

import importlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import demo as a_few_days
from bot.app import serve
from bot.commands.kept import kept, spoken_password, unspoken_secret
from bot.commands.opening import now
from bot.gate.opening import open_gate
from bot.logs import set_up
from bot.own_procedures import read_own
from bot.settings import Settings, read_settings
from procedures.kinds import Role
from storage import Store, open_store
from storage.migrating import current, migrate, newest

VAR = Path("var")
app = typer.Typer()


@app.command()
def demo(
    *,
    year: Annotated[
        bool,
        typer.Option("--year", help="500 flats and their last year, in var/year; begins in about a minute"),
    ] = False,
) -> None:
    """Serve a seeded demo centre; data in var/, port 8000 (PORT changes it)."""
    data = VAR / "year" if year else VAR
    data.mkdir(parents=True, exist_ok=True)
    # a year is loaded only where it is lived
    story: Any = importlib.import_module("bot.year.demo") if year else a_few_days
    settings = read_settings(
        **_unless_set(database_url=f"sqlite:///{data}/huifang.db", files=data / "files"),
        **_unless_set(**story.settings(data), second_factor="optional"),
        environment=os.environ.get("HUIFANG_ENVIRONMENT", "demo"),
        secret=kept(VAR / "secret", unspoken_secret),
        port=os.environ.get("PORT", "8000"),
    )
    read_own(settings)
    set_up(settings.log_level)
    gate = open_gate(settings)
    store = _migrated(settings)
    password = kept(VAR / "demo-password", spoken_password)
    if not a_few_days.is_seeded(store):
        for line in story.seed(store, password=password, now=now()):
            typer.echo(f"  {line}")
    _say_where(settings, password, story.STAFF)
    serve(settings, store, gate=gate)


def _unless_set(**places: Any) -> dict[str, Any]:
    """Where a demo's data are, unless the settings say it."""
    return {name: place for name, place in places.items() if f"HUIFANG_{name.upper()}" not in os.environ}


def _migrated(settings: Settings) -> Store:
    store = open_store(settings.database_url)
    if current(store) != newest():
        store.close()
        migrate(settings.database_url)
        store = open_store(settings.database_url)
    return store


def _say_where(
    settings: Settings, password: str, people: Sequence[tuple[str, str, Role, str | None]]
) -> None:
    base = settings.public_url or f"http://{settings.host}:{settings.port}"
    accounts = "\n".join(f"    {login:<8}{name}  {role}" for login, name, role, _ in people)
    typer.echo(
        f"""
回訪 Huifang, a demo centre. Ctrl-C ends it; the data stays in {VAR}/.

  Owners     {base}/
  Web chat   {base}/chat/{a_few_days.CODE}
  Console    {base}/console/
  Sign in with the password {password} as
{accounts}
"""
    )
