"""The outbox: claimed by lease, sent, marked; in the order of each contact (RELIABILITY 1.5, 2, I7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, exists
from sqlalchemy.orm import aliased
from sqlmodel import col, or_, select, update

from procedures.reaching import AS_IS, Way
from storage import pacing
from storage.outbox_failures import bury, flag_uncertain
from storage.pacing import USUAL, Limits
from storage.session import Session
from storage.tables import Attachment, Contact, Message, Outbox, Pace

MOST_TRIES = 12


@dataclass(frozen=True)
class Claimed:
    """A message to be sent now; whoever marks it must come with `gen`, or somebody else has taken over."""

    id: int
    gen: int
    tries: int
    klass: str
    account: str
    address: str
    locale: str
    body: str
    ambiguous: bool
    parts_sent: int
    centre_id: int
    contact_id: int
    message_id: int
    until: datetime
    way: Way = AS_IS


def claim_due(
    session: Session,
    *,
    accounts: Sequence[str],
    now: datetime,
    lease: timedelta,
    most: int = 20,
    limits: Limits = USUAL,
) -> list[Claimed]:
    """Take what may be sent now: of each contact its oldest open message, within the limits of its account.

    Counted as a try at once, so that a message that kills its sender ends too. What was reserved (class B)
    when its sender died is flagged here and never taken again.
    """
    ids: list[int] = []
    for account in sorted(accounts):
        allowed = pacing.allowance(session, account, now=now, most=most - len(ids), limits=limits)
        flag_uncertain(session, account, now=now)
        taken = _claim(session, account, now=now, lease=lease, most=allowed) if allowed > 0 else []
        if taken:
            pacing.spend(session, account, len(taken), now=now, limits=limits)
            ids += taken
    claimed = _details(session, ids, now + lease)
    for each in claimed:
        pacing.hold_chat(session, each.account, each.address, now=now, limits=limits)
    return claimed


def _claim(session: Session, account: str, *, now: datetime, lease: timedelta, most: int) -> list[int]:
    heads = (
        select(Outbox.id)
        .join(Contact, col(Contact.id) == col(Outbox.contact_id))
        .where(*_open_and_due(account, now), ~_has_older(now), ~_chat_is_held(now))
        .order_by(col(Outbox.try_at), col(Outbox.id))
        .limit(most)
        .with_for_update(skip_locked=True, of=Outbox)
        .cte("heads")
        # makes PostgreSQL apply LIMIT once
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    claim = (
        update(Outbox)
        .where(col(Outbox.id).in_(select(heads.c.id)))
        .values(
            state=case((col(Outbox.klass) == "B", "reserved"), else_="sending"),
            # its last sender died under way: it may have arrived
            ambiguous=or_(col(Outbox.ambiguous), col(Outbox.state) == "sending"),
            try_at=now + lease,
            lease_gen=Outbox.lease_gen + 1,
            tries=Outbox.tries + 1,
        )
        .returning(col(Outbox.id), col(Outbox.tries))
        .execution_options(synchronize_session=False)
    )
    taken = [(row[0], row[1]) for row in session.exec(claim)]
    for id_, tries in taken:
        if tries > MOST_TRIES:
            bury(session, id_, "too many tries", now=now)
    return [id_ for id_, tries in taken if tries <= MOST_TRIES]


def _open_and_due(account: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (col(Outbox.account) == account, col(Outbox.done_at).is_(None), col(Outbox.try_at) <= now)


def _has_older(now: datetime) -> ColumnElement[bool]:
    """One that is planned for later, and was never tried, does not hold up an answer of today."""
    older = aliased(Outbox)
    return exists().where(
        col(older.contact_id) == col(Outbox.contact_id),
        col(older.done_at).is_(None),
        col(older.id) < col(Outbox.id),
        or_(col(older.try_at) <= now, col(older.lease_gen) > 0),
    )


def _chat_is_held(now: datetime) -> ColumnElement[bool]:
    key = col(Outbox.account) + " " + col(Contact.address)
    return exists().where(col(Pace.key) == key, col(Pace.free_at) > now)


def _details(session: Session, ids: Sequence[int], until: datetime) -> list[Claimed]:
    rows = session.exec(
        select(Outbox, Contact.address, Contact.locale, Message.body)
        .join(Contact, col(Contact.id) == col(Outbox.contact_id))
        .join(Message, col(Message.id) == col(Outbox.message_id))
        .where(col(Outbox.id).in_(ids))
        .order_by(col(Outbox.id))
        .execution_options(populate_existing=True)
    )
    return [_claimed(row, address, locale, body, until) for row, address, locale, body in rows]


def _claimed(row: Outbox, address: str, locale: str, body: str, until: datetime) -> Claimed:
    assert row.id is not None
    return Claimed(
        id=row.id,
        gen=row.lease_gen,
        tries=row.tries,
        klass=row.klass,
        account=row.account,
        address=address,
        locale=locale,
        body=body,
        ambiguous=row.ambiguous,
        parts_sent=row.parts_sent,
        centre_id=row.centre_id,
        contact_id=row.contact_id,
        message_id=row.message_id,
        until=until,
    )


def mark_sent(
    session: Session, claimed: Claimed, *, external_id: str, now: datetime, state: str = "sent"
) -> bool:
    """It arrived, or was accepted by a platform that will tell.

    False when somebody else has taken over, and nothing was changed.
    """
    values = {"state": state, "done_at": now, "parts_sent": claimed.parts_sent + 1, "error": None}
    if not _mark(session, claimed, values):
        return False
    session.exec(update(Message).where(col(Message.id) == claimed.message_id).values(external_id=external_id))
    was_lost = (col(Contact.id) == claimed.contact_id, col(Contact.unreachable).is_not(None))
    session.exec(update(Contact).where(*was_lost).values(unreachable=None))
    session.signals.add(f"contact:{claimed.contact_id}")
    return True


def mark_part(session: Session, claimed: Claimed, *, now: datetime) -> bool:
    """One part of it arrived; the next goes out as soon as the chat's pace allows, with tries of its own."""
    values = {"parts_sent": claimed.parts_sent + 1, "tries": 0, "ambiguous": False, "error": None}
    return _mark(session, claimed, {"state": "open", "try_at": now, **values})


def postpone(
    session: Session,
    claimed: Claimed,
    *,
    until: datetime,
    error: str,
    ambiguous: bool = False,
    free: bool = False,
) -> bool:
    """Not sent, or in doubt (`ambiguous`): try again then; `free` when it shall not count as a try."""
    values: dict[str, Any] = {"state": "open", "try_at": until, "error": error}
    values["ambiguous"] = claimed.ambiguous or ambiguous
    values["tries"] = claimed.tries - 1 if free else claimed.tries
    return _mark(session, claimed, values)


def _mark(session: Session, claimed: Claimed, values: dict[str, Any]) -> bool:
    mine = (col(Outbox.id) == claimed.id, col(Outbox.lease_gen) == claimed.gen, col(Outbox.done_at).is_(None))
    return bool(session.exec(update(Outbox).where(*mine).values(**values)).rowcount)


def pictures_of(session: Session, ids: Sequence[int], centre_id: int) -> list[str]:
    """The hashes of a centre's stored pictures, in the order asked for; those not stored are left out."""
    chosen = select(Attachment.id, Attachment.sha256).where(
        col(Attachment.id).in_(ids), col(Attachment.centre_id) == centre_id, col(Attachment.state) == "stored"
    )
    found = dict(session.exec(chosen).all())
    return [sha for each in ids if (sha := found.get(each))]
