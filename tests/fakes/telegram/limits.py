"""Telegram's limits of what a bot sends: text, caption, keyboards; each violation is the server's 400."""

from typing import Any

from tests.fakes.telegram.html import read_html, units
from tests.fakes.telegram.shapes import Json, bad_request

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def shown_text(params: Json) -> Json:
    """`text` and `entities` of the message that `params` make."""
    words, entities = _parsed(params, "text", "entities")
    if not words:
        raise bad_request("message text is empty")
    if units(words) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": words} | ({"entities": entities} if entities else {})


def shown_caption(params: Json) -> Json:
    words, entities = _parsed(params, "caption", "caption_entities")
    if units(words) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    found = {"caption": words, "caption_entities": entities}
    return {name: value for name, value in found.items() if value}


def _parsed(params: Json, name: str, entities: str) -> tuple[str, list[Json]]:
    raw, mode = params.get(name) or "", str(params.get("parse_mode") or "").lower()
    if mode == "html":
        words, found = read_html(raw)
    elif mode:
        raise bad_request(f"unsupported parse_mode {mode!r}: this fake reads HTML alone")
    else:
        words, found = raw, params.get(entities) or []
    return (words.strip(), found) if words == words.lstrip() else (words.strip(), [])


def check_markup(markup: Json | None) -> None:
    if not markup:
        return
    rows = markup.get("inline_keyboard")
    if rows is not None:
        _check_rows(rows, widest=8)
        for button in (b for row in rows for b in row):
            _check_inline(button)
    elif markup.get("keyboard"):
        _check_rows(markup["keyboard"], widest=12)


def _check_rows(rows: list[list[Any]], *, widest: int) -> None:
    if sum(len(row) for row in rows) > 100 or any(len(row) > widest for row in rows):
        raise bad_request("reply markup is too long")
    if any(not (b if isinstance(b, str) else b["text"]).strip() for row in rows for b in row):
        raise bad_request("inline keyboard button text is empty")


def _check_inline(button: Json) -> None:
    kinds = [name for name in button if name not in {"text", "style", "icon_custom_emoji_id"}]
    if len(kinds) != 1:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
