"""Windows, opt-ins and forms of a contact: reserved with the claim, given back when certainly not sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy.dialects import postgresql
from sqlmodel import bindparam, col, func, null, select, update

from procedures.reaching import RULED, SHORT_COUNT, WORDS_COUNT, Open, Purpose, Way
from storage.outbox import Claimed
from storage.prepared import Prepared, insert_once
from storage.session import Session
from storage.tables import (
    Contact,
    Message,
    OptIn,
    Outbox,
    Owner,
    ReachForm,
    Receipt,
    Tenancy,
    Unit,
    Window,
)

SUBSCRIPTION, TEMPLATE = "subscription", "template"
READ_FIELDS = msgspec.json.Decoder(dict[str, str])


class Registered(NamedTuple):
    """A template as the settings name it."""

    purpose: str
    kind: str
    template_id: str
    fields: Mapping[str, str]
    link: str = ""


# What an owner does is said in every turn of theirs: prepared, as the turn's own statements are.
_BEGIN = insert_once(Window, "contact_id", "words_left", "short_left")
_HOLD = Prepared(
    select(Window.words_until, Window.words_left)
    .where(col(Window.contact_id) == bindparam("contact"))
    .with_for_update()
)
# Messages on their way that hold a count: the platform may count them late.
_FLYING = Prepared(
    select(func.count())
    .select_from(Outbox)
    .where(
        col(Outbox.contact_id) == bindparam("contact"),
        col(Outbox.done_at).is_(None),
        col(Outbox.reserved).is_not(None),
    )
)
_MINE = update(Window).where(col(Window.contact_id) == bindparam("contact"))
_BY_WORDS = Prepared(
    _MINE.values(
        words_until=bindparam("until"),
        words_left=bindparam("left"),
        heard_at=bindparam("at"),
        muted_at=null(),
    )
)
_BY_A_TAP = Prepared(
    _MINE.values(short_until=bindparam("until"), short_left=bindparam("left"), heard_at=bindparam("at"))
)


def locked(session: Session, contact_id: int) -> Window:
    """A contact's windows; who holds them is alone with them."""
    insert = postgresql.insert(Window).values(contact_id=contact_id, words_left=0, short_left=0)
    session.exec(insert.on_conflict_do_nothing())
    chosen = select(Window).where(Window.contact_id == contact_id).with_for_update()
    return session.exec(chosen.execution_options(populate_existing=True)).one()


def opened(
    session: Session, contact_id: int, *, words: bool, until: datetime, count: int, now: datetime
) -> Open:
    """An owner did something that opens a window; what is under way may be counted in the new one.

    What words of theirs had left open when they tapped.
    """
    session.flush()
    held = None
    if not (words and session.is_sqlite):  # where there is one writer, nobody else counts meanwhile
        held = _HOLD.one(session, contact=contact_id)
    flying = _FLYING.one(session, contact=contact_id)
    assert flying
    update_ = _BY_WORDS if words else _BY_A_TAP
    given = {"contact": contact_id, "until": until, "left": count - flying[0], "at": now}
    if not update_.run(session, **given):
        _BEGIN.run(session, contact_id=contact_id, words_left=0, short_left=0)
        update_.run(session, **given)
    return Open(words_until=held[0], words_left=held[1]) if held else Open()


def open_of(window: Window | None) -> Open:
    if window is None:
        return Open()
    return Open(
        words_until=window.words_until,
        words_left=window.words_left,
        short_until=window.short_until,
        short_left=window.short_left,
        muted=window.muted_at is not None,
    )


def reserve(session: Session, window: Window, claimed: Claimed, way: Way, *, now: datetime) -> None:
    """Take one message from every window that is open: whichever the platform counts, it is not too many."""
    open_, taken = open_of(window), ""
    if open_.words(now):
        window.words_left, taken = window.words_left - 1, "w"
    if open_.short(now):
        window.short_left, taken = window.short_left - 1, taken + "s"
    session.add(window)
    write_way(session, claimed, way, reserved=taken)


def write_way(session: Session, claimed: Claimed, way: Way, *, reserved: str | None = None) -> None:
    """Which way a message goes and why: what staff are shown."""
    values = {"means": str(way.means), "why": str(way.why), "reserved": reserved, "parts_most": way.most}
    session.exec(update(Outbox).where(col(Outbox.id) == claimed.id).values(**values))


