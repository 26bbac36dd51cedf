"""Turns whose words leave within the platform's own request, in the transaction that makes them."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from bot.channels.channel import News, Reach, Unread
from bot.intake import Intake
from desk import passive
from desk.hearing import Held, hear_and_hold
from desk.passive import Shape
from dialogs.heard import Heard
from storage import Session, Unavailable, failpoints, passive_replies, turns

log = logging.getLogger(__name__)
Told = Callable[[str | None, BaseException | None], None]


class Pushed(Protocol):
    """What a platform brought; `key` tells it from all others of its sender."""

    @property
    def sender(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def inbound(self) -> Heard | Reach | None: ...
    @property
    def news(self) -> tuple[News, ...]: ...


class Noting(Protocol):
    """Who keeps account of what a platform lets us send (windows, opt-ins, receipts).

    True where the answer should ask for words, so that there will be something to send.
    """

    def __call__(self, session: Session, what: Heard | Reach | News, *, now: datetime) -> bool: ...


class Answering(Protocol):
    """What a hook asks for its answers."""

    def reply_then(self, pushed: Pushed, shape: Shape, told: Told) -> None:
        """One turn; `told` gets its reply on the event loop, None for nothing to say, or what went wrong."""
        ...

    def keep(self, unread: Unread, told: Told) -> None:
        """What cannot be read is kept for staff, and never asked for again."""
        ...


def note_nothing(session: Session, what: Heard | Reach | News, *, now: datetime) -> bool:  # noqa: ARG001
    """Where no account is kept."""
    return False


@dataclass(frozen=True)
class Replying:
    """One channel's turns. `note` is told, in the same transaction, whatever came in for the first time."""

    account: str
    intake: Intake
    note: Noting = note_nothing

    def reply_then(self, pushed: Pushed, shape: Shape, told: Told) -> None:
        """One turn; `told` gets its reply on the event loop, None for nothing to say, or what went wrong."""
        turn = self.intake.store.write_soon(partial(self._turn, pushed=pushed, shape=shape))
        turn.add_done_callback(partial(self._after_turn, pushed, shape, told))

    def keep(self, unread: Unread, told: Told) -> None:
        """What cannot be read is kept for staff, and never asked for again."""
        self.intake.take_then(unread, lambda fault: told(None, fault))

    def _after_turn(self, pushed: Pushed, shape: Shape, told: Told, turn: asyncio.Future[str | None]) -> None:
        fault = turn.exception()
        if fault is None or isinstance(fault, Unavailable):
            _tell(told, turn if fault is None else None, fault)
            return
        log.error("a turn failed; kept as a dead letter", exc_info=fault)
        buried = partial(self._bury, pushed=pushed, shape=shape, error=repr(fault))
        letter = self.intake.store.write_soon(buried)
        letter.add_done_callback(lambda done: _tell(told, done, done.exception()))

    def _turn(self, session: Session, *, pushed: Pushed, shape: Shape) -> str | None:
        now, inbound = self.intake.clock(), pushed.inbound
        held = None
        if isinstance(inbound, Heard):
            held = hear_and_hold(session, inbound, centre=self.intake.centre_of, now=now)
            if held is None:
                return passive_replies.kept(session, self.account, pushed.sender, pushed.key)
        elif not turns.is_new(session, self.account, pushed.sender, pushed.key):
            return None
        elif inbound is not None:
            self.intake.carry_out(session, inbound)
        told = [self.note(session, what, now=now) for what in (inbound, *pushed.news) if what is not None]
        if held is None:
            return None
        asking = partial(shape, ask_for_words=True) if any(told) else shape
        return self._reply(session, pushed, held, asking, now)

    def _reply(self, session: Session, pushed: Pushed, held: Held, shape: Shape, now: datetime) -> str | None:
        return passive.take(session, self.account, pushed.sender, held, key=pushed.key, shape=shape, now=now)

    def _bury(self, session: Session, *, pushed: Pushed, shape: Shape, error: str) -> str | None:
        """The owner is told at once that it went wrong."""
        inbound = pushed.inbound or Unread(self.account, repr(pushed.news).encode(), error)
        self.intake.bury(session, inbound=inbound, error=error)
        talk = turns.talk_of(session, self.account, pushed.sender)
        if not isinstance(inbound, Heard) or talk is None:
            return None
        return self._reply(session, pushed, Held(talk, None, None), shape, self.intake.clock())


def _tell(told: Told, done: asyncio.Future[str | None] | None, fault: BaseException | None) -> None:
    if fault is None and done is not None:
        failpoints.hit("turn.before_answer")
        told(done.result(), None)
    else:
        told(None, fault)
