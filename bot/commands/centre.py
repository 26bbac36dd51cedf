"""huifang centre ..."""

from pathlib import Path
from typing import Annotated

import segno
import typer

from bot.commands.opening import archive, without_secret
from bot.settings import CommonSettings, WrongSettings
from desk.centre_admin import add_centre, known
from storage.tables import Centre

app = typer.Typer(no_args_is_help=True)


@app.command()
def add(
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
    with archive() as store:
        store.write(lambda session: add_centre(session, added))
    typer.echo(f"centre {code} is there")


@app.command()
def qr(
    code: str,
    file: Annotated[Path, typer.Argument(help="chat.svg for printing, or chat.png")],
) -> None:
    """Draw the QR code of a centre's web chat, for the notice board."""
    settings = without_secret(CommonSettings)
    if not settings.public_url:
        raise WrongSettings("HUIFANG_PUBLIC_URL: the code needs the address that owners type")
    with archive(settings) as store:
        store.read(lambda session: known(session, code))
    says = f"{settings.public_url.rstrip('/')}/chat/{code}"
    try:
        segno.make(says, error="q", micro=False).save(str(file), scale=12, border=4)
    except (ValueError, OSError) as fault:
        raise WrongSettings(f"{file}: {fault}") from None
    typer.echo(f"{file} leads to {says}")
