"""Owners and the flats they live in, as a dialog needs them."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import bindparam, col, or_, select

from storage.prepared import Prepared
from storage.session import Session
from storage.tables import BindCode, Owner, Tenancy, Unit


class Home(NamedTuple):
    """A unit as its owner sees it."""

    id: int
    building: str
    room: str

    @property
    def label(self) -> str:
        return f"{self.building} {self.room}"


_UNITS = Prepared(
    select(Unit.id, Unit.building, Unit.room)
    .join(Tenancy, col(Tenancy.unit_id) == col(Unit.id))
    .where(
        col(Tenancy.owner_id) == bindparam("owner"),
        col(Tenancy.since) <= bindparam("at"),
        or_(col(Tenancy.until).is_(None), col(Tenancy.until) > bindparam("at")),
    )
    .order_by(col(Unit.id))
)


def units_of(session: Session, owner_id: int, *, now: datetime) -> list[Home]:
    """Where an owner lives now."""
    return [Home(*row) for row in _UNITS.all(session, owner=owner_id, at=now)]


def by_phone(session: Session, centre_id: int, phone: str) -> list[Owner]:
    """Owners of a centre with this number (E.164)."""
    return list(session.exec(select(Owner).where(Owner.centre_id == centre_id, Owner.phone == phone)))


def use_code(session: Session, code_hash: str, centre_id: int, *, now: datetime) -> int | None:
    """Spend a binding code; the owner it is for, None when wrong, late or used (RELIABILITY 7.11)."""
    chosen = select(BindCode).where(BindCode.code_hash == code_hash, BindCode.centre_id == centre_id)
    code = session.exec(chosen.with_for_update()).one_or_none()
    if code is None or code.used_at or code.expires_at <= now:
        return None
    code.used_at = now
    session.flush()
    return code.owner_id
