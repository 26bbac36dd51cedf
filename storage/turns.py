"""The statements of a turn, compiled once: who speaks, what was said, where the dialog stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy
from sqlmodel import bindparam, col, insert, select, update

from dialogs.state import EMPTY
from storage.prepared import NewRow, Prepared, insert_once
from storage.session import Session
from storage.tables import Attachment, Case, Centre, Contact, Conversation, InboundKey, Message, Outbox


class Talk(NamedTuple):
    """Who speaks and where the dialog stands; `state` is JSON."""

    contact_id: int
    centre_id: int
    owner_id: int | None
    locale: str
    unreachable: str | None
    zone: str
    state: str


_FIRST = insert_once(InboundKey, "account", "sender", "external_id")
_TALK = Prepared(
    sqlalchemy.select(
        col(Contact.id),
        col(Contact.centre_id),
        col(Contact.owner_id),
        col(Contact.locale),
        col(Contact.unreachable),
        col(Centre.zone),
        col(Conversation.state),
    )
    .join(Conversation, col(Conversation.contact_id) == col(Contact.id))
    .join(Centre, col(Centre.id) == col(Contact.centre_id))
    .where(col(Contact.account) == bindparam("account"), col(Contact.address) == bindparam("address"))
    .with_for_update(of=Conversation)
)
_NEW_CONTACT = insert_once(Contact, "centre_id", "account", "address", "name", "locale")
_CONTACT_ID = Prepared(
    select(Contact.id).where(
        col(Contact.account) == bindparam("account"), col(Contact.address) == bindparam("address")
    )
)
_NEW_TALK = insert_once(Conversation, "contact_id", "state", "revision")
_SAVE = Prepared(
    update(Conversation)
    .where(col(Conversation.contact_id) == bindparam("contact"))
    .values(
        state=bindparam("to"),
        revision=Conversation.revision + 1,
        heard_at=bindparam("at"),
        chase_at=bindparam("chase"),
    )
)
_HEARD = NewRow(
    Message,
    *("centre_id", "contact_id", "direction", "body", "external_id", "album", "at"),
)
_SAID = NewRow(
    Message,
    *("centre_id", "contact_id", "case_id", "direction", "body", "by_staff_id", "at"),
)
_SEND = Prepared(
    insert(Outbox).values(state="open", tries=0, lease_gen=0, ambiguous=False, parts_sent=0),
    *("centre_id", "contact_id", "message_id", "account", "klass", "try_at"),
)
_WANT = NewRow(
    Attachment,
    *("centre_id", "contact_id", "message_id", "source", "state", "media_type", "try_at", "tries"),
)
_OF_CASE = Prepared(
    update(Message).where(col(Message.id) == bindparam("which")).values(case_id=bindparam("case"))
)
_BY_EXTERNAL = Prepared(
    select(Message.id, Message.case_id).where(
        col(Message.contact_id) == bindparam("contact"), col(Message.external_id) == bindparam("external")
    )
)
_WAITS = (
    sqlalchemy.select(col(Outbox.id))
    .where(
        col(Outbox.contact_id) == bindparam("contact"),
        col(Outbox.done_at).is_(None),
        col(Outbox.state) == "open",
        col(Outbox.parts_sent) == 0,
        col(Outbox.message_id) == col(Message.id),
    )
    .exists()
)
_ON_SCREEN = Prepared(
    select(Message.body)
    .where(col(Message.contact_id) == bindparam("contact"), col(Message.direction) == "out", ~_WAITS)
    .order_by(col(Message.id).desc())
    .limit(1)
)
_REACHED = Prepared(
    update(Contact).where(col(Contact.id) == bindparam("contact")).values(unreachable=bindparam("why"))
)
_LANGUAGE = Prepared(
    update(Contact).where(col(Contact.id) == bindparam("contact")).values(locale=bindparam("to"))
)
_PICTURE_OF_CASE = Prepared(
    update(Attachment)
    .where(col(Attachment.id) == bindparam("which"), col(Attachment.contact_id) == bindparam("contact"))
    .values(case_id=bindparam("case"))
)
_PICTURE_OF_MESSAGE = Prepared(
    update(Attachment)
    .where(
        col(Attachment.id) == bindparam("which"),
        col(Attachment.contact_id) == bindparam("contact"),
    )
    .values(message_id=bindparam("message"))
)
_CLOSED = Prepared(
    select(Case.id).where(col(Case.id) == bindparam("which"), col(Case.closed_at).is_not(None))
)
_OPEN_CASE = Prepared(
    sqlalchemy.select(
        col(Case.number), col(Case.kind), col(Case.category), col(Case.state), col(Case.replied_at)
    ).where(
        col(Case.id) == bindparam("which"), col(Case.resolved_at).is_(None), col(Case.closed_at).is_(None)
    )
)


def is_new(session: Session, account: str, sender: str, external_id: str) -> bool:
    """Whether this message is heard for the first time; the row is written with the work it causes."""
    return bool(_FIRST.run(session, account=account, sender=sender, external_id=external_id))


def talk_of(session: Session, account: str, address: str) -> Talk | None:
    """The contact and conversation, locked against a second message of the same contact."""
    row = _TALK.one(session, account=account, address=address)
    return Talk(*row) if row else None


def begin_talk(
    session: Session, centre_id: int, account: str, address: str, *, name: str, locale: str
) -> Talk:
    """A contact that writes for the first time."""
    _NEW_CONTACT.run(
        session, centre_id=centre_id, account=account, address=address, name=name[:200], locale=locale
    )
    _NEW_TALK.run(session, contact_id=contact_id(session, account, address), state=EMPTY, revision=0)
    talk = talk_of(session, account, address)
    assert talk
    return talk


def contact_id(session: Session, account: str, address: str) -> int | None:
    row = _CONTACT_ID.one(session, account=account, address=address)
    return row[0] if row else None


def add_heard(session: Session, talk: Talk, body: str, *, external_id: str, album: str, at: datetime) -> int:
    return _HEARD.add(
        session,
        centre_id=talk.centre_id,
        contact_id=talk.contact_id,
        direction="in",
        body=body,
        external_id=external_id,
        album=album or None,
        at=at,
    )


def add_said(
    session: Session,
    *,
    centre_id: int,
    contact_id: int,
    body: str,
    case_id: int | None,
    by_staff_id: int | None,
    at: datetime,
) -> int:
    return _SAID.add(
        session,
        centre_id=centre_id,
        contact_id=contact_id,
        case_id=case_id,
        direction="out",
        body=body,
        by_staff_id=by_staff_id,
        at=at,
    )


def send(
    session: Session,
    *,
    centre_id: int,
    contact_id: int,
    message_id: int,
    account: str,
    klass: str,
    at: datetime,
) -> None:
    """Put a message into the outbox, to leave once this transaction is durable."""
    _SEND.run(
        session,
        centre_id=centre_id,
        contact_id=contact_id,
        message_id=message_id,
        account=account,
        klass=klass,
        try_at=at,
    )


def want_file(
    session: Session, talk: Talk, message_id: int, source: str, *, media_type: str | None, at: datetime
) -> int:
    """A picture or a voice that is still at the channel, to be fetched; its attachment id."""
    return _WANT.add(
        session,
        centre_id=talk.centre_id,
        contact_id=talk.contact_id,
        message_id=message_id,
        source=source,
        state="wanted",
        media_type=media_type,
        try_at=at,
        tries=0,
    )


def save(session: Session, contact_id: int, state: str, *, at: datetime, chase_at: datetime | None) -> None:
    """`chase_at` is when to look for words that nobody has filed."""
    _SAVE.run(session, contact=contact_id, to=state, at=at, chase=chase_at)


def put_into_case(session: Session, message_id: int, case_id: int) -> None:
    _OF_CASE.run(session, which=message_id, case=case_id)


def put_pictures(session: Session, contact_id: int, pictures: Sequence[int], case_id: int) -> None:
    """Give a contact's own pictures to a case."""
    for picture in pictures:
        _PICTURE_OF_CASE.run(session, which=picture, contact=contact_id, case=case_id)


