"""Intake: a case is opened, numbered, promised and confirmed (A4.1.1, A4.1.2, A4.2.3.1.1)."""

from dataclasses import dataclass
from datetime import datetime

from desk import opinions
from desk.apologising import phones
from desk.centres import Working
from desk.first_times import first_times
from desk.planning import on_opened
from dialogs.outcomes import OpenCase
from dialogs.speech import Text
from procedures.kinds import Kind, Source
from procedures.promises import Promise
from procedures.revisits import speaks_at_intake
from procedures.steps import What
from storage import Session, cases, events


@dataclass(frozen=True)
class From:
    """Who a case comes from, and by which way."""

    contact_id: int | None
    owner_id: int | None
    actor: str
    source: str = "chat"


@dataclass(frozen=True)
class Opened:
    """A case that was just opened: what its owner is told."""

    id: int
    number: str
    kind: Kind
    relation: str | None
    reply_by: datetime
    contact_id: int | None
    wish: What | None = None
    wished_by: datetime | None = None


def open_case(session: Session, wanted: OpenCase, working: Working, by: From, *, now: datetime) -> Opened:
    """Write the case with its promised reply time and close-by time, each with its clause."""
    centre = working.centre
    reply, times = first_times(
        working.procedure,
        working.calendar,
        kind=wanted.kind,
        category=wanted.category,
        urgent=wanted.urgent,
        wished_by=wanted.wished_by,
        now=now,
    )
    events.hold(session, centre.id)
    number = cases.next_number(session, centre.id, now=now.astimezone(working.calendar.zone))
    case_id = cases.add(
        session,
        centre_id=centre.id,
        number=number,
        kind=wanted.kind,
        category=wanted.category,
        urgent=wanted.urgent,
        source=by.source,
        contact_id=by.contact_id,
        owner_id=by.owner_id,
        unit_id=wanted.unit_id,
        place=wanted.place,
        story=wanted.story,
        visit_from=wanted.visit.not_before if wanted.visit else None,
        visit_until=wanted.visit.not_after if wanted.visit else None,
        wished_by=wanted.wished_by,
        parent_id=wanted.parent_id,
        relation=wanted.relation,
        opened_at=now,
        **times,
    )
    _opened(session, case_id, wanted, working, by, reply, now)
    return Opened(
        case_id,
        number,
        wanted.kind,
        wanted.relation,
        reply.reply_by,
        by.contact_id,
        reply.wish,
        wanted.wished_by,
    )


def _opened(
    session: Session,
    case_id: int,
    wanted: OpenCase,
    working: Working,
    by: From,
    reply: Promise,
    now: datetime,
) -> None:
    """What follows at once: the line in the record, an opinion's task, visits that intake makes owed."""
    events.record(
        session,
        centre_id=working.centre.id,
        case_id=case_id,
        what="opened",
        actor=by.actor,
        at=now,
        clause=reply.clause,
        data={"reply_by": reply.reply_by.isoformat(), "source": by.source},
    )
    opinions.hand_over(
        session, case_id, wanted.kind, working, due_at=reply.reply_by, contact_id=by.contact_id
    )
    if speaks_at_intake(wanted.kind, working.procedure, from_company=by.source == Source.COMPANY):
        case = cases.get(session, case_id, working.centre.id)
        on_opened(session, case, working, by=by.actor, now=now)


def confirmation(case: Opened, working: Working) -> Text:
    """What the owner is told at once: apology, number, promise, phones (A4.2.1, A4.2.3.1.1)."""
    text = "case.rework" if case.relation == "rework" else f"case.opened.{case.kind}"
    return Text(text, {"number": case.number, "reply_by": case.reply_by, **phones(working.centre)})


def about_wish(case: Opened, working: Working) -> list[Text]:
    """Why a reply is promised for another time than the owner asked for: said beforehand (A4.2.3.2.1)."""
    args = {"wish": case.wished_by, "phone_24h": working.centre.phone_24h}
    told = {What.BEFORE_WISH: "case.before_your_time", What.WISH_UNMET: "case.not_by_your_time"}
    return [Text(told[case.wish], args)] if case.wish in told else []
