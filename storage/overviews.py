"""How much a centre's archive holds."""

from sqlalchemy import func
from sqlmodel import col, select

from storage.boards import OPEN_STATES
from storage.session import Session
from storage.tables import Case, Contact, Owner, Tenancy, Unit


def counts(session: Session, centre_id: int) -> dict[str, int]:
    """Buildings, flats, flats that somebody lives in, owners, and owners with a chat."""
    living = select(func.count(col(Tenancy.unit_id).distinct())).where(col(Tenancy.until).is_(None))
    chatting = select(func.count(col(Contact.owner_id).distinct()))
    return {
        "buildings": session.exec(
            select(func.count(col(Unit.building).distinct())).where(Unit.centre_id == centre_id)
        ).one(),
        "units": session.exec(select(func.count()).where(Unit.centre_id == centre_id)).one(),
        "lived_in": session.exec(living.where(Tenancy.centre_id == centre_id)).one(),
        "owners": session.exec(select(func.count()).where(Owner.centre_id == centre_id)).one(),
        "chats": session.exec(chatting.where(Contact.centre_id == centre_id)).one(),
    }


def open_cases_of_departments(session: Session, centre_id: int) -> dict[int | None, int]:
    """Open cases by department; under None those that no department has."""
    wanted = (
        select(Case.department_id, func.count())
        .where(Case.centre_id == centre_id, col(Case.state).in_(OPEN_STATES))
        .group_by(col(Case.department_id))
    )
    return dict(session.exec(wanted).all())
