"""People in front of their screens: they write, press, send pictures, and look at what the bot sent."""

import time
from typing import Protocol, TypeVar

from tests.fakes.telegram import faults, updates
from tests.fakes.telegram.shapes import Arrival, Button, Json
from tests.fakes.telegram.world import Account, StoredFile

T = TypeVar("T")
TOPIC = ("message_thread_id", "is_topic_message")


class Platform(Protocol):
    """What a person needs of the fake."""

    def push(
        self, update: Json, *, bot: Account | None = None, raw: bool = False, copies: int = 1
    ) -> int | None: ...

    def wait_for(self, seen: "Seen", timeout: float = 5.0) -> Arrival: ...


class Seen(Protocol):
    def __call__(self) -> Arrival | None: ...


class Person:
    """Someone who writes in one chat with one bot. Every act returns the update without its id."""

    def __init__(
        self, platform: Platform, bot: Account, user: Json, chat: Json, language: str | None
    ) -> None:
        self._platform = platform
        self._bot = bot
        self._heard = 0
        self.user: Json = {"is_bot": False} | user | ({"language_code": language} if language else {})
        self.chat = chat
        bot.meet(chat)

    @property
    def id(self) -> int:
        return self.user["id"]

    @property
    def chat_id(self) -> int:
        return self.chat["id"]

    # acts

    def says(self, text: str, *, copies: int = 1) -> Json:
        return self.sends(updates.words(text), copies=copies)

    def sends(self, content: Json, *, copies: int = 1) -> Json:
        """Any content of a message, as the makers in `updates` build it."""
        update = updates.message(
            by=self.user,
            chat=self.chat,
            message_id=next(self._bot.message_ids),
            at=time.time(),
            content=content,
        )
        return self.pushes(update, copies=copies)

    def pushes(self, update: Json, *, raw: bool = False, copies: int = 1) -> Json:
        """Any update at all; `raw` sends it unchecked."""
        self._platform.push(update, bot=self._bot, raw=raw, copies=copies)
        return update

    def taps(self, button: str, *, on: Arrival | None = None, copies: int = 1) -> Json:
        """Press what the bot really sent: an inline button by label, part or data; or a keyboard key."""
        for arrival in [on] if on else reversed(self.received):
            for found in _matching(arrival.buttons, button):
                return self._presses(arrival, found, copies)
            for found in _matching(arrival.keys, button):
                return self.says(found.label, copies=copies)
        shown = [b.label for a in self.received for b in a.buttons + a.keys]
        raise AssertionError(f"no button {button!r} on the screen; there are {shown}")

    def _presses(self, arrival: Arrival, button: Button, copies: int) -> Json:
        return self.presses_data(button.data or "", on=arrival, copies=copies)

    def presses_data(self, data: str, *, on: Arrival, copies: int = 1) -> Json:
        """Press with any data, also such as no button ever carried."""
        query = str(next(self._bot.numbers))
        self._bot.callbacks[query] = time.time()
        return self.pushes(updates.press(query, by=self.user, on=on.message, data=data), copies=copies)

    def sends_photo(self, content: bytes, *, caption: str | None = None, album: str | None = None) -> Json:
        return self.sends(
            updates.photo(self._keep(content, "photos", ".jpg").as_json(), caption=caption, album=album)
        )

    def sends_album(
        self, contents: list[bytes], *, caption: str | None = None, album: str | None = None
    ) -> str:
        """One update per photo; the media_group_id is returned so that a late one can follow."""
        group = album or str(next(self._bot.numbers))
        for place, content in enumerate(contents):
            self.sends_photo(content, caption=caption if place == 0 else None, album=group)
        return group

    def sends_document(self, content: bytes, *, name: str, mime_type: str) -> Json:
        file = self._keep(content, "documents", ".bin").as_json()
        return self.sends(updates.document(file, name=name, mime_type=mime_type))

    def sends_voice(self, content: bytes = b"OggS") -> Json:
        return self.sends(updates.voice(self._keep(content, "voice", ".oga").as_json()))

    def sends_sticker(self, emoji: str = "👍") -> Json:
        return self.sends(updates.sticker(self._keep(b"RIFF", "stickers", ".webp").as_json(), emoji=emoji))

    def sends_location(self, latitude: float = 22.3193, longitude: float = 114.1694) -> Json:
        return self.sends(updates.location(latitude, longitude))

    def edits(self, said: Json, text: str) -> Json:
        return self.pushes(updates.edited(said, updates.words(text), at=time.time()))

    def _keep(self, content: bytes, folder: str, suffix: str) -> StoredFile:
        return self._bot.keep(content, folder=folder, suffix=suffix)

    # looks

    @property
    def received(self) -> list[Arrival]:
        """What the bot sent to this chat, oldest first, edits applied."""
        return list(self._bot.screens.get(self.chat_id, []))

    def last(self) -> Arrival:
        received = self.received
        assert received, "the bot has sent nothing"
        return received[-1]

    def hears(self, part: str = "", *, timeout: float = 5.0) -> Arrival:
        """Wait for the next message not heard yet that contains `part`; blocks its thread."""
        return self._platform.wait_for(lambda: self._next(part), timeout)

    def _next(self, part: str) -> Arrival | None:
        for place, arrival in enumerate(self.received[self._heard :], start=self._heard):
            if part in arrival.text:
                self._heard = place + 1
                return arrival
        return None


