"""The estate of the simulated year: 500 flats with their owners, and the staff of every role."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from desk.actor import Actor
from desk.staff import add_staff
from procedures.kinds import Role
from storage import Session
from storage.tables import Centre, Contact, Conversation, Department, Owner, Staff, Tenancy, Unit

ZONE = ZoneInfo("Asia/Shanghai")
BUILDINGS, FLOORS, DOORS = 5, 25, "ABCD"
WRITE = 2 / 3
SURNAMES = "林周何黃吳陳李王張劉楊趙徐孫馬朱胡郭高羅鄭梁謝宋唐許韓馮鄧曹"
GIVEN = ("淑芬", "志強", "美玲", "國輝", "雅婷", "建國", "麗華", "俊傑", "秀英", "家豪", "怡君", "文雄")
DEPARTMENTS = ("客戶服務部", "工程部", "環境部", "秩序維護部")
STAFF = (
    ("chen", "陳思敏", Role.ASSISTANT, "客戶服務部"),
    ("yu", "余佩珊", Role.ASSISTANT, "客戶服務部"),
    ("he", "何靜宜", Role.SERVICE_HEAD, "客戶服務部"),
    ("li", "李建國", Role.ENGINEERING_SUPERVISOR, "工程部"),
    ("sun", "孫德明", Role.DEPARTMENT_HEAD, "環境部"),
    ("gao", "高志遠", Role.DEPARTMENT_HEAD, "秩序維護部"),
    ("wang", "王麗華", Role.DIRECTOR, None),
    ("guo", "郭總", Role.COMPANY, None),
    ("pin", "品質部", Role.QUALITY, None),
    ("admin", "系統管理", Role.ADMIN, None),
)


@dataclass(frozen=True)
class Place:
    """Ids and people of the centre; `contacts` are the owners' addresses in the web chat, with their ids."""

    centre_id: int
    account: str
    staff: dict[str, Actor]
    heads: dict[str, Actor]
    departments: dict[str, int]
    contacts: dict[str, int]
    homes: dict[str, str]
    """The building that each address lives in."""


def build(session: Session, centre: Centre, *, password: str, rng: Random, since: datetime) -> Place:
    """Write the estate; two owners in three have written to the web chat before and are bound."""
    session.add(centre)
    session.flush()
    assert centre.id is not None
    departments = {name: _department(session, centre.id, name) for name in DEPARTMENTS}
    for login, name, role, department in STAFF:
        person = add_staff(
            session, centre_id=centre.id, login=login, name=name, role=role, password=password, now=since
        )
        person.department_id = departments[department] if department else None
    session.flush()
    contacts, homes = _owners(session, centre, rng, since)
    people = _people(session, centre.id)
    return Place(centre.id, f"web:{centre.code}", *people, departments, contacts, homes)


def _people(session: Session, centre_id: int) -> tuple[dict[str, Actor], dict[str, Actor]]:
    rows = session.exec(select(Staff).where(col(Staff.centre_id) == centre_id)).all()
    staff = {row.login: Actor(row.id or 0, centre_id, Role(row.role), row.name) for row in rows}
    heads = {department: staff[login] for login, _, role, department in reversed(STAFF) if department}
    return staff, heads


def _department(session: Session, centre_id: int, name: str) -> int:
    department = Department(centre_id=centre_id, name=name)
    session.add(department)
    session.flush()
    assert department.id is not None
    return department.id


def _owners(
    session: Session, centre: Centre, rng: Random, since: datetime
) -> tuple[dict[str, int], dict[str, str]]:
    flats = list(_flats(centre, rng, since))
    session.add_all(each for flat in flats for each in (flat.owner, flat.unit))
    session.flush()
    mine = {"centre_id": centre.id or 0}
    for flat in flats:
        home = {"owner_id": flat.owner.id or 0, "unit_id": flat.unit.id or 0}
        session.add(Tenancy(since=flat.since, **mine, **home))
    writing = [(flat, _contact(centre, flat)) for flat in flats if flat.writes]
    session.add_all(contact for _, contact in writing)
    session.flush()
    session.add_all(Conversation(contact_id=contact.id or 0, state="{}") for _, contact in writing)
    session.flush()
    ids = {contact.address: contact.id or 0 for _, contact in writing}
    return ids, {contact.address: flat.unit.building for flat, contact in writing}


@dataclass(frozen=True)
class _Flat:
    number: int
    owner: Owner
    unit: Unit
    since: datetime
    writes: bool


def _flats(centre: Centre, rng: Random, since: datetime) -> Iterator[_Flat]:
    homes = [
        (f"{b}座", f"{f}{d}") for b in range(1, BUILDINGS + 1) for f in range(1, FLOORS + 1) for d in DOORS
    ]
    for number, (building, room) in enumerate(homes, start=1):
        name = rng.choice(SURNAMES) + rng.choice(GIVEN)
        owner = Owner(centre_id=centre.id or 0, name=name, phone=f"+86138{number:08}")
        handed_over = date(2021 + number % 4, 6, 30)
        unit = Unit(centre_id=centre.id or 0, building=building, room=room, handed_over_on=handed_over)
        yield _Flat(number, owner, unit, _moved_in(rng, since), rng.random() < WRITE)


def _moved_in(rng: Random, since: datetime) -> datetime:
    """Most have lived here for years; one in twelve moves in during the year."""
    if rng.random() > 1 / 12:
        return since.replace(year=since.year - rng.randint(1, 3))
    return datetime.fromtimestamp(since.timestamp() + rng.random() * 330 * 86400, UTC)


def _contact(centre: Centre, flat: _Flat) -> Contact:
    about = {"account": f"web:{centre.code}", "name": flat.owner.name, "locale": "zh-Hant"}
    return Contact(centre_id=centre.id or 0, owner_id=flat.owner.id, address=f"year:{flat.number}", **about)