def give_back(session: Session, claimed: Claimed) -> None:
    """It was certainly not sent: what it held is free again, unless somebody else has taken it over."""
    held = _let_go(session, claimed)
    if held is None:
        return
    if held:
        window = locked(session, claimed.contact_id)
        window.words_left += _back(window.words_left, WORDS_COUNT, mine="w" in held)
        window.short_left += _back(window.short_left, SHORT_COUNT, mine="s" in held)
        session.add(window)
        session.flush()
    used = (col(OptIn.outbox_id) == claimed.id, col(OptIn.used_at).is_not(None))
    session.exec(update(OptIn).where(*used).values(outbox_id=None, used_at=None))


def spend(session: Session, claimed: Claimed) -> None:
    """It was sent, or may have been: what it held is used up."""
    _let_go(session, claimed)


def _let_go(session: Session, claimed: Claimed) -> str | None:
    """The windows it held a count of; None when it is not ours any more."""
    mine = (col(Outbox.id) == claimed.id, col(Outbox.lease_gen) == claimed.gen)
    held = session.exec(select(Outbox.id, Outbox.reserved).where(*mine)).one_or_none()
    if held is None:
        return None
    if held[1]:
        session.exec(update(Outbox).where(*mine).values(reserved=None))
    return held[1] or ""


def _back(left: int, most: int, *, mine: bool) -> int:
    return 1 if mine and left < most else 0


def put_back(session: Session, claimed: Claimed, *, until: datetime) -> None:
    """As if it had not been claimed: it waits, and holds up nothing that comes after it."""
    values = {"state": "open", "try_at": until, "tries": claimed.tries - 1, "lease_gen": claimed.gen - 1}
    session.exec(update(Outbox).where(col(Outbox.id) == claimed.id).values(**values))


def end_moved(session: Session, claimed: Claimed, *, now: datetime) -> None:
    """It goes by another channel of the same owner, as a message of its own."""
    values = {"state": "moved", "done_at": now}
    session.exec(update(Outbox).where(col(Outbox.id) == claimed.id).values(**values))


def opt_ins(session: Session, contact_id: int, template_id: str) -> int:
    """How many messages by this template an owner still lets us send."""
    mine = (OptIn.contact_id == contact_id, OptIn.template_id == template_id, col(OptIn.used_at).is_(None))
    return session.exec(select(func.count()).select_from(OptIn).where(*mine)).one()


def use_opt_in(session: Session, claimed: Claimed, template_id: str, *, now: datetime) -> None:
    """The oldest goes; the caller holds the contact's windows."""
    mine = (
        OptIn.contact_id == claimed.contact_id,
        OptIn.template_id == template_id,
        col(OptIn.used_at).is_(None),
    )
    oldest = session.exec(select(OptIn).where(*mine).order_by(col(OptIn.id)).limit(1)).one()
    oldest.used_at, oldest.outbox_id = now, claimed.id
    session.add(oldest)
    session.flush()


def add_opt_in(session: Session, contact_id: int, template_id: str, *, now: datetime) -> None:
    session.add(OptIn(contact_id=contact_id, template_id=template_id, given_at=now))
    session.flush()


def void_opt_ins(session: Session, contact_id: int, template_id: str, *, now: datetime) -> None:
    """The owner took them back, or the platform knows of none."""
    mine = (
        col(OptIn.contact_id) == contact_id,
        col(OptIn.template_id) == template_id,
        col(OptIn.used_at).is_(None),
    )
    session.exec(update(OptIn).where(*mine).values(used_at=now, outbox_id=None))


def form_of(session: Session, account: str, purpose: Purpose, kind: str) -> ReachForm | None:
    """The form in use; None when there is none, or the platform has refused it."""
    chosen = select(ReachForm).where(
        ReachForm.account == account, ReachForm.purpose == str(purpose), ReachForm.kind == kind
    )
    return session.exec(chosen.where(col(ReachForm.fault).is_(None))).one_or_none()


def forms(session: Session, account: str) -> Sequence[ReachForm]:
    chosen = select(ReachForm).where(ReachForm.account == account)
    return session.exec(chosen.order_by(col(ReachForm.purpose), col(ReachForm.kind))).all()


def register(session: Session, account: str, registered: Sequence[Registered]) -> None:
    """What the settings name, and nothing else; a fault stays with what did not change."""
    wanted = {(one.purpose, one.kind): one for one in registered}
    for form in forms(session, account):
        if (form.purpose, form.kind) not in wanted:
            session.delete(form)
    session.flush()
    for key, one in wanted.items():
        fields = msgspec.json.encode(dict(one.fields)).decode()
        form = session.get(ReachForm, {"account": account, "purpose": key[0], "kind": key[1]})
        if form is None:
            form = ReachForm(account=account, purpose=key[0], kind=key[1], template_id="", fields="")
        if (form.template_id, form.fields) != (one.template_id, fields):
            form.template_id, form.fields, form.fault = one.template_id, fields, None
        form.link = one.link
        session.add(form)
    session.flush()


