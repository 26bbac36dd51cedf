"""Updates as Telegram sends them, read leniently: only the fields we need (ARCHITECTURE 8)."""

from typing import Any

import msgspec

from bot.channels.channel import Reach
from desk.group_heard import InGroup
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
    is_forum: bool = False


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


class Earlier(msgspec.Struct, gc=False):
    """A message that is replied to."""

    message_id: int


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
    reply_to_message: Earlier | None = None
    migrate_to_chat_id: int | None = None
    message_thread_id: int | None = None
    is_topic_message: bool = False


class Press(msgspec.Struct, gc=False, rename={"sender": "from"}):
    """A callback query: somebody pressed an inline button."""

    id: str
    sender: User
    message: "Where | None" = None
    data: str = ""


class Where(msgspec.Struct, gc=False):
    chat: Chat
    message_thread_id: int | None = None
    is_topic_message: bool = False


class Status(msgspec.Struct, gc=False):
    status: str


class Membership(msgspec.Struct, gc=False, rename={"sender": "from"}):
    chat: Chat
    new_chat_member: Status
    sender: User | None = None


class Update(msgspec.Struct, gc=False):
    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Press | None = None
    my_chat_member: Membership | None = None


DECODE = msgspec.json.Decoder(Update).decode
NOBODY = User(0)
GROUPS = frozenset({"group", "supergroup"})
IN = frozenset({"member", "administrator"})
OUT = frozenset({"left", "kicked"})
# what binds a member of the staff comes in their private chat; everything else there is an owner's
STAFF = ("/start staff-", "/staff ")


def read(raw: bytes, account: str) -> Heard | Reach | InGroup | None:
    """What an owner or a staff group did, or None when there is nothing in it for us (unknown kinds).

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
    if (membership := update.my_chat_member) is not None:
        return _membership(membership, account, f"j:{update.update_id}")
    return None


def _membership(membership: Membership, account: str, external_id: str) -> Reach | InGroup | None:
    chat, status = membership.chat, membership.new_chat_member.status
    if chat.type == "private":
        return Reach(account, str(chat.id), reachable=status == "member")
    if chat.type not in GROUPS or status not in IN | OUT:
        return None
    sender = membership.sender or NOBODY
    return InGroup(
        account, str(chat.id), str(sender.id), external_id, locale=sender.language_code, joined=status in IN
    )


def _in_group(message: Message, account: str, external_id: str) -> InGroup | None:
    """Only what is meant for the bot: a command, a reply, pictures of an album that may be one, a move."""
    chat, sender = message.chat, message.sender or NOBODY
    words = _without_zeros(message.text or message.caption)
    reply = message.reply_to_message
    moved = message.migrate_to_chat_id
    is_of_album = bool(message.media_group_id and message.photo)
    if chat.type not in GROUPS or not (words.startswith("/") or reply or moved or is_of_album):
        return None
    return InGroup(
        account,
        str(chat.id),
        str(sender.id),
        external_id,
        text=words,
        reply_to=str(reply.message_id) if reply else "",
        locale=sender.language_code,
        has_topics=chat.is_forum,
        pictures=_pictures(message) if reply or is_of_album else (),
        album=message.media_group_id,
        new_address=str(moved or ""),
        thread=_topic(message),
    )


def _topic(message: Message | Where) -> str:
    """The topic that it stands in; "" outside of topics, where other threads have ids, too."""
    return str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else ""


def _staff_code(message: Message, account: str, external_id: str) -> InGroup | None:
    """A member of the staff says who they are; None for an owner's words."""
    start = next((start for start in STAFF if message.text.startswith(start)), None)
    if start is None or message.sender is None:
        return None
    sender, code = message.sender, _without_zeros(message.text.removeprefix(start)).strip()
    return InGroup(
        account, str(message.chat.id), str(sender.id), external_id, locale=sender.language_code, code=code
    )


def _message(
    message: Message, account: str, raw: bytes, external_id: str, edits: str = ""
) -> Heard | InGroup | None:
    if message.chat.type != "private":
        return None if edits else _in_group(message, account, external_id)
    if message.text.startswith("/") and (bound := _staff_code(message, account, external_id)) is not None:
        return bound
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


def _press(press: Press, account: str) -> Heard | InGroup | None:
    where, sender = press.message, press.sender
    if not press.data:
        return None
    if where is not None and where.chat.type != "private":
        return InGroup(
            account,
            str(where.chat.id),
            str(sender.id),
            f"cb:{press.id}",
            token=press.data,
            query=press.id,
            locale=sender.language_code,
            thread=_topic(where),
        )
    return Heard(
        account=account,
        # a private chat has its owner's id; an old message may come without its chat
        address=str(where.chat.id if where is not None else sender.id),
        external_id=f"cb:{press.id}",
        token=press.data,
        name=_name(sender),
        locale=sender.language_code,
    )
