"""A visit on site that somebody owes Lin, and what staff do with it."""

from typing import Any

from desk import visit_plans, visit_records
from desk.visit_records import Written
from procedures.kinds import Found, RevisitForm, Role
from storage.tables import Appointment, Case, Revisit
from tests.desk.cast import Town, at

DUE = at("2026-11-27 18:00")


def owed(town: Town, case: Case | None = None, *, by_whom: Role = Role.DIRECTOR, **more: Any) -> int:
    """Insert the row as the rules' planner does; its id."""
    values: dict[str, Any] = {
        "centre_id": town.ids["A"],
        "case_id": case.id if case else None,
        "owner_id": town.ids["lin"],
        "unit_id": town.ids["12A"],
        "rule": "test",
        "round": 7,
        "form": RevisitForm.ON_SITE,
        "by_whom": by_whom,
        "clause": "A4.3.3.3.2" if case else "B4.2.2",
        "due_at": DUE,
        "next_at": town.now,
        "planned_at": town.now,
        **more,
    }

    def unit(session: Any) -> int:
        row = Revisit(**values)
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id

    return town.store.write(unit)


def visit(town: Town, revisit_id: int) -> Revisit:
    return town.rows(Revisit, id=revisit_id)[0]


def history(town: Town, revisit_id: int) -> list[str]:
    return [row.state for row in town.rows(Appointment, revisit_id=revisit_id)]


def recorded(
    town: Town, revisit_id: int, when: str, *, by: str = "wang", pictures: Any = (), **more: Any
) -> Any:
    """The record that whoever went writes down."""
    facts: dict[str, Any] = {
        "form": RevisitForm.ON_SITE,
        "found": Found.SOLVED,
        "visited_at": at(when),
        "words": "看過了，已經乾了",
        **more,
    }
    return town.do(visit_records.record, revisit_id, Written(**facts), pictures=pictures, by=town.staff[by])


def booked(town: Town, revisit_id: int, start: str, end: str, by: str = "chen") -> None:
    times = {"starts_at": at(start), "ends_at": at(end)}
    town.do(visit_plans.book, revisit_id, **times, by=town.staff[by])
