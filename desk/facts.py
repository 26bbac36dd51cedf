"""What a flow may know when it starts: the centre, the owner's flats, the visits that can be offered."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from desk.centres import Working, calendar_of
from dialogs.facts import CaseFact, ConsentFact, Facts, MeetingFact, UnitFact
from storage import Session, owners

DAYS_OFFERED, SLOTS_OFFERED = 7, 4


def facts_for(
    session: Session,
    working: Working,
    owner_id: int | None,
    *,
    now: datetime,
    case: CaseFact | None = None,
    consent: ConsentFact | None = None,
    meeting: MeetingFact | None = None,
) -> Facts:
    """Facts, frozen for a flow that starts now."""
    units = owners.units_of(session, owner_id, now=now) if owner_id is not None else []
    return Facts(
        centre=working.centre.name,
        zone=working.centre.zone,
        phone_service=working.centre.phone_service,
        phone_24h=working.centre.phone_24h,
        phone_complaints=working.centre.phone_complaints,
        bound=owner_id is not None,
        client=working.procedure.clients is not None,
        units=tuple(UnitFact(unit.id, unit.label) for unit in units),
        slots=visits(working, now),
        case=case,
        consent=consent,
        meeting=meeting,
    )


def visits(working: Working, now: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """The next half days on which somebody can come: contact hours from at least two hours ahead."""
    zone = working.calendar.zone
    soonest = now.astimezone(UTC) + timedelta(hours=2)
    periods = _periods(working.centre.procedure, zone.key, working.region, now.astimezone(zone).date())
    return tuple(visit for start, visit in periods if start >= soonest)[:SLOTS_OFFERED]


@lru_cache(maxsize=64)
def _periods(
    procedure: str, zone: str, region: str, today: date
) -> tuple[tuple[datetime, tuple[datetime, datetime]], ...]:
    """The contact hours of the coming days in the centre's zone, by their start in UTC; the same for all."""
    calendar = calendar_of(procedure, zone, region, today.year)
    return tuple(
        (period.start, (period.start.astimezone(calendar.zone), period.end.astimezone(calendar.zone)))
        for day in range(DAYS_OFFERED)
        for period in calendar.periods_on(today + timedelta(days=day))
    )
