"""How owners of the simulated year behave at their phones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlmodel import bindparam, col, select

from bot.year.place import Place
from desk.hearing import hear
from dialogs.heard import Heard
from dialogs.speech import READ_SPOKEN, Spoken
from storage import Session
from storage.prepared import Prepared
from storage.tables import Contact, Message

MOST_TAPS = 14
RATINGS = {"5": 0.55, "4": 0.3, "3": 0.08, "2": 0.03, "1": 0.02}
# How likely an owner taps an option of a question; what is not named is tapped when nothing else is there.
LIKES: dict[str, dict[str, float]] = {
    "slot": {"s0": 0.5, "s1": 0.24, "s2": 0.1, "s3": 0.04, "not_now": 0.07, "no": 0.05},
    "instead": {"phone": 0.7, "none": 0.3},
    "was": {"yes": 0.95, "not_right": 0.03, "nobody": 0.02},
    "agree": {"yes": 0.88, "no": 0.12},
    "answer": {"fine": 0.78, "other": 0.12, "person": 0.1},
}
ANY = {
    **RATINGS,
    "file": 1.0,
    "solved": 0.86,
    "partly": 0.04,
    "not": 0.1,
    "no": 0.93,
    "yes": 0.07,
    "skip": 0.05,
    "done": 0.4,
}
STORM = {"storm.dry": 0.82, "storm.leaks": 0.11, "storm.unsure": 0.07}
OUTSIDE, WISHES = "0", "wish"
WORDS = ("師傅很準時，謝謝", "麻煩盡快處理，謝謝", "還是老樣子，請再來看看", "服務不錯")
WISH = "後天下午三點前"
_NEWEST = Prepared(
    select(Message.body)
    .where(col(Message.contact_id) == bindparam("to"), Message.direction == "out")
    .order_by(col(Message.id).desc())
    .limit(1)
)
_SINCE = Prepared(
    select(Message.id, Contact.address, Message.body)
    .join(Contact, col(Contact.id) == col(Message.contact_id))
    .where(col(Message.id) > bindparam("seen"), Message.direction == "out")
    .order_by(col(Message.id))
)


@dataclass
class Owners:
    """They speak to the bot as any channel lets them: words, or a tap on a button that is there."""

    place: Place
    rng: Random
    numbers: Iterator[int]
    seen: int = 0

    def file(self, session: Session, address: str, words: str, now: datetime) -> None:
        """A new matter in their own words, and the taps that follow."""
        self.say(session, address, words, now)
        self.answer(session, address, now)

    def say(self, session: Session, address: str, words: str, now: datetime) -> None:
        self._hear(session, address, now, text=words)

    def answer(self, session: Session, address: str, now: datetime) -> None:
        """Tap and type until nothing is asked any more."""
        for _ in range(MOST_TAPS):
            said = self._last(session, address)
            if said is None:
                return
            token = self._choice(said)
            if token.split(":")[1:2] == [WISHES]:
                self._hear(session, address, now, text=WISH)
            elif token:
                self._hear(session, address, now, token=token)
            elif said.ask == "words" and not said.buttons:
                self._hear(session, address, now, text=self.rng.choice(WORDS))
            else:
                return

    def asked_since(self, session: Session, asking: str) -> list[tuple[str, bool]]:
        """Who was asked something since the last look: address, and whether in words (`asking`)."""
        rows = _SINCE.all(session, seen=self.seen)
        self.seen = rows[-1][0] if rows else self.seen
        last = {address: READ_SPOKEN.decode(body) for _, address, body in rows}
        return [
            (address, asking in said.text)
            for address, said in last.items()
            if asking in said.text or _weights(said)
        ]

    def _choice(self, said: Spoken) -> str:
        """The token of a button; empty when there is none that belongs to a question."""
        weights = _weights(said)
        if not weights:
            return ""
        likes = list(weights.values())
        return self.rng.choices(list(weights), likes)[0] if any(likes) else next(iter(weights))

    def _last(self, session: Session, address: str) -> Spoken | None:
        found = _NEWEST.one(session, to=self.place.contacts[address])
        return READ_SPOKEN.decode(found[0]) if found else None

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


def _weights(said: Spoken) -> dict[str, float]:
    """The buttons that answer a question, by how likely they are tapped; none for a mere offer."""
    found = {}
    for button in said.buttons:
        run, key, option = (*button.token.split(":"), "", "")[:3]
        if run != OUTSIDE:
            found[button.token] = LIKES.get(key, ANY).get(option, 0.0)
        elif key in STORM:
            found[button.token] = STORM[key]
    return found
