"""What staff do to a case: assign, take, reply, log a call, resolve, close (A4.2.3.1)."""

from collections.abc import Sequence
from datetime import datetime

from desk import (
    binding,
    company_cases,
    contacting,
    deadlines,
    telling_postponed,
    transfers,
    triage,
    undelivered,
    unfiled,
)
from desk.acting import CHASED, CONTACT, SOMEBODY_WAS_FIRST, OnCase, on_case, written
from desk.actor import Actor
from desk.centres import working
from desk.opening import From, Opened, about_wish, confirmation
from desk.opening import open_case as write_case
from desk.opinions import require_improvement
from desk.plain import plain
from desk.reach_forms import invitation
from desk.revisits import owed_by, plan, skip_open
from desk.telling import listener, tell
from dialogs.outcomes import OpenCase
from dialogs.speech import Spoken, Text
from procedures import life
from procedures.coverage import CLOSED_AFTER_WORK
from procedures.kinds import CaseState, Category, Cause, Kind, Validity
from procedures.life import Act, CloseReason
from procedures.refused import Refused
from procedures.triage import allow_resolving
from storage import Missing, Session, cases, conversations, staff
from storage.missing import row_id
from storage.tables import Department, Owner, Unit
from storage.wanted import Kept

confirm_owner = binding.confirm_owner


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
    act = on_case(session, case_id, by, now)
    act.still(seen)
    _of_this_centre(session, Department, department_id, by)
    if not (handler_id or department_id) or not _is_at_work(session, handler_id, by):
        raise Refused("refused.nobody_named")
    act.moved(Act.ASSIGN)
    act.case.handler_id, act.case.department_id = handler_id, department_id
    act.recorded("assigned", clause="A4.2.3.1.1", handler=handler_id, department=department_id)
    contacting.expect(act)


def take(session: Session, case_id: int, *, seen: CaseState | None = None, by: Actor, now: datetime) -> None:
    """Somebody makes a case theirs. Raises Refused when another took it first; `seen` as for `assign`."""
    act = on_case(session, case_id, by, now)
    act.still(seen)
    if act.case.state == CaseState.TAKEN and act.case.handler_id not in (None, by.staff_id):
        raise Refused(SOMEBODY_WAS_FIRST, number=act.case.number)
    act.moved(Act.TAKE)
    act.case.handler_id = by.staff_id
    act.recorded("taken", clause="A4.2.3.1.2")
    contacting.expect(act)


def reply(
    session: Session,
    case_id: int,
    *,
    words: str,
    pictures: Sequence[Kept] = (),
    ask_owner: bool = False,
    by: Actor,
    now: datetime,
) -> None:
    """Answer the owner in their chat, with `pictures`; `ask_owner` waits for their words. Raises Refused."""
    act = on_case(session, case_id, by, now)
    said = written(words)
    act.moved(Act.ASK_OWNER if ask_owner else Act.REPLY)
    shown = tuple(act.attached(picture) for picture in pictures)
    reached = act.tell_owner(Spoken(said, pictures=shown, by=by.name), by_staff=True)
    act.case.waits_since = now if ask_owner else act.case.waits_since
    facts = {"words": said, **({"pictures": len(shown)} if shown else {})}
    act.recorded("asked_owner" if ask_owner else "replied", clause="A4.2.3.1.2", **facts)
    act.answered(reached=reached, words=said, is_handlers=act.case.handler_id in (None, by.staff_id))


def log_call(session: Session, case_id: int, *, words: str, by: Actor, now: datetime) -> None:
    """What was said on the phone or at the desk (A4.2.1); it answers the owner like a message does."""
    act = on_case(session, case_id, by, now)
    said = written(words)
    if act.case.close_reason == CloseReason.HANDLED and _is_still_to_be_told(act):
        life.allow(by.role, Act.REPLY)
    else:
        act.moved(Act.REPLY)
    act.recorded("called", clause="A4.2.1", words=said)
    act.answered()
    telling_postponed.told_by_phone(session, act.case, by=by, now=now)


