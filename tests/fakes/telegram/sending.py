"""The methods that put something on an owner's screen or change it."""

from io import BytesIO
from typing import Any

from aiogram.enums import ChatAction
from PIL import Image, UnidentifiedImageError

from tests.fakes.telegram.limits import check_markup, shown_caption, shown_text
from tests.fakes.telegram.shapes import ApiError, Call, Json, Upload, bad_request
from tests.fakes.telegram.world import Account, StoredFile

LARGEST_PHOTO = 10 * 1024 * 1024


def send_message(bot: Account, call: Call) -> Json:
    bot.reach(call)
    check_markup(call.params.get("reply_markup"))
    check_reply(bot, call)
    return bot.show(call, shown_text(call.params), at=call.at)


def send_photo(bot: Account, call: Call) -> Json:
    bot.reach(call)
    check_markup(call.params.get("reply_markup"))
    check_reply(bot, call)
    content = {"photo": photo_sizes(bot, call, "photo")} | shown_caption(call.params)
    return bot.show(call, content, at=call.at)


def send_document(bot: Account, call: Call) -> Json:
    bot.reach(call)
    check_markup(call.params.get("reply_markup"))
    content = {"document": document(bot, call, "document")} | shown_caption(call.params)
    return bot.show(call, content, at=call.at)


def send_media_group(bot: Account, call: Call) -> list[Json]:
    bot.reach(call)
    media = call.params["media"]
    if not 2 <= len(media) <= 10:
        raise bad_request("expected from 2 to 10 messages in the album")
    contents = [_medium(bot, call, medium) for medium in media]
    group = {"media_group_id": str(next(bot.numbers))}
    return [bot.show(call, content | group, at=call.at) for content in contents]


def _medium(bot: Account, call: Call, medium: Json) -> Json:
    if medium["type"] == "photo":
        return {"photo": photo_sizes(bot, call, medium["media"])} | shown_caption(medium)
    if medium["type"] == "document":
        return {"document": document(bot, call, medium["media"])} | shown_caption(medium)
    raise bad_request(f"albums of {medium['type']} are not played by this fake")


def _found(bot: Account, call: Call, name: str) -> Upload | StoredFile:
    """The file a parameter stands for: a part of the body, `attach://part`, or a file_id from earlier."""
    part = name.removeprefix("attach://")
    if part in call.files:
        return call.files[part]
    file_id = call.params.get(name, name)
    if isinstance(file_id, str) and file_id.startswith("attach://"):
        return _found(bot, call, file_id)
    if file_id not in bot.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return bot.files[file_id]


def photo_sizes(bot: Account, call: Call, name: str) -> list[Json]:
    found = _found(bot, call, name)
    width, height = _measured(found.content)
    stored = (
        found if isinstance(found, StoredFile) else bot.keep(found.content, folder="photos", suffix=".jpg")
    )
    return [stored.as_json() | {"width": width, "height": height}]


def _measured(content: bytes) -> tuple[int, int]:
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > LARGEST_PHOTO:
        raise ApiError(413, "Request Entity Too Large")
    try:
        with Image.open(BytesIO(content)) as image:
            width, height = image.size
    except (UnidentifiedImageError, Image.DecompressionBombError) as broken:
        raise bad_request("IMAGE_PROCESS_FAILED") from broken
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def document(bot: Account, call: Call, name: str) -> Json:
    found = _found(bot, call, name)
    if isinstance(found, StoredFile):
        return found.as_json()
    return bot.keep(found.content, folder="documents", suffix=".bin").as_json() | {
        "file_name": found.filename
    }


def check_reply(bot: Account, call: Call) -> None:
    reply = call.params.get("reply_parameters") or {}
    if not reply or reply.get("allow_sending_without_reply"):
        return
    newest = max((a.message_id for a in bot.screens.get(call.params["chat_id"], [])), default=0)
    if reply["message_id"] > newest + 10_000:
        raise bad_request("message to be replied not found")


def send_chat_action(bot: Account, call: Call) -> bool:
    bot.reach(call)
    if call.params["action"] not in set(ChatAction):
        raise bad_request("wrong parameter action in request")
    return True


def edit_message_text(bot: Account, call: Call) -> Json:
    place, arrival = _editable(bot, call)
    if "text" not in arrival.message:
        raise bad_request("there is no text in the message to edit")
    return bot.change(place, arrival, shown_text(call.params), call.params.get("reply_markup"))


def edit_message_reply_markup(bot: Account, call: Call) -> Json:
    place, arrival = _editable(bot, call)
    kept = {name: arrival.message[name] for name in ("entities",) if name in arrival.message}
    markup = call.params.get("reply_markup")
    return bot.change(place, arrival, kept, markup if markup and markup["inline_keyboard"] else None)


def _editable(bot: Account, call: Call) -> tuple[int, Any]:
    bot.reach(call)
    check_markup(call.params.get("reply_markup"))
    return bot.shown(call.params["chat_id"], call.params.get("message_id"))
