"""Long polling: what Telegram hands out is confirmed by an offset written with the turns it caused."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import httpx
import msgspec

from bot.channels.channel import Inbound, Intake, Unread
from bot.channels.telegram.account import ALLOWED, Account
from bot.channels.telegram.hook import Acknowledge, ignore
from bot.channels.telegram.updates import read
from dialogs.heard import Heard
from storage import Session, Store, Unavailable, polls
from storage.polls import PollTaken, Turn

log = logging.getLogger(__name__)

LONG_POLL = 25  # seconds that Telegram keeps an empty answer back
CONNECT, SPARE = 5.0, 15.0
LEASE = timedelta(seconds=LONG_POLL + CONNECT + SPARE + 15)
NO_PAUSE, TAKEN, CONFLICT, LONGEST = 0.0, 5.0, 10.0, 60.0


class Parameters(msgspec.Struct):
    retry_after: float = 0.0


class Answer(msgspec.Struct):
    ok: bool
    result: list[msgspec.Raw] = []
    error_code: int = 0
    description: str = ""
    parameters: Parameters | None = None


class Numbered(msgspec.Struct):
    update_id: int


ANSWER = msgspec.json.Decoder(Answer)
NUMBERED = msgspec.json.Decoder(Numbered)


class Refused(Exception):
    """Telegram answered, but handed out nothing; wait so many seconds."""

    def __init__(self, words: str, pause: float) -> None:
        super().__init__(words)
        self.pause = pause


class Polling:
    """The poller of one account; of several processes one polls, and the others stand by."""

    def __init__(
        self,
        account: Account,
        store: Store,
        intake: Intake,
        *,
        clock: Callable[[], datetime],
        acknowledge: Acknowledge = ignore,
        long_poll: int = LONG_POLL,
    ) -> None:
        self._account = account
        self._store = store
        self._intake = intake
        self._clock = clock
        self._acknowledge = acknowledge
        self._long_poll = long_poll
        self._turn: Turn | None = None
        self._failures = 0
        self._client = httpx.AsyncClient(
            base_url=f"{account.api.rstrip('/')}/bot{account.token}/",
            proxy=account.proxy or None,
            # the environment's proxy variables are not ours to obey
            trust_env=False,
            timeout=httpx.Timeout(long_poll + SPARE, connect=CONNECT),
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop`; what is cut off then is handed out again."""
        polling = asyncio.create_task(self._forever())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (polling, stopping):
                task.cancel()
            await asyncio.gather(polling, stopping, return_exceptions=True)
            await self.close()

    async def close(self) -> None:
        """Let the next poller begin at once."""
        await self._client.aclose()
        if self._turn is not None:
            with suppress(Unavailable):
                await self._store.write_soon(partial(polls.release, turn=self._turn))
            self._turn = None

    async def _forever(self) -> None:
        while True:
            pause = await self._step_safely()
            await asyncio.sleep(pause)

    async def _step_safely(self) -> float:
        try:
            pause = await self.step()
        except (httpx.HTTPError, msgspec.DecodeError, Unavailable) as error:
            return self._back_off(type(error).__name__)
        except Refused as refused:
            log.error("%s: %s", self._account.account, refused)  # noqa: TRY400  no trace: it is Telegram's word
            return refused.pause
        except PollTaken:
            log.warning("%s is polled by another process", self._account.account)
            self._turn = None
            return TAKEN
        except Exception:
            log.exception("polling failed")
            return LONGEST
        self._failures = 0
        return pause

    def _back_off(self, words: str) -> float:
        self._failures += 1
        log.warning("%s cannot be polled: %s", self._account.account, words)
        return min(2.0 ** (self._failures - 1), LONGEST)

    async def step(self) -> float:
        """One long poll and the turns it brings; the seconds to rest before the next.

        Raises httpx.HTTPError, msgspec.DecodeError, Refused, PollTaken, Unavailable.
        """
        turn = self._turn or await self._store.write_soon(self._take)
        if turn is None:
            return TAKEN
        self._turn = turn
        updates = await self._updates(turn.next_offset)
        next_offset = max((NUMBERED.decode(each).update_id + 1 for each in updates), default=turn.next_offset)
        inbound = [heard for each in updates if (heard := self._read(each)) is not None]
        await self._intake.take_all(inbound, partial(self._confirm, turn, next_offset))
        self._turn = Turn(turn.account, turn.gen, next_offset)
        return NO_PAUSE

    def _take(self, session: Session) -> Turn | None:
        return polls.take(session, self._account.account, now=self._clock(), lease=LEASE)

    def _confirm(self, turn: Turn, next_offset: int, session: Session) -> None:
        polls.confirm(session, turn, next_offset, now=self._clock(), lease=LEASE)

    def _read(self, raw: msgspec.Raw) -> Inbound | None:
        """What cannot be read is kept, or it would come again for ever."""
        account = self._account.account
        try:
            heard = read(bytes(raw), account)
        except Exception as error:  # noqa: BLE001  whatever a foreign body does to us
            return Unread(account, bytes(raw), repr(error))
        if isinstance(heard, Heard) and heard.token:
            self._acknowledge(heard)
        return heard

    async def _updates(self, offset: int) -> list[msgspec.Raw]:
        asked: dict[str, Any] = {"offset": offset, "timeout": self._long_poll, "allowed_updates": ALLOWED}
        answer = ANSWER.decode((await self._client.post("getUpdates", json=asked)).content)
        if answer.ok:
            return answer.result
        if answer.error_code == httpx.codes.CONFLICT and "webhook is active" in answer.description:
            # the settings say polling: a webhook of earlier days must not keep us from it
            await self._client.post("deleteWebhook", json={})
            raise Refused("a webhook was set, and is deleted now", NO_PAUSE)
        waits = answer.parameters.retry_after if answer.parameters else 0.0
        is_conflict = answer.error_code == httpx.codes.CONFLICT
        raise Refused(answer.description, waits or (CONFLICT if is_conflict else LONGEST))
