"""Due work: what a tick does. Each unit takes a few rows, and says how many it found (ARCHITECTURE 4)."""

from datetime import datetime, timedelta

from desk import unfiled
from desk.actor import THE_BOT
from desk.asking_after import hand_to_phone
from desk.centres import Working, working
from desk.due_client_reports import ask_for_reports, tell_of_late_reports
from desk.due_dates import plan_for_new_owners, plan_for_the_unsolved
from desk.due_deadlines import look_at_cases
from desk.due_improving import chase_actions, chase_reviews, count_repeats
from desk.due_incidents import look_at_letters
from desk.due_meetings import ask_for_plans, invite_guests, look_at_meetings
from desk.due_postponements import follow_new_times
from desk.due_quotas import close_quotas, open_quotas, remind_of_quotas
from desk.due_rain import carry_campaigns_on, tell_of_long_dryness
from desk.due_reports import draft_reports, look_at_reports
from desk.due_search import keep_search, note_events, note_messages
from desk.due_transfers import follow_transfers
from desk.due_triage import chase_triage
from desk.due_unit import Unit
from desk.due_visits import follow_visit, put_off
from desk.facts import facts_for
from desk.group_cards import show_in_groups
from desk.group_lists import list_in_groups
from desk.imports import carry_imports_out
from desk.notice_campaigns import carry_notices_on
from desk.noting import note_on
from desk.reach_asking import UNREACHABLE, whom_to_ask
from desk.revisits import plan_visit
from desk.telling import Delivery, Listener, listener, tell
from dialogs import running, showing
from dialogs.facts import CaseFact
from dialogs.pausing import resume
from dialogs.script import Waiting
from dialogs.speech import Text
from dialogs.state import Run, State
from dialogs.turned import Asked
from procedures.kinds import Category, Kind, RevisitForm, RevisitState
from procedures.question_rules import questions_of
from procedures.revisits import phone_due, reminder_due
from storage import Session, cases, conversations, failpoints, overdue, revisits, visits
from storage import unfiled as waiting
from storage.cases import NewTask
from storage.tables import Case, Conversation, Revisit

# A revisit does not break into a dialog that the owner is in the middle of.
WAIT_FOR_THE_OWNER = timedelta(minutes=30)
PUT_OFF = timedelta(minutes=10)


def _warn(session: Session, case_id: int, now: datetime) -> None:
    """At 75 % of the promised time somebody is warned (A4.2.3.2.1), in contact hours if any are left."""
    case = overdue.get(session, case_id)
    if case.warned_at is None and case.replied_at is None:
        opens = now if case.urgent else working(session, case.centre_id, now=now).calendar.next_open(now)
        if now < opens < case.reply_by:
            case.warn_at = opens
            return
        case.warned_at = now
        _task(session, case, "promise_warning", due_at=case.reply_by)
        note_on(session, case, "promise_warned", case.reply_clause, THE_BOT, now)


def _count_broken(session: Session, case_id: int, now: datetime) -> None:
    """A promised time that passed without an answer is a broken promise; it is counted and chased."""
    case = overdue.get(session, case_id)
    if case.promise_kept is None and case.replied_at is None:
        case.promise_kept = False
        cases.end_tasks_of(session, case.id or 0, ("promise_warning",), at=now)
        _task(session, case, "promise_broken", due_at=case.reply_by)
        note_on(session, case, "promise_broken", case.reply_clause, THE_BOT, now)


def _follow_revisit(session: Session, revisit_id: int, now: datetime) -> None:
    """Ask, remind, or hand over to the phone, as a revisit stands."""
    failpoints.hit("due.revisit_picked")
    revisit, case = revisits.find(session, revisit_id)
    if revisit.next_at is None or revisit.next_at > now:
        return
    if case is None:
        plan_visit(session, revisit, now=now)
    else:
        _follow(session, revisit, case, working(session, case.centre_id, now=now), now)


def _warn_later(session: Session, case_id: int, now: datetime) -> int:
    case = overdue.get(session, case_id)
    case.warn_at = now + PUT_OFF
    return case.centre_id


def _count_alone(session: Session, case_id: int, now: datetime) -> int:  # noqa: ARG001  the promised time itself is never moved
    """Counted all the same; that nobody got a task for it is what staff are shown."""
    case = overdue.get(session, case_id)
    case.promise_kept = False
    return case.centre_id


def _follow_later(session: Session, revisit_id: int, now: datetime) -> int:
    revisit, _ = revisits.find(session, revisit_id)
    revisit.next_at = now + PUT_OFF
    return revisit.centre_id


warn_of_promises = Unit("warn_of_promises", overdue.to_warn, _warn, _warn_later)
count_broken_promises = Unit("count_broken_promises", overdue.to_count_broken, _count_broken, _count_alone)
follow_revisits = Unit(
    "follow_revisits", revisits.due, _follow_revisit, _follow_later, hold=conversations.hold_of_revisits
)
follow_visits = Unit("follow_visits", visits.due, follow_visit, put_off, hold=visits.hold)
chase_unfiled_words = Unit("chase_unfiled_words", waiting.due, unfiled.chase, unfiled.put_off)
ALL: tuple[Unit, ...] = (
    warn_of_promises,
    count_broken_promises,
    follow_revisits,
    look_at_cases,
    follow_new_times,
    follow_visits,
    chase_unfiled_words,
    plan_for_new_owners,
    plan_for_the_unsolved,
    open_quotas,
    remind_of_quotas,
    close_quotas,
    ask_for_reports,
    tell_of_late_reports,
    draft_reports,
    look_at_reports,
    ask_for_plans,
    look_at_meetings,
    invite_guests,
    chase_triage,
    follow_transfers,
    look_at_letters,
    count_repeats,
    chase_reviews,
    chase_actions,
    carry_campaigns_on,
    carry_notices_on,
    tell_of_long_dryness,
    show_in_groups,
    list_in_groups,
    carry_imports_out,
    note_events,
    note_messages,
    keep_search,
)


