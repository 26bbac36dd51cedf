"""Who agrees to documents for owners, and which clause asks for what (B4.2.5.1 to B4.2.6.5, B5.3)."""

from dataclasses import dataclass

from procedures.kinds import Role
from procedures.notices import Step, may_take, steps
from procedures.refused import Refused
from procedures.strict_table import CLAUSE, Table

CLAUSES = (*("draft", "approve", "decide", "board", "special", "outside", "register", "archive", "fault"),)


@dataclass(frozen=True)
class NoticeClauses:
    """The clause behind each part of a document's way."""

    draft: str
    approve: str
    decide: str
    board: str
    special: str
    outside: str
    register: str
    archive: str
    fault: str


@dataclass(frozen=True)
class NoticeRules:
    """Roles that agree to a document: any, and an important one besides."""

    approved_by: frozenset[Role]
    important_by: frozenset[Role]
    clauses: NoticeClauses

    def steps(self, drafted_by: Role, *, important: bool) -> tuple[Step, ...]:
        return steps(
            important=important,
            drafted_by=drafted_by,
            directors=self.approved_by,
            generals=self.important_by,
        )

    def may_take(self, step: Step, role: Role) -> bool:
        return may_take(step, role, directors=self.approved_by, generals=self.important_by)

    def allow(self, step: Step, role: Role) -> None:
        """Raises Refused."""
        if not self.may_take(step, role):
            raise Refused("refused.notice_not_yours", role=role)


def notice_rules(table: Table) -> NoticeRules:
    table.only("approved_by", "important_by", "clauses")
    named = table.table("clauses")
    named.only(*CLAUSES)
    shape = "a clause id such as 'B4.2.5.2'"
    return NoticeRules(
        approved_by=table.words("approved_by", Role),
        important_by=table.words("important_by", Role),
        clauses=NoticeClauses(**{name: named.matching(name, CLAUSE, shape) for name in CLAUSES}),
    )
