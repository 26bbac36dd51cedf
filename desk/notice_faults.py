"""A document that caused a complaint is followed up with whoever was responsible for it (B5.3)."""

from datetime import datetime

from desk.actor import Actor
from desk.centres import working
from desk.notices import about, rules_of
from desk.noting import note
from procedures import life
from procedures.life import Act
from procedures.notices import NoticeState
from procedures.refused import Refused
from storage import Missing, Session, cases, notice_cases, notices
from storage.cases import NewTask
from storage.tables import NoticeCase

FOLLOW_UP = "notice_caused_case"


def name_cause(session: Session, case_id: int, number: str, *, by: Actor, now: datetime) -> None:
    """This document caused this case; its writer gets a task to follow it up. Raises Refused, Missing."""
    life.allow(by.role, Act.REPLY)
    rules = rules_of(working(session, by.centre_id, now=now))
    case = cases.get(session, case_id, by.centre_id)
    try:
        seen = notices.by_number(session, number.strip().upper(), by.centre_id)
    except Missing:
        raise Refused("refused.notice_unknown", number=number.strip()[:20]) from None
    notice = notices.get(session, seen.id or 0, by.centre_id)
    if notice.state not in (NoticeState.PUBLISHED, NoticeState.WITHDRAWN) or notice.published_at is None:
        raise Refused("refused.notice_is_not_out")
    known = notice_cases.of_case(session, case_id)
    if known is not None and known.notice_id == notice.id:
        raise Refused("refused.done_already")
    version = notices.newest(session, notice)
    link = known or NoticeCase(
        case_id=case_id, centre_id=by.centre_id, notice_id=0, responsible_id=0, named_by=0, named_at=now
    )
    link.notice_id, link.responsible_id = notice.id or 0, version.drafted_by
    link.named_by, link.named_at = by.staff_id, now
    session.add(link)
    task = NewTask(
        centre_id=by.centre_id,
        kind=FOLLOW_UP,
        key=f"notice:{notice.id}:case:{case_id}",
        case_id=case_id,
        due_at=now,
        clause=rules.clauses.fault,
        staff_id=version.drafted_by,
        data=about(notice, version),
    )
    cases.add_task(session, task)
    note(
        session,
        "notice_named",
        centre_id=case.centre_id,
        case_id=case_id,
        by=by,
        now=now,
        clause=rules.clauses.fault,
        notice=notice.number,
        title=version.title,
    )
