"""By what means an owner can be written to now, within a platform's rules, and why so (PLATFORMS 2.2-2.3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

WORDS_OPEN, WORDS_COUNT = timedelta(hours=48), 5
SHORT_OPEN, SHORT_COUNT = timedelta(minutes=1), 3
# an answer of the staff and a follow-up: with less than that an owner is asked to type
LEAST_LEFT = 2
# a window begins when the platform hears an owner, which is before we do; and a call takes its time
WORDS_MARGIN, SHORT_MARGIN = timedelta(minutes=2), timedelta(seconds=15)
RULED = ("wechat:",)


class Sign(StrEnum):
    """What an owner did that lets us write. A tap in a message is a menu click: it opens no 48 hours."""

    WORDS = "words"
    MENU = "menu"
    FOLLOW = "follow"
    SCAN = "scan"
    TAP = "tap"


class Means(StrEnum):
    """`chat` is a channel without such rules; `task` is a person of the centre."""

    CHAT = "chat"
    PASSIVE = "passive"
    SERVICE = "service"
    SUBSCRIPTION = "subscription"
    TEMPLATE = "template"
    OTHER = "other"
    LATER = "later"
    TASK = "task"


class Because(StrEnum):
    """What opened the way, or what closed a better one."""

    NO_RULES = "no_rules"
    OWNER_WROTE = "owner_wrote"
    OWNER_TAPPED = "owner_tapped"
    BLOCKED = "blocked"
    MUTED = "muted"
    WINDOW_CLOSED = "window_closed"
    COUNT_USED = "count_used"
    QUIET = "quiet"
    REFUSED = "refused_by_owner"
    NOT_DELIVERED = "not_delivered"


class Purpose(StrEnum):
    """What a message is for, as far as forms are registered for it: ask afterwards, or tell of a case."""

    REVISIT = "revisit"
    PROGRESS = "progress"


@dataclass(frozen=True)
class Open:
    """How long, and for how many messages, an owner let us write. `muted`: they switched messages off."""

    words_until: datetime | None = None
    words_left: int = 0
    short_until: datetime | None = None
    short_left: int = 0
    muted: bool = False

    def words(self, now: datetime) -> int:
        return _left(self.words_until, self.words_left, WORDS_MARGIN, now)

    def short(self, now: datetime) -> int:
        return _left(self.short_until, self.short_left, SHORT_MARGIN, now)

    def left(self, now: datetime) -> int:
        """How many messages may be sent now, one after the other."""
        return 0 if self.muted else max(self.words(now), self.short(now))

    def until(self, now: datetime) -> datetime | None:
        """The last moment for a message that is sent in a window of now."""
        ends = [
            end - margin
            for end, margin, left in (
                (self.words_until, WORDS_MARGIN, self.words(now)),
                (self.short_until, SHORT_MARGIN, self.short(now)),
            )
            if end is not None and left
        ]
        return max(ends, default=None)


@dataclass(frozen=True)
class Rights:
    """What else there is for one owner and purpose, beside windows."""

    unreachable: str | None = None
    opt_ins: int = 0
    template: bool = False
    other: bool = False
    quiet: bool = False
    """The owner sleeps, and nobody waits for this."""


@dataclass(frozen=True)
class Way:
    """By what means a message goes, why so; what a sender needs to go it."""

    means: Means = Means.CHAT
    why: Because = Because.NO_RULES
    at: datetime | None = None
    until: datetime | None = None
    """Not to be sent by this means after that."""
    most: int = 1
    """Into how many messages it may be cut."""
    ask_for_words: bool = False
    form: str = ""
    """The platform's id of a template, with what is filled in."""
    fields: tuple[tuple[str, str], ...] = ()
    link: str = ""
    serial: str = ""
    """The same for every try of one message: a platform that knows it sends it once."""


AS_IS = Way()


def decide(open_: Open, rights: Rights, *, now: datetime) -> Way:
    """The first means that is open: a window, a consented opt-in, a template, another channel, a person."""
    if rights.quiet:
        return Way(Means.LATER, Because.QUIET, at=now)
    obstacle = _obstacle(open_, rights, now)
    if obstacle is None:
        why = Because.OWNER_WROTE if open_.words(now) else Because.OWNER_TAPPED
        return Way(Means.SERVICE, why, at=now, until=open_.until(now), most=open_.left(now))
    follows = obstacle is not Because.BLOCKED
    if follows and rights.opt_ins:
        return Way(Means.SUBSCRIPTION, obstacle, at=now)
    if follows and rights.template:
        return Way(Means.TEMPLATE, obstacle, at=now)
    return Way(Means.OTHER if rights.other else Means.TASK, obstacle, at=now)


def _obstacle(open_: Open, rights: Rights, now: datetime) -> Because | None:
    """Why no message of ours may go into the chat itself."""
    if rights.unreachable is not None:
        return Because.BLOCKED
    if open_.muted:
        return Because.MUTED
    if open_.left(now):
        return None
    still_open = (open_.words_until or now) - WORDS_MARGIN > now
    return Because.COUNT_USED if still_open and not open_.words_left else Because.WINDOW_CLOSED


def _left(until: datetime | None, left: int, margin: timedelta, now: datetime) -> int:
    return max(left, 0) if until is not None and now < until - margin else 0
