"""huifang owners ..."""

from io import StringIO
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opening import archive, now
from bot.settings import WrongSettings
from desk.archive_import import read_csv, zone_of
from desk.centre_admin import known
from desk.moving_in import import_owners

app = typer.Typer(no_args_is_help=True)


@app.command("import")
def take_over(
    file: Annotated[Path, typer.Argument(help="CSV in UTF-8: building,room,name,phone[,moved_in]")],
    centre: Annotated[str, typer.Option(help="The centre's code")],
) -> None:
    """Take over the list of owners: all of the file or nothing; it may be repeated."""
    text = _text_of(file)
    with archive() as store:
        centre_id = store.read(lambda session: known(session, centre))
        zone = store.read(lambda session: zone_of(session, centre_id))
        rows = read_csv(StringIO(text, newline=""), zone=zone)
        done = store.write(lambda session: import_owners(session, rows, centre_id=centre_id, now=now()))
    typer.echo(f"{len(rows)} rows: {done.added} moved in, {done.changed} have another phone")


def _text_of(file: Path) -> str:
    """A spreadsheet begins its UTF-8 with a mark."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise WrongSettings(f"{file}: {fault.strerror}") from None
    except UnicodeDecodeError:
        raise WrongSettings(f"{file}: this is not UTF-8") from None
