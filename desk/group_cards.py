"""Due work of staff groups: what happened to cases becomes cards, changed cards and notices."""

from datetime import datetime

import msgspec

from desk.due_unit import Unit
from desk.group_words import NEWS
from procedures.kinds import CaseState, Severity
from storage import Session, group_posts, groups
from storage.group_posts import NewPost
from storage.tables import Case, GroupCard, StaffGroup

MOST_EVENTS = 500
OPENED, ANNOUNCED, CHANGED, CLOSED = 1, 2, 3, 4
"""How heavy a post weighs: what the group has not seen yet goes before what only changes on its screen.

A topic is opened again before anything is said there, and closed after."""
TOPIC = "topic"
GENERAL = "1"
"""The topic that every forum has."""


def _follow(session: Session, group_id: int, now: datetime) -> None:
    """Look at what happened since the group last looked."""
    group = groups.held(session, group_id)
    happened = groups.news(session, group, most=MOST_EVENTS)
    if not happened:
        return
    newest = {event.case_id: event.id for event in happened if event.case_id is not None}
    for case_id, event_id in newest.items():
        case = session.get_one(Case, case_id, populate_existing=True)
        card = groups.card_of(session, group_id, case_id)
        if card is None and not is_for(group, case):
            continue
        card = card or groups.card_for(session, group, case_id)
        show(session, group, card, f"card:{card.id}:{event_id}", now=now)
        # a card that is not there yet will tell all of it
        told = [event for event in happened if event.case_id == case_id and event.what in NEWS]
        if told and card.external_id is not None:
            _tell(session, group, card, told[-1].what, told[-1].id, now)
        _follow_with_topic(session, group, card, case, event_id, now)
    group.seen_event = happened[-1].id
    session.flush()


def _follow_with_topic(
    session: Session, group: StaffGroup, card: GroupCard, case: Case, event_id: int, now: datetime
) -> None:
    """The topic of a case is closed with it, and opened again with it."""
    is_closed = case.state == CaseState.CLOSED
    if card.thread_id in (None, GENERAL) or card.topic_closed == is_closed:
        return
    weight = CLOSED if is_closed else OPENED
    group_posts.add(session, _post(group, card, TOPIC, f"topic:{card.id}:{event_id}", weight, now))


def is_for(group: StaffGroup, case: Case) -> bool:
    """Whether a group wants to see a case; what is urgent weighs like what is major."""
    if group.categories and case.category not in group.categories.split(","):
        return False
    return group.severity != Severity.MAJOR or case.severity == Severity.MAJOR or case.urgent


def show(session: Session, group: StaffGroup, card: GroupCard, key: str, *, now: datetime) -> None:
    """Have the card shown as the case is when its turn comes."""
    if group_posts.is_change_waiting(session, card.id or 0):
        return
    weight = ANNOUNCED if card.external_id is None else CHANGED
    group_posts.add(session, _post(group, card, "card", key, weight, now))


def _tell(
    session: Session, group: StaffGroup, card: GroupCard, what: str, event_id: int, now: datetime
) -> None:
    body = msgspec.json.encode({"what": what}).decode()
    post = _post(group, card, "news", f"news:{group.id}:{event_id}", ANNOUNCED, now)
    group_posts.add(session, post._replace(body=body))


def _post(group: StaffGroup, card: GroupCard, kind: str, key: str, weight: int, now: datetime) -> NewPost:
    return NewPost(
        group.account,
        kind,
        key,
        weight,
        now,
        centre_id=group.centre_id,
        group_id=group.id,
        card_id=card.id,
    )


def _later(session: Session, group_id: int, now: datetime) -> int:  # noqa: ARG001  what cannot be shown is skipped
    """One event that cannot be shown must not hide those that follow."""
    group = groups.held(session, group_id)
    happened = groups.news(session, group, most=MOST_EVENTS)
    group.seen_event = happened[-1].id if happened else group.seen_event
    return group.centre_id


show_in_groups = Unit("show_in_groups", groups.behind, _follow, _later)
