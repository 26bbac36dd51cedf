"""What an owner answers to a visit: a time, another, later, none; and whether somebody came (B5.1)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from desk.actor import THE_OWNER
from desk.binding import Turning
from desk.opening import From
from desk.visit_asking import BOOKING, begun, hand_to_phone
from desk.visit_declined import decline
from desk.visit_doubts import checked, remarked
from desk.visits import Act, change_tap, end_appointment, fact_of, fix, of_owner, taken, told_time
from dialogs import outcomes
from dialogs.flows.visit import who
from dialogs.speech import Period as Said
from dialogs.speech import Text
from dialogs.state import State
from dialogs.turned import Asked, Tap
from procedures.calendar import Period, utc
from procedures.kinds import AppointmentState, RevisitState
from procedures.visiting import fit
from storage import Session, events, revisits, visits
from storage.tables import Revisit


@dataclass
class Told:
    """What the owner is told, the buttons under it, a question to go on with, the case it is filed under."""

    texts: list[Text] = field(default_factory=list)
    taps: tuple[Tap, ...] = ()
    asked: Asked | None = None
    case_id: int | None = None


def carry(wanted: outcomes.VisitOutcome, turn: Turning, state: State) -> Told:
    """Carry out what the owner chose; a tap that came too late changes nothing, and is told so."""
    if isinstance(wanted, outcomes.ShowVisits) and wanted.revisit_id is None:
        return _list(turn)
    visit = of_owner(turn.session, wanted.revisit_id or 0, _who(turn))
    if visit is None:
        return Told([Text("visit.over")])
    act = Act(turn.session, visit, turn.working, THE_OWNER, turn.now)
    told = _checked(wanted, act) or _answered(wanted, act, turn, state)
    told.case_id = visit.case.id if visit.case else None
    return told


def _who(turn: Turning) -> From:
    return From(turn.talk.contact_id, turn.talk.owner_id, THE_OWNER)


def _checked(wanted: outcomes.VisitOutcome, act: Act) -> Told | None:
    if isinstance(wanted, outcomes.VisitChecked):
        return Told([checked(act, wanted.was)])
    if isinstance(wanted, outcomes.VisitRemark):
        said = remarked(act, wanted.words)
        return Told([said] if said else [])
    return None


def _answered(wanted: outcomes.VisitOutcome, act: Act, turn: Turning, state: State) -> Told:
    if act.visit.revisit.state in revisits.ENDED:
        return Told([Text("visit.over")])
    match wanted:
        case outcomes.VisitBooked(_, at, is_wish):
            return _book(act, at, turn, state, is_wish=is_wish)
        case outcomes.VisitPutOff():
            return _put_off(act)
        case outcomes.VisitKept():
            is_booked = act.visit.revisit.state == RevisitState.BOOKED
            return Told([told_time(act, "visit.kept")], (change_tap(act),)) if is_booked else Told()
        case outcomes.VisitByPhone():
            return _by_phone(act)
        case outcomes.VisitDeclined(_, reason):
            return _decline(act, reason)
        case outcomes.ShowVisits():
            return Told(asked=begun(act, state, turn.talk.owner_id, BOOKING))
        case outcomes.VisitChecked() | outcomes.VisitRemark():
            return Told()
        case _:
            assert_never(wanted)


def _book(act: Act, at: Said | None, turn: Turning, state: State, *, is_wish: bool) -> Told:
    """One tap books; a slot filled meanwhile is offered no more, a wish that does not fit is kept."""
    events.hold(act.session, act.visit.revisit.centre_id)
    found = _fitted(act, at)
    if found is None and not is_wish:
        return Told([Text("visit.full")], asked=begun(act, state, turn.talk.owner_id, BOOKING))
    if found is None:
        return _wished(act, at)
    is_change = fix(act, found)
    row = visits.newest(act.session, act.id)
    booked = "visit.booked" if row and row.remind_at else "visit.booked_soon"
    return Told([told_time(act, "visit.changed" if is_change else booked)], (change_tap(act),))


def _fitted(act: Act, at: Said | None) -> Period | None:
    rule, calendar = act.desk.procedure.visit, act.desk.calendar
    soonest = act.now + rule.notice
    since, until = (at.not_before, at.not_after) if at else (None, None)
    if until is not None and until <= soonest:
        return None
    return fit(
        utc(since) if since else None,
        utc(until) if until else None,
        rule,
        calendar,
        taken=taken(act),
        now=soonest,
    )


def _wished(act: Act, at: Said | None) -> Told:
    """A time outside contact hours is not ours to promise: a colleague phones, with the wish before them."""
    if at:
        wish = {"visit_from": _iso(at.not_before), "visit_until": _iso(at.not_after)}
        act.record("visit_wished", **wish)
    if act.visit.revisit.state != RevisitState.BOOKED:
        hand_to_phone(act, "wish_outside_hours")
    else:
        act.add_task("book_visit", due_at=act.now)
    return Told([Text("visit.outside")])


def _put_off(act: Act) -> Told:
    revisit = act.visit.revisit
    end_appointment(act, AppointmentState.CANCELLED, why="later")
    days = act.desk.calendar
    revisit.state = RevisitState.PLANNED
    revisit.next_at = days.next_day_open(days.next_day_open(act.now))
    act.record("visit_put_off", until=revisit.next_at.isoformat())
    return Told([Text("visit.put_off")])


def _by_phone(act: Act) -> Told:
    end_appointment(act, AppointmentState.CANCELLED, why="by_phone")
    act.visit.revisit.visit_from = act.visit.revisit.visit_until = None
    hand_to_phone(act, "owner_wants_phone")
    return Told([Text("visit.by_phone")])


def _decline(act: Act, reason: str) -> Told:
    decline(act, reason)
    return Told([Text("visit.declined")])


def _list(turn: Turning) -> Told:
    """The visits that an owner expects; a tap changes or cancels one."""
    talk = turn.talk
    found = visits.booked_of(turn.session, talk.centre_id, talk.contact_id, talk.owner_id)
    return Told([Text("visit.list" if found else "visit.none")], taps_of(turn.session, found))


def taps_of(session: Session, found: list[Revisit]) -> tuple[Tap, ...]:
    facts = [fact_of(session, visits.Visit(revisit, None)) for revisit in found]
    return tuple(
        Tap(
            f"0:visit:{fact.revisit_id}",
            Text("visit.line", {"who": who(fact), "time": Said(fact.booked_from, fact.booked_until)}),
        )
        for fact in facts
    )


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
