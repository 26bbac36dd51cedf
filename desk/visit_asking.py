"""The bot and a visit: asks for a time, reminds, and lets the owner confirm what staff wrote down."""

from datetime import timedelta

import msgspec

from desk.facts import facts_for
from desk.reach_asking import UNREACHABLE, why_not
from desk.telling import Delivery, Listener, tell
from desk.visits import (
    BOOK,
    RECORD,
    Act,
    case_fact,
    change_tap,
    contact_of,
    fact_of,
    name_the_only_one,
    offer,
    offered,
    told_time,
)
from dialogs import running, showing
from dialogs.flows.visit import who
from dialogs.script import Waiting
from dialogs.speech import Text
from dialogs.state import Run, State
from dialogs.turned import Asked
from procedures.kinds import RevisitState, Role
from procedures.revisits import phone_due, reminder_due
from storage import conversations, visits
from storage.tables import Conversation

# A visit does not break into a dialog that the owner is in the middle of.
WAIT_FOR_THE_OWNER = timedelta(minutes=30)
BOOKING, CHECK = "visit", "visit_check"


def follow(act: Act) -> None:
    """What the clock does with a visit, as it stands."""
    revisit = act.visit.revisit
    match revisit.state:
        case RevisitState.BOOKED:
            _follow_booked(act)
        case RevisitState.PLANNED | RevisitState.ASKED | RevisitState.REMINDED:
            _in_contact_hours(act)
        case RevisitState.DONE:
            _in_contact_hours(act)
        case _:
            revisit.next_at = None


def _in_contact_hours(act: Act) -> None:
    revisit = act.visit.revisit
    opens = act.desk.calendar.next_open(act.now)
    if opens > act.now:
        revisit.next_at = opens
        return
    to = contact_of(act.session, act.visit)
    why = why_not(act.session, to.contact_id, now=act.now) if to else UNREACHABLE
    if revisit.state == RevisitState.DONE:
        _let_confirm(act, to)
    elif revisit.state == RevisitState.REMINDED and why != UNREACHABLE:
        hand_to_phone(act, "silent")
    elif to is None or why:
        hand_to_phone(act, why)
    elif revisit.state == RevisitState.PLANNED:
        _ask(act, to)
    else:
        _remind(act, to)


def _ask(act: Act, to: Listener) -> None:
    """At most so often as the procedure says; then somebody phones."""
    revisit = act.visit.revisit
    if visits.count(act.session, act.id) >= act.desk.procedure.visit.asks:
        hand_to_phone(act, "asked_enough")
        return
    name_the_only_one(act)
    if not _begin(act, to, BOOKING):
        return
    offer(act)
    revisit.state, revisit.asked_at = RevisitState.ASKED, act.now
    revisit.next_at = reminder_due(
        act.desk.procedure, act.desk.calendar, asked_at=act.now, due_at=revisit.due_at
    )
    act.record("visit_asked")


def _begin(act: Act, to: Listener, flow: str) -> bool:
    """Put a flow on the owner's screen; False, and later again, while they are in another dialog."""
    found = conversations.locked(act.session, to.contact_id, now=act.now)
    if found is None:
        if flow == BOOKING:
            hand_to_phone(act, "unreachable")
        return False
    row, state = found
    if state.run and row.heard_at and act.now - row.heard_at < WAIT_FOR_THE_OWNER:
        act.visit.revisit.next_at = act.now + WAIT_FOR_THE_OWNER
        return False
    asked = start(act, to, row, state, flow)
    case = act.visit.case
    tell(act.session, to, [], now=act.now, asked=asked, case_id=case.id if case else None, klass=Delivery.B)
    return True


def start(act: Act, to: Listener, row: Conversation, state: State, flow: str) -> Asked | None:
    """A form left unfinished is paused, and offered again later."""
    asked = begun(act, state, to.owner_id, flow)
    conversations.keep(act.session, row, state)
    return asked


def begun(act: Act, state: State, owner_id: int | None, flow: str) -> Asked | None:
    """The flow in a state that whoever calls keeps; the visit's earlier questions go from it."""
    facts = facts_for(act.session, act.desk, owner_id, now=act.now, case=case_fact(act.visit))
    facts = msgspec.structs.replace(
        facts, visit=fact_of(act.session, act.visit), slots=offered(act) if flow == BOOKING else ()
    )
    forget(state, act.id, flow)
    if state.run:
        state.paused = [*state.paused[-2:], state.run]
    return running.start(state, flow, facts, {}).asked


