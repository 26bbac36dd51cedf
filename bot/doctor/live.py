"""All live checks of `huifang doctor`, channel by channel: a new channel adds its function to the list."""

import asyncio
from collections.abc import Iterator, Sequence

from bot.doctor import telegram, wechat, wecom
from bot.doctor.finding import Check, Finding
from bot.settings import Settings
from storage import Store

CHECKS: tuple[Check, ...] = (telegram.look, wecom.look, wechat.look)


def look(settings: Settings, store: Store, checks: Sequence[Check] = CHECKS) -> Iterator[Finding]:
    """What every configured platform says of itself, in the order of `checks`."""
    for check in checks:
        yield from asyncio.run(_all_of(check, settings, store))


async def _all_of(check: Check, settings: Settings, store: Store) -> list[Finding]:
    return [finding async for finding in check(settings, store)]
