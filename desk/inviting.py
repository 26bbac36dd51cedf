"""Invitations to an owners' meeting: asked in the chat, answered by a tap, reminded of (A4.1.4)."""

from datetime import datetime, timedelta
from typing import Any

from desk import meetings as acts
from desk.actor import THE_OWNER
from desk.centres import Working, working
from desk.consenting import is_busy
from desk.facts import facts_for
from desk.noting import note
from desk.reach_asking import whom_to_ask
from desk.telling import Delivery, Listener, listener, tell
from dialogs import running
from dialogs.facts import MeetingFact
from dialogs.outcomes import MeetingAnswered
from dialogs.speech import Text
from dialogs.state import Run, State
from procedures.meetings import Coming, MeetingState
from storage import Missing, Session, conversations, meetings
from storage.conversations import keep
from storage.tables import Meeting, MeetingGuest

FLOW = "meeting"
WAIT_FOR_THE_OWNER = timedelta(minutes=30)


def follow(session: Session, guest_id: int, now: datetime) -> None:
    """Invite, remind, or tell that it does not take place, as things stand."""
    guest = meetings.guest(session, guest_id)
    if guest.look_at is None or guest.look_at > now:
        return
    row = meetings.get(session, guest.meeting_id)
    desk = working(session, guest.centre_id, now=now)
    opens = desk.calendar.next_open(now)
    if opens > now:
        guest.look_at = opens
        return
    guest.look_at = None
    if guest.contact_id is None:
        return
    asking = whom_to_ask(session, guest.contact_id, is_reminder=guest.asked_at is not None, now=now)
    if asking.contact_id is None:
        _by_hand(session, guest, row, desk)
        return
    guest.contact_id = asking.contact_id
    to = listener(session, asking.contact_id)
    if row.state == MeetingState.CANCELLED:
        _call_off(session, guest, row, to, now)
    elif row.state == MeetingState.INVITED and row.begins_at > now:
        _say(session, guest, row, desk, to, now)


def answered(session: Session, said: MeetingAnswered, *, owner_id: int | None, now: datetime) -> Text:
    """The owner's own tap; the last one counts, and after the meeting has begun none does."""
    try:
        guest = meetings.guest(session, said.guest_id)
        row = meetings.get(session, guest.meeting_id, guest.centre_id)
    except Missing:
        return Text("meeting.over")
    if guest.owner_id != owner_id or row.state != MeetingState.INVITED or row.begins_at <= now:
        return Text("meeting.over")
    guest.coming, guest.how, guest.answered_at = said.coming, "chat", now
    about: dict[str, Any] = {"meeting": row.id, "owner": guest.owner_id, "coming": said.coming}
    note(
        session, "meeting_answered", centre_id=row.centre_id, by=THE_OWNER, now=now, clause="A4.1.4", **about
    )
    return Text(f"meeting.thanks_{said.coming}", {"begins_at": row.begins_at, "place": row.place})


def _by_hand(session: Session, guest: MeetingGuest, row: Meeting, desk: Working) -> None:
    """No chat reaches them now: they are on the list of those whom somebody calls or visits."""
    rule = acts.rule_of(desk)
    guest.contact_id = None
    acts.tell(session, row.centre_id, acts.BY_HAND, f"meeting:{row.id}", row.begins_at, rule, role=rule.by)


def _say(
    session: Session, guest: MeetingGuest, row: Meeting, desk: Working, to: Listener, now: datetime
) -> None:
    """Who said yes is only reminded; who said nothing is asked."""
    if guest.coming == Coming.YES:
        text = Text(
            "meeting.reminder", {"begins_at": row.begins_at, "place": row.place, "content": row.content}
        )
        tell(session, to, [text], now=now, klass=Delivery.B)
    elif guest.coming is None and not _ask(session, guest, row, desk, to, now):
        guest.look_at = now + WAIT_FOR_THE_OWNER
        return
    guest.asked_at = guest.asked_at or now
    remind_at = acts.evening_before(row, desk)
    guest.look_at = remind_at if remind_at > now and guest.coming != Coming.NO else None


def _ask(
    session: Session, guest: MeetingGuest, row: Meeting, desk: Working, to: Listener, now: datetime
) -> bool:
    """Put the question on the owner's screen; False while they are in the middle of something."""
    found = conversations.locked(session, to.contact_id, now=now)
    if found is None:
        return True
    kept, state = found
    _forget(state, guest)
    if is_busy(state, kept.heard_at, since=now - WAIT_FOR_THE_OWNER):
        return False
    fact = MeetingFact(guest.id or 0, row.begins_at, row.place, row.content, row.people)
    facts = facts_for(session, desk, to.owner_id, now=now, meeting=fact)
    if state.run:
        state.paused = [*state.paused[-2:], state.run]
    turned = running.start(state, FLOW, facts, {})
    keep(session, kept, state)
    tell(session, to, [], now=now, asked=turned.asked, klass=Delivery.B)
    return True


def _call_off(session: Session, guest: MeetingGuest, row: Meeting, to: Listener, now: datetime) -> None:
    found = conversations.locked(session, to.contact_id, now=now)
    if found is not None:
        _forget(found[1], guest)
        keep(session, *found)
    if guest.coming != Coming.NO and guest.asked_at is not None:
        text = Text(
            "meeting.cancelled", {"begins_at": row.begins_at, "content": row.content, "reason": row.reason}
        )
        tell(session, to, [text], now=now, klass=Delivery.B)


def _forget(state: State, guest: MeetingGuest) -> None:
    """A question about this meeting that is still on the screen, or paused, is asked no more."""
    state.run = None if _asks(state.run, guest) else state.run
    state.paused = [run for run in state.paused if not _asks(run, guest)]


def _asks(run: Run | None, guest: MeetingGuest) -> bool:
    about = run.facts.meeting if run and run.flow == FLOW else None
    return about is not None and about.guest_id == guest.id
