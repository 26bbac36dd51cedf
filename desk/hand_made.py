"""Revisits that staff plan of their own accord, of any owner, with no case behind them (A4.3.3.1, B4.2.3)."""

from datetime import datetime

from desk.actor import Actor
from desk.centres import Working, working
from desk.plain import plain
from desk.planning import plan_one, record_event
from procedures import life
from procedures.kinds import RevisitForm, Role
from procedures.life import Act
from procedures.refused import Refused
from storage import Missing, Session
from storage.missing import row_id
from storage.tables import Owner, Revisit, Unit

RULE = "by_hand"
FORMS = (RevisitForm.PHONE, RevisitForm.ON_SITE)


def plan_by_hand(
    session: Session,
    *,
    owner_id: int,
    unit_id: int | None,
    form: RevisitForm,
    at: datetime,
    why: str = "",
    by: Actor,
    now: datetime,
) -> Revisit:
    """Somebody plans to phone or visit an owner themselves by then. Raises Refused, Missing.

    A visit is looked at from now on, so that it can be agreed with the owner; a call when it is due.
    """
    life.allow(by.role, Act.TAKE)
    owner = session.get(Owner, row_id(owner_id))
    unit = session.get(Unit, row_id(unit_id)) if unit_id is not None else None
    if owner is None or owner.centre_id != by.centre_id:
        raise Missing
    if unit_id is not None and (unit is None or unit.centre_id != by.centre_id):
        raise Missing
    if form not in FORMS:
        raise Refused("refused.form_needs_the_owner", form=form)
    if at <= now:
        raise Refused("refused.visit_in_the_past")
    desk = working(session, by.centre_id, now=now)
    row = plan_one(
        session,
        centre_id=by.centre_id,
        case=None,
        owner_id=owner_id,
        unit_id=unit_id,
        rule=RULE,
        form=form,
        by_whom=by.role,
        clause=_clause(desk, by),
        due_at=at,
        next_at=desk.calendar.next_open(now) if form is RevisitForm.ON_SITE else at,
        by=str(by),
        now=now,
    )
    row.visitor_id = by.staff_id
    if reason := plain(why).strip():
        record_event(session, row, "revisit_wanted", str(by), now, why=reason)
    session.signals.add(f"centre:{by.centre_id}")
    return row


def _clause(desk: Working, by: Actor) -> str:
    quota = desk.procedure.revisiting.quota
    return quota.clause if quota and by.role is Role.DIRECTOR else desk.procedure.revisiting.by_hand_clause
