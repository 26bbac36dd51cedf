"""Reworks: what a revisit found not solved is a case again, linked, with its own promise (B4.1.2.3-B)."""

from datetime import datetime

from desk.centres import Working
from desk.noting import note
from desk.opening import From, Opened, confirmation, open_case
from desk.severity import inherit
from desk.telling import listener, tell
from dialogs.outcomes import OpenCase, ReworkTold
from procedures.kinds import Category, Kind
from storage import Session, cases, turns
from storage.tables import Case


def open_rework(session: Session, case: Case, desk: Working, *, by: From, now: datetime) -> Opened:
    """Open it; whoever was asked by phone or on site is told in their chat, too."""
    wanted = OpenCase(
        kind=Kind(case.kind),
        category=Category(case.category),
        story=case.story,
        unit_id=case.unit_id,
        place=case.place,
        parent_id=case.id,
        relation="rework",
    )
    rework = open_case(session, wanted, desk, by, now=now)
    inherit(session, rework.id, case, desk, now=now)
    if by.source != "chat" and rework.contact_id is not None:
        to = listener(session, rework.contact_id)
        tell(session, to, [confirmation(rework, desk)], now=now, case_id=rework.id)
    return rework


def tell_rework(
    session: Session, case: Case, said: ReworkTold, *, clause: str, by: From, now: datetime
) -> int | None:
    """What is missing, in words and pictures, goes to the newest rework of a case; the rework's id."""
    rework = cases.newest_child(session, case.id or 0, "rework")
    if rework is None or rework.id is None:
        return None
    if said.words:
        rework.story = f"{said.words}\n\n{case.story}"
    if by.contact_id is not None:
        turns.put_pictures(session, by.contact_id, [int(ref) for ref in said.pictures], rework.id)
    note(
        session,
        "rework_told",
        centre_id=case.centre_id,
        case_id=rework.id,
        by=by.actor,
        now=now,
        clause=clause,
        words=said.words,
        pictures=list(said.pictures),
    )
    return rework.id
