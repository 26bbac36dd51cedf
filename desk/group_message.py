"""What is said in a staff group, before any platform's markup."""

from dataclasses import dataclass, field

from dialogs.speech import Button


@dataclass(frozen=True)
class Line:
    """A line of plain words; with `link` the words lead there."""

    words: str
    link: str = ""


@dataclass(frozen=True)
class Message:
    """`reply_to` is a message of the group. `guarded` has owners' data in it: it is not to be forwarded."""

    lines: tuple[Line, ...]
    buttons: tuple[tuple[Button, ...], ...] = field(default=())
    reply_to: str = ""
    guarded: bool = False


def text(*words: str) -> tuple[Line, ...]:
    return tuple(Line(each) for each in words)
