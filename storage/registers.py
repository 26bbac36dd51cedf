"""The register of a document: a row for whoever is to receive it, and how far each has come (B4.2.6.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, insert, literal, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from procedures.notices import Audience, Given, RowState
from storage.cases import count_changed
from storage.due_ids import NOW, DueIds
from storage.missing import LARGEST_ID, Missing, row_id
from storage.rain_who import is_free
from storage.session import Session
from storage.tables import Contact, DeliveryRow, Notice, Outbox, Owner, Staff, Task, Tenancy, Unit

SAME_PERSON, WITHDRAWN = "same_person", "withdrawn"
ON_ITS_WAY = ("open", "sending", "reserved", "accepted")


@dataclass(frozen=True)
class RegisterRow:
    """A row of the register with the names that people know."""

    row: DeliveryRow
    building: str
    room: str
    owner: str | None
    phone: str | None
    sender: str | None

    @property
    def label(self) -> str:
        return f"{self.building} {self.room}"


@dataclass(frozen=True)
class Figures:
    """How many recipients, and what became of them; each is counted in exactly one of the five (I11)."""

    sent: int = 0
    failed: int = 0
    excluded: int = 0
    waiting: int = 0
    under_way: int = 0
    read: int = 0

    @property
    def recipients(self) -> int:
        return self.sent + self.failed + self.excluded + self.waiting + self.under_way

    @property
    def unread(self) -> int:
        return self.sent - self.read


def fill(
    session: Session,
    notice: Notice,
    *,
    means: Sequence[Given],
    audience: Audience,
    buildings: Sequence[str],
    units: Sequence[int],
    now: datetime,
) -> int:
    """A row for each owner who lives in the units meant, and for each unit that stands empty; how many.

    A chat is written to where there is one; else paper takes its place.
    """
    reach = _reach()
    lives = and_(
        col(Tenancy.unit_id) == col(Unit.id),
        or_(col(Tenancy.until).is_(None), col(Tenancy.until) > now),
    )
    paper = Given.LETTERBOX if Given.LETTERBOX in means else Given.BY_HAND
    by_chat = reach.is_not(None) if Given.CHAT in means else literal(value=False)
    values: dict[str, Any] = {
        "centre_id": col(Unit.centre_id),
        "notice_id": literal(notice.id),
        "version": literal(notice.version),
        "unit_id": col(Unit.id),
        "owner_id": col(Tenancy.owner_id),
        "contact_id": case((by_chat, reach), else_=None),
        "means": case((by_chat, literal(Given.CHAT.value)), else_=literal(paper.value)),
        "state": literal(RowState.WAITING.value),
        "why": literal(""),
        "remark": literal(""),
        "told": literal(0),
        "signed_by": literal(""),
    }
    rows = select(*values.values()).select_from(Unit).join(Tenancy, lives, isouter=True)
    chosen = rows.where(Unit.centre_id == notice.centre_id).distinct()
    if audience is Audience.BUILDING:
        chosen = chosen.where(col(Unit.building).in_(buildings))
    elif audience is not Audience.CENTRE:
        chosen = chosen.where(col(Unit.id).in_(units))
    told = {"preserve_rowcount": True}
    made = session.connection().execute(
        insert(DeliveryRow).from_select(list(values), chosen), execution_options=told
    )
    _leave_out_twins(session, notice)
    return made.rowcount


def remark(session: Session, notice_id: int, unit_id: int, words: str) -> None:
    """What an imported list says of a unit, as an amount."""
    mine = (col(DeliveryRow.notice_id) == notice_id, col(DeliveryRow.unit_id) == unit_id)
    session.exec(update(DeliveryRow).where(*mine).values(remark=words))


def figures(session: Session, notice_id: int) -> Figures:
    chosen: Any = (
        select(col(DeliveryRow.state), func.count(), func.count(col(DeliveryRow.read_at)))
        .where(DeliveryRow.notice_id == notice_id)
        .group_by(DeliveryRow.state)
    )
    rows = list(session.exec(chosen))
    counted = {state: many for state, many, _ in rows}
    return Figures(**counted, read=sum(read for _, _, read in rows))


def rows(session: Session, notice_id: int, *, show: str = "") -> list[RegisterRow]:
    """By building and room; `show` is "unread", "to_bring" or a state."""
    chosen = _named().where(col(DeliveryRow.notice_id) == notice_id, *_shown(show))
    ordered = chosen.order_by(col(Unit.building), col(Unit.room), col(DeliveryRow.id))
    return [RegisterRow(*row) for row in session.exec(ordered)]


def row(session: Session, delivery_id: int, centre_id: int) -> RegisterRow:
    """Only to be looked at. Raises Missing, also for another centre's."""
    mine = (col(DeliveryRow.id) == row_id(delivery_id), col(DeliveryRow.centre_id) == centre_id)
    found = session.exec(_named().where(*mine)).one_or_none()
    if found is None:
        raise Missing
    return RegisterRow(*found)