def forget(state: State, revisit_id: int, flow: str) -> None:
    """A question of this visit that was settled elsewhere is on screen no more."""
    state.run = None if state.run and _is_of(state.run, revisit_id, flow) else state.run
    state.paused = [run for run in state.paused if not _is_of(run, revisit_id, flow)]


def _is_of(run: Run, revisit_id: int, flow: str) -> bool:
    return run.flow == flow and run.facts.visit is not None and run.facts.visit.revisit_id == revisit_id


def _remind(act: Act, to: Listener) -> None:
    """Once, with the times that are free by now."""
    found = conversations.locked(act.session, to.contact_id, now=act.now)
    asked = _on_screen(found[1], act.id, BOOKING) if found else None
    if found is None or asked is None:
        hand_to_phone(act, "silent")
        return
    if asked.text.id.startswith("visit.ask_"):
        asked = start(act, to, *found, BOOKING) or asked
    text = Text("visit.remind") if asked.text.id.startswith("visit.ask_") else asked.text
    _say(act, to, Asked(text, asked.taps, asked.ask))
    revisit = act.visit.revisit
    revisit.state = RevisitState.REMINDED
    # After an outage the reminder comes late; the owner has as long to answer it all the same.
    in_time = act.now - act.desk.procedure.chase.remind_after
    asked_at = max(revisit.asked_at or act.now, in_time)
    revisit.next_at = phone_due(
        act.desk.procedure, act.desk.calendar, asked_at=asked_at, due_at=revisit.due_at, now=act.now
    )
    act.record("visit_reminded")


def _on_screen(state: State, revisit_id: int, flow: str) -> Asked | None:
    """The question of this visit that waits for its answer, on screen or paused."""
    runs = [*([state.run] if state.run else []), *state.paused]
    run = next((run for run in runs if _is_of(run, revisit_id, flow)), None)
    waiting = running.at(run) if run else None
    return showing.question(run, waiting) if run and isinstance(waiting, Waiting) else None


def hand_to_phone(act: Act, why: str) -> None:
    """Somebody phones, and books by hand; silence is never silent."""
    revisit = act.visit.revisit
    revisit.state, revisit.why, revisit.next_at = RevisitState.PHONE, why, None
    role = None if revisit.visitor_id else Role.ASSISTANT
    act.add_task(BOOK, due_at=act.now, for_role=role)
    act.record("revisit_by_phone", why=why)


def _follow_booked(act: Act) -> None:
    """The evening before: a reminder. After its end: a record is asked for, from whoever was to go."""
    revisit, row = act.visit.revisit, visits.newest(act.session, act.id)
    assert revisit.visit_from
    assert revisit.visit_until
    after = revisit.visit_until + act.desk.procedure.visit.record_within
    if row and row.remind_at and row.reminded_at is None and act.now < revisit.visit_from:
        to = contact_of(act.session, act.visit)
        if to is not None:
            _say(act, to, Asked(told_time(act, "visit.tomorrow"), (change_tap(act),)))
            act.record("visit_evening_reminder")
        row.reminded_at = act.now
    if act.now < after:
        revisit.next_at = after
        return
    revisit.next_at = None
    act.add_task(RECORD, due_at=act.now)
    act.record("visit_unrecorded")


def _let_confirm(act: Act, to: Listener | None) -> None:
    """Asked once and reminded once; who stays silent has not confirmed, and the record says so (B5.1)."""
    revisit = act.visit.revisit
    if to is None or revisit.confirmed_at is not None:
        revisit.next_at = None
        return
    if revisit.asked_at is None or (revisit.done_at and revisit.asked_at < revisit.done_at):
        if _begin(act, to, CHECK):
            revisit.asked_at = act.now
            # What it was due for is done: the owner has the usual time to confirm it.
            revisit.next_at = reminder_due(
                act.desk.procedure, act.desk.calendar, asked_at=act.now, due_at=act.now
            )
            act.record("visit_check_asked")
        elif revisit.next_at is not None and revisit.next_at <= act.now:
            revisit.next_at = None
        return
    revisit.next_at = None
    found = conversations.locked(act.session, to.contact_id, now=act.now)
    asked = _on_screen(found[1], act.id, CHECK) if found else None
    if asked and asked.text.id == "visit_check.was_here":
        fact = fact_of(act.session, act.visit)
        text = Text("visit_check.remind", {"who": who(fact), "time": fact.visited_at or act.now})
        _say(act, to, Asked(text, asked.taps, asked.ask))


def _say(act: Act, to: Listener, asked: Asked) -> None:
    case = act.visit.case
    tell(act.session, to, [], now=act.now, asked=asked, case_id=case.id if case else None, klass=Delivery.B)
