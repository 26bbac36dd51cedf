"""Cases of the same owner or the same unit."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, false
from sqlmodel import and_, col, or_, select

from procedures.life import CloseReason
from storage.revisits import ENDED
from storage.session import Session
from storage.tables import Case, Revisit

# Closed so, a case was none: it is no earlier time.
WAS_NONE = (CloseReason.WITHDRAWN, CloseReason.DUPLICATE, CloseReason.FILED_BY_MISTAKE)
MOST = 20


def earlier(
    session: Session, case: Case, *, of_any: Collection[str], of_same: Collection[str], since: datetime
) -> Sequence[Case]:
    """Earlier cases by the owner, the contact or the unit of a case, newest first.

    Those of the kinds in `of_any`, and of those in `of_same` if they are of the same category.
    """
    chosen = select(Case).where(
        Case.centre_id == case.centre_id,
        or_(*_same(case)),
        col(Case.id) < case.id,
        Case.opened_at >= since,
        or_(
            col(Case.kind).in_(of_any),
            and_(col(Case.kind).in_(of_same), col(Case.category) == case.category),
        ),
        or_(col(Case.close_reason).is_(None), col(Case.close_reason).not_in(WAS_NONE)),
    )
    return session.exec(chosen.order_by(col(Case.id).desc()).limit(MOST)).all()


def is_visit_open(session: Session, case: Case, *, rule: str) -> bool:
    """Whether a revisit by this rule is still to be made to the same owner or unit for another case."""
    chosen = (
        select(Revisit.id)
        .join(Case, col(Case.id) == col(Revisit.case_id))
        .where(
            Case.centre_id == case.centre_id,
            Case.id != case.id,
            or_(*_same(case)),
            Revisit.rule == rule,
            col(Revisit.state).not_in(ENDED),
        )
    )
    return session.exec(chosen.limit(1)).first() is not None


def _same(case: Case) -> list[ColumnElement[bool]]:
    known = (
        (col(Case.owner_id), case.owner_id),
        (col(Case.contact_id), case.contact_id),
        (col(Case.unit_id), case.unit_id),
    )
    # Of nobody and nowhere there is nothing earlier.
    return [false(), *(column == value for column, value in known if value is not None)]
