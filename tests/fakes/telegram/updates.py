"""Makers of updates as Telegram sends them; the update_id is given when they are queued."""

import re
from typing import Any

from tests.fakes.telegram.shapes import Json

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(@\w+)?")


def message(*, by: Json, chat: Json, message_id: int, at: float, content: Json) -> Json:
    base = {"message_id": message_id, "from": by, "chat": chat, "date": int(at)}
    return {"message": base | content}


def edited(message_update: Json, content: Json, *, at: float) -> Json:
    return {"edited_message": message_update["message"] | content | {"edit_date": int(at)}}


def words(text: str) -> Json:
    command = _COMMAND.match(text)
    if not command:
        return {"text": text}
    return {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": command.end()}]}


def photo(file: Json, *, caption: str | None = None, album: str | None = None) -> Json:
    """`file` as StoredFile.as_json; two sizes, the larger last, as Telegram lists them."""
    small = file | {
        "file_id": file["file_id"],
        "width": 90,
        "height": 67,
        "file_size": min(file["file_size"], 900),
    }
    sizes = [small, file | {"width": 1280, "height": 960}]
    return {"photo": sizes} | _given(caption=caption, media_group_id=album)


def document(file: Json, *, name: str, mime_type: str, caption: str | None = None) -> Json:
    return {"document": file | {"file_name": name, "mime_type": mime_type}} | _given(caption=caption)


def voice(file: Json, *, seconds: int = 4) -> Json:
    return {"voice": file | {"duration": seconds, "mime_type": "audio/ogg"}}


def sticker(file: Json, *, emoji: str = "👍") -> Json:
    about = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": file | about | {"emoji": emoji}}


def location(latitude: float, longitude: float) -> Json:
    return {"location": {"latitude": latitude, "longitude": longitude}}


def contact(phone: str, *, name: str, user_id: int | None = None) -> Json:
    return {"contact": {"phone_number": phone, "first_name": name} | _given(user_id=user_id)}


def forwarded(content: Json, *, sender: str, at: float) -> Json:
    """The same content as a forward of someone who hides their account."""
    origin = {"type": "hidden_user", "sender_user_name": sender, "date": int(at)}
    return content | {"forward_origin": origin}


def press(query_id: str, *, by: Json, on: Json, data: str) -> Json:
    """A press on an inline button of the bot's message `on`."""
    instance = str(on["chat"]["id"])
    return {
        "callback_query": {"id": query_id, "from": by, "message": on, "chat_instance": instance, "data": data}
    }


def membership(*, by: Json, chat: Json, bot: Json, at: float, old: str, new: str) -> Json:
    """my_chat_member: in a private chat `kicked` is blocked and `member` unblocked."""
    change = {"chat": chat, "from": by, "date": int(at)}
    return {"my_chat_member": change | {"old_chat_member": _as(bot, old), "new_chat_member": _as(bot, new)}}


def _as(bot: Json, status: str) -> Json:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": bot, "status": status} | until


def unknown_kind(*, by: Json, chat: Json) -> Json:
    """An update of a kind that no one has heard of yet."""
    return {"dream_shared": {"from": by, "chat": chat, "dream": {"colours": ["blue"]}}}


def oddities(*, by: Json, chat: Json, at: float) -> dict[str, Json]:
    """Updates that real bots meet: each must be stored and answered 200, none may block a chat."""
    base = {"message_id": 99_001, "from": by, "chat": chat, "date": int(at)}
    return {
        "no content": {"message": base},
        "no sender": {"message": {k: v for k, v in base.items() if k != "from"} | {"text": "hi"}},
        "no chat": {"message": {k: v for k, v in base.items() if k != "chat"} | {"text": "hi"}},
        "text is a number": {"message": base | {"text": 5}},
        "text is empty": {"message": base | {"text": ""}},
        "text is too long": {"message": base | {"text": "長" * 4097}},
        "text holds a zero": {"message": base | {"text": "a\x00b"}},
        "text holds half an emoji": {"message": base | {"text": "\ud83d"}},
        "chat id is a text": {"message": base | {"chat": chat | {"id": "many"}, "text": "hi"}},
        "chat id is huge": {"message": base | {"chat": chat | {"id": 2**70}, "text": "hi"}},
        "date is far away": {"message": base | {"date": 2**62, "text": "hi"}},
        "unknown chat type": {"message": base | {"chat": chat | {"type": "hall"}, "text": "hi"}},
        "unknown entity": {
            "message": base | {"text": "hi", "entities": [{"type": "aura", "offset": 0, "length": 2}]}
        },
        "unknown content": {"message": base | {"hologram": {"depth": 3}}},
        "photo without sizes": {"message": base | {"photo": []}},
        "message is a list": {"message": [1, 2, 3]},
        "message is null": {"message": None},
        "callback without message": {
            "callback_query": {"id": "1", "from": by, "chat_instance": "1", "data": "x"}
        },
        "callback without data": {"callback_query": {"id": "2", "from": by, "chat_instance": "1"}},
        "nothing at all": {},
    }


def chat_of(update: Json) -> int:
    """The queue an update waits in: its chat, or 0 when that cannot be told."""
    for kind, value in update.items():
        if kind == "update_id" or not isinstance(value, dict):
            continue
        holder = value.get("message") if kind == "callback_query" else value
        chat = holder.get("chat") if isinstance(holder, dict) else value.get("from")
        if isinstance(chat, dict) and isinstance(chat.get("id"), int):
            return chat["id"]
    return 0


def _given(**values: Any) -> Json:
    return {name: value for name, value in values.items() if value is not None}
