"""Where channels hand over what they heard: one turn, or a dead letter when a turn of ours fails."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.channels.channel import Confirm, Inbound, Reach, Then, Unread
from desk.group_heard import InGroup
from desk.group_hearing import hear_in_group
from desk.hearing import hear
from desk.letters import bury, unreadable
from desk.reach import reach
from dialogs.heard import Heard
from storage import Session, Store, Unavailable, failpoints
from storage.passing import is_passing

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
CentreOf = Callable[[Session, str], int]


@dataclass(frozen=True)
class Intake:
    """Carries out what channels bring, each in a turn of its own; returns once it is durable.

    `centre_of` names the centre of one of our accounts ("web:demo", "telegram:main").
    """

    store: Store
    centre_of: CentreOf
    clock: Clock

    async def take(self, inbound: Inbound) -> None:
        """One turn. Raises Unavailable when the database cannot take it now: it must be sent again."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.take_then(inbound, partial(_settle, done))
        await done

    def take_then(self, inbound: Inbound, then: Then) -> None:
        """One turn; `then` is called on the event loop with None, or with what `take` raises."""
        turn = self.store.write_soon(partial(self.carry_out, inbound=inbound))
        turn.add_done_callback(partial(self._after_turn, inbound, then))

    def _after_turn(self, inbound: Inbound, then: Then, turn: "asyncio.Future[None]") -> None:
        fault = turn.exception()
        if fault is None or isinstance(fault, Unavailable):
            _tell(then, fault)
            return
        log.error("a turn failed; kept as a dead letter", exc_info=fault)
        letter = self.store.write_soon(partial(self.bury, inbound=inbound, error=repr(fault)))
        letter.add_done_callback(lambda letter: _tell(then, letter.exception()))

    async def take_all(self, inbound: Sequence[Inbound], confirm: Confirm) -> None:
        """All of them in one transaction with `confirm`, each in a savepoint. Raises Unavailable."""
        await self.store.write_soon(partial(self._batch, inbound=inbound, confirm=confirm))

    def _batch(self, session: Session, *, inbound: Sequence[Inbound], confirm: Confirm) -> None:
        for each in inbound:
            try:
                with session.begin_nested():
                    session.connection()  # a savepoint begins with the first use of its connection
                    self.carry_out(session, inbound=each)
            except Exception as fault:
                if is_passing(fault):
                    raise
                log.exception("a turn failed; kept as a dead letter")
                self.bury(session, inbound=each, error=repr(fault))
        confirm(session)

    def carry_out(self, session: Session, inbound: Inbound) -> None:
        """The turn itself, in the caller's transaction."""
        now = self.clock()
        match inbound:
            case Heard():
                hear(session, inbound, centre=self.centre_of, now=now)
            case InGroup():
                hear_in_group(session, inbound, now=now)
            case Reach():
                reach(session, inbound.account, inbound.address, reachable=inbound.reachable, now=now)
            case Unread():
                centre = self.centre_of(session, inbound.account)
                unreadable(
                    session,
                    account=inbound.account,
                    raw=inbound.raw,
                    centre=centre,
                    error=inbound.error,
                    now=now,
                )

    def bury(self, session: Session, *, inbound: Inbound, error: str) -> None:
        """Keep what came as a dead letter, its turn having failed with `error`."""
        centre = self.centre_of(session, inbound.account)
        if isinstance(inbound, Heard):
            try:
                with session.begin_nested():
                    session.connection()
                    bury(session, heard=inbound, centre=centre, error=error, now=self.clock())
            except Exception:
                log.exception("a dead letter without an answer: its contact cannot be told")
            else:
                return
        raw = repr(inbound).encode(errors="backslashreplace")
        unreadable(session, account=inbound.account, raw=raw, centre=centre, error=error, now=self.clock())


def _tell(then: Then, fault: BaseException | None) -> None:
    if fault is None:
        failpoints.hit("turn.before_answer")
    then(fault)


def _settle(done: "asyncio.Future[None]", fault: BaseException | None) -> None:
    """Whoever asked may be gone."""
    if done.cancelled():
        return
    if fault is None:
        done.set_result(None)
    else:
        done.set_exception(fault)
