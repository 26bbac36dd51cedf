"""What the case page says of other owners with the same matter, and of letters on file."""

from typing import Any

from console.desk import Desk
from console.incidents import alike_for
from storage import Session, incidents, open_letters
from storage.tables import Case, Incident


async def for_case(desk: Desk, case: Case) -> dict[str, Any]:
    """Its incident, else those it looks the same as, and cases that look the same as it."""
    around = incidents.window(case.opened_at, await alike_for(desk))
    return await desk.parts.store.read_soon(lambda session: _found(session, case, around, desk.centre_id))


def _found(session: Session, case: Case, around: dict[str, Any], centre_id: int) -> dict[str, Any]:
    incident = session.get(Incident, case.incident_id) if case.incident_id else None
    building = incidents.building_of(session, case)
    alike = incidents.alike(session, centre_id, category=case.category, building=building, **around)
    return {
        "incident": incident,
        "building": building,
        "like": incidents.like(session, case, around["since"]) if incident is None else [],
        "alike": [row for row in alike if row.case.id != case.id] if incident is None else [],
        "letters": open_letters.filed_with(session, centre_id, case_id=case.id),
    }
