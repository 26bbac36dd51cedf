"""Updates as Telegram sends them, read leniently: only the fields we need (ARCHITECTURE 8)."""

from typing import Any

import msgspec

from bot.channels.channel import Reach
from dialogs.heard import Heard

# what owners send beside words and pictures; anything else they send is "unknown"
KINDS = (
    *("sticker", "location", "video", "video_note", "animation", "audio", "document", "contact"),
    *("venue", "poll", "dice", "game", "story", "paid_media", "checklist"),
)
# what Telegram itself says in a private chat: nothing to answer
SERVICE = (
    *("pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "chat_background_set"),
    *("connected_website", "boost_added", "gift", "unique_gift"),
)
IMAGES = frozenset({"image/jpeg", "image/png", "image/webp"})


class User(msgspec.Struct, gc=False):
    id: int
    first_name: str = ""
    last_name: str = ""
    language_code: str = ""


class Chat(msgspec.Struct, gc=False):
    id: int
    type: str


class Size(msgspec.Struct, gc=False):
    file_id: str
    width: int = 0
    height: int = 0


class Document(msgspec.Struct, gc=False):
    file_id: str
    mime_type: str = ""


class Voice(msgspec.Struct, gc=False):
    file_id: str


class Card(msgspec.Struct, gc=False):
    phone_number: str
    user_id: int | None = None


class Message(msgspec.Struct, gc=False, rename={"sender": "from"}):
    message_id: int
    chat: Chat
    sender: User | None = None
    text: str = ""
    caption: str = ""
    photo: list[Size] | None = None
    document: Document | None = None
    voice: Voice | None = None
    media_group_id: str = ""
    contact: Card | None = None
    forward_origin: Any = None


class Press(msgspec.Struct, gc=False, rename={"sender": "from"}):
    """A callback query: somebody pressed an inline button."""

    id: str
    sender: User
    message: "Where | None" = None
    data: str = ""


class Where(msgspec.Struct, gc=False):
    chat: Chat


class Status(msgspec.Struct, gc=False):
    status: str


class Membership(msgspec.Struct, gc=False):
    chat: Chat
    new_chat_member: Status


class Update(msgspec.Struct, gc=False):
    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Press | None = None
    my_chat_member: Membership | None = None


DECODE = msgspec.json.Decoder(Update).decode
NOBODY = User(0)


def read(raw: bytes, account: str) -> Heard | Reach | None:
    """What an owner did, or None when there is nothing in it for us (groups, unknown kinds).

    Raises msgspec.DecodeError for malformed JSON, missing fields and wrong types.
    A message is known by "m:" and its id in the chat, so that an edit can name what it edits.
    """
    update = DECODE(raw)
    if (message := update.message) is not None:
        return _message(message, account, raw, f"m:{message.message_id}")
    if (press := update.callback_query) is not None:
        return _press(press, account)
    if (message := update.edited_message) is not None:
        edits = f"m:{message.message_id}"
        return _message(message, account, raw, f"e:{update.update_id}", edits)
    if (membership := update.my_chat_member) is not None and membership.chat.type == "private":
        is_in = membership.new_chat_member.status == "member"
        return Reach(account, str(membership.chat.id), reachable=is_in)
    return None


def _message(message: Message, account: str, raw: bytes, external_id: str, edits: str = "") -> Heard | None:
    if message.chat.type != "private":
        return None
    sender = message.sender or NOBODY
    pictures = _pictures(message)
    voices = (f"telegram:{message.voice.file_id}",) if message.voice is not None else ()
    words = message.text or message.caption
    other = phone = ""
    if message.contact is not None and _is_own(message.contact, message):
        phone = message.contact.phone_number
    elif not message.text and not pictures and not voices:
        other = _other(raw)
        if not other:
            return None
    return Heard(
        account=account,
        address=str(message.chat.id),
        external_id=external_id,
        text=_without_zeros(words),
        pictures=pictures,
        voices=voices,
        album=message.media_group_id,
        phone=phone,
        other=other,
        edits=edits,
        name=_name(sender),
        locale=sender.language_code,
    )


def _name(sender: User) -> str:
    both = f"{sender.first_name} {sender.last_name}" if sender.last_name else sender.first_name
    return _without_zeros(both)


def _without_zeros(text: str) -> str:
    """PostgreSQL keeps no text with a zero in it."""
    return text.replace("\0", "") if "\0" in text else text


def _is_own(card: Card, message: Message) -> bool:
    """Anyone can send a card or forward one: only the sender's own, by the button, proves the number."""
    sender = message.sender
    return sender is not None and card.user_id == sender.id and message.forward_origin is None


def _pictures(message: Message) -> tuple[str, ...]:
    if message.photo:
        largest = max(message.photo, key=_area)
        return (f"telegram:{largest.file_id}",)
    if message.document is not None and message.document.mime_type in IMAGES:
        return (f"telegram:{message.document.file_id}",)
    return ()


def _area(size: Size) -> int:
    return size.width * size.height


def _other(raw: bytes) -> str:
    """What a message without words and pictures is; "" when only Telegram speaks in it."""
    update: dict[str, Any] = msgspec.json.decode(raw)
    message = update.get("message") or update["edited_message"]
    if any(kind in message for kind in SERVICE):
        return ""
    return next((kind for kind in KINDS if kind in message), "unknown")


def _press(press: Press, account: str) -> Heard | None:
    where = press.message
    if not press.data or (where is not None and where.chat.type != "private"):
        return None
    sender = press.sender
    return Heard(
        account=account,
        # a private chat has its owner's id; an old message may come without its chat
        address=str(where.chat.id if where is not None else sender.id),
        external_id=f"cb:{press.id}",
        token=press.data,
        name=_name(sender),
        locale=sender.language_code,
    )
