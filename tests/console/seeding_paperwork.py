"""A report that is a draft still, and an owners' meeting that Lin is invited to, in each centre."""

from datetime import datetime, timedelta

from storage import Session
from storage.tables import Meeting, MeetingGuest, MeetingPlan, Report


def add_paperwork(session: Session, ids: dict[str, int], code: str, *, words: str, now: datetime) -> None:
    centre_id = ids[f"centre/{code}"]
    report = Report(
        centre_id=centre_id,
        kind="quality",
        period="2026-11",
        clause="A4.4.1",
        since=now - timedelta(days=30),
        due_at=now + timedelta(days=1),
        drafted_at=now,
        remarks=words,
    )
    plan = MeetingPlan(centre_id=centre_id, year=2026, clause="A4.1.4", reason=words)
    session.add_all((report, plan))
    session.flush()
    meeting = Meeting(
        centre_id=centre_id,
        plan_id=plan.id or 0,
        begins_at=now + timedelta(days=3),
        place=words,
        content=words,
        state="invited",
    )
    session.add(meeting)
    session.flush()
    guest = MeetingGuest(centre_id=centre_id, meeting_id=meeting.id or 0, owner_id=ids[f"owner/{code}"])
    session.add(guest)
    session.flush()
    for name, row in (("report", report), ("plan", plan), ("meeting", meeting), ("guest", guest)):
        ids[f"{name}/{code}"] = row.id or 0
