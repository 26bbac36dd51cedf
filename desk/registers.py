"""Rows of a document's register end here: a tap, a signature by finger, a letterbox (B4.2.6.2, B4.2.6.4)."""

from datetime import datetime

from desk import publishing
from desk.actor import THE_OWNER, Actor
from desk.centres import working
from desk.notices import on_record, rules_of
from desk.plain import plain
from dialogs.speech import Text
from procedures import life
from procedures.life import Act
from procedures.notices import Given, NoticeState, RowState
from procedures.refused import Refused
from storage import Missing, Session, notices, registers
from storage.tables import Attachment, DeliveryRow, Notice
from storage.wanted import Kept

LONGEST_NAME = 80
ON_PAPER = "on_paper"


def received(
    session: Session, delivery_id: int, *, contact_id: int, owner_id: int | None, now: datetime
) -> Text:
    """The owner's tap is the signature, once; what the bot says to it. A tap proves that it arrived."""
    row = registers.of_owner(session, delivery_id, contact_id=contact_id, owner_id=owner_id)
    if row is None:
        return Text("dialog.button_is_old")
    notice = session.get_one(Notice, row.notice_id)
    if row.read_at is not None:
        return Text("notice.received_before", {"number": notice.number})
    row.means, row.state, row.why = Given.CHAT, RowState.SENT, ""
    row.sent_at, row.read_at = row.sent_at or now, now
    clause = _clause(session, row, now)
    on_record(session, notice, "notice_received", clause, THE_OWNER, now, delivery=row.id)
    publishing.end_bringing(session, notice, by_id=None, now=now)
    return Text("notice.received", {"number": notice.number})


def sign(
    session: Session, delivery_id: int, *, name: str, picture: Kept | None, by: Actor, now: datetime
) -> None:
    """It was handed over, and `name` signed: with a finger (`picture`), else on the printed register.

    Raises Refused, Missing.
    """
    life.allow(by.role, Act.TAKE)
    signed_by = " ".join(plain(name).split())[:LONGEST_NAME]
    if not signed_by:
        raise Refused("refused.name_needed")
    row, notice = _open(session, delivery_id, by)
    if row.read_at is not None:
        raise Refused("refused.done_already")
    if picture is not None:
        row.signature_id = _kept(session, row, picture)
    row.means, row.state, row.why = Given.BY_HAND, RowState.SENT, "" if picture else ON_PAPER
    row.signed_by, row.sent_by = signed_by, by.staff_id
    row.sent_at, row.read_at = now, now
    on_record(
        session,
        notice,
        "notice_signed",
        _clause(session, row, now),
        by,
        now,
        delivery=row.id,
        name=signed_by,
        sha256=picture.sha256 if picture else "",
    )
    publishing.end_bringing(session, notice, by_id=by.staff_id, now=now)


def give_up(session: Session, delivery_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """Nobody could be handed it, and why. Raises Refused, Missing."""
    life.allow(by.role, Act.TAKE)
    why = " ".join(plain(reason).split())[:LONGEST_NAME]
    if not why:
        raise Refused("refused.words_needed")
    row, notice = _open(session, delivery_id, by)
    if row.state not in (RowState.WAITING, RowState.FAILED):
        raise Refused("refused.done_already")
    row.state, row.why, row.sent_by = RowState.FAILED, "not_handed_over", by.staff_id
    row.remark = " · ".join(filter(None, (row.remark, why)))
    clause = _clause(session, row, now)
    on_record(session, notice, "notice_not_delivered", clause, by, now, delivery=row.id, why=why)
    publishing.end_bringing(session, notice, by_id=by.staff_id, now=now)


def put_in_letterboxes(session: Session, notice_id: int, *, building: str, by: Actor, now: datetime) -> int:
    """The copies of a building, or all of them, lie in the letterboxes; how many. Raises Refused, Missing."""
    life.allow(by.role, Act.TAKE)
    notice = notices.get(session, notice_id, by.centre_id)
    if notice.state != NoticeState.PUBLISHED:
        raise Refused("refused.notice_is_not_out")
    many = registers.put_in_letterboxes(session, notice_id, building=building, by_id=by.staff_id, now=now)
    if not many:
        raise Refused("refused.no_letterbox_left")
    rules = rules_of(working(session, by.centre_id, now=now)).clauses
    on_record(session, notice, "notice_in_letterboxes", rules.special, by, now, building=building, many=many)
    publishing.end_bringing(session, notice, by_id=by.staff_id, now=now)
    return many


def _open(session: Session, delivery_id: int, by: Actor) -> tuple[DeliveryRow, Notice]:
    seen = registers.row(session, delivery_id, by.centre_id).row
    notice = notices.get(session, seen.notice_id, by.centre_id)
    if notice.state != NoticeState.PUBLISHED:
        raise Refused("refused.notice_is_not_out")
    row = registers.locked(session, delivery_id, by.centre_id)
    if row.state == RowState.EXCLUDED:
        raise Refused("refused.row_is_left_out")
    return row, notice


def _kept(session: Session, row: DeliveryRow, picture: Kept) -> int:
    signature = Attachment(
        centre_id=row.centre_id,
        state="stored",
        sha256=picture.sha256,
        media_type=picture.media_type,
        size=picture.size,
        width=picture.width,
        height=picture.height,
    )
    session.add(signature)
    session.flush()
    if signature.id is None:
        raise Missing
    return signature.id


def _clause(session: Session, row: DeliveryRow, now: datetime) -> str:
    return rules_of(working(session, row.centre_id, now=now)).clauses.register
