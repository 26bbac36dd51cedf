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


def unit_named(session: Session, centre_id: int, building: str, room: str) -> int:
    """The id of a centre's flat, which is made when it is not there yet."""
    wanted = select(Unit).where(Unit.centre_id == centre_id, Unit.building == building, Unit.room == room)
    unit = session.exec(wanted).one_or_none() or Unit(centre_id=centre_id, building=building, room=room)
    session.add(unit)
    session.flush()
    assert unit.id is not None
    return unit.id


def living_in(session: Session, unit_id: int, name: str, *, now: datetime) -> Owner | None:
    """Who of this name lives in a flat now."""
    mine = select(Owner).join(Tenancy, col(Tenancy.owner_id) == col(Owner.id))
    still = or_(col(Tenancy.until).is_(None), col(Tenancy.until) > now)
    return session.exec(mine.where(Tenancy.unit_id == unit_id, Owner.name == name, still)).first()


def move_in(
    session: Session,
    centre_id: int,
    unit_id: int,
    name: str,
    phone: str | None,
    *,
    since: datetime | None,
    now: datetime,
) -> None:
    """An owner lives in a flat; one of the same name and phone has several flats.

    Without `since` nobody knows when they moved in: the centre knows of them from now on.
    """
    same = (one for one in by_phone(session, centre_id, phone or "") if one.name == name)
    owner = next(same, None) or Owner(centre_id=centre_id, name=name, phone=phone)
    session.add(owner)
    session.flush()
    assert owner.id is not None
    lives = Tenancy(centre_id=centre_id, owner_id=owner.id, unit_id=unit_id, since=since or now)
    lives.is_move_in = since is not None
    session.add(lives)
    session.flush()
