"""What a turn says, put into the answer that the platform waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desk.hearing import Held
from desk.telling import Delivery
from dialogs.speech import READ_SPOKEN, Spoken
from storage import Session, passive_replies


@dataclass(frozen=True)
class Said:
    """A message that waits for an owner, in their language."""

    spoken: Spoken
    locale: str


@dataclass(frozen=True)
class Taken:
    """How much of a message is in the reply: of its pieces the first few, or all."""

    pieces: int
    whole: bool


@dataclass(frozen=True)
class Shaped:
    """The complete reply, and what of each message is in it, the oldest first."""

    body: str
    taken: tuple[Taken, ...]


class Shape(Protocol):
    """Makes one reply of what waits, as far as it fits; one that asks its owner to type, if so wished."""

    def __call__(
        self, said: Sequence[Said], now: datetime, *, ask_for_words: bool = False
    ) -> Shaped | None: ...


NOTHING = Taken(0, whole=False)


def take(
    session: Session, account: str, address: str, held: Held, *, key: str, shape: Shape, now: datetime
) -> str | None:
    """Take what waits for this contact, then what the turn said, as far as it fits; the rest goes out.

    The reply is kept under `key`, byte for byte, for a platform that asks again. None: nothing to say.
    """
    talk = held.talk
    waiting = passive_replies.waiting(session, talk.contact_id, now=now)
    said = [Said(READ_SPOKEN.decode(each.body), talk.locale) for each in waiting]
    if held.spoken is not None:
        said.append(Said(held.spoken, talk.locale))
    shaped = shape(said, now) if said else None
    taken = [*(shaped.taken if shaped else ()), *[NOTHING] * len(said)]
    for each, of_it in zip(waiting, taken, strict=False):
        if of_it.pieces:
            passive_replies.take(session, each, pieces=of_it.pieces, whole=of_it.whole, now=now)
    if held.message_id is not None:
        _book(session, account, held, taken[len(waiting)], now=now)
    if shaped is None:
        return None
    if all(each.whole for each in taken[: len(waiting)]) and taken[len(said) - 1].whole:
        session.signals.discard("outbox")
    passive_replies.keep(session, talk.centre_id, account, address, key=key, body=shaped.body, now=now)
    return shaped.body


def _book(session: Session, account: str, held: Held, taken: Taken, *, now: datetime) -> None:
    """What the turn said is in the outbox's books like all that is sent, by whatever way."""
    assert held.message_id is not None
    row = {
        "centre_id": held.talk.centre_id,
        "contact_id": held.talk.contact_id,
        "message_id": held.message_id,
        "account": account,
        "klass": Delivery.A.value,
    }
    if taken.whole:
        passive_replies.sent(session, row, pieces=taken.pieces, now=now)
        return
    passive_replies.begun(session, row, pieces=taken.pieces, now=now)
    session.signals.add("outbox")
