"""The command line: demo, serve, migrate, tick, doctor, centre, department, owners, staff, wechat."""

import importlib
import os
import secrets
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, TypeVar

import segno
import typer
from sqlmodel import select

from bot import demo as demonstration
from bot.app import serve as run_server
from bot.clock import tick as tick_once
from bot.logs import set_up
from bot.own_procedures import check_in_use, read_own
from bot.settings import CommonSettings, Settings, WeChatFields, WrongSettings, read_part, read_settings
from bot.year import garden
from bot.year.living import live_a_year
from bot.year.place import STAFF
from bot.year.summary import summary
from desk.archive_import import import_owners, read_csv, zone_of
from desk.centre_admin import Unfit, add_centre, add_department, known
from desk.staff import add_staff
from desk.staff_binding import code_by_login
from locales import LOCALES, say
from procedures.explaining import explain
from procedures.kinds import Role
from procedures.procedure import load
from procedures.refused import Refused
from procedures.strict_table import ProcedureError
from storage import Store, Unavailable, open_store
from storage.events import broken_at
from storage.migrating import MigrationFailed, current, migrate, newest
from storage.tables import Centre

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
staff = typer.Typer(no_args_is_help=True)
wechat = typer.Typer(no_args_is_help=True)
centre = typer.Typer(no_args_is_help=True)
department = typer.Typer(no_args_is_help=True)
owners = typer.Typer(no_args_is_help=True)
cli.add_typer(centre, name="centre", help="Service centres.")
cli.add_typer(department, name="department", help="Departments of a centre.")
cli.add_typer(owners, name="owners", help="Who lives where.")
cli.add_typer(staff, name="staff", help="Accounts of the staff.")
cli.add_typer(wechat, name="wechat", help="The WeChat service account.")
S = TypeVar("S", bound=CommonSettings)
VAR = Path("var")
REFUSED = 2
CODE_BYTES = 9
NOT_MIGRATED = f"the database is not at migration {newest()}: run `huifang migrate` first"


def main() -> None:
    """Run a command; what is wrong with settings or database is said in a line, not in a traceback."""
    try:
        cli()
    except (WrongSettings, Unavailable, MigrationFailed, ProcedureError, Refused) as fault:
        typer.echo(f"huifang: {fault}", err=True)
        raise SystemExit(REFUSED) from None


@cli.command()
def demo(
    *,
    year: Annotated[
        bool,
        typer.Option("--year", help="500 flats and their last year, in var/year; begins in a minute or two"),
    ] = False,
) -> None:
    """Serve a seeded demo centre; data in var/, port 8000 (PORT changes it)."""
    data = VAR / "year" if year else VAR
    data.mkdir(parents=True, exist_ok=True)
    settings = read_settings(
        **_kept_in(data),
        **(_with_garden(data) if year else {}),
        environment=os.environ.get("HUIFANG_ENVIRONMENT", "demo"),
        secret=_kept("secret", lambda: secrets.token_urlsafe(48)),
        port=os.environ.get("PORT", "8000"),
    )
    read_own(settings)
    set_up(settings.log_level)
    store = _migrated(settings)
    password = _kept("demo-password", _spoken_password)
    now = datetime.now(UTC)
    if not demonstration.is_seeded(store) and year:
        lived = live_a_year(store, demonstration.demo_centre(garden.NAME), password=password, until=now)
        for line in summary(store, lived.place.centre_id, now=now):
            typer.echo(f"  {line}")
    elif not demonstration.is_seeded(store):
        demonstration.seed(store, password=password, now=now)
    _say_where(settings, password, STAFF if year else demonstration.STAFF)
    run_server(settings, store)


@cli.command()
def serve() -> None:
    """Serve as the settings say."""
    settings = read_settings()
    read_own(settings)
    set_up(settings.log_level)
    store = open_store(settings.database_url)
    if current(store) != newest():
        raise WrongSettings(NOT_MIGRATED)
    check_in_use(store)
    run_server(settings, store)


@cli.command("migrate")
def migrate_command() -> None:
    """Bring the database to this release's tables."""
    settings = _without_secret(CommonSettings)
    migrate(settings.database_url)
    typer.echo(f"the database is at migration {newest()}")


@cli.command()
def tick(
    at: Annotated[
        str, typer.Option(help="Do what is due at this time, ISO 8601 with offset; now if left out")
    ] = "",
) -> None:
    """Do all work that is due."""
    now = _moment(at) if at else datetime.now(UTC)
    store = open_store(_without_secret(CommonSettings).database_url)
    for name, found in tick_once(store, now).items():
        typer.echo(f"{name}: {found}")
    store.close()


