"""Two centres, their staff, and a case of Lin's in each; and somebody who sits at the console."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from httpx import AsyncClient, Response
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from desk.centres import working
from desk.opening import From, Opened, open_case
from dialogs.heard import HEARD_JSON, Heard
from dialogs.outcomes import OpenCase
from dialogs.speech import Spoken, spoken_json
from procedures.kinds import Category, Kind, RevisitForm, RevisitState, Role
from storage import Session
from storage.files import FileStore
from storage.tables import (
    Attachment,
    Centre,
    ClientReport,
    Contact,
    Conversation,
    Counter,
    DeadLetter,
    Department,
    ImportBatch,
    Message,
    Owner,
    Revisit,
    Staff,
    StaffChat,
    StaffGroup,
    Storm,
    Task,
    Tenancy,
    Transfer,
    Unit,
)
from tests.console.seeding_incidents import add_incidents
from tests.console.seeding_notices import add_notice
from tests.console.seeding_paperwork import add_paperwork

# A Tuesday, 10:00 in Hong Kong
MORNING = datetime(2026, 11, 24, 2, tzinfo=UTC)
PASSWORD = "a kettle sings at dawn"
# One for all and cheap to verify: hundreds of tests sign in.
HASH = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),)).hash(PASSWORD)
CSRF_COOKIE = "starlette_admin_csrftoken"
SCRIPTS = "<img src=x onerror=alert(1)> **bold** {{ 7*7 }} [a](javascript:alert(1))"


@dataclass
class Clock:
    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Estate:
    """What was seeded, by what tests call it."""

    numbers: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)


def centre(session: Session, code: str, estate: Estate, files: FileStore) -> None:
    home = Centre(
        code=code,
        name=f"雍翠園{code}",
        zone="Asia/Hong_Kong",
        procedure="service_centre",
        holidays="HK",
        phone_service="+85221234567",
        phone_24h="+85221234568",
        phone_complaints="+85221234569",
    )
    session.add(home)
    session.flush()
    assert home.id
    estate.ids[f"centre/{code}"] = home.id
    owner = Owner(centre_id=home.id, name=f"林太{code}", phone=f"+8526123456{home.id}")
    unit = Unit(centre_id=home.id, building="3座", room="12A")
    department = Department(centre_id=home.id, name="工程部")
    session.add_all((owner, unit, department))
    session.flush()
    assert owner.id
    assert unit.id
    assert department.id
    session.add(Tenancy(centre_id=home.id, owner_id=owner.id, unit_id=unit.id, since=MORNING))
    contact = Contact(
        centre_id=home.id, account=f"web:{code}", address=f"c{code}", owner_id=owner.id, locale="zh-Hant"
    )
    session.add(contact)
    session.flush()
    assert contact.id
    session.add(Conversation(contact_id=contact.id, state="{}"))
    # numbers that the other centre has not
    session.add(Counter(centre_id=home.id, name="2611", value=100 * home.id))
    session.flush()
    ids = {"owner": owner.id, "unit": unit.id, "department": department.id, "contact": contact.id}
    estate.ids.update({f"{name}/{code}": number for name, number in ids.items()})
    leak = file_case(session, home.id, contact.id, owner.id, unit.id)
    estate.numbers[code] = leak.number
    assert leak.id
    estate.ids[f"case/{code}"] = leak.id
    stored = files.put(b"\xff\xd8\xff not really a picture " + code.encode())
    photo = Attachment(
        centre_id=home.id,
        contact_id=contact.id,
        case_id=leak.id,
        state="stored",
        sha256=stored.sha256,
        media_type="image/jpeg",
    )
    spoken = files.put(b"ID3 not really a sound " + code.encode())
    as_it_came = files.put(b"#!AMR not really a voice " + code.encode())
    voice = Attachment(
        centre_id=home.id,
        contact_id=contact.id,
        case_id=leak.id,
        state="stored",
        sha256=spoken.sha256,
        media_type="audio/mpeg",
        original_sha256=as_it_came.sha256,
        original_type="audio/amr",
    )
    revisit = Revisit(
        centre_id=home.id,
        case_id=leak.id,
        round=1,
        form=RevisitForm.CHAT,
        by_whom=Role.ASSISTANT,
        clause="A4.3.3.2",
        state=RevisitState.PHONE,
        due_at=MORNING,
    )
    task = Task(centre_id=home.id, kind="person_wanted", key=f"{code}", case_id=leak.id, due_at=MORNING)
    letter = DeadLetter(centre_id=home.id, account="web", raw=SCRIPTS, error="Boom", at=MORNING)
    transfer = Transfer(
        centre_id=home.id,
        case_id=leak.id,
        recipient="developer",
        name=f"遠山{code}",
        reason=SCRIPTS,
        defect=SCRIPTS,
        clause="A4.2.3.2",
        proposed_at=MORNING,
        proposed_by=staff_of(session, home.id),
    )
    storm = Storm(
        centre_id=home.id, started_at=MORNING, ended_at=MORNING, noticed_at=MORNING, mm=63, reason=SCRIPTS
    )
    report = ClientReport(centre_id=home.id, quarter="2026-Q3", clause="C2", due_at=MORNING, note=SCRIPTS)
    group = StaffGroup(
        centre_id=home.id, name=f"群{code} {SCRIPTS[:20]}", kind="telegram", account="telegram:main"
    )
    batch = ImportBatch(
        centre_id=home.id,
        staff_id=transfer.proposed_by,
        at=MORNING,
        file_name=f"{code} {SCRIPTS}.xlsx",
        columns='["樓棟","房號","姓名"]',
        matched='{"building":0,"room":1,"name":2}',
        rows='[[2,["3座","12B","何太"]]]',
        row_count=1,
    )
    session.add_all((photo, voice, revisit, task, letter, transfer, storm, report, group, batch))
    session.flush()
    rows = {
        "client_report": report.id,
        "photo": photo.id,
        "voice": voice.id,
        "revisit": revisit.id,
        "task": task.id,
        "letter": letter.id,
        "transfer": transfer.id,
        "storm": storm.id,
        "group": group.id,
        "batch": batch.id,
    }
    estate.ids.update({f"{name}/{code}": number for name, number in rows.items() if number})


def staff_of(session: Session, centre_id: int) -> int:
    """Somebody who has left since."""
    gone = Staff(
        centre_id=centre_id, login=f"gone{centre_id}", name="舊同事", password_hash="-", disabled_at=MORNING
    )
    session.add(gone)
    session.flush()
    assert gone.id
    return gone.id


def file_case(session: Session, centre_id: int, contact_id: int, owner_id: int, unit_id: int) -> Opened:
    wanted = OpenCase(
        kind=Kind.REPAIR, category=Category.BATHROOM_LEAK, story=f"浴室漏水 {SCRIPTS}", unit_id=unit_id
    )
    desk = working(session, centre_id, now=MORNING)
    case = open_case(session, wanted, desk, From(contact_id, owner_id, "owner"), now=MORNING)
    heard = Heard(account="web", address="c", external_id="1", text=f"在滴水 {SCRIPTS}")
    lines = (("in", HEARD_JSON.encode(heard).decode()), ("out", spoken_json(Spoken("收到 <b>"))))
    for direction, body in lines:
        session.add(
            Message(
                centre_id=centre_id,
                contact_id=contact_id,
                case_id=case.id,
                direction=direction,
                body=body,
                at=MORNING,
            )
        )
    session.flush()
    return case


def owe_visit(session: Session, estate: Estate, code: str) -> None:
    """An on-site revisit of Lin's case, with a photo."""
    row = Revisit(
        centre_id=estate.ids[f"centre/{code}"],
        case_id=estate.ids[f"case/{code}"],
        owner_id=estate.ids[f"owner/{code}"],
        unit_id=estate.ids[f"unit/{code}"],
        round=9,
        form=RevisitForm.ON_SITE,
        by_whom=Role.ASSISTANT,
        clause="A4.3.3.3.1",
        state=RevisitState.PLANNED,
        due_at=MORNING + timedelta(days=2),
        planned_at=MORNING - timedelta(days=1),
    )
    session.add(row)
    session.flush()
    assert row.id
    estate.ids[f"visit/{code}"] = row.id
    photo = session.get_one(Attachment, estate.ids[f"photo/{code}"])
    taken = Attachment(
        centre_id=row.centre_id,
        revisit_id=row.id,
        state="stored",
        sha256=photo.sha256,
        media_type="image/jpeg",
    )
    session.add(taken)
    session.flush()
    assert taken.id
    estate.ids[f"visit_photo/{code}"] = taken.id


