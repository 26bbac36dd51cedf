"""What is told in one line: the person at the command line can mend it."""

from bot.settings import WrongSettings
from desk.centre_admin import Unfit
from locales import has, say
from procedures.refused import Refused
from procedures.strict_table import ProcedureError
from storage import Unavailable
from storage.migrating import MigrationFailed


def line_of(fault: Exception) -> str | None:
    """The line; None for what is a fault of ours."""
    match fault:
        case Refused() if has("en", fault.text_id):
            return say("en", fault.text_id, **{name: str(fact) for name, fact in fault.facts.items()})
        case Refused() | WrongSettings() | Unavailable() | MigrationFailed() | ProcedureError() | Unfit():
            return str(fault)
    return None
