"""Who lives where, and by which channels they are reached."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_
from sqlmodel import col, select

from storage.missing import Missing
from storage.session import Session
from storage.tables import Contact, Owner, Tenancy, Unit

MOST = 100


@dataclass(frozen=True)
class Resident:
    """An owner in a unit; a flat may stand empty, an owner may have left."""

    unit: Unit | None
    owner: Owner | None


def residents(session: Session, centre_id: int, *, words: str = "", most: int = MOST) -> list[Resident]:
    """Flats with whoever lives there now, then owners without a flat; every word must be found."""
    now_there = (col(Tenancy.unit_id) == col(Unit.id)) & col(Tenancy.until).is_(None)
    housed = (
        select(Unit, Owner)
        .join(Tenancy, now_there, isouter=True)
        .join(Owner, col(Owner.id) == col(Tenancy.owner_id), isouter=True)
        .where(Unit.centre_id == centre_id)
    )
    homed = select(Tenancy.owner_id).where(col(Tenancy.until).is_(None), Tenancy.centre_id == centre_id)
    homeless = select(Owner).where(Owner.centre_id == centre_id, col(Owner.id).not_in(homed))
    for word in words.split()[:5]:
        person = or_(*(col(column).icontains(word, autoescape=True) for column in (Owner.name, Owner.phone)))
        place = or_(*(col(column).icontains(word, autoescape=True) for column in (Unit.building, Unit.room)))
        housed, homeless = housed.where(or_(person, place)), homeless.where(person)
    rows = session.exec(housed.order_by(col(Unit.building), col(Unit.room), col(Owner.id)).limit(most))
    found = [Resident(unit, owner) for unit, owner in rows]
    rest = session.exec(homeless.order_by(col(Owner.id)).limit(max(0, most - len(found))))
    return found + [Resident(None, owner) for owner in rest]


def channels(session: Session, centre_id: int) -> dict[int, list[Contact]]:
    """The bound contacts of a centre, by owner."""
    wanted = select(Contact).where(Contact.centre_id == centre_id, col(Contact.owner_id).is_not(None))
    found: dict[int, list[Contact]] = {}
    for contact in session.exec(wanted.order_by(col(Contact.id))):
        found.setdefault(contact.owner_id or 0, []).append(contact)
    return found


def owner(session: Session, owner_id: int, centre_id: int) -> Owner:
    """Raises Missing, also for another centre's."""
    found = session.get(Owner, owner_id)
    if found is None or found.centre_id != centre_id:
        raise Missing
    return found


def homes(session: Session, owner_id: int, centre_id: int) -> Sequence[Unit]:
    """Where an owner lives now."""
    mine = Tenancy.owner_id == owner_id, Tenancy.centre_id == centre_id, col(Tenancy.until).is_(None)
    wanted = select(Unit).join(Tenancy, col(Tenancy.unit_id) == col(Unit.id)).where(*mine)
    return session.exec(wanted.order_by(col(Unit.id))).all()