@cli.command()
def doctor(
    procedure: Annotated[
        str, typer.Option(help="Only explain this procedure, whether or not a centre works by it")
    ] = "",
    *,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no platform")] = False,
) -> None:
    """Look whether everything is sound: database, procedures in words, the chain of events, the platforms."""
    settings = _without_secret(Settings)
    if procedure:
        typer.echo("\n".join(explain(load(procedure))))
        return
    store = open_store(settings.database_url)
    at = current(store)
    typer.echo(f"database: migration {at} ({'current' if at == newest() else f'needs {newest()}'})")
    sound = at == newest()
    for centre in store.read(lambda session: list(session.exec(select(Centre)))) if sound else ():
        explained = explain(load(centre.procedure))
        broken = store.read(lambda session, centre=centre: broken_at(session, centre.id or 0))
        sound = sound and broken is None
        chain = "sound" if broken is None else f"BROKEN at event {broken}"
        typer.echo(f"centre {centre.code}: procedure {centre.procedure}, events {chain}")
        typer.echo("\n".join(f"  {line}" for line in explained))
    for finding in _loaded("bot.doctor.live").look(settings, store) if sound and not offline else ():
        typer.echo(str(finding))
        sound = sound and finding.is_sound
    store.close()
    if not sound:
        raise SystemExit(1)


def _loaded(name: str) -> Any:
    """The platforms' libraries are loaded only where they are used."""
    return importlib.import_module(name)


@wechat.command("menu")
def menu_command(
    locale: Annotated[str, typer.Option(help="zh-Hant, zh-Hans, en")] = "zh-Hans",
) -> None:
    """Set the menus below the owners' conversation; they see them within five minutes."""
    wechat = _without_secret(WeChatFields).wechat
    if wechat is None:
        raise WrongSettings("HUIFANG_WECHAT_APPID: needed for this")
    if locale not in LOCALES:
        raise typer.BadParameter("one of " + ", ".join(LOCALES), param_hint="--locale")
    with _archive() as store:
        try:
            _loaded("bot.channels.wechat.commands").set_menu(wechat, store, locale, lambda: datetime.now(UTC))
        except RuntimeError as fault:
            raise WrongSettings(f"WeChat did not take the menu: {fault}") from None
    typer.echo("the menus are set: one for all, one for owners whose flat is known")


@centre.command("add")
def add_centre_command(
    code: str,
    name: Annotated[str, typer.Option(help="As owners read it")],
    zone: Annotated[str, typer.Option(help="As in Asia/Shanghai")],
    procedure: Annotated[str, typer.Option(help="As in service_centre")],
    holidays: Annotated[str, typer.Option(help="CN, HK, MO, TW")],
    phone_service: Annotated[str, typer.Option()],
    phone_24h: Annotated[str, typer.Option("--phone-24h")],
    phone_complaints: Annotated[str, typer.Option()],
    locale: Annotated[str, typer.Option(help="zh-Hant, zh-Hans, en")] = "zh-Hant",
    latitude: Annotated[float | None, typer.Option(help="Where it rains: 22.3193; with --longitude")] = None,
    longitude: Annotated[float | None, typer.Option(help="114.1694")] = None,
) -> None:
    """Add a service centre."""
    added = Centre(
        code=code,
        name=name,
        zone=zone,
        procedure=procedure,
        holidays=holidays,
        locale=locale,
        phone_service=phone_service,
        phone_24h=phone_24h,
        phone_complaints=phone_complaints,
        latitude=latitude,
        longitude=longitude,
    )
    with _archive() as store:
        store.write(lambda session: add_centre(session, added))
    typer.echo(f"centre {code} is there")


@centre.command("qr")
def qr_command(
    code: str,
    file: Annotated[Path, typer.Argument(help="chat.svg for printing, or chat.png")],
) -> None:
    """Draw the QR code of a centre's web chat, for the notice board."""
    settings = _without_secret(CommonSettings)
    if not settings.public_url:
        raise WrongSettings("HUIFANG_PUBLIC_URL: the code needs the address that owners type")
    with _archive() as store:
        store.read(lambda session: known(session, code))
    says = f"{settings.public_url.rstrip('/')}/chat/{code}"
    try:
        segno.make(says, error="q", micro=False).save(str(file), scale=12, border=4)
    except (ValueError, OSError) as fault:
        raise WrongSettings(f"{file}: {fault}") from None
    typer.echo(f"{file} leads to {says}")


@department.command("add")
def add_department_command(name: str, centre: Annotated[str, typer.Option(help="The centre's code")]) -> None:
    """Add a department to a centre."""
    with _archive() as store:
        store.write(lambda session: add_department(session, name, code=centre))
    typer.echo(f"department {name} is there")


@owners.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(help="CSV in UTF-8: building,room,name,phone[,moved_in]")],
    centre: Annotated[str, typer.Option(help="The centre's code")],
) -> None:
    """Take over the list of owners: all of the file or nothing; it may be repeated."""
    text = _text_of(file)
    with _archive() as store:
        centre_id = store.read(lambda session: known(session, centre))
        zone = store.read(lambda session: zone_of(session, centre_id))
        rows = read_csv(StringIO(text, newline=""), zone=zone)
        now = datetime.now(UTC)
        done = store.write(lambda session: import_owners(session, rows, centre_id=centre_id, now=now))
    typer.echo(f"{len(rows)} rows: {done.added} moved in, {done.changed} have another phone")


