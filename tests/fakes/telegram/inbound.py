"""How updates reach the bot: long polling, or webhook POSTs with only the head of each chat under way."""

import asyncio
import time
from dataclasses import dataclass, field

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.fakes.telegram.shapes import ApiError, Call, Json
from tests.fakes.telegram.world import Account, Pending, Webhook

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_POLL = 50
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


def is_wanted(bot: Account, update: Json) -> bool:
    kinds = update.keys() - {"update_id"}
    return bool(kinds - NOT_BY_DEFAULT if not bot.allowed else kinds & set(bot.allowed))


@dataclass
class Inbound:
    """The way in of one bot; all methods but `wake` run on the fake's loop."""

    bot: Account
    pace: float
    news: asyncio.Event = field(default_factory=asyncio.Event)
    closing: bool = False
    polls: int = 0
    under_way: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    async def poll(self, call: Call) -> list[Json]:
        """getUpdates: confirm what lies below the offset, then wait for the first waiting updates."""
        self._refuse_beside_webhook()
        self.polls += 1
        mine, limit = self.polls, min(max(call.params.get("limit") or 100, 1), 100)
        self.bot.allowed = call.params.get("allowed_updates", self.bot.allowed)
        self._confirm(call.params.get("offset") or 0)
        ends = time.monotonic() + min(call.params.get("timeout") or 0, LONGEST_POLL)
        self.news.set()
        while True:
            if mine != self.polls:
                words = (
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
                raise ApiError(409, f"Conflict: {words}")
            self._refuse_beside_webhook()
            ready = self._ready()[:limit]
            if ready or self.closing or time.monotonic() >= ends:
                return [pending.update for pending in ready]
            now = time.monotonic()
            await self._rest(min([ends, *(p.ready_at for p in self.bot.pending if p.ready_at > now)]))

    def _refuse_beside_webhook(self) -> None:
        if self.bot.webhook:
            words = "can't use getUpdates method while webhook is active"
            raise ApiError(409, f"Conflict: {words}; use deleteWebhook to delete the webhook first")

    def _ready(self) -> list[Pending]:
        now, held, ready = time.monotonic(), set[int](), list[Pending]()
        for pending in self.bot.pending:
            if pending.ready_at > now or pending.chat in held:
                held.add(pending.chat)
            else:
                ready.append(pending)
        return sorted(ready, key=lambda p: p.update["update_id"])

    def _confirm(self, offset: int) -> None:
        with self.bot.journal.changed:
            pending = self.bot.pending
            if offset < 0:
                offset = pending[offset].update["update_id"] if len(pending) >= -offset else 0
            for gone in [p for p in pending if p.update["update_id"] < offset]:
                pending.remove(gone)
                self._record(gone, 200)

    async def deliver(self) -> None:
        """Post to the webhook for ever, while there is one."""
        timeout = ClientTimeout(total=60)
        async with ClientSession(timeout=timeout) as session:
            while not self.closing:
                hook = self.bot.webhook
                if hook:
                    self._post_heads(session, hook)
                await self._rest(self._next_head() if hook else None)
            for task in self.under_way.values():
                task.cancel()
            await asyncio.gather(*self.under_way.values(), return_exceptions=True)

    async def _rest(self, until: float | None) -> None:
        """Sleep until something changes, or the given moment of time.monotonic."""
        self.news.clear()
        if self.closing:
            return
        wait = None if until is None else max(until - time.monotonic(), 0.001)
        try:
            await asyncio.wait_for(self.news.wait(), wait)
        except TimeoutError:
            return

    def _heads(self) -> dict[int, Pending]:
        heads: dict[int, Pending] = {}
        for pending in list(self.bot.pending):
            heads.setdefault(pending.chat, pending)
        return {chat: head for chat, head in heads.items() if chat not in self.under_way}

    def _next_head(self) -> float | None:
        now = time.monotonic()
        return min((h.ready_at for h in self._heads().values() if h.ready_at > now), default=None)

    def _post_heads(self, session: ClientSession, hook: Webhook) -> None:
        now = time.monotonic()
        for chat, head in self._heads().items():
            if head.ready_at <= now and len(self.under_way) < hook.max_connections:
                self.under_way[chat] = asyncio.create_task(self._post(session, hook, head))

    async def _post(self, session: ClientSession, hook: Webhook, head: Pending) -> None:
        secret = {SECRET_HEADER: hook.secret} if hook.secret else {}
        status, told = 0, 0.0
        try:
            async with session.post(
                hook.url, json=head.update, headers=secret, allow_redirects=False
            ) as answer:
                status, told = answer.status, float(answer.headers.get("Retry-After", 0))
                await answer.read()
        except (ClientError, TimeoutError) as broken:
            self.bot.last_error = (time.time(), f"Connection failed: {type(broken).__name__}")
        finally:
            self._answered(head, status, told)

    def _answered(self, head: Pending, status: int, told: float) -> None:
        with self.bot.journal.changed:
            head.tries += 1
            self._record(head, status)
            if 200 <= status < 300:
                head.copies -= 1
                if head.copies <= 0 and head in self.bot.pending:
                    self.bot.pending.remove(head)
            else:
                head.ready_at = time.monotonic() + max(self._pause(head.tries), min(told, 3600) * self.pace)
                self.bot.last_error = (time.time(), f"Wrong response from the webhook: {status}")
            self.under_way.pop(head.chat, None)
        self.news.set()

    def _pause(self, tries: int) -> float:
        """At once, then 2, 4, 8 … 60 s, by the fake's pace."""
        return 0.0 if tries <= 1 else min(2.0 ** (tries - 1), 60.0) * self.pace

    def _record(self, pending: Pending, status: int) -> None:
        about = {"update_id": pending.update["update_id"], "chat": pending.chat, "bot": self.bot.id}
        self.bot.journal.delivery(about | {"status": status, "try": pending.tries, "at": time.time()})
