"""What became of a message: sent, accepted and later told of; and what owners allowed us."""

from datetime import datetime

from desk import unreached
from desk.reaching import settle
from procedures.reaching import Because, Means
from storage import Session, conversations, outbox
from storage import outbox_failures as failures
from storage import reaching as windows
from storage.outbox import Claimed
from storage.tables import Outbox

FINISHED = "success"


def arrived(session: Session, claimed: Claimed, *, external_id: str, now: datetime) -> bool:
    """Mark it sent; what was only accepted waits for the platform's word, which may be there already."""
    if claimed.way.means is not Means.TEMPLATE:
        settle(session, claimed, counted=True)
        return outbox.mark_sent(session, claimed, external_id=external_id, now=now)
    _hold(session, claimed.contact_id, now=now)
    status = windows.receipt_of(session, claimed.account, external_id)
    if not outbox.mark_sent(session, claimed, external_id=external_id, now=now, state="accepted"):
        return False
    if status is not None:
        _told(session, session.get_one(Outbox, claimed.id), status, now=now)
    return True


def finished(
    session: Session, account: str, address: str, external_id: str, status: str, *, now: datetime
) -> None:
    """The platform tells what became of a template message: "success", or why it did not arrive."""
    contact = windows.contact_of(session, account, address)
    if contact is None or contact.id is None:
        return
    _hold(session, contact.id, now=now)
    windows.keep_receipt(session, account, external_id, status, now=now)
    sent = windows.accepted(session, contact.id, external_id)
    if sent is not None:
        _told(session, sent, status, now=now)


def opted_in(session: Session, contact_id: int, template_id: str, *, accepted: bool, now: datetime) -> None:
    """An owner allowed one message by a template, or took back what they had allowed."""
    windows.locked(session, contact_id)
    if accepted:
        windows.add_opt_in(session, contact_id, template_id, now=now)
    else:
        windows.void_opt_ins(session, contact_id, template_id, now=now)


def _hold(session: Session, contact_id: int, *, now: datetime) -> None:
    """The conversation first, as a turn does; the platform's word and our mark never miss each other."""
    conversations.locked(session, contact_id, now=now)
    windows.locked(session, contact_id)


def _told(session: Session, sent: Outbox, status: str, *, now: datetime) -> None:
    assert sent.id is not None
    if status == FINISHED:
        windows.delivered(session, sent.id)
    else:
        failures.fail_after_all(session, sent.id, status, now=now)
        why = Because.REFUSED if "block" in status else Because.NOT_DELIVERED
        unreached.give_up(session, sent.message_id, why=str(why), now=now)
    session.signals.add(f"contact:{sent.contact_id}")
