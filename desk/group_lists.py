"""The lists of a staff group: in the morning what today owes, in the evening what was not done."""

from datetime import datetime, timedelta

import msgspec

from desk.centres import Working, working
from desk.due_unit import Unit
from desk.group_cards import is_for
from desk.group_message import Line, Message
from desk.group_words import Reader, in_digest
from storage import Session, boards, group_posts, groups
from storage.boards import CaseRow
from storage.group_posts import NewPost
from storage.tables import StaffGroup

MORNING, EVENING, TODAY = "morning", "evening", "today"
WORDS = 1
PUT_OFF = timedelta(minutes=10)
LATE = timedelta(hours=3)
"""A list that comes so late would be of another part of the day."""


def next_list(desk: Working, *, now: datetime) -> datetime:
    """The next opening or closing of the contact hours, whichever comes first."""
    day = desk.calendar.local_day(now)
    closes = desk.calendar.closes_on(day)
    opens = desk.calendar.periods_on(day)
    if opens and now < opens[0].start:
        return opens[0].start
    if closes is not None and now < closes:
        return closes
    return desk.calendar.next_day_open(now)


def message(session: Session, group: StaffGroup, which: str, by: Reader, *, now: datetime) -> Message:
    """A list as it is now; what is owed first stands first."""
    desk = working(session, group.centre_id, now=now)
    rows = [row for row in boards.open_cases(session, group.centre_id) if is_for(group, row.case)]
    ends = desk.calendar.begins(desk.calendar.local_day(now) + timedelta(days=1))
    until = now if which == EVENING else ends
    owed = [row for row in rows if _is_owed(row, until)]
    if not owed:
        return Message((Line(by.say(f"group.list_{which}_none")),))
    title = Line(by.say(f"group.list_{which}", count=len(owed)))
    return Message((title, *(in_digest(row, by, now) for row in owed)), guarded=not by.discreet)


def _is_owed(row: CaseRow, until: datetime) -> bool:
    case = row.case
    unanswered = case.replied_at is None and case.reply_by < until
    return unanswered or (case.close_by is not None and case.close_by < until)


def _list(session: Session, group_id: int, now: datetime) -> None:
    group = groups.held(session, group_id)
    if group.list_at is None or group.list_at > now:
        return
    desk = working(session, group.centre_id, now=now)
    due, group.list_at = group.list_at, next_list(desk, now=now)
    if now - due < LATE:
        is_closing = due == desk.calendar.closes_on(desk.calendar.last_day_before(due))
        which = EVENING if is_closing else MORNING
        add(session, group, which, f"list:{group.id}:{which}:{desk.calendar.local_day(due)}", now=now)
    session.flush()


def add(session: Session, group: StaffGroup, which: str, key: str, *, now: datetime) -> None:
    body = msgspec.json.encode({"which": which}).decode()
    post = NewPost(
        group.account, "list", key, WORDS, now, centre_id=group.centre_id, group_id=group.id, body=body
    )
    group_posts.add(session, post)


def _later(session: Session, group_id: int, now: datetime) -> int:
    group = groups.held(session, group_id)
    group.list_at = now + PUT_OFF
    return group.centre_id


list_in_groups = Unit("list_in_groups", groups.to_list, _list, _later)
