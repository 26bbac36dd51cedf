"""What a staff group is told next: one message of a chat at a time, many of them as one digest (F6)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from desk import group_lists
from desk.group_cards import ANNOUNCED, TOPIC
from desk.group_message import Line, Message, text
from desk.group_words import Reader, card, head, in_digest, news, row_of
from dialogs.speech import Button
from procedures.kinds import CaseState
from storage import Session, centres, group_posts, pacing
from storage.group_posts import Lease, Waiting
from storage.pacing import USUAL, Limits
from storage.tables import Case, GroupCard, GroupPost, StaffGroup

DIGEST_FROM = 4
DIGEST_AFTER = timedelta(minutes=2)
MOST = 20
IN_DIGEST = ("card", "news")
LONGEST_TOPIC = 100


class Said(msgspec.Struct):
    """The body of a post: plain words with what belongs to them."""

    lines: list[str] = []
    buttons: list[list[tuple[str, str]]] = []
    reply_to: str = ""
    thread: str = ""
    query: str = ""
    what: str = ""
    which: str = ""
    act: str = ""
    by: int = 0
    given: str = ""


READ_SAID = msgspec.json.Decoder(Said)


def said_json(said: Said) -> str:
    return msgspec.json.encode(said).decode()


@dataclass(frozen=True)
class Shown:
    """A card and how it will have been shown."""

    card_id: int
    as_: str


@dataclass(frozen=True)
class Job:
    """One call to a platform, and what it settles.

    `edits` is the message to change, `query` the press to answer, `topic` the name of a topic to make first.
    `topic_open` has the topic itself opened again, or closed.
    `code` is what a platform wants to see before it changes a card, once; `serial` is the same for each try.
    """

    leases: tuple[Lease, ...]
    account: str
    kind: str
    address: str
    chat_key: str
    message: Message
    locale: str
    until: datetime
    tries: int
    group_id: int | None = None
    cards: tuple[Shown, ...] = ()
    edits: str = ""
    code: str = ""
    serial: str = ""
    query: str = ""
    topic: str = ""
    topic_open: bool | None = None
    thread: str = ""
    repeat: bool = False
    is_digest: bool = field(default=False)


def next_jobs(
    session: Session,
    account: str,
    *,
    desk_url: str,
    now: datetime,
    lease: timedelta,
    limits: Limits = USUAL,
) -> list[Job]:
    """Claim what may be said now; at most one message for each chat, and every answer to a press."""
    if pacing.allowance(session, account, now=now, most=MOST, limits=limits) <= 0:
        return []
    waiting = group_posts.waiting(session, account, now=now)
    jobs = [_press(session, each, now + lease) for each in waiting if each.post.kind == "press"]
    chats: dict[str, list[Waiting]] = {}
    for each in waiting:
        if each.post.kind != "press":
            chats.setdefault(chat_key(each), []).append(each)
    for key, those in chats.items():
        if len(jobs) >= MOST or pacing.is_held(session, pacing.chat_key(account, key), now=now):
            continue
        job = _next_of(session, those, desk_url, now, now + lease)
        if job is not None:
            jobs.append(job)
            pacing.hold(session, pacing.chat_key(account, key), until=now + limits.between_in_group)
    jobs = [job for job in jobs if job.leases]
    if jobs:
        pacing.spend(session, account, len(jobs), now=now, limits=limits)
    return jobs


def chat_key(each: Waiting) -> str:
    return each.post.address[:64] or f"group:{each.post.group_id}"


def _press(session: Session, each: Waiting, until: datetime) -> Job:
    said = READ_SAID.decode(each.post.body)
    message = Message(text(*said.lines))
    return _job(session, [each], message, Reader("en", ZoneInfo("UTC"), True, ""), until, query=said.query)


def _next_of(
    session: Session, those: Sequence[Waiting], desk_url: str, now: datetime, until: datetime
) -> Job | None:
    """The first of a chat's posts that still has something to say."""
    announced = [each for each in those if each.post.weight == ANNOUNCED]
    for each in those:
        if each.group is None:
            return _plain(session, each, until)
        by = _reader(session, each.group, desk_url)
        if each.post.weight == ANNOUNCED and _is_many(announced, now):
            return _digest(session, each.group, by, now, until)
        job = _one(session, each, each.group, by, now, until)
        if job is not None:
            return job
    return None


def _is_many(announced: Sequence[Waiting], now: datetime) -> bool:
    """Whether they are told together: many, or some that had to wait."""
    waited = now - min(each.post.made_at for each in announced)
    return len(announced) >= DIGEST_FROM or (len(announced) > 1 and waited > DIGEST_AFTER)


