"""Visits on site: the facts of one, and fixing its time, whoever fixes it (A4.3.1, B4.2.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from desk.centres import Working
from desk.noting import note
from desk.opening import From
from desk.telling import Listener, listener
from desk.words_in import is_theirs
from dialogs.facts import CaseFact, VisitFact
from dialogs.flows.visit import who
from dialogs.speech import Period as Said
from dialogs.speech import Text
from dialogs.turned import Tap
from procedures.calendar import Period
from procedures.kinds import AppointmentState, RevisitState
from procedures.visiting import evening_before, slots
from storage import Missing, Session, cases, conversations, visits
from storage.cases import NewTask
from storage.tables import Appointment, Staff
from storage.visits import Visit

BOOK, RECORD, DISPUTED = "book_visit", "record_visit", "visit_disputed"
NEW_OWNER = "B4.2.2"


@dataclass(frozen=True)
class Act:
    """One act on one visit: what it is about, where, who does it ("owner", "bot", "staff:3"), when."""

    session: Session
    visit: Visit
    desk: Working
    by: str
    now: datetime

    @property
    def id(self) -> int:
        assert self.visit.revisit.id is not None
        return self.visit.revisit.id

    def record(self, what: str, **data: Any) -> None:
        """The event, of the case or (without one) of the centre, with the clause of the revisit."""
        self.session.flush()
        revisit, case = self.visit
        note(
            self.session,
            what,
            centre_id=revisit.centre_id,
            case_id=case.id if case else None,
            by=self.by,
            now=self.now,
            clause=revisit.clause,
            revisit=revisit.id,
            round=revisit.round,
            **data,
        )

    def add_task(self, kind: str, *, due_at: datetime, for_role: str | None = None, words: str = "") -> None:
        """A task of its own each time: the last one may have been done long ago."""
        revisit, case = self.visit
        to = contact_of(self.session, self.visit)
        task = NewTask(
            centre_id=revisit.centre_id,
            kind=kind,
            key=f"revisit:{self.id}:{self.now.timestamp():.0f}",
            case_id=case.id if case else None,
            contact_id=to.contact_id if to else None,
            due_at=due_at,
            clause=revisit.clause,
            for_role=for_role or revisit.by_whom,
            staff_id=None if for_role else revisit.visitor_id,
            data=msgspec.json.encode({"words": words} if words else {}).decode(),
        )
        cases.add_task(self.session, task)

    def end_tasks(self, *kinds: str, staff_id: int | None = None) -> None:
        visits.end_tasks(self.session, self.visit.revisit, kinds, by=staff_id, at=self.now)


def contact_of(session: Session, visit: Visit) -> Listener | None:
    """Where the owner can be written to: the chat the case came from, else the one heard from last."""
    if visit.case and visit.case.contact_id is not None:
        to = listener(session, visit.case.contact_id)
        if to.reachable:
            return to
    if visit.owner_id is None:
        return None
    contact = conversations.contact_of(session, visit.owner_id, visit.revisit.centre_id)
    return listener(session, contact) if contact is not None else None


def of_owner(session: Session, revisit_id: int, by: From) -> Visit | None:
    """A visit to the owner who speaks; None for one that is not there or somebody else's."""
    try:
        visit = visits.get(session, revisit_id)
    except Missing:
        return None
    if visit.case is not None:
        return visit if is_theirs(visit.case, by.contact_id, by.owner_id) else None
    return visit if by.owner_id is not None and visit.revisit.owner_id == by.owner_id else None


def fact_of(session: Session, visit: Visit) -> VisitFact:
    """What the owner is told of a visit: who comes, why, and when it is booked."""
    revisit = visit.revisit
    visitor = session.get(Staff, revisit.visitor_id) if revisit.visitor_id else None
    is_booked = revisit.state == RevisitState.BOOKED
    return VisitFact(
        revisit.id or 0,
        visitor.role if visitor else revisit.by_whom,
        name=visitor.name if visitor else "",
        why=_why(session, visit),
        booked_from=revisit.visit_from if is_booked else None,
        booked_until=revisit.visit_until if is_booked else None,
        visited_at=revisit.visited_at,
    )


