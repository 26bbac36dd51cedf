"""How owners of the simulated year behave at their phones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlmodel import col, select

from bot.year.place import Place
from desk.hearing import hear
from dialogs.heard import Heard
from dialogs.speech import READ_SPOKEN, Spoken
from storage import Session
from storage.tables import Contact, Message

MOST_TAPS = 14
# How likely an owner is to tap an option; what is not named is tapped only when nothing else is there.
LIKES = {
    "file": 1.0,
    "solved": 0.84,
    "partly": 0.05,
    "not": 0.11,
    "no": 0.93,
    "yes": 0.07,
    "5": 0.55,
    "4": 0.3,
    "3": 0.08,
    "2": 0.03,
    "1": 0.02,
    "skip": 0.05,
    "done": 0.4,
}
OUTSIDE = "0:"
WORDS = ("師傅很準時，謝謝", "麻煩盡快處理，謝謝", "還是老樣子，請再來看看", "服務不錯")


@dataclass
class Owners:
    """They speak to the bot as any channel lets them: words, or a tap on a button that is there."""

    place: Place
    rng: Random
    numbers: Iterator[int]
    seen: int = 0

    def file(self, session: Session, address: str, words: str, now: datetime) -> None:
        """A new matter in their own words, and the taps that follow."""
        self._hear(session, address, now, text=words)
        self.answer(session, address, now)

    def answer(self, session: Session, address: str, now: datetime) -> None:
        """Tap and type until nothing is asked any more."""
        for _ in range(MOST_TAPS):
            said = self._last(session, address)
            if said is None:
                return
            token = self._choice(said)
            if token:
                self._hear(session, address, now, token=token)
            elif said.ask == "words" and not said.buttons:
                self._hear(session, address, now, text=self.rng.choice(WORDS))
            else:
                return

    def asked_since(self, session: Session) -> list[str]:
        """Who was asked something since the last look; their addresses."""
        rows = session.exec(
            select(Message.id, Contact.address, Message.body)
            .join(Contact, col(Contact.id) == col(Message.contact_id))
            .where(col(Message.id) > self.seen, Message.direction == "out")
            .order_by(col(Message.id))
        ).all()
        self.seen = max((row[0] or 0 for row in rows), default=self.seen)
        asked = {address: self._choice(READ_SPOKEN.decode(body)) for _, address, body in rows}
        return [address for address, choice in asked.items() if choice]

    def _choice(self, said: Spoken) -> str:
        """The token of a button; empty when there is none that belongs to a question."""
        tokens = [each.token for each in said.buttons if not each.token.startswith(OUTSIDE)]
        if not tokens:
            return ""
        likes = [LIKES.get(token.rpartition(":")[2], 0.0) for token in tokens]
        return self.rng.choices(tokens, likes)[0] if any(likes) else tokens[0]

    def _last(self, session: Session, address: str) -> Spoken | None:
        body = session.exec(
            select(Message.body)
            .join(Contact, col(Contact.id) == col(Message.contact_id))
            .where(
                Contact.account == self.place.account, Contact.address == address, Message.direction == "out"
            )
            .order_by(col(Message.id).desc())
            .limit(1)
        ).first()
        return READ_SPOKEN.decode(body) if body else None

    def _hear(
        self, session: Session, address: str, now: datetime, *, text: str = "", token: str = ""
    ) -> None:
        heard = Heard(
            account=self.place.account,
            address=address,
            external_id=f"year-{next(self.numbers)}",
            name="",
            locale="zh-tw",
            text=text,
            token=token,
        )
        hear(session, heard, centre=self.place.centre_id, now=now)
