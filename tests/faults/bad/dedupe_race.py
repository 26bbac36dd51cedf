"""Looks whether a message was heard, and remembers it in another transaction than the one it looked in."""

import asyncio
import secrets
from functools import partial

import msgspec
from sqlmodel import col, delete, select, update

from bot.channels.channel import Inbound
from bot.intake import Intake, Then
from desk.hearing import hear
from dialogs.heard import Heard
from storage import Session
from storage.prepared import insert_once
from storage.tables import InboundKey, Message
from tests.faults.bad.assembly import Sound

_KEY = insert_once(InboundKey, "account", "sender", "external_id")


class GetThenSet(Intake):
    async def take(self, inbound: Inbound) -> None:
        assert isinstance(inbound, Heard)
        if not await self.store.read_soon(partial(_was_heard, heard=inbound)):
            await self.store.write_soon(partial(self._hear, heard=inbound))

    def take_then(self, inbound: Inbound, then: Then) -> None:
        """As hooks hand it over: the same look first, the same remembering later."""
        taking = asyncio.ensure_future(self.take(inbound))
        taking.add_done_callback(lambda taken: then(taken.exception()))

    def _hear(self, session: Session, *, heard: Heard) -> None:
        """The turn under an id of its own, so that the table's unique key cannot help; then the real id."""
        alias = f"{heard.external_id}#{secrets.token_hex(8)}"
        hear(
            session,
            msgspec.structs.replace(heard, external_id=alias),
            centre=self.centre_of,
            now=self.clock(),
        )
        session.exec(delete(InboundKey).where(col(InboundKey.external_id) == alias))
        session.exec(
            update(Message).where(col(Message.external_id) == alias).values(external_id=heard.external_id)
        )
        _KEY.run(session, account=heard.account, sender=heard.address, external_id=heard.external_id)


def _was_heard(session: Session, *, heard: Heard) -> bool:
    known = select(InboundKey.external_id).where(
        InboundKey.account == heard.account,
        InboundKey.sender == heard.address,
        InboundKey.external_id == heard.external_id,
    )
    return session.exec(known).first() is not None


class DedupeRace(Sound):
    def __post_init__(self) -> None:
        super().__post_init__()
        self.intake = GetThenSet(self.store, self._centre_of, self.clock)
