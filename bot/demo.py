"""A seeded demo centre: flats, owners, staff, and a few days of cases made through the desk itself."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from desk import cases, due
from desk.actor import Actor
from desk.hearing import hear
from desk.staff import add_staff
from dialogs.heard import Heard
from dialogs.speech import READ_SPOKEN
from procedures.kinds import Role
from storage import Session, Store
from storage.tables import Case, Centre, Contact, Department, Message, Owner, Staff, Tenancy, Unit

CODE = "demo"
ZONE = ZoneInfo("Asia/Shanghai")
DEPARTMENTS = ("客戶服務部", "工程部", "環境部", "秩序維護部")
STAFF = (
    ("chen", "陳思敏", Role.ASSISTANT, "客戶服務部"),
    ("li", "李建國", Role.DEPARTMENT_HEAD, "工程部"),
    ("wang", "王麗華", Role.DIRECTOR, None),
    ("admin", "系統管理", Role.ADMIN, None),
)
OWNERS = (
    ("林淑芬", "+8613800010001", ("3座", "12A")),
    ("周志強", "+8613800010002", ("1座", "5B")),
    ("何美玲", "+8613800010003", ("2座", "18C")),
    ("黃國輝", "+8613800010004", ("3座", "7D")),
    ("吳雅婷", "+8613800010005", ("5座", "2A")),
)


def demo_centre(procedure: str = "service_centre") -> Centre:
    return Centre(
        code=CODE,
        name="雲景花園服務中心",
        zone=ZONE.key,
        procedure=procedure,
        holidays="CN",
        phone_service="0571-5550 1234",
        phone_24h="0571-5550 1200",
        phone_complaints="400-555-0199",
        latitude=30.27,
        longitude=120.15,
    )


def is_seeded(store: Store) -> bool:
    return store.read(lambda session: session.exec(select(Centre.id)).first() is not None)


def settings(_: Path) -> dict[str, Any]:
    """Nothing beside the defaults."""
    return {}


def seed(store: Store, *, password: str, now: datetime) -> list[str]:
    """Fill an empty database; the staff's common demo password comes from the caller. Nothing to tell."""
    centre_id = store.write(lambda session: _people(session, password=password, now=now))
    for story in (_solved, _asked_about, _being_done, _late, _fresh):
        store.write(lambda session, story=story: story(_Stage(session, centre_id, now)))
    store.write(lambda session: _catch_up(session, now))
    return []


def _people(session: Session, *, password: str, now: datetime) -> int:
    centre = demo_centre()
    session.add(centre)
    session.flush()
    assert centre.id is not None
    departments = {name: Department(centre_id=centre.id, name=name) for name in DEPARTMENTS}
    session.add_all(departments.values())
    session.flush()
    for login, name, role, department in STAFF:
        added = add_staff(
            session, centre_id=centre.id, login=login, name=name, role=role, password=password, now=now
        )
        added.department_id = departments[department].id if department else None
    for name, phone, (building, room) in OWNERS:
        _moves_in(session, centre.id, name, phone, building, room, now)
    return centre.id


def _moves_in(
    session: Session, centre_id: int, name: str, phone: str, building: str, room: str, now: datetime
) -> None:
    owner = Owner(centre_id=centre_id, name=name, phone=phone)
    unit = Unit(centre_id=centre_id, building=building, room=room, handed_over_on=date(2021, 6, 30))
    session.add_all((owner, unit))
    session.flush()
    assert owner.id is not None
    assert unit.id is not None
    since = now - timedelta(days=900)
    session.add(Tenancy(centre_id=centre_id, owner_id=owner.id, unit_id=unit.id, since=since))


@dataclass
class _Stage:
    """Where the demo's stories are played, each act at a time of its own, before `now`."""

    session: Session
    centre_id: int
    now: datetime
    clock: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.clock = self.now

    def at(self, days_ago: int, hour: int, minute: int = 0) -> None:
        """Set the time; never later than now."""
        day = self.now.astimezone(ZONE).date() - timedelta(days=days_ago)
        wanted = datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)
        self.clock = min(wanted, self.now)

    def back(self, ago: timedelta) -> None:
        self.clock = self.now - ago

    def staff(self, login: str) -> Actor:
        found = self.session.exec(select(Staff).where(Staff.login == login)).one()
        assert found.id is not None
        return Actor(found.id, self.centre_id, Role(found.role), found.name)

    def owner(self, name: str) -> "_Owner":
        return _Owner(self, name)

    def newest(self) -> int:
        found = self.session.exec(select(Case.id).order_by(col(Case.id).desc())).first()
        assert found is not None
        return found


