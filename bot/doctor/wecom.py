"""WeCom, live: is the application accepted, do the robots' keys open, can a callback arrive."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

from bot.channels.channel import SendFailed
from bot.channels.wecom.account import WeComApp
from bot.channels.wecom.callback import PATH
from bot.channels.wecom.client import WeCom
from bot.doctor.finding import Finding
from bot.settings import Settings
from desk.staff_groups import ROBOT
from storage import Store, groups
from storage.sealing import NotOurs, unseal
from storage.tables import StaffGroup


async def look(settings: Settings, store: Store) -> AsyncIterator[Finding]:
    """A robot is not asked to say anything: the console's test message does that."""
    async with AsyncExitStack() as opened:
        wecom = WeCom(settings.wecom_api)
        opened.push_async_callback(wecom.close)
        if (app := settings.wecom) is not None:
            yield await _application(wecom, app)
            yield _callback(app, settings.public_url)
        for group in store.read(lambda session: groups.of_account(session, ROBOT)):
            yield _robot(group, settings.secret.get_secret_value())


async def _application(wecom: WeCom, app: WeComApp) -> Finding:
    step = f"wecom application {app.agent_id}"
    try:
        name = await wecom.agent(app)
    except SendFailed as failed:
        return Finding(step, f"{failed}; 60020 means that this server's address is not among the trusted IPs")
    return Finding(step, note=name)


def _callback(app: WeComApp, public_url: str) -> Finding:
    step = "wecom callback"
    if not app.hears:
        return Finding(step, note="not set: members cannot write to the application")
    if not public_url.startswith("https://"):
        return Finding(step, "HUIFANG_PUBLIC_URL: WeCom brings messages to an https address")
    return Finding(step, note=f"{public_url}{PATH}")


def _robot(group: StaffGroup, secret: str) -> Finding:
    step = f"wecom robot {group.name}"
    if group.lost_at is not None:
        return Finding(step, group.lost_why)
    try:
        unseal(secret, group.address)
    except NotOurs:
        return Finding(step, "its key was sealed with another HUIFANG_SECRET: enter it again in the console")
    return Finding(step, note=group.hint)
