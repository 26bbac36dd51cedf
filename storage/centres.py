"""Centres, as every due time and every message needs them."""

from typing import NamedTuple

from sqlmodel import bindparam, col, select

from storage.missing import Missing
from storage.prepared import Prepared
from storage.session import Session
from storage.tables import Centre, Department


class CentreFacts(NamedTuple):
    """A centre's row."""

    id: int
    code: str
    name: str
    zone: str
    procedure: str
    holidays: str
    locale: str
    phone_service: str
    phone_24h: str
    phone_complaints: str


_GET = Prepared(
    select(*(getattr(Centre, name) for name in CentreFacts._fields)).where(
        col(Centre.id) == bindparam("which")
    )
)


def get(session: Session, centre_id: int) -> CentreFacts:
    """Raises Missing."""
    row = _GET.one(session, which=centre_id)
    if row is None:
        raise Missing
    return CentreFacts(*row)


def by_code(session: Session, code: str) -> int | None:
    """The id of a centre, None when there is none."""
    return session.exec(select(Centre.id).where(Centre.code == code)).first()


def department_names(session: Session, centre_id: int) -> list[str]:
    return list(session.exec(select(Department.name).where(Department.centre_id == centre_id)))
