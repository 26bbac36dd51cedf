"""What a flow knows: frozen when it starts, kept with the conversation, so that a replay cannot differ."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec


class UnitFact(msgspec.Struct, frozen=True):
    id: int
    label: str


class PostponementFact(msgspec.Struct, frozen=True):
    """A new time for a case, of which its owner is told; `old_by` is the time that will not be kept."""

    id: int
    until: datetime
    reason: str
    old_by: datetime | None = None


class CaseFact(msgspec.Struct, frozen=True):
    """A case that a flow speaks of (a revisit asks about it, in a group's words, what that group asks)."""

    id: int
    number: str
    kind: str
    category: str
    measure: str = ""
    revisit_id: int = 0
    group: str = "works"
    asks: tuple[str, ...] = ("speed", "workmanship", "manner")
    postponement: PostponementFact | None = None
    spoken_of: bool = False
    """Staff have written to its owner, who may be answering them."""


class VisitFact(msgspec.Struct, frozen=True, omit_defaults=True):
    """A visit on site: who comes (a role, and their name once it is known), why, and when it is booked."""

    revisit_id: int
    role: str
    name: str = ""
    why: str = "greeting"
    booked_from: datetime | None = None
    booked_until: datetime | None = None
    visited_at: datetime | None = None


class ConsentFact(msgspec.Struct, frozen=True):
    """A transfer that an owner is asked about: to whom (a `Recipient`, and their name), and why."""

    transfer_id: int
    number: str
    recipient: str
    name: str
    reason: str


class MeetingFact(msgspec.Struct, frozen=True):
    """An owners' meeting that somebody is invited to."""

    guest_id: int
    begins_at: datetime
    place: str
    content: str
    people: str = ""


class Facts(msgspec.Struct, frozen=True, omit_defaults=True):
    """`slots` are visits that can be offered (start, end); all moments are aware.

    `coming` and `wish` are times that the first words named, as their questions store them.
    """

    centre: str
    zone: str
    phone_service: str
    phone_24h: str
    phone_complaints: str = ""
    bound: bool = False
    units: tuple[UnitFact, ...] = ()
    slots: tuple[tuple[datetime, datetime], ...] = ()
    case: CaseFact | None = None
    talked_of: CaseFact | None = None
    """The open case that words may be an addition to."""
    place: str = ""
    """A place that the first words named, of an owner who was asked for one."""
    story: str = ""
    pictures: tuple[str, ...] = ()
    spoken: bool = False
    """What came first was a voice message: it is among the pictures, for staff to hear."""
    kind: str = ""
    category: str = ""
    urgent: bool = False
    visit: VisitFact | None = None
    coming: dict[str, Any] | None = None
    wish: dict[str, Any] | None = None
    consent: ConsentFact | None = None
    meeting: MeetingFact | None = None
    client: bool = False
    """The centre is a consultancy: it has clients and engagements, no flats and no repairs (C3)."""

    @property
    def phones(self) -> dict[str, str]:
        """What every apology shows (A4.2.1)."""
        return {
            "phone": self.phone_service,
            "phone_24h": self.phone_24h,
            "phone_complaints": self.phone_complaints,
        }

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))