def locked(session: Session, delivery_id: int, centre_id: int) -> DeliveryRow:
    """Raises Missing, also for another centre's."""
    chosen = select(DeliveryRow).where(
        DeliveryRow.id == row_id(delivery_id), DeliveryRow.centre_id == centre_id
    )
    found = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing
    return found


def of_owner(
    session: Session, delivery_id: int, *, contact_id: int, owner_id: int | None
) -> DeliveryRow | None:
    """A row that whoever speaks may sign, locked; None for a foreign one."""
    if not 0 < delivery_id <= LARGEST_ID:
        return None
    mine = col(DeliveryRow.contact_id) == contact_id
    if owner_id is not None:
        mine = mine | (col(DeliveryRow.owner_id) == owner_id)
    chosen = select(DeliveryRow).where(DeliveryRow.id == delivery_id, mine).with_for_update()
    return session.exec(chosen.execution_options(populate_existing=True)).one_or_none()


def put_in_letterboxes(session: Session, notice_id: int, *, building: str, by_id: int, now: datetime) -> int:
    """Everything for the letterboxes of a building, or of all when it is empty, was put there; how many."""
    waiting = (
        col(DeliveryRow.notice_id) == notice_id,
        col(DeliveryRow.means) == Given.LETTERBOX,
        col(DeliveryRow.state) == RowState.WAITING,
    )
    done = update(DeliveryRow).where(*waiting)
    if building:
        inside = select(Unit.id).where(Unit.building == building)
        done = done.where(col(DeliveryRow.unit_id).in_(inside))
    return count_changed(session.exec(done.values(state=RowState.SENT, sent_at=now, sent_by=by_id)))


def to_tell(
    session: Session, notice: Notice, *, most: int, busy_since: datetime | None
) -> Sequence[tuple[DeliveryRow, Contact]]:
    """The next chats to write to in this round; who is in the middle of a dialog is left for later."""
    chosen: Any = (
        select(DeliveryRow, Contact)
        .join(Contact, col(Contact.id) == col(DeliveryRow.contact_id))
        .where(*_still_to_tell(notice))
        .order_by(col(DeliveryRow.id))
        .limit(most)
        .with_for_update(of=DeliveryRow)
        .execution_options(populate_existing=True)
    )
    if busy_since is None:
        return session.exec(chosen).all()
    contact: Any = col(DeliveryRow.contact_id)
    free = chosen.where(is_free(contact))
    return session.exec(free, params={"busy_since": busy_since}).all()


def is_left(session: Session, notice: Notice) -> bool:
    """Whether somebody is still to be written to in this round."""
    chosen = select(DeliveryRow.id).where(*_still_to_tell(notice)).limit(1)
    return session.exec(chosen).first() is not None


def under_way(session: Session, notice_id: int, *, most: int) -> list[tuple[DeliveryRow, Outbox]]:
    """Rows at a channel, with how sending stands."""
    chosen: Any = (
        select(DeliveryRow, Outbox)
        .join(Outbox, col(Outbox.id) == col(DeliveryRow.outbox_id))
        .where(
            DeliveryRow.notice_id == notice_id,
            DeliveryRow.state == RowState.UNDER_WAY,
            col(Outbox.state).not_in(ON_ITS_WAY),
        )
        .order_by(col(DeliveryRow.id))
        .limit(most)
        .with_for_update(of=DeliveryRow)
        .execution_options(populate_existing=True)
    )
    return [(row, sent) for row, sent in session.exec(chosen)]


def queue(session: Session, row: DeliveryRow, message_id: int, account: str, *, at: datetime) -> None:
    """Put a message of class B into the outbox, to leave then; the row knows how it went (RELIABILITY 2)."""
    sending = Outbox(
        centre_id=row.centre_id,
        contact_id=row.contact_id or 0,
        message_id=message_id,
        account=account,
        klass="B",
        try_at=at,
    )
    session.add(sending)
    session.flush()
    row.outbox_id = sending.id
    session.signals.add("outbox")


def waiting_for_staff(session: Session, notice_id: int) -> int:
    """How many rows somebody has to bring."""
    chosen = select(func.count()).where(
        DeliveryRow.notice_id == notice_id,
        DeliveryRow.state == RowState.WAITING,
        DeliveryRow.means != Given.CHAT,
    )
    return session.exec(chosen).one()


