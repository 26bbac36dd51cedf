"""What members of the staff do in the WeCom application: by its cards' buttons, or by words alone."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from desk import group_acts, group_asking, group_lists, group_pictures, staff_binding
from desk.actor import Actor
from desk.group_deed import Deed
from desk.group_heard import InGroup
from desk.group_saying import say_to
from desk.group_words import Reader
from locales import closest, say
from procedures.kinds import Role
from procedures.refused import Refused
from storage import Missing, Session, centres, group_posts, groups, staff_chats
from storage import cases as rows
from storage.tables import Case, Staff, StaffGroup

KIND = "wecom_app"
ASKED_FOR = timedelta(minutes=30)
"""So long the next words are the answer to a question of ours."""
NUMBER = r"([A-Z]?\d{4}-\d{4,})"
BIND = re.compile(r"(?:/staff|綁定|绑定)\s+(\S{1,64})", re.IGNORECASE)
LIST = re.compile(r"/?(?:today|今日|今天)", re.IGNORECASE)
TAKE = re.compile(rf"/?(?:take|接單|接单)\s+{NUMBER}", re.IGNORECASE)
ASSIGN = re.compile(rf"/?(?:assign|派單|派单)\s+{NUMBER}\s+(\S.*)", re.IGNORECASE)
TIME = re.compile(rf"/?(?:postpone|延期)\s+{NUMBER}\s+(.+)", re.IGNORECASE | re.DOTALL)
DONE = re.compile(rf"/?(?:done|辦結|办结)\s+{NUMBER}\s+(.+)", re.IGNORECASE | re.DOTALL)
ANSWER = re.compile(rf"{NUMBER}\s+(.+)", re.DOTALL)


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
    group = _group(session, heard, who)
    if group is None:
        _say(session, heard, "group.no_group", now)
        return
    by = Actor(who.id, who.centre_id, Role(who.role), who.name)
    deed = Deed(session, group, heard, by, centres.get(session, who.centre_id), now)
    if heard.token:
        group_acts.pressed(deed)
        return
    try:
        _do(deed, words)
    except Refused as refused:
        deed.answer(deed.refusal(refused))
    except Missing:
        deed.answer(deed.say("group.no_such_case"))


def _group(session: Session, heard: InGroup, who: Staff) -> StaffGroup | None:
    """That of the card whose button was pressed; else the first one that the member's centre has."""
    number = heard.token.split(":")[2] if heard.token.count(":") > 1 else ""
    found = groups.of_card(session, int(number), who.centre_id) if number.isdecimal() else None
    return found if found and found.kind == KIND else groups.of_kind(session, who.centre_id, KIND)


def _do(deed: Deed, words: str) -> None:
    if LIST.fullmatch(words):
        _list(deed)
        return
    for pattern, act in ACTS:
        if said := pattern.fullmatch(words):
            act(deed, rows.by_number(deed.session, said[1], deed.group.centre_id), *said.groups()[1:])
            return
    since = deed.now - ASKED_FOR
    asked = group_posts.open_question(deed.session, deed.heard.account, deed.heard.address, since=since)
    if asked is not None and words:
        group_asking.answered(deed, asked)
    else:
        deed.answer(deed.say("group.how_to_write"))


def _list(deed: Deed) -> None:
    by = Reader(deed.centre.locale, deed.zone, deed.group.discreet, "")
    message = group_lists.message(deed.session, deed.group, group_lists.TODAY, by, now=deed.now)
    deed.answer("\n".join(line.words for line in message.lines))


def _assign(deed: Deed, case: Case, name: str) -> None:
    """To a colleague by name; two of one name are told apart in the console."""
    people = group_acts.able(deed)
    named = [one for one in people if name.strip() in (one.name, one.login)]
    if len(named) != 1 or named[0].id is None:
        raise Refused("group.whom_unclear", names="、".join(one.name for one in people))
    group_acts.assign(deed, case, named[0].id)


def _postpone(deed: Deed, case: Case, words: str) -> None:
    deed.answer(group_asking.postpone(deed, case, words))


def _end(deed: Deed, case: Case, words: str) -> None:
    deed.answer(group_asking.end_by_words(deed, case, words))


ACTS: tuple[tuple[re.Pattern[str], Callable[..., None]], ...] = (
    (TAKE, group_acts.take),
    (ASSIGN, _assign),
    (TIME, _postpone),
    (DONE, _end),
    (ANSWER, group_pictures.answer_owner),
)


def _bind(session: Session, heard: InGroup, code: str, now: datetime) -> None:
    try:
        who = staff_binding.bind(session, heard.account, heard.sender, code, now=now)
    except Refused:
        _say(session, heard, "refused.bind_too_often", now)
        return
    if who is None:
        _say(session, heard, "group.bind_wrong", now)
    else:
        told = [say(who.locale, "group.bound_alone", name=who.name), say(who.locale, "group.how_to_write")]
        say_to(session, heard, "\n".join(told), now=now)


def _say(session: Session, heard: InGroup, text_id: str, now: datetime) -> None:
    say_to(session, heard, say(closest(heard.locale, otherwise="zh-Hans"), text_id), now=now)