STAFF = {
    "chen": ("A", "陳助理", Role.ASSISTANT),
    "wong": ("A", "黃助理", Role.ASSISTANT),
    "ho": ("A", "何主管", Role.DEPARTMENT_HEAD),
    "admin": ("A", "管理員", Role.ADMIN),
    "zhao": ("B", "趙助理", Role.ASSISTANT),
    "zhou": ("B", "周管理", Role.ADMIN),
}


def seed(session: Session, files: FileStore) -> Estate:
    estate = Estate()
    centre(session, "A", estate, files)
    centre(session, "B", estate, files)
    for code in "AB":
        owe_visit(session, estate, code)
        add_paperwork(session, estate.ids, code, words=SCRIPTS, now=MORNING)
    for login, (code, name, role) in STAFF.items():
        added = Staff(
            centre_id=estate.ids[f"centre/{code}"], login=login, name=name, role=role, password_hash=HASH
        )
        session.add(added)
        session.flush()
        assert added.id
        estate.ids[f"staff/{login}"] = added.id
        chat = StaffChat(staff_id=added.id, account="telegram:main", sender=login, bound_at=MORNING)
        session.add(chat)
        session.flush()
        estate.ids[f"chat/{login}"] = chat.id or 0
    for code, login in (("A", "ho"), ("B", "zhao")):
        number, ids = add_incidents(
            session,
            centre_id=estate.ids[f"centre/{code}"],
            case_id=estate.ids[f"case/{code}"],
            staff_id=estate.ids[f"staff/{login}"],
            now=MORNING,
        )
        estate.numbers[f"incident/{code}"] = number
        paper, rows = add_notice(
            session,
            centre_id=estate.ids[f"centre/{code}"],
            staff_id=estate.ids[f"staff/{login}"],
            unit_id=estate.ids[f"unit/{code}"],
            owner_id=estate.ids[f"owner/{code}"],
            sha256=session.get_one(Attachment, estate.ids[f"photo/{code}"]).sha256 or "",
            now=MORNING,
        )
        estate.numbers[f"notice/{code}"] = paper
        estate.ids.update({f"{name}/{code}": row for name, row in rows.items()})
        estate.ids.update({f"{name}/{code}": row for name, row in ids.items()})
    return estate


class Browser:
    """Somebody at the console: keeps cookies, sends forms with their token."""

    def __init__(self, client: AsyncClient) -> None:
        self.client = client

    async def get(self, path: str, **headers: str) -> Response:
        return await self.client.get(path, headers=headers)

    async def post(self, path: str, **fields: object) -> Response:
        if not self.client.cookies.get(CSRF_COOKIE):
            await self.client.get("/sign-in")
        token = self.client.cookies.get(CSRF_COOKIE)
        data = {"csrftoken": token, **{name: str(value) for name, value in fields.items()}}
        return await self.client.post(path, data=data)

    async def sign_in(self, login: str, password: str = PASSWORD, **more: object) -> Response:
        return await self.post("/sign-in", login=login, password=password, **more)