def unread_chats(session: Session, notice_id: int) -> int:
    """How many chats have not answered, or could not be written to."""
    chosen = select(func.count()).where(
        DeliveryRow.notice_id == notice_id,
        DeliveryRow.means == Given.CHAT,
        DeliveryRow.state != RowState.EXCLUDED,
        col(DeliveryRow.read_at).is_(None),
    )
    return session.exec(chosen).one()


def take_back(session: Session, notice_id: int, *, now: datetime) -> None:
    """What has not left, or was not brought, is left out; whatever is at a channel already goes its way."""
    of = (col(DeliveryRow.notice_id) == notice_id,)
    unsent = select(DeliveryRow.outbox_id).where(*of, DeliveryRow.state == RowState.UNDER_WAY)
    still_here = (col(Outbox.id).in_(unsent), col(Outbox.state) == "open", col(Outbox.done_at).is_(None))
    session.exec(update(Outbox).where(*still_here).values(state="failed", error=WITHDRAWN, done_at=now))
    held_back = select(Outbox.id).where(Outbox.error == WITHDRAWN, col(Outbox.id).in_(unsent))
    left = or_(col(DeliveryRow.state) == RowState.WAITING, col(DeliveryRow.outbox_id).in_(held_back))
    session.exec(update(DeliveryRow).where(*of, left).values(state=RowState.EXCLUDED, why=WITHDRAWN))


def is_bringing(session: Session, notice_id: int, kind: str) -> bool:
    """Whether staff have been asked to bring the paper, and have not done so yet."""
    return session.exec(select(Task.id).where(*_bringing(notice_id, kind)).limit(1)).first() is not None


def end_bringing(session: Session, notice_id: int, kind: str, *, by_id: int | None, at: datetime) -> None:
    session.exec(update(Task).where(*_bringing(notice_id, kind)).values(done_at=at, done_by=by_id))


_DUE = DueIds(select(Notice.id).where(col(Notice.next_at) <= NOW).order_by(col(Notice.next_at)))


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Documents that the clock has to carry on."""
    return _DUE(session, now, most)


def put_off(session: Session, notice_id: int, now: datetime, by: timedelta) -> int:
    """Carried on later; its centre."""
    notice = session.get_one(Notice, notice_id)
    notice.next_at = now + by
    return notice.centre_id


def _bringing(notice_id: int, kind: str) -> tuple[Any, ...]:
    key = f"notice:{notice_id}:"
    return (col(Task.kind) == kind, col(Task.key).startswith(key), col(Task.done_at).is_(None))


def _named() -> Any:
    """A SELECT with the columns of a `RegisterRow`."""
    return (
        select(DeliveryRow, col(Unit.building), col(Unit.room), col(Owner.name))
        .add_columns(col(Owner.phone), col(Staff.name))
        .join(Unit, col(Unit.id) == col(DeliveryRow.unit_id))
        .join(Owner, col(Owner.id) == col(DeliveryRow.owner_id), isouter=True)
        .join(Staff, col(Staff.id) == col(DeliveryRow.sent_by), isouter=True)
    )


def _still_to_tell(notice: Notice) -> tuple[Any, ...]:
    return (
        DeliveryRow.notice_id == notice.id,
        DeliveryRow.means == Given.CHAT,
        DeliveryRow.state != RowState.EXCLUDED,
        col(DeliveryRow.told) < notice.rounds,
        col(DeliveryRow.read_at).is_(None),
    )


def _shown(show: str) -> tuple[Any, ...]:
    if show == "unread":
        return (col(DeliveryRow.read_at).is_(None), DeliveryRow.state != RowState.EXCLUDED)
    if show == "to_bring":
        return (DeliveryRow.state == RowState.WAITING, DeliveryRow.means != Given.CHAT)
    return (DeliveryRow.state == show,) if show in list(RowState) else ()


def _reach() -> Any:
    """The chat that a unit's owner can be written to in."""
    of = select(func.max(col(Contact.id))).where(
        col(Contact.owner_id) == col(Tenancy.owner_id),
        col(Contact.centre_id) == col(Unit.centre_id),
        col(Contact.unreachable).is_(None),
    )
    return of.correlate(Tenancy, Unit).scalar_subquery()


def _leave_out_twins(session: Session, notice: Notice) -> None:
    """Who has several units reads it once: the other rows say so."""
    twin = aliased(DeliveryRow)
    earlier = select(twin.id).where(
        col(twin.notice_id) == notice.id,
        col(twin.contact_id) == col(DeliveryRow.contact_id),
        col(twin.id) < col(DeliveryRow.id),
    )
    again = (col(DeliveryRow.notice_id) == notice.id, earlier.correlate(DeliveryRow).exists())
    session.exec(update(DeliveryRow).where(*again).values(state=RowState.EXCLUDED, why=SAME_PERSON))
