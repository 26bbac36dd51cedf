"""What waits to be said in groups: claimed by lease, sent, marked, like the outbox (RELIABILITY 1.5)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import col, or_, select, update

from storage.prepared import insert_once
from storage.session import Session
from storage.tables import GroupCard, GroupPost, StaffGroup

MOST_TRIES = 12
MOST_WAITING = 500
_ADD = insert_once(
    GroupPost,
    *("centre_id", "group_id", "card_id", "account", "address", "kind", "key", "weight", "body"),
    *("state", "made_at", "try_at", "tries", "lease_gen", "ambiguous"),
)


class NewPost(NamedTuple):
    """A post to be written; `key` makes it one of its account."""

    account: str
    kind: str
    key: str
    weight: int
    at: datetime
    centre_id: int | None = None
    group_id: int | None = None
    card_id: int | None = None
    address: str = ""
    body: str = "{}"


class Waiting(NamedTuple):
    """A post that may be said now, with its group and card as they are."""

    post: GroupPost
    group: StaffGroup | None
    card: GroupCard | None


class Lease(NamedTuple):
    """A claimed post; whoever marks it must come with its generation."""

    id: int
    gen: int


def add(session: Session, new: NewPost) -> bool:
    """Whether it is new."""
    session.flush()
    added = _ADD.run(
        session,
        **{name: value for name, value in new._asdict().items() if name != "at"},
        state="open",
        made_at=new.at,
        try_at=new.at,
        tries=0,
        lease_gen=0,
        ambiguous=False,
    )
    if added:
        session.signals.add("groups")
    return bool(added)


def is_change_waiting(session: Session, card_id: int) -> bool:
    """Whether the card will be shown anew anyway, as it is by then."""
    chosen = select(GroupPost.id).where(
        GroupPost.card_id == card_id,
        GroupPost.kind == "card",
        GroupPost.state == "open",
        col(GroupPost.done_at).is_(None),
    )
    return session.exec(chosen).first() is not None


def waiting(session: Session, account: str, *, now: datetime) -> list[Waiting]:
    """What an account has to say, the weightiest first; locked where rows can be."""
    chosen = (
        select(GroupPost, StaffGroup, GroupCard)
        .join(StaffGroup, col(StaffGroup.id) == col(GroupPost.group_id), isouter=True)
        .join(GroupCard, col(GroupCard.id) == col(GroupPost.card_id), isouter=True)
        .where(
            col(GroupPost.account) == account, col(GroupPost.done_at).is_(None), col(GroupPost.try_at) <= now
        )
        .order_by(col(GroupPost.weight), col(GroupPost.id))
        .limit(MOST_WAITING)
        .with_for_update(skip_locked=True, of=GroupPost)
        .execution_options(populate_existing=True)
    )
    return [Waiting(*row) for row in session.exec(chosen)]


def open_announcements(
    session: Session, group_id: int, kinds: Collection[str], weight: int, *, now: datetime
) -> list[Waiting]:
    """All that a digest of the group takes along, also what was put off."""
    chosen = (
        select(GroupPost, StaffGroup, GroupCard)
        .join(StaffGroup, col(StaffGroup.id) == col(GroupPost.group_id))
        .join(GroupCard, col(GroupCard.id) == col(GroupPost.card_id))
        .where(
            col(GroupPost.group_id) == group_id,
            col(GroupPost.kind).in_(kinds),
            col(GroupPost.weight) == weight,
            or_(col(GroupPost.state) == "open", col(GroupPost.try_at) <= now),
            col(GroupPost.done_at).is_(None),
        )
        .order_by(col(GroupPost.id))
        .with_for_update(skip_locked=True, of=GroupPost)
        .execution_options(populate_existing=True)
    )
    return [Waiting(*row) for row in session.exec(chosen)]


def claim(session: Session, posts: Sequence[GroupPost], *, until: datetime) -> list[Lease]:
    """Take these; one that was under way before may have arrived. One tried too often is failed instead."""
    taken = []
    for post in posts:
        post.ambiguous = post.ambiguous or post.state == "sending"
        post.tries += 1
        post.lease_gen += 1
        if post.tries > MOST_TRIES:
            post.state, post.done_at, post.error = "failed", post.try_at, post.error or "too many tries"
            continue
        post.state, post.try_at = "sending", until
        taken.append(Lease(post.id or 0, post.lease_gen))
    session.flush()
    return taken


def drop(session: Session, post: GroupPost, *, now: datetime) -> None:
    """Nothing is left to say: the group sees it already."""
    post.state, post.done_at = "sent", now
    session.flush()


def mark_sent(session: Session, lease: Lease, *, external_id: str | None, now: datetime) -> bool:
    """It arrived. False when somebody else has taken it over."""
    return _mark(session, lease, {"state": "sent", "done_at": now, "error": None, "external_id": external_id})


def postpone(
    session: Session,
    lease: Lease,
    *,
    until: datetime,
    error: str,
    ambiguous: bool = False,
    free: bool = False,
) -> bool:
    """Not sent, or in doubt: try again then; `free` when it shall not count as a try."""
    values: dict[str, Any] = {"state": "open", "try_at": until, "error": error[:500]}
    if ambiguous:
        values["ambiguous"] = True
    if free:
        values["tries"] = GroupPost.tries - 1
    return _mark(session, lease, values)


def fail(session: Session, lease: Lease, *, error: str, now: datetime) -> bool:
    return _mark(session, lease, {"state": "failed", "done_at": now, "error": error[:500]})


def fail_all(session: Session, group_id: int, *, error: str, now: datetime) -> None:
    """Everything that waits for a group that is lost."""
    mine = (col(GroupPost.group_id) == group_id, col(GroupPost.done_at).is_(None))
    session.exec(update(GroupPost).where(*mine).values(state="failed", done_at=now, error=error[:500]))


def asked_by(session: Session, group_id: int, external_id: str) -> GroupPost | None:
    """What a message of ours in a group was: a question, or a word about a card; locked."""
    chosen = select(GroupPost).where(GroupPost.group_id == group_id, GroupPost.external_id == external_id)
    return session.exec(chosen.with_for_update()).first()


def open_question(session: Session, account: str, address: str, *, since: datetime) -> GroupPost | None:
    """The newest question asked since of somebody who is alone with us, and not answered; locked."""
    chosen = select(GroupPost).where(
        GroupPost.account == account,
        GroupPost.address == address,
        GroupPost.kind == "ask",
        GroupPost.state == "sent",
        col(GroupPost.answered_at).is_(None),
        col(GroupPost.made_at) >= since,
    )
    return session.exec(chosen.order_by(col(GroupPost.id).desc()).with_for_update()).first()


def failed(session: Session, centre_id: int, *, most: int = 20) -> Sequence[tuple[GroupPost, str]]:
    """What could not be said lately, newest first, with the group's name."""
    chosen = (
        select(GroupPost, StaffGroup.name)
        .join(StaffGroup, col(StaffGroup.id) == col(GroupPost.group_id))
        .where(GroupPost.centre_id == centre_id, GroupPost.state == "failed")
        .order_by(col(GroupPost.id).desc())
    )
    return session.exec(chosen.limit(most)).all()


def newest_tests(session: Session, centre_id: int) -> dict[int, GroupPost]:
    """The last test message of each group of a centre."""
    chosen = select(GroupPost).where(GroupPost.centre_id == centre_id, GroupPost.kind == "test")
    rows = session.exec(chosen.order_by(col(GroupPost.id)))
    return {row.group_id: row for row in rows if row.group_id is not None}


def _mark(session: Session, lease: Lease, values: dict[str, Any]) -> bool:
    mine = (
        col(GroupPost.id) == lease.id,
        col(GroupPost.lease_gen) == lease.gen,
        col(GroupPost.done_at).is_(None),
    )
    return bool(session.exec(update(GroupPost).where(*mine).values(**values)).rowcount)


def accounts_waiting(session: Session, *, now: datetime) -> set[str]:
    """Our accounts that have something to say now."""
    chosen = select(GroupPost.account).where(col(GroupPost.done_at).is_(None), col(GroupPost.try_at) <= now)
    return set(session.exec(chosen.distinct()))
