"""What a flow may know when it starts: the centre, the owner's flats, the visits that can be offered."""

from datetime import datetime, timedelta

from desk.centres import Working
from dialogs.facts import CaseFact, Facts, UnitFact
from storage import Session, owners

DAYS_OFFERED, SLOTS_OFFERED = 7, 4


def facts_for(
    session: Session, working: Working, owner_id: int | None, *, now: datetime, case: CaseFact | None = None
) -> Facts:
    """Facts, frozen for a flow that starts now."""
    units = owners.units_of(session, owner_id, now=now) if owner_id is not None else []
    return Facts(
        centre=working.centre.name,
        zone=working.centre.zone,
        phone_service=working.centre.phone_service,
        phone_24h=working.centre.phone_24h,
        bound=owner_id is not None,
        units=tuple(UnitFact(unit.id or 0, unit.label) for unit in units),
        slots=visits(working, now),
        case=case,
    )


def visits(working: Working, now: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """The next half days on which somebody can come: contact hours from at least two hours ahead."""
    zone = working.calendar.zone
    soonest = now + timedelta(hours=2)
    today = now.astimezone(zone).date()
    periods = (
        (period.start.astimezone(zone), period.end.astimezone(zone))
        for day in range(DAYS_OFFERED)
        for period in working.calendar.periods_on(today + timedelta(days=day))
    )
    return tuple(period for period in periods if period[0] >= soonest)[:SLOTS_OFFERED]
