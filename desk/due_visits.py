"""The clock's unit for visits on site: asks for times, reminds, and asks for records."""

from datetime import datetime, timedelta

from desk.actor import THE_BOT
from desk.centres import working
from desk.visit_asking import follow
from desk.visits import Act
from storage import Session, visits

PUT_OFF = timedelta(minutes=10)


def follow_visit(session: Session, revisit_id: int, now: datetime) -> None:
    """One visit, if it is still due."""
    visit = visits.get(session, revisit_id)
    revisit = visit.revisit
    if revisit.next_at is not None and revisit.next_at <= now:
        follow(Act(session, visit, working(session, revisit.centre_id, now=now), THE_BOT, now))


def put_off(session: Session, revisit_id: int, now: datetime) -> int:
    revisit = visits.get(session, revisit_id).revisit
    revisit.next_at = now + PUT_OFF
    return revisit.centre_id
