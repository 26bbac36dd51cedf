"""WeChat's own account of who may be written to: nothing of it is shared with the product."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

TWO_DAYS, ONE_MINUTE, TEN_MINUTES = timedelta(hours=48), timedelta(minutes=1), timedelta(minutes=10)


class Counting(Enum):
    """Of several open windows, which one a message is taken from: the documents do not say."""

    EACH = "each"
    FIRST_TO_END = "first to end"
    LAST_TO_END = "last to end"


@dataclass
class Opened:
    until: datetime
    left: int


@dataclass
class Arrived:
    """A message as the follower sees it."""

    at: datetime
    by: str
    words: str
    msgid: int


@dataclass
class Follower:
    openid: str
    following: bool = True
    muted: bool = False
    words: Opened | None = None
    others: list[Opened] = field(default_factory=list)
    allowed: dict[str, int] = field(default_factory=dict)
    refuses_templates: bool = False
    received: list[Arrived] = field(default_factory=list)

    def writes(self, now: datetime) -> None:
        self.words = Opened(now + TWO_DAYS, 5)

    def clicks(self, now: datetime) -> None:
        """A menu, a link in a message, a scan, following."""
        self.others.append(Opened(now + ONE_MINUTE, 3))

    def open_at(self, now: datetime) -> list[Opened]:
        windows = [*([self.words] if self.words else []), *self.others]
        return sorted((one for one in windows if now < one.until), key=lambda one: one.until)


class Refusal(Exception):
    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words


@dataclass
class Template:
    """A registered template: the names of its fields."""

    fields: tuple[str, ...]
    subscription: bool = False


LONGEST = {"thing": 20, "character_string": 32, "phone_number": 17, "phrase": 5, "name": 20, "const": 20}
LETTERS = {"character_string": r"[\x20-\x7e]+", "phone_number": r"[0-9+-]+", "phrase": r"[\u4e00-\u9fff]+"}


def check_fields(template: Template, data: Any) -> None:
    """Raises Refusal as WeChat does (47003)."""
    if not isinstance(data, dict) or set(data) != set(template.fields):
        raise Refusal(47003, f"argument invalid! fields {data!r}")
    for name, held in data.items():
        value = held.get("value") if isinstance(held, dict) else None
        kind = re.sub(r"\d+$", "", name)
        fits = isinstance(value, str) and value and "\n" not in value and len(value) <= LONGEST.get(kind, 100)
        if not fits or not re.fullmatch(LETTERS.get(kind, r".+"), value):
            raise Refusal(47003, f"argument invalid! data.{name}.value is {value!r}")


@dataclass
class Books:
    """Everything that one account's followers let it do."""

    counting: Counting = Counting.EACH
    followers: dict[str, Follower] = field(default_factory=dict)
    templates: dict[str, Template] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    jobs: list[tuple[str, int, str]] = field(default_factory=list)
    sent_ids: dict[tuple[str, str], tuple[datetime, int]] = field(default_factory=dict)
    number: int = 1000

    def follower(self, openid: str) -> Follower:
        return self.followers.setdefault(openid, Follower(openid))

    def service(self, openid: str, words: str, now: datetime) -> int:
        """A customer-service message. Raises Refusal, and remembers that a rule was broken."""
        who = self._following(openid)
        if who.muted:
            raise Refusal(48002, "user block receiving message")
        open_, has_words = who.open_at(now), who.words is not None and now < who.words.until
        if not any(one.left > 0 for one in open_):
            code = 45047 if has_words else 45015
            self.broken.append(f"{now:%d %H:%M:%S} {openid} {code} {words[:20]}")
            raise Refusal(code, "out of response count limit" if has_words else "response out of time limit")
        self._count(open_)
        return self._arrive(who, "service", words, now)

    def template(self, openid: str, template_id: str, data: Any, serial: str, now: datetime) -> int:
        """Accepted; what became of it is told by a job (`jobs`)."""
        who, template = self._following(openid), self._registered(template_id, subscription=False)
        check_fields(template, data)
        known = self.sent_ids.get((openid, serial))
        if serial and known and now - known[0] < TEN_MINUTES:
            return known[1]
        if who.refuses_templates:
            self.number += 1
            self.jobs.append((openid, self.number, "failed:user block"))
            return self.number
        msgid = self._arrive(who, "template", str(data), now)
        self.sent_ids[openid, serial] = (now, msgid)
        self.jobs.append((openid, msgid, "success"))
        return msgid

    def subscription(self, openid: str, template_id: str, data: Any, now: datetime) -> int:
        who, template = self._following(openid), self._registered(template_id, subscription=True)
        check_fields(template, data)
        if who.allowed.get(template_id, 0) < 1:
            self.broken.append(f"{now:%d %H:%M:%S} {openid} 43101 {template_id}")
            raise Refusal(43101, "user refuse to accept the msg")
        who.allowed[template_id] -= 1
        return self._arrive(who, "subscription", str(data), now)

    def _following(self, openid: str) -> Follower:
        who = self.followers.get(openid)
        if who is None:
            raise Refusal(40003, "invalid openid")
        if not who.following:
            raise Refusal(43004, "require subscribe")
        return who

    def _registered(self, template_id: str, *, subscription: bool) -> Template:
        template = self.templates.get(template_id)
        if template is None or template.subscription is not subscription:
            raise Refusal(40037, "invalid template_id")
        return template

    def _count(self, open_: list[Opened]) -> None:
        counted = [one for one in open_ if one.left > 0]
        if self.counting is Counting.FIRST_TO_END:
            counted = counted[:1]
        elif self.counting is Counting.LAST_TO_END:
            counted = counted[-1:]
        for one in counted:
            one.left -= 1

    def _arrive(self, who: Follower, by: str, words: str, now: datetime) -> int:
        self.number += 1
        who.received.append(Arrived(now, by, words, self.number))
        return self.number
