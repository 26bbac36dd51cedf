"""Owners whose flat is known carry a tag at WeChat, by which it shows them a menu of their own."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.channels.wechat.client import Refused, TokenElsewhere, Unanswered, WeChatClient
from bot.channels.wechat.errcodes import failure
from bot.rounds import Rounds
from storage import Store, menu_tags
from storage.menu_tags import Follower

log = logging.getLogger(__name__)
NAME = "已绑定房号"
LISTED, MADE = "/cgi-bin/tags/get", "/cgi-bin/tags/create"
PUT_ON = "/cgi-bin/tags/members/batchtagging"
MOST = 50
"""In one call."""
NO_SUCH_TAG = frozenset({45159, 45056})
"""Somebody took it away, or the account has no room for it."""
# a menu changes within five minutes of the owner's looking at it: there is no haste
PAUSE = 20
LONG_PAUSE, SHORT_PAUSE = timedelta(hours=1), timedelta(minutes=1)


async def tag_of_bound(client: WeChatClient) -> int:
    """The tag's id; it is made where there is none. Raises client.Refused, Unanswered, TokenElsewhere."""
    for tag in (await client.get(LISTED)).get("tags") or []:
        if tag.get("name") == NAME:
            return int(tag["id"])
    return int((await client.post(MADE, {"tag": {"name": NAME}}))["tag"]["id"])


class Tagging:
    """Brings the tags of an account into line with what staff and codes bound. Twice does no harm."""

    def __init__(self, client: WeChatClient, store: Store, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._account = client.account.account
        self._store = store
        self._clock = clock
        self._tag: int | None = None
        self._rests_until: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        rounds = Rounds(self._store, "menus", "tagging of owners", busy=0, idle=PAUSE)
        await rounds.run_cut_off(stop, self.step)

    async def step(self) -> bool:
        """One batch; whether there was any. After a refusal of the account as a whole it rests."""
        if self._rests_until is not None and self._clock() < self._rests_until:
            return False
        batch = await self._store.read_soon(partial(menu_tags.wanted, account=self._account, most=MOST))
        if not batch:
            return False
        try:
            await self._tag_all(batch)
        except Refused as refused:
            self._rest(failure(refused.code, refused.words, now=self._clock()).retry_after, refused)
            return False
        except (Unanswered, TokenElsewhere) as away:
            self._rest(SHORT_PAUSE, away)
            return False
        return True

    async def _tag_all(self, batch: Sequence[Follower]) -> None:
        """WeChat refuses a whole batch for one who is no follower: then each is tagged alone."""
        try:
            await self._put_on(batch)
        except Refused as refused:
            self._raise_what_all_share(refused)
            if len(batch) == 1:
                log.warning("a follower is not tagged: %s", refused)
                await self._note(batch, menu_tags.REFUSED)
                return
            for one in batch:
                await self._tag_all([one])
        else:
            await self._note(batch, menu_tags.ON)

    def _raise_what_all_share(self, refused: Refused) -> None:
        if refused.code in NO_SUCH_TAG:
            self._tag = None
        if refused.code in NO_SUCH_TAG or failure(refused.code, "", now=self._clock()).retry_after:
            raise refused

    async def _put_on(self, batch: Sequence[Follower]) -> None:
        if self._tag is None:
            self._tag = await tag_of_bound(self._client)
        body = {"openid_list": [one.address for one in batch], "tagid": self._tag}
        await self._client.post(PUT_ON, body)

    async def _note(self, batch: Sequence[Follower], state: str) -> None:
        ids = [one.contact_id for one in batch]
        await self._store.write_soon(partial(menu_tags.note, contact_ids=ids, state=state))

    def _rest(self, pause: timedelta | None, why: Exception) -> None:
        self._rests_until = self._clock() + (pause or LONG_PAUSE)
        log.warning("owners are not tagged for their menu now: %s", str(why) or type(why).__name__)
