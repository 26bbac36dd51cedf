"""What follows from a failure to speak to a group: later, in doubt, failed, or the whole group lost."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.channel import UNREACHABLE, SendFailed, Why
from desk.group_acts import lose
from desk.group_posting import Job
from storage import Session, group_posts, groups, pacing

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(seconds=60)


@dataclass(frozen=True)
class Unsent:
    """A unit of work for the store. `jitter` is a random number from 0 to 1."""

    job: Job
    failure: SendFailed
    now: datetime
    jitter: float

    def __call__(self, session: Session) -> bool:
        job, failure, now = self.job, self.failure, self.now
        if job.query:
            # a press lives some seconds: the card and the words in the group say the same
            return self._fail(session)
        if failure.why is Why.FLOOD or failure.why is Why.LOCKED_OUT:
            return self._pause(session)
        if failure.new_address is not None and job.group_id is not None:
            group = groups.held(session, job.group_id)
            if groups.at(session, job.account, failure.new_address) is None:
                group.address = failure.new_address
            return self._later(session, now, free=False)
        if failure.why in UNREACHABLE and job.group_id is not None:
            lose(session, groups.held(session, job.group_id), str(failure), now=now)
            return True
        if failure.permanent:
            return self._fail(session)
        return self._later(session, now + self._wait, free=not failure.ambiguous)

    def _pause(self, session: Session) -> bool:
        """Telegram's limits are the bot's, WeCom's the robot's own."""
        until = self.now + (self.failure.retry_after or self._wait)
        if self.job.kind == "wecom_robot":
            pacing.hold(session, pacing.chat_key(self.job.account, self.job.chat_key), until=until)
        else:
            pacing.pause(session, self.job.account, until=until)
        return self._later(session, until, free=True)

    def _later(self, session: Session, until: datetime, *, free: bool) -> bool:
        done = [
            group_posts.postpone(
                session,
                lease,
                until=until,
                error=str(self.failure),
                ambiguous=self.failure.ambiguous,
                free=free,
            )
            for lease in self.job.leases
        ]
        return all(done)

    def _fail(self, session: Session) -> bool:
        failed = [
            group_posts.fail(session, lease, error=str(self.failure), now=self.now)
            for lease in self.job.leases
        ]
        return all(failed)

    @property
    def _wait(self) -> timedelta:
        """2, 4, 8 ... 60 s, a quarter more or less."""
        doubled = FIRST_WAIT * 2 ** min(max(self.job.tries - 1, 0), 10)
        return min(doubled, LONGEST_WAIT) * (0.75 + self.jitter / 2)
