"""The owner hears of a new time: in their chat with buttons, else by a phone call that is written down."""

from datetime import datetime

import msgspec

from desk import climbing, deadlines
from desk.actor import THE_BOT, THE_OWNER, Actor
from desk.centres import working
from desk.facts import facts_for
from desk.noting import note_on
from desk.opening import From
from desk.postponing_tasks import PROPOSED, SILENT, TO_TELL, WANTED, end, task
from desk.reach_asking import why_not
from desk.telling import Delivery, Listener, listener
from desk.telling import tell as say
from desk.words_in import is_theirs
from dialogs import running, showing
from dialogs.facts import CaseFact, PostponementFact
from dialogs.outcomes import PostponementAnswered
from dialogs.script import Waiting
from dialogs.speech import Text
from dialogs.state import Run
from procedures.postponing import PostponementState
from procedures.promises import warn_at
from procedures.revisits import reminder_due
from procedures.steps import Step, What
from storage import Missing, Session, cases, conversations, postponements
from storage.tables import Case, Postponement

MOST_PAUSED, FLOW = 2, "postponed"
OVER = Text("postponed.over")


def new_time(session: Session, case: Case, until: datetime, *, owners: bool, now: datetime) -> None:
    """The case is due then; an old time that has passed stays counted as broken (A4.2.3.2.1)."""
    desk = working(session, case.centre_id, now=now)
    rule = desk.procedure.deadlines.postpone
    if case.close_by is not None and now > case.close_by and case.close_broken_at is None:
        case.close_kept = False
        note_on(session, case, "close_broken", case.close_clause, THE_BOT, now)
    case.close_by = until
    case.close_clause = desk.procedure.wish_clause if owners else (rule.clause if rule else case.close_clause)
    what = What.OWNERS_WISH if owners else What.AGREED
    case.close_steps = msgspec.json.encode((Step(what, now, until),)).decode()
    case.close_warn_at = warn_at(desk.procedure, desk.calendar, since=now, by=until)
    case.close_warned_at = case.close_broken_at = None
    cases.end_tasks_of(session, case.id or 0, deadlines.OF_CLOSE, at=now)
    if case.stepped_for == climbing.FOR_CLOSE:
        deadlines.down(case)


def tell(session: Session, case: Case, new: Postponement, *, by: Actor, now: datetime) -> None:
    """In the chat at once, or by phone before the old time passes; telling why and when is an answer."""
    to = listener(session, case.contact_id) if case.contact_id is not None else None
    found = conversations.locked(session, to.contact_id, now=now) if to and to.reachable else None
    if to is None or found is None:
        new.state = PostponementState.TO_TELL
        opens = working(session, case.centre_id, now=now).calendar.next_open(now)
        due = max(now, min(opens, new.old_by) if new.old_by else opens)
        task(session, case, new, TO_TELL, due_at=due, staff_id=case.handler_id)
        return
    _ask(session, case, new, to, now=now)
    told(session, case, new, how="chat", by=by, now=now)
    desk = working(session, case.centre_id, now=now)
    new.look_at = reminder_due(desk.procedure, desk.calendar, asked_at=now, due_at=new.until)


def remind(session: Session, case: Case, new: Postponement, *, now: datetime) -> bool:
    """Ask once more with the same buttons; False when it waits on no screen, or would not arrive."""
    to = listener(session, case.contact_id) if case.contact_id is not None else None
    found = conversations.locked(session, to.contact_id, now=now) if to else None
    if to is None or found is None or why_not(session, to.contact_id, now=now):
        return False
    runs = [*([found[1].run] if found[1].run else []), *found[1].paused]
    run = next((each for each in runs if _asks(each, new)), None)
    waiting = running.at(run) if run else None
    if run is None or not isinstance(waiting, Waiting):
        return False
    again = [Text("postponed.remind", {"number": case.number})]
    asked = showing.question(run, waiting)
    say(session, to, again, now=now, asked=asked, case_id=case.id, klass=Delivery.B)
    return True


def _asks(run: Run, new: Postponement) -> bool:
    about = run.facts.case.postponement if run.flow == FLOW and run.facts.case else None
    return about is not None and about.id == new.id


