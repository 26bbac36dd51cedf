"""The owner's consent before their data leave (PIPL 23): asked in the chat, given by their own tap."""

from datetime import datetime

from desk.actor import THE_OWNER
from desk.centres import Working
from desk.facts import facts_for
from desk.noting import note
from desk.telling import Delivery, Listener, tell
from desk.words_in import is_theirs
from dialogs import running, showing
from dialogs.facts import ConsentFact
from dialogs.outcomes import ConsentGiven
from dialogs.script import Waiting
from dialogs.speech import Text
from dialogs.state import Run, State
from procedures.transfers import Consent, TransferState
from storage import Missing, Session, cases, conversations, overdue, transfers
from storage.tables import Case, Transfer

FLOW = "consent"


def ask(
    session: Session, transfer: Transfer, case: Case, desk: Working, to: Listener, *, now: datetime
) -> bool:
    """Put the question on the owner's screen; False when they have no conversation."""
    found = conversations.locked(session, to.contact_id, now=now)
    if found is None:
        return False
    row, state = found
    fact = ConsentFact(transfer.id or 0, case.number, transfer.recipient, transfer.name, transfer.reason)
    facts = facts_for(session, desk, to.owner_id, now=now, consent=fact)
    if state.run:
        state.paused = [*state.paused[-2:], state.run]
    turned = running.start(state, FLOW, facts, {})
    conversations.keep(session, row, state)
    tell(session, to, [], now=now, asked=turned.asked, case_id=case.id, klass=Delivery.B)
    transfer.consent_asked_at = now
    return True


def remind(session: Session, transfer: Transfer, case: Case, to: Listener, *, now: datetime) -> bool:
    """Ask once more with the same buttons; False when the question waits on no screen any more."""
    found = conversations.locked(session, to.contact_id, now=now)
    runs = [*([found[1].run] if found[1].run else []), *found[1].paused] if found else []
    run = next((each for each in runs if _asks(each, transfer)), None)
    waiting = running.at(run) if run else None
    if run is None or not isinstance(waiting, Waiting):
        return False
    asked = showing.question(run, waiting)
    again = [Text("consent.remind", {"number": case.number})]
    tell(session, to, again, now=now, asked=asked, case_id=case.id, klass=Delivery.B)
    return True


def given(
    session: Session, said: ConsentGiven, *, contact_id: int, owner_id: int | None, now: datetime
) -> tuple[Text, int | None]:
    """The owner's own tap; what they are told, and the case it is about. Too late, it changes nothing."""
    try:
        case = overdue.get(session, transfers.case_of(session, said.transfer_id))
        row = transfers.get(session, said.transfer_id)
    except Missing:
        return Text("consent.over"), None
    to = TransferState.CONSENTED if said.agreed else TransferState.DECLINED
    is_open = row.state == TransferState.PROPOSED
    if not is_theirs(case, contact_id, owner_id) or not is_open or not transfers.move(session, row, to):
        return Text("consent.over"), None
    row.consent_at, row.consent_how, row.look_at = now, Consent.CHAT, None
    _end_phone_task(session, row, now)
    note(
        session,
        f"transfer_{to}",
        centre_id=row.centre_id,
        case_id=case.id,
        by=THE_OWNER,
        now=now,
        clause=row.clause,
        transfer=row.id,
        consent=Consent.CHAT,
    )
    return Text("consent.thanks" if said.agreed else "consent.respected", {"name": row.name}), case.id


def forget_question(session: Session, case: Case, transfer: Transfer, *, now: datetime) -> None:
    """A question that was settled otherwise leaves the owner's screen."""
    if case.contact_id is None or transfer.consent_asked_at is None:
        return
    found = conversations.locked(session, case.contact_id, now=now)
    if found is None:
        return
    row, state = found
    state.run = None if _asks(state.run, transfer) else state.run
    state.paused = [run for run in state.paused if not _asks(run, transfer)]
    conversations.keep(session, row, state)


def is_busy(state: State, heard_at: datetime | None, *, since: datetime) -> bool:
    """Whether the owner is in the middle of another dialog."""
    return state.run is not None and heard_at is not None and heard_at > since


def _asks(run: Run | None, transfer: Transfer) -> bool:
    about = run.facts.consent if run and run.flow == FLOW else None
    return about is not None and about.transfer_id == transfer.id


def _end_phone_task(session: Session, row: Transfer, now: datetime) -> None:
    task = cases.open_task(session, "ask_consent", f"transfer:{row.id}")
    if task:
        task.done_at = now
