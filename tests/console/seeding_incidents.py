"""An incident with its letter, a review, an action and a proposal for a centre of the estate."""

from datetime import datetime, timedelta
from typing import Any

from storage import Session
from storage.tables import Action, Case, Incident, Letter, LetterCopy, Proposal, Review


def add_incidents(
    session: Session, *, centre_id: int, case_id: int, staff_id: int, now: datetime
) -> tuple[str, dict[str, int]]:
    """The incident's number, and the ids of the rest."""
    incident = Incident(
        centre_id=centre_id,
        number=f"I2610-{centre_id:04}",
        title="三座停水 <b>",
        category="bathroom_leak",
        building="3座",
        opened_at=now,
        opened_by=staff_id,
    )
    session.add(incident)
    session.flush()
    assert incident.id
    session.get_one(Case, case_id).incident_id = incident.id
    letter = Letter(
        centre_id=centre_id,
        incident_id=incident.id,
        version=1,
        title="關於供水",
        body="已經更換。",
        state="approved",
        drafted_by=staff_id,
        drafted_at=now,
    )
    review = Review(
        centre_id=centre_id,
        subject="repeats",
        category="drain",
        building="3座",
        period="2026-11",
        clause="A4.4.4",
        figures='{"count":4,"mean":0.5,"limit":2.6,"chart":"c_chart"}',
        case_ids=f"[{case_id}]",
        opened_at=now,
    )
    session.add_all((letter, review))
    session.flush()
    about: dict[str, Any] = {"centre_id": centre_id, "case_id": case_id}
    owner_id = session.get_one(Case, case_id).owner_id
    copy = LetterCopy(**about, letter_id=letter.id or 0, owner_id=owner_id, means="by_hand")
    action = Action(
        **about,
        kind="corrective",
        what="換管",
        clause="A3.2",
        responsible_id=staff_id,
        set_by=staff_id,
        set_at=now,
        due_at=now + timedelta(days=3),
    )
    proposal = Proposal(**about, clause="A4.4.3", words="改夜班", filed_by=f"staff:{staff_id}", filed_at=now)
    rows = {"open_letter": letter, "review": review, "copy": copy, "action": action, "proposal": proposal}
    session.add_all(rows.values())
    session.flush()
    return incident.number, {name: row.id or 0 for name, row in rows.items()}
