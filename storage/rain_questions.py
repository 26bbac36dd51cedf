"""Questions after rain that a contact has not answered yet."""

from sqlmodel import bindparam, col, select

from dialogs.after_rain import OpenQuestion
from procedures.kinds import RevisitForm
from storage.prepared import Prepared
from storage.session import Session
from storage.tables import Case, Message, Revisit

_OPEN_TO = Prepared(
    select(Revisit.id, Case.number, Case.category)
    .distinct()
    .join(Message, col(Message.revisit_id) == col(Revisit.id))
    .join(Case, col(Case.id) == col(Revisit.case_id))
    .where(
        col(Message.contact_id) == bindparam("contact"),
        col(Revisit.storm_id).is_not(None),
        col(Revisit.form) == RevisitForm.CHAT,
        col(Revisit.done_at).is_(None),
    )
    .order_by(col(Revisit.id))
)


def open_to(session: Session, contact_id: int) -> list[OpenQuestion]:
    """The revisits whose question stands in a contact's chat without an answer, oldest first."""
    return [OpenQuestion(*row) for row in _OPEN_TO.all(session, contact=contact_id)]