@dataclass
class _Owner:
    """An owner at the web chat, already bound to a flat."""

    stage: _Stage
    name: str

    def says(self, words: str) -> None:
        self._does(text=words)

    def taps(self, option: str) -> None:
        """Tap the button whose token ends with this option."""
        said = self.stage.session.exec(
            select(Message.body)
            .join(Contact, col(Contact.id) == col(Message.contact_id))
            .where(Contact.address == self._address, Message.direction == "out")
            .order_by(col(Message.id).desc())
        ).first()
        assert said
        tokens = [button.token for button in READ_SPOKEN.decode(said).buttons]
        self._does(token=next(token for token in tokens if token.endswith(f":{option}")))

    @property
    def _address(self) -> str:
        return f"demo:{self.name}"

    def _does(self, **what: str) -> None:
        session = self.stage.session
        known = session.exec(select(Contact).where(Contact.address == self._address)).one_or_none()
        if known is None:
            self._hear(text="/start")
            contact = session.exec(select(Contact).where(Contact.address == self._address)).one()
            contact.owner_id = session.exec(select(Owner.id).where(Owner.name == self.name)).one()
            session.flush()
        self._hear(**what)

    def _hear(self, **what: str) -> None:
        number = len(self.stage.session.exec(select(Message.id)).all())
        heard = Heard(
            account=f"web:{CODE}",
            address=self._address,
            external_id=f"demo-{number}",
            name=self.name,
            locale="zh-tw",
            text=what.get("text", ""),
            token=what.get("token", ""),
        )
        hear(self.stage.session, heard, centre=self.stage.centre_id, now=self.stage.clock)


def _solved(stage: _Stage) -> None:
    """A leak, repaired, asked about the next day, and praised."""
    lin, chen, li = stage.owner("林淑芬"), stage.staff("chen"), stage.staff("li")
    stage.at(6, 9, 5)
    lin.says("廁所的水管漏水，地上都濕了")
    lin.taps("file")
    lin.taps("no")
    case = stage.newest()
    stage.at(6, 9, 20)
    cases.assign(stage.session, case, handler_id=li.staff_id, department_id=None, by=chen, now=stage.clock)
    stage.at(6, 9, 40)
    words = "林女士您好，給您添麻煩了，非常抱歉。師傅今天上午 10 點半到府查看，可以嗎？"
    cases.reply(stage.session, case, words=words, by=li, now=stage.clock)
    stage.at(6, 9, 48)
    lin.says("可以，我在家")
    stage.at(6, 15, 30)
    cases.resolve(
        stage.session,
        case,
        cause="洗手盆下水彎老化開裂",
        measure="更換下水彎並做滿水試驗",
        words="洗手盆的下水彎老化開裂，已經更換，試水正常。",
        by=li,
        now=stage.clock,
    )
    _until(stage, 5, 10)
    lin.taps("solved")
    for stars in ("5", "5", "4"):
        lin.taps(stars)
    lin.says("師傅很準時，謝謝")
    lin.taps("no")


def _asked_about(stage: _Stage) -> None:
    """A window that still leaks: the rework is open."""
    ho, li = stage.owner("何美玲"), stage.staff("li")
    stage.at(4, 10, 10)
    ho.says("下雨窗戶滲水，窗台的牆紙都發霉了")
    ho.taps("file")
    ho.taps("no")
    case = stage.newest()
    stage.at(4, 10, 30)
    cases.take(stage.session, case, by=li, now=stage.clock)
    cases.log_call(stage.session, case, words="已致電業主，約定下午補膠", by=li, now=stage.clock)
    stage.at(4, 16, 45)
    cases.resolve(
        stage.session,
        case,
        cause="窗框密封膠老化",
        measure="重打密封膠",
        words="窗框的密封膠老化，已重新打膠。",
        by=li,
        now=stage.clock,
    )
    _until(stage, 3, 11)
    ho.taps("not")
    ho.says("昨晚下雨，還是滲水")
    ho.taps("done")


def _being_done(stage: _Stage) -> None:
    """A complaint that waits for the owner's answer."""
    chow, chen = stage.owner("周志強"), stage.staff("chen")
    stage.at(1, 14, 5)
    chow.says("樓上半夜還在裝修，太吵了，已經好幾天")
    chow.taps("file")
    case = stage.newest()
    stage.at(1, 14, 25)
    cases.take(stage.session, case, by=chen, now=stage.clock)
    words = "周先生您好，非常抱歉影響您休息。請問大約是晚上幾點到幾點？我們今晚安排同事上樓查看。"
    cases.reply(stage.session, case, words=words, ask_owner=True, by=chen, now=stage.clock)


def _late(stage: _Stage) -> None:
    """Nobody answered this one in time."""
    wong = stage.owner("黃國輝")
    stage.at(1, 9, 30)
    wong.says("地下停車場 B2 的燈壞了好幾盞，晚上很暗")
    wong.taps("file")


def _fresh(stage: _Stage) -> None:
    """Just in."""
    ng = stage.owner("吳雅婷")
    stage.back(timedelta(minutes=25))
    ng.says("建議在兒童遊樂區旁邊加幾張長椅")
    ng.taps("file")
    lin = stage.owner("林淑芬")
    stage.back(timedelta(minutes=8))
    lin.says("請問物業費可以用手機支付嗎？")
    lin.taps("file")


def _until(stage: _Stage, days_ago: int, hour: int) -> None:
    """Let the clock run to a time: what is due then is done then."""
    stage.at(days_ago, hour)
    _catch_up(stage.session, stage.clock)


def _catch_up(session: Session, now: datetime) -> None:
    for unit in due.ALL:
        while unit(session, now):
            session.flush()
