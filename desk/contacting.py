"""The first contact: whoever gets a valid complaint speaks with its owner at once (A4.2.3.1.2)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from desk.acting import CONTACT, OnCase
from desk.apologising import phones
from desk.centres import working
from desk.saying import words
from dialogs.flows.common import matter
from dialogs.speech import Text
from procedures.kinds import Category, Kind, Validity
from procedures.promises import Due
from procedures.triage import contact_by
from storage import cases
from storage.cases import NewTask
from storage.tables import Case, Centre


def expect(on: OnCase) -> None:
    """A valid complaint that somebody has: they are to speak with the owner, and the clock looks after it."""
    case = on.case
    is_given = case.handler_id is not None or case.department_id is not None
    if case.validity != Validity.VALID or not is_given or case.first_contact_at is not None:
        return
    desk = working(on.session, case.centre_id, now=on.now)
    due = contact_by(desk.procedure, desk.calendar, kind=Kind(case.kind), now=on.now)
    if due is None:
        return
    case.contact_by = case.triage_look_at = due.by
    on.end_tasks(*CONTACT)
    cases.add_task(on.session, _task(case, due, on.now))


def _task(case: Case, due: Due, now: datetime) -> NewTask:
    return NewTask(
        centre_id=case.centre_id,
        kind="first_contact",
        key=f"case:{case.id}:{case.handler_id or 0}:{now:%Y%m%d%H%M%S}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=due.by,
        clause=due.clause,
        staff_id=case.handler_id,
    )


def is_owed_by(case: Case, staff_id: int | None) -> bool:
    """Whether the first contact is still owed by this person."""
    return case.contact_by is not None and case.first_contact_at is None and case.handler_id == staff_id


def apology(case: Case, centre: Centre, *, owner: str, staff: str, locale: str, zone: ZoneInfo) -> str:
    """What the handler's first message begins with, in the owner's language: they change it as they like."""
    about = matter(Kind(case.kind), Category(case.category))
    named = {"owner": owner, "staff": staff, "centre": centre.name, "number": case.number, "matter": about}
    named |= phones(centre)
    text = "triage.apology" if owner else "triage.apology_unknown"
    return words(Text(text, named), locale=locale, zone=zone)
