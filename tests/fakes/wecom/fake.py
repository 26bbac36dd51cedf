"""The platform: keys are checked, a robot says twenty a minute, every refusal is a 200 with an errcode."""

import asyncio
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from threading import Event, Thread
from typing import Any, Self

from aiohttp import web

CORP, AGENT, SECRET = "ww0123456789abcdef", 1000002, "application-secret-of-the-fake-0001"
MOST_A_MINUTE = 20
LONGEST_ROBOT, LONGEST_APP = 4096, 2048
MOST_BUTTONS = 6
Json = dict[str, Any]


@dataclass
class Robot:
    """One robot of a group; `said` is what the group sees."""

    said: list[str] = field(default_factory=list)
    at: deque[datetime] = field(default_factory=deque)


@dataclass
class Card:
    """One card as its readers see it; `shown` is each state it had."""

    task_id: str
    readers: set[str]
    shown: list[Json]

    @property
    def now(self) -> Json:
        return self.shown[-1]

    def words(self) -> str:
        return _words_of(self.now)

    def buttons(self) -> dict[str, str]:
        return {button["text"]: button["key"] for button in self.now.get("button_list", [])}


class FakeWeCom:
    """`clock` is the tests' clock: limits and repeats are counted by it."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.robots: dict[str, Robot] = {}
        self.received: dict[str, list[str]] = {}
        """What each member of the company reads, by userid; cards as they were shown first."""
        self.screens: dict[str, list[str | Card]] = {}
        """The same with cards as they are now."""
        self.members = {"chen", "li"}
        self.calls: list[tuple[str, int]] = []
        """Path and errcode of each call, in order."""
        self.answers: deque[web.Response | int | None] = deque()
        """What the next calls get instead: an answer, an errcode, None for a connection that closes."""
        self.hides_answers = 0
        """So many calls are carried out and not answered."""
        self.cards: dict[str, Card] = {}
        """What was shown with buttons, by task id."""
        self.codes: dict[str, tuple[Card, datetime]] = {}
        """Each lets one card be changed, once."""
        self.token = "token-1"
        self._tokens = count(2)
        self._sent: dict[str, datetime] = {}
        self._numbers = count(1)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = asyncio.Event()
        self._ready = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._serve()), name="fake-wecom", daemon=True)
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def robot(self, key: str) -> Robot:
        """A robot that somebody added to a group."""
        return self.robots.setdefault(key, Robot())

    def end_token(self) -> None:
        """Tokens do not last."""
        self.token = f"token-{next(self._tokens)}"

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        app = web.Application()
        app.router.add_route("*", "/cgi-bin/{path:.+}", self._call)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]
        self._ready.set()
        await self._ended.wait()
        await runner.cleanup()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        if self.answers:
            instead = self.answers.popleft()
            if isinstance(instead, int):
                return self._answer(path, {"errcode": instead, "errmsg": "as told"})
            self.calls.append((path, -2))
            if instead is None and request.transport is not None:
                request.transport.close()
            return instead or web.Response()
        body = await request.json() if request.can_read_body else {}
        answer = self._answer(path, self._play(path, dict(request.query), body))
        if self.hides_answers and request.transport is not None:
            self.hides_answers -= 1
            request.transport.close()
        return answer

    def _answer(self, path: str, answer: Json) -> web.Response:
        self.calls.append((path, answer["errcode"]))
        return web.json_response(answer)

    def _play(self, path: str, query: Json, body: Json) -> Json:
        if path == "webhook/send":
            return self._by_robot(query.get("key", ""), body)
        if path == "gettoken":
            if (query.get("corpid"), query.get("corpsecret")) != (CORP, SECRET):
                return _refused(40001, "invalid credential")
            return {"errcode": 0, "errmsg": "ok", "access_token": self.token, "expires_in": 7200}
        if path == "getcallbackip":
            return _refused(41001, "access_token missing")
        if query.get("access_token") != self.token:
            return _refused(42001, "access_token expired")
        if path == "agent/get":
            known = query.get("agentid") == str(AGENT)
            return (
                {"errcode": 0, "errmsg": "ok", "name": "回訪"}
                if known
                else _refused(40056, "invalid agentid")
            )
        if path == "message/update_template_card":
            return self._change(body)
        return self._by_app(body) if path == "message/send" else _refused(48002, "api forbidden")

    def _by_robot(self, key: str, body: Json) -> Json:
        robot, now = self.robots.get(key), self._clock()
        if robot is None:
            return _refused(93000, "invalid webhook url, hint: [1]")
        content = body.get("markdown", {}).get("content") if body.get("msgtype") == "markdown" else None
        if not isinstance(content, str) or not content:
            return _refused(40008, "invalid message type")
        if len(content.encode()) > LONGEST_ROBOT:
            return _refused(40058, "markdown.content exceed max length 4096")
        while robot.at and now - robot.at[0] >= timedelta(minutes=1):
            robot.at.popleft()
        if len(robot.at) >= MOST_A_MINUTE:
            return _refused(45009, "api freq out of limit")
        robot.at.append(now)
        robot.said.append(content)
        return {"errcode": 0, "errmsg": "ok"}

    def _by_app(self, body: Json) -> Json:
        if body.get("agentid") != AGENT:
            return _refused(40056, "invalid agentid")
        card = body.get("template_card")
        content = _words_of(card) if card else body["markdown"]["content"]
        if len(content.encode()) > LONGEST_APP:
            return _refused(45002, "content size out of limit")
        if card and (refused := self._unfit(card)):
            return refused
        wanted = self.members if body["touser"] == "@all" else set(body["touser"].split("|"))
        able = wanted & self.members
        if not able:
            return _refused(81013, "user & party & tag all invalid")
        within = timedelta(seconds=body.get("duplicate_check_interval", 1800))
        once, now = f"{body['touser']} {content}", self._clock()
        is_repeat = body.get("enable_duplicate_check") and now - self._sent.get(once, now - within) < within
        if not is_repeat:
            self._sent[once] = now
            for member in able:
                self.received.setdefault(member, []).append(content)
                if not card:
                    self.screens.setdefault(member, []).append(content)
        code = {"response_code": self._show(card, able)} if card else {}
        invalid = {"invaliduser": "|".join(sorted(wanted - able))} if wanted - able else {}
        return {"errcode": 0, "errmsg": "ok", "msgid": f"msg-{next(self._numbers)}", **invalid, **code}

    def _unfit(self, card: Json) -> Json | None:
        """Whether a card is refused, and how."""
        buttons = card.get("button_list", [])
        keys = [button["key"] for button in buttons]
        if card["card_type"] == "button_interaction" and not 1 <= len(buttons) <= MOST_BUTTONS:
            return _refused(40058, "button_list size invalid")
        if len(set(keys)) < len(keys) or any(len(key.encode()) > 1024 for key in keys):
            return _refused(40058, "button_list.key invalid")
        if card["card_type"] == "text_notice" and card.get("card_action", {}).get("type") != 1:
            return _refused(40058, "card_action.type invalid")
        if not card.get("main_title", {}).get("title") and not card.get("sub_title_text"):
            return _refused(40058, "main_title.title and sub_title_text missing")
        if (
            not re.fullmatch("[0-9A-Za-z_@-]{1,128}", card.get("task_id", "x"))
            or card.get("task_id") in self.cards
        ):
            return _refused(42014, "taskid has existed or empty or exceed max len")
        return None

    def _show(self, card: Json, readers: set[str]) -> str:
        shown = self.cards[card["task_id"]] = Card(card["task_id"], readers, [card])
        for member in readers:
            self.screens.setdefault(member, []).append(shown)
        return self.give_code(shown)

    def give_code(self, card: Card) -> str:
        """By showing it, and by each press."""
        code = f"code-{next(self._numbers)}"
        self.codes[code] = (card, self._clock())
        return code

    def _change(self, body: Json) -> Json:
        found = self.codes.pop(body.get("response_code", ""), None)
        if found is None or self._clock() - found[1] > timedelta(hours=72):
            return _refused(40122, "invalid response_code")
        if body.get("agentid") != AGENT:
            return _refused(40056, "invalid agentid")
        if refused := self._unfit(body["template_card"]):
            return refused
        found[0].shown.append(body["template_card"])
        return {"errcode": 0, "errmsg": "ok"}


def _words_of(card: Json) -> str:
    return f"{card['main_title']['title']}\n{card.get('sub_title_text', '')}".strip()


def _refused(errcode: int, errmsg: str) -> Json:
    return {"errcode": errcode, "errmsg": errmsg}
