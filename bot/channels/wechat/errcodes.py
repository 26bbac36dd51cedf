"""What WeChat's errcodes mean for a message (PLATFORMS 2.2, and the list of wechatpy)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from enum import StrEnum

from bot.channels.channel import SendFailed, Why
from desk.reaching import Correction

# where WeChat's days begin
CHINA = timezone(timedelta(hours=8))
A_MOMENT = timedelta(seconds=10)
A_MINUTE, STOPPED_FOR = timedelta(minutes=1), timedelta(minutes=5)


class Course(StrEnum):
    """What to do. `again`: nothing was sent; `tomorrow`: today's quota is used; `token`: refresh, once more.

    `elsewhere`: this message by another means; `lost`: the whole chat; `fault`: the account is not set up.
    """

    DONE = "done"
    TOKEN = "token"  # noqa: S105  a course, not a secret
    AGAIN = "again"
    MINUTE = "minute"
    TOMORROW = "tomorrow"
    ELSEWHERE = "elsewhere"
    LOST = "lost"
    PERMANENT = "permanent"
    FAULT = "fault"


@dataclass(frozen=True)
class Meaning:
    course: Course
    why: Why = Why.REFUSED
    correction: Correction | None = None


PERMANENT = Meaning(Course.PERMANENT)
FAULT = Meaning(Course.FAULT, Why.LOCKED_OUT)
TOKEN = Meaning(Course.TOKEN, Why.LOCKED_OUT)
FAULTY_FORM = Meaning(Course.ELSEWHERE, Why.OTHER_WAY, Correction.FORM_FAULTY)


def _all(meaning: Meaning, codes: Iterable[int]) -> Mapping[int, Meaning]:
    return dict.fromkeys(codes, meaning)


MEANINGS: Mapping[int, Meaning] = {
    0: Meaning(Course.DONE),
    # the same client_msg_id again: it has it
    45065: Meaning(Course.DONE),
    **_all(Meaning(Course.AGAIN, Why.BUSY), (-1, -1000)),
    **_all(TOKEN, (40001, 40014, 42001)),
    45011: Meaning(Course.MINUTE, Why.FLOOD),
    45009: Meaning(Course.TOMORROW, Why.FLOOD),
    45015: Meaning(Course.ELSEWHERE, Why.OTHER_WAY, Correction.WINDOW_CLOSED),
    45047: Meaning(Course.ELSEWHERE, Why.OTHER_WAY, Correction.COUNT_USED),
    **_all(Meaning(Course.ELSEWHERE, Why.OTHER_WAY, Correction.MUTED), (48002, 43019)),
    43101: Meaning(Course.ELSEWHERE, Why.OTHER_WAY, Correction.NO_RIGHT),
    **_all(FAULTY_FORM, (40037, 41030, 43100, 45026, 45027, 47003)),
    **_all(Meaning(Course.LOST, Why.GONE), (40003, 46004)),
    43004: Meaning(Course.LOST, Why.BLOCKED),
    # the account, its rights, its address in their list: a person has to set it right
    **_all(FAULT, (40002, 40013, 40102, 40125, 40164, 41001, 41002, 41004, 48001, 48003, 48004, 48006)),
    **_all(
        FAULT, (48005, 48008, 50001, 50002, 61003, 61007, 61023, 61024, 40200, 61004, 89503, 89506, 89507)
    ),
    # this message or file, for good
    **_all(PERMANENT, (40004, 40005, 40006, 40007, 40008, 40009, 40010, 40011, 40012, 40118, 40121, 40137)),
    **_all(PERMANENT, (40033, 40035, 40038, 40039, 40048, 40053, 41005, 41006, 43001, 43002, 43003)),
    **_all(PERMANENT, (44001, 44002, 44003, 44004, 45001, 45002, 45003, 45004, 45005, 45006, 45007, 45008)),
    **_all(PERMANENT, (45067, 45166, 46001, 47001, 87009, 87014, 61500, 40060, 63002)),
    # menus and tags
    **_all(PERMANENT, (40015, 40016, 40017, 40018, 40019, 40020, 40021, 40022, 40023, 40024, 40025, 40026)),
    **_all(PERMANENT, (40027, 40028, 40050, 40051, 40054, 40055, 40119, 40120, 40155, 41007, 45064, 46003)),
    **_all(PERMANENT, (65303, 65304, 65305, 65314, 65316)),
    # signing in by WeChat
    **_all(PERMANENT, (40029, 40030, 40031, 40032, 40163, 41003, 41008, 41009, 42002, 42003, 42007)),
}
UNKNOWN = PERMANENT


def meaning(code: int) -> Meaning:
    """What we do not know is not repeated."""
    return MEANINGS.get(code, UNKNOWN)


def failure(code: int, words: str, *, now: datetime) -> SendFailed:
    """A refusal as the delivery understands it; nothing of these was sent."""
    found = meaning(code)
    said = f"{code} {words}"[:200]
    match found.course:
        case Course.AGAIN:
            return SendFailed(found.why, said, retry_after=A_MOMENT)
        case Course.MINUTE:
            return SendFailed(found.why, said, retry_after=A_MINUTE)
        case Course.TOMORROW:
            return SendFailed(found.why, said, retry_after=_tomorrow(now) - now)
        case Course.FAULT | Course.TOKEN:
            return SendFailed(found.why, said, retry_after=STOPPED_FOR)
        case Course.ELSEWHERE:
            return SendFailed(found.why, said, correction=found.correction)
    return SendFailed(found.why, said, permanent=True)


def _tomorrow(now: datetime) -> datetime:
    day = now.astimezone(CHINA).date() + timedelta(days=1)
    return datetime.combine(day, time(0, 1), CHINA)
