"""Intake's decision: by when, what it needs in writing, and what a valid complaint needs at its end."""

from dataclasses import dataclass
from datetime import datetime

from procedures.calendar import Calendar
from procedures.kinds import Cause, Kind, Severity, Validity
from procedures.procedure import Procedure
from procedures.promises import Due
from procedures.refused import Refused
from procedures.steps import counted

CAUSE_KIND_NEEDED = "refused.cause_kind_needed"
CONTACT_NEEDED = "refused.first_contact_needed"
EXPLANATION_NEEDED = "refused.explanation_needed"
HELP_NEEDED = "refused.help_needed"
NEVER_INVALID = "refused.never_invalid"
REASON_NEEDED = "refused.triage_reason_needed"
UNDECIDED = "refused.still_undecided"


@dataclass(frozen=True)
class Verdict:
    """What intake says of a case. `explanation` is what the owner of an invalid complaint reads."""

    validity: Validity
    severity: Severity
    reason: str = ""
    explanation: str = ""
    helped: str = ""


def decide_by(procedure: Procedure, calendar: Calendar, *, kind: Kind, now: datetime) -> Due | None:
    """By when a case of this kind is decided, in contact hours (A4.2.3); None when nobody has to decide."""
    rule = procedure.triage.decides(kind)
    if rule is None:
        return None
    steps = counted(calendar, now, rule.within)
    return Due(steps[-1].until, rule.clause, steps)


def contact_by(procedure: Procedure, calendar: Calendar, *, kind: Kind, now: datetime) -> Due | None:
    """By when whoever got a case has spoken with its owner, in contact hours (A4.2.3.1.2)."""
    rule = procedure.triage.contact
    if rule is None or kind not in rule.kinds:
        return None
    steps = counted(calendar, now, rule.within)
    return Due(steps[-1].until, rule.clause, steps)


def allow(procedure: Procedure, kind: Kind, said: Verdict) -> None:
    """Raises Refused for a decision that lacks what the clause wants in writing (A4.2.3, A4.2.3.2)."""
    rule = procedure.triage.decides(kind)
    if rule is None and said.validity is Validity.INVALID:
        raise Refused(NEVER_INVALID)
    if rule is None:
        return
    if said.validity is Validity.UNDECIDED:
        raise Refused(UNDECIDED)
    if said.validity is Validity.INVALID and not rule.may_be_invalid:
        raise Refused(NEVER_INVALID)
    if not said.reason.strip():
        raise Refused(REASON_NEEDED)
    if said.validity is Validity.INVALID:
        _explained(said)


def allow_resolving(
    procedure: Procedure, kind: Kind, validity: Validity, cause: Cause | None, *, contacted: bool
) -> None:
    """Raises Refused for a complaint still undecided (A4.2.3) or without the kind of its cause (A3.2).

    And for one whose owner nobody has spoken with since it was given to somebody (A4.2.3.1.2).
    """
    if procedure.triage.decides(kind) is None:
        return
    if validity is Validity.UNDECIDED:
        raise Refused(UNDECIDED)
    if not contacted and needs_contact(procedure, kind):
        raise Refused(CONTACT_NEEDED)
    if cause is None:
        raise Refused(CAUSE_KIND_NEEDED)


def needs_contact(procedure: Procedure, kind: Kind) -> bool:
    """Whether a valid case of this kind is resolved only after its owner was spoken with (A4.2.3.1.2)."""
    rule = procedure.triage.contact
    return rule is not None and kind in rule.kinds


def _explained(said: Verdict) -> None:
    if not said.explanation.strip():
        raise Refused(EXPLANATION_NEEDED)
    if not said.helped.strip():
        raise Refused(HELP_NEEDED)
