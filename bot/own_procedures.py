"""A company's own procedures: copies with other figures, in a folder that the settings name."""

from pathlib import Path

from bot.settings import CommonSettings, WrongSettings
from procedures.procedure import load, take_up
from procedures.strict_table import ProcedureError
from storage import Store, centres

SETTING = "HUIFANG_PROCEDURES"


def read_own(settings: CommonSettings) -> None:
    """Read `*.toml` of the folder, each strictly. Raises WrongSettings: file, place, what is wrong."""
    if settings.procedures is None:
        return
    try:
        take_up({file.stem: file.read_text(encoding="utf-8") for file in _files(settings.procedures)})
    except OSError as fault:
        raise WrongSettings(f"{SETTING}: {fault.strerror}: {fault.filename}") from None
    except UnicodeDecodeError as fault:
        raise WrongSettings(f"{SETTING}: not UTF-8: {fault.reason}") from None
    except ProcedureError as fault:
        raise WrongSettings(f"{SETTING}: {fault}") from None


def check_in_use(store: Store) -> None:
    """Read the procedure of every centre before the first owner writes. Raises WrongSettings."""
    for code, procedure in store.read(centres.procedures):
        try:
            load(procedure)
        except ProcedureError as fault:
            raise WrongSettings(f"centre {code}: {fault}") from None


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise WrongSettings(f"{SETTING}: there is no folder {folder}")
    return sorted(folder.glob("*.toml"))