def _matching(buttons: list[Button], wanted: str) -> list[Button]:
    exact = [b for b in buttons if wanted in {b.label, b.data}]
    return exact or [b for b in buttons if wanted in b.label]


class Owner(Person):
    """An owner in a private chat with the bot."""

    def __init__(self, platform: Platform, bot: Account, user: Json, language: str | None) -> None:
        chat = {"id": user["id"], "type": "private", "first_name": user["first_name"]}
        super().__init__(platform, bot, user, chat, language)

    def shares_contact(self, phone: str) -> Json:
        """The phone of one's own account, as the request_contact key sends it."""
        return self.sends(updates.contact(phone, name=self.user["first_name"], user_id=self.id))

    def sends_card(self, phone: str, *, name: str, user_id: int | None = None) -> Json:
        """Somebody else's card."""
        return self.sends(updates.contact(phone, name=name, user_id=user_id))

    def forwards_card(self, phone: str, *, sender: str = "Someone") -> Json:
        """A forwarded card that names the owner's own account: still no proof."""
        card = updates.contact(phone, name=self.user["first_name"], user_id=self.id)
        return self.sends(updates.forwarded(card, sender=sender, at=time.time()))

    def blocks(self) -> Json:
        self._bot.close(self.chat_id, faults.blocked())
        return self._membership("member", "kicked")

    def unblocks(self) -> Json:
        self._bot.closed.pop(self.chat_id, None)
        return self._membership("kicked", "member")

    def deletes_account(self) -> None:
        """Telegram sends no update for it."""
        self._bot.close(self.chat_id, faults.deactivated())

    def _membership(self, old: str, new: str) -> Json:
        bot = self._bot.user
        return self.pushes(
            updates.membership(by=self.user, chat=self.chat, bot=bot, at=time.time(), old=old, new=new)
        )

    def sends_unknown_kind(self) -> Json:
        return self.pushes(updates.unknown_kind(by=self.user, chat=self.chat), raw=True)

    def sends_oddity(self, name: str) -> Json:
        """One of `updates.oddities` by its name, as it is."""
        return self.pushes(updates.oddities(by=self.user, chat=self.chat, at=time.time())[name], raw=True)


class Group(Person):
    """A staff group the bot is in; its own acts are those of one member, who is not bound."""

    def __init__(
        self, platform: Platform, bot: Account, group_id: int, title: str, *, topics: bool = False
    ) -> None:
        chat: Json = {"id": group_id, "type": "group", "title": title}
        if topics:
            chat |= {"type": "supergroup", "is_forum": True}
        super().__init__(platform, bot, {"id": -group_id, "first_name": "Member"}, chat, None)

    def member(self, user: Json) -> "Member":
        return Member(self, user)

    @property
    def topics(self) -> dict[int, str]:
        """The names of the topics that are there, by thread id."""
        return self._bot.topics.get(self.chat_id, {})

    def is_closed(self, thread: int) -> bool:
        return (self.chat_id, thread) in self._bot.closed_topics

    def deletes_topic(self, thread: int) -> None:
        del self._bot.topics[self.chat_id][thread]

    def deletes(self, arrival: Arrival) -> None:
        """Somebody deletes a message of the bot."""
        self._bot.screens[self.chat_id].remove(arrival)

    def adds_bot(self) -> Json:
        return self._membership("left", "member")

    def becomes_supergroup(self) -> int:
        """The new chat id; the old one refuses and names it."""
        new = self.chat_id - 1_000_000_000_000
        self._bot.migrate(self.chat_id, to=new)
        self.chat = self._bot.chats[new]
        return new

    def removes_bot(self, *, says_so: bool = False) -> None:
        self._bot.close(self.chat_id, faults.kicked())
        if says_so:
            self._membership("member", "kicked")

    def _membership(self, old: str, new: str) -> Json:
        bot = self._bot.user
        return self.pushes(
            updates.membership(by=self.user, chat=self.chat, bot=bot, at=time.time(), old=old, new=new)
        )


class Member(Person):
    """Somebody in a staff group."""

    def __init__(self, group: Group, user: Json) -> None:
        super().__init__(group._platform, group._bot, user, group.chat, None)
        self._group = group

    @property
    def chat_id(self) -> int:
        return self._group.chat_id

    def replies(self, text: str, *, to: Arrival) -> Json:
        self.chat = self._group.chat
        place = {name: to.message[name] for name in TOPIC if name in to.message}
        return self.sends(updates.words(text) | place | {"reply_to_message": to.message})

    def replies_with_photo(
        self, content: bytes, caption: str, *, to: Arrival, album: str | None = None
    ) -> Json:
        kept = self._keep(content, "photos", ".jpg").as_json()
        photo = updates.photo(kept, caption=caption or None, album=album)
        return self.sends(photo | {"reply_to_message": to.message})
