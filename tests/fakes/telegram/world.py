"""What the platform knows of one bot: its chats, their screens, files, settings, waiting updates."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from tests.fakes.telegram import faults
from tests.fakes.telegram.faults import Fault
from tests.fakes.telegram.journal import Journal
from tests.fakes.telegram.shapes import ApiError, Arrival, Call, Json, bad_request

LARGEST_DOWNLOAD = 20 * 1024 * 1024


@dataclass(frozen=True)
class StoredFile:
    file_id: str
    path: str
    content: bytes = field(repr=False)

    def as_json(self) -> Json:
        unique = hashlib.sha256(self.content).hexdigest()[:16]
        return {"file_id": self.file_id, "file_unique_id": unique, "file_size": len(self.content)}


@dataclass(frozen=True)
class Webhook:
    url: str
    secret: str | None
    max_connections: int


@dataclass
class Pending:
    """An update the bot has not taken over yet; `ready_at` in loop-independent seconds of time.monotonic."""

    update: Json
    chat: int
    ready_at: float
    copies: int = 1
    tries: int = 0


@dataclass
class Account:
    """One bot of the platform."""

    token: str
    journal: Journal
    numbers: Iterator[int]
    callback_life: float = 15.0
    chats: dict[int, Json] = field(default_factory=dict)
    closed: dict[int, Fault] = field(default_factory=dict)
    screens: dict[int, list[Arrival]] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    topics: dict[int, dict[int, str]] = field(default_factory=dict)
    closed_topics: set[tuple[int, int]] = field(default_factory=set)
    rights: dict[int, str] = field(default_factory=dict)
    callbacks: dict[str, float] = field(default_factory=dict)
    callback_answers: dict[str, Json] = field(default_factory=dict)
    settings: dict[str, Json] = field(default_factory=dict)
    webhook: Webhook | None = None
    last_error: tuple[float, str] | None = None
    allowed: list[str] | None = None
    pending: list[Pending] = field(default_factory=list)
    quiet_until: float = 0.0
    early_calls: list[int] = field(default_factory=list)
    message_ids: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def id(self) -> int:
        return int(self.token.partition(":")[0])

    @property
    def user(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": "Huifang", "username": f"huifang_{self.id}_bot"}

    def meet(self, chat: Json) -> None:
        self.chats.setdefault(chat["id"], chat)

    def reach(self, call: Call) -> Json:
        """The chat a call is for. Raises the platform's refusal when it cannot be written to."""
        chat_id = call.chat_id
        if chat_id is None or chat_id not in self.chats:
            raise bad_request("chat not found")
        closed = self.closed.get(chat_id)
        if closed and closed.error:
            raise closed.error
        return self.chats[chat_id]

    def close(self, chat_id: int, fault: Fault) -> None:
        self.closed[chat_id] = fault

    def migrate(self, chat_id: int, *, to: int) -> None:
        """A group becomes a supergroup: the old id refuses and names the new one."""
        self.chats[to] = self.chats[chat_id] | {"id": to, "type": "supergroup"}
        self.close(chat_id, faults.migrated(to))

    def keep(self, content: bytes, *, folder: str, suffix: str) -> StoredFile:
        number = next(self.numbers)
        stored = StoredFile(f"AgACAgUAAxkBAAI-{self.id}-{number}", f"{folder}/file_{number}{suffix}", content)
        self.files[stored.file_id] = stored
        return stored

    def file(self, file_id: str) -> StoredFile:
        if file_id not in self.files:
            raise bad_request("invalid file_id")
        return self.files[file_id]

    def show(self, call: Call, content: Json, *, at: float) -> Json:
        """Put a message of the bot on the owner's screen; the message as the Bot API tells it."""
        chat, markup = self.chats[call.params["chat_id"]], call.params.get("reply_markup") or {}
        base: Json = {"message_id": next(self.message_ids), "date": int(at), "chat": chat, "from": self.user}
        base |= self._place(call.params)
        inline = {"reply_markup": markup} if "inline_keyboard" in markup else {}
        message: Json = {**base, **content, **inline}
        arrival = Arrival(call.number, at, message, None if inline else markup or None)
        self.screens.setdefault(chat["id"], []).append(arrival)
        call.messages.append(message["message_id"])
        self.journal.arrived(arrival)
        return message

    def make_topic(self, chat_id: int, name: str) -> int:
        """Raises the refusals of a chat without topics and of a bot without the right."""
        if not self.chats[chat_id].get("is_forum"):
            raise bad_request("the chat is not a forum")
        if self.rights.get(chat_id, "administrator") != "administrator":
            raise bad_request("not enough rights to create a topic")
        thread = next(self.message_ids)
        self.topics.setdefault(chat_id, {})[thread] = name
        return thread

    def move_topic(self, chat_id: int, thread: int, *, is_open: bool) -> bool:
        """Raises the refusals of one that is so already, is not there, or is not the bot's to move."""
        if thread not in self.topics.get(chat_id, {}):
            raise bad_request("message thread not found")
        if self.rights.get(chat_id, "administrator") != "administrator":
            raise bad_request("not enough rights to close or open a topic")
        place = (chat_id, thread)
        if is_open is (place not in self.closed_topics):
            raise bad_request("TOPIC_NOT_MODIFIED")
        (self.closed_topics.discard if is_open else self.closed_topics.add)(place)
        return True

    def _place(self, params: Json) -> Json:
        """Where in its chat a message stands. Raises the refusal for a topic that is not there, or is 1."""
        thread, place = params.get("message_thread_id"), {}
        if thread is not None:
            if thread not in self.topics.get(params["chat_id"], {}):
                raise bad_request("message thread not found")
            if (params["chat_id"], thread) in self.closed_topics:
                raise bad_request("TOPIC_CLOSED")
            place = {"message_thread_id": thread, "is_topic_message": True}
        return place | ({"has_protected_content": True} if params.get("protect_content") else {})

    def shown(self, chat_id: Any, message_id: Any) -> tuple[int, Arrival]:
        """Where on its screen a message of the bot stands. Raises the refusal for one that does not exist."""
        for place, arrival in enumerate(self.screens.get(chat_id, [])):
            if arrival.message_id == message_id:
                return place, arrival
        raise bad_request("message to edit not found")

    def change(self, place: int, arrival: Arrival, content: Json, markup: Json | None) -> Json:
        kept = {
            k: v for k, v in arrival.message.items() if k not in {"reply_markup", "entities", "edit_date"}
        }
        changed = kept | content | ({"reply_markup": markup} if markup else {})
        if changed == {k: v for k, v in arrival.message.items() if k != "edit_date"}:
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message"
            )
        changed["edit_date"] = changed["date"]
        self.screens[arrival.chat_id][place] = replace(arrival, message=changed)
        return changed


def account_for(accounts: dict[str, Account], token: str) -> Account:
    if token not in accounts:
        raise ApiError(401, "Unauthorized")
    return accounts[token]
