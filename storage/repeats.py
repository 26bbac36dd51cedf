"""Cases of the same owner or the same unit."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.orm import aliased
from sqlmodel import and_, bindparam, col, or_, select, union_all

from procedures.life import CloseReason
from storage.prepared import Prepared
from storage.revisits import ENDED
from storage.session import Session
from storage.tables import Case, Revisit

_ANY = aliased(Case)
# Each by its own index: where many cases have no unit, a planner that has counted them would rather read all
# cases than follow an OR. Of nobody and nowhere there is nothing earlier, as nothing equals NULL.
_SAME = col(Case.id).in_(
    union_all(
        select(col(_ANY.id)).where(col(_ANY.owner_id) == bindparam("owner")),
        select(col(_ANY.id)).where(col(_ANY.contact_id) == bindparam("contact")),
        select(col(_ANY.id)).where(col(_ANY.unit_id) == bindparam("unit")),
    )
)
_IS_EARLIER = col(Case.id) + 0 < bindparam("which", type_=BigInteger)
_SAME_BEFORE = Prepared(
    select(Case.id)
    .where(
        _IS_EARLIER,
        col(Case.category) == bindparam("of_category"),
        _SAME,
    )
    .limit(1)
)
# Closed so, a case was none: it is no earlier time.
WAS_NONE = (CloseReason.WITHDRAWN, CloseReason.DUPLICATE, CloseReason.FILED_BY_MISTAKE)
MOST = 20
# no word of the centre: owner, contact and unit are of one, and its index would walk all its cases
_EARLIER = (
    select(Case)
    .where(
        _SAME,
        _IS_EARLIER,
        col(Case.opened_at) >= bindparam("since"),
        or_(
            col(Case.kind).in_(bindparam("of_any", expanding=True)),
            and_(
                col(Case.kind).in_(bindparam("of_same", expanding=True)),
                col(Case.category) == bindparam("of_category"),
            ),
        ),
        or_(col(Case.close_reason).is_(None), col(Case.close_reason).not_in(WAS_NONE)),
    )
    .order_by(col(Case.id).desc())
    .limit(MOST)
)
_OPEN_VISIT = (
    select(Revisit.id)
    .join(Case, col(Case.id) == col(Revisit.case_id))
    .where(
        col(Case.id) != bindparam("which"),
        _SAME,
        col(Revisit.rule) == bindparam("by_rule"),
        col(Revisit.state).not_in(ENDED),
    )
    .limit(1)
)


def is_same_before(
    session: Session,
    case_id: int,
    *,
    category: str,
    contact_id: int | None,
    owner_id: int | None,
    unit_id: int | None,
) -> bool:
    """Whether the same people have told of this category before, ever; most have not."""
    mine = {"contact": contact_id, "owner": owner_id, "unit": unit_id}
    return _SAME_BEFORE.one(session, which=case_id, of_category=category, **mine) is not None


def earlier(
    session: Session, case: Case, *, of_any: Collection[str], of_same: Collection[str], since: datetime
) -> Sequence[Case]:
    """Earlier cases by the owner, the contact or the unit of a case, newest first.

    Those of the kinds in `of_any`, and of those in `of_same` if they are of the same category.
    """
    kinds = {"of_any": list(of_any), "of_same": list(of_same), "of_category": case.category}
    return session.exec(_EARLIER, params={**_whose(case), **kinds, "since": since}).all()


def is_visit_open(session: Session, case: Case, *, rule: str) -> bool:
    """Whether a revisit by this rule is still to be made to the same owner or unit for another case."""
    return session.exec(_OPEN_VISIT, params={**_whose(case), "by_rule": rule}).first() is not None


def _whose(case: Case) -> dict[str, Any]:
    return {"which": case.id, "owner": case.owner_id, "contact": case.contact_id, "unit": case.unit_id}
