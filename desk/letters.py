"""Dead letters: what could not be carried out is kept, shown to staff, and the owner is told politely."""

from datetime import datetime

from sqlmodel import col, select

from desk.apologising import phones
from desk.plain import plain, plain_heard
from desk.telling import listener, tell
from dialogs.heard import HEARD_JSON, Heard
from dialogs.speech import Text
from locales import closest
from storage import Session, turns
from storage.tables import Centre, DeadLetter

LONGEST_KEPT = 64 * 1024
CLOCK = "clock"


def bury(session: Session, *, heard: Heard, centre: int, error: str, now: datetime) -> None:
    """Keep a message whose turn failed; once only, and the transcript shows it too."""
    heard, _ = plain_heard(heard)
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
    text = Text("dialog.went_wrong", phones(home))
    tell(session, listener(session, talk.contact_id), [text], now=now)


def unreadable(session: Session, *, account: str, raw: bytes, centre: int, error: str, now: datetime) -> None:
    """Keep bytes that no reader of ours understands."""
    _add(session, centre, account, raw[:LONGEST_KEPT].decode(errors="backslashreplace"), error, now)


def keep_failure(session: Session, *, centre_id: int, what: str, error: str, now: datetime) -> None:
    """Due work that failed, once for as long as nobody has dealt with it."""
    known = select(DeadLetter.id).where(
        DeadLetter.account == CLOCK, DeadLetter.raw == what, col(DeadLetter.solved_at).is_(None)
    )
    if session.exec(known).first() is None:
        _add(session, centre_id, CLOCK, what, error, now)


def _add(session: Session, centre_id: int, account: str, raw: str, error: str, now: datetime) -> None:
    clean, why = plain(raw), plain(error)[:2000]
    session.add(DeadLetter(centre_id=centre_id, account=account, raw=clean, error=why, at=now))
    session.flush()
    session.signals.add(f"centre:{centre_id}")
