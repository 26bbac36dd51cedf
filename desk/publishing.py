"""A document that was agreed to is given out, asked for once more, or withdrawn (B4.2.6.1 to B4.2.6.3)."""

from datetime import datetime

import msgspec

from desk.actor import Actor
from desk.centres import working
from desk.notices import about, end_what_waits, means_of, on_record, rules_of
from desk.noting import note
from desk.proposals import written
from procedures import life
from procedures.life import Act
from procedures.notices import Audience, Given, NoticeState
from procedures.refused import Refused
from storage import Session, cases, notices, registers
from storage.cases import NewTask
from storage.registers import Figures
from storage.tables import Notice, NoticeVersion

TELLING = "telling"
TO_BRING = "notice_to_bring"


def publish(session: Session, notice_id: int, *, seen: int, by: Actor, now: datetime) -> int:
    """Hang it on the board and make its register, all rows at once; how many are to receive it.

    The clock writes to the chats, and staff bring the rest. Raises Refused, Missing.
    """
    life.allow(by.role, Act.TAKE)
    desk = working(session, by.centre_id, now=now)
    rules = rules_of(desk)
    notice = notices.get(session, notice_id, by.centre_id)
    if notice.version != seen:
        raise Refused("refused.notice_was_changed", version=str(notice.version))
    if notice.state != NoticeState.APPROVED:
        raise Refused("refused.notice_not_approved")
    version = notices.newest(session, notice)
    notice.state, notice.published_by, notice.published_at = NoticeState.PUBLISHED, by.staff_id, now
    session.flush()
    many = _make_register(session, notice, version, now)
    if Given.CHAT in means_of(version):
        notice.phase, notice.rounds = TELLING, 1
        notice.next_at = desk.calendar.next_open(now)
    end_what_waits(session, notice, by, now)
    ask_to_bring(session, notice, version, due_at=desk.calendar.next_open(now), clause=rules.clauses.special)
    clause = rules.clauses.board if Given.BOARD in means_of(version) else rules.clauses.special
    on_record(
        session,
        notice,
        "notice_published",
        rules.clauses.outside if version.source else clause,
        by,
        now,
        means=version.means,
        many=many,
    )
    return many


def remind(session: Session, notice_id: int, *, by: Actor, now: datetime) -> int:
    """Write once more to every chat that has not said "received", or could not be written to; how many.

    Raises Refused, Missing.
    """
    life.allow(by.role, Act.TAKE)
    desk = working(session, by.centre_id, now=now)
    notice = notices.get(session, notice_id, by.centre_id)
    if notice.state != NoticeState.PUBLISHED:
        raise Refused("refused.notice_is_not_out")
    if notice.phase == TELLING:
        raise Refused("refused.notice_is_under_way")
    many = registers.unread_chats(session, notice_id)
    if not many:
        raise Refused("refused.notice_read_by_all")
    notice.rounds += 1
    notice.phase, notice.passes, notice.next_at = TELLING, 0, desk.calendar.next_open(now)
    on_record(session, notice, "notice_reminded", rules_of(desk).clauses.register, by, now, many=many)
    return many


def withdraw(session: Session, notice_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """It no longer holds: off the board, and what has not left yet stays here. It is kept (B4.2.6.5).

    Raises Refused, Missing.
    """
    life.allow(by.role, Act.TAKE)
    why = written(reason)
    rules = rules_of(working(session, by.centre_id, now=now))
    notice = notices.get(session, notice_id, by.centre_id)
    if notice.state == NoticeState.WITHDRAWN:
        raise Refused("refused.notice_is_withdrawn")
    if notice.state == NoticeState.PUBLISHED:
        registers.take_back(session, notice_id, now=now)
        end_bringing(session, notice, by_id=by.staff_id, now=now)
    notice.state, notice.withdrawn_by, notice.withdrawn_at = NoticeState.WITHDRAWN, by.staff_id, now
    notice.why_withdrawn = why
    notices.end_tasks(session, notice_id, by_id=by.staff_id, at=now)
    on_record(session, notice, "notice_withdrawn", rules.clauses.archive, by, now, why=why)


def ask_to_bring(
    session: Session, notice: Notice, version: NoticeVersion, *, due_at: datetime, clause: str
) -> None:
    """A task while somebody still has paper to bring; one at a time."""
    if not registers.waiting_for_staff(session, notice.id or 0):
        return
    if registers.is_bringing(session, notice.id or 0, TO_BRING):
        return
    task = NewTask(
        centre_id=notice.centre_id,
        kind=TO_BRING,
        key=f"notice:{notice.id}:{due_at:%Y%m%d%H%M%S}",
        due_at=due_at,
        clause=clause,
        data=about(notice, version),
    )
    cases.add_task(session, task)


def end_bringing(session: Session, notice: Notice, *, by_id: int | None, now: datetime) -> None:
    """Nothing is left to bring."""
    if not registers.waiting_for_staff(session, notice.id or 0):
        registers.end_bringing(session, notice.id or 0, TO_BRING, by_id=by_id, at=now)


def told(session: Session, notice: Notice, figures: Figures, *, clause: str, by: str, now: datetime) -> None:
    """What became of it, once every chat has an end."""
    note(
        session,
        "notice_told",
        centre_id=notice.centre_id,
        by=by,
        now=now,
        clause=clause,
        notice=notice.number,
        recipients=figures.recipients,
        sent=figures.sent,
        failed=figures.failed,
        excluded=figures.excluded,
    )


def _make_register(session: Session, notice: Notice, version: NoticeVersion, now: datetime) -> int:
    """What only hangs on the board is handed to nobody."""
    means = [one for one in Given if one in means_of(version) and one is not Given.BOARD]
    if not means:
        return 0
    audience = Audience(version.audience)
    kept = msgspec.json.decode(version.places)
    pairs = kept if audience in (Audience.UNIT, Audience.LIST) else []
    many = registers.fill(
        session,
        notice,
        means=means,
        audience=audience,
        buildings=kept if audience is Audience.BUILDING else [],
        units=[unit for unit, _ in pairs],
        now=now,
    )
    if not many:
        raise Refused("refused.notice_to_nobody")
    for unit, remark in pairs:
        if remark:
            registers.remark(session, notice.id or 0, unit, remark)
    return many
