"""Revisits that are owed become rows: of a case, or of an owner without one (A4.1.3, B4.2.3)."""

from collections.abc import Iterable
from datetime import datetime

from desk import repeats
from desk.centres import Working
from desk.noting import note, note_on
from procedures import revisits as rules
from procedures.coverage import NOT_HAD
from procedures.kinds import Category, Kind, RevisitForm, Role, Severity, Source, Validity
from procedures.revisit_rules import RevisitRule, When
from procedures.revisits import About, Planned
from storage import Session, events, revisits
from storage.tables import Case, Revisit


def plan(session: Session, case: Case, desk: Working, *, by: str, now: datetime) -> list[Revisit]:
    """The revisits that a resolved case owes (A4.3.3.2); a leak that only rain proves waits (B4.1.2.3-C)."""
    about = _about(session, case, desk, now)
    if waits := rules.rain_rule(about, desk.procedure):
        case.awaits_rain, case.proved_dry_at = True, None
        _record(session, case, "awaits_rain", waits.clause, by, now)
    return _plan(session, case, about, When.RESOLVED, desk, by, now)


def on_opened(session: Session, case: Case, desk: Working, *, by: str, now: datetime) -> list[Revisit]:
    """What intake alone makes owed: passed on by the company, raised twice (A4.2.3.2.2, A4.3.3.3.1)."""
    about = _about(session, case, desk, now)
    if about.is_repeated:
        repeats.note(session, case, desk, by=by, now=now)
    return _plan(session, case, about, When.OPENED, desk, by, now)


def on_owner_known(session: Session, case: Case, desk: Working, *, by: str, now: datetime) -> list[Revisit]:
    """What is owed because it is known only now whose case it is: they have raised it before (A4.3.3.3.1)."""
    about = _about(session, case, desk, now)
    rows = _plan(session, case, about, When.OPENED, desk, by, now)
    if rows and about.is_repeated:
        repeats.note(session, case, desk, by=by, now=now)
    return rows


def on_triage(session: Session, case: Case, desk: Working, *, by: str, now: datetime) -> list[Revisit]:
    """What a judgement of the case makes owed: a major complaint, a constructive suggestion (A4.3.3.3.2)."""
    return _plan(session, case, _about(session, case, desk, now), When.OPENED, desk, by, now)


def on_unsolved(session: Session, case: Case, desk: Working, *, by: str, now: datetime) -> list[Revisit]:
    """What is owed because a case has been open for long (A4.3.3.3.3)."""
    return _plan(session, case, _about(session, case, desk, now), When.UNSOLVED, desk, by, now)


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
    record_event(session, row, "revisit_planned", by, now, due=due_at.isoformat(), form=form)
    return row


def record_event(
    session: Session,
    revisit: Revisit,
    what: str,
    actor: str,
    now: datetime,
    *,
    clause: str | None = None,
    **data: object,
) -> None:
    """What happened to a revisit goes to its case's record, else to its centre's (B5.1).

    The clause is the revisit's own, if no other is named.
    """
    session.flush()  # a new row has its number from here on
    note(
        session,
        what,
        centre_id=revisit.centre_id,
        case_id=revisit.case_id,
        by=actor,
        now=now,
        clause=clause or revisit.clause,
        revisit=revisit.id,
        round=revisit.round,
        owner=revisit.owner_id,
        **data,
    )


def _plan(
    session: Session, case: Case, about: About, when: When, desk: Working, by: str, now: datetime
) -> list[Revisit]:
    there = {row.round: row for row in revisits.of_case(session, case.id or 0)}
    for rule, visit in rules.joined(about, when, desk.procedure):
        _join(session, there[visit.round], [rule], by, now)
    rows = []
    for each in rules.owed(about, when, desk.procedure, desk.calendar):
        row = plan_one(
            session,
            centre_id=case.centre_id,
            case=case,
            owner_id=case.owner_id,
            unit_id=case.unit_id,
            rule=each.rule,
            form=each.form,
            by_whom=each.by_whom,
            clause=each.clause,
            due_at=each.due,
            next_at=each.begin,
            by=by,
            now=now,
        )
        _join(session, row, each.also, by, now)
        rows.append(row)
    return rows


def _join(session: Session, row: Revisit, asked_for: Iterable[RevisitRule], by: str, now: datetime) -> None:
    """One visit answers another rule as well; the record says which clause asked for it."""
    for rule in asked_for:
        row.also = f"{row.also},{rule.name}".strip(",")
        record_event(session, row, "revisit_shared", by, now, rule=rule.name, clause=rule.clause)


# A visit that another case of the same owner has: it is not made twice, nor is anything joined to it.
_NOWHERE = (RevisitForm.ON_SITE, Role.DIRECTOR, False)


def _about(session: Session, case: Case, desk: Working, now: datetime) -> About:
    assert case.id is not None
    rows = revisits.of_case(session, case.id)
    again = repeats.earlier(session, case, desk)
    elsewhere = Planned(0, frozenset(repeats.visited_for(session, case, desk)), *_NOWHERE) if again else None
    return About(
        kind=Kind(case.kind),
        category=Category(case.category),
        severity=Severity(case.severity),
        at=now,
        round=max((row.round for row in rows), default=0) + 1,
        is_rework=case.relation == "rework",
        is_from_company=case.source == Source.COMPANY,
        is_constructive=case.constructive,
        is_repeated=bool(again),
        is_valid=case.validity == Validity.VALID,
        planned=(
            *(_planned(row) for row in rows if row.why not in NOT_HAD),
            *([elsewhere] if elsewhere else []),
        ),
    )


def _planned(row: Revisit) -> Planned:
    return Planned(
        round=row.round,
        rules=revisits.rules_of(row),
        form=RevisitForm(row.form),
        by_whom=Role(row.by_whom),
        is_open=row.state not in revisits.ENDED,
    )


def _record(session: Session, case: Case, what: str, clause: str, by: str, now: datetime) -> None:
    note_on(session, case, what, clause, by, now)
