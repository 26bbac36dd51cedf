"""The demo centre with every channel, and phones to try them: python -m tests.fakes.demo."""

import asyncio
import os
import shutil
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
from aiohttp import web

from tests.fakes.phones.desk import ROBOT_KEY, is_up, set_up_groups
from tests.fakes.phones.page import Phones
from tests.fakes.phones.telegram import GroupPhone, OwnerPhone
from tests.fakes.phones.wechat import WeChatPhone
from tests.fakes.phones.wecom import MemberPhone
from tests.fakes.telegram import FakeTelegram
from tests.fakes.wechat.fake import APPID, SECRET, FakeWeChat
from tests.fakes.wechat.pusher import Account
from tests.fakes.wecom import AES_KEY, AGENT, CALLBACK_TOKEN, CORP, FakeWeCom
from tests.fakes.wecom import SECRET as WECOM_SECRET

HUIFANG = Path(sys.executable).with_name("huifang")
DATA, PASSWORD = Path("var/fakes"), Path("var/demo-password")
HOOK_SECRET = "the-secret-that-both-sides-know-0001"
LONGEST_END = 5.0


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Fakes:
    """The platforms, each on a port of its own."""

    wechat: FakeWeChat
    telegram: FakeTelegram
    wecom: FakeWeCom

    def settings(self, base: str) -> dict[str, str]:
        """What the desk is told of them, as somebody with real accounts would."""
        account = Account()
        return {
            "HUIFANG_ENVIRONMENT": "demo",
            "HUIFANG_PUBLIC_URL": base,
            "HUIFANG_SECRET_FILE": "var/secret",
            "HUIFANG_DATABASE_URL": f"sqlite:///{DATA}/huifang.db",
            "HUIFANG_FILES": f"{DATA}/files",
            "HUIFANG_WECHAT_APPID": APPID,
            "HUIFANG_WECHAT_SECRET": SECRET,
            "HUIFANG_WECHAT_TOKEN": account.token,
            "HUIFANG_WECHAT_AES_KEY": account.aes,
            "HUIFANG_WECHAT_API": self.wechat.url,
            "HUIFANG_TELEGRAM_TOKEN": self.telegram.token,
            "HUIFANG_TELEGRAM_MODE": os.environ.get("HUIFANG_TELEGRAM_MODE", "webhook"),
            "HUIFANG_TELEGRAM_SECRET": HOOK_SECRET,
            "HUIFANG_TELEGRAM_API": self.telegram.url,
            "HUIFANG_WECOM_API": self.wecom.url,
            "HUIFANG_WECOM_CORP_ID": CORP,
            "HUIFANG_WECOM_AGENT_ID": str(AGENT),
            "HUIFANG_WECOM_SECRET": WECOM_SECRET,
            "HUIFANG_WECOM_TOKEN": CALLBACK_TOKEN,
            "HUIFANG_WECOM_AES_KEY": AES_KEY,
            "HUIFANG_TICK_SECONDS": "2",
        }


async def main(arguments: Sequence[str], port: int, phones_port: int) -> int:
    """The desk's own exit code, or 0 when somebody ended it."""
    ended = asyncio.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(one, ended.set)
    base = f"http://127.0.0.1:{port}"
    async with AsyncExitStack() as running:
        fakes = Fakes(
            running.enter_context(FakeWeChat()),
            running.enter_context(FakeTelegram()),
            running.enter_context(FakeWeCom(now)),
        )
        fakes.wechat.lives_by(now)
        fakes.wecom.robot(ROBOT_KEY)
        client = await running.enter_async_context(httpx.AsyncClient(base_url=base, trust_env=False))
        group = GroupPhone(fakes.telegram)
        member = MemberPhone(fakes.wecom, client, "li")
        phones = Phones(
            WeChatPhone(fakes.wechat, client),
            OwnerPhone(fakes.telegram),
            group,
            member,
            fakes.wecom,
            ROBOT_KEY,
            base,
        )
        await running.enter_async_context(_served(phones.app(), phones_port))
        settings = fakes.settings(base)
        desk = await running.enter_async_context(_desk(arguments, settings))
        return await _played(desk, ended, _set_up(phones, settings, phones_port))


async def _played(desk: Process, ended: asyncio.Event, setting_up: Coroutine[None, None, None]) -> int:
    """Until somebody ends it, or the desk ends by itself. Raises what went wrong while setting up."""
    preparing = asyncio.create_task(setting_up)
    ends = {asyncio.create_task(desk.wait()), asyncio.create_task(ended.wait())}
    done, _ = await asyncio.wait({preparing, *ends}, return_when=asyncio.FIRST_COMPLETED)
    if preparing in done:
        preparing.result()
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    for task in (preparing, *ends):
        task.cancel()
    await asyncio.gather(preparing, *ends, return_exceptions=True)
    return desk.returncode or 0


async def _set_up(phones: Phones, settings: dict[str, str], port: int) -> None:
    """What has to be there before anybody plays."""
    await is_up(phones.desk)
    phones.password = await asyncio.to_thread(PASSWORD.read_text, encoding="utf-8")
    async with asyncio.TaskGroup() as both:
        both.create_task(set_up_groups(phones.desk, phones.password, phones.group, phones.member))
        both.create_task(_command(settings, "wechat", "menu"))
    await phones.wechat.follows()
    phones.owner.says("/start")
    sys.stdout.write(
        f"  Phones     http://127.0.0.1:{port}/\n"
        "    WeChat and Telegram of two owners, the staff's groups in Telegram and WeCom: fake platforms,\n"
        f"    no account anywhere. They forget everything at the end; {DATA}/ is begun anew each time.\n\n"
    )
    sys.stdout.flush()


@asynccontextmanager
async def _served(app: web.Application, port: int) -> AsyncGenerator[None]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _desk(arguments: Sequence[str], settings: dict[str, str]) -> AsyncGenerator[Process]:
    """The real command; in a group of its own, so that Ctrl-C reaches it once, through us."""
    desk = await asyncio.create_subprocess_exec(
        HUIFANG, "demo", *arguments, env={**os.environ, **settings}, process_group=0
    )
    try:
        yield desk
    finally:
        if desk.returncode is None:
            desk.terminate()
            try:
                await asyncio.wait_for(desk.wait(), LONGEST_END)
            except TimeoutError:
                desk.kill()
                await desk.wait()


async def _command(settings: dict[str, str], *words: str) -> None:
    """A command of the desk beside the one that serves."""
    done = await asyncio.create_subprocess_exec(
        HUIFANG, *words, env={**os.environ, **settings}, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        await done.wait()
    except asyncio.CancelledError:
        done.kill()
        raise


def _ports() -> tuple[int, int]:
    """The desk's and the page's. Ends the program when one is taken: another desk would be set up there."""
    port = int(os.environ.get("PORT", "8000"))
    phones = int(os.environ.get("PHONES_PORT", str(port + 1)))
    for name, each in (("PORT", port), ("PHONES_PORT", phones)):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", each))
            except OSError:
                sys.exit(f"port {each} is in use: {name}=... chooses another")
    return port, phones


def _begin_anew() -> None:
    """The platforms forget everything when they end: what the desk knew of them would be wrong."""
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)


if __name__ == "__main__":
    taken = _ports()
    _begin_anew()
    ended = asyncio.run(main(sys.argv[1:], *taken))
    sys.stdout.flush()
    # everything is closed; taking down what the fakes had loaded would last longer than all the rest
    os._exit(ended)
