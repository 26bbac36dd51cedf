"""Documents for owners in tests: drafted by Chen, agreed to by Wang, given out."""

from typing import Any

from desk import notices, publishing
from desk.actor import Actor
from desk.notice_places import Places
from desk.notices import Draft
from procedures.kinds import Role
from procedures.notices import Audience, Given
from storage import Session
from storage.tables import DeliveryRow, Notice, Staff
from tests.desk.cast import Town

CENTRE = Places(Audience.CENTRE)
BOARD = frozenset({Given.BOARD})
CHAT = frozenset({Given.CHAT})


def paper(means: frozenset[Given] = CHAT, places: Places = CENTRE, **more: Any) -> Draft:
    return Draft(title="停水通知", body="週三九時至十二時停水。", means=means, places=places, **more)


def drafted(town: Town, wanted: Draft | None = None, by: str = "chen") -> int:
    number = town.do(notices.draft, wanted or paper(), by=town.staff[by])
    return next(row.id for row in town.rows(Notice) if row.number == number)


def agreed(town: Town, wanted: Draft | None = None) -> int:
    which = drafted(town, wanted)
    says(town, which, "wang")
    return which


def says(town: Town, which: int, by: str, *, agree: bool = True, seen: int = 1, why: str = "") -> str:
    return town.do(notices.decide, which, seen=seen, agree=agree, reason=why, by=town.staff[by])


def published(town: Town, wanted: Draft | None = None) -> int:
    which = agreed(town, wanted)
    town.do(publishing.publish, which, seen=1, by=town.chen)
    return which


def general(town: Town) -> None:
    """Gao is the general director, Sun another director."""

    def seed(session: Session) -> None:
        for login, role in (("gao", Role.GENERAL_DIRECTOR), ("sun", Role.DIRECTOR)):
            row = Staff(centre_id=town.ids["A"], login=login, name=login, role=role, password_hash="-")
            session.add(row)
            session.flush()
            town.staff[login] = Actor(row.id or 0, town.ids["A"], role, login)

    town.store.write(seed)


def register(town: Town) -> list[tuple[str, str, str]]:
    """Means, state and why of every row, in the order of the flats."""
    rows = sorted(town.rows(DeliveryRow), key=lambda row: row.id)
    return [(row.means, row.state, row.why) for row in rows]
