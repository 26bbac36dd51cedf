"""Another centre for tests: one that works by procedure B or C, with an owner and whoever it takes."""

from typing import Any

from desk import cases, triage
from desk.actor import Actor
from procedures.kinds import Category, Kind, Role, Severity, Source, Validity
from procedures.triage import Verdict
from storage import Session
from storage.tables import CaseEvent, Centre, Staff
from tests.desk.cast import Town

PEOPLE = {
    "gu": Role.ENGINEERING_SUPERVISOR,
    "he": Role.SERVICE_HEAD,
    "xu": Role.SUPERVISOR,
}


def works_by(town: Town, procedure: str) -> None:
    """Centre A works by another procedure, with the heads that it speaks of."""

    def seed(session: Session) -> None:
        session.get_one(Centre, town.ids["A"]).procedure = procedure
        for login, role in PEOPLE.items():
            person = Staff(centre_id=town.ids["A"], login=login, name=login, role=role, password_hash="-")
            session.add(person)
            session.flush()
            town.staff[login] = Actor(person.id or 0, town.ids["A"], role, login)

    town.store.write(seed)


def files(town: Town, kind: Kind, category: Category = Category.OTHER, **more: Any) -> int:
    """Lin phones, Chen writes it down; the case's id."""
    given = {"owner_id": town.ids["lin"], "unit_id": town.ids["12A"], "source": Source.PHONE, **more}
    return town.do(
        cases.open_by_staff, kind=kind, category=category, story="說了一件事", by=town.chen, **given
    ).id


def called_constructive(town: Town, case_id: int, by: str = "chen") -> None:
    """Intake classifies a suggestion (A4.3.3.3.2)."""
    said = Verdict(Validity.UNDECIDED, Severity.MAJOR)
    town.do(triage.decide, case_id, said=said, category=Category.OTHER, by=town.staff[by])


def owed_of(town: Town, case_id: int | None) -> list[tuple[str, str, str]]:
    """Rule, form and role of each revisit of a case."""
    return [(one.rule, one.form, one.by_whom) for one in town.revisits() if one.case_id == case_id]


def clauses_of(town: Town, case_id: int | None, what: str) -> list[str | None]:
    """The clauses of a case's events of one kind."""
    return [one.clause for one in town.rows(CaseEvent, case_id=case_id) if one.what == what]
