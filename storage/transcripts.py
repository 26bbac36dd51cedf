"""What the owners' web chat reads and keeps: a conversation's lines and its pictures."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from dialogs.heard import READ_HEARD
from dialogs.speech import READ_SPOKEN
from storage.missing import Missing
from storage.pictures import Picture
from storage.session import Session
from storage.tables import Attachment, Centre, Contact, InboundKey, Message


def centres(session: Session) -> Sequence[Centre]:
    return session.exec(select(Centre).order_by(col(Centre.id))).all()


def centre_of(session: Session, code: str) -> Centre:
    """Raises Missing."""
    centre = session.exec(select(Centre).where(Centre.code == code)).first()
    if centre is None:
        raise Missing(code)
    return centre


def contact_of(session: Session, account: str, address: str) -> int | None:
    """The contact's id; None before the first thing heard from there."""
    which = select(Contact.id).where(Contact.account == account, Contact.address == address)
    return session.exec(which).first()


def was_heard(session: Session, account: str, address: str, external_id: str) -> bool:
    key = session.get(InboundKey, {"account": account, "sender": address, "external_id": external_id})
    return key is not None


def lines_after(
    session: Session, contact_id: int, *, after: int, since: datetime, most: int
) -> Sequence[Message]:
    """Lines with a higher id than `after`, oldest first; and whatever was written from `since` on.

    PostgreSQL may commit a lower id after a higher one: who knows the higher has yet to get the lower.
    """
    new = or_(col(Message.id) > after, col(Message.at) >= since)
    lines = select(Message).where(Message.contact_id == contact_id, new).order_by(col(Message.id))
    return session.exec(lines.limit(most)).all()


def lines_before(session: Session, contact_id: int, *, before: int | None, most: int) -> Sequence[Message]:
    """The newest lines below an id (None: of all), oldest first."""
    lines = select(Message).where(Message.contact_id == contact_id)
    if before is not None:
        lines = lines.where(col(Message.id) < before)
    newest_first = session.exec(lines.order_by(col(Message.id).desc()).limit(most)).all()
    return newest_first[::-1]


def keep_picture(session: Session, contact_id: int, sha256: str, picture: Picture) -> int:
    """The row of a picture whose file lies in the file store; its id."""
    contact = session.get_one(Contact, contact_id)
    kept = Attachment(
        centre_id=contact.centre_id,
        contact_id=contact_id,
        source="web",
        state="stored",
        sha256=sha256,
        media_type=picture.media_type,
        size=len(picture.data),
        width=picture.width,
        height=picture.height,
    )
    session.add(kept)
    session.flush()
    assert kept.id is not None
    return kept.id


def picture_of(session: Session, contact_id: int, attachment_id: int) -> Attachment:
    """A stored picture of this conversation, the owner's own or one that was said to them. Raises Missing."""
    contact, kept = session.get_one(Contact, contact_id), session.get(Attachment, attachment_id)
    if kept is None or kept.state != "stored" or kept.centre_id != contact.centre_id:
        raise Missing(attachment_id)
    if kept.contact_id != contact_id and not _was_said(session, contact_id, attachment_id):
        raise Missing(attachment_id)
    return kept


def pictures_heard(session: Session, contact_id: int, *, since: datetime) -> int:
    """How many pictures came from there from `since` on."""
    bodies = session.exec(_with_pictures(contact_id, "in").where(col(Message.at) >= since))
    return sum(len(READ_HEARD.decode(body).pictures) for body in bodies)


def _was_said(session: Session, contact_id: int, attachment_id: int) -> bool:
    bodies = session.exec(_with_pictures(contact_id, "out"))
    return any(attachment_id in READ_SPOKEN.decode(body).pictures for body in bodies)


def _with_pictures(contact_id: int, direction: str) -> SelectOfScalar[str]:
    bodies = select(Message.body).where(Message.contact_id == contact_id, Message.direction == direction)
    return bodies.where(col(Message.body).contains('"pictures"'))
