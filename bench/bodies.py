"""Updates as Telegram posts them to a webhook; one owner per number, one update_id per owner and step."""

from typing import Any

STARTED_AT = 1_790_000_000
BOT: dict[str, Any] = {"id": 4100001, "is_bot": True, "first_name": "Huifang", "username": "huifang_bot"}


def update_id(owner: int, step: int) -> int:
    return 1 + owner * 10_000 + step


def _user(owner: int) -> dict[str, Any]:
    return {
        "id": 5_000_000 + owner,
        "is_bot": False,
        "first_name": "Lin",
        "last_name": f"No. {owner}",
        "username": f"lin_{owner}",
        "language_code": "zh-hant",
    }


def _chat(owner: int) -> dict[str, Any]:
    user = _user(owner)
    return {name: user[name] for name in ("id", "first_name", "last_name", "username")} | {"type": "private"}


def says(owner: int, step: int, words: str) -> dict[str, Any]:
    """A text; a leading slash makes it a command."""
    entities = [{"type": "bot_command", "offset": 0, "length": len(words)}] if words.startswith("/") else []
    message = {
        "message_id": 2 * step + 1,
        "from": _user(owner),
        "chat": _chat(owner),
        "date": STARTED_AT + step,
        "text": words,
    } | ({"entities": entities} if entities else {})
    return {"update_id": update_id(owner, step), "message": message}


def presses(owner: int, step: int, data: str, *, shown: str) -> dict[str, Any]:
    """A press on the last message of the bot, which carried the text `shown` and this button."""
    message = {
        "message_id": 2 * step,
        "from": BOT,
        "chat": _chat(owner),
        "date": STARTED_AT + step - 1,
        "text": shown,
        "reply_markup": {"inline_keyboard": [[{"text": shown[:12], "callback_data": data}]]},
    }
    query = {
        "id": str(10**15 + update_id(owner, step)),
        "from": _user(owner),
        "message": message,
        "chat_instance": str(-(7 * 10**18) - owner),
        "data": data,
    }
    return {"update_id": update_id(owner, step), "callback_query": query}
