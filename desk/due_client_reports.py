"""Due work of consultancies: the quarter's report is asked for, and told when it is late (C2)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk import client_reports as reports
from desk.centres import Working, procedures_in_use, working
from desk.due_unit import Unit
from procedures.quarters import Quarter
from storage import Session, client_reports
from storage.tables import ClientReport

PUT_OFF = timedelta(hours=1)


def _without_report(session: Session, now: datetime, most: int) -> Sequence[int]:
    found: list[int] = []
    for name, procedure in procedures_in_use(session):
        if procedure.clients is not None:
            centres = client_reports.centres_of(session, name)
            found += [each for each in centres if _missing(session, working(session, each, now=now), now)]
    return found[:most]


def _missing(session: Session, desk: Working, now: datetime) -> list[Quarter]:
    """This quarter once it nears its end; the last one, if no clock ran then and the centre was at work."""
    rules = desk.procedure.clients
    if rules is None:
        return []
    this = Quarter.of(now, desk.calendar)
    begins = this.begins(desk.calendar)
    last = Quarter.of(begins - timedelta(days=1), desk.calendar)
    centre = desk.centre.id
    found = []
    if not client_reports.of_quarter(session, centre, str(last)) and client_reports.was_at_work(
        session, centre, before=begins
    ):
        found.append(last)
    if now >= this.ends(desk.calendar) - rules.report.before and not client_reports.of_quarter(
        session, centre, str(this)
    ):
        found.append(this)
    return found


def _ask(session: Session, centre_id: int, now: datetime) -> None:
    desk = working(session, centre_id, now=now)
    for quarter in _missing(session, desk, now):
        reports.ask_for(session, quarter, desk, now=now)


def _ask_without(session: Session, centre_id: int, now: datetime) -> int:
    """Whatever stood in the way: the row is there, and is told of as late."""
    desk = working(session, centre_id, now=now)
    for quarter in _missing(session, desk, now):
        due = now + PUT_OFF
        session.add(
            ClientReport(centre_id=centre_id, quarter=str(quarter), clause="C2", due_at=due, look_at=due)
        )
    return centre_id


def _tell(session: Session, report_id: int, now: datetime) -> None:
    reports.tell_late(session, session.get_one(ClientReport, report_id, with_for_update=True), now=now)


def _tell_later(session: Session, report_id: int, now: datetime) -> int:
    report = session.get_one(ClientReport, report_id)
    report.look_at = now + PUT_OFF
    return report.centre_id


ask_for_reports = Unit("ask_for_reports", _without_report, _ask, _ask_without)
tell_of_late_reports = Unit("tell_of_late_reports", client_reports.late, _tell, _tell_later)
