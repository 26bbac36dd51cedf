"""huifang staff ..."""

import secrets
from typing import Annotated

import typer

from bot.commands.opening import archive, now
from bot.settings import WrongSettings
from desk.centre_admin import known
from desk.second_factor import reset_by_login
from desk.staff import add_staff
from desk.staff_binding import code_by_login
from procedures.kinds import Role
from procedures.refused import Refused

CODE_BYTES = 9
app = typer.Typer(no_args_is_help=True)


@app.command()
def add(
    login: str,
    name: Annotated[str, typer.Option(prompt=True)],
    role: Annotated[Role, typer.Option(prompt=True)],
    centre: Annotated[str, typer.Option(prompt=True, help="The centre's code")],
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """Add a member of staff; the password is asked for."""
    with archive() as store:
        centre_id = store.read(lambda session: known(session, centre))
        store.write(
            lambda session: add_staff(
                session,
                centre_id=centre_id,
                login=login,
                name=name,
                role=role,
                password=password,
                now=now(),
            )
        )
    typer.echo(f"{name} can sign in as {login}")


@app.command()
def code(login: str) -> None:
    """A one-time code by which a member of staff binds a chat account: /staff CODE to the bot in private."""
    token = secrets.token_urlsafe(CODE_BYTES)
    with archive() as store:
        try:
            store.write(lambda session: code_by_login(session, login, now=now(), token=token))
        except Refused:
            raise WrongSettings(f"nobody who works here signs in as {login!r}") from None
    typer.echo(token)


@app.command("reset-codes")
def reset_codes(login: str) -> None:
    """Let somebody who lost phone and recovery codes set up an authenticator anew; they are signed out."""
    with archive() as store:
        try:
            store.write(lambda session: reset_by_login(session, login.strip().lower(), now=now()))
        except Refused:
            raise WrongSettings(f"nobody signs in as {login!r}") from None
    typer.echo(f"{login} begins anew")
