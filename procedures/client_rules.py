"""A consultancy's clients as data: their record, their opinions, the quarterly report (C1, C2, C4, C6)."""

from dataclasses import dataclass
from datetime import timedelta

from procedures.kinds import Kind, Role
from procedures.refused import Refused, Why
from procedures.strict_table import Table

MOST_DAYS = 60


@dataclass(frozen=True)
class OpinionRule:
    """Cases of these kinds are opinions: they go to that role, and end with an improvement on record (C6)."""

    kinds: frozenset[Kind]
    to: Role
    clause: str


@dataclass(frozen=True)
class ReportRule:
    """The quarter's report is asked of `by` so long before it ends; `to` is told when it is late (C2)."""

    before: timedelta
    by: Role
    to: Role
    clause: str


@dataclass(frozen=True)
class ClientRules:
    """Who keeps the clients' record (C1), and by which clause all that arises is filed there (C4)."""

    kept_by: frozenset[Role]
    clause: str
    file_clause: str
    opinions: OpinionRule
    report: ReportRule

    def allow_keeping(self, role: Role) -> None:
        """Raises Refused for whoever the record is not entrusted to (C1)."""
        if role not in self.kept_by:
            raise Refused(Why.ROLE_MAY_NOT, role=role, act="keep_client")

    def is_opinion(self, kind: Kind) -> bool:
        return kind in self.opinions.kinds


def client_rules(table: Table) -> ClientRules:
    """Read strictly. Raises ProcedureError with the dotted place."""
    table.only("kept_by", "clause", "file", "opinions", "report")
    filed = table.table("file")
    filed.only("clause")
    return ClientRules(
        kept_by=table.words("kept_by", Role),
        clause=table.clause(),
        file_clause=filed.clause(),
        opinions=_opinions(table.table("opinions")),
        report=_report(table.table("report")),
    )


def _opinions(table: Table) -> OpinionRule:
    table.only("kinds", "to", "clause")
    return OpinionRule(table.words("kinds", Kind), table.word("to", Role), table.clause())


def _report(table: Table) -> ReportRule:
    table.only("days_before", "by", "to", "clause")
    return ReportRule(
        before=timedelta(days=table.whole("days_before", most=MOST_DAYS)),
        by=table.word("by", Role),
        to=table.word("to", Role),
        clause=table.clause(),
    )
