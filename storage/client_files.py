"""Everything that is on file under a client: chats, calls, letters, revisits, changes of the record (C4)."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlmodel import col, or_, select

from storage import open_letters
from storage.open_letters import Filed
from storage.session import Session
from storage.tables import Case, CaseEvent, Contact, Message, Owner, Revisit

MOST = 300
RECORD = ("client_added", "client_changed")
CALLS = ("called", "visit_recorded", "explained")


@dataclass(frozen=True)
class ClientFile:
    """The newest of each; `numbers` are the case numbers by id."""

    cases: Sequence[Case]
    messages: Sequence[Message]
    calls: Sequence[CaseEvent]
    revisits: Sequence[Revisit]
    letters: Sequence[Filed]
    changes: Sequence[CaseEvent]
    events: Sequence[CaseEvent] = ()
    """What else was done about the cases."""

    @property
    def numbers(self) -> dict[int | None, str]:
        return {case.id: case.number for case in self.cases}


def file_of(session: Session, owner_id: int, centre_id: int, *, most: int = MOST) -> ClientFile:
    """An owner's file in their centre, each part newest first."""
    cases = session.exec(
        select(Case)
        .where(Case.centre_id == centre_id, Case.owner_id == owner_id)
        .order_by(col(Case.opened_at).desc(), col(Case.id).desc())
        .limit(most)
    ).all()
    ids = [case.id for case in cases]
    called = select(CaseEvent).where(col(CaseEvent.case_id).in_(ids), col(CaseEvent.what).in_(CALLS))
    asked = select(Revisit).where(
        Revisit.centre_id == centre_id, or_(col(Revisit.case_id).in_(ids), Revisit.owner_id == owner_id)
    )
    return ClientFile(
        cases=cases,
        messages=_messages(session, owner_id, centre_id, ids, most),
        calls=session.exec(called.order_by(col(CaseEvent.id).desc()).limit(most)).all(),
        revisits=session.exec(asked.order_by(col(Revisit.due_at).desc()).limit(most)).all(),
        letters=open_letters.filed_with(session, centre_id, owner_id=owner_id),
        changes=_changes(session, owner_id, centre_id),
        events=_events(session, ids, most),
    )


def about_cases(
    session: Session, cases: Sequence[Case], centre_id: int, *, besides: Sequence[Revisit], most: int = MOST
) -> ClientFile:
    """The file of cases that are not one owner's, as those of a flat; `besides`: revisits of no case."""
    ids = [case.id for case in cases]
    said = select(Message).where(Message.centre_id == centre_id, col(Message.case_id).in_(ids))
    asked = select(Revisit).where(Revisit.centre_id == centre_id, col(Revisit.case_id).in_(ids))
    called = select(CaseEvent).where(col(CaseEvent.case_id).in_(ids), col(CaseEvent.what).in_(CALLS))
    return ClientFile(
        cases=cases,
        messages=session.exec(said.order_by(col(Message.id).desc()).limit(most)).all(),
        calls=session.exec(called.order_by(col(CaseEvent.id).desc()).limit(most)).all(),
        revisits=[*session.exec(asked.order_by(col(Revisit.due_at).desc()).limit(most)), *besides],
        letters=(),
        changes=(),
        events=_events(session, ids, most),
    )


def like(session: Session, centre_id: int, name: str, phone: str | None) -> Owner | None:
    """A client of the same name and phone."""
    chosen = select(Owner).where(Owner.centre_id == centre_id, Owner.name == name, Owner.phone == phone)
    return session.exec(chosen.limit(1)).first()


def _messages(
    session: Session, owner_id: int, centre_id: int, case_ids: Sequence[int | None], most: int
) -> Sequence[Message]:
    """What was written in the client's own chats, and about their cases in any other."""
    own = select(Contact.id).where(Contact.centre_id == centre_id, Contact.owner_id == owner_id)
    where = or_(col(Message.contact_id).in_(own), col(Message.case_id).in_(case_ids))
    chosen = select(Message).where(Message.centre_id == centre_id, where)
    return session.exec(chosen.order_by(col(Message.id).desc()).limit(most)).all()


def _events(session: Session, case_ids: Sequence[int | None], most: int) -> Sequence[CaseEvent]:
    chosen = select(CaseEvent).where(col(CaseEvent.case_id).in_(case_ids), col(CaseEvent.what).not_in(CALLS))
    return session.exec(chosen.order_by(col(CaseEvent.id).desc()).limit(most)).all()


def _changes(session: Session, owner_id: int, centre_id: int) -> Sequence[CaseEvent]:
    chosen = select(CaseEvent).where(
        CaseEvent.centre_id == centre_id, col(CaseEvent.case_id).is_(None), col(CaseEvent.what).in_(RECORD)
    )
    found = session.exec(chosen.order_by(col(CaseEvent.id).desc())).all()
    return [event for event in found if msgspec.json.decode(event.data).get("owner") == owner_id]
