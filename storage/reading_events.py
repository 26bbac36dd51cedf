"""Events of a thing that is no case: of an incident, a review (ARCHITECTURE 13)."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, or_, select

from storage.session import Session
from storage.tables import CaseEvent

MOST = 500


def about(
    session: Session, thing: str, number: int, centre_id: int, *, since: datetime
) -> Sequence[CaseEvent]:
    """The centre's own events whose data name the thing ("incident": 12), oldest first."""
    named = f'"{thing}":{number}'
    chosen = select(CaseEvent).where(
        CaseEvent.centre_id == centre_id,
        col(CaseEvent.case_id).is_(None),
        CaseEvent.at >= since,
        or_(col(CaseEvent.data).contains(f"{named},"), col(CaseEvent.data).contains(f"{named}}}")),
    )
    return session.exec(chosen.order_by(col(CaseEvent.id)).limit(MOST)).all()
