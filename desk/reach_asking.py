"""Whom to ask for an answer: the chat where a case was told, or another one of the same owner."""

from dataclasses import dataclass
from datetime import datetime

from procedures.reaching import RULED, Means, Purpose, Rights, decide
from storage import Session
from storage import reaching as windows
from storage.reaching import SUBSCRIPTION, TEMPLATE
from storage.tables import Contact, Window

UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Asking:
    """Whom to ask in a chat; nobody (`contact_id` None), and why."""

    contact_id: int | None
    why: str = ""


def whom_to_ask(session: Session, contact_id: int, *, is_reminder: bool, now: datetime) -> Asking:
    """A question cannot be moved while it is open: a reminder goes where the question went."""
    why = why_not(session, contact_id, now=now)
    if not why:
        return Asking(contact_id)
    contact = session.get_one(Contact, contact_id)
    other = None if is_reminder else windows.other_channel(session, contact)
    return Asking(other, "" if other else why)


def why_not(session: Session, contact_id: int, *, now: datetime) -> str:
    """Why a question would not arrive in this chat now; "" when it would."""
    contact = session.get_one(Contact, contact_id)
    if contact.unreachable is not None:
        return UNREACHABLE
    if not contact.account.startswith(RULED):
        return ""
    offered = windows.form_of(session, contact.account, Purpose.REVISIT, SUBSCRIPTION)
    rights = Rights(
        opt_ins=windows.opt_ins(session, contact_id, offered.template_id) if offered else 0,
        template=windows.form_of(session, contact.account, Purpose.REVISIT, TEMPLATE) is not None,
    )
    way = decide(windows.open_of(session.get(Window, contact_id)), rights, now=now)
    return str(way.why) if way.means is Means.TASK else ""
