"""What staff do to a case: assign, take, reply, log a call, resolve, close (A4.2.3.1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk import binding, company_cases, deadlines, telling_postponed, undelivered, unfiled
from desk.actor import Actor
from desk.centres import working
from desk.opening import From, Opened, about_wish, confirmation
from desk.opening import open_case as write_case
from desk.plain import plain
from desk.revisits import owed_by, plan, skip_open
from desk.telling import listener, say_spoken, tell
from dialogs.outcomes import OpenCase
from dialogs.speech import Spoken, Text
from procedures import life
from procedures.kinds import CaseState, Category, Kind
from procedures.life import Act, CloseReason
from procedures.refused import Refused
from storage import Missing, Session, cases, conversations, events, staff
from storage.missing import row_id
from storage.tables import Attachment, Case, Department, Owner, Unit

confirm_owner = binding.confirm_owner
SOMEBODY_WAS_FIRST = "refused.somebody_was_first"
WORDS_NEEDED = "refused.words_needed"
LONGEST = 4000
CHASED = (
    *("promise_warning", "promise_broken", "person_wanted", "owner_wrote", "owner_proposes_time"),
    *("emergency", undelivered.PHONE),
)


@dataclass(frozen=True)
class _Act:
    """One act on one case: rights and state are checked once, and the event is written in one way."""

    session: Session
    case: Case
    by: Actor
    now: datetime

    def still(self, seen: CaseState | None) -> None:
        """Raises Refused when the case is not in the state that was seen."""
        if seen is not None and self.case.state != seen:
            raise Refused(SOMEBODY_WAS_FIRST, number=self.case.number)

    def moved(self, act: Act, to: CaseState | None = None) -> None:
        """Change the state. Raises Refused when the case's life does not allow it, or somebody was first."""
        life.allow(self.by.role, act)
        after = to or life.after(CaseState(self.case.state), act)
        if not cases.change_state(self.session, self.case, after):
            raise Refused(SOMEBODY_WAS_FIRST, number=self.case.number)

    def recorded(self, what: str, *, clause: str | None = None, **data: Any) -> None:
        assert self.case.id is not None
        self.session.flush()
        events.record(
            self.session,
            centre_id=self.case.centre_id,
            case_id=self.case.id,
            what=what,
            actor=str(self.by),
            at=self.now,
            clause=clause,
            data=data,
        )
        deadlines.look_again(self.session, self.case, now=self.now)

    def answered(self, *, reached: bool = True) -> None:
        """The first answer keeps the promise, or comes too late (A4.2.3.2.1); what reaches nobody is none."""
        if not reached and self.case.replied_at is None:
            undelivered.record(self.session, self.case, why="unreachable", now=self.now)
            undelivered.ask_to_phone(self.session, self.case, now=self.now)
            return
        if self.case.replied_at is None:
            self.case.replied_at = self.now
            if self.case.promise_kept is None:
                self.case.promise_kept = self.now <= self.case.reply_by
            self.recorded("promise_kept" if self.case.promise_kept else "replied_late", clause="A4.2.3.2.1")
        self.nothing_to_chase()

    def nothing_to_chase(self) -> None:
        """What staff were told to hurry with is done with."""
        cases.end_tasks(self.session, self.case, CHASED, by_id=self.by.staff_id, at=self.now)

    def tell_owner(self, message: Spoken, *, by_staff: bool) -> bool:
        """Into the owner's chat; their next words belong to this case. False when it cannot be reached."""
        if self.case.contact_id is None:
            return False
        to = listener(self.session, self.case.contact_id)
        staff_id = self.by.staff_id if by_staff else None
        say_spoken(self.session, to, message, now=self.now, case_id=self.case.id, by_staff_id=staff_id)
        conversations.focus(self.session, self.case.contact_id, self.case.id or 0, now=self.now)
        return to.reachable


def _act(session: Session, case_id: int, by: Actor, now: datetime) -> _Act:
    conversations.hold_of_case(session, case_id)
    return _Act(session, cases.get(session, case_id, by.centre_id), by, now)


def _written(words: str) -> str:
    """Words that an owner is to read. Raises Refused when there are none, or too many for one message."""
    stripped = plain(words).strip()
    if not stripped:
        raise Refused(WORDS_NEEDED)
    if len(stripped) > LONGEST:
        raise Refused("refused.words_too_long", most=str(LONGEST))
    return stripped


