"""GET and POST /hooks/wechat/{account}: a push in, its encrypted answer out once it is kept."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from bot.channels.channel import Unread
from bot.channels.hook import (
    AWAY,
    BROKEN,
    METHOD_NOT_ALLOWED,
    UNAUTHORIZED,
    Answer,
    Asked,
    Asking,
    Headers,
    words,
)
from bot.channels.wechat.guard import LARGEST_BODY, Guard, Keys, Refused
from bot.channels.wechat.passive import Letter, Random, closed
from bot.channels.wechat.reading import read
from bot.replying import Answering
from storage.store import Unavailable

PREFIX = "/hooks/wechat/"
# what WeChat wants to hear when there is nothing to say; anything else would be shown as a fault
NOTHING = words(b"success", b"text/plain")

log = logging.getLogger(__name__)
Say = Callable[[Answer], None]


class WeChatHook(Asking):
    """The hook of an account. `random` gives bytes."""

    def __init__(
        self, account: str, keys: Keys, replying: Answering, *, clock: Callable[[], datetime], random: Random
    ) -> None:
        self.account = f"wechat:{account}"
        self.keys = keys
        self.guard = Guard(keys, clock)
        self.replying = replying
        self.random = random
        self.counts: Counter[str] = Counter()
        if keys.plaintext:
            log.warning(
                "%s takes messages that are NOT ENCRYPTED: anybody who sees one can forge others "
                "(HUIFANG_WECHAT_PLAINTEXT)",
                self.account,
            )

    def asked(self, query: bytes) -> Asked:
        return _Visit(self, query)


class _Visit(Asked):
    """One request, with its query string."""

    largest = LARGEST_BODY

    def __init__(self, hook: WeChatHook, query: bytes) -> None:
        self._hook = hook
        self._query = query
        self._admitted: Mapping[str, str] = {}

    def without_body(self, method: bytes) -> Answer:
        """WeChat asks by GET whether the address is ours."""
        if method != b"GET":
            return METHOD_NOT_ALLOWED
        try:
            return words(self._hook.guard.echo(self._query), b"text/plain")
        except Refused:
            return self._refused()

    def refuse(self, headers: Headers) -> Answer | None:  # noqa: ARG002  WeChat signs the address
        try:
            self._admitted = self._hook.guard.admit(self._query)
        except Refused:
            return self._refused()
        return None

    def take(self, body: bytes, answer: Say) -> None:
        hook = self._hook
        try:
            opened = hook.guard.open(self._admitted, body)
        except Refused:
            answer(self._refused())
            return
        try:
            push = read(opened.xml, hook.account)
        except Exception as fault:  # noqa: BLE001  whatever a foreign body does to us
            log.warning("a push of %s cannot be read: %r", hook.account, fault)
            unread = Unread(hook.account, opened.xml, repr(fault))
            hook.replying.keep(unread, partial(_answered, answer))
            return
        hook.counts[push.kind] += 1
        if push.inbound is None and not push.news:
            answer(NOTHING)
            return
        letter = Letter(push.sender, push.to, hook.random if opened.key else None)
        hook.replying.reply_then(push, letter.shape, partial(self._close, answer, opened.key))

    def _close(self, answer: Say, key: bytes | None, body: str | None, fault: BaseException | None) -> None:
        """Here, not in the turn: others wait for that."""
        keys = self._hook.keys
        sealed = body and closed(body, key, appid=keys.appid, token=keys.token)
        _answered(answer, sealed, fault)

    def _refused(self) -> Answer:
        self._hook.counts["refused"] += 1
        return UNAUTHORIZED


def _answered(answer: Say, body: str | None, fault: BaseException | None) -> None:
    """Without a 200 WeChat brings it again."""
    if fault is not None:
        answer(AWAY if isinstance(fault, Unavailable) else BROKEN)
    elif body is None:
        answer(NOTHING)
    else:
        answer(words(body.encode(), b"text/xml; charset=utf-8"))