def case_of_message(session: Session, contact_id: int, external_id: str) -> int | None:
    """The case that an earlier message went into."""
    row = _BY_EXTERNAL.one(session, contact=contact_id, external=external_id)
    return row[1] if row else None


def on_screen(session: Session, contact_id: int) -> str | None:
    """The last message that has left for a contact: what they see, and what a number they type is about."""
    row = _ON_SCREEN.one(session, contact=contact_id)
    return row[0] if row else None


def mark_reach(session: Session, contact_id: int, why: str | None) -> None:
    """A contact cannot be reached, and why; None when it can again."""
    _REACHED.run(session, contact=contact_id, why=why)


def set_language(session: Session, contact_id: int, locale: str) -> None:
    _LANGUAGE.run(session, contact=contact_id, to=locale)


def is_closed(session: Session, case_id: int) -> bool:
    return _CLOSED.one(session, which=case_id) is not None


def open_case(session: Session, case_id: int) -> Any | None:
    """Number, kind, category, state and time of the answer of a case neither resolved nor closed."""
    return _OPEN_CASE.one(session, which=case_id)


def give_message(session: Session, attachment_id: int, contact_id: int, message_id: int) -> bool:
    """A picture that a contact uploaded belongs to the message that showed it; False for another's."""
    changed = _PICTURE_OF_MESSAGE.run(session, which=attachment_id, contact=contact_id, message=message_id)
    return bool(changed)
