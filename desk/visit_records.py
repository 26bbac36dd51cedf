"""What a named visitor writes down of a visit they made; no job can (A4.2.3.1.3, B5.1, ARCHITECTURE 7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.actor import Actor
from desk.centres import working
from desk.opening import From, Opened, confirmation, open_case
from desk.plain import plain
from desk.revisit_ends import OVER, is_theirs, settle
from desk.telling import tell
from desk.visit_asking import hand_to_phone
from desk.visits import BOOK, DISPUTED, RECORD, Act, contact_of, end_appointment, offer
from dialogs.guess import guess
from dialogs.outcomes import OpenCase
from procedures.kinds import (
    AppointmentState,
    Category,
    Found,
    Kind,
    Outcome,
    RevisitForm,
    RevisitState,
)
from procedures.refused import Refused
from procedures.revisit_rules import When
from procedures.visiting import allow_record
from storage import Missing, Session, attachments, staff, visits
from storage import revisits as rows
from storage.missing import row_id
from storage.tables import Case
from storage.wanted import Kept

BY_A_PERSON = (RevisitForm.ON_SITE, RevisitForm.PHONE, RevisitForm.ORAL)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A record: when (aware), what was found, in words; a new matter raised; ratings 1 to 5 or None."""

    form: RevisitForm
    found: Found
    visited_at: datetime
    words: str
    more: str = ""
    speed: int | None = None
    workmanship: int | None = None
    manner: int | None = None


def record(
    session: Session,
    revisit_id: int,
    written: Written,
    *,
    pictures: Sequence[Kept] = (),
    by: Actor,
    now: datetime,
) -> Opened | None:
    """Write down a visit; the linked rework if it was not solved. The owner is asked to confirm it.

    Raises Refused (who may not, when it cannot have been, without words), Missing.
    """
    act = begun(session, revisit_id, by=by, now=now)
    revisit = act.visit.revisit
    allow_visitor(act, by)
    words = plain(written.words).strip()
    _allow(act, written, words)
    revisit.visited_at, revisit.words = written.visited_at, words
    case_id = act.visit.case.id if act.visit.case else None
    of = {"centre_id": revisit.centre_id, "case_id": case_id, "revisit_id": revisit.id}
    for picture in pictures:
        attachments.add(session, picture, **of, by=act.by)
    facts = {"form": written.form, "visited_at": written.visited_at.isoformat(), "words": words}
    act.end_tasks(BOOK, RECORD, DISPUTED, staff_id=by.staff_id)
    if written.found is Found.NOT_AT_HOME:
        _not_at_home(act, facts)
        return None
    act.record("visit_recorded", pictures=len(pictures), **facts)
    return _done(act, written, by)


def begun(session: Session, revisit_id: int, *, by: Actor, now: datetime) -> Act:
    """A visit of this centre that has not ended, locked. Raises Missing, Refused."""
    visits.hold(session, [row_id(revisit_id)])
    visit = visits.get(session, revisit_id)
    if visit.revisit.centre_id != by.centre_id:
        raise Missing
    if visit.revisit.state in rows.ENDED:
        raise Refused(OVER)
    return Act(session, visit, working(session, by.centre_id, now=now), str(by), now)


def allow_visitor(act: Act, by: Actor) -> None:
    """The role that the revisit asks for, or whoever it was given to. Raises Refused."""
    revisit = act.visit.revisit
    if revisit.visitor_id != by.staff_id and not is_theirs(revisit, by.role, act.desk):
        raise Refused("refused.revisit_is_anothers", role=revisit.by_whom)


def _allow(act: Act, written: Written, words: str) -> None:
    if written.form not in BY_A_PERSON:
        raise Refused("refused.form_needs_the_owner", form=written.form)
    if not words:
        raise Refused("refused.words_needed")
    revisit, case = act.visit
    planned_at = revisit.planned_at or (_since(act, case) if case else None)
    allow_record(written.visited_at, planned_at=planned_at, now=act.now)
    if written.found is Found.NOT_AT_HOME and written.form is not RevisitForm.ON_SITE:
        raise Refused("refused.not_on_site")
    if case is None and written.found in (Found.PARTLY, Found.NOT):
        raise Refused("refused.outcome_needs_case")


def _since(act: Act, case: Case) -> datetime:
    """From when a visit can have been made: what intake asks for, from the beginning; else after the work."""
    rules = {rule.name: rule.when for rule in act.desk.procedure.revisits}
    after_work = rules.get(act.visit.revisit.rule, When.RESOLVED) is When.RESOLVED
    return (case.resolved_at if after_work else None) or case.opened_at


def _not_at_home(act: Act, facts: dict[str, str]) -> None:
    """A closed door is no revisit: the bot asks for another time, and after some doors somebody phones."""
    revisit = act.visit.revisit
    row = visits.newest(act.session, act.id)
    if row is None or row.state not in (AppointmentState.OFFERED, AppointmentState.BOOKED):
        offer(act)
        act.session.flush()
    end_appointment(act, AppointmentState.MISSED)
    revisit.visit_from = revisit.visit_until = revisit.visited_at = None
    revisit.words = ""
    act.record("visit_not_at_home", **facts)
    doors = visits.count(act.session, act.id, AppointmentState.MISSED)
    if revisit.form != RevisitForm.ON_SITE or doors >= act.desk.procedure.visit.doors:
        hand_to_phone(act, "not_at_home")
    else:
        revisit.state, revisit.next_at = RevisitState.PLANNED, act.now


def _done(act: Act, written: Written, by: Actor) -> Opened | None:
    revisit, case = act.visit
    on_site = written.form is RevisitForm.ON_SITE
    end_appointment(act, AppointmentState.KEPT if on_site else AppointmentState.CANCELLED)
    revisit.done_form, revisit.done_by = written.form, staff.get(act.session, by.staff_id, by.centre_id).id
    revisit.speed, revisit.workmanship, revisit.manner = written.speed, written.workmanship, written.manner
    to, owner_id = contact_of(act.session, act.visit), act.visit.owner_id
    who = From(to.contact_id if to else None, owner_id, str(by), written.form)
    outcome = Outcome(written.found)
    rework = settle(act.session, revisit, case, outcome, act.desk, by=who, now=act.now)
    # The owner's own tap is asked for; a call needs none, the owner was there.
    revisit.next_at = act.now if on_site else None
    if more := plain(written.more).strip():
        _open_more(act, more, who)
    return rework


def _open_more(act: Act, words: str, who: From) -> None:
    """A new matter raised in a visit: a case of its own, and its promise is told (B4.1.3)."""
    revisit, case = act.visit
    found = guess(words)
    wanted = OpenCase(
        kind=found.kind or Kind.SUGGESTION,
        category=found.category or Category.OTHER,
        story=words,
        unit_id=revisit.unit_id or (case.unit_id if case else None),
        urgent=found.urgent,
        parent_id=case.id if case else None,
        relation="more" if case else None,
    )
    opened = open_case(act.session, wanted, act.desk, who, now=act.now)
    act.record("more_opened", number=opened.number)
    to = contact_of(act.session, act.visit)
    if to is not None:
        tell(act.session, to, [confirmation(opened, act.desk)], now=act.now, case_id=opened.id)
