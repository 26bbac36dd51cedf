"""An owner's words and pictures put into a case that is being talked about."""

from datetime import datetime

from desk import deadlines
from desk.actor import THE_OWNER
from desk.noting import note_on
from dialogs.heard import Heard
from dialogs.outcomes import AddToCase
from procedures.kinds import CaseState
from procedures.life import Act, after
from procedures.refused import Refused
from storage import Missing, Session, cases, turns
from storage.cases import NewTask
from storage.tables import Case
from storage.turns import Talk


def owner_wrote(
    session: Session, said: AddToCase, talk: Talk, heard: Heard, message_id: int, *, now: datetime
) -> Case:
    """Words after the end reopen nothing; staff see them in the case all the same. Raises Missing."""
    case = cases.get(session, said.case_id, talk.centre_id)
    if not is_theirs(case, talk.contact_id, talk.owner_id):
        raise Missing
    turns.put_into_case(session, message_id, said.case_id)
    pictures = [int(ref) for ref in (*said.pictures, *heard.pictures)]
    turns.put_pictures(session, talk.contact_id, pictures, said.case_id)
    _move_on(session, case)
    deadlines.look_again(session, case, now=now)
    if case.state in (CaseState.RESOLVED, CaseState.CLOSED):
        _nobody_is_at_it(session, case, message_id, now)
    _record(session, case, "owner_wrote", now, message=message_id, words=said.words)
    if said.place:
        case.place = said.place
        _record(session, case, "place_told", now, place=said.place)
    return case


def _record(session: Session, case: Case, what: str, now: datetime, **data: object) -> None:
    """An act of the owner on a case (A4.2.2)."""
    note_on(
        session,
        case,
        what,
        "A4.2.2",
        THE_OWNER,
        now,
        **{name: value for name, value in data.items() if value},
    )


def _nobody_is_at_it(session: Session, case: Case, message_id: int, now: datetime) -> None:
    """Words after the work was done: somebody has to read them, or they reach nobody (A4.2.2)."""
    task = NewTask(
        centre_id=case.centre_id,
        kind="owner_wrote",
        key=f"message:{message_id}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=now,
        clause="A4.2.2",
    )
    cases.add_task(session, task)


def is_theirs(case: Case, contact_id: int | None, owner_id: int | None) -> bool:
    """Whether a case is of the contact that speaks, or of the owner behind it."""
    if case.contact_id is not None and case.contact_id == contact_id:
        return True
    return case.owner_id is not None and case.owner_id == owner_id


def _move_on(session: Session, case: Case) -> None:
    """A case that waited for the owner waits no more."""
    try:
        to = after(CaseState(case.state), Act.OWNER_WROTE)
    except Refused:
        return
    if to != case.state:
        cases.change_state(session, case, to)
