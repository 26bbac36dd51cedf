"""Taking a whole list away: whose right it is, and that it was done (RELIABILITY 7.59)."""

from datetime import datetime

from desk.actor import Actor
from desk.noting import note
from procedures.kinds import Role
from storage import Session

MAY_EXPORT = (
    *(Role.DIRECTOR, Role.GENERAL_DIRECTOR, Role.ADMIN, Role.SERVICE_HEAD, Role.SUPERVISOR),
    *(Role.QUALITY, Role.COMPANY),
)


def record_export(session: Session, name: str, *, by: Actor, now: datetime) -> None:
    """Written before the list leaves."""
    note(session, "list_exported", centre_id=by.centre_id, by=by, now=now, list=name)
