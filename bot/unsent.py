"""What follows from a failure to send: later, in doubt, failed, or the whole chat lost (PLATFORMS 1.3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.channel import UNREACHABLE, SendFailed, Why
from desk import reaching, undelivered, unreached
from storage import Session, outbox, pacing
from storage import outbox_failures as failures
from storage.outbox import Claimed

LONGEST_WAIT = timedelta(seconds=60)
FIRST_WAIT = timedelta(seconds=2)
OF_THE_ACCOUNT = frozenset({Why.FLOOD, Why.LOCKED_OUT, Why.BUSY})


@dataclass(frozen=True)
class Unsent:
    """A unit of work for the store; True unless somebody else has taken the message over.

    `jitter` is a random number from 0 to 1.
    """

    claimed: Claimed
    failure: SendFailed
    now: datetime
    jitter: float

    def __call__(self, session: Session) -> bool:
        claimed, failure, now = self.claimed, self.failure, self.now
        if failure.why in UNREACHABLE or failure.permanent:
            # as a turn does: the conversation before what hangs on it
            undelivered.hold(session, claimed.contact_id, now=now)
        reaching.settle(session, claimed, counted=failure.ambiguous)
        if failure.why in OF_THE_ACCOUNT:
            return self._pause(session)
        if failure.correction is not None:
            reaching.correct(session, claimed, failure.correction, words=str(failure), now=now)
            return outbox.postpone(session, claimed, until=now, error=str(failure))
        if failure.new_address is not None:
            return self._move(session, failure.new_address)
        if failure.why in UNREACHABLE or failure.permanent:
            return self._give_up(session)
        if failure.ambiguous and claimed.klass == "B":
            return failures.mark_unknown(session, claimed.id, claimed.gen, str(failure), now=now)
        return outbox.postpone(
            session,
            claimed,
            until=now + self._wait,
            error=str(failure),
            ambiguous=failure.ambiguous,
            # An outage must not use tries up; the breaker sees to it that nobody hammers on.
            free=not failure.ambiguous,
        )

    def _give_up(self, session: Session) -> bool:
        """It never arrives: what it was to answer is not answered."""
        claimed, failure, now = self.claimed, self.failure, self.now
        if failure.why in UNREACHABLE:
            mine = failures.lose_contact(session, claimed.id, claimed.gen, failure.why, now=now)
        else:
            mine = failures.fail(session, claimed.id, claimed.gen, str(failure), now=now)
        if mine:
            why = str(claimed.way.why) if failure.why is Why.NO_WAY else str(failure.why)
            unreached.give_up(session, claimed.message_id, why=why, now=now)
        return mine

    def _pause(self, session: Session) -> bool:
        until = self.now + (self.failure.retry_after or self._wait)
        pacing.pause(session, self.claimed.account, until=until)
        return outbox.postpone(session, self.claimed, until=until, error=str(self.failure), free=True)

    def _move(self, session: Session, address: str) -> bool:
        """Counts as a try: a chat that moves for ever ends, too."""
        mine = outbox.postpone(session, self.claimed, until=self.now, error=str(self.failure))
        if mine:
            failures.move_contact(session, self.claimed.contact_id, address)
        return mine

    @property
    def _wait(self) -> timedelta:
        """2, 4, 8 ... 60 s, a quarter more or less, so that not all come back at once."""
        doubled = FIRST_WAIT * 2 ** min(max(self.claimed.tries - 1, 0), 10)
        return min(doubled, LONGEST_WAIT) * (0.75 + self.jitter / 2)
