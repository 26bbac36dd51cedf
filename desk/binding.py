"""Who is writing: bound by a code from the centre, by the phone on record, or by staff."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlmodel import col, select

from desk.actor import THE_OWNER, Actor
from desk.centres import Working, working
from desk.noting import note_on
from desk.opening import Opened
from desk.phones import e164
from desk.planning import on_owner_known
from desk.telling import listener, tell
from dialogs.speech import Text
from procedures import life
from procedures.life import Act
from storage import Missing, Session, cases, owners, residents, signins
from storage.cases import NewTask
from storage.missing import row_id
from storage.tables import BindCode, Case, Contact, Owner, Task, Tenancy, Unit
from storage.turns import Talk

CODE_LASTS = timedelta(minutes=10)
MOST_WRONG, WRONG_WITHIN = 5, timedelta(hours=1)


class Turning(Protocol):
    session: Session
    talk: Talk
    now: datetime

    @property
    def working(self) -> Working: ...


@dataclass(frozen=True)
class CodeTried:
    """What an owner is told about a code."""

    text: Text
    may_try_again: bool = False


def give_code(session: Session, owner_id: int, *, by: Actor, now: datetime, token: str) -> str:
    """Keep a one-time code for an owner of this centre. Raises Refused, Missing.

    `token` comes from the edge, at least 64 bits.
    """
    life.allow(by.role, Act.TAKE)
    owner = session.get(Owner, row_id(owner_id))
    if owner is None or owner.centre_id != by.centre_id:
        raise Missing
    session.add(
        BindCode(
            code_hash=_hash(token), centre_id=by.centre_id, owner_id=owner_id, expires_at=now + CODE_LASTS
        )
    )
    return token


def by_code(turn: Turning, code: str) -> CodeTried:
    """Spend a code that the owner sent (limited to five wrong ones an hour, RELIABILITY 7.11)."""
    phone = {"phone": turn.working.centre.phone_service}
    tries = f"bind:{turn.talk.contact_id}"
    left = MOST_WRONG - signins.failures(turn.session, tries, since=turn.now - WRONG_WITHIN)
    if left <= 0:
        return CodeTried(Text("bind.too_often", phone))
    owner_id = owners.use_code(turn.session, _hash(code.strip()), turn.talk.centre_id, now=turn.now)
    if owner_id is not None:
        return CodeTried(_bound(turn, owner_id))
    signins.add_failure(turn.session, tries, at=turn.now)
    if left == 1:
        return CodeTried(Text("bind.too_often", phone))
    return CodeTried(Text("bind.wrong", {**phone, "left": left - 1}), may_try_again=True)


def by_phone(turn: Turning, phone: str) -> Text:
    """Match the number that the channel proved to be the owner's own."""
    found = owners.by_phone(turn.session, turn.talk.centre_id, e164(phone, turn.working.centre.zone))
    if len(found) == 1 and found[0].id is not None:
        return _bound(turn, found[0].id)
    _task(turn.session, turn.talk.centre_id, turn.talk.contact_id, None, now=turn.now)
    return Text("bind.phone_unknown_client" if turn.working.procedure.clients else "bind.phone_unknown")


def confirm_owner(
    session: Session, case_id: int, *, owner_id: int, unit_id: int | None, by: Actor, now: datetime
) -> None:
    """Staff say who wrote a case: its contact is bound, the owner is told. Raises Refused, Missing.

    Since when they live there stays unknown: they are no new owner who is to be visited (B4.2.2). A client of
    a consultancy has no flat.
    """
    life.allow(by.role, Act.TAKE)
    case = cases.get(session, case_id, by.centre_id)
    owner = residents.owner(session, row_id(owner_id), by.centre_id)
    unit = session.get(Unit, row_id(unit_id)) if unit_id is not None else None
    if unit_id is not None:
        if unit is None or unit.centre_id != by.centre_id:
            raise Missing
        _live_there(session, owner_id, unit_id, by.centre_id, now=now)
    case.owner_id, case.unit_id = owner_id, unit_id
    _record_owner(session, case, owner_id, actor=str(by), now=now)
    if case.contact_id is not None:
        bind_contact(session, case.contact_id, owner_id, by=by, now=now)
        known = Text("bind.confirmed_client", {"name": owner.name})
        if unit is not None:
            known = Text("bind.confirmed", {"name": owner.name, "units": unit.label})
        tell(session, listener(session, case.contact_id), [known], now=now)


def ask_staff_who(session: Session, talk: Talk, case: Opened, *, now: datetime) -> None:
    """Unbound owners can write; staff confirm who they are."""
    _task(session, talk.centre_id, talk.contact_id, case.id, now=now)


def _bound(turn: Turning, owner_id: int) -> Text:
    bind_contact(turn.session, turn.talk.contact_id, owner_id, now=turn.now)
    owner = turn.session.get(Owner, owner_id)
    assert owner
    if turn.working.procedure.clients:
        return Text("bind.done_client", {"name": owner.name})
    units = "、".join(unit.label for unit in owners.units_of(turn.session, owner_id, now=turn.now))
    return Text("bind.done", {"name": owner.name, "units": units or "—"})


def bind_contact(
    session: Session, contact_id: int, owner_id: int, *, by: Actor | None = None, now: datetime
) -> None:
    contact = session.get(Contact, contact_id)
    assert contact
    contact.owner_id = owner_id
    unknown = select(Case).where(Case.contact_id == contact_id, col(Case.owner_id).is_(None))
    theirs = session.exec(unknown.order_by(col(Case.id)).with_for_update()).all()
    for case in theirs:
        case.owner_id = owner_id
        _record_owner(session, case, owner_id, actor=str(by or THE_OWNER), now=now)
    waiting = select(Task).where(
        Task.kind == "who_is_it", Task.contact_id == contact_id, col(Task.done_at).is_(None)
    )
    for task in session.exec(waiting):
        task.done_at, task.done_by = now, by.staff_id if by else None
    session.flush()
    session.signals.add(f"centre:{contact.centre_id}")


def _record_owner(session: Session, case: Case, owner_id: int, *, actor: str, now: datetime) -> None:
    note_on(session, case, "owner_confirmed", "A4.2.2", actor, now, owner=owner_id)
    if case.closed_at is None:
        on_owner_known(session, case, working(session, case.centre_id, now=now), by=actor, now=now)


def _live_there(session: Session, owner_id: int, unit_id: int, centre_id: int, *, now: datetime) -> None:
    if all(unit.id != unit_id for unit in owners.units_of(session, owner_id, now=now)):
        lives = Tenancy(centre_id=centre_id, owner_id=owner_id, unit_id=unit_id, since=now, is_move_in=False)
        session.add(lives)


def _task(session: Session, centre_id: int, contact_id: int, case_id: int | None, *, now: datetime) -> None:
    task = NewTask(
        centre_id=centre_id,
        kind="who_is_it",
        key=f"contact:{contact_id}",
        case_id=case_id,
        contact_id=contact_id,
        due_at=now,
    )
    cases.add_task(session, task)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
