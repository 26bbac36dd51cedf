"""What a quarter of a consultancy came to: engagements, revisits, ratings, opinions, promises (C2)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import col, func, or_, select

from procedures.kinds import Kind, RevisitState
from storage import promises
from storage.session import Session
from storage.tables import Action, Case, Owner, Proposal, Revisit

RATINGS = ("workmanship", "manner", "satisfaction")


def figures(
    session: Session, centre_id: int, *, opinions: Collection[Kind], since: datetime, until: datetime
) -> dict[str, int | float | None]:
    """Counted from `since` to before `until`; an average is None where nobody was asked."""
    found: dict[str, int | float | None] = {
        "clients": _count(session, Owner, Owner.centre_id == centre_id),
        **_engagements(session, centre_id, since, until),
        **_revisits(session, centre_id, since, until),
        **_opinions(session, centre_id, opinions, since, until),
    }
    mine = Case.centre_id == centre_id, Case.reply_by >= since, Case.reply_by < until
    kept = _count(session, Case, *mine, col(Case.promise_kept).is_(True))
    found["promises_kept"] = kept + promises.kept_before(session, centre_id, since=since, until=until)
    found["promises_broken"] = _count(session, Case, *mine, col(Case.promise_kept).is_(False))
    set_then = Action.centre_id == centre_id, Action.set_at >= since, Action.set_at < until
    filed = Proposal.centre_id == centre_id, Proposal.filed_at >= since, Proposal.filed_at < until
    found["improvements"] = _count(session, Action, *set_then) + _count(session, Proposal, *filed)
    return found


def _engagements(
    session: Session, centre_id: int, since: datetime, until: datetime
) -> dict[str, int | float | None]:
    mine = Case.centre_id == centre_id, Case.kind == Kind.ENGAGEMENT
    ended = col(Case.resolved_at)
    running = or_(ended.is_(None), ended >= until)
    return {
        "engagements_opened": _count(session, Case, *mine, Case.opened_at >= since, Case.opened_at < until),
        "engagements_ended": _count(session, Case, *mine, ended >= since, ended < until),
        "engagements_running": _count(
            session, Case, *mine, Case.opened_at < until, col(Case.closed_at).is_(None), running
        ),
    }


def _revisits(
    session: Session, centre_id: int, since: datetime, until: datetime
) -> dict[str, int | float | None]:
    mine = Revisit.centre_id == centre_id, Revisit.due_at >= since, Revisit.due_at < until
    done = Revisit.state == RevisitState.DONE
    made = Revisit.centre_id == centre_id, done, col(Revisit.done_at) >= since, col(Revisit.done_at) < until
    found: dict[str, int | float | None] = {
        "revisits_owed": _count(session, Revisit, *mine),
        "revisits_done": _count(session, Revisit, *mine, done),
        "satisfaction_asked": _count(session, Revisit, *made, col(Revisit.satisfaction).is_not(None)),
    }
    for name in RATINGS:
        average = session.exec(select(func.avg(getattr(Revisit, name))).where(*made)).one()
        found[name] = round(float(average), 1) if average is not None else None
    return found


def _opinions(
    session: Session, centre_id: int, kinds: Collection[Kind], since: datetime, until: datetime
) -> dict[str, int | float | None]:
    raised = Case.centre_id == centre_id, col(Case.kind).in_(kinds)
    mine = *raised, Case.opened_at >= since, Case.opened_at < until
    return {
        "opinions": _count(session, Case, *mine),
        "opinions_answered": _count(session, Case, *mine, col(Case.replied_at).is_not(None)),
        "opinions_settled": _count(session, Case, *mine, col(Case.resolved_at).is_not(None)),
    }


def _count(session: Session, table: Any, *where: Any) -> int:
    return session.exec(select(func.count()).select_from(table).where(*where)).one()