def told(session: Session, case: Case, new: Postponement, *, how: str, by: Actor, now: datetime) -> None:
    """The owner knows; if nothing was answered before, this is the first answer."""
    new.state, new.told_at, new.told_how = PostponementState.TOLD, now, how
    end(session, new, TO_TELL, by_id=by.staff_id, now=now)
    if case.replied_at is None:
        case.replied_at = now
        if case.promise_kept is None:
            case.promise_kept = now <= case.reply_by
        what = "promise_kept" if case.promise_kept else "replied_late"
        note_on(session, case, what, "A4.2.3.2.1", str(by), now)
    cases.end_tasks_of(session, case.id or 0, ("promise_warning", "promise_broken"), at=now)
    note_on(session, case, "postpone_told", new.clause, str(by), now, postponement=new.id, how=how)


def told_by_phone(session: Session, case: Case, *, by: Actor, now: datetime) -> None:
    """A call on record is how an owner without a chat is told."""
    for new in postponements.to_be_told(session, case.id or 0):
        told(session, case, new, how="phone", by=by, now=now)
    for new in postponements.still_open(session, case.id or 0):
        if new.state == PostponementState.TOLD:
            end(session, new, SILENT, by_id=by.staff_id, now=now)


def answered(session: Session, said: PostponementAnswered, *, by: From, now: datetime) -> Text:
    """What the owner says of it; what came too late changes nothing, and they are told so."""
    contact = listener(session, by.contact_id) if by.contact_id is not None else None
    try:
        new, case = postponements.get(session, said.postponement_id, contact.centre_id if contact else 0)
    except Missing:
        return OVER
    if not is_theirs(case, by.contact_id, by.owner_id) or new.state != PostponementState.TOLD:
        return OVER
    if case.state in deadlines.ENDED_STATES:
        return OVER
    new.answered_at, new.look_at = now, None
    end(session, new, SILENT, by_id=None, now=now)
    args = {"number": case.number, "until": new.until}
    if said.fine:
        new.state = PostponementState.ACCEPTED
        _heard(session, case, new, "postpone_accepted", now)
        return Text("postponed.thanks", args)
    if said.wanted_by is None:
        new.state = PostponementState.WANTS_PERSON
        task(session, case, new, WANTED, due_at=now, staff_id=case.handler_id)
        _heard(session, case, new, "postpone_person", now)
        return Text("postponed.person_called", args)
    new.state, new.wanted_by = PostponementState.OWNER_PROPOSES, said.wanted_by
    task(session, case, new, PROPOSED, due_at=now, staff_id=case.handler_id)
    _heard(session, case, new, "owner_proposes", now, until=said.wanted_by.isoformat())
    return Text("postponed.passed_on", {"number": case.number, "until": said.wanted_by})


def owners_time_agreed(
    session: Session, case: Case, proposed: Postponement, *, by: Actor, now: datetime
) -> None:
    """Their own time is kept, and they hear it."""
    end(session, proposed, PROPOSED, by_id=by.staff_id, now=now)
    if case.contact_id is not None:
        text = Text("postponed.agreed", {"number": case.number, "until": proposed.wanted_by})
        say(session, listener(session, case.contact_id), [text], now=now, case_id=case.id)


def _ask(session: Session, case: Case, new: Postponement, to: Listener, *, now: datetime) -> None:
    """What is on screen waits: this cannot, or the old time passes in silence."""
    found = conversations.locked(session, to.contact_id, now=now)
    assert found is not None
    row, state = found
    if state.run:
        state.paused = [*state.paused[-MOST_PAUSED:], state.run]
    state.focus, state.focus_until = case.id, now + conversations.FOCUS_LASTS
    fact = CaseFact(
        case.id or 0,
        case.number,
        case.kind,
        case.category,
        postponement=PostponementFact(new.id or 0, new.until, new.reason, new.old_by),
    )
    desk = working(session, case.centre_id, now=now)
    facts = facts_for(session, desk, to.owner_id, now=now, case=fact)
    turned = running.start(state, FLOW, facts, {})
    conversations.keep(session, row, state)
    say(session, to, [], now=now, asked=turned.asked, case_id=case.id)


def _heard(session: Session, case: Case, new: Postponement, what: str, now: datetime, **data: object) -> None:
    note_on(session, case, what, new.clause, THE_OWNER, now, postponement=new.id, **data)
