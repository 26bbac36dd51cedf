"""The lists of the archive, a page at a time: flats, and who lives where. Counting ends at a limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, tuple_
from sqlmodel import col, select

from storage.residents import Resident
from storage.session import Session
from storage.tables import Contact, Owner, Tenancy, Unit

T = TypeVar("T")
PER_PAGE = 50
MOST_COUNTED = 1000
MOST_WORDS = 5


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows; `many` there are in all, counted up to MOST_COUNTED, and where the next page goes on."""

    rows: Sequence[T]
    many: int
    after: str = ""

    @property
    def is_capped(self) -> bool:
        return self.many > MOST_COUNTED

    @property
    def counted(self) -> str:
        return f"{MOST_COUNTED}+" if self.is_capped else str(self.many)


@dataclass(frozen=True)
class UnitRow:
    """A flat, and how many live there now."""

    unit: Unit
    living: int


def units(
    session: Session,
    centre_id: int,
    *,
    words: str = "",
    building: str = "",
    handed: str = "",
    after: int = 0,
    most: int = PER_PAGE,
) -> Page[UnitRow]:
    """Flats by building and room. `handed`: "yes", "no" (a day of hand-over); `after` is a flat's id."""
    living = (
        select(func.count())
        .select_from(Tenancy)
        .where(Tenancy.unit_id == Unit.id, col(Tenancy.until).is_(None))
        .scalar_subquery()
    )
    wanted: Any = select(Unit, living).where(Unit.centre_id == centre_id)
    for word in words.split()[:MOST_WORDS]:
        wanted = wanted.where(_has(word, Unit.building, Unit.room))
    wanted = _narrowed(wanted, building=building)
    if handed:
        day = col(Unit.handed_over_on)
        wanted = wanted.where(day.is_not(None) if handed == "yes" else day.is_(None))
    many = _count(session, wanted)
    last = session.get(Unit, after) if after else None
    if last is not None and last.centre_id == centre_id:
        place = tuple_(col(Unit.building), col(Unit.room), col(Unit.id))
        wanted = wanted.where(place > tuple_(last.building, last.room, last.id))
    ordered = wanted.order_by(col(Unit.building), col(Unit.room), col(Unit.id)).limit(most + 1)
    rows = [UnitRow(*row) for row in session.exec(ordered)]
    return Page(rows[:most], many, str(rows[most - 1].unit.id) if len(rows) > most else "")


def residents(
    session: Session,
    centre_id: int,
    *,
    words: str = "",
    building: str = "",
    chat: str = "",
    after: tuple[int, int] = (0, 0),
    most: int = PER_PAGE,
) -> Page[Resident]:
    """Flats with whoever lives there, then owners without a flat; every word must be found.

    `chat`: "yes", "no" (a bound chat); `after` is the last row's flat and owner, 0 for none.
    """
    unit_id, owner_id = after
    housed, homeless = _housed(centre_id), _homeless(centre_id)
    for word in words.split()[:MOST_WORDS]:
        person, place = _has(word, Owner.name, Owner.phone), _has(word, Unit.building, Unit.room)
        housed, homeless = housed.where(or_(person, place)), homeless.where(person)
    housed = _narrowed(housed, building=building)
    if chat:
        bound = select(Contact.id).where(Contact.owner_id == Owner.id).exists()
        housed = housed.where(bound if chat == "yes" else ~bound)
        homeless = homeless.where(bound if chat == "yes" else ~bound)
    many = _count(session, housed)
    many += 0 if building or many > MOST_COUNTED else _count(session, homeless)
    rows = _housed_page(session, housed, centre_id, after, most + 1) if unit_id or not owner_id else []
    if len(rows) <= most and not building:
        rest = homeless.where(col(Owner.id) > (0 if unit_id else owner_id)).order_by(col(Owner.id))
        rows += [Resident(None, owner) for owner in session.exec(rest.limit(most + 1 - len(rows)))]
    return Page(rows[:most], many, _cursor(rows[most - 1]) if len(rows) > most else "")


def building_names(session: Session, centre_id: int) -> Sequence[str]:
    wanted = select(Unit.building).where(Unit.centre_id == centre_id).distinct()
    return session.exec(wanted.order_by(col(Unit.building))).all()


def _housed(centre_id: int) -> Any:
    now_there = (col(Tenancy.unit_id) == col(Unit.id)) & col(Tenancy.until).is_(None)
    return (
        select(Unit, Owner)
        .join(Tenancy, now_there, isouter=True)
        .join(Owner, col(Owner.id) == col(Tenancy.owner_id), isouter=True)
        .where(Unit.centre_id == centre_id)
    )


def _homeless(centre_id: int) -> Any:
    housed = select(Tenancy.id).where(Tenancy.owner_id == Owner.id, col(Tenancy.until).is_(None))
    return select(Owner).where(Owner.centre_id == centre_id, ~housed.exists())


def _housed_page(
    session: Session, wanted: Any, centre_id: int, after: tuple[int, int], most: int
) -> list[Resident]:
    unit_id, owner_id = after
    who = func.coalesce(col(Owner.id), 0)
    last = session.get(Unit, unit_id) if unit_id else None
    if last is not None and last.centre_id == centre_id:
        place = tuple_(col(Unit.building), col(Unit.room), col(Unit.id), who)
        wanted = wanted.where(place > tuple_(last.building, last.room, last.id, owner_id))
    ordered = wanted.order_by(col(Unit.building), col(Unit.room), col(Unit.id), who).limit(most)
    return [Resident(*row) for row in session.exec(ordered)]


def _cursor(row: Resident) -> str:
    return f"{row.unit.id if row.unit else 0}-{row.owner.id if row.owner else 0}"


def _has(word: str, *columns: Any) -> ColumnElement[bool]:
    return or_(*(col(column).icontains(word, autoescape=True) for column in columns))


def _narrowed(wanted: Any, *, building: str) -> Any:
    return wanted.where(Unit.building == building) if building else wanted


def _count(session: Session, wanted: Select[Any]) -> int:
    some = wanted.with_only_columns(col(wanted.selected_columns[0])).order_by(None).limit(MOST_COUNTED + 1)
    return session.exec(select(func.count()).select_from(some.subquery())).one()
