"""A staff group in WeCom: a group robot, or cards and messages of an application."""

import importlib
from typing import Any

from bot.channels.channel import SendFailed, Why
from bot.channels.wecom.account import WeComApp
from bot.groups.fitting import cut_to, fit, in_bytes
from bot.groups.speaker import MessageGone, Said, TopicMade
from desk.group_message import Line
from desk.group_posting import Job
from desk.staff_groups import APP, ROBOT
from locales import say
from storage.sealing import NotOurs, unseal

LONGEST_ROBOT, LONGEST_APP = 4096, 2048
"""In bytes, of a markdown message."""
MOST_BUTTONS, LONGEST_TITLE, LONGEST_WORDS = 6, 36, 160
"""Of a card; in characters."""
TO_A_PAGE = 1
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
    """The application: cards with buttons, where presses find the way back to us; else messages.

    WeCom itself drops what is sent twice, so nothing is marked.
    """

    account = APP

    def __init__(self, wire: Wire, app: WeComApp) -> None:
        self._wire = wire
        self._app = app

    async def say(self, job: Job, made: TopicMade) -> Said:  # noqa: ARG002  an application knows no topics
        if self._app.hears and job.edits and job.code:
            return await self._change(job)
        if self._app.hears and job.message.buttons:
            code = await self._wire.api.card(self._app, job.address, card(job))
            return Said(job.serial, code=code)
        await self._wire.api.message(self._app, job.address, markdown(job, most=LONGEST_APP, marked=False))
        return Said()

    async def _change(self, job: Job) -> Said:
        """Raises MessageGone when it cannot be changed (any more): the card is shown anew."""
        changed = card(job)
        del changed["task_id"]
        if not job.message.buttons and "card_action" not in changed:
            raise MessageGone("a card without buttons has to lead somewhere")
        try:
            await self._wire.api.change_card(self._app, job.code, changed)
        except SendFailed as failed:
            if failed.why is Why.REFUSED:
                raise MessageGone(str(failed)) from failed
            raise
        return Said(job.edits)

    async def probe(self) -> None:
        await self._wire.api.is_there()


def card(job: Job) -> dict[str, Any]:
    """With buttons; a case that is over has none, and its card leads to the console."""
    title, *lines = [line.words for line in job.message.lines]
    if len(title) > LONGEST_TITLE:
        title, lines = "", [title, *lines]
    buttons = [
        {"text": button.label, "style": 1, "key": button.token}
        for row in job.message.buttons
        for button in row
    ]
    shown: dict[str, Any] = {
        "card_type": "button_interaction" if buttons else "text_notice",
        "main_title": {"title": title},
        "sub_title_text": cut_to("\n".join(lines), LONGEST_WORDS),
        "task_id": job.serial,
    }
    if link := job.message.lines[0].link:
        shown["card_action"] = {"type": TO_A_PAGE, "url": link}
    if buttons:
        shown["button_list"] = buttons[:MOST_BUTTONS]
    return shown


def markdown(job: Job, *, most: int, marked: bool) -> str:
    """Words that are nobody's markup (RELIABILITY 7.41), cut between lines."""
    mark = [say(job.locale, "dialog.resent")] if marked else []
    lines = [*mark, *(_line(line) for line in job.message.lines)]
    return fit(lines, most=most, size=in_bytes, locale=job.locale)


def _line(line: Line) -> str:
    words = line.words.translate(MARKUP).encode(errors="replace").decode()
    return f"[{words}]({line.link})" if line.link else words
