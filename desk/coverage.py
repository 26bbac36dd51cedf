"""A centre's coverage of a month: each line with its target, its numbers and the lists behind (A4.3.3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk.centres import Working, working
from desk.quotas import made_in
from procedures.coverage import COUNTING_RULE, Asked, Counted, Line, count, counted
from procedures.kinds import QuotaState
from procedures.months import Month
from procedures.revisit_rules import CoverageRule
from storage import Missing, Session, coverage, quotas
from storage.coverage import Row
from storage.tables import Quota


@dataclass(frozen=True)
class Share:
    """One line: what the procedure wants, and what there is."""

    rule: CoverageRule
    line: Line

    @property
    def is_reached(self) -> bool | None:
        return self.line.reaches(self.rule.rate)


@dataclass(frozen=True)
class Director:
    """A director's month (A3.1-a)."""

    name: str
    done: int
    wanted: int
    state: QuotaState
    clause: str


@dataclass(frozen=True)
class Coverage:
    """A month of a centre; `version` says by which rule it was counted."""

    month: Month
    shares: Sequence[Share]
    directors: Sequence[Director]
    late_days: int
    version: str = COUNTING_RULE


@dataclass(frozen=True)
class Listed:
    """A revisit behind a number, and what it counts as."""

    row: Row
    counted: Counted


def month_of(session: Session, month: Month | None, centre_id: int, *, now: datetime) -> Coverage:
    """How far a centre has come in a month, the present one if none is named."""
    desk = working(session, centre_id, now=now)
    month = month or Month.of(now, desk.calendar)
    asked = _asked(session, desk, month)
    return Coverage(
        month=month,
        shares=[
            Share(rule, _count(asked, rule, desk, month, now)) for rule in desk.procedure.revisiting.coverage
        ],
        directors=_directors(session, desk, month),
        late_days=desk.procedure.revisiting.late.days,
    )


def listed(
    session: Session, month: Month, name: str, centre_id: int, *, made: bool, now: datetime, most: int
) -> tuple[CoverageRule, int, Sequence[Listed]]:
    """A line's list of what was made or is missing: how many, and the first of them. Raises Missing."""
    desk = working(session, centre_id, now=now)
    rule = next((one for one in desk.procedure.revisiting.coverage if one.name == name), None)
    if rule is None:
        raise Missing
    asked = _asked(session, desk, month)
    line = _count(asked, rule, desk, month, now)
    ids = line.made if made else line.missing
    known = {one.id: one for one in asked}
    ends, late = month.ends(desk.calendar), desk.procedure.revisiting.late
    rows = coverage.rows(session, ids[:most], centre_id)
    how: dict[str, Any] = {"any_form": rule.any_form, "month_ends": ends, "late": late, "now": now}
    found = [Listed(row, counted(known[row.revisit.id or 0], **how)) for row in rows]
    return rule, len(ids), found


def _asked(session: Session, desk: Working, month: Month) -> list[Asked]:
    since, until = month.begins(desk.calendar), month.ends(desk.calendar)
    return coverage.of_month(session, since=since, until=until, centre_id=desk.centre.id)


def _count(asked: Sequence[Asked], rule: CoverageRule, desk: Working, month: Month, now: datetime) -> Line:
    late = desk.procedure.revisiting.late
    ends = month.ends(desk.calendar)
    return count(asked, rule.rules, any_form=rule.any_form, month_ends=ends, late=late, now=now)


def _directors(session: Session, desk: Working, month: Month) -> Sequence[Director]:
    return [
        _director(session, quota, name, desk)
        for quota, name in quotas.of_month(session, str(month), desk.centre.id)
    ]


def _director(session: Session, quota: Quota, name: str, desk: Working) -> Director:
    """As it was counted for good, else as it stands; what is full is met before the month is over."""
    if quota.state != QuotaState.DUE:
        return Director(name, quota.done, quota.wanted, QuotaState(quota.state), quota.clause)
    done = made_in(session, quota, desk)
    state = QuotaState.MET if done >= quota.wanted else QuotaState.DUE
    return Director(name, done, quota.wanted, state, quota.clause)
