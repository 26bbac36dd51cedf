"""What a case's page needs for triage, cause and first contact."""

from typing import Any

from console.desk import Desk
from desk import contacting
from desk.contacting import apology
from procedures.kinds import CaseState, Category, Cause, Kind, Severity, Validity
from procedures.life import Act, may
from procedures.procedure import load
from procedures.triage import needs_contact
from storage import archive

OPEN = (CaseState.OPEN, CaseState.ASSIGNED, CaseState.TAKEN, CaseState.WAITING)


def triage_context(desk: Desk, found: archive.Dossier) -> dict[str, Any]:
    """Whether somebody has to decide, what can be chosen, and how the handler's first message begins."""
    case = found.row.case
    rule = load(desk.centre.procedure).triage.decides(Kind(case.kind))
    validities = [each for each in (Validity.VALID, Validity.INVALID) if rule and _is_known(each, rule)]
    return {
        "decision": rule,
        "validities": validities,
        "severities": Severity,
        "all_categories": dict.fromkeys((Category(case.category), *desk.categories)),
        "cause_kinds": Cause if rule else [],
        "may_triage": case.state in OPEN and may(desk.actor.role, Act.TRIAGE),
        "first_words": _first_words(desk, found),
        "contact_needed": _contact_needed(desk, found),
    }


def _is_known(validity: Validity, rule: Any) -> bool:
    return validity is Validity.VALID or rule.may_be_invalid


def _contact_needed(desk: Desk, found: archive.Dossier) -> str:
    """The clause that wants a first contact before this case is resolved (A4.2.3.1.2), if one is owed."""
    case, rules = found.row.case, load(desk.centre.procedure)
    contact = rules.triage.contact
    is_owed = case.first_contact_at is None and case.state in OPEN and needs_contact(rules, Kind(case.kind))
    return contact.clause if contact and is_owed else ""


def _first_words(desk: Desk, found: archive.Dossier) -> str:
    """The apology in the owner's language, while the first contact is this person's to make (A4.2.3.1.2)."""
    case = found.row.case
    if found.contact is None or not contacting.is_owed_by(case, desk.staff.id):
        return ""
    return apology(
        case,
        desk.centre,
        owner=found.row.who,
        staff=desk.staff.name,
        locale=found.contact.locale,
        zone=desk.zone,
    )
