"""Contacts: what is needed to speak to one."""

from typing import NamedTuple

from sqlmodel import bindparam, col, select

from storage.missing import Missing
from storage.prepared import Prepared
from storage.session import Session
from storage.tables import Centre, Contact


class Spoken(NamedTuple):
    """A contact as whoever speaks to it has to know it; `zone` is its centre's."""

    centre_id: int
    account: str
    locale: str
    zone: str
    owner_id: int | None
    unreachable: str | None


_WHO = Prepared(
    select(Contact.centre_id, Contact.account, Contact.locale, Centre.zone)
    .add_columns(col(Contact.owner_id), col(Contact.unreachable))
    .join(Centre, col(Centre.id) == col(Contact.centre_id))
    .where(col(Contact.id) == bindparam("which"))
)


def spoken_to(session: Session, contact_id: int) -> Spoken:
    """Raises Missing."""
    session.flush()
    row = _WHO.one(session, which=contact_id)
    if row is None:
        raise Missing
    return Spoken(*row)
