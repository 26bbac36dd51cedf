"""When owners expect somebody at their door: times that they chose when they told of a matter (A4.1.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import col

from storage.boards import CaseRow, named_cases
from storage.repeats import WAS_NONE
from storage.session import Session
from storage.tables import Case, Owner

MOST = 600
# The chat takes no time that is further ahead; so the index of a centre's days leads to them.
FURTHEST = timedelta(days=366)
_AT: Any = func.coalesce(Case.visit_from, Case.visit_until)


@dataclass(frozen=True)
class ExpectedVisit:
    """A case whose owner expects a visit from `case.visit_from` till `case.visit_until`; one may be open."""

    row: CaseRow
    phone: str | None

    @property
    def case(self) -> Case:
        return self.row.case

    @property
    def at(self) -> datetime:
        at = self.case.visit_from or self.case.visit_until
        assert at is not None
        return at

    @property
    def goes(self) -> str | None:
        """Who has the case, else its department; nobody yet."""
        return self.row.handler or self.row.department


def visits(
    session: Session, since: datetime, until: datetime, centre_id: int, *, who: int | None = None
) -> list[ExpectedVisit]:
    """Those of a stretch of time, in the clock's order; `who` has the case. Not of what was no matter."""
    wanted = (
        named_cases(centre_id)
        .add_columns(col(Owner.phone))
        .where(
            col(Case.opened_at) > since - FURTHEST,
            col(Case.opened_at) < until,
            since <= _AT,
            until > _AT,
            or_(col(Case.close_reason).is_(None), col(Case.close_reason).not_in(WAS_NONE)),
        )
    )
    if who is not None:
        wanted = wanted.where(col(Case.handler_id) == who)
    found = session.exec(wanted.order_by(_AT, col(Case.id)).limit(MOST))
    return [ExpectedVisit(CaseRow(*row), phone) for *row, phone in found]
