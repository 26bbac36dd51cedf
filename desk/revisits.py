"""Revisits: planned when a case is resolved, answered by the owner or recorded by a named person (A4.1.3, B5.1)."""

from datetime import datetime

from desk.actor import Actor
from desk.centres import Working, working
from desk.opening import From, Opened, open_case
from desk.telling import listener, tell
from dialogs.outcomes import OpenCase, RevisitAnswered, RevisitDetails
from dialogs.speech import Text
from procedures.kinds import CaseState, Category, Kind, Outcome, RevisitForm, RevisitState, Severity
from procedures.life import CloseReason
from procedures.refused import Refused
from procedures.revisits import Closed, owed
from storage import Missing, Session, cases, events, revisits, turns
from storage.cases import NewTask
from storage.tables import Case, Revisit

PHONED = (RevisitForm.PHONE, RevisitForm.ORAL, RevisitForm.ON_SITE)
OVER = "refused.revisit_is_over"


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
    rows = [
        Revisit(
            centre_id=case.centre_id,
            case_id=case.id,
            round=each.round,
            form=each.form,
            by_whom=each.by_whom,
            clause=each.clause,
            due_at=each.due,
            next_at=each.due,
        )
        for each in owed(closed, desk.procedure, desk.calendar)
    ]
    session.add_all(rows)
    session.flush()
    for row in rows:
        _record(session, case, "revisit_planned", by, now, row, due=row.due_at.isoformat())
    return rows


def owed_by(session: Session, case_id: int) -> int:
    """How many revisits a case still owes."""
    return len(revisits.open_of(session, case_id))


def skip_open(session: Session, case_id: int, *, why: str, now: datetime) -> None:
    """Revisits of a case that is closed without handling end as skipped, with the reason."""
    for row in revisits.open_of(session, case_id):
        row.state, row.why, row.next_at, row.done_at = RevisitState.SKIPPED, why, None, now
    session.flush()


def answered(
    session: Session, said: RevisitAnswered, desk: Working, *, by: From, now: datetime
) -> Opened | None:
    """Keep an owner's first tap at once; what was not solved opens a linked rework, which is returned."""
    revisit, case = revisits.get(session, said.revisit_id)
    if not _is_theirs(case, by) or revisit.state in revisits.ENDED:
        return None
    revisit.answered_at = now
    revisit.done_form = RevisitForm.CHAT
    return _settle(session, revisit, case, said.result, desk, by=by, now=now)


def thanks(said: RevisitAnswered) -> Text:
    return Text("revisit.thank_you_solved" if said.result is Outcome.SOLVED else "revisit.sorry_partly")


def details(session: Session, said: RevisitDetails, *, by: From, now: datetime) -> OpenCase | None:
    """Ratings and words after the first tap; the new matter to open, if the owner named one (B4.1.3)."""
    revisit, case = revisits.get(session, said.revisit_id)
    if not _is_theirs(case, by):
        return None
    revisit.speed, revisit.workmanship, revisit.manner = said.speed, said.workmanship, said.manner
    revisit.words = said.words
    session.flush()
    _to_rework(session, case, said, by)
    _record(session, case, "revisit_details", by.actor, now, revisit, words=said.words)
    return said.more


def record(
    session: Session,
    revisit_id: int,
    *,
    form: RevisitForm,
    outcome: Outcome,
    words: str,
    speed: int | None = None,
    workmanship: int | None = None,
    manner: int | None = None,
    by: Actor,
    now: datetime,
) -> Opened | None:
    """A named person writes down a revisit they made; the linked rework if it was not solved. Raises Refused, Missing.

    Without a record there is no revisit (B5.1), and only a person can make one: no job calls this.
    """
    revisit, case = revisits.get(session, revisit_id)
    if case.centre_id != by.centre_id:
        raise Missing
    if revisit.state in revisits.ENDED:
        raise Refused(OVER)
    if form not in PHONED:
        raise Refused("refused.form_needs_the_owner", form=form)
    if not words.strip():
        raise Refused("refused.words_needed")
    revisit.words, revisit.done_form, revisit.done_by = words.strip(), form, by.staff_id
    revisit.speed, revisit.workmanship, revisit.manner = speed, workmanship, manner
    who = From(case.contact_id, case.owner_id, str(by), form)
    return _settle(session, revisit, case, outcome, working(session, by.centre_id, now=now), by=who, now=now)


