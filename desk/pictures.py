"""Pictures and voices that could not be kept: the owner is told why, and asked for another."""

from datetime import datetime

from desk.telling import listener, tell
from dialogs.speech import Text
from storage import Session
from storage.tables import Attachment
from storage.wanted import VOICE

KNOWN = frozenset({"empty", "too_large", "too_many_pixels", "not_a_picture", "broken", "too_slow"})


def refused(session: Session, attachment_id: int, reason: str, *, now: datetime) -> None:
    """Say which fault a picture had; `reason` is a `storage.pictures.Reason`, anything else is "gone"."""
    picture = session.get(Attachment, attachment_id)
    if picture is None or picture.contact_id is None:
        return
    text = Text(f"picture.{reason if reason in KNOWN else 'gone'}")
    if picture.media_type == VOICE:
        text = Text("voice.not_heard")
    tell(session, listener(session, picture.contact_id), [text], now=now, case_id=picture.case_id)
