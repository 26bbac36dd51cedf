"""The lines of a conversation as the case page shows them; words stay as they were typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console import languages
from dialogs.heard import READ_HEARD
from dialogs.speech import READ_SPOKEN
from locales import has, say
from storage.tables import Attachment, Message, Outbox


class Side(StrEnum):
    OWNER = "owner"
    BOT = "bot"
    STAFF = "staff"


@dataclass(frozen=True)
class Line:
    side: Side
    at: datetime
    text: str = ""
    name: str = ""
    choices: tuple[str, ...] = ()
    """The buttons that the bot offered."""
    tapped: bool = False
    other: str = ""
    """What the channel sent and we do not take: "sticker", "voice"."""
    photos: tuple[int, ...] = ()
    voices: tuple[int, ...] = ()
    spoke: bool = False
    """A voice message came; it is among `voices` when it can be played here."""
    edited: bool = False
    means: str = ""
    """Which way it went to the owner, or that a person had to act; and why so."""
    why: str = ""
    state: str = ""


def is_voice(attachment: Attachment) -> bool:
    return (attachment.media_type or "").startswith("audio")


def is_ours(attachment: Attachment) -> bool:
    """Sent to the owner by staff; not of the owner's story."""
    by_staff = attachment.source.startswith("staff:") or attachment.contact_id is None
    return by_staff and attachment.revisit_id is None


NO_WAYS: Mapping[int, Outbox] = {}


def lines(
    messages: Iterable[Message],
    photos: Sequence[Attachment],
    names: dict[int, str],
    ways: Mapping[int, Outbox] = NO_WAYS,
) -> list[Line]:
    """Newest last. Only pictures of this case are shown: they are opened through it."""
    labels: dict[str, str] = {}
    shown = {photo.id for photo in photos}
    found: list[Line] = []
    for message in messages:
        if message.direction == "in":
            found.append(_heard(message, labels, [one for one in photos if one.message_id == message.id]))
        else:
            spoken = READ_SPOKEN.decode(message.body)
            labels.update((button.token, button.label) for button in spoken.buttons)
            name, way = names.get(message.by_staff_id or 0, ""), ways.get(message.id or 0)
            found.append(
                Line(
                    side=Side.STAFF if message.by_staff_id else Side.BOT,
                    at=message.at,
                    text=spoken.text,
                    name=name or spoken.by,
                    choices=tuple(button.label for button in spoken.buttons),
                    photos=tuple(picture for picture in spoken.pictures if picture in shown),
                    means=way.means or "" if way else "",
                    why=way.why or "" if way else "",
                    state=way.state if way and way.means else "",
                )
            )
    return found


def _heard(message: Message, labels: dict[str, str], files: Sequence[Attachment]) -> Line:
    heard = READ_HEARD.decode(message.body)
    return Line(
        side=Side.OWNER,
        at=message.at,
        text=heard.text or labels.get(heard.token, "") or heard.phone or _of_the_menu(heard.token),
        name=heard.name,
        tapped=bool(heard.token),
        other=heard.other,
        photos=tuple(one.id for one in files if one.id and not is_voice(one)),
        voices=tuple(one.id for one in files if one.id and is_voice(one) and one.sha256),
        spoke=bool(heard.voices),
        edited=bool(heard.edits),
    )


def _of_the_menu(token: str) -> str:
    """A choice of a platform's own menu, which no message of ours has shown; following opens it, too."""
    run, _, rest = token.partition(":")
    key, _, name = rest.partition(":")
    text_id = f"menu.{name}"
    is_known = (run, key) == ("0", "menu") and has(languages.current(), text_id)
    return say(languages.current(), text_id) if is_known else ""
