"""What a flow comes to. The desk carries it out; dialogs only say it."""

from dataclasses import dataclass
from datetime import datetime

from dialogs.speech import Period
from procedures.kinds import Category, Kind, StormAnswer, WasHere
from procedures.kinds import Outcome as Result
from procedures.meetings import Coming


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
    satisfaction: int | None = None


@dataclass(frozen=True)
class EmergencyHeard:
    """Words that sound like danger: staff are told at once, whether or not they are ever filed (A4.2.1)."""

    words: str = ""


@dataclass(frozen=True)
class Courteous:
    """Nothing but courtesy about a case being talked of: it stands in the transcript and changes nothing."""

    case_id: int


@dataclass(frozen=True)
class RevisitDeclined:
    """The owner does not want to be asked: nobody asks again, and the director sees why."""

    revisit_id: int


@dataclass(frozen=True)
class PostponementAnswered:
    """What an owner says of a new time (A4.2.3.1.4): fine, another one (`wanted_by`), or a person please."""

    postponement_id: int
    fine: bool
    wanted_by: datetime | None = None


@dataclass(frozen=True)
class VisitBooked:
    """The owner chose when somebody comes; a wish in words is fitted into contact hours, None is any time."""

    revisit_id: int
    at: Period | None
    is_wish: bool = False


@dataclass(frozen=True)
class VisitPutOff:
    """Not now: the owner is to be asked later."""

    revisit_id: int


@dataclass(frozen=True)
class VisitKept:
    """The time that was fixed stays."""

    revisit_id: int


@dataclass(frozen=True)
class VisitByPhone:
    """The owner rather wants a phone call than a visit."""

    revisit_id: int


@dataclass(frozen=True)
class VisitDeclined:
    """The owner wants no visit."""

    revisit_id: int
    reason: str = ""


@dataclass(frozen=True)
class VisitChecked:
    """The owner's own tap on a recorded visit: kept at once (B5.1)."""

    revisit_id: int
    was: WasHere


@dataclass(frozen=True)
class VisitRemark:
    """What an owner adds to the tap."""

    revisit_id: int
    words: str


@dataclass(frozen=True)
class ShowVisits:
    """The visits that an owner expects; with an id, that one to be changed or cancelled."""

    revisit_id: int | None = None


VisitAnswer = VisitBooked | VisitPutOff | VisitKept | VisitByPhone | VisitDeclined
VisitOutcome = VisitAnswer | VisitChecked | VisitRemark | ShowVisits


@dataclass(frozen=True)
class ConsentGiven:
    """The owner's yes or no to a transfer that would name them (PIPL 23)."""

    transfer_id: int
    agreed: bool


@dataclass(frozen=True)
class MeetingAnswered:
    """Whether an owner comes to a meeting (A4.1.4)."""

    guest_id: int
    coming: Coming


@dataclass(frozen=True)
class ExplanationAnswered:
    """Whether the owner of an invalid complaint is content with its explanation (A4.2.3.2)."""

    case_id: int
    agreed: bool


@dataclass(frozen=True)
class NoticeReceived:
    """The owner has the document of this row of a register; the tap is the signature (B4.2.6.4)."""

    delivery_id: int


@dataclass(frozen=True)
class BindByCode:
    code: str


@dataclass(frozen=True)
class BindByPhone:
    phone: str


@dataclass(frozen=True)
class AddToCase:
    """Words or pictures for a case that is being talked about: those just heard, or these of before.

    `place` is where it is, when the owner was asked for it.
    """

    case_id: int
    words: str = ""
    pictures: tuple[str, ...] = ()
    place: str = ""
    urgent: bool = False


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
    | Courteous
    | RevisitDeclined
    | PostponementAnswered
    | BindByCode
    | BindByPhone
    | AddToCase
    | AskForPerson
    | ShowCases
    | SetLanguage
    | VisitOutcome
    | ConsentGiven
    | MeetingAnswered
    | ExplanationAnswered
    | NoticeReceived
    | StartFlow
    | Nothing
)
