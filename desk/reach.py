"""Whether a contact can be written to, as its channel tells it."""

from datetime import datetime

from sqlmodel import select

from storage import Session, menu_tags
from storage.tables import Contact


def reach(
    session: Session,
    account: str,
    address: str,
    *,
    reachable: bool,
    now: datetime,  # noqa: ARG001  every act has its time
) -> None:
    """An owner blocked us, or let us in again; nothing for somebody who never wrote."""
    contact = session.exec(
        select(Contact).where(Contact.account == account, Contact.address == address)
    ).one_or_none()
    if contact is None:
        return
    contact.unreachable = None if reachable else "blocked"
    if not reachable:
        menu_tags.forget(session, contact.id or 0)
    session.flush()
    session.signals.add(f"centre:{contact.centre_id}")
