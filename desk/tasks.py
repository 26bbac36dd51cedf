"""Tasks of staff, done by a named person, and letters that nobody could read."""

from datetime import datetime

from desk import first_words, noting
from desk.actor import Actor
from desk.answering_all import INCIDENT_ANSWER
from desk.cases import log_call
from desk.meetings import ENDED_BY_THE_THING as MEETING_TASKS
from desk.plain import plain
from desk.reports import ALL_TASKS
from desk.revisit_ends import BY_HAND
from desk.undelivered import PHONE
from procedures import life
from procedures.kinds import Role
from procedures.life import Act
from procedures.refused import Refused
from procedures.revisits import may_make
from storage import Missing, Session
from storage.missing import row_id
from storage.tables import Case, DeadLetter, Task

# Ended by what they ask for, never by a tick: without its record nothing was done (B5.1).
ENDED_BY_THE_THING = {
    "book_visit": "refused.visit_needs_booking",
    "record_visit": "refused.visit_needs_booking",
    "tell_postponed": "refused.call_needs_its_record",
    "postpone_silent": "refused.call_needs_its_record",
    "postpone_approval": "refused.decision_needed",
    "owner_proposes_time": "refused.answer_needed",
    "return_note": "refused.note_needed",
    "return_overdue": "refused.note_needed",
    "phone_revisit": "refused.revisit_needs_its_record",
    "decide": "refused.decide_first",
    "decide_late": "refused.decide_first",
    "first_contact": "refused.log_the_call",
    "first_contact_late": "refused.log_the_call",
    "explain_by_phone": "refused.log_the_call",
    "ask_consent": "refused.record_the_consent",
    "transfer_late": "refused.record_the_answer",
    "transfer_overdue": "refused.record_the_answer",
    "company_transfer": "refused.record_the_answer",
    "opinion": "refused.resolve_the_opinion",
    "quarterly_report": "refused.hand_in_the_report",
    "quarterly_report_late": "refused.hand_in_the_report",
    "notice_to_approve": "refused.decide_the_notice",
    "notice_to_change": "refused.change_the_notice",
    "notice_to_publish": "refused.publish_the_notice",
    "notice_to_bring": "refused.sign_the_register",
    **dict.fromkeys(ALL_TASKS, "refused.report_first"),
    **dict.fromkeys(MEETING_TASKS, "refused.meeting_first"),
}
# Told to somebody above: whoever they were told about does not tick them off.
NOTICES = frozenset({"visit_declined"})


def finish(session: Session, task_id: int, *, note: str, by: Actor, now: datetime) -> None:
    """Somebody did it. A revisit by phone needs its record instead (B5.1). Raises Refused, Missing.

    The note of an answer told by phone is the record of that call.
    """
    if not _is_for(session, task_id, by):
        life.allow(by.role, Act.TAKE)
    if case_id := _to_be_phoned(session, task_id, by):
        log_call(session, case_id, words=note, by=by, now=now)
        return
    task = session.get(Task, row_id(task_id), with_for_update=True)
    if task is None or task.centre_id != by.centre_id:
        raise Missing
    _allow(task, note, by)
    task.done_at, task.done_by, task.note = now, by.staff_id, plain(note).strip()
    session.flush()
    if task.case_id is not None:
        if task.kind == INCIDENT_ANSWER:
            first_words.stamp(session, session.get_one(Case, task.case_id), actor=str(by), now=now)
        noting.note(
            session,
            "task_done",
            centre_id=task.centre_id,
            case_id=task.case_id,
            by=by,
            now=now,
            clause=task.clause,
            task=task.kind,
            note=task.note,
        )
    session.signals.add(f"centre:{by.centre_id}")


def _allow(task: Task, note: str, by: Actor) -> None:
    """Raises Refused for a task that its own record ends, or somebody else."""
    if task.done_at is not None:
        raise Refused("refused.done_already")
    if task.kind in BY_HAND:
        raise Refused("refused.revisit_needs_its_record")
    if task.kind in ENDED_BY_THE_THING:
        raise Refused(ENDED_BY_THE_THING[task.kind])
    if task.kind in NOTICES and not may_make(by.role, {Role(task.for_role or by.role)}):
        raise Refused("refused.notice_is_anothers", role=task.for_role or "")
    if task.kind == "emergency" and not plain(note).strip():
        raise Refused("refused.emergency_needs_a_record")


def _is_for(session: Session, task_id: int, by: Actor) -> bool:
    """What is put on the list of quality or the company is theirs to end, whatever else they may not do."""
    task = session.get(Task, row_id(task_id))
    return task is not None and task.centre_id == by.centre_id and task.for_role == by.role


def _to_be_phoned(session: Session, task_id: int, by: Actor) -> int | None:
    """The case whose answer is to be told by phone; its locks come before the task's."""
    task = session.get(Task, row_id(task_id))
    is_mine = task is not None and task.centre_id == by.centre_id and task.done_at is None
    return task.case_id if task and is_mine and task.kind == PHONE else None


def settle_letter(session: Session, letter_id: int, *, by: Actor, now: datetime) -> None:
    """Somebody has dealt with a dead letter. Raises Missing."""
    letter = session.get(DeadLetter, row_id(letter_id), with_for_update=True)
    if letter is None or letter.centre_id != by.centre_id:
        raise Missing
    letter.solved_at = letter.solved_at or now
    session.signals.add(f"centre:{by.centre_id}")
