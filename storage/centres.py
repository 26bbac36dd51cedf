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


_BY_CODE = Prepared(select(Centre.id).where(col(Centre.code) == bindparam("code")))
_PROCEDURES = Prepared(select(col(Centre.code), col(Centre.procedure)))
_FIRST = Prepared(select(Centre.id).order_by(col(Centre.id)).limit(1))


def get(session: Session, centre_id: int) -> CentreFacts:
    """Raises Missing."""
    row = _GET.one(session, which=centre_id)
    if row is None:
        raise Missing
    return CentreFacts(*row)


def by_code(session: Session, code: str) -> int | None:
    """The id of a centre, None when there is none."""
    row = _BY_CODE.one(session, code=code)
    return row[0] if row else None


def first(session: Session) -> int | None:
    """The centre of a house that has but one."""
    row = _FIRST.one(session)
    return row[0] if row else None


def procedures(session: Session) -> list[tuple[str, str]]:
    """Which procedure each centre works by: code, name."""
    return [(code, procedure) for code, procedure in _PROCEDURES.all(session)]


def department_names(session: Session, centre_id: int) -> list[str]:
    return list(session.exec(select(Department.name).where(Department.centre_id == centre_id)))
