"""Raised twice: an owner or a unit that has complained or raised the matter before (A4.3.3.3.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.centres import Working, working
from desk.noting import note_on
from procedures.kinds import Category, Kind
from storage import Session, cases, repeats
from storage.tables import Case


def earlier(session: Session, case: Case, desk: Working) -> Sequence[Case]:
    """The cases that make this one a repeat, newest first; none where the procedure has no such rule."""
    rule, kind = desk.procedure.revisiting.repeats, Kind(case.kind)
    if rule is None:
        return ()
    is_matter = kind in rule.matters and case.category != Category.OTHER and case.relation != "rework"
    of_kinds, of_matters = rule.kinds if kind in rule.kinds else (), rule.matters if is_matter else ()
    if not of_kinds and not of_matters:
        return ()
    same = of_matters if not rule.same_category else {*of_kinds, *of_matters}
    return repeats.earlier(
        session,
        case,
        of_any=() if rule.same_category else of_kinds,
        of_same=same,
        since=case.opened_at - rule.window,
    )


def may_repeat(
    session: Session,
    case_id: int,
    desk: Working,
    *,
    kind: Kind,
    category: Category,
    contact_id: int | None,
    owner_id: int | None,
    unit_id: int | None,
) -> bool:
    """Whether a new case is worth a look at what was raised before."""
    rule = desk.procedure.revisiting.repeats
    if rule is None:
        return False
    if kind in rule.kinds and not rule.same_category:
        return True
    return repeats.is_same_before(
        session, case_id, category=category, contact_id=contact_id, owner_id=owner_id, unit_id=unit_id
    )


@dataclass(frozen=True)
class Raised:
    """What a case repeats, and within how many days that was looked for."""

    cases: Sequence[Case]
    window_days: int


def before(session: Session, case_id: int, centre_id: int, *, now: datetime) -> Raised:
    """The cases that make one a repeat, for whoever looks at it. Raises Missing."""
    case = cases.look(session, case_id, centre_id)
    desk = working(session, centre_id, now=now)
    rule = desk.procedure.revisiting.repeats
    return Raised(earlier(session, case, desk), rule.window.days if rule else 0)


def visited_for(session: Session, case: Case, desk: Working) -> set[str]:
    """Rules about repeats whose visit to this owner or unit is still to be made for an earlier case."""
    names = {rule.name for rule in desk.procedure.revisits if rule.applies_to.repeated}
    return {name for name in names if repeats.is_visit_open(session, case, rule=name)}


def note(session: Session, case: Case, desk: Working, *, by: str, now: datetime) -> None:
    """Intake has seen that the matter was raised before; the numbers stay in the record."""
    rule = desk.procedure.revisiting.repeats
    numbers = ", ".join(one.number for one in earlier(session, case, desk))
    note_on(session, case, "repeat_seen", rule.clause if rule else None, by, now, number=numbers)
