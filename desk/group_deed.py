"""One thing that a bound member of staff did in a group, and how they are answered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from desk.actor import Actor
from desk.group_heard import InGroup
from desk.group_posting import Said
from desk.group_saying import answer_press, say_in, say_to
from locales import has, say
from procedures.refused import Refused
from storage import Session
from storage import cases as rows
from storage.centres import CentreFacts
from storage.tables import Case, GroupCard, StaffGroup


@dataclass(frozen=True)
class Deed:
    session: Session
    group: StaffGroup
    heard: InGroup
    by: Actor
    centre: CentreFacts
    now: datetime

    @property
    def is_alone(self) -> bool:
        """In a chat with us that no colleague reads: there is nothing to reply to, words follow words."""
        return self.heard.address == self.heard.sender

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.centre.zone)

    def case(self, card: GroupCard) -> Case:
        return rows.look(self.session, card.case_id, self.group.centre_id)

    def say(self, text_id: str, **args: str | int) -> str:
        return say(self.centre.locale, text_id, **args)

    def refusal(self, refused: Refused) -> str:
        if not has(self.centre.locale, refused.text_id):
            return self.say("group.refused")
        return self.say(refused.text_id, **{name: str(fact) for name, fact in refused.facts.items()})

    def answer(self, words: str) -> None:
        """To whoever pressed, or as a reply to their words."""
        if self.heard.query:
            answer_press(self.session, self.heard, words, now=self.now)
        elif self.is_alone:
            say_to(self.session, self.heard, words, now=self.now)
        else:
            self.post(Said(lines=[words], reply_to=self.heard.external_id.removeprefix("m:")))

    def post(self, said: Said, *, kind: str = "text", card: GroupCard | None = None) -> None:
        """Into the group, or to the one who is alone with us."""
        say_in(self.session, self.group, self.heard, said, now=self.now, kind=kind, card=card)

    def tried(self, act: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """An act of the desk; one that is refused leaves nothing behind. Raises Refused, Missing."""
        with self.session.begin_nested():
            self.session.connection()
            return act(self.session, *args, by=self.by, now=self.now, **more)
