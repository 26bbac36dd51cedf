"""A delivered open letter is the revisit of an opinion or a suggestion (B4.1.2.1)."""

from datetime import datetime

from desk.actor import THE_BOT
from desk.centres import Working
from desk.noting import note
from procedures.kinds import CaseState, RevisitForm, RevisitState, Role
from procedures.life import CloseReason
from storage import Session, cases, revisits
from storage.tables import Case, Letter, LetterCopy, Revisit

# A visit on site is not replaced by paper.
BY_PAPER = (
    RevisitForm.CHAT,
    RevisitForm.PHONE,
    RevisitForm.ORAL,
    RevisitForm.LETTER,
    RevisitForm.OPEN_LETTER,
)


def count_letter(
    session: Session, case: Case, letter: Letter, copy: LetterCopy, desk: Working, *, now: datetime
) -> None:
    """The revisit that is owed is done by this letter, or one more is on record; `letter` is its record.

    Only for kinds of which the procedure says so, and only once the owner has the copy. It stands under the
    name of whoever sent the letter after it was agreed to: nothing is said of a visit.
    """
    if case.kind not in desk.procedure.incidents.letter_revisits or copy.revisit_id is not None:
        return
    owed = [row for row in revisits.open_of(session, case.id or 0) if row.form in BY_PAPER]
    row = owed[0] if owed else _one_more(session, case, letter, desk, now)
    row.state, row.done_form = RevisitState.DONE, RevisitForm.OPEN_LETTER
    row.done_at, row.done_by, row.next_at = now, letter.sent_by, None
    row.words = f"{letter.title} v{letter.version}"
    session.flush()
    copy.revisit_id = row.id
    _end_phone_task(session, row, letter.sent_by, now)
    _note(session, case, "revisit_done", row.clause, now, letter, revisit=row.id, form=row.done_form)
    if case.state == CaseState.RESOLVED and not revisits.open_of(session, case.id or 0):
        cases.change_state(session, case, CaseState.CLOSED)
        case.closed_at, case.close_reason = now, CloseReason.HANDLED
        _note(session, case, "closed", row.clause, now, letter, reason=CloseReason.HANDLED)


def _one_more(session: Session, case: Case, letter: Letter, desk: Working, now: datetime) -> Revisit:
    row = Revisit(
        centre_id=case.centre_id,
        case_id=case.id,
        owner_id=case.owner_id,
        unit_id=case.unit_id,
        key=f"letter:{letter.id}:case:{case.id}",
        rule="open_letter",
        round=revisits.next_round(session, case.id or 0),
        form=RevisitForm.OPEN_LETTER,
        by_whom=Role.ASSISTANT,
        clause=desk.procedure.incidents.clause,
        due_at=now,
    )
    session.add(row)
    return row


def _end_phone_task(session: Session, row: Revisit, staff_id: int | None, now: datetime) -> None:
    task = cases.open_task(session, "phone_revisit", f"revisit:{row.id}")
    if task:
        task.done_at, task.done_by = now, staff_id


def _note(
    session: Session, case: Case, what: str, clause: str, now: datetime, letter: Letter, **data: object
) -> None:
    by = f"staff:{letter.sent_by}" if letter.sent_by else THE_BOT
    note(
        session,
        what,
        centre_id=case.centre_id,
        case_id=case.id,
        by=by,
        now=now,
        clause=clause,
        letter=letter.id,
        **data,
    )
