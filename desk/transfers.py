"""Transfers to company, developer or contractor: proposed, agreed to, sent, answered (A3.3, A4.2.3.2)."""

from datetime import datetime

from desk import transfer_notes
from desk.acting import OnCase, on_case, written
from desk.actor import Actor
from desk.centres import working
from desk.consenting import forget_question
from desk.telling import listener, tell
from dialogs.speech import Text
from procedures import transfers as rules
from procedures.kinds import Role
from procedures.life import Act, allow
from procedures.promises import Due
from procedures.refused import Refused
from procedures.transfers import UNSENT, Consent, TransferState
from procedures.warranty import Recipient
from storage import Session, cases, transfers
from storage.cases import NewTask
from storage.tables import Transfer

TASKS = ("ask_consent", "transfer_late", "transfer_overdue", "company_transfer")
DAY = "%Y%m%d"


def propose(
    session: Session,
    case_id: int,
    *,
    to: Recipient,
    name: str,
    defect: str,
    reason: str,
    by: Actor,
    now: datetime,
) -> int:
    """Propose to pass a matter on; the owner is asked first when it leaves the company (PIPL 23).

    Its id. Raises Refused for a closed case, empty words or a recipient that the procedure does not know.
    """
    on = on_case(session, case_id, by, now)
    told = {"name": written(name), "defect": written(defect), "reason": written(reason)}
    on.moved(Act.TRANSFER)
    rule = working(session, by.centre_id, now=now).procedure.houses.transfer_to(to)
    row = Transfer(
        centre_id=by.centre_id,
        case_id=case_id,
        recipient=to,
        clause=rule.clause,
        proposed_at=now,
        proposed_by=by.staff_id,
        look_at=now if rules.asks_consent(to) else None,
        **told,
    )
    session.add(row)
    session.flush()
    on.recorded("transfer_proposed", clause=rule.clause, recipient=to, transfer=row.id, **told)
    assert row.id is not None
    return row.id


def record_consent(
    session: Session, transfer_id: int, *, agreed: bool, how: Consent, words: str, by: Actor, now: datetime
) -> None:
    """What the owner said by phone or in person, written down with their words. Raises Refused, Missing."""
    on, row = _on(session, transfer_id, by, now)
    if how is Consent.CHAT:
        raise Refused("refused.form_needs_the_owner", form=how)
    said = written(words)
    rules.allow(TransferState(row.state), *UNSENT)
    _move(on, row, TransferState.CONSENTED if agreed else TransferState.DECLINED)
    row.consent_at, row.consent_how, row.consent_words = now, how, said
    row.consent_by, row.look_at = by.staff_id, None
    end_tasks(on, row, "ask_consent")
    forget_question(session, on.case, row, now=now)
    on.recorded(f"transfer_{row.state}", clause=row.clause, transfer=row.id, consent=how, words=said)


def send(session: Session, transfer_id: int, *, by: Actor, now: datetime) -> None:
    """The note goes out as the consent of this moment allows; the owner is told. Raises Refused, Missing."""
    on, row = _on(session, transfer_id, by, now)
    rules.allow(TransferState(row.state), *UNSENT)
    desk = working(session, by.centre_id, now=now)
    row.with_person = rules.names_the_owner(Recipient(row.recipient), TransferState(row.state))
    row.note = transfer_notes.note(session, row, on.case, desk)
    _move(on, row, TransferState.SENT)
    rule = desk.procedure.houses.transfer_to(Recipient(row.recipient))
    by_then = desk.calendar.end_of_nth_day(now, rule.days)
    row.sent_at, row.sent_by, row.due_at, row.look_at = now, by.staff_id, by_then, by_then
    end_tasks(on, row, "ask_consent")
    forget_question(session, on.case, row, now=now)
    on.recorded(
        "transfer_sent", clause=rule.clause, transfer=row.id, name=row.name, due_at=by_then.isoformat()
    )
    if row.recipient == Recipient.COMPANY:
        _tell_company(on, row, Due(by_then, rule.clause, ()))
    _tell_owner(on, "transfer.sent", name=row.name, due=by_then)


def answer(session: Session, transfer_id: int, *, words: str, by: Actor, now: datetime) -> None:
    """What they answered; the company may write its own. The owner is told. Raises Refused, Missing."""
    on, row = _on(session, transfer_id, by, now, own=Role.COMPANY)
    said = written(words)
    rules.allow(TransferState(row.state), TransferState.SENT)
    _end(on, row, TransferState.ANSWERED)
    row.answer = said
    on.recorded("transfer_answered", clause=row.clause, transfer=row.id, name=row.name, words=said)
    _tell_owner(on, "transfer.answered", name=row.name, words=said)


def withdraw(session: Session, transfer_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """It is not to be passed on after all, or needs no answer any more. Raises Refused, Missing."""
    on, row = _on(session, transfer_id, by, now)
    why = written(reason)
    rules.allow(TransferState(row.state), *UNSENT, TransferState.SENT)
    was_sent = row.state == TransferState.SENT
    _end(on, row, TransferState.WITHDRAWN)
    row.why = why
    forget_question(session, on.case, row, now=now)
    on.recorded("transfer_withdrawn", clause=row.clause, transfer=row.id, name=row.name, why=why)
    if was_sent:
        _tell_owner(on, "transfer.withdrawn", name=row.name)


def withdraw_unsent(on: OnCase, *, why: str) -> None:
    """A case that ends without handling passes nothing on any more."""
    for row in transfers.unsent_of(on.session, on.case.id or 0):
        _end(on, row, TransferState.WITHDRAWN)
        row.why = why
        forget_question(on.session, on.case, row, now=on.now)
        on.recorded("transfer_withdrawn", clause=row.clause, transfer=row.id, name=row.name, why=why)


def end_tasks(on: OnCase, row: Transfer, *kinds: str) -> None:
    """End what this transfer, and no other of the case, asked for."""
    for kind in kinds:
        task = cases.open_task(on.session, kind, f"transfer:{row.id}")
        if task:
            task.done_at, task.done_by = on.now, on.by.staff_id


def _on(
    session: Session, transfer_id: int, by: Actor, now: datetime, *, own: Role | None = None
) -> tuple[OnCase, Transfer]:
    """The case and its transfer, locked in that order."""
    on = on_case(session, transfers.case_of(session, transfer_id), by, now)
    row = transfers.get(session, transfer_id, by.centre_id)
    if not (own and by.role is own and row.recipient == own):
        allow(by.role, Act.TRANSFER)
    return on, row


def _move(on: OnCase, row: Transfer, to: TransferState) -> None:
    if not transfers.move(on.session, row, to):
        raise Refused("refused.transfer_is_elsewhere", transfer=row.state)


def _end(on: OnCase, row: Transfer, to: TransferState) -> None:
    _move(on, row, to)
    row.ended_at, row.ended_by, row.look_at = on.now, on.by.staff_id, None
    end_tasks(on, row, *TASKS)


def _tell_owner(on: OnCase, text: str, **facts: object) -> None:
    """At each step, in their chat (A4.2.3.2)."""
    if on.case.contact_id is None:
        return
    said = Text(text, {"number": on.case.number, **facts})
    tell(on.session, listener(on.session, on.case.contact_id), [said], now=on.now, case_id=on.case.id)


def _tell_company(on: OnCase, row: Transfer, due: Due) -> None:
    task = NewTask(
        centre_id=row.centre_id,
        kind="company_transfer",
        key=f"transfer:{row.id}",
        case_id=row.case_id,
        due_at=due.by,
        clause=due.clause,
        for_role=Role.COMPANY,
    )
    cases.add_task(on.session, task)
