"""A cost consultancy for tests: its clerk and supervisor, and a client with a chat."""

from typing import Any

from desk.actor import Actor
from desk.clients import Client, add_client
from procedures.kinds import Category, Kind, Role
from storage import Session
from storage.tables import Staff
from tests.desk.cast import Chat, Town
from tests.desk.offices import files, works_by

RECORD = Client(
    "江南置業", "0571-8796 1234", address="杭州市文一路 1 號", postcode="310012", contact_person="何經理"
)


def consultancy(town: Town) -> Town:
    """Centre A becomes one; Tan keeps the records, Xu is the supervisor."""
    works_by(town, "consultancy")

    def seed(session: Session) -> None:
        person = Staff(
            centre_id=town.ids["A"], login="tan", name="tan", role=Role.RECORDS_CLERK, password_hash="-"
        )
        session.add(person)
        session.flush()
        town.staff["tan"] = Actor(person.id or 0, town.ids["A"], Role.RECORDS_CLERK, "tan")

    town.store.write(seed)
    town.ids["client"] = town.do(add_client, RECORD, by=town.tan)
    return town


def client(town: Town) -> Chat:
    return town.chat("jiangnan", bound="client")


def engaged(town: Town, **more: Any) -> int:
    """An engagement of the client's, opened by Chen."""
    about = {"owner_id": town.ids["client"], "unit_id": None, "place": "", **more}
    return files(town, Kind.ENGAGEMENT, Category.SETTLEMENT, **about)
