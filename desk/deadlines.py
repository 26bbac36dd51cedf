"""Deadlines of an open case: looked at by the clock, moved up the ladder, ended by whoever acts (A3.3)."""

from datetime import datetime

from desk import climbing, postponing_tasks, silence
from desk.actor import Actor
from desk.centres import Working, working
from desk.noting import note_on
from desk.plain import plain
from procedures import life
from procedures.escalation import HANDLER, Standing, next_owed, rung_above
from procedures.kinds import CaseState, Kind
from procedures.life import Act
from procedures.refused import Refused
from storage import Session, cases, conversations, overdue
from storage.tables import Case

CHASED_STATES = (CaseState.OPEN, CaseState.ASSIGNED, CaseState.TAKEN)
ENDED_STATES = (CaseState.RESOLVED, CaseState.CLOSED)
OF_CLOSE = ("close_warning", "close_broken", "escalated_close", "new_limit")
OF_ALL = (
    *OF_CLOSE,
    *("escalated_reply", "escalated_by_hand", "unassigned", "opinion"),
    silence.TASK,
    *postponing_tasks.ALL,
)
LONGEST = 4000


def standing(case: Case) -> Standing:
    """A case as the ladder looks at it."""
    return Standing(
        kind=Kind(case.kind),
        urgent=case.urgent,
        opened_at=case.reopened_at or case.opened_at,
        level=case.level,
        stepped_at=case.stepped_at,
        reply_by=case.reply_by if case.replied_at is None else None,
        close_by=case.close_by,
        close_clause=case.close_clause or case.reply_clause,
        close_warn_at=case.close_warn_at,
        close_warned=case.close_warned_at is not None,
        close_counted=case.close_broken_at is not None,
        is_unassigned=case.state == CaseState.OPEN and not (case.handler_id or case.department_id),
        alarmed_at=case.alarmed_at,
    )


def look(session: Session, case_id: int, now: datetime) -> None:
    """Do what is owed by now, at most one rung whatever the clock has missed, and say when to look again."""
    case = overdue.get(session, case_id)
    desk = working(session, case.centre_id, now=now)
    opens = now if case.urgent else desk.calendar.next_open(now)
    if case.state == CaseState.WAITING and opens <= now:
        silence.look(session, case, desk, now=now)
    while case.state in CHASED_STATES and opens <= now:
        owed = next_owed(desk.procedure.deadlines, desk.calendar, standing(case))
        if owed is None or owed.at > now:
            break
        climbing.carry_out(session, case, owed, now=now)
    following = _next_look(case, desk)
    # What an outage has put off into the night waits for the morning.
    case.look_at = max(following, opens) if following else None
    session.flush()


def look_again(session: Session, case: Case, *, now: datetime) -> None:
    """After an act: end what it has made idle, and say when the clock looks next."""
    if over := _over(case):
        cases.end_tasks_of(session, case.id or 0, over, at=now)
    if case.stepped_for == climbing.FOR_REPLY and case.replied_at is not None:
        down(case)
    case.look_at = _next_look(case, working(session, case.centre_id, now=now))


def down(case: Case) -> None:
    """Back to whoever has it: what it was called up for is over."""
    case.level, case.stepped_at, case.stepped_for = HANDLER, None, None


def escalate(session: Session, case_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """What lies beyond somebody's authority goes one rung up, with the reason (A3.3). Raises Refused."""
    life.allow(by.role, Act.ESCALATE)
    conversations.hold_of_case(session, case_id)
    case = cases.get(session, case_id, by.centre_id)
    life.after(CaseState(case.state), Act.ESCALATE)
    why = plain(reason).strip()[:LONGEST]
    if not why:
        raise Refused("refused.reason_needed")
    rules = working(session, case.centre_id, now=now).procedure.deadlines
    rung = rung_above(rules, Kind(case.kind), case.level)
    if rung is None:
        raise Refused("refused.nobody_higher")
    climbing.step(session, case, rung.role, rung.clause, climbing.BY_HAND, now=now, actor=str(by), note=why)
    look_again(session, case, now=now)


def count_closing(session: Session, case: Case, *, actor: str, now: datetime) -> None:
    """Resolved: the close-by time was kept, or not (A3.1-b); what was counted as broken stays so."""
    if case.close_by is None:
        return
    case.close_kept = now <= case.close_by and case.close_kept is not False
    what = "closed_in_time" if case.close_kept else "closed_late"
    note_on(session, case, what, case.close_clause, actor, now)


def _over(case: Case) -> tuple[str, ...]:
    """The kinds of task that have no ground any more."""
    if case.state in ENDED_STATES:
        return OF_ALL
    answered = ("escalated_reply",) if case.replied_at is not None else ()
    return (*answered, "unassigned") if case.handler_id or case.department_id else answered


def _next_look(case: Case, desk: Working) -> datetime | None:
    """None for a case that is done with; a waiting one: when its owner has been silent for long."""
    if case.state == CaseState.WAITING:
        return silence.ends_at(case, desk)
    if case.state in CHASED_STATES:
        owed = next_owed(desk.procedure.deadlines, desk.calendar, standing(case))
        return owed.at if owed else None
    return case.return_by if case.state in ENDED_STATES and case.returned_at is None else None
