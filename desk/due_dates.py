"""Revisits that a date makes owed: an owner who has moved in, a case open for long (B4.2.2, A4.3.3.3.3)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk.actor import THE_BOT
from desk.centres import procedures_in_use, working
from desk.due_unit import Unit
from desk.planning import on_unsolved, plan_one
from procedures.kinds import RevisitForm, RevisitState, Role
from procedures.months import due_within_months, months_later
from procedures.procedure import Procedure, load
from procedures.revisit_loading import NEW_OWNER
from procedures.revisit_rules import RevisitRule, When
from storage import Session, conversations, date_rules, overdue, revisits
from storage.tables import Centre, Revisit, Tenancy

# Owners who are put into the books late are still visited: as long again after the month is over.
LATEST = 2


def _new_owners(session: Session, now: datetime, most: int) -> Sequence[int]:
    found: list[int] = []
    for name, procedure in procedures_in_use(session):
        if (rule := procedure.revisiting.new_owner) and len(found) < most:
            since = now - timedelta(days=(now.date() - months_later(now.date(), -rule.months * LATEST)).days)
            found += date_rules.new_owners(session, name, since=since, now=now, most=most - len(found))
    return found


def _visit_new_owner(session: Session, tenancy_id: int, now: datetime) -> None:
    """They are visited within a month of moving in, and asked for their opinion (B4.2.2)."""
    tenancy = session.get_one(Tenancy, tenancy_id)
    desk = working(session, tenancy.centre_id, now=now)
    rule = desk.procedure.revisiting.new_owner
    if rule is None:
        return
    due = due_within_months(desk.calendar, tenancy.since, rule.months)
    plan_one(
        session,
        centre_id=tenancy.centre_id,
        case=None,
        owner_id=tenancy.owner_id,
        unit_id=tenancy.unit_id,
        rule=NEW_OWNER,
        form=rule.form,
        by_whom=rule.by_whom,
        clause=rule.clause,
        due_at=due,
        next_at=desk.calendar.next_open(max(now, min(tenancy.since + rule.settle, due))),
        key=date_rules.key_of(tenancy_id),
        by=THE_BOT,
        now=now,
    )


def _unsolved(session: Session, now: datetime, most: int) -> Sequence[int]:
    found: list[int] = []
    for name, procedure in procedures_in_use(session):
        for rule in _rules_of_the_unsolved(procedure):
            if len(found) < most:
                found += date_rules.unsolved(
                    session, name, rule, before=now - rule.after, most=most - len(found)
                )
    return list(dict.fromkeys(found))


def _visit_for_unsolved(session: Session, case_id: int, now: datetime) -> None:
    """The director goes to see what has been unsolved for so long, once (A4.3.3.3.3)."""
    case = overdue.get(session, case_id)
    on_unsolved(session, case, working(session, case.centre_id, now=now), by=THE_BOT, now=now)


def _rules_of_the_unsolved(procedure: Procedure) -> list[RevisitRule]:
    return [rule for rule in procedure.revisits if rule.when is When.UNSOLVED]


def _hold_cases(session: Session, found: Sequence[int]) -> None:
    for case_id in found:
        conversations.hold_of_case(session, case_id)


def _new_owner_lost(session: Session, tenancy_id: int, now: datetime) -> int:
    """What cannot be planned is on the list of what was not made, and is not tried for ever."""
    tenancy = session.get_one(Tenancy, tenancy_id)
    lost = _lost(tenancy.centre_id, NEW_OWNER, now)
    lost.key, lost.owner_id, lost.unit_id = date_rules.key_of(tenancy_id), tenancy.owner_id, tenancy.unit_id
    session.add(lost)
    return tenancy.centre_id


def _unsolved_lost(session: Session, case_id: int, now: datetime) -> int:
    case = overdue.get(session, case_id)
    rules = _rules_of_the_unsolved(load(session.get_one(Centre, case.centre_id).procedure))
    lost = _lost(case.centre_id, rules[0].name, now)
    lost.case_id, lost.also = case_id, ",".join(rule.name for rule in rules[1:])
    lost.round = revisits.next_round(session, case_id)
    session.add(lost)
    return case.centre_id


def _lost(centre_id: int, rule: str, now: datetime) -> Revisit:
    return Revisit(
        centre_id=centre_id,
        rule=rule,
        form=RevisitForm.ON_SITE,
        by_whom=Role.DIRECTOR,
        clause="",
        state=RevisitState.FAILED,
        due_at=now,
        done_at=now,
        why="not_planned",
    )


plan_for_new_owners = Unit("plan_for_new_owners", _new_owners, _visit_new_owner, _new_owner_lost)
plan_for_the_unsolved = Unit(
    "plan_for_the_unsolved", _unsolved, _visit_for_unsolved, _unsolved_lost, hold=_hold_cases
)