def find_faulty(session: Session, account: str, template_id: str, words: str) -> bool:
    """The platform refuses this form; True for whoever is the first to be told."""
    mine = (
        col(ReachForm.account) == account,
        col(ReachForm.template_id) == template_id,
        col(ReachForm.fault).is_(None),
    )
    return bool(session.exec(update(ReachForm).where(*mine).values(fault=words[:200])).rowcount)


def other_channel(session: Session, contact: Contact) -> int | None:
    """Another chat of the same owner, without rules, that can be reached."""
    if contact.owner_id is None:
        return None
    theirs = select(Contact).where(
        Contact.owner_id == contact.owner_id,
        Contact.centre_id == contact.centre_id,
        Contact.id != contact.id,
        col(Contact.unreachable).is_(None),
    )
    others = [one for one in session.exec(theirs.order_by(col(Contact.id))) if is_plain_chat(one.account)]
    return others[-1].id if others else None


def is_plain_chat(account: str) -> bool:
    """A chat that rings at the owner's end and has no windows; a web page does not ring."""
    return not account.startswith((*RULED, "web:"))


def receipt_of(session: Session, account: str, external_id: str) -> str | None:
    found = session.get(Receipt, {"account": account, "external_id": external_id})
    return found.status if found else None


def keep_receipt(session: Session, account: str, external_id: str, status: str, *, now: datetime) -> None:
    values = {"account": account, "external_id": external_id, "status": status[:64], "at": now}
    session.exec(postgresql.insert(Receipt).values(**values).on_conflict_do_nothing())


def accepted(session: Session, contact_id: int, external_id: str) -> Outbox | None:
    """The message that the platform has accepted under this id, and has yet to tell of."""
    chosen = (
        select(Outbox)
        .join(Message, col(Message.id) == col(Outbox.message_id))
        .where(
            Outbox.contact_id == contact_id, Outbox.state == "accepted", Message.external_id == external_id
        )
    )
    return session.exec(chosen.execution_options(populate_existing=True)).first()


def delivered(session: Session, outbox_id: int) -> None:
    session.exec(update(Outbox).where(col(Outbox.id) == outbox_id).values(state="sent"))


def parts_most(session: Session, outbox_id: int) -> int | None:
    """Into how many parts a message is cut that is partly sent."""
    return session.exec(select(Outbox.parts_most).where(Outbox.id == outbox_id)).one()


def ways(session: Session, messages: Sequence[Message], centre_id: int) -> dict[int, Outbox]:
    """What became of a centre's messages that were said, by message."""
    ids = [message.id for message in messages]
    chosen = select(Outbox).where(col(Outbox.message_id).in_(ids), Outbox.centre_id == centre_id)
    return {row.message_id: row for row in session.exec(chosen.order_by(col(Outbox.id)))}


def contact_of(session: Session, account: str, address: str) -> Contact | None:
    chosen = select(Contact).where(Contact.account == account, Contact.address == address)
    return session.exec(chosen).one_or_none()


def windows_of(session: Session, contact_ids: Sequence[int]) -> dict[int, Window]:
    chosen = select(Window).where(col(Window.contact_id).in_(contact_ids))
    return {one.contact_id: one for one in session.exec(chosen)}


def opt_ins_of(session: Session, contact_ids: Sequence[int]) -> dict[tuple[int, str], int]:
    """Unused opt-ins by contact and template."""
    chosen = (
        select(OptIn.contact_id, OptIn.template_id, func.count())
        .where(col(OptIn.contact_id).in_(contact_ids), col(OptIn.used_at).is_(None))
        .group_by(col(OptIn.contact_id), col(OptIn.template_id))
    )
    return {(contact, template): many for contact, template, many in session.exec(chosen)}


def living(session: Session, centre_id: int) -> list[tuple[Owner, str]]:
    """Every owner of a centre who lives there now, or is on its list of clients, with one of their homes."""
    here = (col(Tenancy.owner_id) == col(Owner.id)) & col(Tenancy.until).is_(None)
    chosen = (
        select(Owner, Unit.building, Unit.room)
        .join(Tenancy, here, isouter=True)
        .join(Unit, col(Unit.id) == col(Tenancy.unit_id), isouter=True)
        .where(Owner.centre_id == centre_id)
        .order_by(col(Unit.building), col(Unit.room), col(Owner.id))
    )
    found: dict[int, tuple[Owner, str]] = {}
    for owner, building, room in session.exec(chosen):
        found.setdefault(owner.id or 0, (owner, f"{building} {room}" if building else ""))
    return list(found.values())
