"""What staff do to the plan of visits: fix a time, name who goes, plan one by hand, call one off (B4.2.3)."""

from datetime import date, datetime, timedelta

from desk.actor import Actor
from desk.apologising import phones
from desk.centres import working
from desk.plain import plain
from desk.revisit_ends import is_theirs
from desk.telling import tell
from desk.visit_asking import BOOKING, forget
from desk.visit_declined import decline
from desk.visit_records import BY_A_PERSON, begun
from desk.visits import RECORD, Act, change_tap, contact_of, fix, taken, told_time
from dialogs.speech import Text
from dialogs.turned import Asked, Tap
from procedures import life
from procedures.calendar import Period, utc
from procedures.kinds import RevisitForm, RevisitState, Role
from procedures.refused import Refused
from procedures.visiting import SENIOR, has_room
from storage import Missing, Session, conversations, events, owners, staff
from storage.missing import row_id
from storage.tables import Owner, Revisit
from storage.visits import Visit

BY_HAND = "by_hand"
LONGEST = timedelta(hours=12)


def book(
    session: Session, revisit_id: int, *, starts_at: datetime, ends_at: datetime, by: Actor, now: datetime
) -> None:
    """Fix or change a time that was agreed with the owner, who is told. Raises Refused, Missing."""
    life.allow(by.role, life.Act.TAKE)
    act = begun(session, revisit_id, by=by, now=now)
    if act.visit.revisit.form != RevisitForm.ON_SITE:
        raise Refused("refused.not_on_site")
    at = Period(utc(starts_at), utc(ends_at))
    if at.end <= now:
        raise Refused("refused.visit_time_past")
    if at.end <= at.start or at.length > LONGEST:
        raise Refused("refused.visit_too_long")
    events.hold(session, by.centre_id)
    if not has_room(at, act.desk.procedure.visit, taken(act)):
        raise Refused("refused.visit_full")
    text = "visit.changed_by_staff" if fix(act, at) else "visit.booked_by_staff"
    _tell(act, told_time(act, text), (change_tap(act),))


def _tell(act: Act, text: Text, taps: tuple[Tap, ...]) -> None:
    """The question for a time is off the owner's screen; what staff fixed is told."""
    to = contact_of(act.session, act.visit)
    if to is None:
        return
    found = conversations.locked(act.session, to.contact_id, now=act.now)
    if found is not None:
        row, state = found
        forget(state, act.id, BOOKING)
        conversations.keep(act.session, row, state)
    case_id = act.visit.case.id if act.visit.case else None
    tell(act.session, to, [], now=act.now, asked=Asked(text, taps), case_id=case_id)


def name_visitor(
    session: Session, revisit_id: int, *, visitor_id: int, reason: str, by: Actor, now: datetime
) -> None:
    """Say who goes. Somebody of another role goes by the director's word alone, with a reason.

    Raises Refused, Missing.
    """
    life.allow(by.role, life.Act.TAKE)
    act = begun(session, revisit_id, by=by, now=now)
    visitor = staff.get(session, row_id(visitor_id), by.centre_id)
    if visitor.disabled_at is not None:
        raise Refused("refused.nobody_named")
    why = plain(reason).strip()
    fits = is_theirs(act.visit.revisit, Role(visitor.role), act.desk)
    if not fits and by.role not in SENIOR:
        raise Refused("refused.delegating_needs_director")
    if not fits and not why:
        raise Refused("refused.delegating_needs_reason")
    act.visit.revisit.visitor_id = visitor.id
    act.record("visitor_named" if fits else "visit_delegated", handler=visitor.id, why=why)


def call_off(session: Session, revisit_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """The owner told staff that they want no visit; whoever's it is hears so. Raises Refused, Missing."""
    life.allow(by.role, life.Act.TAKE)
    act = begun(session, revisit_id, by=by, now=now)
    why = plain(reason).strip()
    if not why:
        raise Refused("refused.reason_needed")
    if act.visit.revisit.state == RevisitState.BOOKED:
        off = told_time(act, "visit.called_off")
        _tell(act, Text(off.id, {**off.args, **phones(act.desk.centre)}), ())
    decline(act, why, to=by)


def plan_by_hand(
    session: Session,
    *,
    owner_id: int,
    form: RevisitForm,
    by_whom: Role,
    day: date,
    reason: str,
    by: Actor,
    now: datetime,
) -> int:
    """A revisit that no rule asks for, of any owner; its id. The bot asks the owner for a time.

    Raises Refused, Missing.
    """
    life.allow(by.role, life.Act.TAKE)
    owner = session.get(Owner, row_id(owner_id))
    if owner is None or owner.centre_id != by.centre_id:
        raise Missing
    desk, why = working(session, by.centre_id, now=now), plain(reason).strip()
    if form not in BY_A_PERSON:
        raise Refused("refused.form_needs_the_owner", form=form)
    if not why:
        raise Refused("refused.reason_needed")
    if day < desk.calendar.local_day(now):
        raise Refused("refused.visit_day_past")
    ahead = (day - desk.calendar.local_day(now)).days
    homes = owners.units_of(session, owner_id, now=now)
    on_site = form is RevisitForm.ON_SITE
    revisit = Revisit(
        centre_id=by.centre_id,
        owner_id=owner_id,
        unit_id=homes[0].id if homes else None,
        rule=BY_HAND,
        form=form,
        by_whom=by_whom,
        clause=desk.procedure.visit.clause,
        state=RevisitState.PLANNED if on_site else RevisitState.PHONE,
        due_at=desk.calendar.end_of_nth_day(now, ahead),
        next_at=now if on_site else None,
        planned_at=now,
        reason=why,
    )
    session.add(revisit)
    session.flush()
    act = Act(session, Visit(revisit, None), desk, str(by), now)
    act.record("revisit_planned", due=revisit.due_at.isoformat(), form=form, why=why)
    if not on_site:
        act.add_task(RECORD, due_at=revisit.due_at)
    return act.id