@staff.command("add")
def add(
    login: str,
    name: Annotated[str, typer.Option(prompt=True)],
    role: Annotated[Role, typer.Option(prompt=True)],
    centre: Annotated[str, typer.Option(prompt=True, help="The centre's code")],
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """Add a member of staff; the password is asked for."""
    store = open_store(_without_secret(CommonSettings).database_url)
    try:
        centre_id = store.read(
            lambda session: session.exec(select(Centre.id).where(Centre.code == centre)).first()
        )
        if centre_id is None:
            raise WrongSettings(f"there is no centre {centre!r}")
        store.write(
            lambda session: add_staff(
                session,
                centre_id=centre_id,
                login=login,
                name=name,
                role=role,
                password=password,
                now=datetime.now(UTC),
            )
        )
    except Refused as refused:
        raise WrongSettings(say("en", refused.text_id, **_plain(refused))) from None
    finally:
        store.close()
    typer.echo(f"{name} can sign in as {login}")


@staff.command("code")
def code(login: str) -> None:
    """A one-time code by which a member of staff binds a chat account: /staff CODE to the bot in private."""
    token = secrets.token_urlsafe(CODE_BYTES)
    now = datetime.now(UTC)
    with _archive() as store:
        try:
            store.write(lambda session: code_by_login(session, login, now=now, token=token))
        except Refused:
            raise WrongSettings(f"nobody who works here signs in as {login!r}") from None
    typer.echo(token)


@contextmanager
def _archive() -> Generator[Store]:
    """The database for one change; what is unfit for it is said in a line."""
    store = open_store(_without_secret(CommonSettings).database_url)
    try:
        if current(store) != newest():
            raise WrongSettings(NOT_MIGRATED)
        yield store
    except Unfit as unfit:
        raise WrongSettings(str(unfit)) from None
    finally:
        store.close()


def _text_of(file: Path) -> str:
    """A spreadsheet begins its UTF-8 with a mark."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise WrongSettings(f"{file}: {fault.strerror}") from None
    except UnicodeDecodeError:
        raise WrongSettings(f"{file}: this is not UTF-8") from None


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise WrongSettings(f"--at: {text!r} is no ISO 8601 time") from None
    if at.tzinfo is None:
        raise WrongSettings("--at: say the offset too, as in 2026-11-24T09:00+08:00")
    return at


def _plain(refused: Refused) -> dict[str, str]:
    return {name: str(fact) for name, fact in refused.facts.items()}


def _without_secret(part: type[S]) -> S:
    """Commands that sign nothing need no secret, and those of one channel nothing of the others."""
    settings = read_part(part, {"HUIFANG_SECRET": "-" * 32, **os.environ})
    read_own(settings)
    return settings


def _migrated(settings: Settings) -> Store:
    store = open_store(settings.database_url)
    if current(store) != newest():
        store.close()
        migrate(settings.database_url)
        store = open_store(settings.database_url)
    return store


def _kept_in(folder: Path) -> dict[str, Any]:
    """Where a demo's data are, unless the settings say it."""
    places = {"database_url": f"sqlite:///{folder}/huifang.db", "files": folder / "files"}
    return {name: place for name, place in places.items() if f"HUIFANG_{name.upper()}" not in os.environ}


def _with_garden(folder: Path) -> dict[str, Any]:
    """The year's own procedure, a file that may be read and changed; unless the settings name others."""
    if "HUIFANG_PROCEDURES" in os.environ:
        return {}
    kept = folder / "procedures"
    kept.mkdir(exist_ok=True)
    file = kept / f"{garden.NAME}.toml"
    if not file.exists():
        file.write_text(garden.text(), encoding="utf-8")
    return {"procedures": kept}


def _kept(name: str, make: Callable[[], str]) -> str:
    """A value made once for this demo and kept beside its data, readable by nobody else."""
    path = VAR / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(make(), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def _spoken_password() -> str:
    """Easy to type, hard to guess."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _say_where(
    settings: Settings, password: str, people: Sequence[tuple[str, str, Role, str | None]]
) -> None:
    base = settings.public_url or f"http://{settings.host}:{settings.port}"
    accounts = "\n".join(f"    {login:<8}{name}  {role}" for login, name, role, _ in people)
    typer.echo(
        f"""
回訪 Huifang, a demo centre. Ctrl-C ends it; the data stays in {VAR}/.

  Owners     {base}/
  Web chat   {base}/chat/{demonstration.CODE}
  Console    {base}/console/
  Sign in with the password {password} as
{accounts}
"""
    )
