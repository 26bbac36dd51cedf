"""The states of a survey and its invitations, and the codes that lead to one (A4.1.5)."""

import base64
import hmac
import re
from enum import StrEnum
from hashlib import sha256

from procedures.survey_rules import Answering

TOKEN = re.compile(r"([1-9]\d{0,9})-([\w-]{22})")
CODE = re.compile(r"([1-9]\d{0,9})-([A-Z2-7]{4})")
SKIPPED = "skip"
YES, NO = "yes", "no"
STARS = ("1", "2", "3", "4", "5")


class SurveyState(StrEnum):
    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"
    SIGNED = "signed"


class InvitationState(StrEnum):
    """`PAPER`: no chat reaches the owner, a sheet or a link does; `SILENT` ends what nobody answered."""

    WAITING = "waiting"
    PAPER = "paper"
    ASKED = "asked"
    BEGUN = "begun"
    ANSWERED = "answered"
    DECLINED = "declined"
    SILENT = "silent"


class Per(StrEnum):
    """Who answers once: a unit or an owner."""

    UNIT = "unit"
    OWNER = "owner"


class Way(StrEnum):
    """How answers came."""

    CHAT = "chat"
    LINK = "link"
    PAPER = "paper"


OPEN = (InvitationState.WAITING, InvitationState.PAPER, InvitationState.ASKED, InvitationState.BEGUN)
# What an invitation that nobody answered to its end was, when the survey closed.
WHY_SILENT = {
    InvitationState.WAITING: "not_asked",
    InvitationState.PAPER: "no_sheet",
    InvitationState.ASKED: "no_answer",
    InvitationState.BEGUN: "unfinished",
}


def token(seed: str, invitation_id: int) -> str:
    """What makes an invitation's link: 128 bits that nobody guesses (RELIABILITY 7)."""
    mac = base64.urlsafe_b64encode(_mac(seed, "link", invitation_id)[:16]).decode().rstrip("=")
    return f"{invitation_id}-{mac}"


def is_token(given: str, seed: str, invitation_id: int) -> bool:
    return hmac.compare_digest(given.encode(), token(seed, invitation_id).encode())


def named_by(given: str, shape: re.Pattern[str]) -> int | None:
    """The invitation that a token or a code names, true or not."""
    found = shape.fullmatch(given)
    return int(found[1]) if found else None


def code(seed: str, invitation_id: int) -> str:
    """What stands on a paper sheet; the letters tell a slip of the pen, they keep no secret."""
    letters = base64.b32encode(_mac(seed, "sheet", invitation_id)).decode()[:4]
    return f"{invitation_id}-{letters}"


def as_code(typed: str) -> str:
    """A code as it is typed from paper: small letters and spaces do not matter."""
    return re.sub(r"[\s–—－]+", lambda found: "" if found[0].isspace() else "-", typed).upper()


def is_answer(kind: Answering, value: str) -> bool:
    """Whether a value answers this kind of question; words are kept beside it."""
    if value == SKIPPED:
        return True
    match kind:
        case Answering.RATING:
            return value in STARS
        case Answering.YES_NO:
            return value in (YES, NO)
    return value == "words"


def is_dissatisfied(kind: Answering, value: str, *, at_most: int) -> bool:
    return kind is Answering.RATING and value in STARS and int(value) <= at_most


def _mac(seed: str, what: str, invitation_id: int) -> bytes:
    return hmac.digest(seed.encode(), f"{what}:{invitation_id}".encode(), sha256)