def assign(
    session: Session,
    case_id: int,
    *,
    handler_id: int | None,
    department_id: int | None,
    seen: CaseState | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Give a case to somebody of this centre (A4.2.3.1.1). Raises Refused, Missing.

    `seen` is the state on the page that whoever assigns looked at; a case that moved on since is refused.
    """
    act = _act(session, case_id, by, now)
    act.still(seen)
    _of_this_centre(session, Department, department_id, by)
    if not (handler_id or department_id) or not _is_at_work(session, handler_id, by):
        raise Refused("refused.nobody_named")
    act.moved(Act.ASSIGN)
    act.case.handler_id, act.case.department_id = handler_id, department_id
    act.recorded("assigned", clause="A4.2.3.1.1", handler=handler_id, department=department_id)


def take(session: Session, case_id: int, *, seen: CaseState | None = None, by: Actor, now: datetime) -> None:
    """Somebody makes a case theirs. Raises Refused when another took it first; `seen` as for `assign`."""
    act = _act(session, case_id, by, now)
    act.still(seen)
    if act.case.state == CaseState.TAKEN and act.case.handler_id not in (None, by.staff_id):
        raise Refused(SOMEBODY_WAS_FIRST, number=act.case.number)
    act.moved(Act.TAKE)
    act.case.handler_id = by.staff_id
    act.recorded("taken", clause="A4.2.3.1.2")


def reply(
    session: Session,
    case_id: int,
    *,
    words: str,
    pictures: tuple[int, ...] = (),
    ask_owner: bool = False,
    by: Actor,
    now: datetime,
) -> None:
    """Answer the owner in their chat; `ask_owner` waits for their words. Raises Refused."""
    act = _act(session, case_id, by, now)
    said = _written(words)
    for picture in pictures:
        _of_this_centre(session, Attachment, picture, by)
    act.moved(Act.ASK_OWNER if ask_owner else Act.REPLY)
    reached = act.tell_owner(Spoken(said, pictures=pictures, by=by.name), by_staff=True)
    act.recorded("asked_owner" if ask_owner else "replied", clause="A4.2.3.1.2", words=said)
    act.answered(reached=reached)


def log_call(session: Session, case_id: int, *, words: str, by: Actor, now: datetime) -> None:
    """What was said on the phone or at the desk (A4.2.1); it answers the owner like a message does."""
    act = _act(session, case_id, by, now)
    said = _written(words)
    if act.case.close_reason == CloseReason.HANDLED and act.case.replied_at is None:
        life.allow(by.role, Act.REPLY)  # its answer never arrived, and is still owed
    else:
        act.moved(Act.REPLY)
    act.recorded("called", clause="A4.2.1", words=said)
    act.answered()
    telling_postponed.told_by_phone(session, act.case, by=by, now=now)


def resolve(
    session: Session, case_id: int, *, cause: str, measure: str, words: str, by: Actor, now: datetime
) -> None:
    """The matter is dealt with: the owner is told what was done, the revisit is planned (A4.2.3.1.3).

    A complaint needs cause and measure (A3.2). Raises Refused.
    """
    act = _act(session, case_id, by, now)
    said = _written(words)
    kind = Kind(act.case.kind)
    life.allow_resolving(kind, cause=cause, measure=measure)
    act.moved(Act.RESOLVE)
    act.case.cause, act.case.measure = plain(cause).strip(), plain(measure).strip()
    act.case.resolved_at = now
    act.recorded("resolved", clause="A3.2", cause=act.case.cause, measure=act.case.measure, words=said)
    deadlines.count_closing(session, act.case, actor=str(by), now=now)
    act.answered(reached=_is_reached(act))
    plan(session, act.case, working(session, by.centre_id, now=now), by=str(by), now=now)
    _tell_resolved(act, said)
    if not owed_by(session, act.case):
        act.case.closed_at, act.case.close_reason = now, CloseReason.HANDLED
        cases.change_state(session, act.case, CaseState.CLOSED)
        act.recorded("closed", clause="A4.3.3.2", reason=CloseReason.HANDLED)
    company_cases.handled(session, act.case, now=now)
    deadlines.look_again(session, act.case, now=now)


def _is_reached(act: _Act) -> bool:
    return act.case.contact_id is not None and listener(act.session, act.case.contact_id).reachable


def _tell_resolved(act: _Act, said: str) -> None:
    if act.case.contact_id is None:
        return
    to = listener(act.session, act.case.contact_id)
    answer_only = act.case.kind in (Kind.ENQUIRY, Kind.SUGGESTION)
    text = Text(
        "case.resolved_enquiry" if answer_only else "case.resolved",
        {"number": act.case.number, "words": said},
    )
    tell(act.session, to, [text], now=act.now, case_id=act.case.id)
    conversations.focus(act.session, act.case.contact_id, act.case.id or 0, now=act.now)


def close(session: Session, case_id: int, *, reason: CloseReason, by: Actor, now: datetime) -> None:
    """End a case. A handled one must owe no revisit; another's are skipped. Raises Refused."""
    act = _act(session, case_id, by, now)
    life.allow(by.role, Act.CLOSE if reason is CloseReason.HANDLED else Act.WITHDRAW)
    to = life.close(CaseState(act.case.state), reason, revisits_owed=owed_by(session, act.case))
    act.moved(Act.CLOSE if reason is CloseReason.HANDLED else Act.WITHDRAW, to)
    act.case.closed_at, act.case.close_reason = now, reason
    skip_open(session, act.case, why=reason, by=by, now=now)
    act.nothing_to_chase()
    act.recorded("closed", clause="A4.3.3.2" if reason is CloseReason.HANDLED else "A4.2.3", reason=reason)
    if act.case.contact_id is not None:
        to_whom = listener(session, act.case.contact_id)
        tell(session, to_whom, [Text("case.closed", {"number": act.case.number})], now=now, case_id=case_id)


def open_by_staff(
    session: Session,
    *,
    kind: Kind,
    category: Category,
    unit_id: int | None,
    owner_id: int | None,
    place: str = "",
    story: str,
    source: str,
    urgent: bool = False,
    wished_by: datetime | None = None,
    unfiled_task: int | None = None,
    by: Actor,
    now: datetime,
) -> Opened:
    """A call or a visit to the desk becomes the same case (A3.4, A4.2.1); the owner's chat is told.

    With `unfiled_task` it is what an owner wrote in a chat and did not file (A4.2.2).
    Raises Refused, and Missing for a flat or an owner of another centre, or a task that is done.
    """
    life.allow(by.role, Act.OPEN)
    _of_this_centre(session, Unit, unit_id, by)
    _of_this_centre(session, Owner, owner_id, by)
    desk = working(session, by.centre_id, now=now)
    contact_id = conversations.contact_of(session, owner_id, by.centre_id) if owner_id else None
    if unfiled_task is not None:
        contact = unfiled.hold(session, unfiled_task, by=by, now=now)
        contact_id, owner_id = contact.id, owner_id or contact.owner_id
    wanted = OpenCase(
        kind=kind,
        category=category,
        story=_written(story),
        unit_id=unit_id,
        place=plain(place),
        urgent=urgent,
        wished_by=wished_by,
    )
    case = write_case(session, wanted, desk, From(contact_id, owner_id, str(by), source), now=now)
    if unfiled_task is not None:
        unfiled.filed_by_staff(session, unfiled_task, case.id, by=by, now=now)
    if contact_id is not None:
        texts = [confirmation(case, desk), *about_wish(case, desk)]
        tell(session, listener(session, contact_id), texts, now=now, case_id=case.id)
    return case


def _is_at_work(session: Session, staff_id: int | None, by: Actor) -> bool:
    """Whether a case can be given to this person, if one is named; somebody who left is nobody."""
    if staff_id is None:
        return True
    return staff.get(session, row_id(staff_id), by.centre_id).disabled_at is None


def _of_this_centre(
    session: Session, table: type[Attachment | Department | Owner | Unit], number: int | None, by: Actor
) -> None:
    if number is None:
        return
    row = session.get(table, row_id(number))
    if row is None or row.centre_id != by.centre_id:
        raise Missing


__all__ = ["assign", "close", "confirm_owner", "log_call", "open_by_staff", "reply", "resolve", "take"]
