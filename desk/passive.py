"""What a turn says, taken out of the outbox into the answer that the platform waits for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

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


Shape = Callable[[Sequence[Said], datetime], Shaped | None]


def take(
    session: Session, account: str, address: str, *, key: str, shape: Shape, now: datetime
) -> str | None:
    """Take what waits for this contact as far as it fits, in order; the rest stays in the outbox.

    The reply is kept under `key`, byte for byte, for a platform that asks again. None: nothing to say.
    """
    waiting = passive_replies.waiting(session, account, address, now=now)
    said = [Said(READ_SPOKEN.decode(each.body), each.locale) for each in waiting]
    shaped = shape(said, now) if said else None
    if shaped is None:
        return None
    for each, taken in zip(waiting, shaped.taken, strict=False):
        passive_replies.take(session, each, pieces=taken.pieces, whole=taken.whole, now=now)
    if len(shaped.taken) == len(waiting) and shaped.taken[-1].whole:
        session.signals.discard("outbox")
    passive_replies.keep(session, waiting[0].centre_id, account, address, key=key, body=shaped.body, now=now)
    return shaped.body