def _follow(session: Session, revisit: Revisit, case: Case, desk: Working, now: datetime) -> None:
    opens = desk.calendar.next_open(now)
    if opens > now:
        revisit.next_at = opens
        return
    to, why = _reach(session, revisit, case, now)
    if revisit.state == RevisitState.REMINDED and why != UNREACHABLE:
        hand_to_phone(session, revisit, case, "silent", now)
    elif to is None:
        hand_to_phone(session, revisit, case, why, now)
    elif revisit.state == RevisitState.PLANNED:
        _ask(session, revisit, case, desk, to, now)
    else:
        _remind(session, revisit, case, desk, to, now)


def _reach(session: Session, revisit: Revisit, case: Case, now: datetime) -> tuple[Listener | None, str]:
    """Who can be asked in a chat, or why nobody; only revisits by chat are."""
    if revisit.form != RevisitForm.CHAT or case.contact_id is None:
        return None, UNREACHABLE
    asking = whom_to_ask(session, case.contact_id, is_reminder=revisit.state != RevisitState.PLANNED, now=now)
    return (listener(session, asking.contact_id) if asking.contact_id else None), asking.why


def _ask(session: Session, revisit: Revisit, case: Case, desk: Working, to: Listener, now: datetime) -> None:
    found = conversations.locked(session, to.contact_id, now=now)
    if found is None:
        hand_to_phone(session, revisit, case, "unreachable", now)
        return
    row, state = found
    if state.run and row.heard_at and now - row.heard_at < WAIT_FOR_THE_OWNER:
        revisit.next_at = now + WAIT_FOR_THE_OWNER
        return
    asked = _start(session, state, row, revisit, case, desk, to, now)
    tell(session, to, [], now=now, asked=asked, case_id=case.id, klass=Delivery.B)
    revisit.state, revisit.asked_at = RevisitState.ASKED, now
    revisit.next_at = reminder_due(desk.procedure, desk.calendar, asked_at=now, due_at=revisit.due_at)
    note_on(session, case, "revisit_asked", revisit.clause, THE_BOT, now, revisit=revisit.id)


def _start(
    session: Session,
    state: State,
    row: Conversation,
    revisit: Revisit,
    case: Case,
    desk: Working,
    to: Listener,
    now: datetime,
) -> Asked | None:
    """The revisit becomes what is on screen; a form left unfinished is paused and offered again later."""
    group, asks = questions_of(desk.procedure.questions, Kind(case.kind), Category(case.category))
    fact = CaseFact(
        case.id or 0, case.number, case.kind, case.category, case.measure, revisit.id or 0, group, asks
    )
    facts = facts_for(session, desk, to.owner_id, now=now, case=fact)
    if state.run:
        state.paused = [*state.paused[-2:], state.run]
    turned = running.start(state, "revisit", facts, {})
    conversations.keep(session, row, state)
    return turned.asked


def _remind(
    session: Session, revisit: Revisit, case: Case, desk: Working, to: Listener, now: datetime
) -> None:
    found = conversations.locked(session, to.contact_id, now=now)
    run = _run_of(found[1], revisit) if found else None
    if found is None or run is None:
        hand_to_phone(session, revisit, case, "silent", now)
        return
    on_screen = running.at(run)
    if isinstance(on_screen, Waiting):
        asked = showing.question(run, on_screen)
        text = Text("revisit.reminder", asked.text.args)
        tell(session, to, [], now=now, asked=Asked(text, asked.taps), case_id=case.id, klass=Delivery.B)
        _show_again(session, *found, run)
    revisit.state = RevisitState.REMINDED
    # After an outage the reminder comes late; the owner has as long to answer it all the same.
    in_time = now - desk.procedure.chase.remind_after
    asked_at = max(revisit.asked_at or now, in_time)
    revisit.next_at = phone_due(
        desk.procedure, desk.calendar, asked_at=asked_at, due_at=revisit.due_at, now=now
    )
    note_on(session, case, "revisit_reminded", revisit.clause, THE_BOT, now, revisit=revisit.id)


def _show_again(session: Session, row: Conversation, state: State, run: Run) -> None:
    """What was paused for words of staff can be answered in words again, unless something else is asked."""
    if state.run is None and resume(state, run.id):
        conversations.keep(session, row, state)


def _run_of(state: State, revisit: Revisit) -> Run | None:
    runs = [*([state.run] if state.run else []), *state.paused]
    mine = (run for run in runs if run.flow == "revisit" and run.facts.case)
    return next((run for run in mine if run.facts.case and run.facts.case.revisit_id == revisit.id), None)


def _task(session: Session, case: Case, kind: str, *, due_at: datetime) -> None:
    task = NewTask(
        centre_id=case.centre_id,
        kind=kind,
        key=f"case:{case.id}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=due_at,
        clause=case.reply_clause,
    )
    cases.add_task(session, task)
