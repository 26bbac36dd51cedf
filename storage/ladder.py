"""Cases that the clock has to look at, and who stands on a rung of the escalation ladder."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from procedures.kinds import Role
from storage.due_ids import NOW, DueIds
from storage.session import Session
from storage.tables import Case, Staff

# Whoever leads a department, by whichever name the procedure gives them.
HEADS = (Role.DEPARTMENT_HEAD, Role.ENGINEERING_SUPERVISOR, Role.SERVICE_HEAD)


_DUE = DueIds(
    select(Case.id)
    .where(col(Case.look_at) <= NOW)
    .order_by(col(Case.look_at), col(Case.id))
    .with_for_update(skip_locked=True)
)


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Cases to look at, the longest due first; all locked before the first event is written, as acts do."""
    return _DUE(session, now, most)


def whom(session: Session, case: Case, role: Role) -> int | None:
    """The one person of this role; of heads the one of the case's department. None: all of the role."""
    among = HEADS if role in HEADS else (role,)
    able = select(Staff.id).where(
        Staff.centre_id == case.centre_id,
        col(Staff.role).in_(among),
        col(Staff.disabled_at).is_(None),
    )
    department = case.department_id or _department_of(session, case.handler_id)
    if role in HEADS and department is not None:
        able = able.where(Staff.department_id == department)
    found = session.exec(able.limit(2)).all()
    return found[0] if len(found) == 1 else None


def _department_of(session: Session, staff_id: int | None) -> int | None:
    return session.exec(select(Staff.department_id).where(Staff.id == staff_id)).first() if staff_id else None
