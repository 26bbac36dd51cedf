"""Staff groups, and the cards shown in them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import col, exists, func, select, update

from storage.due_ids import NOW, DueIds
from storage.missing import LARGEST_ID, Missing, row_id
from storage.prepared import insert_once
from storage.session import Session
from storage.tables import CaseEvent, GroupCard, StaffGroup

CODE_LASTS = timedelta(hours=71)
"""WeCom takes it for 72 hours."""
_AT_WORK = (col(StaffGroup.closed_at).is_(None), col(StaffGroup.lost_at).is_(None))
_IS_THERE = (*_AT_WORK, col(StaffGroup.address) != "")
_BEHIND = DueIds(
    select(StaffGroup.id)
    .where(
        *_IS_THERE,
        exists().where(
            col(CaseEvent.centre_id) == col(StaffGroup.centre_id),
            col(CaseEvent.id) > col(StaffGroup.seen_event),
        ),
    )
    .order_by(col(StaffGroup.id))
    .with_for_update(skip_locked=True)
)
_TO_LIST = DueIds(
    select(StaffGroup.id)
    .where(*_IS_THERE, col(StaffGroup.list_at) <= NOW)
    .order_by(col(StaffGroup.list_at), col(StaffGroup.id))
    .with_for_update(skip_locked=True)
)
_NEW_CARD = insert_once(GroupCard, "centre_id", "group_id", "case_id", "shown", "topics_made", "topic_closed")


class Happened(NamedTuple):
    """An event, as far as a group wants to know."""

    id: int
    case_id: int | None
    what: str


def get(session: Session, group_id: int, centre_id: int) -> StaffGroup:
    """Raises Missing, also for another centre's."""
    chosen = select(StaffGroup).where(StaffGroup.id == row_id(group_id), StaffGroup.centre_id == centre_id)
    found = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing
    return found


def look(session: Session, group_id: int, centre_id: int) -> StaffGroup:
    """Only to be looked at. Raises Missing."""
    found = session.get(StaffGroup, row_id(group_id))
    if found is None or found.centre_id != centre_id:
        raise Missing
    return found


def held(session: Session, group_id: int) -> StaffGroup:
    """A group of any centre, as it is now; locked where rows can be."""
    chosen = select(StaffGroup).where(StaffGroup.id == group_id).with_for_update()
    return session.exec(chosen.execution_options(populate_existing=True)).one()


def of_centre(session: Session, centre_id: int) -> Sequence[StaffGroup]:
    chosen = select(StaffGroup).where(StaffGroup.centre_id == centre_id, col(StaffGroup.closed_at).is_(None))
    return session.exec(chosen.order_by(col(StaffGroup.id))).all()


def at(session: Session, account: str, address: str) -> StaffGroup | None:
    """The group of a chat; a closed one is none."""
    chosen = select(StaffGroup).where(
        StaffGroup.account == account,
        StaffGroup.address == address,
        StaffGroup.kind == "telegram",
        col(StaffGroup.closed_at).is_(None),
    )
    return session.exec(chosen).one_or_none()


def of_account(session: Session, account: str) -> Sequence[StaffGroup]:
    """All groups that an account of ours speaks in, of every centre."""
    chosen = select(StaffGroup).where(StaffGroup.account == account, col(StaffGroup.closed_at).is_(None))
    return session.exec(chosen.order_by(col(StaffGroup.id))).all()


def of_kind(session: Session, centre_id: int, kind: str) -> StaffGroup | None:
    """The first group of a kind that a centre has."""
    chosen = select(StaffGroup).where(
        StaffGroup.centre_id == centre_id, StaffGroup.kind == kind, col(StaffGroup.closed_at).is_(None)
    )
    return session.exec(chosen.order_by(col(StaffGroup.id))).first()


def of_card(session: Session, card_id: int, centre_id: int) -> StaffGroup | None:
    """The group of a centre that a card stands in; a closed one is none."""
    found = session.get(GroupCard, card_id) if 0 < card_id <= LARGEST_ID else None
    group = session.get(StaffGroup, found.group_id) if found is not None else None
    return group if group and group.centre_id == centre_id and group.closed_at is None else None


def by_code(session: Session, account: str, code_hash: str, *, now: datetime) -> StaffGroup | None:
    """The group that waits for this code, locked."""
    chosen = select(StaffGroup).where(
        StaffGroup.account == account,
        StaffGroup.code_hash == code_hash,
        col(StaffGroup.code_until) > now,
        col(StaffGroup.closed_at).is_(None),
    )
    return session.exec(chosen.with_for_update()).one_or_none()


def leave(session: Session, account: str, address: str) -> None:
    """Whatever group had this chat has it no more."""
    mine = (col(StaffGroup.account) == account, col(StaffGroup.address) == address)
    session.exec(update(StaffGroup).where(*mine).values(address=""))


def newest_event(session: Session, centre_id: int) -> int:
    chosen = select(func.max(CaseEvent.id)).where(CaseEvent.centre_id == centre_id)
    return session.exec(chosen).one() or 0


def behind(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Groups whose centre has events that they have not looked at; locked."""
    return _BEHIND(session, now, most)


def to_list(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Groups whose next list is due; locked."""
    return _TO_LIST(session, now, most)


def news(session: Session, group: StaffGroup, *, most: int) -> list[Happened]:
    """What happened since the group looked, oldest first.

    Events of a centre are written one transaction after the other (its chain is locked), so none comes late.
    """
    chosen = (
        select(CaseEvent.id, CaseEvent.case_id, CaseEvent.what)
        .where(CaseEvent.centre_id == group.centre_id, col(CaseEvent.id) > group.seen_event)
        .order_by(col(CaseEvent.id))
        .limit(most)
    )
    return [Happened(*row) for row in session.exec(chosen).all()]


def card_for(session: Session, group: StaffGroup, case_id: int) -> GroupCard:
    """The card of a case in a group, made when there is none."""
    session.flush()
    _NEW_CARD.run(
        session,
        centre_id=group.centre_id,
        group_id=group.id,
        case_id=case_id,
        shown="",
        topics_made=0,
        topic_closed=False,
    )
    found = card_of(session, group.id or 0, case_id)
    assert found
    return found


def card_of(session: Session, group_id: int, case_id: int) -> GroupCard | None:
    chosen = select(GroupCard).where(GroupCard.group_id == group_id, GroupCard.case_id == case_id)
    return session.exec(chosen).one_or_none()


def card(session: Session, card_id: int, group_id: int) -> GroupCard | None:
    """A card by its id, if it is this group's."""
    found = session.get(GroupCard, card_id) if 0 < card_id <= LARGEST_ID else None
    return found if found is not None and found.group_id == group_id else None


def keep_code(card: GroupCard, code: str, *, now: datetime) -> None:
    """What lets us change the card once more; "" when what there was is used."""
    card.code, card.code_until = code or None, now + CODE_LASTS if code else None


def card_shown_as(session: Session, group_id: int, external_id: str) -> GroupCard | None:
    """The card that a message of the group shows."""
    chosen = select(GroupCard).where(GroupCard.group_id == group_id, GroupCard.external_id == external_id)
    return session.exec(chosen).first()
