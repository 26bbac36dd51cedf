"""Everything that is known of one flat, and who lived there; and where an owner lived and is reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import col, select

from storage.client_files import ClientFile, about_cases
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import Building, Case, Contact, Owner, Revisit, Tenancy, Unit

MOST = 300


@dataclass(frozen=True)
class Lived:
    """Who lived where, since when and until when."""

    tenancy: Tenancy
    owner: Owner
    unit: Unit


def unit(session: Session, unit_id: int, centre_id: int) -> Unit:
    """Raises Missing, also for another centre's."""
    found = session.get(Unit, row_id(unit_id))
    if found is None or found.centre_id != centre_id:
        raise Missing
    return found


def accepted_on(session: Session, name: str, centre_id: int) -> date | None:
    wanted = select(Building).where(Building.centre_id == centre_id, Building.name == name)
    building = session.exec(wanted).first()
    return building.accepted_on if building else None


def lived_in(session: Session, unit_id: int, centre_id: int) -> list[Lived]:
    """Who lives and lived in a flat, those who live there first."""
    return _lived(session, centre_id, col(Tenancy.unit_id) == unit_id)


def homes_of(session: Session, owner_id: int, centre_id: int) -> list[Lived]:
    """Where an owner lives and lived."""
    return _lived(session, centre_id, col(Tenancy.owner_id) == owner_id)


def contacts_of(session: Session, owner_id: int, centre_id: int) -> Sequence[Contact]:
    mine = Contact.owner_id == owner_id, Contact.centre_id == centre_id
    return session.exec(select(Contact).where(*mine).order_by(col(Contact.id))).all()


def file_of_unit(session: Session, unit_id: int, centre_id: int, *, most: int = MOST) -> ClientFile:
    """All that was said and done about a flat, each part newest first."""
    mine = Case.centre_id == centre_id, Case.unit_id == unit_id
    cases = session.exec(
        select(Case).where(*mine).order_by(col(Case.opened_at).desc(), col(Case.id).desc()).limit(most)
    ).all()
    visits = select(Revisit).where(
        Revisit.centre_id == centre_id, Revisit.unit_id == unit_id, col(Revisit.case_id).is_(None)
    )
    return about_cases(session, cases, centre_id, besides=session.exec(visits).all(), most=most)


def _lived(session: Session, centre_id: int, which: Any) -> list[Lived]:
    wanted: Any = (
        select(Tenancy, Owner, Unit)
        .join(Owner, col(Owner.id) == col(Tenancy.owner_id))
        .join(Unit, col(Unit.id) == col(Tenancy.unit_id))
        .where(col(Tenancy.centre_id) == centre_id, which)
        .order_by(col(Tenancy.until).is_not(None), col(Tenancy.since).desc(), col(Tenancy.id))
    )
    return [Lived(*row) for row in session.exec(wanted)]
