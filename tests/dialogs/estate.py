"""Lin's centre with its staff, and a chat with its bot over the real desk, written down as it goes."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import col, select

from desk import binding, cases, due, visit_records
from desk.actor import Actor
from desk.hearing import hear
from desk.visit_records import Written
from dialogs.heard import Heard
from dialogs.speech import READ_SPOKEN, Button, Spoken
from procedures.kinds import Found, RevisitForm, Role
from storage import Session, Store
from storage.tables import Case, Centre, Message, Owner, Revisit, Staff, Tenancy, Unit

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # Monday, 11:00 at the centre
CHEN = Actor(1, 1, Role.ASSISTANT, "Chen")
WANG = Actor(2, 1, Role.DIRECTOR, "王明")


def found(session: Session) -> None:
    session.add(
        Centre(
            id=1,
            code="demo",
            name="雲景花園服務中心",
            zone="Asia/Shanghai",
            procedure="service_centre",
            holidays="CN",
            phone_service="0571-8800 1234",
            phone_24h="0571-8800 1235",
            phone_complaints="400-800-1236",
        )
    )
    session.flush()
    session.add(Staff(id=1, centre_id=1, login="chen", name="Chen", role=Role.ASSISTANT, password_hash="-"))
    session.add(Staff(id=2, centre_id=1, login="wang", name="王明", role=Role.DIRECTOR, password_hash="-"))
    session.add(Owner(id=1, centre_id=1, name="Lin"))
    session.add(Unit(id=1, centre_id=1, building="3座", room="12A"))
    session.flush()
    session.add(Tenancy(centre_id=1, owner_id=1, unit_id=1, since=NOW - timedelta(days=90)))


@dataclass
class Chat:
    """What Lin does, what she reads; `page` is the transcript."""

    store: Store
    locale: str = "zh-tw"
    now: datetime = NOW
    page: list[str] = field(default_factory=list)
    heards: int = 0
    seen: int = 0
    buttons: tuple[Button, ...] = ()

    def bind(self) -> None:
        """Lin opens the link that staff gave her."""
        self.give_code("first-code")
        self._hear("opens the link with her code", text="/start first-code")

    def give_code(self, code: str) -> None:
        self.store.write(lambda session: binding.give_code(session, 1, by=CHEN, now=self.now, token=code))

    def write(self, text: str) -> None:
        self._hear(text, text=text)

    def send(self, *pictures: str, text: str = "", album: str = "") -> None:
        sources = tuple(f"telegram:{name}" for name in pictures)
        shown = f"[{len(pictures)} photo] {text}".strip()
        self._hear(shown, pictures=sources, text=text, album=album)

    def tap(self, label: str) -> None:
        """Press the first button on screen whose words begin so."""
        button = next(each for each in self.buttons if each.label.strip("✓‹ ").startswith(label))
        self._hear(f"[{button.label}]", token=button.token)

    def staff_resolve(self, *, measure: str, words: str) -> None:
        """Chen deals with the latest case."""
        self.page.append("** Chen deals with it")
        case_id = self._latest_case()
        for act in (
            lambda session: cases.take(session, case_id, by=CHEN, now=self.now),
            lambda session: cases.resolve(
                session, case_id, cause="", measure=measure, words=words, by=CHEN, now=self.now
            ),
        ):
            self.store.write(act)
        self._read()

    def owe_visit(self, *, new_owner: bool) -> None:
        """A rule asks for the director's visit: to a new owner, or about the latest case."""
        self.page.append("** a visit of the director's is owed")
        row = Revisit(
            centre_id=1,
            case_id=None if new_owner else self._latest_case(),
            owner_id=1,
            unit_id=1,
            rule="test",
            round=7,
            form=RevisitForm.ON_SITE,
            by_whom=Role.DIRECTOR,
            clause="B4.2.2" if new_owner else "A4.3.3.3.2",
            due_at=self.now + timedelta(days=5),
            next_at=self.now,
            planned_at=self.now,
        )
        self.store.write(lambda session: session.add(row))

    def wang_records(self, found: Found, words: str) -> None:
        """Wang writes down where he has just been."""
        self.page.append(f"** Wang records his visit: {found}")
        written = Written(
            form=RevisitForm.ON_SITE, found=found, visited_at=self.now - timedelta(minutes=20), words=words
        )
        which = self.store.read(lambda session: session.exec(select(col(Revisit.id))).all())[-1]
        self.store.write(
            lambda session: visit_records.record(session, which or 0, written, by=WANG, now=self.now)
        )
        self._read()

    def wait(self, **by: int) -> None:
        """Time passes, and the clock does what is due."""
        self.now += timedelta(**by)
        self.page.append(f"** {self.now.astimezone(UTC):%a %d %b %H:%M} UTC")
        for unit in due.ALL:
            self.store.write(lambda session, unit=unit: unit(session, self.now))
        self._read()

    def _hear(self, shown: str, **fields: Any) -> None:
        self.heards += 1
        self.now += timedelta(seconds=20)
        heard = Heard(
            account="telegram:main",
            address="7",
            external_id=str(self.heards),
            locale=self.locale,
            name="Lin",
            **fields,
        )
        self.page.append(_marked("Lin", shown))
        self.store.write(lambda session: hear(session, heard, centre=1, now=self.now))
        self._read()

    def _read(self) -> None:
        """What the bot said since Lin looked last."""
        for message_id, spoken in self.store.read(self._said_since):
            self.seen, self.buttons = message_id, spoken.buttons
            labels = "".join(f"\n     [{button.label}]" for button in spoken.buttons)
            self.page.append(_marked("bot", spoken.text) + labels)

    def _said_since(self, session: Session) -> list[tuple[int, Spoken]]:
        said = select(Message).where(Message.direction == "out", col(Message.id) > self.seen)
        rows = session.exec(said.order_by(col(Message.id)))
        return [(row.id or 0, READ_SPOKEN.decode(row.body)) for row in rows]

    def _latest_case(self) -> int:
        latest = select(col(Case.id)).order_by(col(Case.id).desc())
        return self.store.read(lambda session: session.exec(latest).first()) or 0


def _marked(who: str, text: str) -> str:
    first, *more = text.split("\n")
    return "\n".join((f"{who}: {first}", *(f"     {line}".rstrip() for line in more)))
