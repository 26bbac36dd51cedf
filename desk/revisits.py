"""Revisits: planned when a case is resolved, answered by the owner or recorded by a person (A4.1.3, B5.1)."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from desk import proving
from desk.actor import Actor
from desk.centres import Working, working
from desk.opening import From, Opened, confirmation
from desk.plain import plain
from desk.reworks import open_rework, tell_rework
from desk.words_in import is_theirs
from dialogs.outcomes import OpenCase, RevisitAnswered, RevisitDetails, ReworkTold
from dialogs.speech import Text
from procedures import life
from procedures.kinds import CaseState, Category, Kind, Outcome, RevisitForm, RevisitState, Severity
from procedures.life import Act, CloseReason
from procedures.refused import Refused
from procedures.revisits import Closed, owed
from storage import Missing, Session, cases, conversations, events, revisits, staff, turns
from storage.cases import NewTask
from storage.missing import row_id
from storage.tables import Case, Revisit

PHONED = (RevisitForm.PHONE, RevisitForm.ORAL, RevisitForm.ON_SITE)
OVER = "refused.revisit_is_over"
DECLINED = "declined_by_owner"


@dataclass(frozen=True)
class Answered:
    """What an owner is told about their first tap; `is_over` when it came too late to change anything."""

    text: Text
    case_id: int | None = None
    is_over: bool = False


@dataclass(frozen=True)
class Detailed:
    """What an owner is told at a revisit's end, and the new matter to open."""

    text: Text
    more: OpenCase | None


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


def skip_open(session: Session, case: Case, *, why: str, by: Actor, now: datetime) -> None:
    """Revisits of a case that is closed without handling end as skipped, and why; nobody is phoned."""
    for row in revisits.open_of(session, case.id or 0):
        row.state, row.why, row.next_at, row.done_at = RevisitState.SKIPPED, why, None, now
        _end_phone_task(session, row, str(by), by.staff_id, now)
        _record(session, case, "revisit_skipped", str(by), now, row, why=why)


def declined(session: Session, revisit_id: int, *, by: From, now: datetime) -> None:
    """The owner does not want to be asked: the revisit ends as skipped, and why; nobody is phoned."""
    found = _of_owner(session, revisit_id, by)
    if found is None or found[0].state in revisits.ENDED:
        return
    revisit, case = found
    revisit.state, revisit.why, revisit.next_at, revisit.done_at = RevisitState.SKIPPED, DECLINED, None, now
    _end_phone_task(session, revisit, by.actor, None, now)
    _record(session, case, "revisit_skipped", by.actor, now, revisit, why=DECLINED)


def answered(session: Session, said: RevisitAnswered, desk: Working, *, by: From, now: datetime) -> Answered:
    """Keep an owner's first tap at once; what was not solved opens a linked rework with its own promise."""
    found = _of_owner(session, said.revisit_id, by)
    if found is None or found[0].state in revisits.ENDED:
        return Answered(_why_over(found), is_over=True)
    revisit, case = found
    revisit.answered_at, revisit.done_form = now, RevisitForm.CHAT
    rework = _settle(session, revisit, case, said.result, desk, by=by, now=now)
    return Answered(
        confirmation(rework, desk) if rework else Text("revisit.thank_you_solved"), case_id=case.id
    )


def told(session: Session, said: ReworkTold, *, by: From, now: datetime) -> int | None:
    """What is missing goes to the rework that the first tap opened, else to the case itself; its id."""
    found = _of_owner(session, said.revisit_id, by)
    if found is None or (found[0].state in revisits.ENDED and not _is_answered_in_chat(found[0])):
        return None
    revisit, case = found
    if revisit.outcome in (None, Outcome.SOLVED):
        return _shown(session, revisit, case, said, by=by, now=now)
    return tell_rework(session, case, said, clause=revisit.clause, by=by, now=now)


def _shown(
    session: Session, revisit: Revisit, case: Case, said: ReworkTold, *, by: From, now: datetime
) -> int | None:
    """Pictures of work well done, or not judged yet."""
    if by.contact_id is not None:
        turns.put_pictures(session, by.contact_id, [int(ref) for ref in said.pictures], case.id or 0)
    _record(session, case, "owner_wrote", by.actor, now, revisit, pictures=list(said.pictures))
    return case.id


