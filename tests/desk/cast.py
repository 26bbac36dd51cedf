"""Two centres and their people, and an owner who speaks to the bot as any channel lets them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import SQLModel, col, select

from bot.clock import tick
from desk import cases, triage
from desk.actor import Actor
from desk.hearing import hear
from dialogs.heard import Heard
from dialogs.speech import READ_SPOKEN, Spoken
from procedures.kinds import Category, Cause, Kind, Role, Severity, Validity
from procedures.triage import Verdict
from storage import Session, Store
from storage.tables import (
    Attachment,
    Case,
    CaseEvent,
    Centre,
    Contact,
    Conversation,
    DeadLetter,
    Department,
    Message,
    Owner,
    Revisit,
    Staff,
    Task,
    Tenancy,
    Unit,
)

ZONE = ZoneInfo("Asia/Shanghai")
LEAK = "廁所的水管漏水"


def at(text: str) -> datetime:
    """A moment as the centre's clock on the wall shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


# a Monday, mid-morning
MORNING = at("2026-11-23 10:00")
LONG_AGO = at("2020-01-01 00:00")


@dataclass
class Town:
    """What was seeded; the clock on everybody's wall."""

    store: Store
    now: datetime = MORNING
    ids: dict[str, int] = field(default_factory=dict)
    staff: dict[str, Actor] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: count(1))

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.__dict__["staff"][name]
        except KeyError:
            raise AttributeError(name) from None

    def do(self, act: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """An act of the desk, now."""
        return self.store.write(lambda session: act(session, *args, now=self.now, **named))

    def resolve(self, case_id: int | None, by: str = "li", **named: Any) -> None:
        given = {"cause": "老化", "measure": "更換", "words": "已經修好", **named}
        if self.case(case_id).kind == Kind.COMPLAINT:
            given.setdefault("cause_kind", Cause.WORKMANSHIP)
            self.find_valid(case_id)
        self.do(cases.take, case_id, by=self.staff[by])
        self.speak_with(case_id, by)
        self.do(cases.resolve, case_id, by=self.staff[by], **given)

    def speak_with(self, case_id: int | None, by: str = "li") -> None:
        """Whoever has a complaint speaks with its owner (A4.2.3.1.2), unless they have done so already."""
        case = self.case(case_id)
        if case.kind == Kind.COMPLAINT and case.first_contact_at is None:
            self.do(cases.log_call, case_id, words="已致電致歉", by=self.staff[by])

    def find_valid(self, case_id: int | None, *, by: str = "chen", **more: Any) -> None:
        """Intake finds a complaint valid, unless it has done so already."""
        case = self.case(case_id)
        if case.validity == Validity.UNDECIDED:
            said = Verdict(Validity.VALID, more.pop("severity", Severity.ORDINARY), "屬實")
            about = {"category": Category(case.category), **more}
            self.do(triage.decide, case_id, said=said, by=self.staff[by], **about)

    def until(self, text: str) -> None:
        """Let the clock run to a time of the centre, and do what is due."""
        self.now = at(text)
        tick(self.store, self.now)

    def rows(self, table: type[SQLModel], **like: Any) -> list[Any]:
        chosen = select(table).filter_by(**like).order_by(col(table.id))  # ty: ignore[missing-attribute]  # all of them have one
        return self.store.read(lambda session: list(session.exec(chosen)))

    def case(self, case_id: int | None) -> Case:
        return self.store.read(lambda session: session.get_one(Case, case_id))

    def cases(self) -> list[Case]:
        return self.rows(Case)

    def revisits(self) -> list[Revisit]:
        return self.rows(Revisit)

    def open_tasks(self) -> list[str]:
        """What staff have to do by hand, but for what the calendar brings: quotas, reports, meetings."""
        open_ones = [task.kind for task in self.rows(Task) if task.done_at is None]
        by_calendar = ("director_quota", "report_", "meeting_")
        return [kind for kind in open_ones if not kind.startswith(by_calendar)]

    def letters(self) -> list[DeadLetter]:
        return self.rows(DeadLetter)

    def what_happened(self, case_id: int | None) -> list[str]:
        return [event.what for event in self.rows(CaseEvent, case_id=case_id)]

    def chat(self, who: str = "lin", *, bound: str | None = "lin", account: str = "web:A") -> "Chat":
        chat = Chat(self, who, account)
        if bound:
            chat.says("/start")
            self.store.write(lambda session: _bind(session, chat.contact(session), self.ids[bound]))
        return chat


@dataclass
class Chat:
    """An owner at a channel."""

    town: Town
    address: str
    account: str

    def says(self, words: str, **more: Any) -> bool:
        return self.hears(text=words, **more)

    def taps(self, option: str) -> bool:
        """Tap the newest button whose token ends with this option."""
        tokens = [button.token for button in self.last().buttons]
        return self.hears(token=next(token for token in tokens if token.endswith(f":{option}")))

    def sends_photo(self, words: str = "", **more: Any) -> bool:
        return self.hears(text=words, pictures=(f"telegram:file-{next(self.town.numbers)}",), **more)

    def hears(self, **what: Any) -> bool:
        what.setdefault("external_id", f"m{next(self.town.numbers)}")
        heard = Heard(account=self.account, address=self.address, name="林", locale="zh-tw", **what)
        centre = self.town.ids[self.account.partition(":")[2]]
        return self.town.store.write(lambda session: hear(session, heard, centre=centre, now=self.town.now))

    def files(self, words: str = LEAK) -> Case:
        """A case by free words and a tap or two."""
        self.says(words)
        self.taps("file")
        if any(button.token.endswith(":no") for button in self.last().buttons):
            self.taps("no")
        return self.town.cases()[-1]

    def contact(self, session: Session) -> Contact:
        chosen = select(Contact).where(Contact.account == self.account, Contact.address == self.address)
        return session.exec(chosen).one()

    def contact_id(self) -> int:
        return self.town.store.read(lambda session: self.contact(session).id or 0)

    def all_said(self) -> list[Spoken]:
        lines = self.town.rows(Message, contact_id=self.contact_id(), direction="out")
        return [READ_SPOKEN.decode(line.body) for line in lines]

    def last(self) -> Spoken:
        return self.all_said()[-1]

    def state_is(self, stored: str) -> None:
        """Put something into the database that an older release may have left there."""

        def unit(session: Session) -> None:
            session.get_one(Conversation, self.contact(session).id).state = stored

        self.town.store.write(unit)

    def pictures(self) -> list[Attachment]:
        return self.town.rows(Attachment, contact_id=self.contact_id())


def _bind(session: Session, contact: Contact, owner_id: int) -> None:
    contact.owner_id = owner_id


_SETTLED: dict[str, Town] = {}
"""What was written into the databases that tests get copies of, by dialect."""


def settle(store: Store) -> None:
    """Write the town into a database that is copied for each test."""
    _SETTLED[store.engine.dialect.name] = _written(store)


def seed(store: Store) -> Town:
    """The town of a database: there already where it was copied, else written now."""
    known = _SETTLED.get(store.engine.dialect.name)
    if known is None or store.read(lambda session: session.exec(select(Centre.id)).first()) is None:
        return _written(store)
    return Town(store, ids=dict(known.ids), staff=dict(known.staff))


def _written(store: Store) -> Town:
    town = Town(store)
    store.write(lambda session: _seed(session, town))
    return town


def _seed(session: Session, town: Town) -> None:
    for code in "AB":
        home = Centre(
            code=code,
            name=f"雲景花園{code}",
            zone=ZONE.key,
            procedure="service_centre",
            holidays="CN",
            phone_service="0571-5550 1234",
            phone_24h="0571-5550 1200",
            phone_complaints="400-555-0199",
        )
        town.ids[code] = _id(session, home)
        department = Department(centre_id=town.ids[code], name="工程部")
        town.ids[f"department/{code}"] = _id(session, department)
    for login, code, role in (
        ("chen", "A", Role.ASSISTANT),
        ("wang", "A", Role.DIRECTOR),
        ("li", "A", Role.DEPARTMENT_HEAD),
        ("admin", "A", Role.ADMIN),
        ("zhao", "B", Role.ASSISTANT),
    ):
        person = Staff(centre_id=town.ids[code], login=login, name=login, role=role, password_hash="-")
        town.staff[login] = Actor(_id(session, person), town.ids[code], role, login)
    _lives(session, town, "A", "lin", "+8613800010001", "12A")
    _lives(session, town, "A", "ho", "+8613800010002", "5B", "5C")
    _lives(session, town, "B", "ng", "+8613800010003", "1A")


def _lives(session: Session, town: Town, code: str, name: str, phone: str, *rooms: str) -> None:
    centre = town.ids[code]
    town.ids[name] = _id(session, Owner(centre_id=centre, name=name, phone=phone))
    for room in rooms:
        town.ids[room] = _id(session, Unit(centre_id=centre, building="3座", room=room))
        session.add(
            Tenancy(centre_id=centre, owner_id=town.ids[name], unit_id=town.ids[room], since=LONG_AGO)
        )


def _id(session: Session, row: Any) -> int:
    session.add(row)
    session.flush()
    return row.id


MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
