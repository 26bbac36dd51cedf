"""A revisit that a named person made, written down by that person (B5.1)."""

from datetime import datetime

from desk import visit_records
from desk.actor import Actor
from desk.centres import working
from desk.opening import From, Opened
from desk.plain import plain
from desk.revisit_ends import open_for, settle
from desk.visit_records import Written
from procedures import life
from procedures.kinds import Found, Outcome, RevisitForm
from procedures.life import Act
from procedures.refused import Refused
from storage import Session, staff
from storage.tables import Case

# A visit on site has a record of its own, with who was there and when (desk/visit_records.py).
PHONED = (RevisitForm.PHONE, RevisitForm.ORAL)


def record(
    session: Session,
    revisit_id: int,
    *,
    form: RevisitForm,
    outcome: Outcome,
    words: str,
    speed: int | None = None,
    workmanship: int | None = None,
    manner: int | None = None,
    satisfaction: int | None = None,
    made_at: datetime | None = None,
    visitor_id: int | None = None,
    by: Actor,
    now: datetime,
) -> Opened | None:
    """A named person writes down a revisit they made; the linked rework if it was not solved.

    Without a record there is no revisit (B5.1), and only a person can make one: no job calls this. It was
    made at `made_at`, now if that is not said: never in the future, never before there was a case, and by
    nobody but who writes it down. Raises Refused, Missing.
    """
    life.allow(by.role, Act.TAKE)
    if form is RevisitForm.ON_SITE:
        written = Written(
            form=form,
            found=Found(outcome),
            visited_at=made_at or now,
            words=words,
            speed=speed,
            workmanship=workmanship,
            manner=manner,
        )
        return visit_records.record(session, revisit_id, written, by=by, now=now)
    desk = working(session, by.centre_id, now=now)
    revisit, case = open_for(session, revisit_id, by=by, desk=desk)
    if form not in PHONED:
        raise Refused("refused.form_needs_the_owner", form=form)
    said = plain(words).strip()
    if not said:
        raise Refused("refused.words_needed")
    visitor = staff.get(session, by.staff_id, by.centre_id)
    if visitor_id not in (None, visitor.id):
        raise Refused("refused.not_your_visit")
    _allow_time(made_at or now, case, now)
    revisit.words, revisit.done_form, revisit.done_by = said, form, visitor.id
    revisit.visitor_id, revisit.visited_at = visitor.id, made_at or now
    revisit.speed, revisit.workmanship, revisit.manner = speed, workmanship, manner
    revisit.satisfaction = satisfaction
    who = From(case.contact_id if case else None, revisit.owner_id, str(by), form)
    return settle(session, revisit, case, outcome, desk, by=who, now=now)


def _allow_time(made_at: datetime, case: Case | None, now: datetime) -> None:
    if made_at > now:
        raise Refused("refused.visit_in_the_future")
    if case is not None and made_at < case.opened_at:
        raise Refused("refused.visit_before_the_case")
