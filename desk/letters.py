"""Dead letters: what could not be carried out is kept, shown to staff, and the owner is told politely."""

from datetime import datetime

from desk.telling import listener, tell
from dialogs.heard import HEARD_JSON, Heard
from dialogs.speech import Text
from locales import closest
from storage import Session, turns
from storage.tables import Centre, DeadLetter

LONGEST_KEPT = 64 * 1024


def bury(session: Session, *, heard: Heard, centre: int, error: str, now: datetime) -> None:
    """Keep a message whose turn failed; once only, and the transcript shows it too."""
    if not turns.is_new(session, heard.account, heard.address, heard.external_id):
        return
    body = HEARD_JSON.encode(heard).decode()
    talk = turns.talk_of(session, heard.account, heard.address) or turns.begin_talk(
        session,
        centre,
        heard.account,
        heard.address,
        name=heard.name,
        locale=closest(heard.locale, otherwise="zh-Hant"),
    )
    turns.add_heard(session, talk, body, external_id=heard.external_id, album=heard.album, at=now)
    _add(session, talk.centre_id, heard.account, body, error, now)
    home = session.get(Centre, talk.centre_id)
    assert home
    text = Text("dialog.went_wrong", {"phone": home.phone_service})
    tell(session, listener(session, talk.contact_id), [text], now=now)


def unreadable(
    session: Session, *, account: str, raw: bytes, centre: int, error: str, now: datetime
) -> None:
    """Keep bytes that no reader of ours understands."""
    _add(session, centre, account, raw[:LONGEST_KEPT].decode(errors="backslashreplace"), error, now)


def _add(session: Session, centre_id: int, account: str, raw: str, error: str, now: datetime) -> None:
    clean = raw.replace("\0", "\\0")
    session.add(DeadLetter(centre_id=centre_id, account=account, raw=clean, error=error[:2000], at=now))
    session.flush()
    session.signals.add(f"centre:{centre_id}")
