"""What became of a job: it was said, or a topic or a message is not there any more."""

from datetime import datetime

import msgspec

from desk.group_cards import GENERAL
from desk.group_posting import Job, asks, said_json
from storage import Session, group_posts, groups
from storage.tables import GroupCard, GroupPost


def arrived(
    session: Session, job: Job, *, external_id: str, thread: str = "", code: str = "", now: datetime
) -> bool:
    """It was said; False when somebody else has taken it over. `code` is for the next change of the card."""
    mine = [
        group_posts.mark_sent(session, lease, external_id=external_id or None, now=now)
        for lease in job.leases
    ]
    if not all(mine):
        return False
    for shown in job.cards:
        row = session.get_one(GroupCard, shown.card_id, populate_existing=True)
        if job.topic_open is not None:
            row.topic_closed = not job.topic_open
            continue
        row.shown = shown.as_
        if not job.is_digest:
            row.external_id, row.thread_id = external_id or row.external_id, thread or row.thread_id
            # a press that came meanwhile has brought a code of its own
            if code or row.code == (job.code or None):
                groups.keep_code(row, code, now=now)
    session.flush()
    return True


def topic_made(session: Session, job: Job, thread: str) -> None:
    """Known before anything is said there: a topic is made once."""
    row = session.get_one(GroupCard, job.cards[0].card_id, populate_existing=True)
    row.thread_id, row.topics_made = thread, row.topics_made + 1
    session.flush()


def topic_gone(session: Session, job: Job, *, now: datetime, most: int = 2) -> None:
    """Somebody deleted it: it is made once more, and after that the card goes to the group itself.

    Words beside a card go there at once.
    """
    for lease in job.leases:
        group_posts.postpone(session, lease, until=now, error="the topic is gone")
        if not job.cards:
            post = session.get_one(GroupPost, lease.id, populate_existing=True)
            post.body = said_json(msgspec.structs.replace(asks(post), thread=GENERAL))
    for shown in job.cards:
        row = session.get_one(GroupCard, shown.card_id, populate_existing=True)
        row.thread_id = None if row.topics_made < most else GENERAL
        row.external_id, row.topic_closed = None, False
    session.flush()


def message_gone(session: Session, job: Job, *, now: datetime) -> None:
    """The card's message was deleted: it is shown anew."""
    for lease in job.leases:
        group_posts.postpone(session, lease, until=now, error="the message is gone")
    for shown in job.cards:
        row = session.get_one(GroupCard, shown.card_id, populate_existing=True)
        row.external_id = row.code = row.code_until = None
    session.flush()


def no_topics(session: Session, job: Job, *, why: str, now: datetime) -> None:
    """The bot may not make topics there: cards go into the group itself, and directors see why."""
    group = groups.held(session, job.group_id or 0)
    group.has_topics, group.lost_why = False, why[:200]
    for lease in job.leases:
        group_posts.postpone(session, lease, until=now, error=why)
    session.flush()
