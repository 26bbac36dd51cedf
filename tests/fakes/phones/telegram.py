"""Telegram on three people's phones: an owner's chat with the bot, and two of the staff in their group."""

import time
from collections.abc import Callable
from typing import Any

from tests.fakes.telegram import Arrival, FakeTelegram, Member, Owner
from tests.fakes.telegram.owner import Person

OWNER, PHONE = "周志強", "+8613800010002"
GROUP = "工程部"
STAFF = {"li": "李建國", "chen": "陳思敏"}
Json = dict[str, Any]


class TelegramPhone:
    """One chat as somebody sees it: what the bot shows there, between what was done by hand."""

    def __init__(self, fake: FakeTelegram, person: Person) -> None:
        self.fake = fake
        self._person = person
        self._mine: list[Json] = []

    def does(self, shown: Json, act: Callable[[], Any]) -> Json:
        """Do something and remember how it looks; `by` is who did it."""
        line = {"at": time.time(), **shown}
        self._mine.append(line)
        update = act()
        if isinstance(update, dict) and "callback_query" in update:
            line["query"] = update["callback_query"]["id"]
        return line

    def arrival(self, message_id: int) -> Arrival:
        """Raises LookupError for a message that is not on the screen."""
        for one in self._person.received:
            if one.message_id == message_id:
                return one
        raise LookupError(message_id)

    def lines(self) -> list[Json]:
        shown = [self._shown(one) for one in self._person.received]
        return sorted([*shown, *(self._told(one) for one in self._mine)], key=lambda line: line["at"])

    def _told(self, line: Json) -> Json:
        """With what Telegram shows for a moment after a press."""
        answer = self.fake.bot.callback_answers.get(line.get("query", ""), {})
        return {**line, "toast": answer.get("text") or ""}

    def _shown(self, arrival: Arrival) -> Json:
        message = arrival.message
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        keys = [{"text": key.label, "contact": bool(key.raw.get("request_contact"))} for key in arrival.keys]
        thread = message.get("message_thread_id")
        return {
            "at": arrival.at,
            "id": arrival.message_id,
            "text": arrival.text,
            "entities": message.get("entities") or message.get("caption_entities") or [],
            "rows": rows,
            "keys": keys,
            "media": message["photo"][-1]["file_id"] if "photo" in message else "",
            "edited": "edit_date" in message,
            "topic": self.fake.bot.topics.get(arrival.chat_id, {}).get(thread, "") if thread else "",
        }


class OwnerPhone(TelegramPhone):
    """An owner alone with the bot."""

    def __init__(self, fake: FakeTelegram) -> None:
        self._owner: Owner = fake.owner(OWNER, language="zh-hant")
        super().__init__(fake, self._owner)
        self._blocks = False

    def says(self, text: str) -> None:
        self.does({"text": text}, lambda: self._owner.says(text))

    def presses(self, message_id: int, data: str, label: str) -> None:
        on = self.arrival(message_id)
        self.does({"press": label}, lambda: self._owner.presses_data(data, on=on))

    def shares_contact(self) -> None:
        self.does({"text": PHONE}, lambda: self._owner.shares_contact(PHONE))

    def sends_picture(self, content: bytes) -> None:
        kept = self.fake.bot.keep(content, folder="photos", suffix=".jpg")
        self.does({"media": kept.file_id}, lambda: self._owner.sends_photo(content))

    def blocks(self) -> None:
        self._blocks = True
        self.does({"event": "blocks"}, self._owner.blocks)

    def unblocks(self) -> None:
        self._blocks = False
        self.does({"event": "unblocks"}, self._owner.unblocks)

    def state(self) -> Json:
        return {"name": OWNER, "blocked": self._blocks, "lines": self.lines()}


class GroupPhone(TelegramPhone):
    """The staff's group; each act is somebody's, by login."""

    def __init__(self, fake: FakeTelegram) -> None:
        self.group = fake.group(GROUP)
        super().__init__(fake, self.group)
        self.people = {login: fake.owner(name, language="zh-hant") for login, name in STAFF.items()}
        self.members: dict[str, Member] = {
            login: fake.member(self.group, person) for login, person in self.people.items()
        }

    def says(self, who: str, text: str) -> None:
        self.does({"by": STAFF[who], "text": text}, lambda: self.members[who].says(text))

    def replies(self, who: str, message_id: int, text: str) -> None:
        to = self.arrival(message_id)
        line = {"by": STAFF[who], "text": text, "reply": to.text[:40]}
        self.does(line, lambda: self.members[who].replies(text, to=to))

    def replies_with_picture(self, who: str, message_id: int, text: str, content: bytes) -> None:
        to = self.arrival(message_id)
        kept = self.fake.bot.keep(content, folder="photos", suffix=".jpg")
        line = {"by": STAFF[who], "text": text, "media": kept.file_id, "reply": to.text[:40]}
        self.does(line, lambda: self.members[who].replies_with_photo(content, text, to=to))

    def presses(self, who: str, message_id: int, data: str, label: str) -> None:
        on = self.arrival(message_id)
        line = {"by": STAFF[who], "press": label}
        self.does(line, lambda: self.members[who].presses_data(data, on=on))

    def state(self) -> Json:
        return {"name": GROUP, "people": STAFF, "lines": self.lines()}
