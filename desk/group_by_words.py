"""What members of the staff write to an application that has no buttons: a list, a case taken, an answer."""

import re
from datetime import datetime

from desk import group_lists, staff_binding
from desk.actor import Actor
from desk.group_acts import Deed, answer_owner, take
from desk.group_heard import InGroup
from desk.group_saying import say_to
from desk.group_words import Reader
from locales import closest, say
from procedures.kinds import Role
from procedures.refused import Refused
from storage import Missing, Session, centres, groups, staff_chats
from storage import cases as rows
from storage.tables import StaffGroup

BIND = re.compile(r"(?:/staff|綁定|绑定)\s+(\S{1,64})", re.IGNORECASE)
LIST = re.compile(r"/?(?:today|今日|今天)", re.IGNORECASE)
TAKE = re.compile(r"/?(?:take|接單|接单)\s+([A-Z]?\d{4}-\d{4,})", re.IGNORECASE)
ANSWER = re.compile(r"([A-Z]?\d{4}-\d{4,})\s+(.+)", re.DOTALL)


def hear(session: Session, heard: InGroup, *, now: datetime) -> None:
    """Only bound members are heard, and only about their own centre (RELIABILITY 7.10)."""
    words = heard.text.strip()
    if bound := BIND.fullmatch(words):
        _bind(session, heard, bound.group(1), now)
        return
    who = staff_chats.anybody(session, heard.account, heard.sender)
    if who is None or who.id is None:
        _say(session, heard, "group.bind_first_words", now)
        return
    group = groups.of_kind(session, who.centre_id, "wecom_app")
    if group is None:
        _say(session, heard, "group.no_group", now)
        return
    by = Actor(who.id, who.centre_id, Role(who.role), who.name)
    deed = Deed(session, group, heard, by, centres.get(session, who.centre_id), now)
    try:
        _do(deed, group, words)
    except Refused as refused:
        deed.answer(deed.refusal(refused))
    except Missing:
        deed.answer(deed.say("group.no_such_case"))


def _do(deed: Deed, group: StaffGroup, words: str) -> None:
    if LIST.fullmatch(words):
        _list(deed, group)
    elif taken := TAKE.fullmatch(words):
        take(deed, rows.by_number(deed.session, taken.group(1), group.centre_id))
    elif answer := ANSWER.fullmatch(words):
        answer_owner(deed, rows.by_number(deed.session, answer.group(1), group.centre_id), answer.group(2))
    else:
        deed.answer(deed.say("group.how_to_write"))


def _list(deed: Deed, group: StaffGroup) -> None:
    by = Reader(deed.centre.locale, deed.zone, group.discreet, "")
    message = group_lists.message(deed.session, group, group_lists.TODAY, by, now=deed.now)
    deed.answer("\n".join(line.words for line in message.lines))


def _bind(session: Session, heard: InGroup, code: str, now: datetime) -> None:
    try:
        who = staff_binding.bind(session, heard.account, heard.sender, code, now=now)
    except Refused:
        _say(session, heard, "refused.bind_too_often", now)
        return
    if who is None:
        _say(session, heard, "group.bind_wrong", now)
    else:
        say_to(session, heard, say(who.locale, "group.bound", name=who.name), now=now)


def _say(session: Session, heard: InGroup, text_id: str, now: datetime) -> None:
    say_to(session, heard, say(closest(heard.locale, otherwise="zh-Hans"), text_id), now=now)
