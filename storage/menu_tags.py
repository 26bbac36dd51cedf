"""Which followers of an account carry the tag of those whose flat is known, as far as we put it there."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import col, delete, select

from storage.prepared import insert_once
from storage.session import Session
from storage.tables import Contact, MenuTag

ON, REFUSED = "on", "refused"
_ADD = insert_once(MenuTag, "contact_id", "state")


class Follower(NamedTuple):
    contact_id: int
    address: str


def wanted(session: Session, account: str, *, most: int) -> list[Follower]:
    """Followers whose flat is known and who have no tag yet."""
    chosen = (
        select(Contact.id, Contact.address)
        .join(MenuTag, col(MenuTag.contact_id) == col(Contact.id), isouter=True)
        .where(
            Contact.account == account,
            col(Contact.owner_id).is_not(None),
            col(Contact.unreachable).is_(None),
            col(MenuTag.contact_id).is_(None),
        )
        .order_by(col(Contact.id))
        .limit(most)
    )
    return [Follower(contact_id or 0, address) for contact_id, address in session.exec(chosen)]


def note(session: Session, contact_ids: Sequence[int], *, state: str) -> None:
    """What became of these: the tag is on, or the platform refuses it."""
    for contact_id in contact_ids:
        _ADD.run(session, contact_id=contact_id, state=state)


def forget(session: Session, contact_id: int) -> None:
    """Who no longer follows has lost the tag at the platform, too."""
    session.exec(delete(MenuTag).where(col(MenuTag.contact_id) == contact_id))
