"""Revisits that are owed become rows: of a case, or of an owner without one (A4.1.3, B4.2.3)."""

from datetime import datetime

from desk.centres import Working
from procedures.kinds import Category, Kind, RevisitForm, Role, Severity
from procedures.revisits import Closed, owed
from storage import Session, events, revisits
from storage.tables import Case, Revisit


def plan(session: Session, case: Case, desk: Working, *, by: str, now: datetime) -> list[Revisit]:
    """The revisits that a resolved case owes, as rows with a due time (A4.3.3.2)."""
    assert case.id is not None
    closed = Closed(
        kind=Kind(case.kind),
        category=Category(case.category),
        severity=Severity(case.severity),
        resolved_at=now,
        round=revisits.next_round(session, case.id),
        is_rework=case.relation == "rework",
    )
    return [
        plan_one(
            session,
            centre_id=case.centre_id,
            case=case,
            owner_id=case.owner_id,
            unit_id=case.unit_id,
            rule="",
            form=each.form,
            by_whom=each.by_whom,
            clause=each.clause,
            due_at=each.due,
            next_at=each.due,
            by=by,
            now=now,
        )
        for each in owed(closed, desk.procedure, desk.calendar)
    ]


def plan_one(
    session: Session,
    *,
    centre_id: int,
    case: Case | None,
    owner_id: int | None,
    unit_id: int | None,
    rule: str,
    form: RevisitForm,
    by_whom: Role,
    clause: str,
    due_at: datetime,
    next_at: datetime | None,
    key: str | None = None,
    storm_id: int | None = None,
    by: str,
    now: datetime,
) -> Revisit:
    """Write one revisit and its event; with a `key` that the centre has already, the row that is there.

    `due_at` is when the procedure wants it made by, `next_at` when the clock first looks at it. Rounds of
    one case are given under its centre's lock, so that no two share one.
    """
    events.hold(session, centre_id)
    if key is not None and (there := revisits.by_key(session, centre_id, key)):
        return there
    row = Revisit(
        centre_id=centre_id,
        case_id=case.id if case else None,
        owner_id=owner_id,
        unit_id=unit_id,
        key=key,
        rule=rule,
        round=revisits.next_round(session, case.id or 0) if case else 1,
        form=form,
        by_whom=by_whom,
        clause=clause,
        due_at=due_at,
        next_at=next_at,
        storm_id=storm_id,
    )
    session.add(row)
    session.flush()
    record_event(session, row, "revisit_planned", by, now, due=due_at.isoformat(), form=form)
    return row


def record_event(
    session: Session, revisit: Revisit, what: str, actor: str, now: datetime, **data: object
) -> None:
    """What happened to a revisit goes to its case's record, else to its centre's, with its clause (B5.1)."""
    session.flush()
    events.record(
        session,
        centre_id=revisit.centre_id,
        case_id=revisit.case_id,
        what=what,
        actor=actor,
        at=now,
        clause=revisit.clause,
        data={"revisit": revisit.id, "round": revisit.round, "owner": revisit.owner_id, **data},
    )
