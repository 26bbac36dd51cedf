"""What a flow comes to. The desk carries it out; dialogs only say it."""

from dataclasses import dataclass
from datetime import datetime

from dialogs.speech import Period
from procedures.kinds import Category, Kind, StormAnswer
from procedures.kinds import Outcome as Result


@dataclass(frozen=True, kw_only=True)
class OpenCase:
    """File a case (A4.1.1, A4.1.2). `place` is what an owner without a bound flat wrote about it."""

    kind: Kind
    category: Category
    story: str
    unit_id: int | None = None
    place: str = ""
    pictures: tuple[str, ...] = ()
    visit: Period | None = None
    wished_by: datetime | None = None
    urgent: bool = False
    parent_id: int | None = None
    relation: str | None = None


@dataclass(frozen=True)
class RevisitAnswered:
    """The first tap of a revisit: kept at once, whatever happens to the rest of the flow (B4.1.2)."""

    revisit_id: int
    result: Result


@dataclass(frozen=True)
class ReworkTold:
    """What is still missing, in words or pictures: for the rework that the first tap opened, at once."""

    revisit_id: int
    words: str = ""
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class StormAnswered:
    """What an owner says of a leak repair after heavy rain: kept at once (B4.1.2.3-C)."""

    revisit_id: int
    answer: StormAnswer


@dataclass(frozen=True, kw_only=True)
class RevisitDetails:
    """What an owner added after the first tap; `more` opens a linked case with its own promise (B4.1.3)."""

    revisit_id: int
    speed: int | None
    workmanship: int | None
    manner: int | None
    words: str
    pictures: tuple[str, ...]
    more: OpenCase | None


@dataclass(frozen=True)
class EmergencyHeard:
    """Words that sound like danger: staff are told at once, whether or not they are ever filed (A4.2.1)."""


@dataclass(frozen=True)
class RevisitDeclined:
    """The owner does not want to be asked: nobody asks again, and the director sees why."""

    revisit_id: int


@dataclass(frozen=True)
class BindByCode:
    code: str


@dataclass(frozen=True)
class BindByPhone:
    phone: str


@dataclass(frozen=True)
class AddToCase:
    """Words or pictures for a case that is being talked about."""

    case_id: int


@dataclass(frozen=True)
class AskForPerson:
    """The owner wants a person; staff get a task."""


@dataclass(frozen=True)
class ShowCases:
    """The owner's own cases, or one of them; with `talk` the next words are for that one."""

    case_id: int | None = None
    talk: bool = False


@dataclass(frozen=True)
class SetLanguage:
    locale: str


@dataclass(frozen=True)
class StartFlow:
    """Go on with another flow, what is known already filled in."""

    flow: str
    answers: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Nothing:
    """The owner let it be."""


Outcome = (
    OpenCase
    | RevisitAnswered
    | ReworkTold
    | StormAnswered
    | RevisitDetails
    | EmergencyHeard
    | RevisitDeclined
    | BindByCode
    | BindByPhone
    | AddToCase
    | AskForPerson
    | ShowCases
    | SetLanguage
    | StartFlow
    | Nothing
)
