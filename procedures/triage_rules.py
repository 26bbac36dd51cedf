"""What a procedure says of intake's decision and of the first contact, read strictly (A4.2.3, A4.2.3.1.2)."""

from dataclasses import dataclass
from datetime import timedelta

from procedures.kinds import Kind
from procedures.strict_table import Table

KEYS = ("triage", "contact")


@dataclass(frozen=True)
class TriageRule:
    """Of these kinds intake decides within that much contact time; the same again, and the director knows."""

    kinds: frozenset[Kind]
    within: timedelta
    may_be_invalid: bool
    clause: str


@dataclass(frozen=True)
class ContactRule:
    """Whoever gets such a case speaks with its owner within that much contact time."""

    kinds: frozenset[Kind]
    within: timedelta
    clause: str


@dataclass(frozen=True)
class TriageRules:
    """None where the paper asks for no such thing."""

    decision: TriageRule | None
    contact: ContactRule | None

    def decides(self, kind: Kind) -> TriageRule | None:
        """The rule by which the validity of this kind is decided."""
        return self.decision if self.decision and kind in self.decision.kinds else None


def read(table: Table) -> TriageRules:
    """`[triage]` and `[contact]`, either of which may be absent. Raises ProcedureError."""
    return TriageRules(
        decision=_decision(table.table("triage")) if table.has("triage") else None,
        contact=_contact(table.table("contact")) if table.has("contact") else None,
    )


def _decision(table: Table) -> TriageRule:
    table.only("kinds", "within", "may_be_invalid", "clause")
    return TriageRule(
        kinds=table.words("kinds", Kind),
        within=table.duration("within"),
        may_be_invalid=table.flag("may_be_invalid"),
        clause=table.clause(),
    )


def _contact(table: Table) -> ContactRule:
    table.only("kinds", "within", "clause")
    return ContactRule(table.words("kinds", Kind), table.duration("within"), table.clause())
