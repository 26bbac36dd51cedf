"""Words of ours into a staff group, and the answer to whoever pressed a button there."""

from datetime import datetime

import msgspec

from desk.group_heard import InGroup
from desk.group_posting import Said, said_json
from storage import Session, group_posts
from storage.group_posts import NewPost
from storage.tables import GroupCard, StaffGroup

PRESS, WORDS = 0, 1


def answer_press(session: Session, heard: InGroup, words: str, *, now: datetime) -> None:
    """A few words that only the one who pressed sees."""
    said = Said(lines=[words], query=heard.query)
    key = f"press:{heard.query}"[:128]
    post = NewPost(heard.account, "press", key, PRESS, now, address=heard.address, body=said_json(said))
    group_posts.add(session, post)


def say_in(
    session: Session,
    group: StaffGroup,
    heard: InGroup,
    said: Said,
    *,
    now: datetime,
    kind: str = "text",
    card: GroupCard | None = None,
    key: str = "",
) -> None:
    """Words into a group, as an answer to what was heard there; once for each key.

    Whoever is alone with us hears them alone.
    """
    post = NewPost(
        group.account,
        kind,
        (key or f"{kind}:{heard.address}:{heard.external_id}")[:128],
        WORDS,
        now,
        centre_id=group.centre_id,
        group_id=group.id,
        card_id=card.id if card else None,
        address=heard.address if heard.address == heard.sender else "",
        body=said_json(msgspec.structs.replace(said, thread=said.thread or heard.thread)),
    )
    group_posts.add(session, post)


def say_to(session: Session, heard: InGroup, words: str, *, now: datetime, key: str = "") -> None:
    """Words into a chat that is no group of ours, or to a member of staff alone."""
    post = NewPost(
        heard.account,
        "text",
        (key or f"text:{heard.address}:{heard.external_id}")[:128],
        WORDS,
        now,
        address=heard.address,
        body=said_json(Said(lines=[words])),
    )
    group_posts.add(session, post)
