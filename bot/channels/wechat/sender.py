"""WeChat, outward: one part of a message is one customer-service message, template or subscription."""

import asyncio
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.channels.channel import FetchFailed, SendFailed, Sent, Why
from bot.channels.wechat.client import Account, Refused, TokenElsewhere, Unanswered, WeChatClient
from bot.channels.wechat.errcodes import Course, failure, meaning
from bot.channels.wechat.plan import Part, count, plan
from dialogs.speech import Spoken
from locales import say
from procedures.reaching import Means, Way
from storage import Store

SERVICE = "/cgi-bin/message/custom/send"
TEMPLATE = "/cgi-bin/message/template/send"
SUBSCRIPTION = "/cgi-bin/message/subscribe/bizsend"
FETCHED_IN = timedelta(seconds=2)
ALIVE = "/cgi-bin/get_api_domain_ip"
NOT_YET = frozenset({Course.AGAIN, Course.TOKEN, Course.MINUTE, Course.TOMORROW, Course.FAULT})


class WeChatChannel:
    """One service account. `account` is "wechat:" and its name; `page` is where a template leads."""

    parts = staticmethod(count)

    def __init__(self, client: WeChatClient, clock: Callable[[], datetime], *, page: str = "") -> None:
        self.account = client.account.account
        self.client = client
        self._clock = clock
        self._page = page

    async def send(
        self,
        address: str,
        spoken: Spoken,
        pictures: Sequence[Path],
        *,
        locale: str,
        repeat: bool,
        part: int,
        way: Way,
    ) -> Sent:
        with self._failing():
            match way.means:
                case Means.TEMPLATE:
                    return await self._template(address, way)
                case Means.SUBSCRIPTION:
                    return await self._subscription(address, way)
        planned = plan(spoken, pictures, locale=locale, most=way.most, ask_for_words=way.ask_for_words)
        at = min(part, len(planned) - 1)
        with self._failing():
            answer = await self._service(address, planned[at], repeat=repeat, locale=locale)
        return Sent(str(answer.get("msgid", "")), more=at + 1 < len(planned))

    async def probe(self) -> None:
        with self._failing():
            await self.client.get(ALIVE)

    async def fetch(self, source: str) -> bytes:
        """The file of "wechat:<media id>"; WeChat keeps it for three days."""
        try:
            return await self.client.download(source.removeprefix("wechat:"))
        except Refused as refused:
            raise FetchFailed(str(refused), permanent=meaning(refused.code).course not in NOT_YET) from None
        except (Unanswered, TokenElsewhere) as away:
            raise FetchFailed(type(away).__name__, permanent=False) from None

    async def close(self) -> None:
        await self.client.close()

    async def _service(self, address: str, part: Part, *, repeat: bool, locale: str) -> dict[str, Any]:
        if part.picture is None:
            mark = say(locale, "dialog.resent") + "\n" if repeat else ""
            text = {"content": mark + part.words}
            return await self.client.post(SERVICE, {"touser": address, "msgtype": "text", "text": text})
        data = await asyncio.to_thread(part.picture.read_bytes)
        try:
            media_id = await self.client.upload("picture.jpg", data)
        except Unanswered as away:
            raise Unanswered(str(away), ambiguous=False) from None
        image = {"media_id": media_id}
        return await self.client.post(SERVICE, {"touser": address, "msgtype": "image", "image": image})

    async def _template(self, address: str, way: Way) -> Sent:
        body = {**self._form(address, way), "url": self._page, "client_msg_id": way.serial}
        return Sent(str((await self.client.post(TEMPLATE, body)).get("msgid", "")))

    async def _subscription(self, address: str, way: Way) -> Sent:
        body = {**self._form(address, way), "page": self._page}
        await self.client.post(SUBSCRIPTION, body)
        return Sent("")

    def _form(self, address: str, way: Way) -> dict[str, Any]:
        data = {name: {"value": value} for name, value in way.fields}
        return {"touser": address, "template_id": way.form, "data": data}

    @contextmanager
    def _failing(self) -> Generator[None]:
        """WeChat's refusals and silences as the delivery understands them."""
        try:
            yield
        except Refused as refused:
            raise failure(refused.code, refused.words, now=self._clock()) from None
        except TokenElsewhere:
            raise SendFailed(Why.BUSY, "a token is being fetched", retry_after=FETCHED_IN) from None
        except Unanswered as away:
            why = Why.UNCERTAIN if away.ambiguous else Why.NETWORK
            raise SendFailed(why, str(away), ambiguous=away.ambiguous) from None


def channel_of(
    account: Account, store: Store, clock: Callable[[], datetime], *, page: str = ""
) -> WeChatChannel:
    return WeChatChannel(WeChatClient(account, store, clock), clock, page=page)
