"""What was done in a staff group; only bound members are heard (RELIABILITY 7.10)."""

from datetime import datetime

from desk import group_acts, group_asking, group_by_words, group_lists, group_pictures, staff_binding
from desk.actor import Actor
from desk.group_deed import Deed
from desk.group_heard import InGroup
from desk.group_posting import Said
from desk.group_saying import answer_press, say_in, say_to
from desk.staff_binding import hashed
from desk.staff_groups import APP
from locales import closest, say
from procedures.kinds import Role
from procedures.refused import Refused
from storage import Session, centres, group_posts, groups, signins, staff_chats, turns
from storage.tables import GroupCard, StaffGroup

SET_UP = "/setup"
TODAY = "/today"


def hear_in_group(session: Session, heard: InGroup, *, now: datetime) -> bool:
    """Carry out what a member of staff did in a group; False when it was heard before."""
    if not turns.is_new(session, heard.account, heard.address, heard.external_id):
        return False
    if heard.code is not None:
        _bind(session, heard, heard.code, now)
        return True
    if heard.account == APP:
        group_by_words.hear(session, heard, now=now)
        return True
    group = groups.at(session, heard.account, heard.address)
    if heard.joined is not None or heard.new_address:
        _moved(session, heard, group, now)
        return True
    command, _, rest = heard.text.partition(" ")
    if command.partition("@")[0] == SET_UP:
        _set_up(session, heard, rest.strip(), now)
    elif group is not None:
        _in(session, heard, group, now)
    elif heard.query:
        answer_press(session, heard, _say(heard, "group.button_old"), now=now)
    return True


def _bind(session: Session, heard: InGroup, code: str, now: datetime) -> None:
    try:
        who = staff_binding.bind(session, heard.account, heard.sender, code, now=now)
    except Refused:
        say_to(session, heard, _say(heard, "refused.bind_too_often"), now=now)
        return
    words = _say(heard, "group.bind_wrong") if who is None else say(who.locale, "group.bound", name=who.name)
    say_to(session, heard, words, now=now)


def _moved(session: Session, heard: InGroup, group: StaffGroup | None, now: datetime) -> None:
    """The bot came into a chat or was put out of one, or a group became a larger one."""
    if heard.new_address:
        if group is not None and groups.at(session, heard.account, heard.new_address) is None:
            group.address = heard.new_address
            session.flush()
    elif heard.joined is False and group is not None:
        group_acts.lose(session, group, "kicked", now=now)
    elif heard.joined and group is None:
        say_to(session, heard, _say(heard, "group.hello"), now=now, key=f"hello:{heard.address}")
    elif heard.joined and group is not None and group.lost_at is not None:
        group.lost_at, group.lost_why = None, ""
        session.flush()


def _set_up(session: Session, heard: InGroup, code: str, now: datetime) -> None:
    """The code that a director got in the console makes this chat the group (RELIABILITY 7.11)."""
    tries = f"group:{heard.account}:{heard.sender}"
    since = now - staff_binding.WRONG_WITHIN
    if signins.failures(session, tries, since=since) >= staff_binding.MOST_WRONG:
        return
    group = groups.by_code(session, heard.account, hashed(code), now=now)
    if group is None:
        signins.add_failure(session, tries, at=now)
        say_to(session, heard, _say(heard, "group.code_wrong"), now=now)
        return
    groups.leave(session, heard.account, heard.address)
    session.flush()
    group.address, group.hint = heard.address, heard.address
    group.has_topics = bool(heard.has_topics)
    group.code_hash = group.code_until = group.lost_at = None
    group.lost_why = ""
    session.flush()
    session.signals.add(f"centre:{group.centre_id}")
    said = Said(lines=[_locale_say(session, group, "group.set_up", name=group.name)])
    say_in(session, group, heard, said, now=now)


def _in(session: Session, heard: InGroup, group: StaffGroup, now: datetime) -> None:
    if heard.has_topics is not None and heard.has_topics != group.has_topics:
        group.has_topics = heard.has_topics
    asked = group_posts.asked_by(session, group.id or 0, heard.reply_to) if heard.reply_to else None
    card = _card(session, group, heard, asked.card_id if asked else None, now)
    is_today = heard.text.partition(" ")[0].partition("@")[0] == TODAY
    if not (heard.query or is_today or card):
        return
    who = staff_chats.member(session, heard.account, heard.sender, group.centre_id)
    if who is None or who.id is None:
        _refuse(session, heard, group, now)
        return
    by = Actor(who.id, who.centre_id, Role(who.role), who.name)
    deed = Deed(session, group, heard, by, centres.get(session, group.centre_id), now)
    if heard.query:
        group_acts.pressed(deed)
    elif is_today:
        key = f"list:{group.id}:{heard.external_id}"
        group_lists.add(session, group, group_lists.TODAY, key, now=now)
    elif asked is not None and asked.kind == "ask":
        group_asking.answered(deed, asked)
    elif card is not None:
        group_pictures.answer_owner(deed, deed.case(card), heard.text)


def _card(
    session: Session, group: StaffGroup, heard: InGroup, told: int | None, now: datetime
) -> GroupCard | None:
    """The card that somebody replied to, by a word of ours about it, or by their album's first picture."""
    if told is not None:
        return groups.card(session, told, group.id or 0)
    if heard.reply_to:
        return groups.card_shown_as(session, group.id or 0, heard.reply_to)
    case_id = group_pictures.case_of_album(session, group, heard, now=now)
    return groups.card_of(session, group.id or 0, case_id) if case_id is not None else None


def _refuse(session: Session, heard: InGroup, group: StaffGroup, now: datetime) -> None:
    """Politely; in the group itself once a day for each, so that talk is not answered for ever."""
    words = _locale_say(session, group, "group.bind_first")
    if heard.query:
        answer_press(session, heard, words, now=now)
        return
    said = Said(lines=[words], reply_to=heard.external_id.removeprefix("m:"))
    say_in(session, group, heard, said, now=now, key=f"who:{group.id}:{heard.sender}:{now:%Y%m%d}")


def _locale_say(session: Session, group: StaffGroup, text_id: str, **args: str) -> str:
    return say(centres.get(session, group.centre_id).locale, text_id, **args)


def _say(heard: InGroup, text_id: str) -> str:
    return say(closest(heard.locale, otherwise="zh-Hant"), text_id)