def resolve(
    session: Session,
    case_id: int,
    *,
    cause: str,
    measure: str,
    words: str,
    cause_kind: Cause | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """The matter is dealt with: the owner is told what was done, the revisit is planned (A4.2.3.1.3).

    A complaint needs its decision (A4.2.3), a first contact (A4.2.3.1.2), cause, kind of cause and measure
    (A3.2). Raises Refused.
    """
    act = on_case(session, case_id, by, now)
    said = written(words)
    kind = Kind(act.case.kind)
    life.allow_resolving(kind, cause=cause, measure=measure)
    desk = working(session, by.centre_id, now=now)
    contacted = act.case.first_contact_at is not None
    allow_resolving(desk.procedure, kind, Validity(act.case.validity), cause_kind, contacted=contacted)
    require_improvement(session, act.case, desk)
    act.moved(Act.RESOLVE)
    act.case.cause, act.case.measure = plain(cause).strip(), plain(measure).strip()
    act.case.resolved_at, act.case.cause_kind = now, cause_kind
    written_down = {"cause": act.case.cause, "cause_kind": cause_kind, "measure": act.case.measure}
    act.recorded("resolved", clause="A3.2", words=said, **written_down)
    triage.on_cause(session, act.case, cause_kind, by=by, now=now)
    deadlines.count_closing(session, act.case, actor=str(by), now=now)
    act.answered(reached=_is_reached(act), words=said)
    plan(session, act.case, desk, by=str(by), now=now)
    _tell_resolved(act, said)
    if not owed_by(session, act.case):
        act.case.closed_at, act.case.close_reason = now, CloseReason.HANDLED
        cases.change_state(session, act.case, CaseState.CLOSED)
        act.recorded("closed", clause="A4.3.3.2", reason=CloseReason.HANDLED)
    company_cases.handled(session, act.case, now=now)
    deadlines.look_again(session, act.case, now=now)


def _is_still_to_be_told(act: OnCase) -> bool:
    """Whether its answer never arrived, or what was done is still to be told by phone."""
    return act.case.replied_at is None or cases.is_at_it(act.session, undelivered.PHONE, case_id=act.case.id)


def _is_reached(act: OnCase) -> bool:
    return act.case.contact_id is not None and listener(act.session, act.case.contact_id).reachable


def _tell_resolved(act: OnCase, said: str) -> None:
    if act.case.contact_id is None:
        return
    to = listener(act.session, act.case.contact_id)
    answer_only = act.case.kind in (Kind.ENQUIRY, Kind.SUGGESTION)
    text = Text(
        "case.resolved_enquiry" if answer_only else "case.resolved",
        {"number": act.case.number, "words": said},
    )
    asked = invitation(act.session, to.contact_id)
    tell(act.session, to, [text, *asked], now=act.now, case_id=act.case.id)
    conversations.focus(act.session, act.case.contact_id, act.case.id or 0, now=act.now)


def close(
    session: Session, case_id: int, *, reason: CloseReason, words: str = "", by: Actor, now: datetime
) -> None:
    """End a case. A handled one must owe no revisit; another needs its reason in words.

    Its revisits are skipped, and a head answers for them: of the director's visits, the director.
    Raises Refused.
    """
    act = on_case(session, case_id, by, now)
    is_handled = reason is CloseReason.HANDLED
    life.allow(by.role, Act.CLOSE if is_handled else Act.WITHDRAW)
    to = life.close(CaseState(act.case.state), reason, revisits_owed=owed_by(session, act.case))
    desk = working(session, by.centre_id, now=now)
    if is_handled:
        require_improvement(session, act.case, desk)
    elif not plain(words).strip():
        raise Refused("refused.reason_needed")
    said = written(words) if words.strip() else ""
    act.moved(Act.CLOSE if is_handled else Act.WITHDRAW, to)
    why = reason if act.case.resolved_at is None else CLOSED_AFTER_WORK
    skip_open(session, act.case, why=why, words=said, desk=desk, by=by, now=now)
    act.case.closed_at, act.case.close_reason = now, reason
    act.end_tasks(*(kind for kind in CHASED if not (is_handled and kind == undelivered.PHONE)))
    act.end_tasks(*triage.TASKS, *CONTACT)
    if not is_handled:
        transfers.withdraw_unsent(act, why=reason)
    clause = "A4.3.3.2" if is_handled else "A4.2.3"
    act.recorded("closed", clause=clause, reason=reason, **({"words": said} if said else {}))
    if act.case.contact_id is not None:
        to_whom = listener(session, act.case.contact_id)
        texts = [Text("case.closed", {"number": act.case.number}), *invitation(session, act.case.contact_id)]
        tell(session, to_whom, texts, now=now, case_id=case_id)


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
        story=written(story),
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
    session: Session, table: type[Department | Owner | Unit], number: int | None, by: Actor
) -> None:
    if number is None:
        return
    row = session.get(table, row_id(number))
    if row is None or row.centre_id != by.centre_id:
        raise Missing


__all__ = ["assign", "close", "confirm_owner", "log_call", "open_by_staff", "reply", "resolve", "take"]
