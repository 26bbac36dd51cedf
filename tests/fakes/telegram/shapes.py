"""The words the fake's parts share: JSON objects, one call of the bot, one arrived message, a refusal."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """What the Bot API answers instead of a result; `parameters` as in ResponseParameters."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_answer(self) -> Json:
        extra = {"parameters": self.parameters} if self.parameters else {}
        return {"ok": False, "error_code": self.code, "description": self.description, **extra}


def bad_request(words: str) -> ApiError:
    return ApiError(400, f"Bad Request: {words}")


@dataclass(frozen=True)
class Upload:
    """One file part of a multipart body."""

    filename: str
    content: bytes = field(repr=False)


@dataclass
class Call:
    """One call of the bot and what became of it; `accepted` means that it took effect on the platform."""

    number: int
    at: float
    bot_id: int
    method: str
    params: Json
    files: dict[str, Upload]
    status: int = 0
    verdict: str = "open"
    accepted: bool = False
    messages: list[int] = field(default_factory=list)

    @property
    def chat_id(self) -> int | None:
        value = self.params.get("chat_id")
        return value if isinstance(value, int) else None

    def as_line(self) -> Json:
        return {
            "what": "call",
            "number": self.number,
            "at": self.at,
            "bot": self.bot_id,
            "method": self.method,
            "params": self.params,
            "files": {name: len(upload.content) for name, upload in self.files.items()},
            "status": self.status,
            "verdict": self.verdict,
            "accepted": self.accepted,
            "messages": self.messages,
        }


@dataclass(frozen=True)
class Button:
    """One button the owner sees; `raw` is the Bot API's object."""

    label: str
    data: str | None
    raw: Json


@dataclass(frozen=True)
class Arrival:
    """One message of the bot as the owner's screen shows it now."""

    call: int
    at: float
    message: Json
    keyboard: Json | None = None

    @property
    def message_id(self) -> int:
        return self.message["message_id"]

    @property
    def chat_id(self) -> int:
        return self.message["chat"]["id"]

    @property
    def text(self) -> str:
        """The words as shown, after entity parsing; a photo's are its caption."""
        return self.message.get("text") or self.message.get("caption") or ""

    @property
    def buttons(self) -> list[Button]:
        """The inline buttons, row by row."""
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return [Button(raw["text"], raw.get("callback_data"), raw) for row in rows for raw in row]

    @property
    def keys(self) -> list[Button]:
        """The keys of a reply keyboard that came with this message."""
        rows = (self.keyboard or {}).get("keyboard", [])
        keys = [{"text": raw} if isinstance(raw, str) else raw for row in rows for raw in row]
        return [Button(raw["text"], None, raw) for raw in keys]
