"""Due work of transfers: consent is asked, then phoned for; answers are chased (A4.2.3.2)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk import consenting
from desk.actor import THE_BOT
from desk.centres import Working, working
from desk.due_unit import Unit
from desk.noting import note
from desk.reach_asking import why_not
from desk.telling import Listener, listener
from procedures.kinds import CaseState, Role
from procedures.transfers import TransferState
from procedures.warranty import Recipient
from storage import Session, cases, conversations, overdue, transfers
from storage.cases import NewTask
from storage.tables import Case, Transfer

WAIT_FOR_THE_OWNER = timedelta(minutes=30)
PUT_OFF = timedelta(minutes=10)


def _follow(session: Session, transfer_id: int, now: datetime) -> None:
    case = overdue.get(session, transfers.case_of(session, transfer_id))
    row = transfers.get(session, transfer_id)
    if row.look_at is None or row.look_at > now:
        return
    desk = working(session, row.centre_id, now=now)
    opens = desk.calendar.next_open(now)
    if opens > now:
        row.look_at = opens
    elif row.state == TransferState.PROPOSED:
        _consent(session, row, case, desk, now)
    elif row.state == TransferState.SENT:
        _chase(session, row, case, desk, now)
    else:
        row.look_at = None


def _consent(session: Session, row: Transfer, case: Case, desk: Working, now: datetime) -> None:
    """Asked once in the chat and reminded once; silence, or no chat, is a call that a person makes."""
    rule = desk.procedure.houses.consent
    to = _reach(session, case, now)
    if rule is not None and to is not None and row.consent_asked_at is not None:
        phoned = row.consent_asked_at + rule.phone_after
        if now < phoned and consenting.remind(session, row, case, to, now=now):
            row.look_at = phoned
            _record(session, row, "consent_reminded", now)
        else:
            _phone(session, row, case, now)
    elif rule is None or to is None:
        _phone(session, row, case, now)
    elif _is_busy(session, to, now):
        row.look_at = now + WAIT_FOR_THE_OWNER
    elif consenting.ask(session, row, case, desk, to, now=now):
        row.look_at = now + (rule.remind_after or rule.phone_after)
        _record(session, row, "consent_asked", now)
    else:
        _phone(session, row, case, now)


def _chase(session: Session, row: Transfer, case: Case, desk: Working, now: datetime) -> None:
    """First the handler, and the director after as many days again."""
    rule = desk.procedure.houses.transfer_to(Recipient(row.recipient))
    if not cases.is_task_there(session, "transfer_late", f"transfer:{row.id}"):
        _task(session, row, "transfer_late", now, staff_id=case.handler_id)
        _record(session, row, "transfer_chased", now)
        row.look_at = desk.calendar.end_of_nth_day(now, max(rule.days, 1))
        return
    _task(session, row, "transfer_overdue", now, for_role=Role.DIRECTOR)
    _record(session, row, "transfer_overdue", now)
    row.look_at = None


def _phone(session: Session, row: Transfer, case: Case, now: datetime) -> None:
    row.look_at = None
    _task(session, row, "ask_consent", now, staff_id=case.handler_id, contact_id=case.contact_id)
    _record(session, row, "consent_by_phone", now)


def _reach(session: Session, case: Case, now: datetime) -> Listener | None:
    if case.contact_id is None or case.state == CaseState.CLOSED:
        return None
    return None if why_not(session, case.contact_id, now=now) else listener(session, case.contact_id)


def _is_busy(session: Session, to: Listener, now: datetime) -> bool:
    found = conversations.locked(session, to.contact_id, now=now)
    return found is not None and consenting.is_busy(
        found[1], found[0].heard_at, since=now - WAIT_FOR_THE_OWNER
    )


def _task(
    session: Session,
    row: Transfer,
    kind: str,
    now: datetime,
    *,
    staff_id: int | None = None,
    for_role: str | None = None,
    contact_id: int | None = None,
) -> None:
    task = NewTask(
        centre_id=row.centre_id,
        kind=kind,
        key=f"transfer:{row.id}",
        case_id=row.case_id,
        contact_id=contact_id,
        due_at=row.due_at or now,
        clause=row.clause,
        staff_id=staff_id,
        for_role=for_role,
    )
    cases.add_task(session, task)


def _record(session: Session, row: Transfer, what: str, now: datetime) -> None:
    note(
        session,
        what,
        centre_id=row.centre_id,
        case_id=row.case_id,
        by=THE_BOT,
        now=now,
        clause=row.clause,
        transfer=row.id,
        name=row.name,
    )


def _later(session: Session, transfer_id: int, now: datetime) -> int:
    row = transfers.get(session, transfer_id)
    row.look_at = now + PUT_OFF
    return row.centre_id


def _hold(session: Session, rows: Sequence[int]) -> None:
    """The conversations of the owners come before anything of the cases."""
    for row in rows:
        conversations.hold_of_case(session, transfers.case_of(session, row))


follow_transfers = Unit("follow_transfers", transfers.due, _follow, _later, hold=_hold)