def _digest(session: Session, group: StaffGroup, by: Reader, now: datetime, until: datetime) -> Job:
    """All that waits to be told in a group, a line for each case."""
    those = group_posts.open_announcements(session, group.id or 0, IN_DIGEST, ANNOUNCED, now=now)
    of_cases = {each.card.id: each.card for each in those if each.card is not None}
    shown, lines = [], []
    for one in of_cases.values():
        row = row_of(session, one.case_id, group.centre_id)
        shown.append(Shown(one.id or 0, signature(card(session, group, one.id or 0, row, by, now))))
        lines.append(in_digest(row, by, now))
    title = Line(by.say("group.digest", count=len(lines)))
    message = Message((title, *lines), guarded=not by.discreet)
    return _job(session, those, message, by, until, cards=tuple(shown), is_digest=True)


def _one(
    session: Session, each: Waiting, group: StaffGroup, by: Reader, now: datetime, until: datetime
) -> Job | None:
    """None when the group sees it already."""
    said = READ_SAID.decode(each.post.body)
    if each.post.kind == "list":
        made = group_lists.message(session, group, said.which, by, now=now)
        return _job(session, [each], made, by, until)
    if each.card is None or each.post.kind not in (*IN_DIGEST, TOPIC):
        return _plain(session, each, until, by)
    row = row_of(session, each.card.case_id, group.centre_id)
    if each.post.kind == "news":
        made = news(row, said.what, by)
        made = Message(made.lines, reply_to=each.card.external_id or "")
        return _job(session, [each], made, by, until, thread=said.thread or each.card.thread_id or "")
    if each.post.kind == TOPIC:
        return _topic(session, each, each.card, row.case, by, now, until)
    made = card(session, group, each.card.id or 0, row, by, now)
    if signature(made) == each.card.shown:
        group_posts.drop(session, each.post, now=now)
        return None
    shown = (Shown(each.card.id or 0, signature(made)),)
    topic = head(row, by)[:LONGEST_TOPIC] if _wants_topic(group, each.card) else ""
    edits, thread = each.card.external_id or "", each.card.thread_id or ""
    code = each.card.code or "" if each.card.code_until and now < each.card.code_until else ""
    return _job(
        session, [each], made, by, until, cards=shown, edits=edits, code=code, topic=topic, thread=thread
    )


def _topic(
    session: Session,
    each: Waiting,
    card: GroupCard,
    case: Case,
    by: Reader,
    now: datetime,
    until: datetime,
) -> Job | None:
    """The topic follows its case; None when it is as it should be."""
    is_open = case.state != CaseState.CLOSED
    if card.topic_closed != is_open or not card.thread_id:
        group_posts.drop(session, each.post, now=now)
        return None
    shown = (Shown(card.id or 0, card.shown),)
    return _job(
        session, [each], Message(()), by, until, cards=shown, thread=card.thread_id, topic_open=is_open
    )


def _wants_topic(group: StaffGroup, card: GroupCard) -> bool:
    return group.has_topics and card.external_id is None and card.thread_id is None


def _plain(session: Session, each: Waiting, until: datetime, by: Reader | None = None) -> Job:
    said = READ_SAID.decode(each.post.body)
    buttons = tuple(tuple(Button(*button) for button in row) for row in said.buttons)
    message = Message(text(*said.lines), buttons, said.reply_to)
    thread = said.thread or ((each.card.thread_id or "") if each.card else "")
    by = by or Reader("zh-Hant", ZoneInfo("UTC"), True, "")
    return _job(session, [each], message, by, until, thread=thread)


def _job(
    session: Session, those: Sequence[Waiting], message: Message, by: Reader, until: datetime, **more: Any
) -> Job:
    first = those[0]
    repeat = any(each.post.ambiguous or each.post.state == "sending" for each in those)
    leases = tuple(group_posts.claim(session, [each.post for each in those], until=until))
    return Job(
        leases,
        first.post.account,
        first.group.kind if first.group else first.post.account.partition(":")[0],
        first.post.address or (first.group.address if first.group else ""),
        chat_key(first),
        message,
        by.locale,
        until,
        max(each.post.tries for each in those),
        group_id=None if first.post.address else first.post.group_id,
        serial=f"{first.post.id}-{int(first.post.made_at.timestamp())}",
        repeat=repeat,
        **more,
    )


def _reader(session: Session, group: StaffGroup, desk_url: str) -> Reader:
    centre = centres.get(session, group.centre_id)
    return Reader(centre.locale, ZoneInfo(centre.zone), group.discreet, desk_url)


def signature(message: Message) -> str:
    """What two showings of a card have in common when nothing changed."""
    buttons = "|".join(button.token for row in message.buttons for button in row)
    return "\n".join((*(line.words for line in message.lines), buttons))


def asks(post: GroupPost) -> Said:
    return READ_SAID.decode(post.body)
