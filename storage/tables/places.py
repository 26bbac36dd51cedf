"""The centre, what it looks after, and who lives there."""

from datetime import date, datetime

from sqlmodel import Field, UniqueConstraint

from storage.tables.table import Table


class Centre(Table, table=True):
    """A service centre: the tenant of all other data."""

    __tablename__ = "centre"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=20)
    name: str
    zone: str
    procedure: str
    holidays: str
    locale: str = "zh-Hant"
    phone_service: str
    phone_24h: str
    phone_complaints: str
    latitude: float | None = None
    longitude: float | None = None


class Department(Table, table=True):
    __tablename__ = "department"
    __table_args__ = (UniqueConstraint("centre_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    name: str


class Unit(Table, table=True):
    """A flat or shop; `building` and `room` as people say them ("3座", "12A")."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("centre_id", "building", "room"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    building: str
    room: str
    handed_over_on: date | None = None

    @property
    def label(self) -> str:
        return f"{self.building} {self.room}"


class Owner(Table, table=True):
    """The person served, or a consultancy's client with address, postcode and contact person (C1).

    The phone in E.164.
    """

    __tablename__ = "owner"

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id", index=True)
    name: str
    phone: str | None = Field(default=None, index=True, max_length=20)
    address: str = ""
    postcode: str = Field(default="", max_length=16)
    contact_person: str = ""


class Tenancy(Table, table=True):
    """Who lives where, since when; `until` is open while it lasts.

    Without `is_move_in` nobody knows when they moved in: `since` is when the centre learnt of them.
    """

    __tablename__ = "tenancy"

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    owner_id: int = Field(foreign_key="owner.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    since: datetime = Field(index=True)
    until: datetime | None = None
    is_move_in: bool = True
