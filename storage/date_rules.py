"""What a date makes due: owners who have moved in, cases open for long."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String
from sqlmodel import cast, col, literal, or_, select

from procedures.revisit_rules import RevisitRule
from storage.prepared import Prepared
from storage.session import Session
from storage.tables import Case, Centre, Revisit, Tenancy

_NEW = "new_owner:"
_PROCEDURES = Prepared(select(Centre.procedure).distinct().order_by(Centre.procedure))


def procedures(session: Session) -> Sequence[str]:
    """The names of the procedures that centres work by."""
    session.flush()
    return [name for (name,) in _PROCEDURES.all(session)]


def key_of(tenancy_id: int) -> str:
    """What makes a new owner's revisit the only one of that moving in."""
    return f"{_NEW}{tenancy_id}"


def new_owners(
    session: Session, procedure: str, *, since: datetime, now: datetime, most: int
) -> Sequence[int]:
    """Tenancies begun since then and not over, in centres of a procedure, that have no revisit yet.

    Who was only written down since then may have lived there for long, and is no new owner.
    """
    mine = cast(col(Tenancy.id), String)
    there = select(Revisit.id).where(
        Revisit.centre_id == Tenancy.centre_id, col(Revisit.key) == literal(_NEW).concat(mine)
    )
    chosen = (
        select(Tenancy.id)
        .join(Centre, col(Centre.id) == col(Tenancy.centre_id))
        .where(
            Centre.procedure == procedure,
            Tenancy.since > since,
            Tenancy.since <= now,
            col(Tenancy.is_move_in),
            or_(col(Tenancy.until).is_(None), col(Tenancy.until) > now),
            ~there.exists(),
        )
    )
    return _ids(session.exec(chosen.order_by(col(Tenancy.since), col(Tenancy.id)).limit(most)).all())


def unsolved(
    session: Session, procedure: str, rule: RevisitRule, *, before: datetime, most: int
) -> Sequence[int]:
    """Cases opened before then, not resolved, that a rule is for and that have no revisit by it."""
    to = rule.applies_to
    by_it = or_(Revisit.rule == rule.name, (literal(",") + Revisit.also + ",").contains(f",{rule.name},"))
    there = select(Revisit.id).where(Revisit.case_id == Case.id, by_it)
    chosen = (
        select(Case.id)
        .join(Centre, col(Centre.id) == col(Case.centre_id))
        .where(
            Centre.procedure == procedure,
            col(Case.resolved_at).is_(None),
            col(Case.closed_at).is_(None),
            Case.opened_at <= before,
            col(Case.kind).in_(to.kinds),
            col(Case.category).in_(to.categories),
            col(Case.severity).in_(to.severities),
            ~there.exists(),
        )
    )
    return _ids(session.exec(chosen.order_by(col(Case.opened_at), col(Case.id)).limit(most)).all())


def _ids(found: Sequence[int | None]) -> Sequence[int]:
    return [each for each in found if each is not None]
