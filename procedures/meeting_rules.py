"""Owners' meetings as a procedure's data: who plans and approves them, when people are invited (A4.1.4)."""

from dataclasses import dataclass
from datetime import timedelta

from procedures.kinds import Role
from procedures.months import MONTHS
from procedures.refused import Refused, Why
from procedures.strict_table import Table

MOST_DAYS = 90


@dataclass(frozen=True)
class MeetingRule:
    """The coming year's plan is asked of `by` in `plan_month`, and approved by `approved_by`.

    Owners are invited so long before a meeting; its minutes are to be there so long after it.
    """

    plan_month: int
    by: Role
    or_by: frozenset[Role]
    approved_by: Role
    or_approved_by: frozenset[Role]
    invite_before: timedelta
    minutes_within: timedelta
    clause: str

    def allow_planning(self, role: Role) -> None:
        """Raises Refused unless meetings are this role's to plan and to hold."""
        if not self.may_plan(role):
            raise Refused(Why.ROLE_MAY_NOT, role=role, act="plan_meetings")

    def allow_approving(self, role: Role) -> None:
        """Raises Refused unless the plan is this role's to approve."""
        if not self.may_approve(role):
            raise Refused(Why.ROLE_MAY_NOT, role=role, act="approve_meetings")

    def may_plan(self, role: Role) -> bool:
        return role is self.by or role in self.or_by

    def may_approve(self, role: Role) -> bool:
        return role is self.approved_by or role in self.or_approved_by


def meeting_rule(table: Table) -> MeetingRule:
    """Read strictly. Raises ProcedureError with the dotted place."""
    table.only(
        *("plan_month", "by", "or_by", "approved_by", "or_approved_by", "invite_days", "minutes_days"),
        "clause",
    )
    return MeetingRule(
        plan_month=table.whole("plan_month", most=MONTHS) or table.fail("plan_month", "months begin with 1"),
        by=table.word("by", Role),
        or_by=table.words("or_by", Role) if table.has("or_by") else frozenset(),
        approved_by=table.word("approved_by", Role),
        or_approved_by=table.words("or_approved_by", Role) if table.has("or_approved_by") else frozenset(),
        invite_before=timedelta(days=table.whole("invite_days", most=MOST_DAYS)),
        minutes_within=timedelta(days=table.whole("minutes_days", most=MOST_DAYS)),
        clause=table.clause(),
    )