def case_fact(visit: Visit) -> CaseFact | None:
    case = visit.case
    if case is None:
        return None
    return CaseFact(case.id or 0, case.number, case.kind, case.category, case.measure, visit.revisit.id or 0)


def _why(session: Session, visit: Visit) -> str:
    if visits.count(session, visit.revisit.id or 0, AppointmentState.MISSED):
        return "again"
    if visit.case is not None:
        return "rain" if visit.revisit.storm_id is not None else "case"
    return "new_owner" if visit.revisit.clause == NEW_OWNER else "greeting"


def taken(act: Act) -> list[Period]:
    """When this role is to be somewhere else already."""
    revisit = act.visit.revisit
    return visits.taken(act.session, revisit.centre_id, revisit.by_whom, but=revisit.id, now=act.now)


def offered(act: Act) -> tuple[tuple[datetime, datetime], ...]:
    """The half days that the owner can choose from, in the centre's zone; not the one that is booked."""
    zone, revisit = act.desk.calendar.zone, act.visit.revisit
    free = slots(
        act.desk.procedure.visit, act.desk.calendar, due=revisit.due_at, taken=taken(act), now=act.now
    )
    others = (slot for slot in free if (slot.start, slot.end) != (revisit.visit_from, revisit.visit_until))
    return tuple((slot.start.astimezone(zone), slot.end.astimezone(zone)) for slot in others)


def offer(act: Act) -> None:
    """The owner is being asked: a row that waits for its time."""
    number = visits.count(act.session, act.id) + 1
    act.session.add(_appointment(act, number, AppointmentState.OFFERED))


def fix(act: Act, at: Period) -> bool:
    """The visit has its time from now on; True when it had another before. What was, stays as history."""
    session, revisit = act.session, act.visit.revisit
    row = visits.newest(session, act.id)
    is_change = row is not None and row.state == AppointmentState.BOOKED
    if row is None or row.state != AppointmentState.OFFERED:
        if row and is_change:
            row.state, row.ended_at = AppointmentState.CHANGED, act.now
        row = _appointment(act, row.revision + 1 if row else 1, AppointmentState.BOOKED)
        session.add(row)
    row.state, row.starts_at, row.ends_at = AppointmentState.BOOKED, at.start, at.end
    row.made_at, row.made_by = act.now, act.by
    evening = evening_before(act.desk.procedure.visit, act.desk.calendar, at.start)
    row.remind_at = evening if evening > act.now else None
    revisit.state, revisit.why = RevisitState.BOOKED, None
    revisit.visit_from, revisit.visit_until = at.start, at.end
    revisit.next_at = row.remind_at or record_due(act, at.end)
    name_the_only_one(act)
    act.end_tasks(BOOK, RECORD)
    times = {"visit_from": at.start.isoformat(), "visit_until": at.end.isoformat()}
    act.record("visit_changed" if is_change else "visit_booked", **times)
    return is_change


def name_the_only_one(act: Act) -> None:
    """Who goes is clear when nobody else has the role."""
    revisit = act.visit.revisit
    if revisit.visitor_id is None:
        revisit.visitor_id = visits.only_one_with(act.session, revisit.centre_id, revisit.by_whom)


def record_due(act: Act, ends_at: datetime) -> datetime:
    return ends_at + act.desk.procedure.visit.record_within


def end_appointment(act: Act, state: AppointmentState, *, why: str = "") -> None:
    """What became of the newest time."""
    row = visits.newest(act.session, act.id)
    if row and row.state in (AppointmentState.OFFERED, AppointmentState.BOOKED):
        row.state, row.ended_at, row.why = state, act.now, why


def told_time(act: Act, text: str) -> Text:
    """A text with who comes and when."""
    fact = fact_of(act.session, act.visit)
    return Text(text, {"who": who(fact), "time": Said(fact.booked_from, fact.booked_until)})


def change_tap(act: Act) -> Tap:
    return Tap(f"0:visit:{act.id}", Text("visit.change_it"))


def _appointment(act: Act, revision: int, state: AppointmentState) -> Appointment:
    revisit = act.visit.revisit
    return Appointment(
        centre_id=revisit.centre_id,
        revisit_id=revisit.id,
        case_id=revisit.case_id,
        revision=revision,
        state=state,
        made_at=act.now,
        made_by=act.by,
    )
