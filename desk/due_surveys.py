"""Due work of surveys: each half-year's draft, invitations and reminders in line, the end (A4.1.5)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk import survey_asking
from desk import surveys as desk_surveys
from desk.centres import Working, procedures_in_use, working
from desk.due_unit import Unit
from procedures.half_years import HalfYear
from storage import Session, client_reports, surveys
from storage.tables import Survey

PUT_OFF = timedelta(hours=1)


def _without_draft(session: Session, now: datetime, most: int) -> Sequence[int]:
    found: list[int] = []
    for name, procedure in procedures_in_use(session):
        if procedure.survey is not None:
            centres = client_reports.centres_of(session, name)
            found += [each for each in centres if _is_missing(session, working(session, each, now=now), now)]
    return found[:most]


def _is_missing(session: Session, desk: Working, now: datetime) -> bool:
    """Near the half-year's end, where somebody lives who could be asked."""
    rules, half = desk.procedure.survey, HalfYear.of(now, desk.calendar)
    if rules is None or now < half.ends(desk.calendar) - rules.before:
        return False
    centre = desk.centre.id
    return surveys.of_half(session, centre, str(half)) is None and surveys.has_residents(
        session, centre, now=now
    )


def _draft(session: Session, centre_id: int, now: datetime) -> None:
    """Others may have been first: the record's line is stood in before looking again."""
    desk = working(session, centre_id, now=now)
    if _is_missing(session, desk, now):
        desk_surveys.draft(session, desk, now=now)


def _draft_without(session: Session, centre_id: int, now: datetime) -> int:
    """Whatever stood in the way: the draft is there, without questions, and can be chosen for."""
    desk = working(session, centre_id, now=now)
    half = str(HalfYear.of(now, desk.calendar))
    session.add(Survey(centre_id=centre_id, half=half, clause="A4.1.5", drafted_at=now))
    return centre_id


def _close_later(session: Session, survey_id: int, now: datetime) -> int:
    survey = session.get_one(Survey, survey_id)
    survey.next_at = now + PUT_OFF
    return survey.centre_id


draft_surveys = Unit("draft_surveys", _without_draft, _draft, _draft_without)
close_surveys = Unit("close_surveys", surveys.to_close, desk_surveys.close, _close_later)
invite_owners = Unit(
    "invite_owners",
    surveys.due,
    survey_asking.follow,
    survey_asking.put_off,
    hold=surveys.hold,
    gives_way=True,
)
