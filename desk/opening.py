"""Intake: a case is opened, numbered, promised and confirmed (A4.1.1, A4.1.2, A4.2.3.1.1)."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from desk.centres import Working
from dialogs.outcomes import OpenCase
from dialogs.speech import Text
from procedures.kinds import Kind, Severity
from procedures.promises import close_by, promise
from procedures.triage import decide_by
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


def open_case(session: Session, wanted: OpenCase, working: Working, by: From, *, now: datetime) -> Opened:
    """Write the case with its promised reply time and close-by time, each with its clause."""
    centre = working.centre
    reply = promise(
        working.procedure,
        working.calendar,
        kind=wanted.kind,
        urgent=wanted.urgent,
        wished_by=wanted.wished_by,
        now=now,
    )
    close = close_by(
        working.procedure, working.calendar, kind=wanted.kind, severity=Severity.ORDINARY, now=now
    )
    triage = decide_by(working.procedure, working.calendar, kind=wanted.kind, now=now)
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
        reply_by=reply.reply_by,
        reply_clause=reply.clause,
        reply_steps=msgspec.json.encode(reply.steps).decode(),
        warn_at=reply.warn_at,
        close_by=close.by if close else None,
        close_clause=close.clause if close else None,
        close_steps=msgspec.json.encode(close.steps).decode() if close else "[]",
        triage_by=triage.by if triage else None,
        triage_look_at=triage.by if triage else None,
        look_at=None,
        parent_id=wanted.parent_id,
        relation=wanted.relation,
        opened_at=now,
    )
    events.record(
        session,
        centre_id=centre.id,
        case_id=case_id,
        what="opened",
        actor=by.actor,
        at=now,
        clause=reply.clause,
        data={"reply_by": reply.reply_by.isoformat(), "source": by.source},
    )
    return Opened(case_id, number, wanted.kind, wanted.relation, reply.reply_by, by.contact_id)


def confirmation(case: Opened, working: Working) -> Text:
    """What the owner is told at once: apology, number, promise, phones (A4.2.1, A4.2.3.1.1)."""
    centre = working.centre
    text = "case.rework" if case.relation == "rework" else f"case.opened.{case.kind}"
    return Text(
        text,
        {
            "number": case.number,
            "reply_by": case.reply_by,
            "phone": centre.phone_service,
            "phone_24h": centre.phone_24h,
            "phone_complaints": centre.phone_complaints,
        },
    )
