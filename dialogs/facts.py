"""What a flow knows: frozen when it starts, kept with the conversation, so that a replay cannot differ."""

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec


class UnitFact(msgspec.Struct, frozen=True):
    id: int
    label: str


class CaseFact(msgspec.Struct, frozen=True):
    """A case that a flow speaks of (a revisit asks about it)."""

    id: int
    number: str
    kind: str
    category: str
    measure: str = ""
    revisit_id: int = 0


class ConsentFact(msgspec.Struct, frozen=True):
    """A transfer that an owner is asked about: to whom (a `Recipient`, and their name), and why."""

    transfer_id: int
    number: str
    recipient: str
    name: str
    reason: str


class Facts(msgspec.Struct, frozen=True, omit_defaults=True):
    """`slots` are visits that can be offered (start, end); all moments are aware."""

    centre: str
    zone: str
    phone_service: str
    phone_24h: str
    bound: bool = False
    units: tuple[UnitFact, ...] = ()
    slots: tuple[tuple[datetime, datetime], ...] = ()
    case: CaseFact | None = None
    story: str = ""
    pictures: tuple[str, ...] = ()
    kind: str = ""
    category: str = ""
    urgent: bool = False
    consent: ConsentFact | None = None

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))
