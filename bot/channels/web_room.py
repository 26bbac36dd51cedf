"""One owner's conversation with one centre: what a request to the web chat is about."""

from dataclasses import dataclass

import msgspec
from anyio import CapacityLimiter
from starlette.requests import Request

from bot.channels.web_bell import Bell
from bot.channels.web_guard import Turned
from bot.channels.web_language import language
from bot.channels.web_session import address
from bot.channels.web_settings import Clock, Take, WebChatSettings
from dialogs.heard import Heard
from storage import Missing, Store, transcripts
from storage.files import FileStore

START = Heard(account="", address="", external_id="start", text="/start")


@dataclass(frozen=True)
class WebChat:
    """What all requests share."""

    store: Store
    files: FileStore
    take: Take
    clock: Clock
    settings: WebChatSettings
    bell: Bell
    cleaners: CapacityLimiter


@dataclass(frozen=True)
class Room:
    chat: WebChat
    code: str
    address: str
    locale: str

    @property
    def account(self) -> str:
        return f"web:{self.code}"

    @property
    def base(self) -> str:
        return f"/chat/{self.code}"

    async def contact(self) -> int | None:
        """The contact's id; None before the first thing heard."""
        return await self.chat.store.read_soon(
            lambda session: transcripts.contact_of(session, self.account, self.address)
        )

    async def greeted(self) -> int:
        """The contact's id, after a hello where nothing was heard before."""
        if await self.contact() is None:
            await self.hear(START)
        found = await self.contact()
        assert found is not None
        return found

    async def was_heard(self, key: str) -> bool:
        return await self.chat.store.read_soon(
            lambda session: transcripts.was_heard(session, self.account, self.address, key)
        )

    async def hear(self, heard: Heard) -> None:
        """Hand over what was heard, as this owner's, and wake their pages."""
        theirs = {"account": self.account, "address": self.address, "locale": self.locale}
        await self.chat.take(msgspec.structs.replace(heard, **theirs))
        self.chat.bell.ring([self.address])


async def room(chat: WebChat, request: Request) -> Room:
    """Raises Turned for an unknown centre, and for a browser without its key."""
    code = request.path_params["centre"]
    try:
        centre = await chat.store.read_soon(lambda session: transcripts.centre_of(session, code))
    except Missing as missing:
        raise Turned(404, "no_centre") from missing
    return Room(chat, centre.code, address(request, chat.settings), language(request, centre.locale))
