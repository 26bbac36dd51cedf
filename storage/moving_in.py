"""Many owners and flats at once, a statement for all of a kind: an owner's turn waits no longer for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, insert
from sqlmodel import col, or_, select, update

from storage.session import Session
from storage.tables import Owner, Tenancy, Unit

Place = tuple[str, str]


@dataclass(frozen=True)
class Known:
    """Who is there already: flats by place, owners by flat and name, and by name and phone."""

    units: dict[Place, int]
    living: dict[tuple[int, str], tuple[int, str | None]]
    """The owner and their phone."""
    named: dict[tuple[str, str], int]


def known(session: Session, centre_id: int, *, now: datetime) -> Known:
    places = session.exec(select(Unit.building, Unit.room, Unit.id).where(Unit.centre_id == centre_id))
    still = or_(col(Tenancy.until).is_(None), col(Tenancy.until) > now)
    living = session.exec(
        select(Tenancy.unit_id, Owner.name, Owner.id, Owner.phone)
        .join(Owner, col(Owner.id) == col(Tenancy.owner_id))
        .where(Tenancy.centre_id == centre_id, still)
    )
    named = session.exec(
        select(Owner.name, Owner.phone, Owner.id).where(
            Owner.centre_id == centre_id, col(Owner.phone).is_not(None)
        )
    )
    return Known(
        units={(building, room): number or 0 for building, room, number in places},
        living={(unit, name): (number or 0, phone) for unit, name, number, phone in living},
        named={(name, phone or ""): number or 0 for name, phone, number in named},
    )


def add_units(session: Session, centre_id: int, places: Sequence[Place]) -> dict[Place, int]:
    if not places:
        return {}
    rows = [{"centre_id": centre_id, "building": building, "room": room} for building, room in places]
    wanted = insert(Unit).returning(col(Unit.id), sort_by_parameter_order=True)
    numbers = session.connection().execute(wanted, rows).scalars()
    return {place: number or 0 for place, number in zip(places, numbers, strict=True)}


def add_owners(session: Session, centre_id: int, people: Sequence[tuple[str, str | None]]) -> list[int]:
    if not people:
        return []
    rows = [
        {"centre_id": centre_id, "name": name, "phone": phone}
        | {"address": "", "postcode": "", "contact_person": ""}
        for name, phone in people
    ]
    wanted = insert(Owner).returning(col(Owner.id), sort_by_parameter_order=True)
    return [number or 0 for number in session.connection().execute(wanted, rows).scalars()]


def add_tenancies(session: Session, centre_id: int, lives: Iterable[tuple[int, int, datetime, bool]]) -> None:
    """`lives`: owner, flat, since when, whether they moved in then."""
    rows = [
        {"centre_id": centre_id, "owner_id": owner, "unit_id": unit, "since": since, "is_move_in": new}
        for owner, unit, since, new in lives
    ]
    if rows:
        session.connection().execute(insert(Tenancy), rows)


def change_phones(session: Session, phones: dict[int, str]) -> None:
    for owner_id, phone in phones.items():
        session.exec(update(Owner).where(col(Owner.id) == owner_id).values(phone=phone))


def hand_over(session: Session, days: dict[int, date]) -> int:
    """Write days of hand-over; how many of them are new."""
    many = 0
    for unit_id, day in days.items():
        other = func.coalesce(col(Unit.handed_over_on), date.min) != day
        done = session.exec(update(Unit).where(col(Unit.id) == unit_id, other).values(handed_over_on=day))
        many += done.rowcount
    return many