def _settle(
    session: Session,
    revisit: Revisit,
    case: Case,
    outcome: Outcome,
    desk: Working,
    *,
    by: From,
    now: datetime,
) -> Opened | None:
    """The revisit is done. Solved: the case closes. Otherwise a linked rework opens with its own promise."""
    revisit.outcome, revisit.state = outcome, RevisitState.DONE
    revisit.done_at, revisit.next_at = now, None
    _end_phone_task(session, revisit, by, now)
    _record(session, case, "revisit_done", by.actor, now, revisit, outcome=outcome)
    rework = (
        None if outcome is Outcome.SOLVED else _rework(session, case, outcome, revisit, desk, by=by, now=now)
    )
    if case.state == CaseState.RESOLVED and not revisits.open_of(session, revisit.case_id):
        cases.change_state(session, case, CaseState.CLOSED)
        case.closed_at, case.close_reason = now, CloseReason.HANDLED
        _record(session, case, "closed", by.actor, now, revisit, reason=CloseReason.HANDLED)
    session.flush()
    return rework


def _rework(
    session: Session,
    case: Case,
    outcome: Outcome,
    revisit: Revisit,
    desk: Working,
    *,
    by: From,
    now: datetime,
) -> Opened:
    wanted = OpenCase(
        kind=Kind(case.kind),
        category=Category(case.category),
        story=case.story,
        unit_id=case.unit_id,
        place=case.place,
        parent_id=case.id,
        relation="rework",
    )
    rework = open_case(session, wanted, desk, by, now=now)
    _record(session, case, "rework_opened", by.actor, now, revisit, number=rework.number, outcome=outcome)
    if by.source != "chat" and rework.contact_id is not None:
        text = Text("case.rework", {**_promise_of(rework, desk)})
        tell(session, listener(session, rework.contact_id), [text], now=now, case_id=rework.id)
    return rework


def _promise_of(case: Opened, desk: Working) -> dict[str, object]:
    centre = desk.centre
    return {
        "number": case.number,
        "reply_by": case.reply_by,
        "phone": centre.phone_service,
        "phone_24h": centre.phone_24h,
        "phone_complaints": centre.phone_complaints,
    }


def _to_rework(session: Session, case: Case, said: RevisitDetails, by: From) -> None:
    """What is missing, in words and pictures, goes to the rework that the first tap opened."""
    rework = cases.newest_child(session, case.id or 0, "rework")
    if rework is None or rework.id is None:
        return
    if said.words:
        rework.story = f"{said.words}\n\n{case.story}"
    if by.contact_id is not None:
        turns.put_pictures(session, by.contact_id, [int(ref) for ref in said.pictures], rework.id)
    session.signals.add(f"centre:{case.centre_id}")


def _end_phone_task(session: Session, revisit: Revisit, by: From, now: datetime) -> None:
    task = cases.open_task(session, "phone_revisit", f"revisit:{revisit.id}")
    if task:
        task.done_at, task.note = now, by.actor


def phone_task(revisit: Revisit, case: Case, *, clause: str, now: datetime) -> NewTask:
    """Silence ends in a phone call that a person has to make."""
    return NewTask(
        centre_id=case.centre_id,
        kind="phone_revisit",
        key=f"revisit:{revisit.id}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=now,
        clause=clause,
    )


def _is_theirs(case: Case, by: From) -> bool:
    if case.contact_id == by.contact_id:
        return True
    return case.owner_id is not None and case.owner_id == by.owner_id


def _record(
    session: Session, case: Case, what: str, actor: str, now: datetime, revisit: Revisit, **data: object
) -> None:
    assert case.id is not None
    session.flush()
    events.record(
        session,
        centre_id=case.centre_id,
        case_id=case.id,
        what=what,
        actor=actor,
        at=now,
        clause=revisit.clause,
        data={"revisit": revisit.id, "round": revisit.round, **data},
    )
