"""A staff group in WeCom: a group robot, or messages of an application; neither can change what it said."""

import importlib
from typing import Any

from bot.channels.channel import SendFailed, Why
from bot.channels.wecom.account import WeComApp
from bot.groups.fitting import fit, in_bytes
from bot.groups.speaker import Said, TopicMade
from desk.group_message import Line
from desk.group_posting import Job
from desk.staff_groups import APP, ROBOT
from locales import say
from storage.sealing import NotOurs, unseal

LONGEST_ROBOT, LONGEST_APP = 4096, 2048
"""In bytes, of a markdown message."""
MARKUP = str.maketrans("<>[]*`#@\\&", "＜＞［］＊｀＃＠＼＆")


class Wire:
    """The API, opened when something is said there for the first time."""

    def __init__(self, api: str) -> None:
        self._api = api
        self._opened: Any = None

    @property
    def api(self) -> Any:
        if self._opened is None:
            # its library is loaded only where it is used
            client: Any = importlib.import_module("bot.channels.wecom.client")
            self._opened = client.WeCom(self._api)
        return self._opened

    async def close(self) -> None:
        if self._opened is not None:
            await self._opened.close()


class RobotSpeaker:
    """All group robots: each has a key of its own, which is sealed in the database."""

    account = ROBOT

    def __init__(self, wire: Wire, secret: str) -> None:
        self._wire = wire
        self._secret = secret

    async def say(self, job: Job, made: TopicMade) -> Said:  # noqa: ARG002  a robot knows no topics
        try:
            key = unseal(self._secret, job.address)
        except NotOurs:
            words = "the key was sealed with another secret: enter it again"
            raise SendFailed(Why.GONE, words, permanent=True) from None
        await self._wire.api.robot(key, markdown(job, most=LONGEST_ROBOT, marked=job.repeat))
        return Said()

    async def probe(self) -> None:
        await self._wire.api.is_there()


class AppSpeaker:
    """The application's messages; WeCom itself drops one that is sent twice, so none is marked."""

    account = APP

    def __init__(self, wire: Wire, app: WeComApp) -> None:
        self._wire = wire
        self._app = app

    async def say(self, job: Job, made: TopicMade) -> Said:  # noqa: ARG002  an application knows no topics
        content = markdown(job, most=LONGEST_APP, marked=False)
        return Said(await self._wire.api.message(self._app, job.address, content))

    async def probe(self) -> None:
        await self._wire.api.is_there()


def markdown(job: Job, *, most: int, marked: bool) -> str:
    """Words that are nobody's markup (RELIABILITY 7.41), cut between lines."""
    mark = [say(job.locale, "dialog.resent")] if marked else []
    lines = [*mark, *(_line(line) for line in job.message.lines)]
    return fit(lines, most=most, size=in_bytes, locale=job.locale)


def _line(line: Line) -> str:
    words = line.words.translate(MARKUP).encode(errors="replace").decode()
    return f"[{words}]({line.link})" if line.link else words