def details(session: Session, said: RevisitDetails, *, by: From, now: datetime) -> Detailed:
    """Ratings and words after the first tap, and the new matter to open, if the owner named one (B4.1.3)."""
    found = _of_owner(session, said.revisit_id, by)
    if found is None:
        more = dataclasses.replace(said.more, parent_id=None, relation=None) if said.more else None
        return Detailed(Text("revisit.over"), more)
    revisit, case = found
    if not _is_answered_in_chat(revisit):
        return Detailed(_why_over(found), said.more)
    revisit.speed, revisit.workmanship, revisit.manner = said.speed, said.workmanship, said.manner
    revisit.words = said.words
    if by.contact_id is not None:
        turns.put_pictures(session, by.contact_id, [int(ref) for ref in said.pictures], case.id or 0)
    _record(session, case, "revisit_details", by.actor, now, revisit, words=said.words)
    return Detailed(Text("revisit.thanks"), said.more)


def is_over(session: Session, revisit_id: int) -> bool:
    """Whether an owner's first tap would change nothing any more."""
    return revisits.state_of(session, revisit_id) in (None, *revisits.ENDED)


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
    """A named person writes down a revisit they made; the linked rework if it was not solved.

    Without a record there is no revisit (B5.1), and only a person can make one: no job calls this.
    Raises Refused, Missing.
    """
    life.allow(by.role, Act.TAKE)
    conversations.hold_of_revisits(session, [row_id(revisit_id)])
    revisit, case = revisits.get(session, revisit_id)
    if case.centre_id != by.centre_id:
        raise Missing
    if revisit.state in revisits.ENDED:
        raise Refused(OVER)
    if form not in PHONED:
        raise Refused("refused.form_needs_the_owner", form=form)
    written = plain(words).strip()
    if not written:
        raise Refused("refused.words_needed")
    visitor = staff.get(session, by.staff_id, by.centre_id)
    revisit.words, revisit.done_form, revisit.done_by = written, form, visitor.id
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
    _end_phone_task(session, revisit, by.actor, revisit.done_by, now)
    proving.weigh(session, revisit, case, staff_id=revisit.done_by, now=now)
    _record(session, case, "revisit_done", by.actor, now, revisit, outcome=outcome, form=revisit.done_form)
    rework = None
    if outcome is not Outcome.SOLVED:
        rework = open_rework(session, case, desk, by=by, now=now)
        _record(session, case, "rework_opened", by.actor, now, revisit, number=rework.number)
    if case.state == CaseState.RESOLVED and not revisits.open_of(session, case.id or 0):
        cases.change_state(session, case, CaseState.CLOSED)
        case.closed_at, case.close_reason = now, CloseReason.HANDLED
        _record(session, case, "closed", by.actor, now, revisit, reason=CloseReason.HANDLED)
    session.flush()
    return rework


def _end_phone_task(
    session: Session, revisit: Revisit, actor: str, staff_id: int | None, now: datetime
) -> None:
    task = cases.open_task(session, "phone_revisit", f"revisit:{revisit.id}")
    if task:
        task.done_at, task.done_by, task.note = now, staff_id, actor


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


def _of_owner(session: Session, revisit_id: int, by: From) -> tuple[Revisit, Case] | None:
    """A revisit of the owner who speaks; None for one that is not there or somebody else's."""
    try:
        revisit, case = revisits.get(session, revisit_id)
    except Missing:
        return None
    return (revisit, case) if is_theirs(case, by.contact_id, by.owner_id) else None


def _is_answered_in_chat(revisit: Revisit) -> bool:
    return revisit.state == RevisitState.DONE and revisit.done_by is None


def _why_over(found: tuple[Revisit, Case] | None) -> Text:
    """A late answer changes nothing, and is told so."""
    by_phone = found is not None and found[0].done_by is not None
    return Text("revisit.recorded_by_phone" if by_phone else "revisit.over")


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
